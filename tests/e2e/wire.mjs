// What goes over the wire between a browser and the two doors, byte for byte: packets of
// the loopback device where this user may see them (tcpdump: AF_PACKET), else what passes
// a recording proxy. Both end as the same list of HTTP exchanges.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kListenMs = 10_000;
const kBlank = Buffer.from('\r\n\r\n');

// packets reads a capture file: [micros, source port, target port, sequence, bytes].
function* packets(file) {
  for (let at = 24; at + 16 <= file.length;) {
    const [seconds, micros, size] = [0, 4, 8].map((offset) => file.readUInt32LE(at + offset));
    const frame = file.subarray(at + 16, at + 16 + size);
    at += 16 + size;
    const ip = frame.subarray(14), tcp = ip.subarray((ip[0] & 15) * 4, ip.readUInt16BE(2));
    yield { at: seconds * 1e6 + micros, from: tcp.readUInt16BE(0), to: tcp.readUInt16BE(2), sequence: tcp.readUInt32BE(4),
            begins: (tcp[13] & 2) !== 0, bytes: tcp.subarray((tcp[12] >> 4) * 4) };
  }
}

// connections puts packets in their order: one entry for each connection, with both ways.
function connections(file, doors) {
  const open = new Map(), out = [];
  for (const packet of packets(file)) {
    const up = doors.includes(packet.to), key = up ? packet.from : packet.to;
    if (packet.begins && up) {
      open.set(key, { door: packet.to, up: [], down: [], first: { up: packet.sequence + 1 } });
      out.push(open.get(key));
    }
    const one = open.get(key);
    if (!one) continue;
    if (packet.begins && !up) one.first.down = packet.sequence + 1;
    const way = up ? 'up' : 'down';
    if (packet.bytes.length > 0) one[way].push({ at: packet.at, place: (packet.sequence - one.first[way]) >>> 0, bytes: packet.bytes });
  }
  for (const one of out)
    for (const way of ['up', 'down']) one[way] = one[way].sort((a, b) => a.place - b.place).filter(({ place }, i, all) => i === 0 || place !== all[i - 1].place);
  return out;
}

// A packet that the recorder was too slow for leaves a hole; nothing behind it can be read.
export const holes = (all) => all.flatMap(({ up, down }) => [up, down]).filter((pieces) =>
  pieces.some(({ place, bytes }, i) => place !== undefined && i > 0 && place > pieces[i - 1].place + pieces[i - 1].bytes.length)).length;

// messages cuts one way of a connection into HTTP messages: { at, end, head, body }.
function messages(pieces) {
  const stream = Buffer.concat(pieces.map(({ bytes }) => bytes)), out = [];
  const timeOf = (offset) => { let past = 0; for (const { at, bytes } of pieces) if ((past += bytes.length) > offset) return at; return pieces.at(-1).at; };
  for (let from = 0; from < stream.length;) {
    const blank = stream.indexOf(kBlank, from);
    if (blank < 0) break;
    const head = stream.toString('latin1', from, blank + kBlank.length);
    const body = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0), end = blank + kBlank.length + body;
    if (end > stream.length) break;
    out.push({ at: timeOf(from), end: timeOf(end - 1), head, body });
    from = end;
  }
  return out;
}

// Names that change with the tick, the epoch or by chance, and whose length does not.
const plain = (head) => head.replace(/[0-9a-f]{32,64}/g, (hex) => '#'.repeat(hex.length)).replace(/\/(\d+)\//g, (_, digits) => `/${'9'.repeat(digits.length)}/`);

// A bulletin comes with its proof, which is as long as the log is high: the same for
// everybody who asks within a tick, and another some ticks later.
const grows = ({ head }) => head.startsWith('GET /v1/t/latest ');
const withoutSize = (head) => head.replace(/(Content-Length: )\d+/, '$1#');

// exchanges are requests with their answers, of browsers only: the desks of a demo ask too.
export function exchanges(all) {
  return all.flatMap(({ door, up, down }) => {
    const answers = messages(down);
    return messages(up).filter(({ head }) => /\r\nUser-Agent: Mozilla/i.test(head)).flatMap((request, i) => (answers[i] === undefined ? [] : [{
      at: request.at, end: answers[i].end, path: request.head.split(' ')[1], door, asks: plain(request.head), sends: request.body, says: grows(request) ? withoutSize(answers[i].head) : answers[i].head, gets: grows(request) ? 0 : answers[i].body }]));
  }).sort((a, b) => a.at - b.at);
}

class Packets {
  kind = 'packets of the loopback device';
  browserArgs = [];
  constructor(doors) { this.doors = doors; }
  async record() {
    const file = join(tmpdir(), `tipstaff-wire-${process.pid}-${Date.now()}.pcap`);
    const dump = spawn('tcpdump', ['-i', 'lo', '-n', '-U', '--immediate-mode', '-B', '65536', '-Z', 'root', '-w', file, ...`tcp port ${this.doors.join(' or tcp port ')}`.split(' ')], { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((go) => dump.once('close', go));
    const ready = await new Promise((go) => {
      dump.once('error', () => go(false));
      dump.once('exit', () => go(false));
      dump.stderr.on('data', (text) => { if (/listening on lo/.test(text)) go(true); });
      setTimeout(() => go(false), kListenMs).unref();
    });
    if (!ready) { dump.kill(); return null; }
    return async () => {
      dump.kill('SIGINT');
      await ended;
      const bytes = readFileSync(file);
      rmSync(file);
      return connections(bytes, this.doors);
    };
  }
  async close() {}
}

class Proxy {
  kind = 'a recording proxy: packets of the loopback device may not be seen here';
  all = [];
  constructor(doors) { this.doors = doors; }
  async open() {
    this.servers = await Promise.all(this.doors.map((door) => new Promise((go) => {
      const server = createServer((client) => this.pass(client, door)).listen(0, '127.0.0.1', () => go(server));
    })));
    const rules = this.servers.map((server, i) => `MAP 127.0.0.1:${this.doors[i]} 127.0.0.1:${server.address().port}`);
    this.browserArgs = [`--host-resolver-rules=${rules.join(',')}`];
  }
  pass(client, door) {
    const one = { door, up: [], down: [] }, server = connect(door, '127.0.0.1');
    this.all.push(one);
    for (const [from, to, way] of [[client, server, 'up'], [server, client, 'down']]) {
      from.on('data', (bytes) => { one[way].push({ at: performance.now() * 1000, bytes }); to.write(bytes); });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
    }
  }
  async record() {
    this.all = [];
    return async () => this.all;
  }
  async close() { for (const server of this.servers) server.close(); }
}

// openWire watches the ports of doors; record() begins, and what it returns ends it.
export async function openWire(doors) {
  const seen = new Packets(doors);
  const stop = process.env.TIPSTAFF_WIRE === 'proxy' ? null : await seen.record();
  if (stop) { await stop(); return seen; }
  const proxy = new Proxy(doors);
  await proxy.open();
  return proxy;
}
