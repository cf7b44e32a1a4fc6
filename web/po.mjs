// Translations: GNU gettext PO files, whose message ids are the English sentences.
// A message that a source file uses and a language lacks stops the build.
import { po } from 'gettext-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const kCall = /\b(?:t|tn)\(\s*'((?:[^'\\]|\\.)*)'/g;

// usedMessages returns every message id that the sources name.
export function usedMessages(folder) {
  const used = new Set();
  for (const name of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')))
    for (const match of readFileSync(join(folder, name), 'utf8').matchAll(kCall))
      used.add(match[1].replaceAll("\\'", "'"));
  return [...used].sort();
}

// compileLanguage returns { messages: { id: [text, ...] } }, plural forms in the order of PO.
export function compileLanguage(bytes, used, name) {
  const parsed = po.parse(bytes);
  const messages = {};
  for (const entry of Object.values(parsed.translations['']))
    if (entry.msgid !== '' && entry.msgstr.every((text) => text !== '')) messages[entry.msgid] = entry.msgstr;
  const missing = used.filter((id) => !(id in messages));
  if (missing.length > 0) throw new Error(`${name} lacks: ${missing.join(' | ')}`);
  return { messages };
}
