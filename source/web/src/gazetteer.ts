// The gazetteer: towns by the beginning of their name, in any script, without a
// request. source/places/README.md is the format; source/places.cpp is its twin.

export interface Town {
  name: string;       // the name that was found
  firstName: string;  // the one in Latin letters
  country: string;
  lat: number;        // 1e-5 degree
  lon: number;
  exact: boolean;     // found by its whole name
}

interface Names { starts: Uint32Array; text: Uint8Array }
interface Hit { place: number; names: Names; at: number; exact: boolean; score: number }

const kHeaderBytes = 32;
const kMagic = 'TSP1';
const kUnitsAHundredth = 1000;
const kWeightBits = 0x7f;
const kCapitalBit = 0x80;

const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();

function nameAt({ starts, text }: Names, i: number): string {
  return decoder.decode(text.subarray(starts[i], starts[i + 1]));
}

// compare orders texts as their UTF-8 bytes are ordered, which is how the file is sorted.
function compare(a: string, b: string): number {
  const [x, y] = [encoder.encode(a), encoder.encode(b)];
  const length = Math.min(x.length, y.length);
  for (let i = 0; i < length; ++i) if (x[i] !== y[i]) return (x[i] ?? 0) - (y[i] ?? 0);
  return x.length - y.length;
}

// keep puts a hit among the `count` best, each place once.
function keep(best: Hit[], count: number, hit: Hit): void {
  const worst = best.at(-1);
  if (best.length === count && worst && hit.score >= worst.score) return;
  const same = best.findIndex(({ place }) => place === hit.place);
  if (same >= 0 && (best[same] as Hit).score <= hit.score) return;
  if (same >= 0) best.splice(same, 1);
  const after = best.findIndex(({ score }) => score > hit.score);
  best.splice(after < 0 ? best.length : after, 0, hit);
  if (best.length > count) best.pop();
}

// Cutter takes the file apart from front to back.
class Cutter {
  private at = kHeaderBytes;
  constructor(private readonly file: Uint8Array) {}
  take(size: number): Uint8Array {
    if (this.at + size > this.file.length) throw new RangeError('gazetteer');
    this.at += size;
    return this.file.subarray(this.at - size, this.at);
  }
  numbers(count: number, size: 2 | 4): number[] {
    const bytes = this.take(count * size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: count }, (_, i) => (size === 2 ? view.getUint16(i * 2) : view.getUint32(i * 4)));
  }
  names(count: number, bytes: number): Names {
    const lengths = this.take(count);
    const starts = new Uint32Array(count + 1);
    for (let i = 0; i < count; ++i) starts[i + 1] = (starts[i] ?? 0) + (lengths[i] ?? 0);
    if (starts[count] !== bytes) throw new RangeError('gazetteer');
    return { starts, text: this.take(bytes) };
  }
  end(): void { if (this.at !== this.file.length) throw new RangeError('gazetteer'); }
}

export class Gazetteer {
  private readonly folds = new Map<number, string>();
  private readonly lats: number[];
  private readonly lons: number[];
  private readonly letters: Uint8Array;
  private readonly weights: Uint8Array;
  private readonly first: Names;
  private readonly others: Names;
  private readonly owners: number[];

  // Throws RangeError when the bytes are not a gazetteer.
  constructor(file: Uint8Array) {
    if (file.length < kHeaderBytes || decoder.decode(file.subarray(0, 4)) !== kMagic) throw new RangeError('gazetteer');
    const header = new DataView(file.buffer, file.byteOffset, kHeaderBytes);
    const [folds, places, others, foldBytes, placeBytes, otherBytes] =
      [4, 8, 12, 16, 20, 24].map((at) => header.getUint32(at)) as [number, number, number, number, number, number];
    const cut = new Cutter(file);
    const points = cut.numbers(folds, 4);
    const texts = cut.names(folds, foldBytes);
    points.forEach((point, i) => this.folds.set(point, nameAt(texts, i)));
    [this.lats, this.lons] = [cut.numbers(places, 2), cut.numbers(places, 2)];
    this.letters = cut.take(2 * places);
    this.weights = cut.take(places);
    this.first = cut.names(places, placeBytes);
    this.owners = cut.numbers(others, 2);
    this.others = cut.names(others, otherBytes);
    cut.end();
    if (this.owners.some((place) => place >= places)) throw new RangeError('gazetteer');
  }

  // fold is the form in which names are compared.
  fold(text: string): string {
    let out = '';
    for (const character of text)
      for (const part of this.folds.get(character.codePointAt(0) ?? 0) ?? character)
        if (part !== ' ' || (out !== '' && !out.endsWith(' '))) out += part;
    return out.endsWith(' ') ? out.slice(0, -1) : out;
  }

  // find returns at most `count` towns whose name begins with what was typed, the
  // likeliest first: whole names, then large ones.
  find(typed: string, count: number): Town[] {
    const key = this.fold(typed);
    if (key === '') return [];
    const best: Hit[] = [];
    this.collect(this.first, key, (i) => i, count, best);
    this.collect(this.others, key, (i) => this.owners[i] ?? 0, count, best);
    return best.map((hit) => this.town(hit.place, nameAt(hit.names, hit.at), hit.exact));
  }

  // countries returns a place for each country: its capital, else its largest town.
  countries(): Map<string, Town> {
    const best = new Map<string, number>();
    const rank = (place: number) => { const w = this.weights[place] ?? 0; return (w & kCapitalBit) * 2 + (w & kWeightBits); };
    for (let place = 0; place < this.weights.length; ++place) {
      const known = best.get(this.country(place));
      if (known === undefined || rank(place) > rank(known)) best.set(this.country(place), place);
    }
    return new Map([...best].map(([country, place]) => [country, this.town(place, nameAt(this.first, place), false)]));
  }

  private country(place: number): string {
    return String.fromCharCode(this.letters[place] ?? 0, this.letters[this.weights.length + place] ?? 0);
  }

  private town(place: number, name: string, exact: boolean): Town {
    const units = (hundredths: number) => ((hundredths << 16) >> 16) * kUnitsAHundredth;
    return { name, firstName: nameAt(this.first, place), country: this.country(place),
             lat: units(this.lats[place] ?? 0), lon: units(this.lons[place] ?? 0), exact };
  }

  // score is smaller for what is likelier; no two places have the same.
  private score(place: number, exact: boolean): number {
    return ((exact ? 0 : 1) << 24) + ((kWeightBits - ((this.weights[place] ?? 0) & kWeightBits)) << 16) + place;
  }

  private collect(names: Names, key: string, owner: (i: number) => number, count: number, best: Hit[]): void {
    const size = names.starts.length - 1;
    // firstWhere halves to the first name from `from` on for which `beyond` holds.
    const firstWhere = (from: number, beyond: (name: string) => boolean) => {
      let end = size;
      while (from < end) {
        const middle = (from + end) >> 1;
        if (beyond(this.fold(nameAt(names, middle)))) end = middle;
        else from = middle + 1;
      }
      return from;
    };
    const begin = firstWhere(0, (name) => compare(name, key) >= 0);
    const exactEnd = firstWhere(begin, (name) => name !== key);
    const end = firstWhere(exactEnd, (name) => !name.startsWith(key));
    for (let i = begin; i < end; ++i) {
      const [place, exact] = [owner(i), i < exactEnd];
      keep(best, count, { place, names, at: i, exact, score: this.score(place, exact) });
    }
  }
}
