// Every reader is cover (PROTOCOL.md 6.1): reading a call, handing in and coming back are
// the same requests, with the same bytes in every header and the same sizes, in an order
// that does not tell them apart. What is compared was taken off the wire.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from './demo.mjs';
import { comeBack, takeWords, typeAsked, write } from './journeys.mjs';
import { startDemo, withTab } from './suite.mjs';
import { chromium, firefox } from './tab.mjs';
import { exchanges, holes, openWire } from './wire.mjs';

const demo = await startDemo();
const wire = await openWire([demo.base + 1, demo.base + 2]);
const chrome = await chromium({ args: wire.browserArgs });
after(async () => { await chrome.close(); await wire.close(); });

const kCall = '/calls/call-night-cargo.en.html';
const kPictures = '/calls/call-false-ballots.en.html';
const kSoon = Math.exp(-2 / 45);  // of a page that is only read: its own visit comes after two seconds
const kNever = 0;
const kVisit = ['/v1/t/latest', '/v1/roster/', '/v1/e/', '/v1/t/', '/v1/reply/', '/v1/reply/', '/v1/burn', '/v1/lodge'];

const lodgings = (tab) => tab.requests.filter((url) => url.endsWith('/v1/lodge')).length;
const atlas = (tab) => until('everything that a page fetches', () => tab.requests.some((url) => url.endsWith('/world.json.gz')) && lodgings(tab) > 0, 60_000);
const second = (tab) => until('a second visit', () => lodgings(tab) > 1, 60_000);
const wayIn = async (tab) => { if (await tab.visible('post') === 0) await tab.click('a.main'); };
const kLastMs = 200;  // until the last answer is on the wire
let words = [];

const journeys = {
  async read(tab) { await second(tab); },
  async tell(tab) {
    await wayIn(tab);
    await until('the list of posts', () => tab.run(() => document.querySelectorAll('[data-testid=post] option:not(:disabled)').length > 1));
    await write(tab, { text: 'a crate that nobody was to open' });
    await tab.click('continue');
    const kept = await takeWords(tab);
    if (words.length === 0) ({ words } = kept);
    await typeAsked(tab, kept.words);
    await tab.click('hand-in');
    await tab.see('done');
  },
  async back(tab) {
    await wayIn(tab);
    await comeBack(tab, words);
    await tab.see('ack');
  },
};

const kTries = 3;

// go makes one journey, again when the recorder lost something of it, and returns what was on the wire, up to the second visit's end.
async function go(name, path, options = {}) {
  for (let left = kTries; ; ) {
    const recorded = await record(name, path, options);
    const lost = holes(recorded);
    if (lost === 0) return exchanges(recorded);
    assert.notEqual(--left, 0, `${lost} holes in what was recorded of ${name}, ${kTries} times: nothing can be compared`);
  }
}

async function record(name, path, { before = async () => {}, during = async () => {}, browser = chrome }) {
  const stop = await wire.record();
  let recorded = [];
  try {
    await withTab(browser, { draw: name === 'read' ? kSoon : kNever }, async (tab) => {
      await before(tab);
      await tab.open(new URL(path, demo.source).href);
      await atlas(tab);
      await during(tab);
      await journeys[name](tab);
      assert.equal(lodgings(tab), 2, `${name} is two visits`);
      assert.deepEqual(tab.problems, []);
      await pause(kLastMs);
    });
  } finally {
    recorded = await stop();
  }
  return recorded;
}

