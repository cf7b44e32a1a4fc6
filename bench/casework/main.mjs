// Runs the scanner and ioc-extractor in turns on the same files and prints the table.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extractIOC } from 'ioc-extractor';

const [program, folder, spellings] = process.argv.slice(2);
const ours = (...args) => execFileSync(program, args, { encoding: 'utf8' });
const lines = (text) => text.split('\n').filter((one) => one && !one.startsWith('#')).map((one) => one.split('\t'));
const peerKeys = { host: 'domains', ipv4: 'ipv4s', url: 'urls', email: 'emails', md5: 'md5s', sha1: 'sha1s',
  sha256: 'sha256s', cve: 'cves', asn: 'asns', mac: 'macAddresses' };
const rounds = 7;

function row(name, value, unit, aim = '') {
  console.log([name.padEnd(34), String(value).padEnd(10), unit.padEnd(8), aim && `(${aim})`].join(' ').trimEnd());
}

// The better of what the clock and the processor say: node collects garbage beside.
function peerSpeed(text) {
  const begin = performance.now(), before = process.cpuUsage();
  extractIOC(text);
  const wall = performance.now() - begin, used = process.cpuUsage(before);
  return Buffer.byteLength(text) / 1e6 / (Math.min(wall, (used.user + used.system) / 1e3) / 1e3);
}

function speed() {
  const path = `${folder}/mix.txt`, text = readFileSync(path, 'utf8');
  let mine = 0, theirs = 0;
  for (let i = 0; i < rounds; ++i) {
    mine = Math.max(mine, Number(ours('speed', path, '20').split(' ')[0]));
    theirs = Math.max(theirs, peerSpeed(text));
  }
  row('scanner, all types', mine.toFixed(1), 'MB/s', '100 or more');
  row('ioc-extractor, all types', theirs.toFixed(2), 'MB/s');
  row('how many times', (mine / theirs).toFixed(1), '-', '10 or more');
}

function conformance() {
  const right = lines(readFileSync(spellings, 'utf8'))
    .filter(([type, text, value]) => extractIOC(text)[peerKeys[type]].includes(value)).length;
  const [mine, all] = ours('spellings', spellings).trim().split(' ');
  row('spellings', mine, `of ${all}`, '62 or more');
  row('spellings, ioc-extractor', right, `of ${all}`);
}

function quality(name, found, truth, aim) {
  const right = [...found].filter((one) => truth.has(one)).length;
  row(`${name}precision`, (right / found.size).toFixed(4), '-', aim ? '0.99 or more' : '');
  row(`${name}recall`, ([...truth].filter((one) => found.has(one)).length / truth.size).toFixed(4), '-', aim ? '0.98 or more' : '');
}

function planted() {
  const key = ([type, value]) => `${type} ${value.toLowerCase()}`;
  const truth = new Set(lines(readFileSync(`${folder}/truth.tsv`, 'utf8')).map(key));
  const path = `${folder}/planted.txt`;
  const mine = new Set(lines(ours('find', path)).filter(([type]) => type in peerKeys).map(key));
  const result = extractIOC(readFileSync(path, 'utf8'));
  const theirs = new Set(Object.entries(peerKeys).flatMap(([type, name]) => result[name].map((value) => key([type, value]))));
  quality('', mine, truth, true);
  quality('ioc-extractor, ', theirs, truth, false);
  if (process.env.SHOW) {
    console.log('missed', [...truth].filter((one) => !mine.has(one)).slice(0, 20));
    console.log('wrong', [...mine].filter((one) => !truth.has(one)).slice(0, 20));
  }
}

speed();
conformance();
planted();
