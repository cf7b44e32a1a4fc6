// Every screen of both pages, in every guise: no accessibility fault (axe-core), and
// nothing wider than the window; the source's page in every language, whole, and in
// English words that a reader of twelve can read.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { po } from 'gettext-parser';
import { grade } from '../pages/reading.mjs';
import { root } from './demo.mjs';
import { startDemo } from './suite.mjs';
import { deskScreens, manyTips, setLanguage, sourceScreens } from './screens.mjs';
import { chromium, sizes } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());
const source = await browser.tab(), desk = await browser.tab();

const kGradeMax = 7;  // the year of school of a reader of twelve
const kLanguages = readdirSync(join(root, 'po')).filter((name) => name.endsWith('.po')).map((name) => name.slice(0, -3));
const kNarrow = { width: 320, height: 740 };  // 640 pixels at 200 %; WCAG's own measure of reflow

// english lists, for a language, the English sentences that it says otherwise.
const english = Object.fromEntries(kLanguages.map((code) => [code, Object.values(po.parse(readFileSync(join(root, 'po', `${code}.po`))).translations[''])
  .filter(({ msgid, msgstr }) => msgid !== '' && msgstr[0] !== msgid).map(({ msgid }) => msgid)]));

// look examines one screen in light and dark, on a phone and on a desk.
async function look(tab, name) {
  for (const [size, box] of Object.entries(sizes))
    for (const scheme of ['light', 'dark']) {
      await tab.size(box);
      await tab.scheme(scheme);
      for (const fault of await tab.axe()) faults.push(`${name}, ${size}, ${scheme}: ${fault}`);
      if ((await tab.sideways()) > 0) faults.push(`${name}, ${size}: ${await tab.sideways()} pixels too wide`);
    }
  await tab.scheme('light');
  await tab.size(sizes.desktop);
}

// speakInPage goes through the languages without leaving the page: a round trip for each
// would take most of the time. Colours are those of the English page. The twelve words are
// English in every language.
async function speakInPage([codes, english]) {
  const out = [];
  const choice = document.querySelector('[data-testid=language]').dataset.testid;
  for (const code of codes) {
    const select = document.querySelector(`[data-testid=${choice}]`);
    select.value = code;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    const { lang, dir } = document.documentElement;
    if (!lang.startsWith(code) || dir !== (['ar', 'fa'].includes(code) ? 'rtl' : 'ltr')) out.push(`${code}: shown as ${lang}, ${dir}`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const said = [...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'));
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(`[data-testid=${choice}], .words`)) said.push(walker.currentNode.data.trim());
    for (const text of said) if (english[code].includes(text)) out.push(`${code}: in English: ${text}`);
    const { violations } = code === 'en' ? { violations: [] } : await window.axe.run(document, { resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'color-contrast': { enabled: false } } });
    for (const { id, nodes } of violations) out.push(`${code}: ${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) out.push(`${code}: ${wide} pixels too wide`);
  }
  return out;
}

// speak examines one screen in every language, at the width of a small phone, which is
// also that of a page at 200 %.
async function speak(tab, name) {
  await tab.size(kNarrow);
  for (const fault of await tab.run(speakInPage, [kLanguages, english])) faults.push(`${name}, ${fault}`);
  await tab.run(setLanguage, 'en');
  await tab.size(sizes.desktop);
}

// read measures the words of a screen, and not those that somebody typed.
async function read(tab, name) {
  const text = await tab.run(() => {
    const page = document.body.cloneNode(true);
    for (const one of page.querySelectorAll('[translate=no], select, textarea, .office, .towns')) one.remove();
    for (const one of page.querySelectorAll('p, li, label, legend, h1, h2, button, summary, dt, dd, strong')) one.append('\n');
    return page.textContent;
  });
  if (grade(text) > kGradeMax) faults.push(`${name}: year ${grade(text).toFixed(1)} of school; ${kGradeMax} is the most`);
}

const faults = [];
let answered;

test('every screen of the source’s page', async () => {
  faults.length = 0;
  let screens = 0;
  ({ answered } = await sourceScreens(source, demo, async (name) => {
    ++screens;
    await look(source, name);
    await speak(source, name);
    await read(source, name);
  }));
  assert.deepEqual(faults, []);
  assert.equal(screens, 12);
});

test('every screen of the desk’s page', async () => {
  faults.length = 0;
  let screens = 0;
  await manyTips(demo);
  await deskScreens(desk, demo, async (name) => { ++screens; await look(desk, name); });
  assert.deepEqual(faults, []);
  assert.equal(screens, 11);
});

test('the mailbox with an answer, and after erasing', async () => {
  faults.length = 0;
  await answered();
  assert.deepEqual(faults, []);
});
