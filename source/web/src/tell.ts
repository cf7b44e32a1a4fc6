// Screen one: what you know. Screens two and three follow from it.
import { complaint, filesField, fullness, postField, releaseField, textField } from './compose';
import { CoreError } from './core';
import { faultPlace, h, radios } from './dom';
import { t } from '../../../web/i18n';
import type { Stage } from './state';

// step says how far one is on the way of three screens.
function step(number: number): HTMLElement {
  return h('p', { className: 'step' }, t('Step {number} of 3', { number }));
}

export function tellScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const form = h('form', { onsubmit: (event: Event) => { event.preventDefault(); void next(stage); } },
    step(1),
    h('h1', { tabIndex: -1 }, t('What you know')),
    h('p', { className: 'lead' }, t('Write in any language. Leave out what could only come from you.')),
    postField(stage),
    textField(stage, t('Your message'), t('Who did it, where are they, how do you know? Links, account names and addresses help.')),
    filesField(stage),
    radios(t('May we answer you?'), 'answers', state.answers ? 'yes' : 'no', [
      { value: 'yes', label: t('Yes'), hint: t('You get twelve words. With them you read answers and can ask for the reward.') },
      { value: 'no', label: t('No'), hint: t('You get no words. Nobody can ask you anything, and you cannot ask for the reward.') },
    ], (value) => { state.answers = value === 'yes'; }),
    releaseField(stage),
    faultPlace(),
    h('button', { type: 'submit', className: 'main', 'data-testid': 'continue', disabled: state.busy }, t('Continue')));
  queueMicrotask(() => fullness(stage, form));
  return form;
}

async function next(stage: Stage): Promise<void> {
  const { state } = stage;
  state.error = complaint(stage);
  if (state.error) return stage.show();
  if (!state.answers) return send(stage);
  if (state.words.length === 0) {
    const { words, row } = await stage.core.call('words');
    Object.assign(state, { words, row });
  }
  stage.show('words');
}

export function wordsScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const list = (words: string[], testid: string) => h('ol', { className: 'words', 'data-testid': testid, translate: false },
    ...words.map((word) => h('li', {}, word)));
  return h('section', {},
    step(2),
    h('h1', { tabIndex: -1 }, t('Your words')),
    h('p', { className: 'lead' }, t('Write them on paper now. They are shown only here, only once, and nobody can give them to you again.')),
    h('h2', {}, t('Twelve words: to read answers')),
    list(state.words, 'words'),
    h('h2', {}, t('Claim row: to ask for the reward')),
    h('p', {}, t('Keep these four elsewhere. Whoever finds the twelve words alone cannot prove that it was you.')),
    list(state.row, 'row'),
    h('p', { className: 'warning' }, t('Do not photograph them, and do not save them on this device.')),
    h('div', { className: 'buttons' },
      h('button', { className: 'quiet', 'data-testid': 'words-back', onclick: () => stage.show('tell') }, t('Back')),
      h('button', { className: 'main', 'data-testid': 'words-written', onclick: () => ask(stage) }, t('I have written them down'))));
}

const kAsked = 3;

function ask(stage: Stage): void {
  const { state } = stage;
  const positions = new Set<number>();
  const random = new Uint8Array(1);
  while (positions.size < kAsked) positions.add((crypto.getRandomValues(random)[0] ?? 0) % state.words.length);
  state.asked = [...positions].sort((a, b) => a - b);
  state.typed = state.asked.map(() => '');
  stage.show('check');
}

export function checkScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const inputs = state.asked.map((position, at) => {
    const label = t('Word {number}', { number: position + 1 });
    const input = h('input', { id: `asked-${at}`, type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: false,
      'data-testid': 'asked', 'data-position': position, value: state.typed[at] ?? '',
      oninput: () => { state.typed[at] = input.value; } });
    return h('div', { className: 'field' }, h('label', { htmlFor: input.id }, label), input);
  });
  return h('form', { onsubmit: (event: Event) => { event.preventDefault(); check(stage); } },
    step(2),
    h('h1', { tabIndex: -1 }, t('Do you have them?')),
    h('p', { className: 'lead' }, t('Read these from your paper.')),
    ...inputs,
    faultPlace(),
    h('div', { className: 'buttons' },
      h('button', { type: 'button', className: 'quiet', 'data-testid': 'words-again', onclick: () => stage.show('words') }, t('Show the words again')),
      h('button', { type: 'submit', className: 'main', 'data-testid': 'hand-in' }, t('Hand in'))));
}

