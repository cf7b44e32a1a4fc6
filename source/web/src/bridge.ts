// The bridge to the core: WebAssembly where there is some, else the same program
// as JavaScript. bridge/wasm/README.md is the contract.
import { Reader, Writer, utf8 } from './bytes';
import { packed, unpacked } from './packed';

interface Exports {
  memory: { buffer: ArrayBuffer };
  _initialize(): void;
  tip_alloc(len: number): number;
  tip_free(ptr: number, len: number): void;
  tip_result_ptr(): number;
  tip_result_len(): number;
  [name: string]: unknown;
}

// Refusal is what the core said no with.
export class Refusal extends Error {
  constructor(readonly code: number, readonly kind: string, readonly detail: number) {
    super(kind);
  }
}

// open: it takes tips in this epoch; true as long as that is not known.
// kind: a number of wire/post_kinds.h. hours: opens and closes, Monday to Sunday, in quarters of an hour.
export interface Post {
  id: number; country: string; lat: number; lon: number; languages: string[]; name: string; open: boolean;
  kind: number; hours: Uint8Array; address: string;
}
// Distance is how far a post is; null: it publishes no place.
export interface Distance { post: number; metres: number | null }
export interface Attachment { name: string; bytes: Uint8Array }
export interface Answer {
  number: number; ack: boolean; post: number; burn: 'kept' | 'will_be_burned' | 'burned';
  when: number; text: string; files: Attachment[];
}
export interface Status {
  partsQueued: number; partsLodged: number; repliesWaiting: number; burnsWaiting: number;
  tick: number; tickSeconds: number;
}
export interface Request { method: 'GET' | 'POST'; door: 'read' | 'lodge'; path: string; body: Uint8Array }

export const kUnknownWord = 'bad_word';
export const kWordCount = 'bad_word_count';

const kProgram = '/tipstaff.wasm.gz';
const kFallback = '/tipstaff-wasm.js';
const kMultiply = '/multiply.js';

type Products = typeof import('./multiply').products;
// Core is the program; products is there where the program is the slow one.
export interface Core { exports: Exports; products?: Products }

// loadCore fetches the program; it needs nothing else to have come.
export async function loadCore(): Promise<Core> {
  if (typeof WebAssembly === 'object') {
    try {
      const { instance } = await WebAssembly.instantiate(await unpacked(await packed(kProgram)) as BufferSource, {});
      return { exports: instance.exports as unknown as Exports };
    } catch (error) {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
    }
  }
  const { products } = (await import(kMultiply)) as { products: Products };
  return { exports: (await import(kFallback)) as Exports, products };
}

export class Bridge {
  private asked = '';  // the path of the visit's last request

  private constructor(private readonly core: Exports, private readonly products: Products | undefined) {}

  static open({ exports, products }: Core, authorityVk: Uint8Array, origin: string): Bridge {
    exports._initialize();
    const bridge = new Bridge(exports, products);
    const seed = crypto.getRandomValues(new Uint8Array(32));
    bridge.call('tip_session_new', [seed], [new Writer().raw(authorityVk).raw(utf8(origin)).done()]);
    return bridge;
  }

  close(): void { this.call('tip_session_close'); }

  generateWords(): { words: string[]; row: string[] } {
    this.call('tip_words_generate', [crypto.getRandomValues(new Uint8Array(22))]);
    const [words = '', row = ''] = new TextDecoder().decode(this.result()).split('\n');
    return { words: words.split(' '), row: row.split(' ') };
  }
  checkWords(text: string): void { this.call('tip_words_check', [], [utf8(text)]); }
  checkRow(text: string): void { this.call('tip_row_check', [], [utf8(text)]); }
  wordList(): string[] {
    this.call('tip_word_list');
    return new TextDecoder().decode(this.result()).split('\n');
  }
  openMailbox(words: string): void { this.call('tip_mailbox_open', [], [utf8(words)]); }
  openClaim(row: string): void { this.call('tip_claim_open', [], [utf8(row)]); }

  compose(post: number, answers: boolean, overADay: boolean, text: string, files: Attachment[]): number {
    const out = new Writer();
    const bytes = utf8(text);
    out.u32(bytes.length).raw(bytes).u8(files.length);
    for (const file of files) {
      const name = utf8(file.name);
      out.u8(name.length).raw(name).u32(file.bytes.length).raw(file.bytes);
    }
    return this.call('tip_compose', [post, answers ? 1 : 0, overADay ? 1 : 0], [out.done()]);
  }
  dropOutbox(): void { this.call('tip_outbox_drop'); }

