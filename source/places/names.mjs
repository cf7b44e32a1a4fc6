// Names of places in other languages, from the catalogues of Debian's package
// libgeonames-common (GeoNames, CC BY 4.0): gettext .mo files from GeoNames id to name.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

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

const kFolder = '/usr/share/locale';

// readNames returns [GeoNames id, name] of one language's catalogue; none without one.
function readNames(language) {
  const file = `${kFolder}/${language}/LC_MESSAGES/geonames.mo`;
  if (!existsSync(file)) {
    if (language === 'en') throw new Error('libgeonames-common is missing: run tools/deps web');
    return [];
  }
  return readMo(readFileSync(file)).filter(([id, name]) => /^\d+$/.test(id) && name !== '')
    .map(([id, name]) => [Number(id), name.normalize('NFC')]);
}

// otherNames returns GeoNames id -> set of names.
export function otherNames() {
  const out = new Map();
  for (const language of kLanguages)
    for (const [id, name] of readNames(language)) out.set(id, (out.get(id) ?? new Set()).add(name));
  return out;
}

// namesByLanguage returns GeoNames id -> [language, name], of every language there is.
export function namesByLanguage() {
  const out = new Map();
  for (const language of ['en', ...readdirSync(kFolder).filter((one) => one !== 'en').sort()])
    for (const [id, name] of readNames(language)) {
      const known = out.get(id);
      if (known) known.push([language, name]);
      else out.set(id, [[language, name]]);
    }
  return out;
}
