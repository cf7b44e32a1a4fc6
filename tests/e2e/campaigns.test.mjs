// The room of campaigns in Chromium: an export with planted crews goes through the cage
// into the vault; the crews are those that were planted, and hostile files get a clear word.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { gzipSync } from 'node:zlib';
import { root, until } from './demo.mjs';
import { openDesk } from './journeys.mjs';
import { startDemo } from './suite.mjs';
import { chromium, sizes } from './tab.mjs';
import { walk } from './walk.mjs';

const kShots = process.env.TIPSTAFF_SHOTS;
const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());
const desk = await browser.tab();
const { test, look, faults, violations } = await walk(desk, { rightToLeft: true });

const posts = demo.file('posts.csv'), truth = demo.file('truth.csv');
execFileSync(join(root, 'build/release/campaigns/tipstaff-campaigns'),
  ['generate', '--organic', '20000', '--crews', '4', '--crew-size', '8', '--generator-seed', '7', '--csv', posts, '--truth', truth]);
const planted = new Map();
for (const line of readFileSync(truth, 'utf8').trim().split('\n').slice(1)) {
  const [account, crew] = line.split(',');
  planted.set(crew, [...(planted.get(crew) ?? []), account].sort());
}

// What accounts of the first crew say; each other planted post says its own number.
const kHostile = '<img src=x onerror="window.owned=1"><script>window.owned=2</script> \u202egnp.exe http://evil-place.com/a';
const kRightToLeft = 'שלום לכולם ، مرحبا 12:30';
const said = new Map([[[...planted.values()][0][0], kHostile], [[...planted.values()][0][1], kRightToLeft], [[...planted.values()][0][2], 'a'.repeat(1 << 20)]]);
const lines = readFileSync(posts, 'utf8').trimEnd().split('\n'), accountsOf = new Set([...planted.values()].flat());
const texts = new Map();
writeFileSync(posts, lines.map((line) => {
  const [id, account] = line.split(',');
  if (!accountsOf.has(account)) return line;
  // A megabyte in one post is enough.
  const text = said.get(account) ?? `post ${id}`;
  if (text.length > 10_000) said.delete(account);
  texts.set(id, text);
  return `${line}"${text.replaceAll('"', '""')}"`;
}).join('\n'));

// meetings are what the page shows of a tie: for each both accounts, numbers, times, texts.
const meetings = () => desk.run(() => [...document.querySelectorAll('[data-item=meeting]')].map((one) => ({
  apart: one.querySelector('.meetinghead .mark:last-child').textContent,
  posts: [...one.querySelectorAll('.post')].map((post) => ({
    account: post.querySelector('.posthead .value').textContent, at: post.querySelector('time').dateTime, id: post.querySelector('bdi:not(.value)').textContent,
    said: post.querySelector('.said')?.textContent ?? '', left: post.getBoundingClientRect().left, markup: post.querySelectorAll('img, script').length,
  })),
})));
// The file's own row of a post.
const rowOf = ({ id, account }) => lines.find((line) => line.startsWith(`${id},${account},`))?.split(',');

// wordAbout hands a file in and returns the desk's word about it.
async function wordAbout(name, bytes) {
  writeFileSync(demo.file(name), bytes);
  await desk.attach('campaign-file', demo.file(name));
  await until(`a word about ${name}`, async () => (await desk.visible('campaign-error')) + (await desk.visible('campaign-mapping')) > 0);
  if ((await desk.visible('campaign-mapping')) > 0) await desk.click('campaign-find');
  await desk.see('campaign-error');
  return desk.text('campaign-error');
}

test('columns are guessed, shown, and confirmed', async () => {
  const { status } = await demo.tipstaff(['send', '--post', '1', '--now'], { input: `Ask who runs https://x.com/${[...planted.values()][0][0]} and who pays.` });
  assert.equal(status, 0);
  await openDesk(desk, demo, 1, demo.desk);
  await desk.click('room-campaigns');
  await desk.see('campaign-take');
  await desk.attach('campaign-file', posts);
  await desk.see('campaign-mapping');
  assert.equal(await desk.value('map-account'), '2');
  assert.equal(await desk.value('map-time'), '3');
  assert.equal(await desk.value('map-links'), '4');
  await look('campaign-mapping');
});

