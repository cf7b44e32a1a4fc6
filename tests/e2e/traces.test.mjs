// Nothing is kept on the machine: after a visit with an everyday profile, no file of the
// profile holds what was typed, a name of a file, the words, or the programme's title.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { comeBack, openPage, takeWords, typeAsked, write } from './journeys.mjs';
import { startDemo } from './suite.mjs';
import { chromium, firefox } from './tab.mjs';

const demo = await startDemo();
const kSavedMs = 2500;  // longer than the browsers here wait until they save a session

// unpackedLz4 undoes one LZ4 block, in which Firefox keeps its sessions.
function unpackedLz4(packed) {
  const out = [];
  for (let at = 0; at < packed.length;) {
    const token = packed[at++];
    const length = (start) => { let n = start; if (start === 15) for (let more = 255; more === 255;) n += more = packed[at++]; return n; };
    for (let left = length(token >> 4); left > 0; --left) out.push(packed[at++]);
    if (at >= packed.length) break;
    const back = packed[at] | (packed[at + 1] << 8);
    at += 2;
    for (let left = length(token & 15) + 4; left > 0; --left) out.push(out[out.length - back]);
  }
  return Buffer.from(out);
}

function contents(path) {
  const bytes = readFileSync(path);
  return bytes.subarray(0, 8).equals(Buffer.from('mozLz40\0')) ? unpackedLz4(bytes.subarray(12)) : bytes;
}

// found lists what of `planted` stands in the files of a folder, in UTF-8 or UTF-16.
function found(folder, planted) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((file) => file.isFile());
  assert.ok(files.length > 10, 'there is a profile');
  const out = [];
  for (const file of files) {
    const bytes = contents(join(file.path, file.name));
    for (const [name, text] of Object.entries(planted))
      for (const coding of ['utf8', 'utf16le'])
        if (bytes.includes(Buffer.from(text, coding))) out.push(`${name} in ${file.name}`);
  }
  return out;
}

test('an LZ4 block is read as it was written', () => {
  const packed = Buffer.from([0x14, 0x61, 0x01, 0x00, 0x50, 0x62, 0x63, 0x64, 0x65, 0x66]);
  assert.equal(unpackedLz4(packed).toString(), 'aaaaaaaaabcdef');
});

for (const [name, start] of Object.entries({
  Chromium: (profile) => chromium({ profile }),
  Firefox: (profile) => firefox({ profile, prefs: { 'browser.sessionstore.interval': 1000 } }),
}))
  test(`${name}: a profile keeps nothing of a visit`, async () => {
    const profile = demo.file(`profile-${name}`), planted = { title: 'Honest Vote', text: `quagmire ${name} xylophone`, file: `zugzwang-${name}` };
    mkdirSync(profile);
    const file = demo.file(`${planted.file}.bin`);
    writeFileSync(file, 'what the file says');
    const browser = await start(profile);
    try {
      const tab = await browser.tab();
      await openPage(tab, demo);
      assert.match(await tab.words(), /Honest Vote/);
      await write(tab, { text: planted.text, files: [file] });
      await new Promise((go) => setTimeout(go, kSavedMs));
      await tab.click('continue');
      const { words, row } = await takeWords(tab);
      Object.assign(planted, { words: words.slice(0, 3).join(' '), 'last words': words.slice(-3).join(' '), row: row.slice(0, 3).join(' ') });
      await typeAsked(tab, words);
      await new Promise((go) => setTimeout(go, kSavedMs));
      await tab.click('hand-in');
      await tab.see('done', 120_000);
      await comeBack(tab, words, row);
      await new Promise((go) => setTimeout(go, kSavedMs));
      assert.deepEqual(found(profile, planted), [], 'while the page is open');
    } finally {
      await browser.close();
    }
    assert.deepEqual(found(profile, planted), []);
    const known = found(profile, { address: new URL(demo.source).host });
    assert.notEqual(known.length, 0, 'the profile is one that remembers: its history has the address');
  });
