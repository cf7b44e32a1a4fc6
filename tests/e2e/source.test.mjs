// The source's page in Chromium.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { answer, comeBack, handIn, openConversation, openDesk, openPage, saveFile, takeWords, typeAsked, waitForAnswers, write } from './journeys.mjs';
import { drawing, photograph, plainScreenshot, screenshot, secrets, wallpaper } from './pictures.mjs';
import { inlineScript, kept, startDemo, withTab } from './suite.mjs';
import { chromium, sizes } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());
const desk = await browser.tab();
await openDesk(desk, demo, 1, demo.desk);

const kText = 'They paid people to vote twice. Zażółć gęślą jaźń, 選挙, ‏انتخابات.';
let words = [], row = [];

test('pictures lose what they tell about a person, and the page says what', () => withTab(browser, {}, async (tab) => {
  const plain = await drawing(desk);
  const photo = demo.file('IMG_20261103_081500.jpg'), screen = demo.file('Screenshot of Anna.png');
  writeFileSync(photo, photograph(plain));
  writeFileSync(screen, screenshot);
  await openPage(tab, demo);
  await write(tab, { text: 'two pictures', files: [photo, screen] });
  const [aboutPhoto, aboutScreen] = await tab.texts('file-report');
  assert.match(aboutPhoto, /camera, place and time/);
  assert.match(aboutPhoto, /comments.*hidden data after the end/);
  assert.match(aboutScreen, /comments and a time stamp/);
  await tab.click('continue');
  ({ words, row } = await takeWords(tab));
  await typeAsked(tab, words);
  await tab.click('hand-in');
  await tab.see('done', 60_000);
  await openConversation(desk, 'two pictures');
  const [savedPhoto, savedScreen] = [readFileSync(await saveFile(desk, 0)), readFileSync(await saveFile(desk, 1))];
  for (const secret of [...secrets, 'GPS', 'IMG_2026'])
    assert.ok(!savedPhoto.includes(secret) && !savedScreen.includes(secret), secret);
  assert.equal(savedPhoto.indexOf(Buffer.from([0x88, 0x25])), -1, 'no directory of places');
  assert.deepEqual(savedScreen, plainScreenshot);
  const scan = plain.subarray(plain.indexOf(Buffer.from([0xff, 0xda])));
  assert.ok(savedPhoto.includes(scan), 'the picture itself is untouched');
  const names = await desk.texts('[data-item=file] .name');
  assert.deepEqual(names, ['picture-1.jpg', 'picture-2.png']);
}));

test('an answer is read, erased, and gone; writing again goes into the same conversation', () => withTab(browser, {}, async (tab) => {
  const file = demo.file('map.bin');
  writeFileSync(file, randomBytes(30_000));
  await openConversation(desk, 'two pictures');
  await answer(desk, kText, [file]);
  await waitForAnswers(tab, demo, words, 1, row);
  assert.equal(await tab.text('answer-text'), kText);
  const saved = await tab.saved('answer-file');
  assert.deepEqual(saved.bytes, readFileSync(file));
  assert.equal(saved.name, 'map.bin');
  await tab.fill('text', 'written again with the same words');
  await tab.click('release-now');
  await tab.click('again');
  await tab.see('done', 60_000);
  const number = await openConversation(desk, 'written again with the same words');
  assert.match(await desk.text('desk-messages'), /two pictures/);
  assert.ok(number > 0);
  await waitForAnswers(tab, demo, words);
  for (;;) {
    const left = await tab.visible('erase');
    if (left === 0) break;
    await tab.click('erase');
    await until('it is erased', async () => (await tab.visible('erase')) < left);
  }
  await until('the mailbox is empty', async () => {
    await openPage(tab, demo);
    await comeBack(tab, words);
    return (await tab.visible('no-answers')) > 0;
  });
}));

test('other words open an empty mailbox', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  await comeBack(tab, 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about'.split(' '));
  await tab.see('no-answers');
}));

test('a mistyped word is named, and so are a missing one and one too many', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  await comeBack(tab, [...words.slice(0, 4), 'abandn', ...words.slice(5)]);
  assert.match(await tab.text('error'), /Word 5, “abandn”, is not in the list\. Was it abandon/);
  await comeBack(tab, words.slice(1));
  assert.match(await tab.text('error'), /Words needed: 12\. Words typed: 11\./);
  await comeBack(tab, [words[1], words[0], ...words.slice(2)].reverse());
  assert.match(await tab.text('error'), /together they are not right/);
  await comeBack(tab, words, ['ocean', 'ocean', 'oceean', 'ocean']);
  assert.match(await tab.text('error'), /four words.*Word 3, “oceean”/);
}));

test('the words are asked back, and a wrong one is named', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  await write(tab, { text: 'x' });
  await tab.click('continue');
  const { words: shown } = await takeWords(tab);
  await typeAsked(tab, shown);
  const position = Number(await tab.attribute('asked', 'data-position'));
  await tab.fill('asked', 'zebra', 0);
  await tab.click('hand-in');
  assert.match(await tab.text('error'), new RegExp(`Word ${position + 1} is another one`));
  await tab.click('words-again');
  await tab.see('words');
  assert.deepEqual(await tab.texts('[data-testid=words] li'), shown);
}));

