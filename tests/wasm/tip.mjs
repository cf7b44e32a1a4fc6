// Tip calls one instance of the bridge, in either build; bridge/wasm/README.md is
// the contract.

import { readFile } from "node:fs/promises";

const folder = new URL("../../build/wasm/", import.meta.url);
const wasm = new WebAssembly.Module(await readFile(new URL("tipstaff.wasm", folder)));
let instances = 0;

/** The two builds, by name. */
export const builds = ["wasm", "wasm2js"];

/** What a module asks from outside. */
export const imports = () => WebAssembly.Module.imports(wasm);
export const exportNames = () => WebAssembly.Module.exports(wasm).map((entry) => entry.name);

async function exportsOf(build) {
  if (build === "wasm") return new WebAssembly.Instance(wasm, {}).exports;
  // A query makes a module instance of its own.
  return import(new URL(`tipstaff-wasm.js?${instances++}`, folder));
}

export class Tip {
  static async open(build) {
    const tip = new Tip();
    tip.calls = await exportsOf(build);
    tip.calls._initialize();
    return tip;
  }

  /** call passes byte arrays as pointer (fixed) or pointer and length (sized). */
  call(name, ...args) {
    const given = [];
    const plain = args.flatMap((arg) => {
      const { bytes, sized } = asBytes(arg);
      if (bytes === undefined) return [arg];
      const at = this.calls.tip_alloc(bytes.length);
      new Uint8Array(this.calls.memory.buffer).set(bytes, at);
      given.push([at, bytes.length]);
      return sized ? [at, bytes.length] : [at];
    });
    const code = this.calls[name](...plain);
    for (const [at, len] of given) this.calls.tip_free(at, len);
    return code;
  }

  /** result copies what the last call left. */
  result() {
    const at = this.calls.tip_result_ptr();
    return Buffer.from(new Uint8Array(this.calls.memory.buffer).slice(at, at + this.calls.tip_result_len()));
  }
  text() {
    return this.result().toString("utf8");
  }
  errorName(code) {
    this.calls.tip_error_name(code);
    return this.text();
  }

  request() {
    const bytes = this.result();
    const pathLen = bytes.readUInt16BE(2);
    return {
      method: bytes[0],
      door: bytes[1],
      path: bytes.toString("latin1", 4, 4 + pathLen),
      body: bytes.subarray(4 + pathLen),
    };
  }

  status() {
    this.calls.tip_status();
    const bytes = this.result();
    return {
      queued: bytes.readUInt16BE(0),
      lodged: bytes.readUInt16BE(2),
      waiting: bytes.readUInt16BE(4),
      burns: bytes.readUInt16BE(6),
      tick: Number(bytes.readBigUInt64BE(8)),
      tickSeconds: bytes.readUInt16BE(16),
      rosterKnown: bytes[18],
    };
  }

  inbox() {
    this.calls.tip_inbox();
    const reader = new Reader(this.result());
    return Array.from({ length: reader.number(2) }, () => ({
      number: reader.number(2),
      kind: reader.number(1),
      post: reader.number(2),
      burn: reader.number(1),
      when: reader.number(8),
      text: reader.take(reader.number(4)).toString("utf8"),
      files: Array.from({ length: reader.number(1) }, () => ({
        name: reader.take(reader.number(1)).toString("utf8"),
        bytes: reader.take(reader.number(4)),
      })),
    }));
  }
}

/** fixed passes only a pointer: the callee knows the length. */
export const fixed = (bytes) => ({ bytes: Uint8Array.from(bytes), sized: false });

function asBytes(arg) {
  if (typeof arg === "string") return { bytes: Buffer.from(arg, "utf8"), sized: true };
  if (arg instanceof Uint8Array) return { bytes: arg, sized: true };
  return arg instanceof Object ? arg : {};
}

/** message writes what tip_compose reads. */
export function message(text, files = []) {
  const parts = [u32(Buffer.byteLength(text)), Buffer.from(text), Buffer.from([files.length])];
  for (const { name, bytes } of files)
    parts.push(Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), u32(bytes.length), Buffer.from(bytes));
  return Buffer.concat(parts);
}

function u32(value) {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  take(len) {
    if (this.at + len > this.bytes.length) throw new Error("the inbox is shorter than it says");
    this.at += len;
    return this.bytes.subarray(this.at - len, this.at);
  }
  number(len) {
    return this.take(len).reduce((value, byte) => value * 256 + byte, 0);
  }
}
