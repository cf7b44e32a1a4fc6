import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { test } from 'node:test';
import { clean } from './metadata';

const bytes = (...parts: (number[] | string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [...part])));
const segment = (marker: number, body: Uint8Array): Uint8Array =>
  bytes([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body);

const jfif = segment(0xe0, bytes('JFIF\0', [1, 2, 0, 0, 72, 0, 72, 1, 1], [9, 9, 9]));
const exif = segment(0xe1, bytes('Exif\0\0MM', [0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0],
  [0, 0, 0, 0], 'GPS 52.2297 21.0122'));
const quant = segment(0xdb, new Uint8Array(65).fill(7));
const scan = bytes(segment(0xda, bytes([1, 1, 0, 0, 63, 0])), [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]);
const jpeg = bytes([0xff, 0xd8], jfif, exif, segment(0xe2, bytes('ICC_PROFILE\0', [1, 1])),
  segment(0xfe, bytes('made by Anna')), quant, scan, [0xff, 0xd9], 'hidden after the end');

test('a JPEG keeps its picture and loses what is about it', () => {
  const out = clean(jpeg);
  assert.equal(out.kind, 'jpeg');
  assert.deepEqual(out.removed, ['comment', 'exif', 'profile', 'thumbnail', 'trailing']);
  const text = Buffer.from(out.bytes).toString('latin1');
  for (const secret of ['GPS', 'Anna', 'ICC_PROFILE', 'hidden']) assert.ok(!text.includes(secret), secret);
  assert.ok(text.includes(Buffer.from(quant).toString('latin1')));
  assert.ok(text.includes(Buffer.from(scan).toString('latin1')));
});

test('a turned JPEG stays turned', () => {
  const out = clean(jpeg);
  const at = Buffer.from(out.bytes).indexOf('Exif');
  assert.ok(at > 0);
  assert.deepEqual([...out.bytes.subarray(at + 14, at + 26)], [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]);
  assert.deepEqual(clean(out.bytes).bytes, out.bytes);
});

test('a damaged JPEG passes unchanged and is called unknown', () => {
  const cut = bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1, 2]);
  assert.deepEqual(clean(cut), { bytes: cut, kind: 'unknown', removed: [] });
});

// crc32 of PNG (ISO/IEC 15948 annex D).
const crc = (data: Uint8Array): number => {
  let c = 0xffffffff;
  for (const byte of data) {
    c ^= byte;
    for (let bit = 0; bit < 8; ++bit) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return ~c >>> 0;
};
const chunk = (name: string, body: Uint8Array): Uint8Array => {
  const named = bytes(name, body);
  const sum = crc(named);
  return bytes([body.length >>> 24, (body.length >> 16) & 255, (body.length >> 8) & 255, body.length & 255], named,
    [sum >>> 24, (sum >> 16) & 255, (sum >> 8) & 255, sum & 255]);
};
const magic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const header = chunk('IHDR', bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const data = chunk('IDAT', deflateSync(Uint8Array.from([0, 200])));

test('a PNG keeps its picture and loses what is about it', () => {
  const png = bytes(magic, header, chunk('tEXt', bytes('Author\0Anna')), chunk('eXIf', bytes('MM')),
    chunk('tIME', bytes([7, 234, 1, 1, 1, 1, 1])), data, chunk('IEND', bytes()), 'hidden');
  const out = clean(png);
  assert.equal(out.kind, 'png');
  assert.deepEqual(out.removed, ['comment', 'exif', 'time', 'trailing']);
  assert.deepEqual(out.bytes, bytes(magic, header, data, chunk('IEND', bytes())));
});

test('a cut PNG passes unchanged and is called unknown', () => {
  const png = bytes(magic, header, data);
  assert.equal(clean(png).kind, 'unknown');
  assert.deepEqual(clean(png).bytes, png);
});

test('other files pass unchanged', () => {
  const pdf = bytes('%PDF-1.7 /Author (Anna)');
  assert.deepEqual(clean(pdf), { bytes: pdf, kind: 'unknown', removed: [] });
  assert.equal(clean(new Uint8Array()).kind, 'unknown');
});

test('what hides in reserved segments and behind known headers goes', () => {
  const adobe = segment(0xee, bytes('Adobe', [0, 100, 0, 0, 0, 0, 1], 'Anna'));
  const hidden = bytes([0xff, 0xd8], adobe, segment(0xf0, bytes('Anna')), segment(0x80, bytes('Anna')), quant, scan, [0xff, 0xd9]);
  const out = clean(hidden);
  assert.equal(out.kind, 'jpeg');
  assert.deepEqual(out.removed, ['other']);
  const text = Buffer.from(out.bytes).toString('latin1');
  assert.ok(!text.includes('Anna'));
  assert.ok(text.includes('Adobe') && text.includes(Buffer.from(scan).toString('latin1')));
});
