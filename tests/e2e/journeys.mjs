// What people do with the two pages, step by step, in any browser.
import { until } from './demo.mjs';

// openPage goes to the source's page and waits until it has its list of posts.
export async function openPage(tab, demo) {
  await tab.open(`${demo.source}`);
  await until('the list of posts', async () => {
    if ((await tab.visible('retry')) > 0) await tab.click('retry');  // as a person would
    return tab.run(() => document.querySelectorAll('[data-testid=post] option:not(:disabled)').length > 1);
  }, 240_000);
}

// write fills in screen one; `post` is the number in the roster.
export async function write(tab, { post = 1, text = '', files = [], answers = true, now = true }) {
  await tab.choose('post', String(post));
  if (text !== '') await tab.fill('text', text);
  if (files.length > 0) {
    await tab.attach('files', files);
    await until('the files are listed', async () => (await tab.visible('file')) >= files.length);
  }
  await tab.click(answers ? 'answers-yes' : 'answers-no');
  await tab.click(now ? 'release-now' : 'release-day');
}

// takeWords reads the words as a person would write them down, and types those asked.
export async function takeWords(tab) {
  await tab.see('words');
  const list = (id) => tab.run((which) => [...document.querySelectorAll(`[data-testid=${which}] li`)].map((li) => li.textContent), id);
  const words = await list('words');
  const row = await list('row');
  await tab.click('words-written');
  await tab.see('asked');
  return { words, row };
}

export async function typeAsked(tab, words) {
  const positions = await tab.run(() => [...document.querySelectorAll('[data-testid=asked]')].map((one) => Number(one.dataset.position)));
  for (const [at, position] of positions.entries()) await tab.fill('asked', words[position], at);
}

// handIn is the whole way of a tip; it returns the words.
export async function handIn(tab, demo, message) {
  await openPage(tab, demo);
  await write(tab, message);
  await tab.click('continue');
  let kept = { words: [], row: [] };
  if (message.answers !== false) {
    kept = await takeWords(tab);
    await typeAsked(tab, kept.words);
    await tab.click('hand-in');
  }
  await until('it is handed in', async () => {
    if ((await tab.visible('go-on')) > 0) await tab.click('go-on');  // as a person would
    return (await tab.visible('done')) > 0;
  }, 300_000);
  return kept;
}

// comeBack opens the mailbox of twelve words.
export async function comeBack(tab, words, row = []) {
  await tab.click('tab-back');
  await tab.fill('back-words', words.join(' '));
  if (row.length > 0) await tab.fill('back-row', row.join(' '));
  await tab.click('open');
  await until('the mailbox opens', async () => (await tab.visible('again')) > 0 || (await tab.visible('error')) > 0, 120_000);
}

// waitForAnswers looks into the mailbox until `wanted` answers of an office are there.
export async function waitForAnswers(tab, demo, words, wanted = 1, row = []) {
  await until(`${wanted} answer(s) in the mailbox`, async () => {
    await openPage(tab, demo);
    await comeBack(tab, words, row);
    return (await tab.visible('answer')) >= wanted;
  }, 300_000);
}

// openDesk opens the desk's page with an address that has not been used.
export async function openDesk(tab, demo, post = 1, link = '') {
  await tab.open(link !== '' ? link : await demo.deskLink(post));
  await until('the desk opens', async () => (await tab.visible('desk-search')) > 0 || (await tab.visible('desk-locked')) > 0);
  if ((await tab.visible('desk-locked')) > 0) {
    await tab.fill('desk-passphrase', demo.passphrase());
    await tab.click('desk-unlock');
    await tab.see('desk-search');
  }
}

// openConversation waits for the conversation whose excerpt has these words, and opens it.
export async function openConversation(tab, words) {
  const find = () => tab.run((wanted) => [...document.querySelectorAll('[data-item=conversation]')]
    .find((one) => one.textContent.includes(wanted))?.getAttribute('data-testid') ?? '', words);
  const id = await until(`the desk shows “${words}”`, find, 120_000);
  await tab.click(id);
  await until(`“${words}” is open`, async () => (await tab.attribute(id, 'aria-current')) === 'true' && (await tab.text('desk-messages')).includes(words));
  return Number(id.replace('desk-item-', ''));
}

// answer seals an answer from the open conversation.
export async function answer(tab, text, files = []) {
  await tab.fill('desk-answer-text', text);
  if (files.length > 0) {
    await tab.attach('desk-answer-files', files);
    await tab.see('desk-answer-file-remove-0');
  }
  await tab.click('desk-answer-send');
  await until('the answer is sealed', async () => /\S/.test(await tab.text('desk-answer-message')));
}

// saveFile saves an attachment of the open conversation; it returns the path that the page names.
export async function saveFile(tab, number = 0) {
  const files = () => tab.run(() => [...document.querySelectorAll('[data-testid^=desk-file-save-]')].map((one) => one.getAttribute('data-testid')));
  const ids = await until('every part of the message is here', async () => {
    const found = await files();
    return found.length > number && found;
  }, 60_000);
  await tab.run(() => { document.querySelector('[data-testid=desk-notice]').textContent = ''; });
  await tab.click(ids[number]);
  const said = await until('the page says where it was saved', async () => {
    const notice = await tab.text('desk-notice');
    return notice.includes('/') && notice;
  });
  return /(\/.*?\/saved\/.*?)\. /.exec(said)?.[1] ?? said;
}
