// Translations: GNU gettext PO files, whose message ids are the English sentences.
// A sentence that the page uses and a language lacks stops the build.
import { po } from 'gettext-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const kSentence = /\b(?:t|tn)\(\s*'((?:[^'\\]|\\.)*)'/g;

export function usedMessages(folder) {
  const used = new Set();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts')))
    for (const [, id] of readFileSync(join(folder, name), 'utf8').matchAll(kSentence))
      used.add(id.replaceAll("\\'", "'"));
  return [...used].sort();
}

export function compileLanguage(bytes, used, name) {
  const messages = {};
  for (const entry of Object.values(po.parse(bytes).translations['']))
    if (entry.msgid !== '' && entry.msgstr.every((text) => text !== '')) messages[entry.msgid] = entry.msgstr;
  const missing = used.filter((id) => !(id in messages));
  if (missing.length > 0) throw new Error(`${name} lacks: ${missing.join(' | ')}`);
  return { messages };
}
