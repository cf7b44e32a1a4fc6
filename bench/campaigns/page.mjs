// The desk's room of campaigns in Chromium, on one million shares through the real desk: how
// long from the file to the crews, and from a movement of the slider to the next painted
// picture. Two exports: many crews, and few large ones whose graphs have the most to draw.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Demo, root, until } from '../../tests/e2e/demo.mjs';
import { openDesk } from '../../tests/e2e/journeys.mjs';
import { chromium } from '../../tests/e2e/tab.mjs';

const kAimMs = 200;
const kRounds = 5;
const kExports = { 'fifty crews of 20': ['--crews', '50'], 'three crews of 150': ['--crews', '3', '--crew-size', '150', '--crew-objects', '60'] };
const [shares = '1000000'] = process.argv.slice(2);

const row = (name, value, unit, ratio = '-') => console.log(`${name.padEnd(46)} ${String(value).padStart(12)}  ${unit.padEnd(6)} ${String(ratio).padStart(8)}`);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

// moved sets the slider and returns the milliseconds until what it changed is painted.
const moved = (tab, window) => tab.run((to) => new Promise((resolve) => {
  const slider = document.querySelector('[data-testid=campaign-window]'), began = performance.now();
  slider.value = String(to);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  // The picture of the next frame is made after its callbacks; a message comes behind it.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - began);
    port2.postMessage('');
  });
}), window);

// steps notes when each step of the search began, as the page hears it.
function steps(desk) {
  const begun = new Map();
  desk.page.on('response', async (response) => {
    if (!response.url().endsWith('/api/campaign_progress')) return;
    const { state, step } = await response.json().catch(() => ({}));
    const name = state === 'running' ? step : state;
    if (name !== undefined && !begun.has(name)) begun.set(name, Date.now());
  });
  return begun;
}

async function measure(desk, demo, name, options) {
  const file = demo.file('posts.csv'), began = Date.now();
  execFileSync(join(root, 'build/release/campaigns/tipstaff-campaigns'), ['generate', '--organic', shares, ...options, '--csv', file]);
  const generated = Date.now();
  await desk.click('room-campaigns');
  await desk.attach('campaign-file', file);
  await desk.see('campaign-mapping', 120_000);
  const sent = Date.now(), begun = steps(desk);
  await desk.click('campaign-find');
  await until('the crews', async () => (await desk.visible('crew-list')) > 0, 600_000);
  const found = Date.now();
  row(`${name}: generated`, ((generated - began) / 1000).toFixed(1), 's');
  row(`${name}: from the file to its columns`, ((sent - generated) / 1000).toFixed(1), 's');
  row(`${name}: from there to the crews`, ((found - sent) / 1000).toFixed(1), 's');
  const at = [...begun, ['painted', found]];
  at.slice(1).forEach(([, when], i) => row(`${name}:   ${at[i][0]}`, ((when - at[i][1]) / 1000).toFixed(1), 's'));
  await until('the graph', async () => Number(await desk.attribute('crew-graph', 'data-painted')) > 0, 60_000);
  const times = [];
  for (let round = 0; round < kRounds; ++round) for (const window of [0, 3, 1, 5, 2, 4]) times.push(await moved(desk, window));
  row(`${name}: slider to picture, median`, median(times).toFixed(0), 'ms', (median(times) / kAimMs).toFixed(2));
  row(`${name}: slider to picture, worst of ${times.length}`, Math.max(...times).toFixed(0), 'ms', (Math.max(...times) / kAimMs).toFixed(2));
}

const demo = await Demo.start(), browser = await chromium();
try {
  const desk = await browser.tab();
  await openDesk(desk, demo, 1, demo.desk);
  for (const [name, options] of Object.entries(kExports)) await measure(desk, demo, name, options);
} finally {
  await browser.close();
  await demo.stop();
}