test('too much for one message is said before anything is sent, and the text stays', () => withTab(browser, {}, async (tab) => {
  const large = demo.file('large.bin'), huge = demo.file('huge.mov');
  writeFileSync(large, randomBytes(800_000));
  writeFileSync(huge, Buffer.alloc(9_000_000));
  await openPage(tab, demo);
  await write(tab, { text: kText, files: [large] });
  await tab.click('continue');
  assert.match(await tab.text('error'), /too much for one message/);
  await tab.click('file-remove');
  await tab.attach('files', huge);
  await until('the file is refused', async () => /huge\.mov.*too large/.test(await tab.text('error')));
  assert.equal(await tab.value('text'), kText);
  assert.equal(await tab.visible('file'), 0);
}));

test('the progress bar moves with every part', () => withTab(browser, {}, async (tab) => {
  const file = demo.file('parts.bin');
  writeFileSync(file, randomBytes(50_000));
  await openPage(tab, demo);
  await write(tab, { text: 'x', files: [file], answers: false });
  await tab.run(() => {
    window.seen = new Set();
    new MutationObserver(() => window.seen.add(document.querySelector('progress')?.value)).observe(document.body, { childList: true, subtree: true });
  });
  await tab.click('continue');
  await tab.see('done', 60_000);
  const seen = await tab.run(() => [...window.seen].filter((value) => value !== undefined));
  assert.deepEqual(seen.sort(), [0, 1, 2, 3, 4, 5]);
}));

test('nothing stays in the browser, nothing goes elsewhere, the policy holds', () => withTab(browser, {}, async (tab) => {
  const policies = [];
  tab.page.on('response', async (response) => policies.push(response.headers()['content-security-policy'] ?? ''));
  await openPage(tab, demo);
  const before = await tab.run(() => history.length);
  await handIn(tab, demo, { text: kText });
  await comeBack(tab, words);
  assert.equal(await kept(tab), '');
  assert.deepEqual(await tab.context.storageState(), { cookies: [], origins: [] });
  assert.equal(tab.address(), `${demo.source.replace(/\/$/, '')}/`);
  assert.ok((await tab.run(() => history.length)) <= before + 1);
  assert.ok(tab.requests.some((url) => url.endsWith('/v1/lodge')), 'the worker is watched too');
  const lodge = `http://127.0.0.1:${demo.base + 2}/`;
  assert.deepEqual(tab.requests.filter((url) => !url.startsWith(demo.source) && !url.startsWith(lodge)), []);
  assert.deepEqual(tab.problems, []);
  assert.ok(policies.some((policy) => /default-src 'none'/.test(policy)));
  assert.match(await inlineScript(tab), /^refused/);
}));

test('leaving wipes the page, and going back brings nothing', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  await write(tab, { text: 'what nobody may see' });
  await tab.click('continue');
  await tab.see('words');
  await tab.click('leave');
  await until('an empty page', () => tab.address() === 'about:blank');
  assert.equal((await tab.words()).trim(), '');
  await tab.back();
  assert.doesNotMatch(await tab.run(() => document.documentElement.outerHTML), /what nobody may see/);
}));

// walk goes through a page as somebody does who hears it: by Tab, from name to name.
class Walk {
  stops = [];
  constructor(tab) { this.tab = tab; }
  async open() { this.cdp = await this.tab.context.newCDPSession(this.tab.page); }
  // here is the role and the name that the accessibility tree has for the focus.
  async here() {
    const { result } = await this.cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await this.cdp.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
    return { role: nodes[0]?.role?.value ?? '', name: (nodes[0]?.name?.value ?? '').trim(), id: await this.tab.focused() };
  }
  async goTo(id) {
    for (let presses = 0; presses < 60; ++presses) {
      await this.tab.press('Tab');
      const stop = await this.here();
      this.stops.push(stop);
      assert.notEqual(stop.name, '', `${stop.role} ${stop.id} has no name`);
      if (stop.id === id) return stop;
    }
    assert.fail(`the keyboard does not reach ${id}`);
  }
  // landmarks are what a screen has once: header, navigation, main part, heading.
  async landmarks() {
    const { nodes } = await this.cdp.send('Accessibility.getFullAXTree');
    const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
    const headings = nodes.filter((node) => !node.ignored && node.role?.value === 'heading' && node.properties?.some(({ name, value }) => name === 'level' && value.value === 1));
    return [count('banner'), count('navigation'), count('main'), headings.length];
  }
}

// What a screen asks of a person: each field, each group of choices, and where to go on.
const decisions = (tab) => tab.run(() => {
  const main = document.querySelector('main');
  const asked = [...main.querySelectorAll('.field')].filter((one) => one.checkVisibility() && !one.closest('details'));
  // Words that are asked back leave nothing to decide.
  return asked.filter((one) => !one.querySelector('[data-testid=asked]')).length + (main.querySelector('button.main') ? 1 : 0);
});

