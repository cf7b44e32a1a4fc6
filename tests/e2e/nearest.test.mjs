// The nearest office: found in any script, by keyboard and on a telephone; and what is
// chosen changes no request of the page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { openPage, write } from './journeys.mjs';
import { startDemo, withTab } from './suite.mjs';
import { chromium, sizes } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());

const kNobody = 4;  // an office that nobody runs
const kQuietMs = 1500;  // longer than any of the page's own pauses
const kSettleMs = 60;
const kStill = { draw: 0 };  // the page's own visits, which come by chance, stay away

// Names that change with the tick, the epoch or by chance, and whose form does not.
const plain = (url) => new URL(url).pathname.replace(/[0-9a-f]{32,}/g, 'HEX').replace(/\/\d+\//g, '/N/');

// record notes every request of a tab: method, path, header names and sizes, body size.
function record(tab) {
  const seen = [];
  tab.context.on('request', (request) => {
    const headers = Object.entries(request.headers()).map(([name, value]) => `${name}:${value.length}`).sort().join(' ');
    seen.push([request.method(), plain(request.url()), headers, request.postDataBuffer()?.length ?? 0].join(' | '));
  });
  return seen;
}

const paths = (seen) => seen.map((line) => line.split(' | ')[1]);
const quiet = async (seen) => {
  for (let before = -1; before !== seen.length;) {
    before = seen.length;
    await new Promise((go) => setTimeout(go, kQuietMs));
  }
};

async function ready(tab, seen) {
  await openPage(tab, demo);
  await until('the atlas', () => seen.some((line) => line.includes('/world.json.gz')));
  await quiet(seen);
}

async function town(tab, name) {
  await tab.fill('town', name);
  if (await tab.visible('town-found') === 0) return;
  await tab.click('town-found');
  await tab.see('office');
}
const country = async (tab, code) => { await tab.choose('near-country', code); await tab.see('office'); };
const point = (tab, x, y) => tab.page.locator('[data-testid=map]').click({ position: { x, y } });
const open = async (tab) => { if (await tab.visible('town') === 0) await tab.click('nearest-open'); };

test('fifty choices ask nothing of anybody', () => withTab(browser, kStill, async (tab) => {
  const seen = record(tab);
  await ready(tab, seen);
  await open(tab);
  const before = seen.length;
  const towns = ['Warszawa', 'Варшава', '华沙', 'وارسو', '바르샤바', 'kyiv', 'Київ', 'Мінск', 'münchen', 'Tehran', 'تهران', 'دمشق', '北京', '서울', 'new york',
    'sao paulo', 'İzmir', 'Suva', 'Alofi', 'Reykjavik', 'no such town', 'mоsсоw', 'x'.repeat(500)];
  for (const name of towns) await town(tab, name);
  const codes = ['PL', 'UA', 'RU', 'BY', 'DE', 'FR', 'ES', 'BR', 'TR', 'CN', 'IR', 'KR', 'NZ', 'FJ', 'US'];
  for (const code of codes) await country(tab, code);
  const points = [[10, 10], [300, 100], [5, 100], [600, 120], [200, 200], [400, 60], [350, 150], [100, 100], [500, 200]];
  for (const [x, y] of points) { await point(tab, x, y); await new Promise((go) => setTimeout(go, kSettleMs)); }
  for (const code of ['XA', 'XB', '']) await tab.choose('not-in', code);
  assert.ok(towns.length + codes.length + points.length + 3 >= 50);
  await tab.click('office');
  await quiet(seen);
  assert.deepEqual(paths(seen.slice(before)), []);
  assert.deepEqual(tab.problems, []);
}));

test('visits look the same whatever is looked for, and when', async () => {
  const ways = {
    'nothing at all': async () => {},
    'a town': async (tab) => { await open(tab); await town(tab, 'Київ'); await tab.click('office'); },
    'a country, and not in it': async (tab) => { await open(tab); await country(tab, 'TR'); await tab.choose('not-in', 'XB'); await tab.click('office'); },
    'the map': async (tab) => { await open(tab); await point(tab, 300, 100); await tab.see('office'); },
  };
  const visits = {};
  for (const [name, act] of Object.entries(ways))
    await withTab(browser, kStill, async (tab) => {
      const seen = record(tab);
      await ready(tab, seen);
      await act(tab);
      await quiet(seen);
      visits[name] = seen;
    });
  // Somebody who opens the finder and types before anything has come.
  await withTab(browser, kStill, async (tab) => {
    const seen = record(tab);
    await tab.open(demo.source);
    await tab.click('nearest-open');
    await tab.fill('text', 'typed while the page was still loading');
    await until('the atlas', () => seen.some((line) => line.includes('/world.json.gz')), 60_000);
    await quiet(seen);
    visits['typing at once'] = seen;
  });
  let early = [];
  // Somebody who chooses an office before the visit is half over: the roster is enough for that.
  await withTab(browser, kStill, async (tab) => {
    const seen = record(tab);
    let chosen = () => {};
    const waits = new Promise((go) => { chosen = go; });
    await tab.context.route('**/challenges', async (route) => { await waits; await route.continue(); });
    await tab.open(demo.source);
    await until('the offices, without a visit', () => tab.run(() => document.querySelectorAll('[data-testid=post] option:not(:disabled)').length > 1));
    await tab.choose('post', '2');
    assert.ok(!seen.some((line) => /lodge|places/.test(line)), 'nothing else has been asked for');
    chosen();
    await until('the atlas', () => seen.some((line) => line.includes('/world.json.gz')), 60_000);
    assert.equal(await tab.value('post'), '2');
    await quiet(seen);
    early = paths(seen);  // a request that was held has its headers written anew
  });
  // Somebody who reads another language: a browser of their own, and the choice of a third.
  await withTab(browser, { ...kStill, locale: 'fa-IR' }, async (tab) => {
    const seen = record(tab);
    await ready(tab, seen);
    await tab.choose('language', 'ko');
    await quiet(seen);
    visits['another language'] = seen;
  });
  const [first, ...others] = Object.entries(visits);
  assert.equal(paths(first[1]).filter((path) => path.endsWith('.gz')).join(), '/languages.json.gz,/languages-rest.json.gz,/tipstaff.wasm.gz,/places.tsp.gz,/world.json.gz');
  for (const [name, seen] of others) assert.deepEqual(seen, first[1], name);
  assert.deepEqual(early, paths(first[1]), 'an office chosen before the visit was half over');
});

test('a tip to the nearest office asks for the same as one to another', async () => {
  const visits = [];
  for (const name of ['Warsaw', 'İstanbul'])
    await withTab(browser, kStill, async (tab) => {
      const seen = record(tab);
      await ready(tab, seen);
      await open(tab);
      await town(tab, name);
      await tab.click('office');
      const post = Number(await tab.value('post'));
      assert.equal(post, name === 'Warsaw' ? 1 : 2);
      await write(tab, { post, text: 'a few words', answers: false });
      await tab.click('continue');
      await tab.see('done', 60_000);
      await quiet(seen);
      visits.push(seen);
    });
  assert.deepEqual(visits[1], visits[0]);
});

test('a town is found in any script', () => withTab(browser, {}, async (tab) => {
  const seen = record(tab);
  await ready(tab, seen);
  await open(tab);
  for (const name of ['s', 'Warsz', 'варш', '华', 'ورشو', '바르', 'san']) {
    await tab.run((typed) => {
      const box = document.querySelector('[data-testid=town]');
      box.value = typed;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, name);
    assert.ok(await tab.visible('town-found') > 0, name);
  }
}));

test('by keyboard alone, from a town to an office', () => withTab(browser, {}, async (tab) => {
  const seen = record(tab);
  await ready(tab, seen);
  await tab.run(() => document.getElementById('nearest-summary').focus());
  await tab.press('Enter');
  await tab.see('town');
  await tab.press('Tab');
  assert.equal(await tab.focused(), 'town');
  await tab.type('Стамб');
  await tab.press('Enter');
  await tab.see('office');
  assert.match((await tab.texts('office'))[0], /Belmora.*[^\d]\d km/);
  await tab.run(() => document.querySelector('[data-testid=map]').focus());
  for (const key of ['ArrowLeft', 'ArrowUp', 'Enter']) await tab.press(key);
  await until('the point is taken', async () => /point on the map/.test(await tab.text('nearest-status')));
  await tab.run(() => document.querySelector('[data-testid=office]').focus());
  await tab.press('Enter');
  assert.equal(await tab.value('post'), '2');
  assert.equal(await tab.focused(), 'post');
  assert.equal(await tab.visible('town'), 0, 'the finder is closed');
}));

test('an office in the country that was left out is not listed', () => withTab(browser, {}, async (tab) => {
  const seen = record(tab);
  await ready(tab, seen);
  await open(tab);
  await town(tab, 'Warszawa');
  await tab.choose('not-in', 'XA');
  await until('the list without it', async () => (await tab.texts('office')).every((text) => !/Arvenia/.test(text)));
  assert.match((await tab.texts('office'))[0], /Belmora/);
}));

for (const [name, size] of Object.entries(sizes))
  for (const locale of ['en-GB', 'pl-PL'])
    test(`${name}, ${locale}: nothing is cut off and axe finds nothing`, () => withTab(browser, { size, locale }, async (tab) => {
      const seen = record(tab);
      await ready(tab, seen);
      await open(tab);
      await tab.fill('town', 'san');
      await tab.see('town-found');
      assert.equal(await tab.sideways(), 0);
      if (process.env.TIPSTAFF_SHOTS) await tab.picture(`${process.env.TIPSTAFF_SHOTS}/nearest-search-${name}-${locale}.png`);
      await town(tab, 'Київ');
      assert.equal(await tab.sideways(), 0);
      if (process.env.TIPSTAFF_SHOTS) await tab.picture(`${process.env.TIPSTAFF_SHOTS}/nearest-${name}-${locale}.png`);
      assert.deepEqual(await tab.axe(), []);
      assert.deepEqual(tab.problems, []);
    }));

// early opens the page, lets somebody choose an office from the roster alone, by keyboard, and only then lets the keys through.
async function early(tab, source, post, spoil) {
  let chosen = () => {};
  const waits = new Promise((go) => { chosen = go; });
  await tab.context.route('**/v1/e/*/keys', async (route) => {
    const response = await route.fetch(), body = await response.body();
    await waits;
    spoil(body);
    await route.fulfill({ response, body });
  });
  await tab.open(source);
  await until('the offices', () => tab.run(() => document.querySelectorAll('[data-testid=post] option:not(:disabled)').length > 1));
  await tab.page.locator('[data-testid=post]').focus();
  await tab.choose('post', String(post));
  assert.equal(await tab.value('post'), String(post));
  chosen();
}

test('an office chosen before its keys proved forged is taken back, with a message', () => withTab(browser, kStill, async (tab) => {
  await early(tab, demo.source, 2, (body) => { body[40] ^= 1; });
  await until('it is said', async () => /not signed as it should be.*Do not go on/.test(await tab.words()), 20_000);
  assert.equal(await tab.run(() => document.querySelectorAll('[data-testid=post] option').length), 1, 'no office can be chosen');
  assert.ok(!tab.requests.some((url) => /lodge/.test(url)), 'nothing was handed in');
}));

test('an office chosen early that takes no messages is taken back, with a message', async () => {
  const { source } = await startDemo({ more: ['--posts', String(kNobody)] });
  await withTab(browser, kStill, async (tab) => {
    await early(tab, source, kNobody, () => {});
    await until('it is said', async () => /takes no messages just now/.test(await tab.words()), 20_000);
    assert.notEqual(await tab.value('post'), String(kNobody));
  });
});
