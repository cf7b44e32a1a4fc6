// Suspects of a case: whom its statements speak of.
import { button, h, labelled } from '../dom';
import { say } from '../place';
import { t } from '../../../../web/i18n';
import { cases, type CasePage, type Suspect } from './api';
import { ask } from './dialogs';
import { value } from './parts';

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

function area(id: string, text: string, rows = 2): HTMLTextAreaElement {
  return h('textarea', { rows, dir: 'auto', value: text, 'data-testid': id });
}

// accountsOf reads "type value" lines, as they are shown.
function accountsOf(text: string): { type: string; value: string }[] {
  return lines(text).map((line) => {
    const at = line.search(/\s/u);
    return at < 0 ? { type: 'handle', value: line } : { type: line.slice(0, at), value: line.slice(at).trim() };
  });
}

function statementChoice(data: CasePage, chosen: number[]): { element: HTMLElement; ids(): number[] } {
  const boxes = data.statements.map(({ id }) => h('input', { type: 'checkbox', id: `on-statement-${id}`, value: String(id), checked: chosen.includes(id) }));
  const element = h('fieldset', {}, h('legend', {}, t('Rests on these statements')), ...boxes.map((box, at) =>
    h('p', { className: 'check' }, box, h('label', { htmlFor: box.id, dir: 'auto' }, data.statements[at]?.text ?? ''))));
  return { element, ids: () => boxes.filter((box) => box.checked).map((box) => Number(box.value)) };
}

function edit(data: CasePage, one: Suspect | null, changed: () => void): void {
  const name = h('input', { type: 'text', required: true, maxLength: 120, autocomplete: 'off', value: one?.name ?? '', 'data-testid': 'suspect-name' });
  const aliases = area('suspect-aliases', one?.aliases.join('\n') ?? '');
  const accounts = area('suspect-accounts', one?.accounts.map((account) => `${account.type} ${account.value}`).join('\n') ?? '');
  const places = area('suspect-places', one?.places.join('\n') ?? '');
  const times = area('suspect-times', one?.times.join('\n') ?? '');
  const note = area('suspect-note', one?.note ?? '', 3);
  const rests = statementChoice(data, one?.statements ?? []);
  ask('ask-suspect', one === null ? t('A new suspect') : t('Change {name}', { name: one.name }), [
    labelled(t('Name, or what they are called'), name), labelled(t('Other names, one a line'), aliases),
    labelled(t('Accounts, one a line: kind and value'), accounts),
    h('p', { className: 'hint' }, t('Kinds are written as beside the values of a tip: telegram, phone, iban ...')),
    labelled(t('Places, one a line'), places),
    labelled(t('Times, one a line'), times), labelled(t('Note'), note), data.statements.length > 0 && rests.element],
  t('Save'), async () => {
    await cases.suspect({
      ...(one === null ? { case: data.case.id } : { id: one.id, edition: one.edition }), name: name.value.trim(), aliases: lines(aliases.value),
      accounts: accountsOf(accounts.value), places: lines(places.value), times: lines(times.value), note: note.value.trim(), statements: rests.ids(),
    });
    say(t('Saved.'));
    changed();
  });
}

function remove(one: Suspect, changed: () => void): void {
  ask('ask-suspect-remove', t('Remove {name}?', { name: one.name }), [h('p', {}, t('The statements stay.'))], t('Remove'), async () => {
    await cases.suspect({ id: one.id, edition: one.edition, remove: true });
    changed();
  });
}

function suspectView(data: CasePage, one: Suspect, changed: () => void): HTMLElement {
  const list = (label: string, items: (Node | string)[]): HTMLElement | false => items.length > 0 &&
    h('div', {}, h('dt', {}, label), ...items.map((item) => h('dd', { dir: 'auto' }, item)));
  return h('li', { className: 'statement', 'data-item': 'suspect' }, h('h3', { dir: 'auto' }, one.name),
    h('dl', { className: 'facts' }, list(t('Other names'), one.aliases),
      list(t('Accounts'), one.accounts.map((account) => h('span', {}, h('span', { className: 'kind' }, account.type), ' ', value(account.value)))),
      list(t('Places'), one.places), list(t('Times'), one.times), list(t('Note'), one.note === '' ? [] : [one.note]),
      list(t('Rests on'), data.statements.filter(({ id }) => one.statements.includes(id)).map(({ code, text }) => `${code} · ${text}`))),
    h('div', { className: 'buttons tight' }, button(`suspect-edit-${one.id}`, t('Change'), () => edit(data, one, changed)),
      button(`suspect-remove-${one.id}`, t('Remove'), () => remove(one, changed), { className: 'quiet' })));
}

export async function suspectsView(data: CasePage, changed: () => void): Promise<HTMLElement> {
  const { suspects } = await cases.suspects(data.case.id);
  return h('div', {}, button('suspect-new', t('A new suspect'), () => edit(data, null, changed)),
    suspects.length === 0 && h('p', { className: 'empty' }, t('Nobody yet.')),
    h('ul', { className: 'plain columns', 'data-testid': 'suspects' }, ...suspects.map((one) => suspectView(data, one, changed))));
}
