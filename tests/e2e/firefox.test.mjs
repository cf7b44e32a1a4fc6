// Both pages in Firefox ESR.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { answer, comeBack, handIn, openConversation, openDesk, openPage, saveFile, waitForAnswers } from './journeys.mjs';
import { inlineScript, kept, startDemo, withTab } from './suite.mjs';
import { firefox, sizes } from './tab.mjs';

const demo = await startDemo();
const browser = await firefox();
after(() => browser.close());
const desk = await browser.tab();

const kText = 'Told in Firefox. Zażółć gęślą jaźń.';
const kAnswer = 'Answered in Firefox. Dziękujemy.';
const file = demo.file('list.bin');
writeFileSync(file, randomBytes(20_000));
let words = [];

test('Firefox: a tip goes the whole way', () => withTab(browser, {}, async (tab) => {
  ({ words } = await handIn(tab, demo, { text: kText, files: [file] }));
  assert.equal(await kept(tab), '');
  await openDesk(desk, demo, 1, demo.desk);
  await openConversation(desk, kText);
  assert.deepEqual(readFileSync(await saveFile(desk)), readFileSync(file));
  await answer(desk, kAnswer);
  await waitForAnswers(tab, demo, words);
  assert.equal(await tab.text('answer-text'), kAnswer);
  assert.deepEqual(tab.problems, []);
}));

test('Firefox: the policies of both pages hold', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  assert.match(await inlineScript(tab), /^refused/);
  assert.match(await inlineScript(desk), /^refused/);
}));

test('Firefox: no accessibility fault, and nothing wider than a phone', () => withTab(browser, { size: sizes.phone }, async (tab) => {
  await openPage(tab, demo);
  assert.deepEqual(await tab.axe(), []);
  assert.ok((await tab.sideways()) <= 0);
  await comeBack(tab, words);
  assert.deepEqual(await tab.axe(), []);
  assert.ok((await tab.sideways()) <= 0);
  assert.deepEqual(await desk.axe(), []);
}));

test('Firefox: leaving wipes the page', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  await tab.fill('text', 'what nobody may see');
  await tab.click('leave');
  await until('an empty page', () => tab.address() === 'about:blank');
  await tab.back();
  assert.doesNotMatch(await tab.run(() => document.documentElement.outerHTML), /what nobody may see/);
}));
