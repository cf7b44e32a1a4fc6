// What pictures say besides the picture is taken out, without touching the picture:
// JPEG (ITU-T T.81, Exif 2.3) and PNG (ISO/IEC 15948). Other files pass unchanged,
// and the person is told so.

export type Removed = 'exif' | 'comment' | 'thumbnail' | 'profile' | 'time' | 'other' | 'trailing';
export interface Cleaned { bytes: Uint8Array; kind: 'jpeg' | 'png' | 'unknown'; removed: Removed[] }

export function clean(bytes: Uint8Array): Cleaned {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return cleanJpeg(bytes);
  if (kPngMagic.every((byte, i) => bytes[i] === byte)) return cleanPng(bytes);
  return { bytes, kind: 'unknown', removed: [] };
}

function join(pieces: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) { out.set(piece, at); at += piece.length; }
  return out;
}

function u16(bytes: Uint8Array, at: number): number { return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0); }

function starts(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((c, i) => bytes[at + i] === c.charCodeAt(0));
}

// --- JPEG ---

const kDht = 0xc4, kDqt = 0xdb, kDnl = 0xdc, kDri = 0xdd;
const kSoi = 0xd8, kEoi = 0xd9, kSos = 0xda, kCom = 0xfe, kApp0 = 0xe0, kApp1 = 0xe1, kApp14 = 0xee;

function standalone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

// picture tells whether a segment is part of the picture: frames, tables, scans.
// What is reserved or an extension is not.
function picture(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) ||
         [kDht, kDqt, kDnl, kDri, kSos].includes(marker);
}

// orientation reads tag 0x0112 of the first Exif directory, 1 (upright) when there is none.
function orientation(segment: Uint8Array): number {
  if (!starts(segment, 4, 'Exif\0\0')) return 1;
  const tiff = segment.subarray(10);
  const little = starts(tiff, 0, 'II');
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const ifd = view.getUint32(4, little);
    for (let i = 0; i < view.getUint16(ifd, little); ++i) {
      const entry = ifd + 2 + 12 * i;
      if (view.getUint16(entry, little) === 0x0112) {
        const value = view.getUint16(entry + 8, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
  } catch { /* a damaged directory says nothing */ }
  return 1;
}

// orientationSegment is an APP1 with nothing but the orientation, so that the
// picture stays upright.
function orientationSegment(value: number): Uint8Array {
  return Uint8Array.from([
    0xff, kApp1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8,
    0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0]);
}

// plainJfif keeps a JFIF header without its thumbnail.
function plainJfif(segment: Uint8Array): Uint8Array {
  const out = segment.slice(0, 18);
  out[2] = 0; out[3] = 16; out[16] = 0; out[17] = 0;
  return out;
}

// plainAdobe keeps an Adobe header without what may follow in it.
function plainAdobe(segment: Uint8Array): Uint8Array {
  const out = segment.slice(0, 16);
  out[2] = 0; out[3] = 14;
  return out;
}

function cleanJpeg(bytes: Uint8Array): Cleaned {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  const removed = new Set<Removed>();
  let turned = 1;
  let at = 2;
  let ended = false;
  while (!ended && at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return { bytes, kind: 'unknown', removed: [] };
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) { ++at; continue; }
    if (marker === kEoi) { kept.push(bytes.subarray(at, at + 2)); at += 2; ended = true; continue; }
    if (standalone(marker) || marker === kSoi) { kept.push(bytes.subarray(at, at + 2)); at += 2; continue; }
    const end = at + 2 + u16(bytes, at + 2);
    if (end > bytes.length || end < at + 4) return { bytes, kind: 'unknown', removed: [] };
    const segment = bytes.subarray(at, end);
    at = end;
    if (marker === kApp0 && starts(segment, 4, 'JFIF\0') && segment.length >= 18) {
      if (segment.length > 18) removed.add('thumbnail');
      kept.push(plainJfif(segment));
    } else if (marker === kApp14 && starts(segment, 4, 'Adobe') && segment.length >= 16) {
      kept.push(plainAdobe(segment));  // says how colours are coded
    } else if (marker === kApp1 && starts(segment, 4, 'Exif\0')) {
      turned = orientation(segment);
      removed.add('exif');
    } else if (marker !== kCom && !picture(marker)) {
      removed.add(starts(segment, 4, 'ICC_PROFILE') ? 'profile' : starts(segment, 4, 'JFXX') ? 'thumbnail' : 'other');
    } else if (marker === kCom) {
      removed.add('comment');
    } else {
      kept.push(segment);
      if (marker === kSos) {
        const from = at;
        while (at + 1 < bytes.length &&
               !(bytes[at] === 0xff && bytes[at + 1] !== 0 && !standalone(bytes[at + 1] ?? 0))) ++at;
        if (at + 1 >= bytes.length) at = bytes.length;
        kept.push(bytes.subarray(from, at));
      }
    }
  }
  if (at < bytes.length) removed.add('trailing');
  if (turned !== 1) kept.splice(1, 0, orientationSegment(turned));
  return { bytes: join(kept), kind: 'jpeg', removed: [...removed].sort() };
}

// --- PNG ---

const kPngMagic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
// Chunks that make the picture; everything else is about it.
const kPictureChunks = new Set([
  'IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'acTL', 'fcTL', 'fdAT']);
const kPlainEnd = Uint8Array.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const kChunkKinds: Record<string, Removed> = {
  tEXt: 'comment', zTXt: 'comment', iTXt: 'comment', eXIf: 'exif', tIME: 'time', iCCP: 'profile' };

function cleanPng(bytes: Uint8Array): Cleaned {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const removed = new Set<Removed>();
  let at = 8;
  for (let ended = false; !ended;) {
    if (at + 12 > bytes.length) return { bytes, kind: 'unknown', removed: [] };
    const length = u16(bytes, at) * 65536 + u16(bytes, at + 2);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) return { bytes, kind: 'unknown', removed: [] };
    if (name === 'IEND' && length > 0) removed.add('other');
    if (name === 'IEND') kept.push(kPlainEnd);
    else if (kPictureChunks.has(name)) kept.push(bytes.subarray(at, end));
    else removed.add(kChunkKinds[name] ?? 'other');
    at = end;
    ended = name === 'IEND';
  }
  if (at < bytes.length) removed.add('trailing');
  return { bytes: join(kept), kind: 'png', removed: [...removed].sort() };
}
