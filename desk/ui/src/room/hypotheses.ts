// Hypotheses against statements, in the manner of the analysis of competing hypotheses: what
// speaks against one weighs, and the lowest score stands best.
import { button, h, labelled } from '../dom';
import { failed } from '../place';
import { t } from '../../../../web/i18n';
import { cases, type Evidence, type Hypotheses, type Hypothesis, type Mark } from './api';
import { ask } from './dialogs';
import { table } from './parts';

const marks = (): [Mark | '', string][] => [['', '–'], ['CC', t('CC: fits very well')], ['C', t('C: fits')], ['N', t('N: says nothing')],
  ['I', t('I: speaks against it')], ['II', t('II: speaks strongly against it')]];

function edit(inCase: number, one: Hypothesis | null, changed: () => void): void {
  const text = h('textarea', { rows: 3, required: true, maxLength: 300, dir: 'auto', value: one?.text ?? '', 'data-testid': 'hypothesis-text' });
  ask('ask-hypothesis', one === null ? t('A new hypothesis') : t('Change the hypothesis'), [labelled(t('It says'), text)], t('Save'), async () => {
    await cases.hypothesis({ ...(one === null ? { case: inCase } : { id: one.id, edition: one.edition }), text: text.value.replace(/\s+/gu, ' ').trim() });
    changed();
  });
}

function remove(one: Hypothesis, changed: () => void): void {
  ask('ask-hypothesis-remove', t('Remove this hypothesis?'), [h('p', { dir: 'auto' }, one.text)], t('Remove'), async () => {
    await cases.hypothesis({ id: one.id, edition: one.edition, remove: true });
    changed();
  });
}

function markChoice(row: Evidence, one: Hypothesis, changed: () => void): HTMLElement {
  const was = row.marks[String(one.id)] ?? '';
  const select = h('select', { 'data-testid': `mark-${row.statement}-${one.id}`, className: `marked-${was}`,
                               'aria-label': t('{statement} and {hypothesis}', { statement: row.text, hypothesis: one.text }) },
    ...marks().filter(([mark]) => was === '' || mark !== '').map(([mark, words]) => h('option', { value: mark, selected: mark === was }, words)));
  select.addEventListener('change', () => {
    if (select.value !== '') cases.mark(row.statement, one.id, select.value as Mark, was).then(changed, (error: unknown) => { failed(error); changed(); });
  });
  return select;
}

function head(list: Hypotheses, changed: () => void): HTMLElement {
  const best = Math.min(...list.hypotheses.map(({ score }) => score));
  return h('ul', { className: 'plain columns', 'data-testid': 'hypotheses' }, ...list.hypotheses.map((one, at) => h('li', { className: 'statement', 'data-item': 'hypothesis' },
    h('p', { dir: 'auto' }, h('strong', {}, `H${at + 1} `), one.text),
    h('p', { className: 'hint' }, t('Speaks against it: {score}', { score: one.score.toFixed(1) }), one.score === best && list.hypotheses.length > 1 ? ` · ${t('stands best so far')}` : ''),
    h('div', { className: 'buttons tight' }, button(`hypothesis-edit-${one.id}`, t('Change'), () => edit(0, one, changed)),
      button(`hypothesis-remove-${one.id}`, t('Remove'), () => remove(one, changed), { className: 'quiet' })))));
}

export async function hypothesesView(inCase: number, changed: () => void): Promise<HTMLElement> {
  const list = await cases.hypotheses(inCase);
  return h('div', {}, button('hypothesis-new', t('A new hypothesis'), () => edit(inCase, null, changed)),
    list.hypotheses.length === 0 ? h('p', { className: 'empty' }, t('None yet. Write down at least two that exclude each other.')) : head(list, changed),
    list.hypotheses.length > 0 && (list.evidence.length === 0 ? h('p', { className: 'empty' }, t('There are no statements to weigh yet.'))
      : table('ach', t('Each statement against each hypothesis'), [t('Statement'), ...list.hypotheses.map((_, at) => `H${at + 1}`)],
        list.evidence.map((row) => [h('span', {}, h('abbr', { className: 'code' }, row.code), ' ', row.text), ...list.hypotheses.map((one) => markChoice(row, one, changed))]))));
}
