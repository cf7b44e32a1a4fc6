// Builds the desk's page into the folder named as the argument (default
// build/web/desk). Everything is a static file; nothing is fetched.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileLanguage, usedMessages } from '../../web/po.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const out = resolve(process.argv[2] ?? join(root, 'build/web/desk'));
const generated = join(root, 'build/web/generated-desk');
mkdirSync(out, { recursive: true });
for (const old of readdirSync(out).filter((name) => /^part-\w+\.js$/.test(name))) rmSync(join(out, old));
mkdirSync(generated, { recursive: true });

const used = usedMessages(join(here, 'src'));
const languages = {};
for (const file of readdirSync(join(here, 'po')).filter((name) => name.endsWith('.po')).sort()) {
  const code = file.slice(0, -3);
  languages[code] = compileLanguage(readFileSync(join(here, 'po', file)), used, code);
}
writeFileSync(join(generated, 'languages.json'), JSON.stringify(languages));
await build({
  bundle: true, format: 'esm', target: 'es2022', logLevel: 'warning', minify: true, splitting: true, chunkNames: 'part-[hash]',
  entryPoints: [join(here, 'src/app.ts')], outdir: out,
  alias: { '@languages': join(generated, 'languages.json') },
});
cpSync(join(here, 'static'), out, { recursive: true });
const installed = createRequire(import.meta.url).resolve;
cpSync(installed('uplot/dist/uPlot.min.css'), join(out, 'uplot.css'));
cpSync(installed('world-atlas/countries-110m.json'), join(out, 'world.json'));
