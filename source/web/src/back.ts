// Come back: words, answers as a conversation, write again, erase.
import { complaint, filesField, fullness, postField, releaseField, textField } from './compose';
import { CoreError } from './core';
import { closed, faultPlace, field, h, typed } from './dom';
import { anyOf, language, size, t, tn } from '../../../web/i18n';
import { fileName, time } from './shown';
import { nearest } from './suggest';
import type { Answer } from './bridge';
import { send } from './send';
import type { Stage } from './state';

export function backScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const words = typed(h('textarea', { rows: 3, 'data-testid': 'back-words',
    value: state.typedWords, dir: 'ltr', oninput: () => { state.typedWords = words.value; } }));
  const row = typed(h('input', { type: 'text', 'data-testid': 'back-row',
    value: state.typedRow, dir: 'ltr', oninput: () => { state.typedRow = row.value; } }));
  return h('form', { onsubmit: (event: Event) => { event.preventDefault(); void open(stage); } },
    h('h1', { tabIndex: -1 }, t('Read answers')),
    field(t('Your twelve words'), words, t('In the right order, with spaces between them.')),
    field(t('Your four words (only to write again)'), row, t('Leave this empty if you only want to read.')),
    faultPlace(),
    h('button', { type: 'submit', className: 'main', 'data-testid': 'open', disabled: state.busy },
      state.busy ? t('Looking …') : t('Look for answers')));
}

async function wordsFault(stage: Stage, error: unknown, typed: string, wanted: number): Promise<string> {
  if (!(error instanceof CoreError)) return stage.explain(error);
  if (error.kind === 'bad_word') {
    if (stage.state.wordList.length === 0) stage.state.wordList = await stage.core.call('wordList');
    const word = typed.trim().toLowerCase().split(/\s+/)[error.detail] ?? '';
    const close = nearest(word, stage.state.wordList);
    const first = t('Word {number}, “{word}”, is not in the list.', { number: error.detail + 1, word });
    return close.length > 0 ? `${first} ${t('Was it {list}?', { list: anyOf(close) })}` : first;
  }
  if (error.kind === 'bad_word_count') return t('Words needed: {wanted}. Words typed: {count}.', { wanted, count: error.detail });
  if (error.kind === 'bad_checksum')
    return t('Each word is in the list, but together they are not right. One is wrong, or the order is.');
  return stage.explain(error);
}

async function open(stage: Stage): Promise<void> {
  const { state, core } = stage;
  state.busy = true;
  state.error = '';
  stage.show();
  try {
    await stage.connect();
    try {
      await core.call('checkWords', state.typedWords);
    } catch (error) {
      throw new Error(await wordsFault(stage, error, state.typedWords, 12));
    }
    try {
      await core.call('checkRow', state.typedRow);
    } catch (error) {
      throw new Error(`${t('The four words:')} ${await wordsFault(stage, error, state.typedRow, 4)}`);
    }
    await core.call('openMailbox', state.typedWords);
    const { inbox, posts } = await core.call('answers');
    Object.assign(state, { inbox, posts, busy: false, answers: true, overADay: true });
    state.post = inbox.find((answer) => !answer.ack)?.post ?? inbox[0]?.post ?? state.post;
    stage.show('inbox');
  } catch (error) {
    state.busy = false;
    state.error = error instanceof CoreError ? stage.explain(error) : (error as Error).message;
    stage.show();
  }
}

function save(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
  const link = h('a', { href: url, download: name.replace(/[^\w.-]+/g, '_') });
  link.click();
  URL.revokeObjectURL(url);
}

function answerCard(stage: Stage, answer: Answer): HTMLElement {
  const post = stage.state.posts.find(({ id }) => id === answer.post)?.name ?? String(answer.post);
  if (answer.burn === 'burned') return h('li', { className: 'answer erased', 'data-testid': 'erased' }, t('Erased.'));
  return h('li', { className: 'answer', 'data-testid': answer.ack ? 'ack' : 'answer' },
    h('p', { className: 'hint' }, h('strong', {}, h('bdi', {}, post)), time(answer.when, language()) !== '' && ` · ${time(answer.when, language())}`),
    answer.ack
      ? h('p', {}, t('This office has opened your message.'))
      : closed(h('p', { className: 'body', dir: 'auto', 'data-testid': 'answer-text' }, answer.text)),
    answer.files.length > 0 && h('ul', { className: 'files' }, ...answer.files.map((file) => h('li', {},
      closed(h('bdi', {}, fileName(file.name))), ` (${size(file.bytes.length)}) `,
      h('button', { type: 'button', className: 'quiet', 'data-testid': 'answer-file', onclick: () => save(file.name, file.bytes) }, t('Save'))))),
    h('button', { type: 'button', className: 'quiet', 'data-testid': 'erase', disabled: stage.state.busy,
      onclick: () => void erase(stage, answer.number) }, t('Erase for ever')));
}

async function erase(stage: Stage, number: number): Promise<void> {
  const { state, core } = stage;
  state.busy = true;
  stage.show();
  try {
    state.inbox = (await core.call('burn', number)).inbox;
    state.error = '';
  } catch (error) {
    state.error = `${stage.explain(error)} ${t('It may not be erased yet: try again.')}`;
  }
  state.busy = false;
  stage.show();
}

export function inboxScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const inbox = [...state.inbox].sort((a, b) => a.when - b.when);
  const answers = inbox.filter(({ ack, burn }) => !ack && burn !== 'burned').length;
  const form = h('form', { onsubmit: (event: Event) => { event.preventDefault(); void again(stage); } },
    h('h2', {}, t('Write again')),
    postField(stage),
    textField(stage, t('Your message'), t('The same words read what they answer.')),
    filesField(stage),
    releaseField(stage),
    faultPlace(),
    h('button', { type: 'submit', className: 'main', 'data-testid': 'again', disabled: state.busy }, t('Hand in')));
  queueMicrotask(() => fullness(stage, form));
  return h('section', {},
    h('h1', { tabIndex: -1 }, answers > 0 ? tn('One answer', answers) : t('Answers')),
    inbox.length === 0
      ? h('p', { className: 'lead', 'data-testid': 'no-answers' }, t('No answer is waiting. That says nothing about your message: try again in some days.'))
      : h('ol', { className: 'answers' }, ...inbox.map((answer) => answerCard(stage, answer))),
    inbox.some(({ burn }) => burn === 'kept') &&
      h('p', { className: 'hint' }, t('Erase what you have read. Then nobody who finds your words can read it. What you leave is erased after 37 days.')),
    form);
}

async function again(stage: Stage): Promise<void> {
  const { state } = stage;
  state.error = complaint(stage);
  if (state.error) return stage.show();
  state.words = state.typedWords.trim().toLowerCase().split(/\s+/);
  state.row = state.typedRow.trim() === '' ? [] : state.typedRow.trim().toLowerCase().split(/\s+/);
  await send(stage);
}
