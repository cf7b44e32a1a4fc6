// The two screens before the desk: no session, and locked.
import { api, logIn, Refused } from './api';
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

// passphraseForm asks who it is, where that can be several, and for the passphrase.
function passphraseForm(named: boolean, submit: string, work: (name: string, passphrase: string) => Promise<unknown>, opened: () => void): HTMLElement {
  const message = h('p', { className: 'error', role: 'alert', hidden: true, 'data-testid': 'desk-unlock-error' });
  const name = h('input', { type: 'text', autocomplete: 'off', maxLength: 60, required: named, 'data-testid': 'desk-name' });
  const passphrase = h('input', { type: 'password', autocomplete: 'off', 'data-testid': 'desk-passphrase', required: true });
  const open = h('button', { type: 'submit', className: 'main', 'data-testid': 'desk-unlock' }, submit);
  return h('form', {
    onsubmit: (event: Event) => {
      event.preventDefault();
      open.disabled = true;
      message.hidden = true;
      work(named ? name.value.trim() : '', passphrase.value).then(opened, (error: unknown) => {
        message.textContent = named && error instanceof Refused && error.code === 'bad_ciphertext' ? t('That is not the name and its passphrase.') : refusal(error);
        message.hidden = false;
        passphrase.select();
      }).finally(() => { open.disabled = false; });
    },
  }, named && labelled(t('Name'), name), labelled(t('Passphrase'), passphrase), message, h('div', { className: 'buttons' }, open));
}

// login is the door for officers from other machines.
export function login(opened: () => void): HTMLElement {
  return h('main', { className: 'door', 'data-testid': 'desk-login' }, h('h1', {}, t('Come in')),
    passphraseForm(true, t('Come in'), logIn, opened));
}

export function locked(receives: boolean, several: boolean, opened: () => void): HTMLElement {
  return h('main', { className: 'door', 'data-testid': 'desk-locked' },
    h('h1', {}, t('The desk is locked')),
    h('p', {}, receives ? t('Tips still come in while it is locked.')
      : t('While it is locked no tips come in. The relay keeps them for seven days.')),
    passphraseForm(several, t('Open the vault'), api.unlock, opened));
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
