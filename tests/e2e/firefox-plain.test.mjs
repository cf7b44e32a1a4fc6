// Firefox ESR without WebAssembly, and without a compiler of JavaScript, as in Tor
// Browser's "Safer": the same core runs as JavaScript, BigInt multiplies for it. A visit
// takes seconds, so the ticks are longer here: a lodging is good for six of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { answer, handIn, openConversation, openDesk, waitForAnswers } from './journeys.mjs';
import { kept, startDemo, withTab } from './suite.mjs';
import { firefox } from './tab.mjs';

const kTickSeconds = 8;
const kNoWasm = { 'javascript.options.wasm': false };
const kNoCompiler = { 'javascript.options.ion': false, 'javascript.options.baselinejit': false, 'javascript.options.native_regexp': false };
const demo = await startDemo({ tick: kTickSeconds });
const browser = await firefox({ prefs: kNoWasm });
const safer = await firefox({ prefs: { ...kNoWasm, ...kNoCompiler } });
after(() => Promise.all([browser.close(), safer.close()]));

test('Firefox without WebAssembly: a tip is handed in and answers are read', () => withTab(browser, {}, async (tab) => {
  await tab.open(demo.source);
  assert.equal(await tab.run(() => typeof WebAssembly), 'undefined');
  await tab.see('slow', 60_000);
  assert.match(await tab.text('slow'), /works slowly.*Working for \d+/s);
  const { words } = await handIn(tab, demo, { text: 'Told without WebAssembly.' });
  const desk = await browser.tab();
  await openDesk(desk, demo, 1, demo.desk);
  await openConversation(desk, 'Told without WebAssembly.');
  await answer(desk, 'Answered to a page without WebAssembly.');
  await waitForAnswers(tab, demo, words);
  assert.equal(await tab.text('answer-text'), 'Answered to a page without WebAssembly.');
  assert.equal(await kept(tab), '');
}));

test('Firefox as in "Safer": a tip is handed in before its stamp is too old', () => withTab(safer, {}, async (tab) => {
  const began = Date.now();
  await handIn(tab, demo, { text: 'Told without a compiler.', answers: false });
  console.log(`# handed in after ${Math.round((Date.now() - began) / 1000)} s`);
  await until('the desk has it', async () => (await demo.deskCommand(['inbox'])).includes('Told without a compiler.'), 60_000);
}));
