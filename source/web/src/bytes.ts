// Big-endian reading and writing, as the bridge speaks.

export class Reader {
  private at = 0;
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u8(): number { return this.view.getUint8(this.move(1)); }
  u16(): number { return this.view.getUint16(this.move(2)); }
  u32(): number { return this.view.getUint32(this.move(4)); }
  i32(): number { return this.view.getInt32(this.move(4)); }
  u64(): number { return Number(this.view.getBigUint64(this.move(8))); }
  take(size: number): Uint8Array { const from = this.move(size); return this.bytes.slice(from, from + size); }
  text(size: number): string { return new TextDecoder().decode(this.take(size)); }
  rest(): Uint8Array { return this.take(this.bytes.length - this.at); }
  private move(size: number): number {
    if (this.at + size > this.bytes.length) throw new RangeError('short result');
    this.at += size;
    return this.at - size;
  }
}

export class Writer {
  private readonly pieces: Uint8Array[] = [];
  u8(value: number): this { return this.number(value, 1); }
  u16(value: number): this { return this.number(value, 2); }
  u32(value: number): this { return this.number(value, 4); }
  raw(bytes: Uint8Array): this { this.pieces.push(bytes); return this; }
  done(): Uint8Array {
    const out = new Uint8Array(this.pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.pieces) { out.set(piece, at); at += piece.length; }
    return out;
  }
  private number(value: number, size: number): this {
    const piece = new Uint8Array(size);
    for (let i = 0; i < size; ++i) piece[i] = (value >>> (8 * (size - 1 - i))) & 0xff;
    return this.raw(piece);
  }
}

export function utf8(text: string): Uint8Array { return new TextEncoder().encode(text); }

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
