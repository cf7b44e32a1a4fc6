#!/usr/bin/env node
// Pictures of every screen into build/shots: phone and desktop, light and dark,
// English and Polish or --languages=en,ru,ar, and right-to-left forced. For people to
// look at. With --source: only the source's page.
// With --readme: the three pictures of the README, into docs/images.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Demo, root } from './demo.mjs';
import { deskScreens, manyTips, setLanguage, sourceScreens } from './screens.mjs';
import { chromium, sizes } from './tab.mjs';

const readme = process.argv.includes('--readme');
const languages = process.argv.find((word) => word.startsWith('--languages='))?.slice(12).split(',') ?? ['en', 'pl'];
const only = process.argv.includes('--source') ? 'source' : '';
const out = join(root, readme ? 'docs/images' : 'build/shots');
const kReadme = { 'source-tell-written': 'source', 'source-words': 'words', 'desk-answered': 'desk' };
mkdirSync(out, { recursive: true });

// all takes the pictures of one screen in every guise and puts the page back as it was.
async function all(tab, page, name, choose) {
  const take = async (guise) => tab.picture(join(out, `${page}-${name}-${guise}.png`));
  for (const lang of languages) {
    await tab.run(choose, lang);
    for (const [size, box] of Object.entries(sizes))
      for (const scheme of ['light', 'dark']) {
        await tab.size(box);
        await tab.scheme(scheme);
        await take(`${size}-${scheme}-${lang}`);
      }
  }
  await tab.run(choose, 'en');
  await tab.scheme('light');
  await tab.run(() => { document.documentElement.dir = 'rtl'; });
  await tab.size(sizes.phone);
  await take('phone-light-rtl');
  await tab.run(() => { document.documentElement.dir = 'ltr'; });
  await tab.size(sizes.desktop);
}

// one takes the picture for the README, of the screens that it shows.
async function one(tab, page, name) {
  const picture = kReadme[`${page}-${name}`];
  if (!picture) return;
  await tab.size(picture === 'desk' ? { width: 1060, height: 700 } : { width: 720, height: 800 });
  await tab.run(() => document.activeElement?.blur());
  await tab.picture(join(out, `${picture}.png`), false);
  await tab.size(sizes.desktop);
}

const take = readme ? one : all;

const demo = await Demo.start();
const browser = await chromium();
try {
  const [source, desk] = [await browser.tab(), await browser.tab()];
  const noScript = await browser.tab({ scripts: false });
  await noScript.open(demo.source);
  await take(noScript, 'source', 'no-script', () => undefined);
  const { answered } = await sourceScreens(source, demo, (name) => take(source, 'source', name, setLanguage));
  if (only !== 'source') {
    await manyTips(demo);
    await deskScreens(desk, demo, (name) => take(desk, 'desk', name, name.startsWith('erase') ? () => undefined : setLanguage));
    await answered();
  }
  console.log(`pictures are in ${out}`);
} finally {
  await browser.close();
  await demo.stop();
}
