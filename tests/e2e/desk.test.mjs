// The desk's page in Chromium, and who may speak to it.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { openConversation, openDesk } from './journeys.mjs';
import { inlineScript, startDemo, withTab } from './suite.mjs';
import { chromium } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());

const kTips = ['The list of names lies in the harbour office.', 'Drivers move ballot boxes at night.', 'Kierownik kazał nam głosować przy nim.'];
for (const input of kTips) {
  const { status, stderr } = await demo.tipstaff(['send', '--post', '1', '--now'], { input });
  if (status !== 0) throw new Error(stderr);
}

const desk = await browser.tab();
const shownItems = () => desk.texts('[data-item=conversation]');

test('the address works once', async () => {
  await openDesk(desk, demo, 1, demo.desk);
  assert.equal(new URL(desk.address()).hash, '', 'the token leaves the address at once');
  await withTab(browser, {}, async (other) => {
    await other.open(demo.desk);
    await other.see('desk-no-session');
    assert.match(await other.words(), /fresh address/);
    await other.open(await demo.deskLink());
    await other.see('desk-search');
  });
});

test('tips arrive by themselves and are counted as unread', async () => {
  await until('every tip is here', async () => (await shownItems()).length === kTips.length, 60_000);
  assert.equal(await desk.text('[data-testid=desk-filter-unread] .count'), '3');
  assert.match(await desk.run(() => document.title), /^\(3\)/);
  await openConversation(desk, 'ballot boxes');
  await until('one less', async () => (await desk.text('[data-testid=desk-filter-unread] .count')) === '2');
});

test('search finds by the beginnings of words, in any alphabet', async () => {
  await desk.fill('desk-search', 'harb off');
  await until('one is found', async () => (await shownItems()).length === 1);
  assert.match((await shownItems())[0], /harbour office/);
  await desk.fill('desk-search', 'GŁOSOW');
  await until('another is found', async () => /Kierownik/.test((await shownItems())[0] ?? ''));
  await desk.fill('desk-search', 'nothing of this kind "');
  await desk.see('desk-empty');
  await desk.fill('desk-search', '');
  await until('all again', async () => (await shownItems()).length === kTips.length);
});

test('a label and a folder sort a conversation', async () => {
  await openConversation(desk, 'ballot boxes');
  await desk.click('desk-sort-open');
  await desk.fill('desk-label', 'urgent');
  await desk.fill('desk-folder', 'Port Sel');
  await desk.click('desk-label-set');
  await desk.see('desk-label-remove-urgent');
  assert.equal(await desk.value('desk-folder'), 'Port Sel');  // a change beside it left it there
  assert.equal(await desk.value('desk-label'), '');
  await desk.click('desk-folder-set');
  await desk.see('[data-testid="desk-folder-Port Sel"]');
  await desk.click('desk-filter-inbox');
  await until('it is in no list of the others', async () => (await shownItems()).length === 2);
  await desk.click('[data-testid="desk-folder-Port Sel"]');
  await until('it is in its folder', async () => (await shownItems()).length === 1);
  await openConversation(desk, 'ballot boxes');
  await desk.click('desk-label-remove-urgent');
  await desk.gone('desk-label-urgent');
  await desk.click('desk-filter-all');
  await until('all again', async () => (await shownItems()).length === kTips.length);
});

test('a tip without answers says so instead of a form', async () => {
  await openConversation(desk, 'ballot boxes');
  await desk.see('desk-no-answers');
  assert.equal(await desk.visible('desk-answer-text'), 0);
});

test('it asks before it erases, and what is erased is gone', async () => {
  const number = await openConversation(desk, 'ballot boxes');
  if ((await desk.visible('desk-erase')) === 0) await desk.click('desk-sort-open');
  await desk.click('desk-erase');
  await desk.see('desk-erase-dialog');
  await desk.click('desk-erase-no');
  assert.equal((await shownItems()).length, kTips.length);
  await desk.click('desk-erase');
  await desk.click('desk-erase-yes');
  await until('it is gone', async () => (await shownItems()).length === kTips.length - 1);
  assert.doesNotMatch(await desk.words(), /ballot boxes/);
  await assert.rejects(demo.deskCommand(['show', String(number)]), (error) => error.code === 4);
  assert.equal(await demo.deskCommand(['search', 'ballot']), '');
});

test('locked, it shows nothing and answers nothing; the passphrase opens it', async () => {
  await openConversation(desk, 'harbour office');
  await desk.click('desk-lock');
  await desk.see('desk-locked');
  assert.doesNotMatch(await desk.run(() => document.documentElement.outerHTML), /harbour|Kierownik/);
  const inbox = await desk.run(() => fetch('/api/inbox', { method: 'POST', body: '{}', headers: { 'Desk-Key': sessionStorage.getItem('desk-key') } })
    .then((response) => response.status));
  assert.equal(inbox, 423);
  await desk.fill('desk-passphrase', 'not the passphrase');
  await desk.click('desk-unlock');
  await desk.see('desk-unlock-error');
  assert.match(await desk.text('desk-unlock-error'), /not the passphrase/);
  await desk.fill('desk-passphrase', demo.passphrase());
  await desk.click('desk-unlock');
  await desk.see('desk-search');
  await until('its tips', async () => (await shownItems()).length === kTips.length - 1);
});

test('its policy holds', async () => {
  assert.deepEqual(desk.problems.filter((problem) => !/status of (403|423)/.test(problem)), []);
  assert.match(await inlineScript(desk), /^refused/);
});

// ask speaks to the desk's port as another program of this machine would.
function ask({ method = 'POST', path = '/api/status', headers = {}, body = '{}' }) {
  const { port, host } = new URL(demo.desk);
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers: { host, ...headers } }, (response) => {
      let text = '';
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    call.on('error', reject);
    call.end(method === 'POST' ? body : undefined);
  });
}

test('other sites and other programs are refused', async () => {
  const { origin, port } = new URL(demo.desk);
  assert.equal((await ask({ headers: { host: 'desk.invalid' } })).status, 403);
  assert.equal((await ask({ method: 'GET', path: '/', headers: { host: `localhost:${port}` } })).status, 403);
  assert.equal((await ask({})).status, 403, 'no origin');
  assert.equal((await ask({ headers: { origin: 'http://evil.invalid' } })).status, 403);
  assert.equal((await ask({ headers: { origin, 'sec-fetch-site': 'cross-site' } })).status, 403);
  assert.equal((await ask({ headers: { origin } })).status, 401, 'no session');
  assert.equal((await ask({ headers: { origin, cookie: `desk=${'0'.repeat(64)}`, 'desk-key': '0'.repeat(64) } })).status, 401);
  assert.equal((await ask({ path: '/control/link', headers: { origin } })).status >= 400, true);
  assert.equal((await ask({ path: '/control/link', body: 'x' })).status >= 400, true);
});

test('a cookie alone is not enough', async () => {
  const cookies = await desk.context.cookies();
  const { origin } = new URL(demo.desk);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  assert.ok(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Strict'));
  assert.equal((await ask({ headers: { origin, cookie } })).status, 401);
});
