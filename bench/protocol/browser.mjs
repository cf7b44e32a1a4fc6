// Chromium without a screen, and without errands of its own.
import { chromium } from 'playwright-core';

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// withPage opens a fresh browser, gives its page to `use`, and closes it.
export async function withPage(use, more = []) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...args, ...more] });
  try {
    return await use(await browser.newPage());
  } finally {
    await browser.close();
  }
}
