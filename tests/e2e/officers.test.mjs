// Two officers at one desk over TLS, from two browsers: each under their own name, and an
// auditor who sees the audit and no tip.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root, until } from './demo.mjs';
import { chromium } from './tab.mjs';

const program = join(root, 'build/release/desk/tipstaff-desk');
const folder = mkdtempSync(join(tmpdir(), 'tipstaff-officers-'));
const secret = (name, words) => { const path = join(folder, name); writeFileSync(path, `${words}\n`); return path; };
const boss = secret('boss', 'the boss comes in'), anna = secret('anna', 'anna comes in'), carl = secret('carl', 'carl comes in');
const desk = (...words) => execFileSync(program, ['--data', join(folder, 'data'), '--passphrase-file', boss, '--officer', 'Boss', ...words], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

const bin = (name) => join(root, 'build/release', name);
const vk = /relay_vk = (\S+)/.exec(execFileSync(bin('relay/tipstaff-relay'), ['init', '--data', join(folder, 'relay')], { stdio: ['ignore', 'pipe', 'pipe'] }))[1];
execFileSync(bin('authority/tipstaff-authority'), ['create', '--dir', join(folder, 'authority'), '--title', 'Honest Vote', '--origin', 'officers.relay',
  '--relay-vk', vk, '--relay-url', 'http://127.0.0.1:9', '--lodge-url', 'http://127.0.0.1:9', '--passphrase-file', boss], { stdio: 'pipe' });
desk('init', '--programme', join(folder, 'authority', 'programme.conf'), '--post-door', 'http://127.0.0.1:9',
  '--name', 'Embassy of Arvenia', '--country', 'XA', '--lat', '52', '--lon', '21', '--langs', 'en');
desk('officer', 'add', 'Anna', '--new-passphrase-file', anna);
desk('officer', 'add', 'Carl', '--role', 'auditor', '--new-passphrase-file', carl);
desk('cases', 'open', 'Harbour ballots');

let plain = '';
try { desk('--listen', '0.0.0.0:0', 'run'); } catch (error) { plain = error.message; }

const running = spawn(program, ['--data', join(folder, 'data'), '--listen', '127.0.0.2:0', '--tls', '--four-eyes-export', 'run'], { stdio: ['ignore', 'pipe', 'pipe'] });
let said = '', told = '';
running.stdout.on('data', (text) => { said += text; });
running.stderr.on('data', (text) => { told += text; });
const browser = await chromium({ args: ['--ignore-certificate-errors'] });
after(async () => {
  await browser.close();
  running.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});
await until('the desk listens', () => said.includes('\n'));
const address = said.trim();

async function comeIn(name, words) {
  const tab = await browser.tab();
  await tab.open(address);
  await tab.see('desk-login');
  await tab.fill('desk-name', name);
  await tab.fill('desk-passphrase', words);
  await tab.click('desk-unlock');
  return tab;
}
const api = (tab, name, body = {}) => tab.run(([method, text]) => fetch(`/api/${method}`, { method: 'POST', body: text,
  headers: { 'Desk-Key': sessionStorage.getItem('desk-key') } }).then(async (answer) => ({ status: answer.status, body: await answer.json() })), [name, JSON.stringify(body)]);

test('without TLS no address that others reach is opened', () => {
  assert.match(plain, /without TLS all would pass there in the clear/);
});

test('the printed fingerprint is that of the certificate', async () => {
  assert.match(address, /^https:\/\/127\.0\.0\.2:\d+\/$/);
  assert.ok(told.includes(new X509Certificate(readFileSync(join(folder, 'data', 'tls.crt'))).fingerprint256), told);
});

test('two officers work at once, each by name, and a wrong passphrase says so', async () => {
  const wrong = await comeIn('Anna', 'not her passphrase');
  await wrong.see('desk-unlock-error');
  assert.match(await wrong.text('desk-unlock-error'), /not the name and its passphrase/);
  const first = await comeIn('Anna', 'anna comes in'), second = await comeIn('Boss', 'the boss comes in');
  await first.see('desk-who');
  assert.match(await first.text('desk-who'), /Anna · officer/);
  await second.see('desk-who');
  const cookies = await first.context.cookies();
  assert.deepEqual(cookies.map(({ name, secure, httpOnly, sameSite }) => [name, secure, httpOnly, sameSite]).sort(),
    ['__Host-desk', '__Host-desk-browser'].map((name) => [name, true, true, 'Strict']));
  assert.equal((await api(first, 'officers')).status, 403);
  await first.click('room-staff');
  await first.see('who-am-i');
  assert.equal(await first.visible('officers'), 0);
  await second.click('room-staff');
  await second.see('officers');
  assert.equal(await second.sideways(), 0);

  const asked = await api(first, 'export', { case: 1, format: 'csv' });
  assert.equal(asked.body.request, 1);
  await second.click('room-staff');
  await second.see('approve-1');
  if (process.env.TIPSTAFF_LOOKS) await second.picture(join(process.env.TIPSTAFF_LOOKS, 'staff.png'));
  assert.deepEqual(await second.axe(), []);
  await second.click('approve-1');
  await until('it is written', async () => /Written to/.test(await second.words()));
  await second.click('room-audit');
  await until('both are in the audit', async () => /Anna\s*export asked for/.test(await second.text('audit-lines')) && /Boss\s*export let out/.test(await second.text('audit-lines')));
  for (const tab of [wrong, first, second]) await tab.close();
});

test('an auditor reads the audit and no tip', async () => {
  const tab = await comeIn('Carl', 'carl comes in');
  await tab.see('audit-lines');
  assert.equal(await tab.visible('room-mail'), 0);
  for (const name of ['inbox', 'triage', 'case', 'find', 'export', 'erase']) assert.equal((await api(tab, name, { id: 1, from: 0 })).status, 403, name);
  await tab.click('desk-lock');
  await tab.see('desk-locked');
  assert.equal((await api(tab, 'audit')).status, 423);
  await tab.close();
});
