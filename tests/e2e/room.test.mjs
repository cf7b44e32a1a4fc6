// The room in Chromium: triage, a tip and what it names, cases, statements, the graph,
// search, the audit. Nothing leaves the machine, and the policy is never broken.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { until } from './demo.mjs';
import { openDesk } from './journeys.mjs';
import { handInAll, tips } from './room_tips.mjs';
import { startDemo } from './suite.mjs';
import { chromium, sizes } from './tab.mjs';
import { walk } from './walk.mjs';

const kShots = process.env.TIPSTAFF_SHOTS;
const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());
const desk = await browser.tab();
await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(demo.desk).origin });
const started = Date.now();

const { test, look, faults, violations } = await walk(desk);

const row = (words) => desk.page.locator('[data-item=row]', { hasText: words }).first();
const chosen = () => desk.text('[data-item=row][aria-current]');
const rowCount = () => desk.visible('[data-item=row]');

test('a flood is one row, and what hides in it is shown', async () => {
  await handInAll(demo);
  await openDesk(desk, demo, 1, demo.desk);
  await until('every tip is here', async () => (await demo.deskCommand(['inbox'])).trim().split('\n').filter((line) => /^\*?\s*\d/.test(line)).length >= tips.length, 40_000);
  await desk.click('room-triage');
  await until('the queue', async () => /30 tips/.test(await desk.text('queue-count')));
  assert.equal(await rowCount(), 21);
  const flood = row('honest man');
  assert.match(await flood.textContent(), /10 alike/);
  assert.match(await flood.locator('ins, del').allTextContents().then((all) => all.join(' ')), /Orsolya at the customs house/);
  await look('triage');
});

test('the queue works by keys, and never while somebody types', async () => {
  await desk.press('j');
  const second = await chosen();
  await desk.press('j');
  assert.notEqual(await chosen(), second);
  await desk.press('k');
  assert.equal(await chosen(), second);
  await desk.press('Enter');
  await desk.see('tip');
  await until('it is read', async () => !/unread/.test(await chosen()));
  await desk.press('u');
  await until('it is unread', async () => /unread/.test(await chosen()));
  await desk.press('l');
  await desk.fill('ask-label-text', '');
  await desk.type('cljukn?');
  assert.equal(await desk.value('ask-label-text'), 'cljukn?');
  assert.equal(await desk.visible('dialog[open]'), 1);
  await desk.fill('ask-label-text', 'urgent');
  await desk.press('Enter');
  await until('the label', async () => /urgent/.test(await chosen()));
  await desk.press('?');
  await desk.see('keys');
  await look('keys');
  await desk.press('Escape');
});

test('not the same: what differs gets a row of its own', async () => {
  await row('honest man').click();
  await desk.see('tip');
  await desk.press('n');
  await desk.see('ask-not-same');
  await desk.click('ask-not-same-yes');
  await until('a row more', async () => (await rowCount()) === 22);
  await until('nine are left', async () => /9 alike/.test(await row('9 alike').textContent()));
});

test('tips that others agree with can be looked at alone', async () => {
  await desk.click('queue-shared');
  await until('fewer rows', async () => (await rowCount()) > 0 && (await rowCount()) < 22);
  assert.equal(await row('They pay the voters').count(), 1);
  await desk.click('queue-shared');
  await until('all rows', async () => (await rowCount()) === 22);
});