// differences lists what tells two journeys apart. Two requests that were under way
// together may be seen in either order; those that followed one another may not.
function differences(one, other, except = () => false) {
  const keyed = (list) => {
    const seen = new Map();
    return new Map(list.filter((entry) => !except(entry)).map((entry) => {
      const key = JSON.stringify([entry.asks, entry.sends, entry.says, entry.gets]), n = (seen.get(key) ?? 0) + 1;
      seen.set(key, n);
      return [`${key} ${n}`, entry];
    }));
  };
  const [a, b] = [keyed(one), keyed(other)];
  const out = [...a.keys()].filter((key) => !b.has(key)).map((key) => `only the first: ${key}`);
  out.push(...[...b.keys()].filter((key) => !a.has(key)).map((key) => `only the second: ${key}`));
  const both = [...a.keys()].filter((key) => b.has(key));
  for (const x of both)
    for (const y of both)
      if (a.get(x).end < a.get(y).at && b.get(y).end < b.get(x).at) out.push(`in another order: ${a.get(x).path} and ${a.get(y).path}`);
  return out;
}

const isDocument = ({ says, path }) => says.includes('text/html') && !path.includes('list.html');
const atCall = {};

test('from a call’s page: reading it, handing in and coming back are the same on the wire', async (t) => {
  t.diagnostic(wire.kind);
  atCall.tell = await go('tell', kCall);
  atCall.read = await go('read', kCall);
  const file = demo.file('words.txt');
  writeFileSync(file, words.join(' '));
  await until('an acknowledgement', async () => /has opened/.test((await demo.tipstaff(['read', '--words-file', file])).stdout), 120_000);
  atCall.back = await go('back', kCall);
  t.diagnostic(`${atCall.read.length} exchanges, ${atCall.read.reduce((sum, { asks, sends }) => sum + asks.length + sends, 0)} bytes up, ${atCall.read.reduce((sum, { says, gets }) => sum + says.length + gets, 0)} bytes down`);
  assert.equal(atCall.read.filter(({ path }) => path.startsWith('/v1/')).length, 2 * kVisit.length);
  assert.ok(atCall.read.filter(({ path }) => path.startsWith('/v1/')).every(({ path }, i) => path.startsWith(kVisit[i % kVisit.length])));
  assert.deepEqual(differences(atCall.read, atCall.tell), []);
  assert.deepEqual(differences(atCall.read, atCall.back), []);
});

test('a call that is read, and a tip or answers at the source’s page: only the name that was asked for differs', async () => {
  const tell = await go('tell', '/');
  const back = await go('back', '/');
  for (const journey of [tell, back]) {
    assert.deepEqual(differences(atCall.read, journey, isDocument), []);
    const [call, source] = [atCall.read, journey].map((list) => list.filter(isDocument));
    assert.equal(call.length, 1);
    assert.deepEqual(call.map(({ asks }) => asks.replace(kCall, '/')), source.map(({ asks }) => asks));
    assert.deepEqual(call.map(({ says, gets }) => [says, gets]), source.map(({ says, gets }) => [says, gets]));
  }
});

test('one more byte in a header, one more request or another order is found', async () => {
  const louder = await go('read', kCall, { before: (tab) => tab.context.setExtraHTTPHeaders({ 'accept-language': 'en-GB,e' }) });
  assert.notDeepEqual(differences(atCall.read, louder), []);
  const more = await go('tell', kCall, { during: (tab) => tab.run(() => fetch('/programme.json').then((answer) => answer.arrayBuffer())) });
  assert.deepEqual(differences(atCall.read, more).map((line) => /only the second: .*programme\.json/.test(line)), [true]);
  // And with what was recorded: a byte of an answer's header, a byte more of an answer, two requests the other way round.
  const altered = (change) => differences(atCall.read, atCall.read.map(change)).join('\n');
  const [p, q] = ['/v1/burn', '/v1/lodge'].map((path) => atCall.read.findIndex((entry) => entry.path === path));
  assert.equal(altered((entry) => entry), '');
  assert.match(altered((entry, i) => (i === p ? { ...entry, says: entry.says.replace('HTTP/1.1', 'HTTP/1.0') } : entry)), /only the second: .*HTTP\/1\.0/);
  assert.match(altered((entry, i) => (i === p ? { ...entry, gets: entry.gets + 1 } : entry)), /only the second/);
  const [one, other] = [atCall.read[p], atCall.read[q]];
  assert.match(altered((entry, i) => ({ ...entry, ...(i === p ? { at: other.at, end: other.end } : i === q ? { at: one.at, end: one.end } : {}) })), /another order/);
});

