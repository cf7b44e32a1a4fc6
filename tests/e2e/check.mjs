#!/usr/bin/env node
// ./run --check: one tip goes the whole way, without a person. A demo programme is
// started on free ports, a tip with a file is handed in through the page, opened and
// answered at the desk's page, and the answer is read through the page and with the
// command line. Every byte is compared. One line a step; exit status 0 or 1.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Demo } from './demo.mjs';
import { answer, handIn, openConversation, openDesk, saveFile, waitForAnswers } from './journeys.mjs';
import { chromium } from './tab.mjs';

const kTipFileBytes = 40_000;     // several sealed parts
const kAnswerFileBytes = 15_000;
const kTip = 'On Thursday they paid people at the bus station to vote twice. Zażółć gęślą jaźń. 選挙';
const kAnswer = 'Thank you. Who paid them, and in which street? Dziękujemy. 谢谢';

const started = [];               // what to stop, last first
let step = 'nothing was begun';
let stopping = null;

function stopAll() {
  stopping ??= (async () => {
    for (const stop of started.reverse()) await stop().catch(() => undefined);
  })();
  return stopping;
}

async function does(what, work) {
  step = what;
  const begin = Date.now();
  const result = await work();
  if (stopping) throw new Error('interrupted');
  console.log(`  ${((Date.now() - begin) / 1000).toFixed(1).padStart(5)} s  ${what}`);
  return result;
}

function same(found, wanted, what) {
  if (Buffer.compare(Buffer.from(found), Buffer.from(wanted)) !== 0) throw new Error(`${what}: other bytes than were sent`);
}

async function check() {
  const demo = new Demo();
  started.push(() => demo.stop());
  const tipFile = demo.file('list.bin'), answerFile = demo.file('map.bin'), words = demo.file('words');
  writeFileSync(tipFile, randomBytes(kTipFileBytes));
  writeFileSync(answerFile, randomBytes(kAnswerFileBytes));

  await does('a programme starts: an authority, three posts, one relay', () => demo.start());
  const browser = await does('Chromium starts', () => chromium());
  started.push(() => browser.close());
  const source = await browser.tab(), desk = await browser.tab();

  const kept = await does('a tip with a file is handed in through the page, its words written down', () =>
    handIn(source, demo, { post: 1, text: kTip, files: [tipFile] }));
  if (kept.words.length !== 12 || kept.row.length !== 4) throw new Error('the page did not show twelve words and four');
  await does('the desk opens it: the text is the same', async () => {
    await openDesk(desk, demo, 1, demo.desk);
    await openConversation(desk, kTip);
  });
  await does('the desk saves the file: every byte is the same', async () =>
    same(readFileSync(await saveFile(desk)), readFileSync(tipFile), 'the file at the desk'));
  await does('the desk answers, with a file', () => answer(desk, kAnswer, [answerFile]));
  await does('the answer is read through the page with the twelve words', async () => {
    await waitForAnswers(source, demo, kept.words);
    same(Buffer.from(await source.text('answer-text')), Buffer.from(kAnswer), 'the answer in the page');
    same((await source.saved('answer-file')).bytes, readFileSync(answerFile), 'the file in the page');
  });
  await does('the answer is read with the command line', async () => {
    const folder = demo.file('read');
    mkdirSync(folder);
    writeFileSync(words, `${kept.words.join(' ')}\n`, { mode: 0o600 });
    const { status, stdout, stderr } = await demo.tipstaff(['read', '--words-file', words, '--save', folder]);
    if (status !== 0) throw new Error(`tipstaff read ended with status ${status}: ${stderr.trim()}`);
    if (!stdout.includes(kAnswer)) throw new Error('tipstaff read showed another text');
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('map.bin'));
    same(readFileSync(join(folder, name)), readFileSync(answerFile), 'the file of tipstaff read');
  });
  await does('the page that was used is the one that the authority signed', async () => {
    const { status, stdout, stderr } = await demo.tipstaff(['verify-page']);
    if (status !== 0) throw new Error(`tipstaff verify-page ended with status ${status}: ${stdout}${stderr.trim()}`);
  });
  await does('nobody else can read it: other words open an empty mailbox', async () => {
    const { stdout } = await demo.tipstaff(['words']);
    writeFileSync(words, `${stdout.split('\n')[0]}\n`, { mode: 0o600 });
    const other = await demo.tipstaff(['read', '--words-file', words]);
    if (other.status === 0 || other.stdout !== '') throw new Error('other words opened something');
  });
  step = 'stopping';
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, async () => {
    console.error(`tipstaff: interrupted; stopping what was started`);
    await stopAll();
    process.exit(130);
  });

const begin = Date.now();
try {
  console.log('Tipstaff: checking the whole way of a tip');
  await check();
  await stopAll();
  console.log(`Tipstaff: everything works (${((Date.now() - begin) / 1000).toFixed(0)} s)`);
  process.exit(0);
} catch (error) {
  if (stopping) await new Promise(() => {});  // the signal's handler ends the program
  await stopAll();
  console.error(`tipstaff: this did not work: ${step}\n  ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