test('the crews are those that were planted', async () => {
  await desk.click('campaign-find');
  await until('the crews', async () => (await desk.visible('crew-list')) > 0, 60_000);
  assert.match(await desk.text('campaign-summary'), /^4 crews/);
  const found = [];
  for (let crew = 1; crew <= planted.size; ++crew) {
    await desk.click(`crew-${crew}`);
    found.push((await desk.texts('[data-testid=crew-members] tbody td:first-child')).sort());
  }
  const inOrder = (crews) => [...crews].map((one) => one.join(' ')).sort();
  assert.deepEqual(inOrder(found), inOrder(planted.values()));
});

test('a crew says who starts, what could be innocent, and from which hours', async () => {
  assert.equal((await desk.texts('[data-testid=crew-doubts] li')).length, 3);
  assert.equal((await desk.texts('[data-testid=crew-heat] td')).length, 7 * 24 + 1);
  assert.match(await desk.text('crew-band'), /not a place|No band/);
  await until('graph and time line are painted', async () => (await desk.attribute('crew-graph', 'data-painted')) === '8' && Number(await desk.attribute('crew-line', 'data-painted')) > 0);
  assert.ok((await desk.texts('[data-testid=crew-objects] tbody tr')).length > 10);
});

test('a narrower window shows fewer meetings, at once', async () => {
  const meetings = async () => (await desk.texts('[data-testid=crew-pairs] tbody td:nth-child(2)')).map(Number).reduce((a, b) => a + b, 0);
  const wide = await meetings();
  await desk.run(() => { const s = document.querySelector('[data-testid=campaign-window]'); s.value = '0'; s.dispatchEvent(new Event('input')); });
  assert.match(await desk.text('campaign-window-words'), /^10 s/);
  assert.ok((await meetings()) < wide);
  assert.ok(Number(await desk.attribute('campaign-window', 'data-redrawn')) < 200);
  await desk.run(() => { const s = document.querySelector('[data-testid=campaign-window]'); s.value = '5'; s.dispatchEvent(new Event('input')); });
  assert.equal(await meetings(), wide);
});

test('a click on a line of the graph shows its posts side by side', async () => {
  const box = await desk.run(() => { const one = document.querySelector('[data-testid=crew-graph]'); one.scrollIntoView({ block: 'center' }); return one.getBoundingClientRect().toJSON(); });
  // As a person would: across the picture until the pointer says that a line is there.
  const { mouse } = desk.page;
  let there = false;
  for (let y = box.top + 40; !there && y < box.bottom - 40; y += 2) {
    await mouse.move(box.left + box.width * 0.47, y);
    there = await desk.run(() => getComputedStyle(document.querySelector('[data-testid=crew-graph]')).cursor === 'pointer');
    if (there) await mouse.click(box.left + box.width * 0.47, y);
  }
  assert.ok(there, 'a line is found');
  await desk.see('evidence-rows');
  const [{ posts: [first, second], apart }, ...others] = await meetings();
  assert.ok(others.length >= 2);
  for (const post of [first, second]) assert.equal(Date.parse(post.at), Math.round(Number(rowOf(post)[2]) * 1000));
  assert.ok(second.left > first.left, 'beside each other');
  const between = Math.abs(Number(rowOf(first)[2]) - Number(rowOf(second)[2]));
  assert.ok(Math.abs(parseFloat(apart) - between) < 0.002, `${apart}: ${between}`);
});

