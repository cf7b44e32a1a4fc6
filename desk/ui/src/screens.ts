// The two screens before the desk: no session, and locked.
import { api } from './api';
import { button, h, labelled } from './dom';
import { t } from '../../../web/i18n';
import { refusal } from './tell';

export function noSession(): HTMLElement {
  return h('main', { className: 'door', 'data-testid': 'desk-no-session' },
    h('h1', {}, t('This page needs a fresh address')),
    h('p', {}, t('The address of the desk works once, and a session ends after half a day or with its tab.')),
    h('p', {}, t('Get another one in a terminal of this machine:')),
    h('pre', {}, h('code', {}, 'tipstaff-desk link')));
}

export function locked(receives: boolean, opened: () => void): HTMLElement {
  const message = h('p', { className: 'error', role: 'alert', hidden: true, 'data-testid': 'desk-unlock-error' });
  const passphrase = h('input', { type: 'password', autocomplete: 'off', 'data-testid': 'desk-passphrase', required: true });
  const open = h('button', { type: 'submit', className: 'main', 'data-testid': 'desk-unlock' }, t('Open the vault'));
  const form = h('form', {
    onsubmit: (event: Event) => {
      event.preventDefault();
      open.disabled = true;
      message.hidden = true;
      api.unlock(passphrase.value).then(opened, (error: unknown) => {
        message.textContent = refusal(error);
        message.hidden = false;
        passphrase.select();
      }).finally(() => { open.disabled = false; });
    },
  }, labelled(t('Passphrase'), passphrase), message, h('div', { className: 'buttons' }, open));
  return h('main', { className: 'door', 'data-testid': 'desk-locked' },
    h('h1', {}, t('The desk is locked')),
    h('p', {}, receives ? t('Tips still come in while it is locked.')
      : t('While it is locked no tips come in. The relay keeps them for seven days.')),
    form);
}

// confirmErase asks before anything is erased for good.
export function confirmErase(question: string, erase: () => void): void {
  const dialog = h('dialog', { 'aria-label': question, 'data-testid': 'desk-erase-dialog' },
    h('p', {}, question),
    h('p', { className: 'hint' }, t('It is overwritten in the vault. Nobody can bring it back, you neither.')),
    h('div', { className: 'buttons' },
      button('desk-erase-yes', t('Erase'), () => { dialog.close(); erase(); }, { className: 'danger' }),
      button('desk-erase-no', t('Keep'), () => dialog.close())));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
