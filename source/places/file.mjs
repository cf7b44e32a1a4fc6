// Writes a gazetteer's bytes; README.md in this folder is the format.
import { fold } from './fold.mjs';

// sorted puts names into the order of their folded UTF-8 bytes, which readers search.
export function sorted(names) {
  const keys = new Map(names.map((one) => [one, Buffer.from(fold(one.name))]));
  return [...names].sort((a, b) => Buffer.compare(keys.get(a), keys.get(b)) || a.order - b.order);
}

// weight grows with the population, 0 to 127; bit 7 marks a capital.
export const weight = (population, capital) => Math.min(127, Math.floor(Math.log2(population + 1) * 5)) | (capital ? 128 : 0);

export const u8 = (values) => Buffer.from(values);
export const u16 = (values) => { const out = Buffer.alloc(values.length * 2); values.forEach((v, i) => out.writeUInt16BE(v & 0xffff, i * 2)); return out; };
export const u32 = (values) => { const out = Buffer.alloc(values.length * 4); values.forEach((v, i) => out.writeUInt32BE(v, i * 4)); return out; };
const hundredths = (degrees) => Math.round(degrees * 100);

export function texts(names) {
  const bytes = names.map((name) => Buffer.from(name));
  return [u8(bytes.map((one) => one.length)), Buffer.concat(bytes)];
}

// encode writes places {name, lat, lon, country, weight}, other names {name, place} and
// folds [code point, text], each in its order.
export function encode(places, others, folds) {
  const [foldLens, foldText] = texts(folds.map(([, folded]) => folded));
  const [placeLens, placeText] = texts(places.map(({ name }) => name));
  const [otherLens, otherText] = texts(others.map(({ name }) => name));
  const letters = (i) => u8(places.map(({ country }) => country.charCodeAt(i)));
  return Buffer.concat([
    Buffer.from('TSP1'),
    u32([folds.length, places.length, others.length, foldText.length, placeText.length, otherText.length, 0]),
    u32(folds.map(([point]) => point)), foldLens, foldText,
    u16(places.map(({ lat }) => hundredths(lat))), u16(places.map(({ lon }) => hundredths(lon))),
    letters(0), letters(1), u8(places.map((place) => place.weight)), placeLens, placeText,
    u16(others.map(({ place }) => place)), otherLens, otherText,
  ]);
}
