// One browser tab, the same verbs in Chromium (Playwright) and Firefox ESR (Puppeteer,
// WebDriver BiDi). Elements are named by their data-testid, as a person would point.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { until } from './demo.mjs';

const load = createRequire(import.meta.url);
const kChromiumArgs = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const kSeeMs = 40_000;
const kPhone = { width: 360, height: 740 };
const kDesktop = { width: 1280, height: 900 };
export const sizes = { phone: kPhone, desktop: kDesktop };

const by = (id) => (/^[\w-]+$/.test(id) ? `[data-testid="${id}"]` : id);

// What both kinds of tab can do, given `run` (evaluate in the page).
class Tab {
  problems = [];       // console errors, page errors and policy violations
  requests = [];       // addresses that were asked

  see(id, ms = kSeeMs) {
    return until(`${id} is seen`, async () => (await this.visible(id)) > 0, ms).catch(async (error) => {
      throw new Error(`${error.message}; the page says: ${(await this.words()).slice(0, 400)}`);
    });
  }
  gone(id, ms = kSeeMs) { return until(`${id} is gone`, async () => (await this.visible(id)) === 0, ms); }
  visible(id) {
    return this.run((selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length, by(id));
  }
  text(id) { return this.run((selector) => document.querySelector(selector)?.textContent ?? '', by(id)); }
  texts(id) { return this.run((selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent), by(id)); }
  value(id) { return this.run((selector) => document.querySelector(selector)?.value ?? '', by(id)); }
  words() { return this.run(() => document.body.innerText); }
  attribute(id, name) { return this.run(([selector, key]) => document.querySelector(selector)?.getAttribute(key), [by(id), name]); }
  focused() { return this.run(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName ?? ''); }
  // axe returns what axe-core finds, as short lines. It is brought into a page once.
  async axe() {
    if (!await this.run(() => 'axe' in window)) await this.evaluateText(load('node:fs').readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8') + ';0');
    return this.evaluateText(`axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})
      .then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')))`);
  }
  // sideways returns by how many pixels the page is wider than the window.
  sideways() { return this.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth); }
}

class ChromiumTab extends Tab {
  constructor(page, context) {
    super();
    Object.assign(this, { page, context });
    page.on('console', (message) => { if (message.type() === 'error') this.problems.push(message.text()); });
    page.on('pageerror', (error) => this.problems.push(String(error)));
    context.on('request', (request) => this.requests.push(request.url()));
  }
  open(url) { return this.page.goto(url); }
  run(what, argument) { return this.page.evaluate(what, argument); }
  evaluateText(text) { return this.page.evaluate(text); }
  click(id) { return this.page.locator(by(id)).first().click(); }
  fill(id, text, at = 0) { return this.page.locator(by(id)).nth(at).fill(text); }
  choose(id, value) { return this.page.locator(by(id)).selectOption(value); }
  attach(id, paths) { return this.page.locator(by(id)).setInputFiles(paths); }
  press(key) { return this.page.keyboard.press(key); }
  type(text) { return this.page.keyboard.type(text); }
  size(size) { return this.page.setViewportSize(size); }
  scheme(colorScheme) { return this.page.emulateMedia({ colorScheme }); }
  async picture(path, full = true) {
    await until('the page is at its top', () => this.run(() => { scrollTo(0, 0); return scrollY === 0; }));
    return this.page.screenshot({ path, fullPage: full });
  }
  back() { return this.page.goBack({ timeout: 3000 }).catch(() => null); }
  address() { return this.page.url(); }
  // saved clicks and returns the bytes of the file that the browser saves.
  async saved(id) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.click(id)]);
    return { name: download.suggestedFilename(), bytes: load('node:fs').readFileSync(await download.path()) };
  }
  close() { return this.context.close(); }
}