function check(stage: Stage): void {
  const { state } = stage;
  const wrong = state.asked.find((position, at) => state.typed[at]?.trim().toLowerCase() !== state.words[position]);
  state.error = wrong === undefined ? '' : t('Word {number} is another one. Look at your paper, or see the words again.', { number: wrong + 1 });
  if (state.error) return stage.show();
  void send(stage);
}

// send seals the message and hands in its parts; on a failure the text stays.
export async function send(stage: Stage): Promise<void> {
  stage.state.sealed = false;
  stage.state.progress = { done: 0, total: 1 };
  await handIn(stage);
}

async function seal(stage: Stage): Promise<void> {
  const { state, core } = stage;
  const files = state.files.map(({ name, cleaned }) => ({ name, bytes: cleaned.bytes }));
  if (state.answers) {
    await core.call('openMailbox', state.words.join(' '));
    await core.call('openClaim', state.row.join(' '));
  }
  await core.call('dropOutbox');
  const total = await core.call('compose', state.post, state.answers, state.overADay, state.text, files);
  Object.assign(state, { progress: { done: 0, total }, sealed: true });
}

// handIn goes on where it was interrupted: parts that the relay has are not sealed anew.
async function handIn(stage: Stage): Promise<void> {
  const { state, core } = stage;
  state.error = '';
  stage.show('sending');
  try {
    await stage.connect();
    if (!state.sealed) await seal(stage);
    stage.show();
    await core.call('lodge', state.progress.total);
    Object.assign(state, { text: '', files: [], words: [], row: [], asked: [], typed: [], sealed: false });
    stage.show('done');
  } catch (error) {
    state.error = stage.explain(error);
    const passing = error instanceof CoreError && (error.kind === 'unreachable' || error.kind === 'bad_status');
    stage.show(passing ? 'sending' : origin(stage));
  }
}

// origin is the screen on which the message was written.
function origin({ state }: Stage): 'inbox' | 'tell' {
  return state.inbox.length > 0 || state.typedWords !== '' ? 'inbox' : 'tell';
}

export function sendingScreen(stage: Stage): HTMLElement {
  const { progress: { done, total }, error } = stage.state;
  const bar = [
    h('progress', { max: total, value: done, 'aria-label': t('Sealing and handing in'), 'data-testid': 'progress' }),
    h('p', { role: 'status', 'data-testid': 'progress-text' }, t('{done} of {total} handed in', { done, total })),
  ];
  if (error === '')
    return h('section', { 'aria-busy': 'true' },
      h('h1', { tabIndex: -1 }, t('Sealing and handing in')),
      h('p', { className: 'lead' }, t('Each part takes the same way as every other visit, so this can take a while over Tor. Leave the page open.')),
      ...bar);
  return h('section', {},
    h('h1', { tabIndex: -1 }, t('Not everything is handed in')), ...bar, faultPlace(),
    h('div', { className: 'buttons' },
      h('button', { className: 'quiet', 'data-testid': 'change', onclick: () => stage.show(origin(stage)) }, t('Back to the message')),
      h('button', { className: 'main', 'data-testid': 'go-on', onclick: () => void handIn(stage) }, t('Try again'))));
}

export function doneScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  return h('section', { 'data-testid': 'done' },
    step(3),
    h('h1', { tabIndex: -1 }, t('Handed in')),
    h('p', { className: 'lead' }, state.overADay
      ? t('Your message is sealed and lies at the relay. It is released at some moment within the next day.')
      : t('Your message is sealed and lies at the relay. It is released with the next tick.')),
    state.answers
      ? h('p', {}, t('Come back in some days and read the answers with your twelve words. An empty mailbox means nothing: people need time.'))
      : h('p', {}, t('You chose to have no answers, so there is nothing to come back for.')),
    h('h2', {}, t('Now')),
    h('ul', {},
      state.answers && h('li', {}, t('Put the twelve words and the claim row in two places.')),
      h('li', {}, t('Leave this page, and close Tor Browser.')),
      h('li', {}, t('Tell nobody that you wrote.'))));
}
