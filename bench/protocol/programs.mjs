// The programs that are measured: started here, and ended by their own handle.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const built = (path) => join(root, 'build/release', path);

// scratch returns an empty folder below build/, on the disk that is measured.
export function scratch(name) {
  const folder = join(root, 'build/bench', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function run(program, ...args) {
  return execFileSync(program, args.map(String), { encoding: 'utf8', maxBuffer: 1 << 24 });
}

export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

// makeStage makes a programme whose relay has just closed a tick (make_stage.cpp).
export async function makeStage(folder, { tickSeconds = 600, full = false } = {}) {
  const ports = await freePorts(3);
  const [read, lodge, post] = ports.map((port) => `http://127.0.0.1:${port}`);
  const tick = run(built('bench/protocol/bench_make_stage'), folder, tickSeconds, read, lodge, ...(full ? ['full'] : []));
  return { folder, ports, read, lodge, post, tick: Number(tick) };
}

export const copyStage = (stage, folder) => {
  cpSync(stage.folder, folder, { recursive: true });
  return { ...stage, folder };
};

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

// startRelay starts the real program on a stage.
export async function startRelay(stage, page = '') {
  const at = (name) => join(stage.folder, name);
  const [read, lodge, post] = stage.ports.map((port) => `127.0.0.1:${port}`);
  const child = spawn(built('relay/tipstaff-relay'), ['run', '--data', at('data'),
    '--programme', at('programme.conf'), '--roster', at('roster.tsr'), '--key-file', at('relay.key'),
    '--slot-key-file', at('slot.key'), '--page', page, '--keys-wait', '0',
    '--read', read, '--lodge', lodge, '--post', post], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const text of createInterface(child.stdout)) if (text.startsWith('post ')) break;
  if (child.exitCode !== null) throw new Error('the relay did not start');
  return { pid: child.pid, stop: () => stop(child) };
}

function nginxConfig(folder, port, files) {
  return `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  open_file_cache max=1000; default_type application/octet-stream;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${port}; root ${files};
    add_header Cache-Control "public, max-age=31536000, immutable";
    add_header X-Content-Type-Options nosniff; }
}
`;
}

// startNginx serves a folder as this user, one worker: the relay has one network thread.
export async function startNginx(folder, files) {
  const [port] = await freePorts(1);
  mkdirSync(folder, { recursive: true });
  const user = process.getuid() === 0 ? `user ${userInfo().username};\n` : '';
  writeFileSync(join(folder, 'nginx.conf'), user + nginxConfig(folder, port, files));
  const child = spawn('/usr/sbin/nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')],
    { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let left = 50; ; --left) {
    try { await fetch(url); break; } catch (error) { if (left === 0) throw error; }
    await new Promise((go) => setTimeout(go, 50));
  }
  return { url, stop: () => stop(child) };
}

// wrk loads a URL and returns answers a second; any refusal is an error.
export async function wrk(url, { seconds = 2, connections = 32, script = [] } = {}) {
  const lua = join(root, 'bench/protocol', script[0] ?? 'count.lua');
  const child = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', lua, url, '--', ...script.slice(1)],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  let rate = null;
  for await (const text of createInterface(child.stdout)) {
    const found = /^answers ([0-9.]+) refused (\d+)$/.exec(text);
    if (found && Number(found[2]) > 0) throw new Error(`${found[2]} requests to ${url} were refused`);
    if (found) rate = Number(found[1]);
  }
  if (rate === null) throw new Error('wrk said nothing');
  return rate;
}