test('what a post says stays text, whatever it says', async () => {
  const three = [...planted.values()][0].slice(0, 3), seen = [];
  for (let crew = 1; !(await desk.text('crew-members')).includes(three[0]); ++crew) await desk.click(`crew-${crew}`);
  const pairs = await desk.run((wanted) => [...document.querySelectorAll('[data-testid=crew-pairs] tbody tr')]
    .filter((one) => wanted.some((name) => [...one.querySelectorAll('.value')].some((value) => value.textContent === name)))
    .map((one) => one.querySelector('button').dataset.testid), three);
  const of = (fits) => seen.find(({ id }) => texts.has(id) && fits(texts.get(id)));
  const isLong = (text) => text.length > 10_000;
  for (const pair of pairs) {
    await desk.click(pair);
    await until('its posts', async () => (await desk.visible('[data-item=meeting]')) > 0);
    seen.push(...(await meetings()).flatMap(({ posts: both }) => both));
    if ([(text) => text === kHostile, (text) => text === kRightToLeft, isLong].every((fits) => of(fits) !== undefined)) break;
  }
  assert.equal(await desk.run(() => typeof window.owned), 'undefined', 'nothing ran');
  const hostile = of((text) => text === kHostile);
  assert.equal(hostile.markup, 0);
  assert.match(hostile.said, /^<img src=x onerror="window\.owned=1"><script>.*<U\+202E>gnp\[\.\]exe hxxp:\/\/evil-place\[\.\]com\/a$/);
  assert.equal(of((text) => text === kRightToLeft).said, kRightToLeft);
  assert.ok(seen.every(({ id, said: shown }) => shown !== '' || !texts.has(id)));
  assert.match(of(isLong).said, /^a{1000} \(cut here\)$/);
  await look('campaign');
});

test('a crew in Polish has no English sentence', async () => {
  await desk.choose('desk-language', 'pl');
  await until('the page in Polish', async () => /Pilna wiadomość/.test(await desk.text('crew-doubts')));
  const words = await desk.run(() => document.querySelector('main').innerText);
  assert.doesNotMatch(words, /\b(of all|the|this|rows?|posts that|share|within|link)\b/i);
  if (kShots) {
    await desk.click('[data-item=pair]');
    await desk.see('evidence-rows');
    await look('campaign-pl');
  }
  await desk.choose('desk-language', 'en');
  await until('the page in English', async () => /Breaking news/.test(await desk.text('crew-doubts')));
});

test('accounts join a case, and a tip that names one lights up', async () => {
  const number = async () => {
    for (let crew = 1; ; ++crew) {
      await desk.click(`crew-${crew}`);
      if ((await desk.text('crew-members')).includes([...planted.values()][0][0])) return crew;
    }
  };
  const crew = await number();
  await until('the tip has come', async () => (await demo.deskCommand(['inbox'])).includes('Ask who runs'), 60_000);
  await desk.click('crew-join');
  await desk.see('ask-join');
  await desk.choose('ask-join-case', '');
  await desk.fill('ask-join-name', 'The loud eight');
  await desk.choose('ask-join-platform', 'x');
  await desk.click('ask-join-yes');
  await until('what was taken in', async () => /8 accounts were taken in/.test(await desk.text('desk-notice')));
  await desk.see(`crew-lit-${crew}`);
  await desk.click(`crew-${crew}`);
  assert.match(await desk.text('crew-lit'), /Tip 1.*names/);
  if (!kShots) return;
  await look('campaign-lit');
  await desk.page.screenshot({ path: join(kShots, 'campaigns.png'), fullPage: true, clip: { x: 0, y: 0, width: sizes.desktop.width, height: 1500 } });
});

