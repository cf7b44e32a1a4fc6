// Keys of the rooms. They work only while nobody types, and can be turned off.
import { button, h } from '../dom';
import { go, where, type Screen } from '../place';
import { t } from '../../../../web/i18n';

const kOff = 'desk-keys-off';
const isOff = (): boolean => sessionStorage.getItem(kOff) !== null;

const list = (): [string, string][] => [
  ['j, k', t('next row, row before')], ['Enter', t('open the tip')], ['u', t('mark as unread')], ['l', t('label')],
  ['c', t('link to a case')], ['n', t('not the same: what differs gets a row of its own')], ['s', t('make a statement of what is selected')],
  ['/', t('search')], ['?', t('these keys')]];

export function showKeys(): void {
  const on = h('input', { type: 'checkbox', id: 'keys-on', checked: !isOff(), 'data-testid': 'keys-on' });
  on.addEventListener('change', () => (on.checked ? sessionStorage.removeItem(kOff) : sessionStorage.setItem(kOff, '1')));
  const dialog = h('dialog', { 'data-testid': 'keys', 'aria-label': t('Keys') },
    h('h2', {}, t('Keys')),
    h('dl', { className: 'keys' }, ...list().map(([key, meaning]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, meaning)))),
    h('p', { className: 'hint' }, t('They never act while you type into a field.')),
    h('p', { className: 'check' }, on, h('label', { htmlFor: 'keys-on' }, t('Keys are on'))),
    h('div', { className: 'buttons' }, button('keys-close', t('Close'), () => dialog.close())));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const kTyping = 'input:not([type=checkbox]), textarea, select, [contenteditable]';

// pressed gives a key to the room, unless somebody types, or a window is open.
export function pressed(event: KeyboardEvent, screen: Screen | null): void {
  const target = event.target as Element | null;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (where.place.room === 'mail' || target?.closest(kTyping) || document.querySelector('dialog[open]')) return;
  if (event.key === '?') showKeys();
  else if (isOff()) return;
  else if (event.key === '/') go({ room: 'find' });
  else if (!screen?.key?.(event)) return;
  event.preventDefault();
}