// Firefox says of itself other things than Chromium; what it says must not tell what is done.
test('Firefox: reading, handing in and coming back are the same on the wire', { skip: wire.browserArgs.length > 0 && 'Firefox does not go through the proxy' }, async (t) => {
  const browser = await firefox();
  try {
    const tell = await go('tell', kCall, { browser });
    const read = await go('read', kCall, { browser });
    const back = await go('back', kCall, { browser });
    t.diagnostic(`${read.length} exchanges`);
    assert.equal(read.filter(({ path }) => path.startsWith('/v1/')).length, 2 * kVisit.length);
    assert.deepEqual(differences(read, tell), []);
    assert.deepEqual(differences(read, back), []);
  } finally {
    await browser.close();
  }
});

test('a call with pictures asks for them, and for nothing else', async () => {
  const extra = differences(atCall.read, await go('read', kPictures), isDocument);
  assert.equal(extra.length, 2);
  for (const line of extra) assert.match(line, /^only the second: .*\.png/);
});

test('a call’s page turns into the source’s and back, in its language, and asks for nothing', () => withTab(chrome, { draw: kNever }, async (tab) => {
  await tab.open(new URL('/calls/call-false-ballots.ar.html', demo.source).href);
  await atlas(tab);
  const before = tab.requests.length, shown = await tab.words(), title = await tab.page.title();
  assert.match(await tab.text('main time'), /^\d+ [\u0621-\u064a]+ \d{4}/, 'dates are written as Arabic writes them');
  await tab.click('a.main');
  await tab.see('post');
  assert.deepEqual(await tab.run(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
  assert.equal(await tab.page.title(), title, 'history does not tell who turned the page');
  await tab.fill('text', 'begun');
  await tab.click('tab-sheet');
  await tab.see('a.main');
  assert.equal(await tab.words(), shown);
  await tab.click('a.main');
  assert.equal(await tab.value('text'), 'begun');
  assert.equal(tab.requests.length, before);
  assert.deepEqual(tab.problems, []);
}));

test('the source’s page lists the calls; one opens in a tab of its own', () => withTab(chrome, { draw: kNever, locale: 'pl-PL' }, async (tab) => {
  await tab.open(demo.source);
  await tab.see('tab-calls');
  await atlas(tab);
  const before = tab.requests.length;
  await tab.click('tab-calls');
  await tab.see('call');
  assert.equal(await tab.visible('[data-status=open]'), 2);
  assert.equal(tab.requests.length, before, 'looking at the list asks for nothing');
  const [opened] = await Promise.all([tab.context.waitForEvent('page'), tab.click('[data-testid=call] a')]);
  await opened.waitForLoadState();
  assert.match(opened.url(), /\/calls\/call-[a-z-]+\.pl\.html$/);
  assert.equal(await tab.visible('call'), 2, 'and this one stays');
}));

test('a checker finds that no page of a call runs anything else', async () => {
  const { status, stdout } = await demo.tipstaff(['verify-page']);
  assert.equal(status, 0, stdout);
  assert.ok(Number(/good: (\d+) pages of calls/.exec(stdout)?.[1]) > 25, stdout);
});

test('without scripts a call is whole, and makes no visit', () => withTab(chrome, { scripts: false }, async (tab) => {
  await tab.open(new URL(kPictures, demo.source).href);
  await tab.see('a.main');
  assert.match(await tab.words(), /Up to 250.000.EUR/);
  await tab.page.waitForTimeout(500);
  assert.deepEqual(tab.requests.filter((url) => /\/v1\/|\.js|\.gz|\.wasm/.test(url)), []);
}));
