#!/usr/bin/env node
// Pictures of every screen into build/shots: phone and desktop, light and dark,
// English and Polish, and right-to-left forced. For people to look at.
//   node tests/e2e/shots.mjs [source|desk|readme]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Demo, root } from './demo.mjs';
import { deskScreens, manyTips, sourceScreens } from './screens.mjs';
import { chromium, sizes } from './tab.mjs';

const out = join(root, 'build/shots');
mkdirSync(out, { recursive: true });

// all takes the pictures of one screen in every guise and puts the page back as it was.
async function all(tab, page, name, choose) {
  const take = async (guise) => tab.picture(join(out, `${page}-${name}-${guise}.png`));
  for (const lang of ['en', 'pl']) {
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

// setLanguage works the page's own choice, where there is one.
function setLanguage(lang) {
  const select = document.querySelector('[data-testid=language], [data-testid=desk-language]');
  if (!select || select.value === lang) return;
  select.value = lang;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

const demo = await Demo.start();
const browser = await chromium();
try {
  const [source, desk] = [await browser.tab(), await browser.tab()];
  const noScript = await browser.tab({ scripts: false });
  await noScript.open(demo.source);
  await all(noScript, 'source', 'no-script', () => undefined);
  const { answered } = await sourceScreens(source, demo, (name) => all(source, 'source', name, setLanguage));
  await manyTips(demo);
  await deskScreens(desk, demo, (name) => all(desk, 'desk', name, name.startsWith('erase') ? () => undefined : setLanguage));
  await answered();
  console.log(`pictures are in ${out}`);
} finally {
  await browser.close();
  await demo.stop();
}
