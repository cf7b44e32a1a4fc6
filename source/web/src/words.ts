// Screen two: the words, and whether they are on paper.
import { closed, faultPlace, h, typed } from './dom';
import { number, t } from '../../../web/i18n';
import { send } from './send';
import type { Stage } from './state';
import { step } from './tell';

export function wordsScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const list = (words: string[], testid: string) => closed(h('ol', { className: 'words', 'data-testid': testid },
    ...words.map((word, at) => h('li', { 'data-number': number(at + 1) }, word))));
  return h('section', {},
    step(2),
    h('h1', { tabIndex: -1 }, t('Your words')),
    h('p', { className: 'lead' }, t('Write them on paper now. You see them only here and only once. Nobody can give them to you again.')),
    h('h2', {}, t('Twelve words: to read answers')),
    list(state.words, 'words'),
    h('h2', {}, t('Four words: to ask for the reward')),
    h('p', {}, t('Keep these four in another place. Who finds only the twelve words cannot prove that it was you.')),
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
    const input = typed(h('input', { id: `asked-${at}`, type: 'text', dir: 'ltr',
      'data-testid': 'asked', 'data-position': position, value: state.typed[at] ?? '',
      oninput: () => { state.typed[at] = input.value; } }));
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
