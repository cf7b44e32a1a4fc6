// Writes places.json: a small gazetteer, and what must be found in it. The answers are
// computed here by looking at every name with the rules of source/places/fold.mjs, not
// with the table and the halving that readers use.
//   node vectors/write_places.mjs >vectors/places.json
// The first vector is the file. found: a line for each town, parted by tabs: the name
// found, the first name, country, lat, lon (1e-5 degree), 1 when it is the whole name.
import { encode, sorted, weight } from '../source/places/file.mjs';
import { fold, foldTable } from '../source/places/fold.mjs';

const kAsked = 5;
const towns = [
  ['Warsaw', 52.23, 21.01, 'PL', 1702139, true, ['Warszawa', 'Варшава', 'Warschau', '华沙', '華沙', 'ورشو', 'وارسو', '바르샤바', 'ורשה']],
  ['Łódź', 51.77, 19.47, 'PL', 768755, false, ['Лодзь', '罗兹']],
  ['Kyiv', 50.45, 30.52, 'UA', 2797553, true, ['Київ', 'Киев', 'Kiew', '基辅', 'کی‌یف']],
  ['Moscow', 55.75, 37.62, 'RU', 10381222, true, ['Москва', 'Moskau', 'Moscou', 'موسكو', '莫斯科', '모스크바']],
  ['Moscow', 46.73, -117, 'US', 25060, false, []],
  ['Moscufo', 42.42, 14.05, 'IT', 3500, false, []],
  ['Zürich', 47.37, 8.55, 'CH', 341730, false, ['Цюрих', 'Zurigo']],
  ['São Paulo', -23.55, -46.64, 'BR', 10021295, false, ['圣保罗']],
  ['Sao Paulo de Olivenca', -3.38, -68.87, 'BR', 15000, false, []],
  ['New York City', 40.71, -74.01, 'US', 8175133, false, ['Нью-Йорк', 'New York']],
  ['Washington, D. C.', 38.9, -77.04, 'US', 601723, true, []],
  ["St. John's", 47.56, -52.71, 'CA', 99182, false, []],
  ['Alofi', -19.06, -169.92, 'NU', 624, true, []],
  ['Suva', -18.14, 178.44, 'FJ', 77366, true, ['苏瓦']],
  ['İstanbul', 41.01, 28.95, 'TR', 14804116, false, ['Constantinople', 'Κωνσταντινούπολη', 'Стамбул']],
  ['Tehran', 35.69, 51.42, 'IR', 7153309, true, ['تهران', 'طهران']],
  ['Seoul', 37.57, 126.98, 'KR', 10349312, true, ['서울', '首尔']],
  ['Ålesund', 62.47, 6.15, 'NO', 42317, false, []],
  ['Tbilisi', 41.69, 44.83, 'GE', 1049498, true, ['თბილისი']],
  ['Nice', 43.7, 7.27, 'FR', 338620, false, []],
  ['Nicetown', 40.02, -75.16, 'US', 900000, false, []],
];
const places = sorted(towns.map(([name, lat, lon, country, population, capital, others], order) =>
  ({ name, lat, lon, country, weight: weight(population, capital), order, others })));
const others = sorted(places.flatMap((town, place) => town.others.map((name) => ({ name, place, order: place }))));
const file = encode(places, others, foldTable([...places, ...others].map(({ name }) => name)));

function found(typed) {
  const key = fold(typed);
  if (key === '') return '';
  const hits = [...places.map(({ name }, place) => ({ name, place })), ...others]
    .filter(({ name }) => fold(name).startsWith(key))
    .map(({ name, place }) => ({ name, place, exact: fold(name) === key ? 1 : 0 }));
  hits.sort((a, b) => b.exact - a.exact || (places[b.place].weight & 127) - (places[a.place].weight & 127) || a.place - b.place);
  const seen = new Set();
  return hits.filter(({ place }) => !seen.has(place) && seen.add(place)).slice(0, kAsked).map(({ name, place, exact }) => {
    const { name: first, country, lat, lon } = places[place];
    return [name, first, country, Math.round(lat * 100) * 1000, Math.round(lon * 100) * 1000, exact].join('\t') + '\n';
  }).join('');
}

const asked = ['warsaw', 'WARSZ', 'Warszawa', 'варшава', 'Ворш', '华', 'ورشو', '바르', 'lodz', 'ŁÓDŹ', 'ло', 'Ło\u0301dz\u0301', 'kyiv', 'Kiev', 'Київ', 'київ',
  'moskva', 'Москва', 'moscow', 'Mosc', 'm', 'zurich', 'ZÜRICH', 'sao paulo', 'São-Paulo', 'new york', 'New   York', 'нью йорк', 'washington dc',
  'Washington D.C.', 'st johns', 'St. John’s', 'alofi', 'istanbul', 'ISTANBUL', 'İst', 'Κωνστ', 'تهران', 'طهران', 'تهـران', '서', '서울', 'alesund', 'Ａｌｅｓｕｎｄ',
  'თბილისი', 'tbilisi', 'nice', 'nic', '', ' ', '-', '.', 'xyz', 'mоsсоw', 'Москva', '\u{1F5FA}', 'a'.repeat(5000), '\u0301\u0301'];
const hex = (text) => Buffer.from(text).toString('hex');
console.log(JSON.stringify({ source: 'vectors/write_places.mjs; source/places/README.md', vectors: [
  { comment: 'the file; names of GeoNames, CC BY 4.0', file: file.toString('hex') },
  ...asked.map((typed) => ({ comment: typed.slice(0, 40), typed: hex(typed), found: hex(found(typed)) })),
] }, null, 1));
