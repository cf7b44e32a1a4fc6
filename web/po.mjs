// Translations: GNU gettext PO files, whose message ids are the English sentences.
// A message that a source file uses and a language lacks stops the build;
// tools/catalogues.mjs says more about what is wrong with one.
import { po } from 'gettext-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const kAsked = new Set(['t', 'tn']);
const kCategories = ['zero', 'one', 'two', 'few', 'many', 'other'];
const kCounted = 1000;  // numbers up to here have every form that a whole number can have

// calls returns { id, plural, line } for each t('...') and tn('...') of a source file.
export function calls(name, text) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false);
  const out = [];
  const walk = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && kAsked.has(node.expression.text)) {
      const [id] = node.arguments;
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      if (!id || !ts.isStringLiteralLike(id)) {
        if (!id || !ts.isIdentifier(id)) throw new Error(`${name}:${line}: the sentence of t() or tn() is not written out`);
      } else {
        out.push({ id: id.text, plural: node.expression.text === 'tn', line });
      }
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return out;
}

// sources lists the files of a folder whose sentences are translated.
export function sources(folder) {
  return readdirSync(folder, { recursive: true }).filter((file) => /\.m?ts$|\.mjs$/.test(file) && !file.includes('.test.')).sort().map((file) => join(folder, file));
}

// usedMessages returns every message id that the sources of a folder name.
export function usedMessages(folder, wanted = () => true) {
  const used = new Set();
  for (const file of sources(folder).filter((path) => wanted(basename(path))))
    for (const { id } of calls(file, readFileSync(file, 'utf8'))) used.add(id);
  return [...used].sort();
}

// pluralsOf returns the categories that whole numbers have in a language, in CLDR's
// order, which is the order of the forms in a catalogue.
export function pluralsOf(code) {
  const rules = new Intl.PluralRules(code);
  const found = new Set(Array.from({ length: kCounted + 1 }, (_, n) => rules.select(n)));
  return kCategories.filter((category) => found.has(category));
}

// ownName is what a language is called in itself.
export function ownName(code) {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code);
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

// compileLanguage returns what i18n.ts reads: a name, the plural categories, and the
// texts of every id that is used.
export function compileLanguage(bytes, used, code) {
  const entries = po.parse(bytes).translations[''] ?? {};
  const messages = {};
  for (const id of used) {
    const texts = entries[id]?.msgstr ?? [];
    if (texts.length > 0 && texts.every((text) => text !== '')) messages[id] = texts;
    else if (code !== 'en') throw new Error(`${code}.po lacks: ${id}`);
  }
  return { name: ownName(code), plurals: pluralsOf(code), messages };
}
