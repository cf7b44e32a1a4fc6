// A demo programme of one's own: started with tools/demo on free ports in a scratch
// folder, stopped by the process id that was started, and nothing else.
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const kTickSeconds = 2;
const kStartMs = 180_000;
const kStopMs = 20_000;
const kPollMs = 100;
const run = promisify(execFile);

// until asks again and again until `look` returns something true, and returns it.
export async function until(what, look, ms = 30_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${Math.round(ms / 1000)} s in vain: ${what}`);
    await pause(kPollMs);
  }
}

function portFree(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

// freeBase finds a base from which the six ports of a demo are free.
async function freeBase() {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([1, 2, 3, 10, 11, 12].map((offset) => portFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
}

export class Demo {
  // start is a running demo, or an error that names what the programs said.
  static async start(options = {}) {
    const demo = new Demo(options);
    try {
      await demo.start();
      return demo;
    } catch (error) {
      await demo.stop();
      throw error;
    }
  }

  constructor({ tick = kTickSeconds, more = [] } = {}) {
    this.more = more;  // further options of tools/demo
    this.tick = tick;
    this.folder = mkdtempSync(join(tmpdir(), 'tipstaff-e2e-'));
  }

  async start() {
    // tests/e2e/run has a programme at hand: to make one takes six seconds of a processor.
    const ready = process.env.TIPSTAFF_READY_DEMO;
    if (ready && this.tick === kTickSeconds && this.more.length === 0) cpSync(ready, this.file('data'), { recursive: true });
    this.base = await freeBase();
    await this.resume();
  }

  // resume starts the same programme again, at the same addresses.
  async resume() {
    this.process = spawn(join(root, 'tools/demo'), ['--data', join(this.folder, 'data'), '--tick', String(this.tick), ...this.more], {
      detached: true,  // Ctrl-C is ours to pass on
      stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TIPSTAFF_PORT: String(this.base) },
    });
    let said = '';
    this.process.stderr.on('data', (text) => { said += text; });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    const lines = createInterface({ input: this.process.stdout });
    const ready = new Promise((resolve) => {
      lines.on('line', (line) => {
        const [what, where] = line.split(/ (.*)/s);
        if (what === 'source') this.source = where;
        if (what === 'desk') this.desk = where;
        if (what === 'data') resolve(true);
      });
    });
    const outcome = await Promise.race([ready, this.ended.then(() => false), pause(kStartMs + 3000 * this.tick, 'late', { ref: false })]);
    if (outcome === true) return;
    throw new Error(outcome === 'late' ? 'the demo was not ready in time' : `the demo stopped: ${said.trim()}`);
  }

  // pause stops every program of the demo and keeps its data.
  async pause() {
    if (!this.process) return;
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    const group = (signal) => {
      try { return process.kill(-this.process.pid, signal); } catch { return false; }
    };
    await until('the demo to stop', () => !group(0), kStopMs).catch(() => group('SIGKILL'));
  }

  // kill ends the programs at once, for a process that is ending itself.
  kill() {
    try { if (this.process) process.kill(-this.process.pid, 'SIGKILL'); } catch { /* gone already */ }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async stop() {
    await this.pause();
    rmSync(this.folder, { recursive: true, force: true });
  }

  file(...path) { return join(this.folder, ...path); }
  // deskLink asks the running desk of a post for a new address.
  async deskLink(post = 1) {
    return (await this.deskCommand(['link'], post)).trim().split('\n').at(-1);
  }
  async deskCommand(args, post = 1) {
    const { stdout } = await run(join(root, 'build/release/desk/tipstaff-desk'),
      ['--data', this.file('data', `post-${post}`), '--passphrase-file', this.file('data', 'passphrase'), ...args]);
    return stdout;
  }
  passphrase() { return readFileSync(this.file('data', 'passphrase'), 'utf8').trim(); }
  // tipstaff runs the command line; a status other than 0 is an answer, not a fault.
  async tipstaff(args, { input = '' } = {}) {
    const command = args[0] === 'words' ? args : [args[0], '--programme', this.file('data', 'authority/programme.conf'), ...args.slice(1)];
    const child = run(join(root, 'build/release/source/tipstaff'), command);
    child.child.stdin.on('error', () => {});  // a command that refuses at once reads nothing
    child.child.stdin.end(input);
    return child.then(({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ status: code, stdout, stderr }));
  }
}