class FirefoxTab extends Tab {
  constructor(page, context) {
    super();
    Object.assign(this, { page, context });
    page.on('console', (message) => { if (message.type() === 'error') this.problems.push(message.text()); });
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
  }
  open(url) { return this.page.goto(url); }
  run(what, argument) { return this.page.evaluate(what, argument); }
  evaluateText(text) { return this.page.evaluate(text); }
  async one(id, at = 0) {
    await this.see(id);
    return (await this.page.$$(by(id)))[at];
  }
  async click(id) {
    // The page may draw the element anew between finding and pressing it.
    await until(`${id} can be pressed`, async () => {
      if (!await this.run((s) => document.querySelector(s)?.disabled === false || document.querySelector(s)?.disabled === undefined, by(id))) return false;
      return (await this.one(id)).click().then(() => true, (error) => { if (/detached/.test(error.message)) return false; throw error; });
    });
  }
  async fill(id, text, at = 0) {
    const box = await this.one(id, at);
    await box.evaluate((element, value) => {
      element.value = value;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, text);
  }
  async choose(id, value) { await this.see(id); return this.page.select(by(id), value); }
  async attach(id, paths) { return (await this.one(id)).uploadFile(...[paths].flat()); }
  press(key) { return this.page.keyboard.press(key); }
  type(text) { return this.page.keyboard.type(text); }
  size(size) { return this.page.setViewport(size); }
  picture(path, full = true) { return this.page.screenshot({ path, fullPage: full }); }
  back() { return this.page.goBack({ timeout: 3000 }).catch(() => null); }
  address() { return this.page.url(); }
  close() { return this.page.close(); }
}

// The page draws by chance when it makes its next visit. With `draw` it always draws that
// number, of 0 to 1: near 0 the wait is a quarter of an hour, at 1 there is none.
function fixDraws(draw) {
  const real = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (array) => (array instanceof Uint32Array && array.length === 1 ? array.fill(draw * (2 ** 32 - 1)) : real(array));
}

// Chromium is one browser; each tab of it has a profile of its own. With `profile`, a
// folder, it has that one, as somebody's everyday browser.
export async function chromium({ args = [], profile = '' } = {}) {
  const { chromium: kind } = load('playwright-core');
  if (profile !== '') {
    const context = await kind.launchPersistentContext(profile, { executablePath: '/usr/bin/chromium', args: [...kChromiumArgs, ...args], viewport: kDesktop, locale: 'en-GB' });
    context.setDefaultTimeout(kSeeMs);
    return { name: 'Chromium', tab: async () => new ChromiumTab(await context.newPage(), context), close: () => context.close() };
  }
  const browser = await kind.launch({ executablePath: '/usr/bin/chromium', args: [...kChromiumArgs, ...args],
    handleSIGINT: false, handleSIGTERM: false });
  return {
    name: 'Chromium',
    async tab({ size = kDesktop, scheme = 'light', locale = 'en-GB', scripts = true, draw } = {}) {
      const context = await browser.newContext({ viewport: size, colorScheme: scheme, locale, javaScriptEnabled: scripts });
      context.setDefaultTimeout(kSeeMs);
      if (draw !== undefined) await context.addInitScript(fixDraws, draw);
      return new ChromiumTab(await context.newPage(), context);
    },
    close: () => browser.close(),
  };
}

// Firefox is one browser with one profile in a folder of its own, or in `profile`.
export async function firefox({ prefs = {}, locale = 'en-GB', profile = '' } = {}) {
  const { default: puppeteer } = await import('puppeteer-core');
  const home = mkdtempSync(join(tmpdir(), 'tipstaff-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', ...(profile !== '' ? { userDataDir: profile } : {}), executablePath: '/usr/bin/firefox-esr', headless: true, env: { ...process.env, HOME: home },
    handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
    extraPrefsFirefox: { 'intl.accept_languages': locale, 'layout.css.prefers-color-scheme.content-override': 1, ...prefs },
  });
  return {
    name: 'Firefox ESR',
    async tab({ size = kDesktop, draw } = {}) {
      const page = await (profile !== '' ? browser : await browser.createBrowserContext()).newPage();
      await page.setViewport(size);
      if (draw !== undefined) await page.evaluateOnNewDocument(fixDraws, draw);
      return new FirefoxTab(page);
    },
    async close() {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
