// Suggestions: which conversations may be of the same hand, and why. Nothing is joined
// without an officer.
import { compared, comparing } from '../busy';
import { button, h } from '../dom';
import { failed } from '../place';
import { t, tn } from '../../../../web/i18n';
import { cases, type End, type Reason, type Suggestion } from './api';
import { askCase, askNotSame } from './dialogs';
import { ready } from './index';
import { caseChip, table, tipLink, value } from './parts';
import { reasonWords } from './words';

interface About { case?: number; tip?: number }

// Never a hundred: a suggestion is never a certainty.
const percent = (part: number): string => `${Math.min(99, Math.round(part * 100))} %`;

// A file that both sent and one that a text names by its hash are one kind of thing.
function sharedWords({ type, kind }: Reason): string {
  if (type === 'sha256') return t('a file, by its SHA-256');
  return type !== '' ? type : reasonWords(kind ?? '');
}

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

function suggestionView(one: Suggestion, about: About, changed: () => void): HTMLElement {
  const inCase = about.case;
  const link = (): void => {
    if (inCase === undefined) return void askCase(openEnds(one, inCase), changed).catch(failed);
    Promise.all(openEnds(one, inCase).map((id) => cases.link(inCase, id))).then(changed, failed);
  };
  const key = `${one.a.id}-${one.b.id}`;
  return h('li', { className: 'suggestion', 'data-item': 'suggestion', 'data-testid': `suggestion-${key}` },
    h('div', { className: 'ends' }, one.a.id !== about.tip && end(one.a),
      h('p', { className: 'score' }, h('strong', {}, percent(one.score))), one.b.id !== about.tip && end(one.b)),
    h('details', { open: true }, h('summary', {}, t('Why linked')),
      table(`why-${key}`, t('Why {a} and {b} are linked', { a: one.a.name, b: one.b.name }), [t('Both name'), t('Value'), t('Strength'), t('How many tips name it')],
        one.reasons.map((reason) => [sharedWords(reason), value(reason.value), strength(reason), String(reason.tips)]), true)),
    h('div', { className: 'buttons tight' },
      button(`suggestion-link-${key}`, inCase === undefined ? t('Link both to a case') : t('Link to this case'), link, { className: 'main' }),
      button(`suggestion-not-same-${key}`, t('Not the same'), () => askNotSame(one.a, one.b, changed))));
}

const kAgainMs = 150;

// looked asks until the desk has compared everything: it does so in steps.
async function looked(about: About): Promise<{ suggestions: Suggestion[]; all: number }> {
  for (;;) {
    const answer = await cases.suggest(about);
    if ('suggestions' in answer) return answer;
    comparing(answer.done, answer.of);
    if (answer.of === 0) await new Promise((resolve) => { setTimeout(resolve, kAgainMs); });
  }
}

// suggestions lists what may belong together; with a case or a tip, what may belong to it.
export async function suggestions(about: About, changed: () => void): Promise<HTMLElement> {
  await ready();
  const { suggestions: list, all } = await looked(about).finally(compared);
  return h('section', { 'aria-label': t('Suggestions'), 'data-testid': 'suggestions' },
    h('p', { className: 'hint' }, list.length === 0 ? t('Nothing to suggest: no two conversations share a rare thing.')
      : tn('One pair of conversations may be of the same hand. A suggestion is never a certainty.', all)),
    h('ul', { className: 'plain' }, ...list.map((one) => suggestionView(one, about, changed))));
}
