// What every test file begins with: a demo of its own, and nothing left behind.
import { after } from 'node:test';
import { Demo } from './demo.mjs';

const running = new Set();
process.on('exit', () => { for (const demo of running) demo.kill(); });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

export async function startDemo(options) {
  const demo = new Demo(options);
  running.add(demo);
  after(async () => {
    await demo.stop();
    running.delete(demo);
  });
  await demo.start();
  return demo;
}

// withTab gives a test a tab and closes it afterwards, whatever happens.
export async function withTab(browser, options, work) {
  const tab = await browser.tab(options);
  try {
    return await work(tab);
  } finally {
    await tab.close();
  }
}

// kept is everything that a page could leave in a browser, as text; nothing is ''.
export function kept(tab) {
  return tab.run(async () => {
    const out = [];
    if (document.cookie !== '') out.push('cookie');
    if (localStorage.length > 0) out.push('localStorage');
    if (sessionStorage.length > 0) out.push('sessionStorage');
    if ((await indexedDB.databases()).length > 0) out.push('indexedDB');
    if ('caches' in window && (await caches.keys()).length > 0) out.push('caches');
    if ('serviceWorker' in navigator && (await navigator.serviceWorker.getRegistrations()).length > 0) out.push('serviceWorker');
    if (location.search !== '' || location.hash !== '' || location.pathname !== '/') out.push('address');
    if (history.state !== null) out.push('history.state');
    return out.join(' ');
  });
}

// inlineScript tries to run a script that is written into the page.
export function inlineScript(tab) {
  return tab.run(() => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(`refused: ${event.effectiveDirective}`), { once: true });
    window.ranInline = false;
    const script = document.createElement('script');
    try { script.textContent = 'window.ranInline = true'; } catch { return resolve('refused: trusted types'); }
    document.head.append(script);
    setTimeout(() => resolve(window.ranInline ? 'ran' : 'refused'), 1000);
  }));
}
