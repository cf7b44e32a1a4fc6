// Techniques of DISARM that an officer ticks for a crew. The words are ours; the numbers are
// what other platforms look up.
import { ask, type LetOut } from '../api';
import { h, labelled } from '../dom';
import { t } from '../../../../web/i18n';
import { choice } from './dialogs';

// Those that acting together can show; any other can be typed.
const common = (): [string, string][] => [['T0049', t('Floods a subject with posts')], ['T0049.001', t('People who amplify and provoke')],
  ['T0049.002', t('Takes over a hashtag of others')], ['T0049.003', t('Programs that repost')], ['T0084.001', t('Copies the same text again and again')],
  ['T0118', t('Amplifies a story that was there')]];

export interface Ticks { element: HTMLElement; words(): string[] }

// ticks are for one crew or for all; `crews` are their numbers.
export function ticks(crews: number[]): Ticks {
  const boxes = common().map(([id, text]) => ({ id, text, box: h('input', { type: 'checkbox', id: `technique-${id}`, 'data-testid': `technique-${id}` }) }));
  const others = h('input', { type: 'text', autocomplete: 'off', maxLength: 200, placeholder: 'T0119 T0121', 'data-testid': 'technique-others' });
  const crew = choice('technique-crew', [['', t('every crew')], ...crews.map((number): [string, string] => [String(number), t('Crew {n}', { n: number })])]);
  const element = h('fieldset', { 'data-testid': 'techniques' }, h('legend', {}, t('Techniques of DISARM that you have seen')),
    ...boxes.map(({ id, text, box }) => h('p', { className: 'check' }, box, h('label', { htmlFor: box.id }, `${id} · ${text}`))),
    labelled(t('Others, by number'), others), labelled(t('Seen of'), crew));
  return {
    element,
    words: () => [...boxes.filter(({ box }) => box.checked).map(({ id }) => id), ...others.value.split(/[\s,;]+/u).filter((word) => word !== '')]
      .map((id) => (crew.value === '' ? id : `${crew.value}:${id}`)),
  };
}

export const exportStix = (id: number, techniques: string[]): Promise<LetOut> =>
  ask('campaign_export', { id, name: 'crews.stix.json', techniques });
