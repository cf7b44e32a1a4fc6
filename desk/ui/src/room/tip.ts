// A tip beside what it names: the text with its marks, and what can be done with it.
import { api, type FileInfo } from '../api';
import { button, h } from '../dom';
import { failed, go, say, type Place, type Screen } from '../place';
import { size, t, tn } from '../../../../web/i18n';
import { cases, type Tip, type TipMessage } from './api';
import { pieceView, selectedBytes, type Span } from './bytes';
import { askCase, askLabel, askStatement } from './dialogs';
import { foundPanel } from './found';
import { ready } from './index';
import { caseChip, later, page, tipLink, when } from './parts';
import { peeled } from './peel';
import { askRefer, referralsOf, referredView } from './refer';
import { suggestions } from './suggestions';
import { askedWords } from './words';

const kAlikeShown = 8;

function saveFile(file: FileInfo): void {
  api.save(file.id).then(({ path, request }) => say(path === undefined ? askedWords(request ?? 0)
    : t('Saved as {path}. That copy is outside of the vault and not encrypted. Do not open it on this machine.', { path })), failed);
}

function fileLine(file: FileInfo): HTMLElement {
  const inside = h('div', { className: 'inside' });
  return h('li', { 'data-item': 'file' },
    h('span', { className: 'name', dir: 'auto' }, file.name),
    h('span', { className: 'hint' }, `${file.type !== '' ? file.type : t('type unknown')} · ${size(file.size)}`),
    button(`tip-file-open-${file.id}`, t('Show what is in it'), () => later(inside, peeled(file.id), failed), { 'aria-label': `${t('Show what is in it')}: ${file.name}` }),
    button(`tip-file-save-${file.id}`, t('Save to the folder'), () => saveFile(file), { 'aria-label': `${t('Save to the folder')}: ${file.name}` }),
    inside);
}

function alike(message: TipMessage): HTMLElement | false {
  if (message.alike.length === 0) return false;
  return h('p', { className: 'chips', 'data-testid': 'alike' }, h('span', { className: 'hint' }, tn('One other conversation says the same:', message.alike.length)),
    ...message.alike.slice(0, kAlikeShown).map((id) => tipLink(id, t('conversation {n}', { n: String(id) }))));
}

// quoteOf is what is shown of the bytes that a statement will point at.
function quoteOf(message: TipMessage, span: Span): string {
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  let out = '';
  for (const piece of message.pieces) {
    const from = Math.max(span.begin, piece.begin), to = Math.min(span.begin + span.length, piece.begin + piece.length);
    if (from >= to) continue;
    out += piece.as_sent ? decoder.decode(encoder.encode(piece.text).subarray(from - piece.begin, to - piece.begin)) : piece.text;
  }
  return out;
}

export interface TipView { element: HTMLElement; state(): void }

function messageView(tip: Tip, message: TipMessage, changed: () => void): TipView {
  const marks = (at: number | null): void => body.querySelectorAll('mark').forEach((mark) =>
    mark.classList.toggle('chosen', at !== null && mark.getAttribute('data-at') === String(at)));
  const panel = foundPanel(message, tip.conversation.id, marks);
  const body = h('div', { className: 'body', dir: 'auto', 'data-testid': `tip-text-${message.id}` },
    ...message.pieces.map((piece) => pieceView(piece, message.observables, panel.press)));
  const last = message.pieces.at(-1);
  const state = (): void => {
    const span = selectedBytes(body) ?? { begin: 0, length: last === undefined ? 0 : last.begin + last.length };
    if (span.length === 0) return;
    askStatement(tip.conversation.id, tip.cases[0]?.id, quoteOf(message, span), { message: message.id, ...span }, changed).catch(failed);
  };
  const element = h('li', { className: message.outgoing ? 'tipmessage ours' : 'tipmessage', 'data-item': 'tip-message' },
    h('div', { className: 'tiptext' },
      h('div', { className: 'line' }, h('strong', {}, message.outgoing ? t('Our answer') : t('The source')), when(message.at)),
      body,
      !message.outgoing && last !== undefined && h('div', { className: 'line' },
        button(`state-${message.id}`, t('Make this a statement'), state),
        h('span', { className: 'hint' }, t('Of what you selected in the text; else of all of it.'))),
      alike(message),
      message.files.length > 0 && h('ul', { className: 'files' }, ...message.files.map(fileLine))),
    !message.outgoing && panel.element);
  return { element, state };
}

// tipView shows a tip; `changed` is called when it should be read again.
export function tipView(tip: Tip, changed: () => void, back: HTMLElement | false): TipView {
  const { conversation } = tip;
  const views = tip.messages.map((message) => messageView(tip, message, changed));
  const element = h('article', { className: 'tip', 'data-testid': 'tip', 'aria-label': t('The open tip') },
    back,
    h('h2', { tabIndex: -1, dir: 'auto', 'data-testid': 'tip-name' }, conversation.name),
    h('div', { className: 'chips' }, h('span', { className: 'hint' }, t('conversation {n}', { n: String(conversation.id) })),
      ...tip.cases.map(caseChip), ...conversation.labels.map((label) => h('span', { className: 'mark label', dir: 'auto' }, label))),
    h('div', { className: 'buttons tight' },
      button('tip-link', t('Link to a case'), () => void askCase([conversation.id], changed).catch(failed)),
      button('tip-label', t('Label'), () => askLabel(conversation.id, changed)),
      button('tip-refer', t('Refer'), () => void askRefer({ tip: conversation.id }, conversation.name, changed).catch(failed)),
      button('tip-mail', t('Answer in the mail'), () => go({ room: 'mail', conversation: conversation.id }))),
    referredView(tip.referred, (id) => tip.messages.find((one) => one.id === id)?.leaf),
    referralsOf({ tip: conversation.id }),
    h('ol', { className: 'messages' }, ...views.map((view) => view.element)),
    h('h3', {}, t('What may belong to it')),
    later(h('div', {}), suggestions({ tip: conversation.id }, changed), failed));
  return { element, state: () => views.find((_, at) => tip.messages[at]?.outgoing === false)?.state() };
}

// tipRoom is a tip on a page of its own, opened from somewhere else.
export function tipRoom(id: number, back: Place, notice: HTMLElement): Screen {
  const box = h('div', {});
  let view: TipView | null = null;
  const load = async (): Promise<void> => {
    await ready();
    const tip = await cases.tip(id);
    view = tipView(tip, () => void load().catch(failed), button('tip-back', t('Back'), () => go(back), { className: 'link' }));
    box.replaceChildren(view.element);
  };
  load().then(() => box.querySelector('h2')?.focus(), failed);
  const element = page('tip-room', t('Tip'), notice, box);
  return { element, key: (event) => (event.key === 's' && view !== null ? (view.state(), true) : event.key === 'Escape' && (go(back), true)) };
}
