// A call from the desk to the public page: drafted and previewed at the desk, signed by the
// authority, published by the relay. What is hostile is told at its field.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { root, until } from './demo.mjs';
import { openDesk } from './journeys.mjs';
import { startDemo } from './suite.mjs';
import { chromium, sizes } from './tab.mjs';
import { walk } from './walk.mjs';

const kShots = process.env.TIPSTAFF_SHOTS;
const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());
const desk = await browser.tab();

// axe cannot work in the frame, where nothing runs.
async function axe() {
  if (!await desk.run(() => 'axe' in window)) await desk.axe();
  return desk.run(() => window.axe.run(document, { iframes: false, resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then((found) => found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3)}`)));
}
const { test, look, faults, violations } = await walk(desk, { axe });

const authority = (args) => execFileSync(join(root, 'build/release/authority/tipstaff-authority'), ['call', ...args, '--dir', demo.file('data', 'authority')],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const passphrase = ['--passphrase-file', demo.file('data', 'passphrase')];
const faultAt = (field) => desk.text(`#call-${field}-fault`);
const mended = () => until('nothing is left to mend', async () => (await desk.text('call-faults')).startsWith('Nothing is left'));
const frame = () => desk.page.frameLocator('[data-testid=preview-frame]');

// exported waits for the file and returns its path and the six words.
async function exported() {
  await desk.click('call-export');
  await desk.see('call-code');
  const code = await desk.text('call-code');
  await desk.click('call-exported-yes');
  const folder = demo.file('data', 'post-1', 'saved');
  return { code, folder };
}

test('the desk fetches what is published', async () => {
  await openDesk(desk, demo, 1, demo.desk);
  await desk.click('room-calls');
  await desk.see('calls-fetch');
  await desk.click('calls-fetch');
  await desk.see('published');
  assert.deepEqual((await desk.texts('[data-item=call] h3')).length, 2);
  await look('calls');
});

test('a change is seen in the preview as it is typed', async () => {
  await desk.click('call-amend-false-ballots');
  await desk.see('call-text-en-title');
  await desk.fill('call-text-en-title', 'Who filled the crates?');
  await until('the preview has it', async () => (await frame().locator('h1').textContent().catch(() => '')) === 'Who filled the crates?');
  assert.equal(await frame().locator('script').count(), 0);
  assert.match(await frame().locator('p.preview').textContent(), /not signed/);
  await look('call-amend');
  await frame().locator('a.address').first().click();
  await until('the link leads nowhere', () => violations.length > 0);
  assert.match(violations.splice(0)[0], /^frame-src https:\/\/law\./);
  await desk.choose('preview-kind', 'poster');
  await until('the poster', async () => (await frame().locator('main.poster').count()) === 1);
});

test('what is hostile is told at its field, and nothing leaves', async () => {
  const hostile = [['text-en-text', '<script>alert(1)</script>', /HTML is not taken/], ['text-en-text', 'One.\n\n![](https://track.example/1.gif)', /Line 3: Pictures in the text/],
    ['reward', 'a lot', /whole sum/], ['basis_link', 'javascript:alert(1)', /http/], ['posts', '999', /not in the roster/],
    ['text-pl-title', 'Kto\u202e?', /cannot be seen/]];
  for (const [field, text, words] of hostile) {
    if (field.startsWith('text-pl')) await desk.click('call-beside-pl');
    const before = await desk.value(`call-${field}`);
    await desk.fill(`call-${field}`, text);
    await until(`${field} is refused`, async () => words.test(await faultAt(field)));
    assert.equal(await desk.attribute(`call-${field}`, 'aria-invalid'), 'true');
    if (field === 'reward') await look('call-fault');
    await desk.fill(`call-${field}`, before);
    await mended();
  }
  const giant = demo.file('giant.png');
  writeFileSync(giant, Buffer.alloc(2_000_000, 7));
  await desk.attach('call-person-0-picture', [giant]);
  await until('the picture is refused', async () => /too large/.test(await desk.text('desk-notice')));
});

test('the authority signs what the desk exported, and the relay publishes it', async () => {
  const { code } = await exported();
  const saved = demo.file('data', 'post-1');
  const file = join(saved, 'saved', readdirSync(join(saved, 'saved')).find((name) => name.endsWith('.tscp')));
  assert.throws(() => authority(['sign', file, '--code', 'one two three four five six', ...passphrase]), /not the file/);
  const said = authority(['sign', file, '--code', code, ...passphrase]);
  assert.match(said, /changed text\s+en/);
  assert.match(said, /Signed: record/);
  assert.throws(() => authority(['sign', file, '--code', code, ...passphrase]), /went on after this was written/);
  authority(['export', demo.file('data', 'calls')]);
  await until('the relay has it', async () => (await (await fetch(`${demo.source}calls/call-false-ballots.en.html`)).text()).includes('Who filled the crates?'));
});

test('the draft that was signed says so, and news is written the same way', async () => {
  await desk.click('call-back');
  await desk.see('calls-fetch');
  await desk.click('calls-fetch');
  await until('the new title', async () => (await desk.texts('[data-item=call] h3')).includes('Who filled the crates?'));
  await desk.click('[data-item=draft]');
  await until('it is told', async () => /went on after/.test(await desk.text('call-faults')));
  await desk.click('call-back');
  await desk.click('call-communique-night-cargo');
  await desk.see('call-text-en-title');
  for (const code of ['en', 'pl']) {
    await desk.fill(`call-text-${code}-title`, 'Thank you');
    await desk.fill(`call-text-${code}-text`, 'We read every word.');
  }
  await mended();
  await look('call-news');
  await desk.click('call-back');
  await desk.click('call-renew-night-cargo');
  await desk.fill('call-until', '2099-01-01');
  await until('too far is refused', async () => /366/.test(await faultAt('until')));
});

test('a call begins with an empty form', async () => {
  await desk.click('call-back');
  await desk.click('call-new');
  await desk.see('call-id');
  await desk.choose('call-language-add', 'ar');
  await desk.see('call-text-ar-title');
  assert.equal(await desk.visible('[id=call-text-ar-title]'), 1);
  await desk.click('call-person-add');
  await until('what is missing', async () => /missing/.test(await faultAt('text-ar-person-0-asked')));
  await look('call-new');
  await desk.fill('call-id', 'quiet-harbour');
  await desk.choose('desk-language', 'pl');
  await until('what was typed is there in Polish', async () => (await desk.value('call-id').catch(() => '')) === 'quiet-harbour');
  await desk.size(sizes.phone);
  if ((await desk.sideways()) > 0) faults.push(`call-new, pl: ${await desk.sideways()} pixels too wide`);
  if (kShots) await desk.picture(join(kShots, 'call-new-pl-phone-light.png'));
  await desk.click('call-save');
  await until('it is saved', async () => (await desk.text('desk-notice')) === 'Zapisano.');
});

test('without a browser: a folder becomes a draft, its faults are named, and the authority signs what is proposed', async () => {
  const call = (...args) => demo.deskCommand(['call', ...args], 2);
  const folder = demo.file('drafted'), file = demo.file('drafted.tscp');
  await call('fetch');
  assert.match(await call('list'), /published +night-cargo/);
  const number = (await call('draft', '--what', 'amend', '--call', 'night-cargo')).split('\n')[0];
  await call('show', number, '--to', folder);
  const conf = readFileSync(join(folder, 'call.conf'), 'utf8');
  writeFileSync(join(folder, 'call.conf'), conf.replace(/reward = .*/, 'reward = much'));
  await assert.rejects(call('draft', folder, '--draft', number), /call\.conf, line 3/);
  writeFileSync(join(folder, 'call.conf'), conf.replace(/posts = .*/, 'posts = 77'));
  assert.match(await call('draft', folder, '--draft', number), /posts: not_found/);
  await assert.rejects(call('propose', number, '--to', file), /draft of a call/);
  writeFileSync(join(folder, 'call.conf'), conf.replace(/reward = .*/, 'reward = 2000000 USD'));
  await call('draft', folder, '--draft', number);
  await call('preview', number, '--to', demo.file('drafted-pages'));
  assert.match(readFileSync(demo.file('drafted-pages', 'call-night-cargo.en.html'), 'utf8'), /2\u00a0000\u00a0000/);
  const words = (await call('propose', number, '--to', file)).trim();
  await assert.rejects(call('propose', number, '--to', file), /exists already/);
  const signed = authority(['sign', file, '--code', words, ...passphrase]);
  assert.match(signed, /night-cargo/);
  assert.match(authority(['show', 'night-cargo']), /amend/);
});

test('the public pages of a call have no fault in any guise', async () => {
  const pages = await browser.tab();
  for (const name of ['index', 'call-false-ballots', 'history-false-ballots', 'poster-false-ballots', 'call-night-cargo'])
    for (const [code, size, scheme] of [['en', 'desktop', 'light'], [name.endsWith('night-cargo') ? 'pl' : 'ar', 'phone', 'dark']]) {
      await pages.size(sizes[size]);
      await pages.scheme(scheme);
      await pages.open(`${demo.source}calls/${name}.${code}.html`);
      for (const fault of await pages.axe()) faults.push(`${name}.${code}, ${size}, ${scheme}: ${fault}`);
      if ((await pages.sideways()) > 0) faults.push(`${name}.${code}, ${size}: too wide`);
      if (kShots) await pages.picture(join(kShots, `page-${name}.${code}-${size}-${scheme}.png`));
    }
});

test('no fault on any screen, and the policy was never broken', () => {
  assert.deepEqual(faults, []);
  assert.deepEqual(violations, []);
  const here = new URL(demo.desk).origin;
  assert.deepEqual(desk.requests.filter((url) => !url.startsWith(here)), []);
});
