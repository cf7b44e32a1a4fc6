// Sealing one tip of one part, and the whole visit around it, natively and in the
// page's WebAssembly in a worker of Chromium. The relay is the real one, on loopback.
import { build } from 'esbuild';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { withPage } from './browser.mjs';
import { built, makeStage, root, run, startRelay } from './programs.mjs';
import { line, median } from './table.mjs';

const tips = 15;

// copyPage copies the source's page and puts one more worker beside it.
async function copyPage(folder) {
  cpSync(join(root, 'build/web/source'), folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'bench/protocol/seal_worker.ts')], outfile: join(folder, 'seal_worker.js'),
    bundle: true, format: 'esm', target: 'es2022', minify: true, logLevel: 'warning',
  });
  return folder;
}

function inChromium(url) {
  return withPage(async (page) => {
    await page.goto(url);
    return page.evaluate((count) => new Promise((resolve, reject) => {
      const worker = new Worker('/seal_worker.js', { type: 'module' });
      worker.onmessage = (event) => (event.data.error ? reject(new Error(event.data.error)) : resolve(event.data));
      worker.onerror = () => reject(new Error('the worker did not start'));
      worker.postMessage(count);
    }), tips);
  });
}

export async function seal(folder) {
  const stage = await makeStage(join(folder, 'stage'));
  const relay = await startRelay(stage, await copyPage(join(folder, 'web')));
  try {
    const seen = run(built('bench/protocol/bench_seal'), join(stage.folder, 'programme.conf'), tips).trim().split('\n');
    const native = seen.map((text) => text.split(' ').map(Number));
    const web = await inChromium(`${stage.read}/`);
    for (const [i, what] of ['seal', 'visit'].entries()) {
      const [here, there] = [native, web].map((all) => median(all.map((pair) => pair[i])));
      line(`${what}_native`, here, 'ms');
      line(`${what}_chromium`, there, 'ms', there / here, 'no aim; the ratio is to native');
    }
  } finally {
    await relay.stop();
  }
}
