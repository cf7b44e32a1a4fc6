// The files that the C++ writes of a made-up case, in which much is hostile, and of crews.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const release = new URL('../../build/release/', import.meta.url).pathname;

// One crew of four among a thousand; its first member is named to break documents.
function posts() {
  const rows = ['id,account,time,url'];
  const add = (account, seconds, object) => rows.push(`${rows.length},"${account}",${1_629_000_000 + seconds},https://example.com/${object}`);
  for (let object = 0; object < 12; ++object)
    ['=cmd|\'/c calc\'!A0', '<script>&', 'b', 'c'].forEach((account, i) => add(account, object * 86_400 + i, `own${object}`));
  for (let i = 0; i < 4000; ++i) add(`other${i % 1000}`, i * 600, `all${i % 300}`);
  return rows.join('\n') + '\n';
}

const folder = mkdtempSync(join(tmpdir(), 'tipstaff-exports-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
execFileSync(join(release, 'casework/export_sample'), [folder]);
writeFileSync(join(folder, 'posts.csv'), posts());
execFileSync(join(release, 'campaigns/tipstaff-campaigns'), ['find', join(folder, 'posts.csv'), '--yes', '--disarm', 'T0049.001', '--out', folder], { stdio: 'ignore' });

export const bytes = (name) => readFileSync(join(folder, name));
export const text = (name) => readFileSync(join(folder, name), 'utf8');