test('by keyboard only a tip is handed in: every stop has a name, three screens, at most eight decisions', () => withTab(browser, { size: sizes.phone }, async (tab) => {
  const walk = new Walk(tab);
  await walk.open();
  const screens = [];
  const screen = async () => {
    assert.deepEqual(await walk.landmarks(), [1, 1, 1, 1]);
    screens.push(await decisions(tab));
  };
  await openPage(tab, demo);
  await screen();
  await walk.goTo('post');
  await tab.type('Embassy');
  await walk.goTo('text');
  await tab.type('typed by keyboard only');
  await walk.goTo('answers-yes');
  await walk.goTo('release-day');
  await tab.press('ArrowDown');
  assert.equal(await tab.focused(), 'release-now');
  await walk.goTo('continue');
  await tab.press('Enter');
  await tab.see('words');
  assert.equal(await tab.focused(), 'H1', 'the new screen is announced');
  await screen();
  const shown = await tab.texts('[data-testid=words] li');
  await walk.goTo('words-written');
  await tab.press('Enter');
  await tab.see('asked');
  await screen();
  const positions = await tab.run(() => [...document.querySelectorAll('[data-testid=asked]')].map((one) => Number(one.dataset.position)));
  for (const position of positions) {
    assert.match((await walk.goTo('asked')).name, new RegExp(`Word ${position + 1}`));
    await tab.type(shown[position]);
  }
  await tab.press('Enter');
  await tab.see('done', 60_000);
  assert.deepEqual(await walk.landmarks(), [1, 1, 1, 1]);
  assert.ok(screens.length <= 3, `${screens.length} screens`);
  const sum = screens.reduce((a, b) => a + b, 0);
  assert.ok(sum <= 8, `${screens.join(' + ')} decisions`);
  const roles = new Set(walk.stops.map(({ role }) => role));
  for (const role of ['link', 'button', 'combobox', 'textbox', 'radio']) assert.ok(roles.has(role), role);
  await openConversation(desk, 'typed by keyboard only');
}));

test('what is typed and what is answered is closed to spelling, translation and suggestions', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  const open = () => tab.run(() => [...document.querySelectorAll('textarea, input[type=text], .words, [data-testid=answer-text]')]
    .filter((one) => one.spellcheck !== false || one.translate !== false || one.getAttribute('writingsuggestions') !== 'false').map((one) => one.dataset.testid));
  assert.deepEqual(await open(), []);
  await write(tab, { text: 'x' });
  await tab.click('continue');
  await tab.see('words');
  assert.deepEqual(await open(), []);
  await takeWords(tab);
  assert.deepEqual(await open(), []);
  await tab.click('tab-back');
  await tab.see('back-words');
  assert.deepEqual(await open(), []);
}));

test('blanks are no message', () => withTab(browser, {}, async (tab) => {
  await openPage(tab, demo);
  await write(tab, { text: ' \n\u00a0\u200b\u3000\u2800 ' });
  await tab.click('continue');
  assert.match(await tab.text('error'), /Write something/);
}));

test('a photograph of four megabytes is made to fit, and tells no more of its owner', () => withTab(browser, {}, async (tab) => {
  const photo = demo.file('IMG_20261104.jpg');
  writeFileSync(photo, Buffer.concat([photograph(await wallpaper(desk)), Buffer.alloc(4_000_000, 'what the camera added')]));
  assert.ok(statSync(photo).size > 3_000_000);
  await openPage(tab, demo);
  await write(tab, { text: 'a large picture' });
  await tab.attach('files', [photo]);
  await tab.see('large');
  assert.match(await tab.text('large-report'), /too large for a message/);
  await tab.click('continue');
  assert.match(await tab.text('error'), /still too large/);
  await tab.click('shrink');
  await tab.see('file', 60_000);
  assert.match(await tab.text('file-report'), /Made smaller.*camera/);
  await tab.click('answers-no');
  await tab.click('continue');
  await tab.see('done', 120_000);
  await openConversation(desk, 'a large picture');
  const saved = readFileSync(await saveFile(desk));
  assert.ok(saved.length < 300_000 && saved.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])));
  for (const secret of [...secrets, 'Exif', 'GPS', 'camera']) assert.ok(!saved.includes(secret), secret);
}));

test('typing is not disturbed while the list of posts comes', () => withTab(browser, {}, async (tab) => {
  await tab.open(demo.source);
  await tab.see('text');
  await tab.run(() => document.querySelector('[data-testid=text]').focus());
  await tab.type('begun before the page was ready');
  await until('the list of posts', () => tab.run(() => document.querySelectorAll('[data-testid=post] option').length > 1));
  await tab.type(', and gone on');
  assert.equal(await tab.value('text'), 'begun before the page was ready, and gone on');
}));
