// Who works at the desk: oneself, the others for a supervisor, and what waits for a second person.
import { staff, type Officer, type Request } from '../api';
import { button, h, labelled } from '../dom';
import { failed, refresh, say, type Screen } from '../place';
import { may, state } from '../state';
import { t, time } from '../../../../web/i18n';
import { ask } from './dialogs';
import { later, page, table, value, type Cell } from './parts';
import { leavingWords, roleWords, stateWords } from './words';

const secret = (id: string): HTMLInputElement =>
  h('input', { type: 'password', autocomplete: 'off', required: true, minLength: 8, 'data-testid': id });

const roleChoice = (id: string, selected: string): HTMLSelectElement =>
  h('select', { 'data-testid': id }, ...['auditor', 'officer', 'supervisor'].map((role) =>
    h('option', { value: role, selected: role === selected }, roleWords(role))));

function askPassphrase(): void {
  const before = secret('own-before'), after = secret('own-after'), again = secret('own-again');
  ask('own-passphrase', t('Change my passphrase'), [labelled(t('Passphrase now'), before), labelled(t('New passphrase, 8 characters or more'), after),
    labelled(t('The new one again'), again)], t('Change'), async () => {
    if (after.value !== again.value) return say(t('The two new ones differ. Nothing was changed.'));
    await staff.passphrase(before.value, after.value);
    say(t('Your passphrase is changed.'));
  });
}

function askAdd(changed: () => void): void {
  const name = h('input', { type: 'text', maxLength: 60, autocomplete: 'off', required: true, 'data-testid': 'add-name' });
  const role = roleChoice('add-role', 'officer');
  const passphrase = secret('add-passphrase');
  ask('add-officer', t('Add an officer'), [labelled(t('Name'), name), labelled(t('Role'), role), labelled(t('A first passphrase, 8 characters or more'), passphrase),
    h('p', { className: 'hint' }, t('Give it to them yourself. They change it here when they come in.'))], t('Add'), async () => {
    await staff.add(name.value.trim(), role.value, passphrase.value);
    say(t('{name} can come in now.', { name: name.value.trim() }));
    changed();
  });
}

function askRole(one: Officer, changed: () => void): void {
  const role = roleChoice('change-role', one.role);
  ask('officer-role', t('Role of {name}', { name: one.name }), [labelled(t('Role'), role)], t('Change'), async () => {
    await staff.role(one.name, role.value);
    changed();
  });
}

function askRemove(one: Officer, changed: () => void): void {
  ask('officer-remove', t('Remove {name}?', { name: one.name }), [
    h('p', {}, t('They cannot come in any more, from now on.')),
    h('p', { className: 'hint' }, t('An old copy of vault.key would still open the vault with their passphrase. If they may have one, stop the desk and give the vault a new key: tipstaff-desk officer rekey'))],
  t('Remove'), async () => {
    await staff.remove(one.name);
    say(t('{name} is removed.', { name: one.name }));
    changed();
  });
}

function officerRow(one: Officer, changed: () => void): Cell[] {
  return [one.name, roleWords(one.role), one.has_passphrase ? time(one.since) : t('no passphrase: remove and add again'),
    h('span', { className: 'buttons tight' },
      button(`role-${one.name}`, t('Role …'), () => askRole(one, changed), { 'aria-label': t('Role of {name}', { name: one.name }) }),
      button(`remove-${one.name}`, t('Remove …'), () => askRemove(one, changed), { 'aria-label': t('Remove {name}?', { name: one.name }) }))];
}

async function officers(changed: () => void): Promise<HTMLElement> {
  const all = (await staff.list()).officers;
  return h('section', { 'aria-label': t('Officers') }, h('h2', {}, t('Officers')),
    table('officers', t('Officers of this desk'), [t('Name'), t('Role'), t('Since'), t('Change')], all.map((one) => officerRow(one, changed)), true),
    h('div', { className: 'buttons' }, button('officer-add', t('Add an officer'), () => askAdd(changed))));
}

function decisions(one: Request, changed: () => void): Cell {
  if (one.state !== 'waiting') return one.decided_by;
  if (one.own) return t('somebody else has to agree');
  if (!may('supervisor')) return t('a supervisor has to agree');
  const decide = (approve: boolean) => (): void => {
    staff.decide(one.id, approve, one.sha256).then(({ path, queued }) => {
      say(queued ? t('It leaves from now on, one part with each visit of the relay.') : path === undefined ? t('It was refused. Nothing left the vault.') : t('Written to {path}. SHA-256: {sha256}', { path, sha256: one.sha256 }));
      changed();
    }, failed);
  };
  return h('span', { className: 'buttons tight' }, button(`approve-${one.id}`, t('Let it out'), decide(true)), button(`refuse-${one.id}`, t('Refuse'), decide(false)));
}

const formWords = (one: Request): string => (one.what === 'case' ? one.format : one.what === 'referral' ? t('to {post}', { post: one.name }) : one.name);

async function requests(changed: () => void): Promise<HTMLElement> {
  const all = (await staff.requests()).requests;
  return h('section', { 'aria-label': t('Exports that two people decide') }, h('h2', {}, t('Exports that two people decide')),
    all.length === 0 ? h('p', { className: 'empty' }, t('None was asked for.'))
      : table('requests', t('What was asked for, the newest first'), [t('What'), t('Form'), 'TLP', 'SHA-256', t('Asked by'), t('When'), t('State'), t('Decision')],
        all.map((one) => [`${leavingWords(one.what)} ${one.number}`, formWords(one), one.tlp, value(one.sha256), one.asked_by, time(one.asked_at), stateWords(one.state), decisions(one, changed)]), true));
}

export function staffRoom(notice: HTMLElement): Screen {
  const box = h('div', {}), waiting = h('div', {});
  const show = (): void => {
    if (may('officer')) later(waiting, requests(show), failed);
    if (may('supervisor')) later(box, officers(show), failed);
    void refresh();
  };
  const self = h('p', { 'data-testid': 'who-am-i' }, t('You are {name}, {role}.', { name: state.status?.who ?? '', role: roleWords(state.status?.role ?? '') }));
  const element = page('staff', t('Staff'), notice, self, h('div', { className: 'buttons' }, button('own-passphrase-open', t('Change my passphrase'), askPassphrase)), waiting, box);
  show();
  return { element };
}

