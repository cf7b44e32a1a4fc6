// A demo programme, and Chromium throttled by its own DevTools: what the first page and a
// visit weigh, and how long a person waits.
import { gzipSync } from 'node:zlib';
import { Demo, until } from '../../tests/e2e/demo.mjs';
import { takeWords, typeAsked, write } from '../../tests/e2e/journeys.mjs';
import { chromium } from '../../tests/e2e/tab.mjs';
import { head, line, median } from '../protocol/table.mjs';

const kLine = { offline: false, latency: 600, downloadThroughput: 1e6 / 8, uploadThroughput: 1e6 / 8 };
const kTickSeconds = 30;  // a stamp is good for six of them
const kVisitRequests = 8, kVisitKib = 482;  // up and down, with P_max 64
const kLineMs = kVisitRequests * kLine.latency + kVisitKib * 1024 / kLine.downloadThroughput * 1000;  // of a visit, whoever computes
const kReadableMs = 3000, kListedMs = 5000, kHandedInMs = 12_000, kTownMs = 50;
const kFirstKib = 60, kAllKib = 900, kib = 1024;
const kTowns = ['Warsz', 'Варш', '华', 'san', 'وارس', 's', 'kyiv', 'münch', 'new york', 'x'];
const kEverythingMs = 120_000;

// throttle slows the page down, and its worker when there is one.
async function throttle(tab) {
  const page = await tab.context.newCDPSession(tab.page);
  await page.send('Network.enable');
  await page.send('Network.emulateNetworkConditions', kLine);
  let id = 0;
  page.on('Target.attachedToTarget', ({ sessionId }) => {
    for (const [method, params] of [['Network.enable', {}], ['Network.emulateNetworkConditions', kLine], ['Runtime.runIfWaitingForDebugger', {}]])
      void page.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: ++id, method, params }) }).catch(() => {});
  });
  await page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
}

const finished = (tab, name) => tab.run((end) => performance.getEntriesByType('resource').some(({ name: url, responseEnd }) => url.endsWith(end) && responseEnd > 0), name);

// readable is when the text of a page was first painted.
const readable = (tab) => until('the first paint', () => tab.run(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime), kEverythingMs);

// handedIn is from the last button to the word that it is handed in.
async function handedIn(tab) {
  await write(tab, { text: 'A crate that nobody was to open stood at the night ferry.' });
  await tab.click('continue');
  const { words } = await takeWords(tab);
  await typeAsked(tab, words);
  const begin = performance.now();
  await tab.click('hand-in');
  await tab.see('done', kEverythingMs);
  const took = performance.now() - begin;
  if (took < kVisitRequests * kLine.latency) throw new Error('the worker was not slowed down: this is no measurement');
  return took;
}

// town is the slowest of some searches, from the key to the list as it is laid out.
async function town(tab) {
  await tab.click('nearest-open');
  await tab.see('town');
  return tab.run((names) => Math.max(...names.map((name) => {
    const box = document.querySelector('[data-testid=town]');
    const begin = performance.now();
    box.value = name;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - begin;
  })), kTowns);
}

async function round(browser, demo) {
  const read = await browser.tab({ draw: 0 });
  await throttle(read);
  await read.open(new URL('/calls/call-night-cargo.en.html', demo.source).href);
  const call = await readable(read);
  await read.close();
  const tab = await browser.tab({ draw: 0 });
  await throttle(tab);
  await tab.open(demo.source);
  const page = await readable(tab);
  await until('the list of posts', () => tab.run(() => document.querySelectorAll('[data-testid=post] option:not(:disabled)').length > 1), kEverythingMs);
  const ready = await tab.run(() => performance.now());
  await until('the atlas', () => finished(tab, '/world.json.gz'), kEverythingMs);
  const out = { call, page, ready, town: await town(tab), handed: await handedIn(tab) };
  await tab.close();
  return out;
}

// weigh fetches what a page asks for: before its first visit, and all of it.
async function weigh(browser, demo) {
  const tab = await browser.tab({ draw: 0 });
  await tab.open(demo.source);
  await until('everything', () => finished(tab, '/world.json.gz'), kEverythingMs);
  const paths = [...new Set(tab.requests.map((url) => new URL(url).pathname))].filter((path) => !path.startsWith('/v1/'));
  await tab.close();
  const sizes = new Map();
  for (const path of paths) {
    const bytes = new Uint8Array(await (await fetch(new URL(path, demo.source))).arrayBuffer());
    sizes.set(path, [bytes.length / kib, gzipSync(bytes, { level: 9 }).length / kib]);
  }
  const sum = (wanted) => paths.filter(wanted).reduce(([a, b], path) => [a + sizes.get(path)[0], b + sizes.get(path)[1]], [0, 0]);
  const visit = paths.indexOf('/tipstaff.wasm.gz') + 1, early = ['/', '/style.css', '/calls/calls.css', '/app.js'];
  return { first: sum((path) => early.includes(path)), before: sum((path) => paths.indexOf(path) < visit), all: sum(() => true) };
}

function printTimes(rounds) {
  const of = (name) => median(rounds.map((one) => one[name]));
  const time = (label, name, limit, aim) => line(label, of(name), 'ms', limit && of(name) / limit, aim);
  time('page_readable', 'page', kReadableMs, 'at most 3 s');
  time('call_readable', 'call', kReadableMs, 'at most 3 s');
  line('posts_listed', of('ready'), 'ms', (of('ready') - of('page')) / kListedMs, 'at most 5 s after the page is readable');
  time('handed_in', 'handed', kHandedInMs, 'at most 12 s after the last button');
  line('handed_in_line', of('handed'), 'ms', of('handed') / kLineMs, 'the same against what the line alone takes');
  time('town_found', 'town', kTownMs, 'at most 50 ms, the slowest of ten');
}

function printWeights({ first, before, all }) {
  line('first_page_gzip', first[1], 'KB', first[1] / kFirstKib, 'what the first paint needs: at most 60 KB');
  line('first_page_sent', first[0], 'KB');
  line('before_visit_gzip', before[1], 'KB');
  line('before_visit_sent', before[0], 'KB');
  line('everything_gzip', all[1], 'KB', all[1] / kAllKib, 'at most 900 KB');
  line('everything_sent', all[0], 'KB', all[0] / kAllKib, 'the relay does not compress');
}

const demo = await Demo.start({ tick: kTickSeconds });
const browser = await chromium();
try {
  head();
  printWeights(await weigh(browser, demo));
  const rounds = [];
  for (let i = 0; i < Number(process.argv[2] ?? 1); ++i) rounds.push(await round(browser, demo));
  printTimes(rounds);
} finally {
  await browser.close();
  await demo.stop();
}
