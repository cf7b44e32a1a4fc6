// Screen three: the message goes, and what to do then.
import { CoreError } from './core';
import { faultPlace, h } from './dom';
import { t } from '../../../web/i18n';
import type { Stage } from './state';
import { step } from './tell';

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
    if (!state.sealed && state.post === 0) throw new CoreError('closed', 0);  // taken back by the visit
    if (!state.sealed) await seal(stage);
    stage.show();
    await core.call('lodge', state.progress.total);
    Object.assign(state, { text: '', files: [], large: [], words: [], row: [], asked: [], typed: [], sealed: false });
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
    h('progress', { max: total, value: done, 'aria-label': t('Handing in'), 'data-testid': 'progress' }),
    h('p', { role: 'status', 'data-testid': 'progress-text' }, t('{done} of {total} handed in', { done, total })),
  ];
  if (error === '')
    return h('section', { 'aria-busy': 'true' },
      h('h1', { tabIndex: -1 }, t('Handing in')),
      h('p', { className: 'lead' }, t('Over Tor this can take some minutes. Leave this page open.')),
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
      ? t('Your message is locked and lies on our server. It goes to the office at a random moment in the next day.')
      : t('Your message is locked and lies on our server. It goes to the office in some minutes.')),
    state.answers
      ? h('p', {}, t('Come back in some days. Read the answers with your twelve words. If there are none yet, that means nothing: people need time.'))
      : h('p', {}, t('You chose to have no answers, so there is nothing to come back for.')),
    h('h2', {}, t('Now')),
    h('ul', {},
      state.answers && h('li', {}, t('Put the twelve words and the four words in two places.')),
      h('li', {}, t('Leave this page, and close Tor Browser.')),
      h('li', {}, t('Tell nobody that you wrote.'))));
}
