// Small windows that ask for one thing and then do it.
import { button, h, labelled } from '../dom';
import { say } from '../place';
import { t } from '../../../../web/i18n';
import { state } from '../state';
import { refusal } from '../tell';
import { cases, type CaseLine } from './api';
import { askedWords, credibilities, reliabilities } from './words';
import { api } from '../api';

export interface Bytes { message: number; begin: number; length: number }

// ask shows fields in a window; it stays open, with the reason, when the work is refused.
export function ask(id: string, title: string, fields: (Node | false)[], submit: string, work: () => Promise<void>): void {
  const error = h('p', { className: 'error', role: 'alert', hidden: true });
  const send = h('button', { type: 'submit', className: 'main', 'data-testid': `${id}-yes` }, submit);
  const done = async (): Promise<void> => {
    send.disabled = true;
    try {
      await work();
      dialog.close();
    } catch (reason) {
      error.textContent = refusal(reason);
      error.hidden = false;
    } finally {
      send.disabled = false;
    }
  };
  const heading = h('h2', { id: `${id}-title` }, title);
  const dialog = h('dialog', { 'data-testid': id, 'aria-labelledby': heading.id },
    h('form', { method: 'dialog', onsubmit: (event: Event) => { event.preventDefault(); void done(); } },
      heading, ...fields, error,
      h('div', { className: 'buttons' }, send, button(`${id}-no`, t('Cancel'), () => dialog.close()))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export const choice = (id: string, options: [string, string][], selected = ''): HTMLSelectElement =>
  h('select', { 'data-testid': id }, ...options.map(([value, text]) => h('option', { value, selected: value === selected }, text)));

// caseChoice lets somebody choose a case, or name a new one.
export async function caseChoice(id: string, first?: number): Promise<{ fields: HTMLElement[]; chosen: () => Promise<number> }> {
  const standing = (await cases.list()).cases.filter((one: CaseLine) => one.merged_into === 0);
  const select = choice(`${id}-case`, [...standing.map((one): [string, string] => [String(one.id), one.name]), ['', t('A new case …')]],
    first === undefined ? String(standing.at(-1)?.id ?? '') : String(first));
  const name = h('input', { type: 'text', maxLength: 120, autocomplete: 'off', 'data-testid': `${id}-name` });
  const box = labelled(t('Name of the new case'), name);
  const show = (): void => { box.hidden = select.value !== ''; };
  select.addEventListener('change', show);
  show();
  return {
    fields: [labelled(t('Case'), select), box],
    chosen: async () => (select.value !== '' ? Number(select.value) : (await cases.open(name.value.trim())).id),
  };
}

// askCase links conversations to a case.
export async function askCase(conversations: number[], done: () => void): Promise<void> {
  const { fields, chosen } = await caseChoice('ask-case');
  ask('ask-case', t('Link to a case'), fields, t('Link'), async () => {
    const id = await chosen();
    for (const conversation of conversations) await cases.link(id, conversation);
    say(t('Linked.'));
    done();
  });
}

export function askLabel(conversation: number, done: () => void): void {
  const input = h('input', { type: 'text', maxLength: 60, autocomplete: 'off', required: true, 'data-testid': 'ask-label-text' });
  input.setAttribute('list', 'ask-label-choices');
  ask('ask-label', t('Label'), [labelled(t('Label'), input),
    h('datalist', { id: 'ask-label-choices' }, ...(state.status?.labels ?? []).map(({ name }) => h('option', { value: name })))],
  t('Put on'), async () => {
    await api.label(conversation, input.value.trim(), false);
    done();
  });
}

export function askNotSame(a: { id: number; name: string }, b: { id: number; name: string }, done: () => void): void {
  ask('ask-not-same', t('Not the same?'), [
    h('p', {}, t('{a} and {b} will not be put together or suggested again.', { a: a.name, b: b.name }))],
  t('Not the same'), async () => {
    await cases.notSame(a.id, b.id);
    say(t('They are kept apart from now on.'));
    done();
  });
}

// askStatement makes a statement of bytes of a tip. A conversation that is in no case yet
// is put into the chosen one.
export async function askStatement(conversation: number, inCase: number | undefined, quote: string, bytes: Bytes, done: () => void): Promise<void> {
  const { fields, chosen } = await caseChoice('ask-statement', inCase);
  const text = h('textarea', { rows: 3, dir: 'auto', required: true, maxLength: 1300, 'data-testid': 'ask-statement-text',
                               value: quote.replace(/\s+/gu, ' ').trim().slice(0, 1000) });
  const reliability = choice('ask-statement-source', reliabilities(), 'F');
  const credibility = choice('ask-statement-information', credibilities(), '6');
  ask('ask-statement', t('Make a statement'), [
    h('blockquote', { dir: 'auto', className: 'quote' }, quote), ...fields, labelled(t('What it states'), text),
    labelled(t('The source'), reliability), labelled(t('The information'), credibility)],
  t('Make the statement'), async () => {
    const id = await chosen();
    await cases.link(id, conversation);
    await cases.statement(id, text.value.replace(/\s+/gu, ' ').trim(), reliability.value + credibility.value, bytes);
    say(t('The statement is in the case.'));
    done();
  });
}

export function askMerge(from: { id: number; name: string }, done: (into: number) => void): Promise<void> {
  return cases.list().then(({ cases: all }) => {
    const others = all.filter((one) => one.id !== from.id && one.merged_into === 0);
    if (others.length === 0) return say(t('There is no other case.'));
    const into = choice('ask-merge-into', others.map((one): [string, string] => [String(one.id), one.name]));
    ask('ask-merge', t('Merge {name} into another case', { name: from.name }), [labelled(t('Into'), into),
      h('p', { className: 'hint' }, t('Nothing is moved: undoing the merge brings back exactly what was.'))],
    t('Merge'), async () => {
      await cases.merge(from.id, Number(into.value));
      done(Number(into.value));
    });
  });
}

const formats = (): [string, string][] => [['pdf', t('PDF: a report to print')], ['odt', t('ODT: a report to edit')], ['csv', t('CSV: a table of what is named')],
  ['stix', t('STIX 2.1: for threat platforms')], ['misp', t('MISP: an event')], ['graphml', t('GraphML: the graph')], ['gexf', t('GEXF: the graph, for Gephi')]];

// askExport writes a case to a file outside of the vault, on purpose and with a line in the audit.
export function askExport(one: { id: number; name: string }): void {
  const format = choice('ask-export-format', formats());
  const tlp = choice('ask-export-tlp', [['red', t('red: for named persons only')], ['amber', t('amber: for their organisations')],
    ['green', t('green: for the community')], ['clear', t('clear: for everybody')]]);
  ask('ask-export', t('Export {name}', { name: one.name }), [labelled(t('Form'), format), labelled(t('Who may read it (TLP)'), tlp),
    h('p', { className: 'hint' }, t('The file lies outside of the vault and is not encrypted. Values in STIX and MISP are live, in all other forms defanged. The audit gets a line.'))],
  t('Export'), async () => {
    const { path, request, sha256, undrawn } = await cases.exportCase(one.id, format.value, tlp.value);
    if (path === undefined) return say(askedWords(request ?? 0));
    say(`${t('Written to {path}. SHA-256: {sha256}', { path, sha256 })}${undrawn > 0 ? ` ${t('Characters that no font of this system has: {n}', { n: undrawn })}` : ''}`);
  });
}
