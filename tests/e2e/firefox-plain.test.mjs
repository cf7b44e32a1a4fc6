// Firefox ESR without WebAssembly, as in Tor Browser's "Safer": the same core runs as
// JavaScript. A challenge set takes it many seconds, so the ticks are longer here: a
// lodging is good for six of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { answer, handIn, openConversation, openDesk, waitForAnswers } from './journeys.mjs';
import { kept, startDemo, withTab } from './suite.mjs';
import { firefox } from './tab.mjs';

const kTickSeconds = 20;
const demo = await startDemo({ tick: kTickSeconds });
const browser = await firefox({ prefs: { 'javascript.options.wasm': false } });
after(() => browser.close());

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
