// Builds the page into build/web/source; with --test its unit tests into
// build/web/source-test. Everything is a static file; nothing is fetched.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import { compileLanguage, usedMessages } from '../../web/po.mjs';
import { noScript } from './no_script.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const generated = join(root, 'build/web/generated');
const target = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'warning' };
const kRightToLeft = new Set(['ar', 'fa']);
const kDocumentBytes = 32_768;  // as relay/page.h: a document's size tells not which one it is

// readLanguages compiles every catalogue, for the sentences that are used.
function readLanguages(used) {
  const codes = readdirSync(join(root, 'po')).filter((name) => name.endsWith('.po')).map((name) => name.slice(0, -3)).sort();
  return Object.fromEntries(codes.map((code) => [code, compileLanguage(readFileSync(join(root, 'po', `${code}.po`)), used, code)]));
}

// What the first screen says comes first, so that it can be read early.
const kFirst = new Set(['app.ts', 'advice.ts', 'compose.ts', 'tell.ts']);
const kFirstOfOthers = ['Find the nearest office'];
// Like beside like packs better.
const kOrder = ['de', 'fr', 'es', 'pt', 'tr', 'pl', 'be', 'uk', 'ru', 'ar', 'fa', 'zh', 'ko'];

// packLanguages is a file of sentences: ids once, then each language in their order.
function packLanguages(languages, ids) {
  const texts = ({ messages }) => ids.map((id) => (messages[id]?.length > 1 ? messages[id] : messages[id]?.[0] ?? id));
  const order = Object.entries(languages).sort(([a], [b]) => kOrder.indexOf(a) - kOrder.indexOf(b));
  const packed = Object.fromEntries(order.map(([code, language]) =>
    [code, { name: language.name, plurals: language.plurals, texts: texts(language) }]));
  return gzipSync(JSON.stringify({ ids, languages: packed }), { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL });
}

function writeIndex(out, languages) {
  const sorted = Object.entries(languages).sort(([a], [b]) => Number(b === 'en') - Number(a === 'en'));
  const parts = sorted.map(([code, { name, messages }]) => noScript({
    code, name, tag: code === 'zh' ? 'zh-Hans' : code, direction: kRightToLeft.has(code) ? 'rtl' : 'ltr', t: (id) => messages[id]?.[0] ?? id }));
  const index = readFileSync(join(here, 'static/index.html'), 'utf8');
  const page = Buffer.from(index.replace('<!-- no_script.mjs -->', () => parts.join('\n')));
  writeFileSync(join(out, 'index.html'), Buffer.concat([page, Buffer.alloc(-page.length & (kDocumentBytes - 1), ' ')]));
}

mkdirSync(generated, { recursive: true });
const languages = readLanguages([...usedMessages(join(here, 'src')), ...usedMessages(here)]);
// English is its own ids: the page holds what it counts, and the files leave it out.
const { en, ...others } = languages;
const counted = Object.fromEntries(Object.entries(en.messages).filter(([, texts]) => texts.length > 1));
writeFileSync(join(generated, 'languages.json'), JSON.stringify({ en: { ...en, messages: counted } }));
const alias = { '@languages': join(generated, 'languages.json') };

if (process.argv.includes('--test')) {
  const tests = readdirSync(join(here, 'src')).filter((name) => name.endsWith('.test.ts'));
  await build({
    ...target, entryPoints: tests.map((name) => join(here, 'src', name)), platform: 'node', alias,
    outdir: join(root, 'build/web/source-test'),
  });
  process.exit(0);
}

const out = join(root, 'build/web/source');
rmSync(out, { recursive: true, force: true });  // what an older build left is no part of the page
mkdirSync(out, { recursive: true });
await build({ ...target, minify: true, entryPoints: [join(here, 'src/worker.ts'), join(here, 'src/multiply.ts')], outdir: out, alias });
// No module: until it has come nothing is shown, not even the page without scripts.
await build({ ...target, format: 'iife', minify: true, entryPoints: [join(here, 'src/app.ts')], outdir: out, alias });
cpSync(join(here, 'static'), out, { recursive: true });
writeIndex(out, languages);
const first = [...usedMessages(join(here, 'src'), (name) => kFirst.has(name)), ...kFirstOfOthers];
const rest = usedMessages(join(here, 'src')).filter((id) => !first.includes(id));
writeFileSync(join(out, 'languages.json.gz'), packLanguages(others, first));
writeFileSync(join(out, 'languages-rest.json.gz'), packLanguages(others, rest));
const wasm = join(root, 'build/wasm');
if (!existsSync(join(wasm, 'tipstaff.wasm'))) {
  console.error('tipstaff: build/wasm is empty. Run bridge/wasm/build first.');
  process.exit(1);
}
writeFileSync(join(out, 'tipstaff.wasm.gz'), gzipSync(readFileSync(join(wasm, 'tipstaff.wasm')), { level: constants.Z_BEST_COMPRESSION }));
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

// The manifest names every file by its hash (PROTOCOL.md 4.11); the authority signs it.
const manifest = 'manifest.txt';
const lines = readdirSync(out).filter((name) => name !== manifest).sort().map((name) =>
  `${createHash('sha256').update(readFileSync(join(out, name))).digest('hex')} ${name}\n`);
writeFileSync(join(out, manifest), `tipstaff-page-v1\n${lines.join('')}`);
