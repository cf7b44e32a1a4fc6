// Writes build/places/names.tsn, by which the desk finds names of places in texts.
// README.md in this folder is the format.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from './file.mjs';
import { foldTable, foldName, stemsOf } from './fold.mjs';
import { countries, towns } from './places.mjs';

const kKeyBytesMax = 80;
const kLinksMax = 16;      // Springfield has more namesakes than anybody will compare
const kStem = 1 << 15, kWhole = 1 << 14;

// scriptOf: the bit of a name's script, by its first letter.
const kScripts = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Greek}/u, /\p{sc=Arabic}/u, /\p{sc=Hebrew}/u, /\p{sc=Han}/u,
  /\p{sc=Hangul}/u, /[\p{sc=Katakana}\p{sc=Hiragana}]/u, /\p{sc=Devanagari}/u];
function scriptOf(name) {
  const letter = name.match(/\p{L}/u)?.[0];
  if (!letter) return 0;
  const at = kScripts.findIndex((script) => script.test(letter));
  return 1 << (at < 0 ? kScripts.length : at);
}

// link notes that `key` may mean the place.
function link(keys, key, place, bits) {
  if (key === '' || Buffer.byteLength(key) > kKeyBytesMax || [...key].length < 2) return;
  const places = keys.get(key) ?? new Map();
  keys.set(key, places.set(place, (places.get(place) ?? 0) | bits));
}

const list = [...countries(), ...towns()];
const keys = new Map();
list.forEach(({ names, weight }, place) => {
  for (const [name, slavic] of names) {
    const bits = scriptOf(name);
    if (bits === 0) continue;
    link(keys, foldName(name), place, bits | kWhole);
    if (slavic) for (const stem of stemsOf(foldName(name))) link(keys, stem, place, bits | kStem);
  }
});
const sorted = [...keys].map(([key, places]) => ({ key: Buffer.from(key),
  links: [...places].sort(([a], [b]) => (list[b].weight & 127) - (list[a].weight & 127) || a - b).slice(0, kLinksMax) }))
  .sort((a, b) => Buffer.compare(a.key, b.key));
const table = foldTable(list.flatMap(({ names }) => [...names.keys()]));
const bytes = encode(table, list, sorted);
const out = join(dirname(fileURLToPath(import.meta.url)), '../../build/places');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'names.tsn'), bytes);
console.log(`${list.length} places, ${sorted.length} names, ${table.length} folds, ${bytes.length} bytes`);
