#!/usr/bin/env node
// The catalogues of the public pages: one template (po/tipstaff.pot) for the source's
// page and the pages of calls, and a catalogue for each language beside it.
//   tools/catalogues.mjs write    collect the sentences into the template, and bring each
//                                 catalogue into its order; new sentences are empty there
//   tools/catalogues.mjs check    say what is wrong; ends on "N passed, N failed"
// The desk's catalogues (desk/ui/po) are checked too; they have no template.
import { execFileSync } from 'node:child_process';
import { po } from 'gettext-parser';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calls, pluralsOf, sources } from '../web/po.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'po');
const template = join(folder, 'tipstaff.pot');
const kPage = ['source/web', 'web'];
const kCalls = 'council/pages';
const kCounted = 1000;

// A catalogue's id may name its plural; the one in English is in en.po.
class Sentences {
  places = new Map();  // id -> [file:line, ...]
  counted = new Set();
  add(id, place, plural = false) {
    this.places.set(id, [...(this.places.get(id) ?? []), place]);
    if (plural) this.counted.add(id);
  }
}

function collectPage(into, folders) {
  for (const file of folders.flatMap((name) => sources(join(root, name))))
    for (const { id, plural, line } of calls(file, readFileSync(file, 'utf8'))) into.add(id, `${relative(root, file)}:${line}`, plural);
}

