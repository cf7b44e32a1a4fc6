// Names of places in other languages, from the catalogues of Debian's package
// libgeonames-common (GeoNames, CC BY 4.0): gettext .mo files from GeoNames id to name.
import { existsSync, readFileSync } from 'node:fs';

// Those of the page's languages, then of scripts that nothing transliterates.
const kLanguages = ['en', 'pl', 'uk', 'ru', 'be', 'de', 'fr', 'es', 'pt', 'tr', 'zh', 'zh_TW', 'fa', 'ar', 'ko', 'he', 'hi'];

// readMo reads a gettext .mo file of either byte order (GNU gettext manual, 10.3).
function readMo(bytes) {
  const little = bytes.readUInt32LE(0) === 0x950412de;
  const u32 = (at) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const text = (table, i) => { const at = u32(table + 8 * i + 4); return bytes.toString('utf8', at, at + u32(table + 8 * i)); };
  const [count, ids, texts] = [u32(8), u32(12), u32(16)];
  return Array.from({ length: count }, (_, i) => [text(ids, i), text(texts, i)]);
}

// otherNames returns GeoNames id -> set of names.
export function otherNames(folder = '/usr/share/locale') {
  const out = new Map();
  for (const language of kLanguages) {
    const file = `${folder}/${language}/LC_MESSAGES/geonames.mo`;
    if (!existsSync(file)) {
      if (language === 'en') throw new Error('libgeonames-common is missing: run tools/deps web');
      continue;
    }
    for (const [id, name] of readMo(readFileSync(file)))
      if (/^\d+$/.test(id) && name !== '') out.set(Number(id), (out.get(Number(id)) ?? new Set()).add(name.normalize('NFC')));
  }
  return out;
}
