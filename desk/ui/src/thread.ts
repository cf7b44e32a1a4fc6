// One conversation: its messages and what can be done with them.
import type { FileInfo, Message, Thread } from './api';
import { button, h, labelled } from './dom';
import { size, t, time } from '../../../web/i18n';
import { go } from './place';
import { referredView } from './room/refer';
import { may, state } from './state';

export interface ThreadActions {
  earlier(): void;
  save(file: FileInfo): void;
  eraseMessage(id: number): void;
  eraseAll(): void;
  markUnread(): void;
  rename(name: string): void;
  move(folder: string): void;
  label(label: string, remove: boolean): void;
  back(): void;
}

function fileLine(file: FileInfo, outgoing: boolean, actions: ThreadActions): HTMLElement {
  return h('li', { 'data-testid': `desk-file-${file.id}`, 'data-item': 'file' },
    h('span', { className: 'name', dir: 'auto' }, file.name),
    h('span', { className: 'hint' },
      `${file.type !== '' ? file.type : outgoing ? '' : t('type unknown')} · ${size(file.size)}`),
    button(`desk-file-save-${file.id}`, t('Save to the folder'), () => actions.save(file),
      { 'aria-label': `${t('Save to the folder')}: ${file.name}` }));
}

function condition(message: Message): string {
  if (message.outgoing)
    return message.delivery === 'sent' ? t('Handed to the relay.')
      : message.delivery === 'queued' ? t('Waits for the relay.')
        : t('Refused by the relay: it was not delivered.');
  if (message.state === 'waiting')
    return t('{here} of {all} parts are here; the others are on their way.',
      { here: message.parts - message.parts_missing, all: message.parts });
  if (message.state === 'lost') return t('Incomplete: parts did not come in time.');
  return message.state === 'damaged' ? t('Damaged: its parts do not belong together.') : '';
}

function receipt(message: Message): string {
  switch (message.receipt) {
    case 'verified': return t('Receipt: entry {leaf} of the log.', { leaf: message.leaf });
    case 'mismatch': return t('No receipt: the log entry is not this tip\'s.');
    case 'unknown': return t('The relay did not show the log entry.');
    default: return '';
  }
}

function messageView(message: Message, actions: ThreadActions): HTMLElement {
  const lines = [condition(message), receipt(message)].filter((line) => line !== '');
  return h('li', {
    className: message.outgoing ? 'message ours' : 'message', 'data-testid': `desk-message-${message.id}`,
    'data-item': 'message', 'data-outgoing': String(message.outgoing), 'data-delivery': message.delivery,
    'data-state': message.state, 'data-receipt': message.receipt,
  },
    h('div', { className: 'line' },
      h('strong', {}, message.outgoing ? t('Our answer') : t('The source')),
      h('span', { className: 'when' }, time(message.at)),
      may('supervisor') && button(`desk-message-erase-${message.id}`, t('Erase'), () => actions.eraseMessage(message.id),
        { className: 'quiet', 'aria-label': t('Erase this message of {when}', { when: time(message.at) }) })),
    h('div', { className: 'body', dir: 'auto', 'data-testid': `desk-text-${message.id}` }, message.text),
    message.files.length > 0 &&
      h('ul', { className: 'files' }, ...message.files.map((file) => fileLine(file, message.outgoing, actions))),
    ...lines.map((line) => h('p', { className: 'hint' }, line)));
}

export function messages(thread: Thread, actions: ThreadActions): HTMLElement {
  const all = h('ol', { className: 'messages', 'data-testid': 'desk-messages' },
    ...thread.messages.map((message) => messageView(message, actions)));
  return thread.earlier === 0 ? all : h('div', {}, button('desk-earlier', t('Show older ones'), () => actions.earlier()), all);
}

// oneLine is a small form of one text field.
function oneLine(id: string, label: string, value: string, submit: string, choices: string[], done: (text: string) => void): HTMLElement {
  const options = `${id}-choices`;
  const input = h('input', { type: 'text', value, maxLength: 60, autocomplete: 'off', 'data-testid': id });
  input.setAttribute('list', options);
  const submitted = (event: Event): void => {
    event.preventDefault();
    input.defaultValue = input.value;  // no more than what stands there: see keepTyped
    done(input.value.trim());
  };
  return h('form', { className: 'oneline', onsubmit: submitted },
    labelled(label, input),
    h('datalist', { id: options }, ...choices.map((choice) => h('option', { value: choice }))),
    h('button', { type: 'submit', 'data-testid': `${id}-set` }, submit));
}

function labels(thread: Thread, actions: ThreadActions): HTMLElement {
  const { conversation } = thread;
  return h('div', { className: 'labels' }, ...conversation.labels.map((label) =>
    h('span', { className: 'mark label' }, h('span', { dir: 'auto' }, label),
      button(`desk-label-remove-${label}`, '×', () => actions.label(label, true),
        { className: 'quiet', 'aria-label': t('Take off the label {label}', { label }) }))));
}

export function threadHead(thread: Thread, actions: ThreadActions): HTMLElement {
  const { conversation } = thread;
  const status = state.status;
  return h('div', { className: 'threadhead' },
    button('desk-back', t('Back to the list'), actions.back, { className: 'back' }),
    h('h2', { dir: 'auto', tabIndex: -1, 'data-testid': 'desk-conversation-name' }, conversation.name),
    labels(thread, actions),
    referredView(thread.referred, (id) => thread.messages.find((one) => one.id === id)?.leaf),
    button('desk-tip', t('What it names'), () => go({ room: 'tip', id: conversation.id, back: { room: 'mail', conversation: conversation.id } })),
    h('details', { 'data-testid': 'desk-sort', open: state.sorting,
                   ontoggle: (event: Event) => { state.sorting = (event.target as HTMLDetailsElement).open; } },
      h('summary', { 'data-testid': 'desk-sort-open' }, t('Sort, name, erase')),
      oneLine('desk-name', t('Name'), conversation.name, t('Rename'), [], actions.rename),
      oneLine('desk-folder', t('Folder (empty: in no folder)'), conversation.folder, t('Move'),
        status?.folders.map(({ name }) => name) ?? [], actions.move),
      oneLine('desk-label', t('Label'), '', t('Put on'), status?.labels.map(({ name }) => name) ?? [],
        (label) => actions.label(label, false)),
      h('div', { className: 'buttons' },
        button('desk-mark-unread', t('Mark as unread'), actions.markUnread),
        may('supervisor') && button('desk-erase', t('Erase the conversation'), actions.eraseAll, { className: 'danger' }))));
}
