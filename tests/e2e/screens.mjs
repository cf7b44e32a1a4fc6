// Every screen of the two pages, one after the other. `each(name)` is called when a
// screen is shown; it takes pictures, or looks for faults.
import { writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { until } from './demo.mjs';
import { answer, comeBack, openConversation, openDesk, openPage, takeWords, typeAsked, waitForAnswers, write } from './journeys.mjs';
import { drawing, photograph } from './pictures.mjs';

// setLanguage works a page's own choice, where there is one. It runs in the page.
export function setLanguage(code) {
  const select = document.querySelector('[data-testid=language], [data-testid=desk-language]');
  if (!select || select.value === code) return;
  select.value = code;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

const kStory = 'Two men handed out money at the bus station in Port Sel on Thursday morning.\n\n' +
  'They asked people to vote twice, with the identity cards of relatives. One wore the jacket of the harbour company. ' +
  'I have seen the list of names; a photograph is attached.';
const kQuestion = 'Thank you for writing.\n\nDo you know which street the list was kept in, and who paid the two men? Take no risk to find out.';

// sourceScreens walks through the source's page; the office answers in between.
export async function sourceScreens(tab, demo, each) {
  await openPage(tab, demo);
  await each('tell');
  await tab.see('tab-calls');
  await tab.click('tab-calls');
  await tab.see('call');
  await each('calls');
  await tab.click('tab-tell');
  await tab.click('continue');
  await tab.see('error');
  await each('tell-error');
  const photo = demo.file('IMG_20261103_0815.jpg'), letter = demo.file('list of names.pdf');
  writeFileSync(photo, photograph(await drawing(tab)));
  writeFileSync(letter, randomBytes(90_000));
  await write(tab, { text: kStory, files: [photo, letter] });
  await each('tell-written');
  await tab.click('continue');
  await tab.see('words');
  await each('words');
  const { words, row } = await takeWords(tab);
  await each('check');
  await tab.fill('asked', 'zebra', 0);
  await tab.click('hand-in');
  await tab.see('error');
  await each('check-error');
  await typeAsked(tab, words);
  await tab.click('hand-in');
  await tab.see('progress');
  await each('sending');
  await tab.see('done', 120_000);
  await each('done');
  await tab.click('tab-back');
  await tab.see('back-words');
  await each('back');
  await comeBack(tab, ['abandn', ...words.slice(1)]);
  await each('back-error');
  await comeBack(tab, 'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about'.split(' '));
  await each('inbox-empty');
  return { words, row, answered: async () => {
    await waitForAnswers(tab, demo, words, 1, row);
    await each('inbox');
    await tab.click('erase');
    await tab.see('erased');
    await each('inbox-erased');
  } };
}

// manyTips hands in some more with the command line, so that the desk has work.
export async function manyTips(demo) {
  const tips = [
    `a very long word ${'x'.repeat(140)} and bidi \u202Egnp.exe`,
    'Ministry drivers move ballot boxes at night from school number 4 to a garage behind the mill.',
    'https://social.invalid/@harbour_news_24 and forty other accounts post the same sentence every morning at six.',
    'שלום. ראיתי שני אנשים משלמים כסף ליד התחנה.',
    'Kierownik kazał nam głosować przy nim. Mam nagranie.',
  ];
  for (const text of tips) {
    const { status, stderr } = await demo.tipstaff(['send', '--post', '1', '--now'], { input: text });
    if (status !== 0) throw new Error(`tipstaff send: ${stderr}`);
  }
}

// deskScreens walks through the desk's page and answers the tip of sourceScreens.
export async function deskScreens(tab, demo, each) {
  await tab.open(new URL('/', demo.desk).href);
  await tab.see('desk-no-session');
  await each('no-session');
  await openDesk(tab, demo, 1, demo.desk);
  await until('the list is full', async () => (await tab.visible('[data-item=conversation]')) >= 6, 60_000);
  await each('list');
  await openConversation(tab, 'harbour company');
  await until('the files are there', async () => (await tab.visible('[data-item=file]')) >= 2, 60_000);
  await tab.click('desk-sort-open');
  await tab.fill('desk-label', 'urgent');
  await tab.click('desk-label-set');
  await until('the label', async () => (await tab.words()).includes('urgent'));
  await tab.fill('desk-folder', 'Port Sel');
  await tab.click('desk-folder-set');
  await until('the folder', async () => (await tab.visible('[data-testid="desk-folder-Port Sel"]')) > 0);
  await each('conversation-sort');
  await tab.click('desk-sort-open');
  await each('conversation');
  if ((await tab.visible('desk-erase')) === 0) await tab.click('desk-sort-open');
  await tab.click('desk-erase');
  await tab.see('desk-erase-dialog');
  await each('erase');
  await tab.click('desk-erase-no');
  await tab.click('desk-sort-open');
  await tab.click('[data-testid^=desk-file-save-]');
  await tab.see('desk-notice');
  await each('saved');
  await tab.fill('desk-answer-text', kQuestion);
  await each('answering');
  await answer(tab, kQuestion, []);
  await each('answered');
  await tab.fill('desk-search', 'nothing like it');
  await tab.see('desk-empty');
  if ((await tab.visible('desk-back')) > 0) await tab.click('desk-back');
  await each('search-empty');
  await tab.fill('desk-search', '');
  await tab.click('desk-lock');
  await tab.see('desk-locked');
  await each('locked');
  await tab.fill('desk-passphrase', 'wrong');
  await tab.click('desk-unlock');
  await tab.see('desk-unlock-error');
  await each('locked-error');
}
