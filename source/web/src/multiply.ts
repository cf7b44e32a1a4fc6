// Points of a challenge set, multiplied by the visit's key, in a browser that runs no
// WebAssembly: its BigInt is machine code even where nothing else is, so this takes a
// fraction of what the core as JavaScript would.
import { ristretto255 } from '@noble/curves/ed25519.js';

const kRecord = 64, kPoint = 32;

const scalarOf = (key: Uint8Array): bigint => key.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

// products is 32 bytes for each challenge of 64: its point times the key (32 bytes,
// little-endian), or zeros where there is no point.
export function products(challenges: Uint8Array, key: Uint8Array): Uint8Array {
  const scalar = scalarOf(key);
  const count = Math.floor(challenges.length / kRecord);
  const out = new Uint8Array(count * kPoint);
  for (let i = 0; i < count; ++i) {
    const point = challenges.subarray(i * kRecord + kPoint, (i + 1) * kRecord);
    try {
      out.set(ristretto255.Point.fromBytes(point).multiply(scalar).toBytes(), i * kPoint);
    } catch { /* not a point: it stays zeros */ }
  }
  return out;
}
