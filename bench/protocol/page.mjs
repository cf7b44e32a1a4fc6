// What a browser downloads before a visit's data, with WebAssembly and without: the
// bytes themselves, which is what the relay sends, and gzipped one by one.
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { withPage } from './browser.mjs';
import { makeStage, root, startRelay } from './programs.mjs';
import { line } from './table.mjs';

const kib = 1024, limitKib = 250;
const withoutWasm = '--js-flags=--jitless';  // what browsers' strictest settings do

// download opens the page until its first visit begins, and returns what it asked for.
function download(url, args) {
  return withPage(async (page) => {
    const paths = new Set();
    page.context().on('request', (request) => paths.add(new URL(request.url()).pathname));
    const visited = page.context().waitForEvent('request', (request) => request.url().includes('/v1/'));
    await page.goto(url, { waitUntil: 'load' });
    await visited;
    return [...paths].filter((path) => !path.startsWith('/v1/'));
  }, args);
}

async function sizes(url, paths) {
  let plain = 0, zipped = 0;
  for (const path of paths) {
    const bytes = new Uint8Array(await (await fetch(url + path)).arrayBuffer());
    plain += bytes.length;
    zipped += gzipSync(bytes, { level: 9 }).length;
  }
  return [plain / kib, zipped / kib];
}

export async function page(folder) {
  const stage = await makeStage(join(folder, 'stage'));
  const relay = await startRelay(stage, join(root, 'build/web/source'));
  try {
    for (const [name, args] of [['page', []], ['page_without_wasm', [withoutWasm]]]) {
      const [plain, zipped] = await sizes(stage.read, await download(`${stage.read}/`, args));
      line(`${name}_gzip`, zipped, 'KB', zipped / limitKib, `at most ${limitKib} KB`);
      line(`${name}_sent`, plain, 'KB');
    }
  } finally {
    await relay.stop();
  }
}
