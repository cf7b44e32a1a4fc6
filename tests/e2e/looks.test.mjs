// Every screen of both pages, in every guise: no accessibility fault (axe-core), and
// nothing wider than the window, right-to-left too.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startDemo } from './suite.mjs';
import { deskScreens, manyTips, sourceScreens } from './screens.mjs';
import { chromium, sizes } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());
const source = await browser.tab(), desk = await browser.tab();

// look examines one screen in light and dark, on a phone and on a desk.
async function look(tab, name) {
  for (const [size, box] of Object.entries(sizes))
    for (const scheme of ['light', 'dark']) {
      await tab.size(box);
      await tab.scheme(scheme);
      for (const fault of await tab.axe()) faults.push(`${name}, ${size}, ${scheme}: ${fault}`);
      if ((await tab.sideways()) > 0) faults.push(`${name}, ${size}: ${await tab.sideways()} pixels too wide`);
    }
  await tab.run(() => { document.documentElement.dir = 'rtl'; });
  await tab.size(sizes.phone);
  if ((await tab.sideways()) > 0) faults.push(`${name}, right to left: too wide`);
  await tab.run(() => { document.documentElement.dir = 'ltr'; });
  await tab.size(sizes.desktop);
}

const faults = [];
let answered;

test('every screen of the source’s page', async () => {
  faults.length = 0;
  let screens = 0;
  ({ answered } = await sourceScreens(source, demo, async (name) => { ++screens; await look(source, name); }));
  assert.deepEqual(faults, []);
  assert.equal(screens, 11);
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
