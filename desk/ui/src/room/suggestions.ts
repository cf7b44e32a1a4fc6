// Suggestions: which conversations may be of the same hand, and why. Nothing is joined
// without an officer.
import { button, h } from '../dom';
import { failed } from '../place';
import { t, tn } from '../../../../web/i18n';
import { cases, type End, type Reason, type Suggestion } from './api';
import { askCase, askNotSame } from './dialogs';
import { ready } from './index';
import { caseChip, table, tipLink, value } from './parts';
import { reasonWords } from './words';

// Never a hundred: a suggestion is never a certainty.
const percent = (part: number): string => `${Math.min(99, Math.round(part * 100))} %`;

function strength(reason: Reason): HTMLElement {
  return h('span', { className: 'strength' }, h('meter', { min: 0, max: 1, value: reason.strength, 'aria-hidden': 'true' }), percent(reason.strength));
}

function end(one: End): HTMLElement {
  return h('div', { className: 'end' }, tipLink(one.id, one.name), h('span', { className: 'excerpt', dir: 'auto' }, one.excerpt),
    one.cases.length > 0 && h('span', { className: 'chips' }, ...one.cases.map(caseChip)));
}

// openEnds are the conversations that a link would put into the case.
const openEnds = (one: Suggestion, inCase: number | undefined): number[] =>
  [one.a, one.b].filter((side) => inCase === undefined || !side.cases.some(({ id }) => id === inCase)).map(({ id }) => id);

function suggestionView(one: Suggestion, inCase: number | undefined, changed: () => void): HTMLElement {
  const link = (): void => {
    if (inCase === undefined) return void askCase(openEnds(one, inCase), changed).catch(failed);
    Promise.all(openEnds(one, inCase).map((id) => cases.link(inCase, id))).then(changed, failed);
  };
  const key = `${one.a.id}-${one.b.id}`;
  return h('li', { className: 'suggestion', 'data-item': 'suggestion', 'data-testid': `suggestion-${key}` },
    h('div', { className: 'ends' }, end(one.a), h('p', { className: 'score' }, h('strong', {}, percent(one.score))), end(one.b)),
    h('details', { open: true }, h('summary', {}, t('Why linked')),
      table(`why-${key}`, t('Why {a} and {b} are linked', { a: one.a.name, b: one.b.name }), [t('Both name'), t('Value'), t('Strength'), t('How many tips name it')],
        one.reasons.map((reason) => [reason.type !== '' ? reason.type : reasonWords(reason.kind ?? ''), value(reason.value), strength(reason), String(reason.tips)]), true)),
    h('div', { className: 'buttons tight' },
      button(`suggestion-link-${key}`, inCase === undefined ? t('Link both to a case') : t('Link to this case'), link, { className: 'main' }),
      button(`suggestion-not-same-${key}`, t('Not the same'), () => askNotSame(one.a, one.b, changed))));
}

// suggestions lists what may belong together; with a case, what may belong to it.
export async function suggestions(inCase: number | undefined, changed: () => void): Promise<HTMLElement> {
  await ready();
  const { suggestions: list, all } = await cases.suggest(inCase);
  return h('section', { 'aria-label': t('Suggestions'), 'data-testid': 'suggestions' },
    h('p', { className: 'hint' }, list.length === 0 ? t('Nothing to suggest: no two conversations share a rare thing.')
      : tn('One pair of conversations may be of the same hand. A suggestion is never a certainty.', all)),
    h('ul', { className: 'plain' }, ...list.map((one) => suggestionView(one, inCase, changed))));
}
