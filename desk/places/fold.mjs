// Folding for texts: that of source/places, but an apostrophe parts words, since it
// does so in "Boston's", "d'Amiens" and "İstanbul'da"; and stems of Slavic names.
import { foldCharacter as plain, foldTable as plainTable } from '../../source/places/fold.mjs';

const kApostrophes = /^['’ʼ‘`´"]$/u;
const foldCharacter = (character) => (kApostrophes.test(character) ? ' ' : plain(character));

export function foldName(name) {
  return [...name.normalize('NFC')].map(foldCharacter).join('').replace(/ +/g, ' ').trim();
}

export function foldTable(names) {
  const kept = plainTable(names).filter(([point]) => !kApostrophes.test(String.fromCodePoint(point)));
  for (const character of '\'’ʼ‘`´"') kept.push([character.codePointAt(0), ' ']);
  return kept.sort(([a], [b]) => a - b);
}

// Endings of cases, as folding leaves them: Cyrillic and Latin alike.
// casework/locating/stems.cpp has the same ones.
const kEndings = ['a', 'e', 'i', 'u', 'o', 'ie', 'iu', 'ia', 'oi', 'ei', 'ii', 'ou', 'om', 'em', 'im', 'ogo', 'omu', 'oiu', 'ami',
  'akh', 'ach', 'iam', 'ikh', 'ich', 'iej', 'ego', 'emu', 'owi', 'ovi', 'evi', 'iom', 'iem', 'aia', 'oie', 'iakh', 'iami'];
const kStemMin = 3;

export function stemOf(word) {
  for (let size = 4; size > 0; --size)
    if (word.length - size >= kStemMin && kEndings.includes(word.slice(-size))) return word.slice(0, -size);
  return word;
}

// changed: vowels that come and go (Київ, у Києві; Plzeň, v Plzni; Liberec, v Liberci).
function changed(word) {
  if (word.length < 4) return [];
  if (word.endsWith('iv')) return ['iev', 'ov', 'ev'].map((end) => word.slice(0, -2) + end);
  return /[^aeiou]e(?:n|k|c|l|r|ts)$/.test(word) ? [word.replace(/e(n|k|c|l|r|ts)$/, '$1')] : [];
}

// stemsOf: all words but the last by their stem, the last one as it is and by its stem.
export function stemsOf(folded) {
  const words = folded.split(' ');
  const last = words.pop();
  if (last.length < kStemMin + 1) return [];
  return [...new Set([last, stemOf(last), ...changed(last)])].map((end) => [...words.map(stemOf), end].join(' '));
}
