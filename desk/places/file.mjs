// Writes the bytes of names.tsn; README.md in this folder is the format.
import { texts, u16, u32, u8 } from '../../source/places/file.mjs';

const hundredths = (degrees) => Math.round(degrees * 100);

// encode writes folds [code point, text], places {name, lat, lon, country, weight,
// radius} and keys {key, links: [place, bits]}, each in its order.
export function encode(folds, places, keys) {
  const [foldLens, foldText] = texts(folds.map(([, folded]) => folded));
  const [placeLens, placeText] = texts(places.map(({ name }) => name));
  const keyText = Buffer.concat(keys.map(({ key }) => key));
  const links = keys.flatMap((one) => one.links);
  const letters = (i) => u8(places.map(({ country }) => country.charCodeAt(i)));
  return Buffer.concat([
    Buffer.from('TSN1'),
    u32([folds.length, places.length, keys.length, links.length, foldText.length, placeText.length, keyText.length]),
    u32(folds.map(([point]) => point)), foldLens, foldText,
    u16(places.map(({ lat }) => hundredths(lat))), u16(places.map(({ lon }) => hundredths(lon))),
    letters(0), letters(1), u8(places.map(({ weight }) => weight)),
    u16(places.map(({ radius }) => Math.min(0xffff, Math.round(radius / 100)))), placeLens, placeText,
    u8(keys.map(({ key }) => key.length)), keyText, u8(keys.map((one) => one.links.length)),
    u32(links.map(([place]) => place)), u16(links.map(([, bits]) => bits)),
  ]);
}
