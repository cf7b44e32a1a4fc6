// Builds the page into build/web/source; with --test its unit tests into
// build/web/source-test. Everything is a static file; nothing is fetched.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileLanguage, usedMessages } from '../../web/po.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const target = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'warning' };

if (process.argv.includes('--test')) {
  const tests = readdirSync(join(here, 'src')).filter((name) => name.endsWith('.test.ts'));
  await build({
    ...target, entryPoints: tests.map((name) => join(here, 'src', name)), platform: 'node',
    outdir: join(root, 'build/web/source-test'),
  });
  process.exit(0);
}

const out = join(root, 'build/web/source');
rmSync(out, { recursive: true, force: true });  // what an older build left is no part of the page
mkdirSync(out, { recursive: true });
const used = usedMessages(join(here, 'src'));
const languages = {};
for (const file of readdirSync(join(here, 'po')).filter((name) => name.endsWith('.po')).sort()) {
  const code = file.slice(0, -3);
  languages[code] = compileLanguage(readFileSync(join(here, 'po', file)), code === 'en' ? [] : used, file);
}
mkdirSync(join(root, 'build/web/generated'), { recursive: true });
writeFileSync(join(root, 'build/web/generated/languages.json'), JSON.stringify(languages));
await build({
  ...target, minify: true, entryPoints: [join(here, 'src/app.ts'), join(here, 'src/worker.ts')],
  outdir: out, alias: { '@languages': join(root, 'build/web/generated/languages.json') },
});
cpSync(join(here, 'static'), out, { recursive: true });
const wasm = join(root, 'build/wasm');
if (!existsSync(join(wasm, 'tipstaff.wasm'))) {
  console.error('tipstaff: build/wasm is empty. Run bridge/wasm/build first.');
  process.exit(1);
}
cpSync(join(wasm, 'tipstaff.wasm'), join(out, 'tipstaff.wasm'));
const atlas = ['places.tsp.gz', 'world.json.gz'].map((name) => join(root, 'build/places', name));
if (!atlas.every((file) => existsSync(file))) {
  console.error('tipstaff: build/places is empty. Run source/places/build first.');
  process.exit(1);
}
for (const file of atlas) cpSync(file, join(out, basename(file)));
await build({
  entryPoints: [join(wasm, 'tipstaff-wasm.js')], outfile: join(out, 'tipstaff-wasm.js'),
  format: 'esm', target: 'es2022', minify: true, logLevel: 'error',
});

// The manifest names every file by its hash (PROTOCOL.md 4.12); the authority signs it.
const manifest = 'manifest.txt';
const lines = readdirSync(out).filter((name) => name !== manifest).sort().map((name) =>
  `${createHash('sha256').update(readFileSync(join(out, name))).digest('hex')} ${name}\n`);
writeFileSync(join(out, manifest), `tipstaff-page-v1\n${lines.join('')}`);
