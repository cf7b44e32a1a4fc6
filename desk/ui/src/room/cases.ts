// The list of cases, and what the desk suggests over all tips.
import { h, labelled } from '../dom';
import { failed, go, type Screen } from '../place';
import { t, tn } from '../../../../web/i18n';
import { cases, type CaseLine } from './api';
import { later, page } from './parts';
import { suggestions } from './suggestions';

function line(one: CaseLine, all: CaseLine[]): HTMLElement {
  const into = all.find(({ id }) => id === one.merged_into);
  return h('li', {}, h('button', {
    type: 'button', className: 'item', 'data-testid': `case-${one.id}`, 'data-item': 'case', onclick: () => go({ room: 'case', id: one.id, section: 'overview' }),
  }, h('strong', { dir: 'auto' }, one.name),
    h('span', { className: 'line marks' },
      h('span', { className: 'mark' }, tn('{n} conversation', one.conversations)), h('span', { className: 'mark' }, tn('{n} statement', one.statements)),
      into !== undefined && h('span', { className: 'mark label', dir: 'auto' }, t('merged into {name}', { name: into.name })))));
}

function newCase(): HTMLElement {
  const name = h('input', { type: 'text', maxLength: 120, required: true, autocomplete: 'off', 'data-testid': 'case-name' });
  return h('form', { className: 'oneline', onsubmit: (event: Event) => {
    event.preventDefault();
    cases.open(name.value.trim()).then(({ id }) => go({ room: 'case', id, section: 'overview' }), failed);
  } }, labelled(t('Name of the new case'), name), h('button', { type: 'submit', 'data-testid': 'case-open' }, t('Open a case')));
}

async function list(): Promise<HTMLElement> {
  const { cases: all } = await cases.list();
  if (all.length === 0) return h('p', { className: 'empty' }, t('No cases yet. Open one, or link a tip to a new one.'));
  return h('ul', { className: 'items cards', 'data-testid': 'case-list' }, ...all.map((one) => line(one, all)));
}

export function casesRoom(notice: HTMLElement): Screen {
  const box = h('div', {}), suggested = h('div', {});
  const load = (): void => {
    later(box, list(), failed);
    later(suggested, suggestions({}, load), failed);
  };
  load();
  return { element: page('cases', t('Cases'), notice, newCase(), box, h('h2', {}, t('May be of the same hand')), suggested) };
}