// collectCalls lets xgettext read the C++: arguments of say and say_with, and what is marked.
function collectCalls(into) {
  const files = readdirSync(join(root, kCalls)).filter((name) => name.endsWith('.cpp') && !name.endsWith('_test.cpp')).sort();
  const out = execFileSync('xgettext', ['--language=C++', '--from-code=UTF-8', '--keyword', '--keyword=say', '--keyword=say_with',
    '--keyword=marked', '--output=-', ...files.map((name) => join(kCalls, name))], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  for (const { msgid, comments } of Object.values(po.parse(out).translations[''] ?? {}))
    if (msgid !== '') for (const place of comments.reference.split(/\s+/)) into.add(msgid, place);
}

function collect() {
  const out = new Sentences();
  collectPage(out, kPage);
  collectCalls(out);
  return out;
}

const read = (file) => po.parse(readFileSync(file));
const entriesOf = (catalogue) => Object.fromEntries(Object.entries(catalogue.translations[''] ?? {}).filter(([id]) => id !== ''));
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');
const pluralOf = (id, english) => english[id]?.msgid_plural ?? id;

// compiled writes a PO file: a header with its comment, and entries in their order.
function compiled(headers, comments, entries) {
  const rows = Object.fromEntries(entries.map((entry) => [entry.msgid, entry]));
  return po.compile({ charset: 'utf-8', headers, translations: { '': { '': { msgid: '', msgstr: [''], comments }, ...rows } } }, { foldLength: 0 }).toString() + '\n';
}

// entryOf names the files that say a sentence, without lines, which move too often.
function entryOf(used, english, id, msgstr, flag) {
  const files = [...new Set(used.places.get(id).map((place) => place.replace(/:\d+$/, '')))];
  return { msgid: id, msgstr, ...(used.counted.has(id) ? { msgid_plural: pluralOf(id, english) } : {}),
           comments: { reference: files.join('\n'), ...(flag ? { flag } : {}) } };
}

// writeCatalogue keeps what is translated and drops what nobody says any more.
function writeCatalogue(file, used, english) {
  const old = read(file);
  const texts = entriesOf(old);
  const code = basename(file, '.po');
  const blank = (id) => (used.counted.has(id) ? Array(pluralsOf(code).length).fill('') : [code === 'en' ? id : '']);
  const kept = (id) => (texts[id]?.msgstr.some((text) => text !== '') ? texts[id].msgstr : blank(id));
  const entries = [...used.places.keys()].sort().map((id) => entryOf(used, english, id, kept(id), texts[id]?.comments?.flag));
  writeFileSync(file, compiled(old.headers, old.translations['']['']?.comments, entries));
}

function write() {
  const used = collect();
  const english = existsSync(join(folder, 'en.po')) ? entriesOf(read(join(folder, 'en.po'))) : {};
  const headers = { 'Project-Id-Version': 'tipstaff', 'MIME-Version': '1.0', 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': '8bit' };
  const entries = [...used.places.keys()].sort().map((id) => entryOf(used, english, id, used.counted.has(id) ? ['', ''] : ['']));
  writeFileSync(template, compiled(headers, { translator: 'Sentences of Tipstaff’s public pages. Made by tools/catalogues.mjs.' }, entries));
  for (const file of catalogueFiles(folder)) writeCatalogue(file, used, english);
}

function catalogueFiles(where) {
  return readdirSync(where).filter((name) => name.endsWith('.po')).sort().map((name) => join(where, name));
}

// formulaFault compares the rule in the header with the browser's, number by number.
function formulaFault(code, header) {
  const [, count, formula] = /nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([n\d\s()?:%!=<>&|]+);?\s*$/.exec(header ?? '') ?? [];
  const names = pluralsOf(code);
  if (!count) return 'has no Plural-Forms that can be read';
  if (Number(count) !== names.length) return `says ${count} plural forms; the browser has ${names.length} (${names.join(', ')})`;
  const form = new Function('n', `return Number(${formula})`);
  const rules = new Intl.PluralRules(code);
  for (let n = 0; n <= kCounted; ++n)
    if (names[form(n)] !== rules.select(n)) return `Plural-Forms says form ${form(n)} for ${n}; the browser says ${rules.select(n)}`;
  return '';
}

// faultsOf says in sentences what is wrong with the text of one message.
function textFaults(id, entry, counted, code, english) {
  const out = [];
  if (/\bfuzzy\b/.test(entry.comments?.flag ?? '')) out.push('is fuzzy');
  const wanted = counted ? pluralsOf(code).length : 1;
  if (entry.msgstr.length !== wanted) out.push(`has ${entry.msgstr.length} forms; ${wanted} are needed`);
  for (const [at, text] of entry.msgstr.entries()) {
    if (text === '') { out.push(counted ? `lacks form ${at}` : 'is not translated'); continue; }
    if (code === 'en' && !counted && text !== id) out.push('is said otherwise in English');
    const [mine, theirs] = [placeholders(text), placeholders(counted ? pluralOf(id, english) : id)];
    // A form for one thing may say the number in a word.
    if (mine !== theirs && !(counted && mine === placeholders(id))) out.push(`has other placeholders: ${mine || 'none'} for ${theirs || 'none'}`);
    if (text !== text.trim() || /\s\s/.test(text)) out.push('has blanks too many');
    if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) out.push('turns directions by itself');
  }
  return out;
}

// An English catalogue may hold only what is counted, as the desk's does.
export function catalogueFaults(code, catalogue, used, english) {
  const entries = entriesOf(catalogue);
  const out = [];
  const formula = formulaFault(code, catalogue.headers['Plural-Forms']);
  if (formula !== '' && used.counted.size > 0) out.push(formula);
  for (const id of used.places.keys()) {
    const entry = entries[id];
    if (!entry) { if (code !== 'en' || used.counted.has(id)) out.push(`lacks “${id}” (${used.places.get(id)[0]})`); continue; }
    for (const fault of textFaults(id, entry, used.counted.has(id), code, english)) out.push(`“${id}” ${fault}`);
  }
  for (const id of Object.keys(entries)) if (!used.places.has(id)) out.push(`has “${id}”, which no page says`);
  if (!/review|checked by|Polish translation|English:/i.test(catalogue.translations['']['']?.comments?.translator ?? ''))
    out.push('does not say on top whether a native speaker has reviewed it');
  return out;
}

function check() {
  let [passed, failed] = [0, 0];
  const verdict = (name, faults) => {
    if (faults.length === 0) ++passed; else ++failed;
    for (const fault of faults) console.error(`catalogues: ${name} ${fault}`);
  };
  const used = collect();
  const written = Object.keys(entriesOf(read(template)));
  verdict('po/tipstaff.pot', [...used.places.keys()].some((id) => !written.includes(id)) || written.some((id) => !used.places.has(id))
    ? ['is not what the sources say: run tools/catalogues.mjs write'] : []);
  const desk = new Sentences();
  collectPage(desk, ['desk/ui/src']);
  for (const [where, sentences] of [[folder, used], [join(root, 'desk/ui/po'), desk]]) {
    const english = entriesOf(read(join(where, 'en.po')));
    for (const file of catalogueFiles(where))
      verdict(relative(root, file), catalogueFaults(basename(file, '.po'), read(file), sentences, english));
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'write') write();
  else if (process.argv[2] === 'check') check();
  else { console.error('usage: tools/catalogues.mjs write | check'); process.exitCode = 2; }
}
