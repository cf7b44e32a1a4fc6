// Pictures as cameras make them: real ones, with what they tell about a person.
import { deflateSync } from 'node:zlib';

export const secrets = ['Lumix of Anna Nowak', 'Anna Nowak', '2026:11:03'];

const ascii = (text) => Buffer.from(text, 'latin1');
const u16 = (value) => Buffer.from([value >> 8, value & 255]);
const u32 = (value) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);

// directory builds one TIFF directory at `offset`: entries [tag, type, count, bytes].
function directory(entries, offset) {
  const head = 2 + 12 * entries.length + 4;
  let after = Buffer.alloc(0);
  const rows = entries.map(([tag, type, count, value]) => {
    let cell = value;
    if (value.length > 4) {
      cell = u32(offset + head + after.length);
      after = Buffer.concat([after, value]);
    }
    return Buffer.concat([u16(tag), u16(type), u32(count), cell, Buffer.alloc(4 - cell.length)]);
  });
  return Buffer.concat([u16(entries.length), ...rows, u32(0), after]);
}

const rational = (...pairs) => Buffer.concat(pairs.flatMap(([over, under]) => [u32(over), u32(under)]));

// exif is an APP1 segment with camera, time, an orientation and a place (Exif 2.3).
function exif() {
  const camera = ascii('Lumix of Anna Nowak\0'), time = ascii('2026:11:03 08:15:00\0');
  const first = (gpsAt) => directory([
    [0x010f, 2, camera.length, camera], [0x0112, 3, 1, Buffer.concat([u16(6), u16(0)])],
    [0x0132, 2, time.length, time], [0x8825, 4, 1, u32(gpsAt)]], 8);
  const gpsAt = 8 + first(0).length;
  const gps = directory([
    [0x0001, 2, 2, ascii('N\0')], [0x0002, 5, 3, rational([52, 1], [13, 1], [4711, 100])],
    [0x0003, 2, 2, ascii('E\0')], [0x0004, 5, 3, rational([21, 1], [0, 1], [4343, 100])]], gpsAt);
  const body = Buffer.concat([ascii('Exif\0\0MM'), u16(42), u32(8), first(gpsAt), gps]);
  return Buffer.concat([Buffer.from([0xff, 0xe1]), u16(body.length + 2), body]);
}

function comment() {
  const body = ascii('taken by Anna Nowak');
  return Buffer.concat([Buffer.from([0xff, 0xfe]), u16(body.length + 2), body]);
}

// photograph takes a plain JPEG (a browser's canvas makes one) and gives it what a camera adds.
export function photograph(plain) {
  return Buffer.concat([plain.subarray(0, 2), exif(), comment(), plain.subarray(2), ascii('trailer of Anna Nowak')]);
}

// drawing asks a browser for a real JPEG.
export async function drawing(tab) {
  const base64 = await tab.run(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 48;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#2a6'; pen.fillRect(0, 0, 48, 48);
    pen.fillStyle = '#c42'; pen.fillRect(8, 8, 20, 12);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  });
  return Buffer.from(base64, 'base64');
}

// wallpaper asks a browser for a JPEG of as many pixels as a telephone makes.
export async function wallpaper(tab) {
  const base64 = await tab.run(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4000, 3000];
    const pen = canvas.getContext('2d');
    const colours = pen.createLinearGradient(0, 0, 4000, 3000);
    for (const [at, colour] of [[0, '#136'], [0.5, '#e94'], [1, '#2a6']]) colours.addColorStop(at, colour);
    pen.fillStyle = colours;
    pen.fillRect(0, 0, 4000, 3000);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  });
  return Buffer.from(base64, 'base64');
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; ++bit) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return u32(~value >>> 0);
}

function chunk(name, body) {
  const named = Buffer.concat([ascii(name), body]);
  return Buffer.concat([u32(body.length), named, crc(named)]);
}

const kMagic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const header = chunk('IHDR', Buffer.concat([u32(2), u32(1), Buffer.from([8, 0, 0, 0, 0])]));
const pixels = chunk('IDAT', deflateSync(Buffer.from([0, 10, 200])));
const end = chunk('IEND', Buffer.alloc(0));

export const plainScreenshot = Buffer.concat([kMagic, header, pixels, end]);
export const screenshot = Buffer.concat([kMagic, header, chunk('tEXt', ascii('Author\0Anna Nowak')),
  chunk('tIME', Buffer.from([7, 234, 11, 3, 8, 15, 0])), pixels, end]);
