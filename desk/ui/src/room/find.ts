// Search over everything that came in and everything that was made of it.
import { h, labelled } from '../dom';
import { failed, type Screen } from '../place';
import { t, tn } from '../../../../web/i18n';
import { state } from '../state';
import { cases, type End, type Found, type Wanted } from './api';
import { ready } from './index';
import { caseChip, page, tipLink, when } from './parts';

interface Asked { words: string; folder: string; label: string; case: string; since: string; until: string; kind: string }
const fresh = (): Asked => ({ words: '', folder: '', label: '', case: '', since: '', until: '', kind: '' });
let asked = fresh();

export function forgetFind(): void { asked = fresh(); }

const kDay = 86_400;
const dayOf = (text: string): number => Math.floor(new Date(`${text}T00:00:00`).getTime() / 1000);

function wanted(): Wanted {
  return {
    ...(asked.words.trim() !== '' && { words: asked.words }), ...(asked.folder !== '' && { folder: asked.folder }),
    ...(asked.label !== '' && { label: asked.label }), ...(asked.case !== '' && { case: Number(asked.case) }),
    ...(asked.since !== '' && { since: dayOf(asked.since) }), ...(asked.until !== '' && { until: dayOf(asked.until) + kDay }),
    ...(asked.kind !== '' && { kind: asked.kind }),
  };
}

function result(one: End): HTMLElement {
  return h('li', { className: 'casetip', 'data-item': 'result' },
    h('div', { className: 'line' }, tipLink(one.id, one.name), when(one.last_at), ...one.cases.map(caseChip)),
    h('p', { className: 'excerpt', dir: 'auto' }, one.excerpt));
}

function results(found: Found): HTMLElement {
  const { conversations, cases: inCases } = found;
  return h('div', {},
    h('p', { className: 'hint', role: 'status', 'data-testid': 'find-count' }, conversations.length === 0 ? t('Nothing found.')
      : tn('{n} conversation found', conversations.length), conversations.length === found.most ? ` · ${t('The newest are shown.')}` : ''),
    inCases.length > 0 && h('p', { className: 'chips' }, h('span', { className: 'hint' }, t('In names and statements of cases:')), ...inCases.map(caseChip)),
    h('ul', { className: 'plain', 'data-testid': 'results' }, ...conversations.map(result)));
}

class FindScreen implements Screen {
  private readonly box = h('div', {});
  private readonly form = h('form', { className: 'filters', role: 'search', onsubmit: (event: Event) => { event.preventDefault(); void this.search(); } });
  readonly element: HTMLElement;

  constructor(notice: HTMLElement) {
    this.element = page('find', t('Search'), notice, this.form, this.box);
    this.fields().then((fields) => {
      this.form.replaceChildren(...fields, h('div', { className: 'buttons' }, h('button', { type: 'submit', className: 'main', 'data-testid': 'find-go' }, t('Search'))));
      this.form.querySelector('input')?.focus();
      return this.search();
    }).catch(failed);
  }

  private text(id: keyof Asked, label: string, type: string): HTMLElement {
    const input = h('input', { type, value: asked[id], autocomplete: 'off', 'data-testid': `find-${id}` });
    input.addEventListener('input', () => { asked[id] = input.value; });
    return labelled(label, input);
  }

  private choice(id: keyof Asked, label: string, options: [string, string][]): HTMLElement {
    const select = h('select', { 'data-testid': `find-${id}` }, ...[['', t('any')] as [string, string], ...options]
      .map(([value, text]) => h('option', { value, selected: value === asked[id] }, text)));
    select.addEventListener('change', () => { asked[id] = select.value; void this.search(); });
    return labelled(label, select);
  }

  private async fields(): Promise<HTMLElement[]> {
    await ready();
    const [{ cases: all }, { kinds }] = await Promise.all([cases.list(), cases.kinds()]);
    const names = (list: { name: string }[] | undefined) => (list ?? []).map(({ name }): [string, string] => [name, name]);
    const more = [this.choice('case', t('Case'), all.filter((one) => one.merged_into === 0).map((one) => [String(one.id), one.name])),
      this.choice('kind', t('Names a'), kinds.map(({ name, count }) => [name, `${name} (${count})`])),
      this.choice('label', t('Label'), names(state.status?.labels)), this.choice('folder', t('Folder'), names(state.status?.folders)),
      this.text('since', t('From'), 'date'), this.text('until', t('To'), 'date')];
    const narrowed = Object.entries(asked).some(([id, set]) => id !== 'words' && set !== '');
    return [this.text('words', t('Words, or their beginnings'), 'search'),
      h('details', { open: narrowed || matchMedia('(min-width: 45rem)').matches }, h('summary', {}, t('Narrow it down')), h('div', { className: 'filters' }, ...more))];
  }

  private async search(): Promise<void> {
    try {
      this.box.replaceChildren(results(await cases.find(wanted())));
    } catch (error) { failed(error); }
  }
}

export function findRoom(notice: HTMLElement): Screen { return new FindScreen(notice); }
