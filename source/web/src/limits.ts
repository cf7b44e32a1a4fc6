// How much one message holds (PROTOCOL.md 3 and 4.6); the core checks it again.
import { utf8 } from './bytes';
import type { ChosenFile } from './state';

const kPartBytes = 11512;
const kPartsMax = 64;
const kHeadBytes = 21;
const kHashBytes = 32;
export const kFilesMax = 16;
export const kRoomBytes = 730_000;     // what 64 parts hold, as it is said to people
export const kPictureReadMax = 60_000_000;  // what is not even tried to be made smaller: more than cameras make
export const kFileReadMax = 8_000_000;  // what is not even read: ten times what a message holds

// partsNeeded returns how many sealed parts a message takes.
export function partsNeeded(text: string, files: { name: string; size: number }[]): number {
  const payload = utf8(text).length + files.reduce((sum, file) => sum + file.size, 0);
  const names = files.reduce((sum, file) => sum + 5 + utf8(file.name).length, 0);
  for (let parts = 1; ; ++parts) {
    const room = parts * kPartBytes - kHeadBytes - names - (parts - 1) * kHashBytes;
    if (payload <= room) return parts;
  }
}

// room returns how many bytes of one more file a message has room for.
export function room(text: string, files: ChosenFile[]): number {
  return kRoomBytes - utf8(text).length - files.reduce((sum, file) => sum + file.cleaned.bytes.length, 0);
}

export function tooMuch(text: string, files: ChosenFile[]): boolean {
  const sizes = files.map((file) => ({ name: file.name, size: file.cleaned.bytes.length }));
  return files.length > kFilesMax || partsNeeded(text, sizes) > kPartsMax;
}

// share returns how full a message is, 0 to 1 and above.
export function share(text: string, files: ChosenFile[]): number {
  const sizes = files.map((file) => ({ name: file.name, size: file.cleaned.bytes.length }));
  return partsNeeded(text, sizes) / kPartsMax;
}

// hasWords tells whether there is anything to read: blanks, marks of direction and
// letters without a shape are nothing.
export function hasWords(text: string): boolean {
  return /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}
