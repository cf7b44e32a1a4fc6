// Tor Browser's "Safest": no script at all. The page explains in every language why it
// cannot seal, and the three ways that remain; the pages of calls need no script.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from './demo.mjs';
import { startDemo, withTab } from './suite.mjs';
import { chromium, firefox, sizes } from './tab.mjs';

const demo = await startDemo();
const kLanguages = readdirSync(join(root, 'po')).filter((name) => name.endsWith('.po')).map((name) => name.slice(0, -3));
const kCommands = ['chmod +x tipstaff', './tipstaff posts --socks5 127.0.0.1:9050', './tipstaff words',
  './tipstaff send --post 1 --answers --socks5 127.0.0.1:9050', './tipstaff read --socks5 127.0.0.1:9050'];

const chrome = await chromium();
after(() => chrome.close());

test('without scripts every language says why, and three ways', () => withTab(chrome, { scripts: false, size: sizes.phone }, async (tab) => {
  await tab.open(demo.source);
  await tab.see('no-script');
  for (const code of kLanguages) {
    const part = `details[data-language=${code}]`;
    assert.equal(await tab.visible(`${part} pre`), 0, `${code} is folded`);
    await tab.click(`${part} summary`);
    assert.equal(await tab.visible(`${part} pre`), 1, code);
    assert.equal(await tab.visible(`${part} h3`), 3, code);
    assert.deepEqual((await tab.text(`${part} pre`)).split('\n'), kCommands, code);
    assert.ok((await tab.sideways()) <= 0, `${code} is too wide`);
    await tab.click(`${part} summary`);
  }
  assert.match(await tab.text('details[data-language=en]'), /Nothing was sent/);
  await tab.click('details[data-language=tr] summary');
  await tab.click('details[data-language=tr] a');
  await tab.see('#offices');
  assert.match(await tab.words(), /Bürolarımız/);
  const offices = await tab.text('.offices');
  assert.match(offices, /Embassy of Arvenia/);
  for (const published of ['Quay Street 1, Port Sel', '14 Lighthouse Road, Lund Bay', '09:00–16:30', 'Pzt–Cum', 'seçim kurumu', 'Español', 'Bu büro adres yayınlamıyor.'])
    assert.ok(offices.includes(published), published);
}));

// A Firefox without scripts runs none for a test either: it is asked for its elements.
class Bare {
  constructor(page) { this.context = page.mainFrame().browsingContext; }
  send(method, params) { return this.context.userContext.browser.session.send(method, { context: this.context.id, ...params }); }
  async nodes(css) {
    const { result } = await this.send('browsingContext.locateNodes', { locator: { type: 'css', value: css }, serializationOptions: { maxDomDepth: 9 } });
    return result.nodes;
  }
  async click(css) {
    const [{ sharedId }] = await this.nodes(css);
    const origin = { type: 'element', element: { sharedId } };
    await this.send('input.performActions', { actions: [{ type: 'pointer', id: 'mouse', actions: [
      { type: 'pointerMove', x: 0, y: 0, origin }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] }] });
  }
}
const textOf = ({ value }) => (value.nodeValue ?? '') + (value.children ?? []).map(textOf).join('');

test('Firefox with scripts off shows it', async () => {
  const browser = await firefox({ prefs: { 'javascript.enabled': false } });
  try {
    const tab = await browser.tab();
    await tab.open(demo.source);
    const bare = new Bare(tab.page);
    const [html] = await bare.nodes('html');
    assert.equal(html.value.attributes.class, undefined, 'no script has run');
    const parts = await bare.nodes('details');
    assert.deepEqual(parts.map(({ value }) => value.attributes['data-language']).sort(), kLanguages.sort());
    for (const part of parts) for (const command of kCommands) assert.ok(textOf(part).includes(command));
    await bare.click('details[data-language=fa] summary');
    const [persian] = await bare.nodes('details[data-language=fa]');
    assert.ok('open' in persian.value.attributes, 'it unfolds');
    assert.equal(persian.value.attributes.dir, 'rtl');
  } finally {
    await browser.close();
  }
});

// What the commands of the page say is what the program takes.
test('the commands are those of the program', async () => {
  const { stdout } = await demo.tipstaff(['words']);
  assert.match(stdout, /\w+ \w+ \w+/);
  const refused = await demo.tipstaff(['send', '--post', '1', '--answers', '--socks5', '127.0.0.1:1'], { input: 'x' });
  assert.doesNotMatch(refused.stderr, /not expected|unknown|--help/i);
});

test('the pages of calls, in every language: no accessibility fault, nothing too wide', async () => {
  await withTab(chrome, { size: { width: 320, height: 740 } }, async (tab) => {
    for (const code of kLanguages) {
      await tab.open(new URL(`/calls/index.${code}.html`, demo.source).href);
      assert.deepEqual(await tab.axe(), [], code);
      assert.ok((await tab.sideways()) <= 0, `${code} is too wide`);
      assert.equal(await tab.run(() => document.documentElement.dir), ['ar', 'fa'].includes(code) ? 'rtl' : 'ltr');
    }
  });
});
