// Screen one: what you know.
import { complaint, filesField, fullness, postField, releaseField, textField } from './compose';
import { adviceBox } from './advice';
import { faultPlace, h, radios } from './dom';
import { t } from '../../../web/i18n';
import { send } from './send';
import type { Stage } from './state';

// step says how far one is on the way of three screens.
export function step(number: number): HTMLElement {
  return h('p', { className: 'step' }, t('Step {number} of 3', { number }));
}

export function tellScreen(stage: Stage): HTMLElement {
  const { state } = stage;
  const form = h('form', { onsubmit: (event: Event) => { event.preventDefault(); void next(stage); } },
    step(1),
    h('h1', { tabIndex: -1 }, t('What you know')),
    adviceBox(stage),
    h('p', { className: 'lead' }, t('Write in any language. Leave out what only you can know.')),
    postField(stage),
    textField(stage, t('Your message'), t('Who did it, where are they, how do you know? Links, account names and addresses help.')),
    filesField(stage),
    radios(t('May we answer you?'), 'answers', state.answers ? 'yes' : 'no', [
      { value: 'yes', label: t('Yes'), hint: t('You get twelve words. With them you can read our answers and ask for the reward.') },
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
