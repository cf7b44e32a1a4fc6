// Trouble in the middle: the relay goes away, the browser is closed, the page is
// spoken to in a way that no honest page speaks.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { handIn, openConversation, openDesk, openPage, saveFile, takeWords, typeAsked, write } from './journeys.mjs';
import { startDemo, withTab } from './suite.mjs';
import { chromium } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());

const done = (tab) => tab.run(() => document.querySelector('progress')?.value ?? -1);

test('the relay goes away in the middle: text and words stay, and the rest is handed in later', () => withTab(browser, {}, async (tab) => {
  const file = demo.file('long.bin');
  writeFileSync(file, randomBytes(120_000));
  await openPage(tab, demo);
  await write(tab, { text: 'begun before the relay went away', files: [file] });
  await tab.click('continue');
  const { words } = await takeWords(tab);
  await typeAsked(tab, words);
  await tab.click('hand-in');
  await until('some parts are handed in', async () => (await done(tab)) >= 2, 60_000);
  await demo.pause();
  await tab.see('error', 60_000);
  assert.match(await tab.text('error'), /cannot be reached.*Nothing you wrote is lost/);
  const before = await done(tab);
  assert.ok(before >= 2);
  await tab.click('change');
  assert.equal(await tab.value('text'), 'begun before the relay went away');
  assert.equal(await tab.visible('file'), 1);
  await tab.click('continue');
  await tab.see('words');
  assert.deepEqual(await tab.texts('[data-testid=words] li'), words);
  await demo.resume();
  await takeWords(tab);
  await typeAsked(tab, words);
  await tab.click('hand-in');
  await tab.see('done', 90_000);
  await withTab(browser, {}, async (desk) => {
    await openDesk(desk, demo, 1, demo.desk);
    await openConversation(desk, 'begun before the relay went away');
    assert.deepEqual(readFileSync(await saveFile(desk)), readFileSync(file));
  });
}));

test('trying again goes on with the parts that are left', () => withTab(browser, {}, async (tab) => {
  const file = demo.file('long.bin');
  await openPage(tab, demo);
  await write(tab, { post: 2, text: 'interrupted', files: [file], answers: false });
  await tab.click('continue');
  await until('some parts are handed in', async () => (await done(tab)) >= 3, 60_000);
  await tab.context.setOffline(true);
  const offline = await tab.see('error', 30_000).then(() => true, () => false);
  if (!offline) await demo.pause();
  await tab.see('go-on', 60_000);
  const before = await done(tab);
  await tab.context.setOffline(false);
  if (!offline) await demo.resume();
  await tab.click('go-on');
  await until('it goes on where it was', async () => (await done(tab)) > before || (await tab.visible('done')) > 0, 60_000);
  await tab.see('done', 90_000);
}));

test('a page that is opened while the relay is away lets one write, and comes to life later', () => withTab(browser, {}, async (tab) => {
  await tab.page.route('**/programme.json', (route) => route.abort());
  await tab.open(demo.source);
  await tab.fill('text', 'written before there was a relay');
  await tab.see('notice');
  assert.match(await tab.text('notice'), /cannot be reached\. You can write already/);
  await tab.page.unroute('**/programme.json');
  await tab.click('retry');
  await until('the list of posts', () => tab.run(() => document.querySelectorAll('[data-testid=post] option').length > 1));
  assert.equal(await tab.value('text'), 'written before there was a relay');
}));

test('a forged list of posts stops the page', () => withTab(browser, {}, async (tab) => {
  await tab.page.route('**/v1/roster/*', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[200] ^= 1;
    await route.fulfill({ response, body });
  });
  await tab.open(demo.source);
  await tab.see('notice');
  assert.match(await tab.text('notice'), /not signed as it should be.*Do not go on/);
  assert.equal(await tab.run(() => document.querySelectorAll('[data-testid=post] option').length), 1);
}));

test('a browser closed half-way harms nothing', async () => {
  const file = demo.file('long.bin');
  const tab = await browser.tab();
  await openPage(tab, demo);
  await write(tab, { text: 'never finished', files: [file], answers: false });
  await tab.click('continue');
  await until('some parts are handed in', async () => (await done(tab)) >= 2, 60_000);
  await tab.close();
  await withTab(browser, {}, (other) => handIn(other, demo, { text: 'handed in after that', answers: false }));
  await withTab(browser, {}, async (desk) => {
    await openDesk(desk, demo, 1);
    await openConversation(desk, 'handed in after that');
    await openConversation(desk, 'never finished');
    assert.match(await desk.text('desk-messages'), /of \d+ parts are here/);
    assert.equal(await desk.attribute('[data-item=message]', 'data-state'), 'waiting');
  });
});

test('what a hostile page sends is shown harmless and saved inside the folder', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  const name = '../../../etc/cron.d/\u202Etxt.exe\u0007';
  const text = 'invoice\u202Egpj.exe \u001b[31mred\u0007 <img src=x onerror=alert(1)> \u2066hidden\u2069 end of it';
  await tab.run(async ([file, words]) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    let next = 1;
    const call = (what, ...args) => new Promise((resolve, reject) => {
      const id = next++;
      worker.addEventListener('message', ({ data }) => { if (data.id === id) data.error ? reject(new Error(data.error.kind)) : resolve(data.value); });
      worker.postMessage({ id, name: what, args });
    });
    await call('open');
    await call('visit');
    const parts = await call('compose', 1, false, false, words, [{ name: file, bytes: new Uint8Array([77, 90, 1, 2, 3]) }]);
    await call('lodge', parts);
    worker.terminate();
  }, [name, text]);
  await withTab(browser, {}, async (desk) => {
    await openDesk(desk, demo, 1);
    await openConversation(desk, 'end of it');
    const path = await saveFile(desk);
    const shown = await desk.words();
    assert.doesNotMatch(shown, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    assert.match(shown, /<img src=x onerror=alert\(1\)>/);
    assert.equal(await desk.run(() => document.querySelectorAll('img').length), 0);
    assert.equal(dirname(path), demo.file('data', 'post-1', 'saved'));
    assert.match(basename(path), /^[\w.() -]+$/);
    assert.deepEqual(readFileSync(path), Buffer.from([77, 90, 1, 2, 3]));
    assert.deepEqual(desk.problems, []);
  });
}));