  beginVisit(): Request { this.call('tip_visit_begin'); return this.request(); }
  // answerVisit returns the next request, or null when the visit is over.
  answerVisit(status: number, body: Uint8Array): Request | null {
    if (this.products && status === 200 && this.asked.endsWith('/challenges')) this.multiply(this.products, body);
    return this.call('tip_visit_answer', [status], [body]) === 1 ? null : this.request();
  }

  private multiply(products: Products, challenges: Uint8Array): void {
    this.call('tip_visit_key');
    const key = this.result();
    this.call('tip_visit_products', [], [products(challenges, key)]);
    key.fill(0);
  }

  status(): Status {
    this.call('tip_status');
    const r = new Reader(this.result());
    return {
      partsQueued: r.u16(), partsLodged: r.u16(), repliesWaiting: r.u16(), burnsWaiting: r.u16(),
      tick: r.u64(), tickSeconds: r.u16(),
    };
  }

  posts(): Post[] {
    this.call('tip_posts');
    const r = new Reader(this.result());
    return Array.from({ length: r.u16() }, () => {
      const open = r.u8() === 1;
      const record = new Reader(r.take(256));
      const id = record.u16();
      const country = record.text(2);
      const [lat, lon] = [record.i32(), record.i32()];
      const languages = this.languages(record.u32());
      record.take(2 + 32 + 32);
      const padded = (size: number): string => record.text(size).replace(/\0+$/, '');
      const name = padded(96);
      const kind = record.u8();
      const hours = record.take(14);
      return { id, country, lat, lon, languages, name, open, kind, hours, address: padded(63) };
    });
  }

  private languages(langs: number): string[] {
    this.call('tip_languages', [langs]);
    return new TextDecoder().decode(this.result()).split(',').filter((code) => code !== '');
  }

  // nearest orders the roster's posts by distance from a point (1e-5 degree).
  nearest(lat: number, lon: number): Distance[] {
    const places = new Writer();
    const posts = this.posts();
    for (const post of posts) places.u16(post.id).u32(post.lat >>> 0).u32(post.lon >>> 0);
    this.call('tip_nearest', [lat, lon], [places.done()]);
    const r = new Reader(this.result());
    return posts.map(() => {
      const post = r.u16();
      const known = r.u8() === 1;
      const metres = r.u32();
      return { post, metres: known ? metres : null };
    });
  }

  inbox(): Answer[] {
    this.call('tip_inbox');
    const r = new Reader(this.result());
    const burns = ['kept', 'will_be_burned', 'burned'] as const;
    return Array.from({ length: r.u16() }, () => {
      const number = r.u16();
      const ack = r.u8() === 4;
      const post = r.u16();
      const burn = burns[r.u8()] ?? 'kept';
      const when = r.u64();
      const text = r.text(r.u32());
      const files = Array.from({ length: r.u8() }, () => ({ name: r.text(r.u8()), bytes: r.take(r.u32()) }));
      return { number, ack, post, burn, when, text, files };
    });
  }
  burn(number: number): void { this.call('tip_burn', [number]); }

  private request(): Request {
    const r = new Reader(this.result());
    const method = r.u8() === 1 ? 'POST' : 'GET';
    const door = r.u8() === 1 ? 'lodge' : 'read';
    this.asked = r.text(r.u16());
    return { method, door, path: this.asked, body: r.rest() };
  }

  private result(): Uint8Array {
    const from = this.core.tip_result_ptr();
    return new Uint8Array(this.core.memory.buffer).slice(from, from + this.core.tip_result_len());
  }

  // call passes numbers as they are, bytes of a fixed size as a pointer, and
  // `sized` bytes as pointer and length; the copies inside the core are wiped.
  private call(name: string, args: (number | Uint8Array)[] = [], sized: Uint8Array[] = []): number {
    const held: [number, number][] = [];
    const hold = (bytes: Uint8Array): number => {
      const at = this.core.tip_alloc(bytes.length);
      if (at === 0) throw new Refusal(14, 'too_large', 0);
      new Uint8Array(this.core.memory.buffer).set(bytes, at);
      held.push([at, bytes.length]);
      return at;
    };
    const passed: number[] = args.map((arg) => (typeof arg === 'number' ? arg : hold(arg)));
    for (const bytes of sized) passed.push(hold(bytes), bytes.length);
    const code = (this.core[name] as (...numbers: number[]) => number)(...passed);
    for (const [at, len] of held) this.core.tip_free(at, len);
    if (code >= 0) return code;
    const detail = this.core.tip_result_len() > 0 ? (this.result()[0] ?? 0) : 0;
    (this.core['tip_error_name'] as (code: number) => number)(code);
    throw new Refusal(-code, new TextDecoder().decode(this.result()), detail);
  }
}