test('an exhibit leaves the vault, and the audit says so', async () => {
  await desk.click('campaign-exhibits');
  await desk.choose('ask-exhibit-file', 'report.html');
  await desk.click('ask-exhibit-yes');
  const said = await until('where it is', async () => /Written: (.*) \(SHA-256/.exec(await desk.text('desk-notice')));
  const report = readFileSync(said[1].replace(/[\u2066-\u2069]/gu, ''), 'utf8');
  assert.ok(report.startsWith('<!doctype html><meta http-equiv="Content-Security-Policy"'));
  await desk.click('room-audit');
  await desk.see('audit-lines');
  assert.match(await desk.text('audit-lines'), /exhibit of a campaign exported.*accounts of a crew taken in.*campaign looked for in a file/s);
});

test('files that cannot be read get a clear word, and what was found stays', async () => {
  await desk.click('room-campaigns');
  const windows1251 = (header) => Buffer.concat([Buffer.from(header), Buffer.from('\xc0\xed\xed\xe0,1600000000,example.org/a\n'.repeat(50), 'latin1')]);
  assert.match(await wordAbout('noise.csv', randomBytes(50_000)), /not written in UTF-8|bytes that no text has/);
  assert.match(await wordAbout('header1251.csv', windows1251(Buffer.from('\xe0\xea\xea\xe0\xf3\xed\xf2,time,url\n', 'latin1'))), /not written in UTF-8.*save it as/);
  assert.match(await wordAbout('rows1251.csv', windows1251('account,time,url\n')), /No row could be used.*letters that are not UTF-8: save the file again/);
  assert.match(await desk.text('campaign-aside'), /50 rows were set aside/);
  assert.match(await wordAbout('bomb.csv.gz', gzipSync(Buffer.concat([Buffer.from('account,time,url\n'), Buffer.alloc(100 << 20, 'a')]), { level: 1 })), /made to fill a machine/);
  assert.match(await wordAbout('wide.csv.gz', gzipSync(`${'a,'.repeat(1_500_000)}b\n`)), /more than 2000 columns/);
  assert.match(await wordAbout('wider.csv.gz', gzipSync(`${'a,'.repeat(10_000_000)}b\n`)), /first row does not end within 4 MB/);
  assert.match(await wordAbout('nothing.csv', ''), /empty. Fetch it again/);
  assert.match(await wordAbout('empty.json', '{}\n'.repeat(1000)), /No row could be used.*no account/);
  assert.match(await wordAbout('book.zip', Buffer.from('504b0304140000000800', 'hex')), /ZIP/i);
  assert.match(await desk.text('campaign-take'), /Nothing of this file was kept. What was found in other files stays/);
  assert.equal(await desk.visible('[data-item=campaign]'), 1);
  await look('campaigns');
});

test('a file in UTF-16, and what came before a cut, are read, and it is said', async () => {
  const small = demo.file('small.csv');
  execFileSync(join(root, 'build/release/campaigns/tipstaff-campaigns'), ['generate', '--organic', '3000', '--crews', '1', '--csv', small]);
  const text = readFileSync(small, 'utf8'), packed = gzipSync(text);
  const rows = async (name, bytes, id) => {
    writeFileSync(demo.file(name), bytes);
    await desk.click('room-campaigns');
    await desk.attach('campaign-file', demo.file(name));
    await desk.click('campaign-find');
    await desk.see(id);
    return desk.text(id);
  };
  assert.match(await rows('wide.csv', Buffer.from(`\ufeff${text}`, 'utf16le'), 'campaign-notes'), /was UTF-16: it was read/);
  assert.match(await rows('cut.csv.gz', packed.subarray(0, packed.length / 2), 'campaign-stopped'), /The rows before it count\. The packed file ends in the middle\. Fetch it again/);
  assert.match(await desk.text('campaign-summary'), /[1-9][\d,]+ shares/);
  await desk.click('room-campaigns');
  await until('all three', async () => (await desk.visible('[data-item=campaign]')) === 3);
});

test('a search can be called off, and leaves nothing', async () => {
  const big = demo.file('big.csv');
  execFileSync(join(root, 'build/release/campaigns/tipstaff-campaigns'), ['generate', '--organic', '200000', '--crews', '40', '--csv', big]);
  await desk.attach('campaign-file', big);
  await desk.see('campaign-mapping', 20_000);
  await desk.click('campaign-find');
  await desk.see('campaign-cancel');
  await desk.click('campaign-cancel');
  await until('it says so', async () => /Cancelled/.test(await desk.text('desk-notice')));
  await desk.see('campaign-file');
  assert.equal(await desk.visible('[data-item=campaign]'), 3);
});

test('nothing left the machine, no policy was broken, and everybody can use it', () => {
  assert.deepEqual(desk.requests.filter((url) => !url.startsWith(new URL(demo.desk).origin) && !url.startsWith('blob:')), []);
  assert.deepEqual(violations, []);
  assert.deepEqual(faults, []);
});