test('a tip shows what it names, defanged, at its bytes; benign is grey', async () => {
  await row('They pay the voters').click();
  await until('its text', async () => /They pay/.test(await desk.text('[data-testid^=tip-text-]')));
  await until('what may belong to it', async () => /btc/.test(await desk.text('suggestions')));
  assert.deepEqual(await desk.texts('[data-testid^=tip-text-] mark'), ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT', 't[.]me/quay_paymaster']);
  await desk.page.locator('[data-testid^=tip-text-] mark').nth(1).click();
  await until('who else names it', async () => (await desk.visible('[data-testid=named] [data-item=tip-link]')) === 2);
  await look('tip');
  if (kShots) {  // the picture of docs/casework.md
    await desk.size({ width: 1100, height: 620 });
    await desk.picture(join(kShots, 'room.png'), false);
    await desk.size(sizes.desktop);
  }
  await row('youtube').click();
  await until('benign things', async () => (await desk.visible('.thing.benign')) >= 3);
  assert.match(await desk.text('.foundpanel'), /often harmless: large platform/);
  await row('A word turned around').click();
  await until('the letter that looks alike', async () => /<U\+202E>/.test(await desk.text('[data-testid^=tip-text-]')));
  assert.match(await desk.text('.foundpanel'), /⚠/);
});

test('what an attachment holds is read in the cage, as plain text', async () => {
  await row('Forty people').click();
  await desk.click('[data-testid^=tip-file-open-]');
  await desk.see('[data-testid^=peeled-]');
  assert.match(await desk.text('[data-testid^=peeled-]'), /40 households of the mill street\. Questions to boss\[@\]port-sel-quay\[\.\]org/);
  await look('attachment');
});

test('a live value is copied on purpose only, and the audit says so', async () => {
  await row('The lists are on').click();
  await until('its text', async () => /The lists are on/.test(await desk.text('[data-testid^=tip-text-]')));
  assert.doesNotMatch(await desk.words(), /port-sel-quay\.org|http:/);
  await desk.page.locator('[data-type=url] .thingline').click();
  await desk.see('named');
  await desk.click('[data-testid^=copy-live-]');
  await until('it is said', async () => /live value/.test(await desk.text('desk-notice')));
  assert.equal(await desk.run(() => navigator.clipboard.readText()), 'http://port-sel-quay.org/lists');
  assert.match(await demo.deskCommand(['audit']), /copy live: \d+ url/);
});

test('a statement points at the bytes that were selected', async () => {
  await row('furgonetka').click();
  await until('its text', async () => /furgonetka/.test(await desk.text('[data-testid^=tip-text-]')));
  await desk.run(() => {
    const text = document.querySelector('[data-testid^=tip-text-] span').firstChild;
    const at = text.data.indexOf('gęślą');
    getSelection().setBaseAndExtent(text, at, text, at + 'gęślą jaźń: furgonetka'.length);
  });
  await desk.press('s');
  await desk.see('ask-statement');
  assert.equal(await desk.text('[data-testid=ask-statement] blockquote'), 'gęślą jaźń: furgonetka');
  await desk.fill('ask-statement-name', 'The van of Port Sel');
  await desk.fill('ask-statement-text', 'The van belongs to the mayor.');
  await desk.choose('ask-statement-source', 'B');
  await desk.choose('ask-statement-information', '2');
  await look('statement');
  await desk.click('ask-statement-yes');
  await desk.see('[data-testid^=chip-case-]');
  await desk.click('[data-testid^=chip-case-]');
  await desk.see('statements');
  assert.match(await desk.text('statements'), /B2The van belongs to the mayor\.gęślą jaźń: furgonetka/);
  const shown = await demo.deskCommand(['cases', 'show', '1']);
  const [, from, to] = /bytes (\d+) to (\d+)/.exec(shown);
  const sent = Buffer.from(tips.find((tip) => tip.includes('furgonetka')));
  assert.equal(sent.subarray(Number(from), Number(to)).toString(), 'gęślą jaźń: furgonetka');
});

test('suggestions say why, link, and remember what was denied', async () => {
  await desk.click('room-cases');
  await desk.see('[data-item=suggestion]');
  const before = await desk.visible('[data-item=suggestion]');
  assert.match(await desk.text('suggestions'), /btc.*1BoatSLRHtKNngkdXEeobR76b53LETtpyT/);
  await look('cases');
  await desk.page.locator('[data-item=suggestion]', { hasText: 'btc' }).locator('[data-testid^=suggestion-link-]').click();
  await desk.choose('ask-case-case', '');
  await desk.fill('ask-case-name', 'The paymaster');
  await desk.click('ask-case-yes');
  await until('one less', async () => (await desk.visible('[data-item=suggestion]')) < before);
  await desk.page.locator('[data-item=case]', { hasText: 'The paymaster' }).click();
  await until('its tips', async () => (await desk.visible('[data-item=case-tip]')) === 2);
  await look('case');
  await desk.click('section-suggestions');
  await desk.see('[data-item=suggestion]');
  const left = await desk.visible('[data-item=suggestion]');
  await desk.click('[data-testid^=suggestion-not-same-]');
  await desk.click('ask-not-same-yes');
  await until('it is denied', async () => (await desk.visible('[data-item=suggestion]')) === left - 1);
  // What is linked brings its own suggestions along, until nothing is left.
  while ((await desk.visible('[data-item=suggestion]')) > 0) {
    const first = await desk.attribute('[data-item=suggestion]', 'data-testid');
    await desk.click('[data-testid^=suggestion-link-]');
    await desk.gone(first);
    await until('the rest', async () => /hand|Nothing/.test(await desk.text('suggestions')));
  }
});

test('a merge goes back to what was, and the log knows both', async () => {
  await desk.click('case-merge');
  await desk.see('ask-merge');
  await desk.click('ask-merge-yes');
  await desk.see('[data-item=merged]');
  await desk.click('[data-testid^=unmerge-]');
  await desk.gone('[data-item=merged]');
  await desk.click('section-log');
  await until('the log', async () => /merge undone/.test(await desk.text('audit-lines')) && /case merged/.test(await desk.text('audit-lines')));
});

test('a suspect rests on statements, hypotheses are weighed against them', async () => {
  await desk.click('room-cases');
  await desk.page.locator('[data-item=case]', { hasText: 'The van of Port Sel' }).click();
  await desk.click('section-suspects');
  await desk.click('suspect-new');
  await desk.fill('suspect-name', 'The mayor of Port Sel');
  await desk.fill('suspect-accounts', 'telegram https://t.me/quay_paymaster\nemail boss@port-sel-quay.org');
  await desk.fill('suspect-places', 'The mill\nPort Sel');
  await desk.page.locator('[id^=on-statement-]').check();
  await look('suspect');
  await desk.click('ask-suspect-yes');
  await desk.see('[data-item=suspect]');
  assert.match(await desk.text('suspects'), /telegram quay_paymaster.*boss\[@\]port-sel-quay\[\.\]org.*B2 · The van belongs to the mayor/);
  await desk.click('section-hypotheses');
  for (const words of ['The mayor moves the ballots.', 'The van is only parked there.']) {
    const before = await desk.visible('[data-item=hypothesis]');
    await desk.click('hypothesis-new');
    await desk.fill('hypothesis-text', words);
    await desk.click('ask-hypothesis-yes');
    await until('it is there', async () => (await desk.visible('[data-item=hypothesis]')) === before + 1);
  }
  await desk.page.locator('[data-testid^=mark-]').nth(1).selectOption('II');
  await until('it weighs', async () => /stands best so far/.test(await desk.text('hypotheses')));
  await look('hypotheses');
});

test('graph, map, time line and exhibits, each as a table too; a case leaves on purpose', async () => {
  await desk.click('room-cases');
  await desk.page.locator('[data-item=case]', { hasText: 'The paymaster' }).click();
  await desk.click('section-graph');
  await until('the graph is painted', async () => Number(await desk.attribute('graph', 'data-painted')) > 6);
  await desk.click('graph-as-table');
  await look('graph');
  assert.match(await desk.text('graph-table'), /telegram/);
  await desk.click('section-map');
  await until('the map is painted', async () => Number(await desk.attribute('map', 'data-painted')) >= 2);
  assert.match(await desk.text('map-table'), /52\.23, 21\.01.*coordinates.*Somebody wrote these coordinates/);
  await look('map');
  await desk.click('section-time');
  await until('the time line is painted', async () => Number(await desk.attribute('time', 'data-painted')) > 0);
  assert.match(await desk.text('time-table'), /a message came/);
  await look('time');
  await desk.click('section-exhibits');
  await desk.see('exhibits');
  assert.match(await desk.text('exhibits'), /[0-9a-f]{64}/);
  await desk.click('case-export');
  await desk.choose('ask-export-format', 'csv');
  await look('export');
  await desk.click('ask-export-yes');
  await until('it is written', async () => /Written to .*csv\. SHA-256: [0-9a-f]{64}/.test(await desk.text('desk-notice')));
  await desk.click('room-graph');
  await until('the whole graph', async () => Number(await desk.attribute('graph', 'data-painted')) > 10);
});

test('search finds by words, case and kind', async () => {
  await desk.press('/');
  await desk.see('find-words');
  const results = () => desk.visible('[data-item=result]');
  await until('everything', async () => (await results()) === tips.length);
  await desk.fill('find-words', 'paymas');
  await desk.press('Enter');
  await until('by words', async () => (await results()) > 2 && (await results()) < 8);
  await look('find');
  await desk.fill('find-words', '');
  await desk.choose('find-kind', 'iban');
  await until('by kind', async () => (await results()) === 2);
  await desk.choose('find-kind', '');
  await desk.choose('find-case', '1');
  await until('by case', async () => (await results()) === 1);
  await desk.click('[data-item=result] [data-item=tip-link]');
  await desk.see('tip-name');
  await desk.click('tip-back');
  await desk.see('find-words');
});

test('the audit holds, in the page as on the command line', async () => {
  await desk.click('room-audit');
  await until('it holds', async () => /The chain of \d+ lines holds/.test(await desk.text('audit-holds')));
  await look('audit');
});

test('locked, nothing of it stays on the page', async () => {
  await desk.click('desk-lock');
  await desk.see('desk-locked');
  assert.doesNotMatch(await desk.run(() => document.documentElement.outerHTML), /paymaster|Orsolya|Boat/);
});

test('no screen has a fault, no request left the machine, the policy was never broken', () => {
  assert.deepEqual(faults, []);
  const { origin } = new URL(demo.desk);
  assert.ok(desk.requests.length > 50);
  assert.deepEqual(desk.requests.filter((url) => new URL(url).origin !== origin), []);
  assert.deepEqual(violations, []);
  assert.deepEqual(desk.problems.filter((problem) => !/status of 423/.test(problem)), []);
  console.log(`# walk of the room: ${Math.round((Date.now() - started) / 1000)} s`);
});
