// The head of the page: whose desk it is, its rooms, the language, the lock.
import { button, h } from './dom';
import { busy } from './busy';
import { go, where, type Place } from './place';
import { roleWords } from './room/words';
import { may, state } from './state';
import { choices, language, t } from '../../../web/i18n';

function room(name: Place['room'] & ('mail' | 'triage' | 'cases' | 'campaigns' | 'graph' | 'find' | 'audit' | 'staff' | 'calls' | 'referrals'), text: string): HTMLElement {
  const { place } = where;
  const inside = place.room === name || (name === 'cases' && place.room === 'case') || (name === 'campaigns' && place.room === 'campaign') || (name === 'calls' && place.room === 'call') ||
    (place.room === 'tip' && (place.back.room === name || (name === 'cases' && place.back.room === 'case')));
  return h('li', {}, button(`room-${name}`, text, () => go({ room: name }), { className: 'room', 'aria-current': inside ? 'page' : null }));
}

export function rooms(): HTMLElement {
  return h('nav', { className: 'rooms', 'aria-label': t('Rooms of the desk') }, h('ul', {},
    ...(may('officer') ? [room('mail', t('Mail')), room('triage', t('Triage')), room('cases', t('Cases')), room('campaigns', t('Campaigns')), room('graph', t('Graph')),
      room('find', t('Search')), room('calls', t('Calls')), room('referrals', t('Referrals'))] : []), room('audit', t('Audit')), room('staff', t('Staff'))));
}

// who is the officer's name and role; the first supervisor has the role's name for both.
function who(): string {
  const { who: name = '', role = '' } = state.status ?? {};
  return name === role ? roleWords(role) : `${name} · ${roleWords(role)}`;
}

function languageChoice(choose: (code: string) => void): HTMLElement {
  const select = h('select', { 'aria-label': t('Language'), 'data-testid': 'desk-language' },
    ...choices().map(({ code, name }) => h('option', { value: code, selected: code === language() }, name)));
  select.addEventListener('change', () => choose(select.value));
  return select;
}

export function header(open: boolean, choose: (code: string) => void, lock: () => void): HTMLElement {
  return h('header', {},
    h('p', { className: 'title', dir: 'auto', 'data-testid': 'desk-post' },
      open ? `${state.status?.post ?? ''} · ${state.status?.title ?? ''}` : t('Desk')),
    open && rooms(),
    h('div', { className: 'line' }, busy, open && h('span', { className: 'hint', dir: 'auto', 'data-testid': 'desk-who' }, who()),
      languageChoice(choose),
      open && button('desk-lock', t('Lock'), lock)));
}
