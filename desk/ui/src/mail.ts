// The mail room: folders, the list of conversations, and the open one with its answer.
import { api, Refused, type Conversation, type FileInfo, type Filter, type Thread } from './api';
import { askedWords } from './room/words';
import { composer } from './composer';
import { h } from './dom';
import { language, t } from '../../../web/i18n';
import { list } from './list';
import { failed, refresh, say, type Screen } from './place';
import { confirmErase } from './screens';
import { side } from './side';
import { state } from './state';
import { messages, threadHead, type ThreadActions } from './thread';

const kSearchPauseMs = 250;
let searchTimer = 0;

const panes = {
  side: h('div', { className: 'pane sidepane' }),
  list: h('div', { className: 'listitems' }),
  head: h('div', {}),
  thread: h('div', {}),
  composer: h('div', {}),
};

function searchBox(): HTMLElement {
  const input = h('input', { type: 'search', 'data-testid': 'desk-search', autocomplete: 'off',
                             'aria-label': t('Search in all conversations'), placeholder: t('Search'),
                             value: state.filter.words ?? '' });
  input.addEventListener('input', () => {
    clearTimeout(searchTimer);
    searchTimer = window.setTimeout(() => {
      state.filter = { ...state.filter, words: input.value };
      void loadList(false);
    }, kSearchPauseMs);
  });
  return h('search', {}, input);
}

function keepFocus(pane: HTMLElement, draw: () => void): void {
  const id = document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid');
  const inside = pane.contains(document.activeElement);
  draw();
  if (inside && id) pane.querySelector<HTMLElement>(`[data-testid="${CSS.escape(id)}"]`)?.focus();
}

// keepTyped draws a pane anew and keeps what somebody has typed there and not submitted.
function keepTyped(pane: HTMLElement, draw: () => void): void {
  const typed = [...pane.querySelectorAll('input')].filter((one) => one.value !== one.defaultValue);
  draw();
  for (const { dataset, value } of typed) {
    const again = pane.querySelector<HTMLInputElement>(`[data-testid="${dataset['testid']}"]`);
    if (again) again.value = value;
  }
}

function drawSide(): void {
  const { status } = state;
  if (status !== null) keepFocus(panes.side, () => panes.side.replaceChildren(side(status, choose)));
}

// A list that is the same is left alone: it may be under somebody's pointer just now.
let drawnList = '';

function drawList(): void {
  const now = JSON.stringify([language(), state.listed, state.list, state.next, state.filter.words ?? '', state.thread?.conversation.id ?? 0]);
  if (now === drawnList && panes.list.isConnected) return;
  drawnList = now;
  keepFocus(panes.list, () => panes.list.replaceChildren(list((id) => void open(id), () => void loadOlder())));
}

// drawThread shows the open conversation; its answer form is made anew only when
// another conversation is opened, so that nothing typed is touched.
let drawnMessages = '';

let drawnId = 0;

function drawThread(anew: boolean): void {
  const { thread } = state;
  const other = thread?.conversation.id !== drawnId;
  drawnId = thread?.conversation.id ?? 0;
  const now = JSON.stringify([language(), thread?.messages ?? []]);
  const same = !anew && now === drawnMessages;
  drawnMessages = now;
  document.querySelector('.desk')?.setAttribute('data-open', thread === null ? 'list' : 'thread');
  if (thread === null) {
    panes.head.replaceChildren(h('p', { className: 'hint' }, t('Choose a conversation')));
    panes.thread.replaceChildren();
    panes.composer.replaceChildren();
    return;
  }
  if (!same) keepFocus(panes.thread, () => panes.thread.replaceChildren(messages(thread, actions)));
  if (!anew) return;
  const head = (): void => panes.head.replaceChildren(threadHead(thread, actions));
  if (other) head();
  else keepTyped(panes.head, head);
  panes.composer.replaceChildren(composer(thread, () => { say(''); void reload(); }));
}

async function loadList(poll: boolean): Promise<void> {
  try {
    const { conversations, next } = await api.inbox(state.filter, poll);
    if (!poll) state.older = [];
    if (state.older.length === 0) state.next = next;
    showList(conversations);
  } catch (error) { failed(error); }
}

// What has moved to the first page is shown there alone.
function showList(first: Conversation[]): void {
  state.listed = true;
  const there = new Set(first.map((one) => one.id));
  state.list = [...first, ...state.older.filter((one) => !there.has(one.id))];
  drawList();
}

async function loadOlder(): Promise<void> {
  try {
    const { conversations, next } = await api.inbox(state.filter, true, state.next);
    const first = state.list.filter((one) => !state.older.includes(one));
    state.older = [...state.older, ...conversations];
    state.next = next;
    showList(first);
  } catch (error) { failed(error); }
}

// withEarlier keeps the older messages that somebody asked for, when the newest are read again.
function withEarlier(before: Thread, now: Thread): Thread {
  const first = now.messages[0]?.id ?? 0;
  const kept = before.messages.filter((one) => one.id < first);
  return kept.length === 0 ? now : { ...now, messages: [...kept, ...now.messages], earlier: before.earlier };
}

function forgetMessage(id: number): void {
  if (state.thread !== null) state.thread = { ...state.thread, messages: state.thread.messages.filter((one) => one.id !== id) };
}

async function loadEarlier(): Promise<void> {
  const { thread } = state;
  if (thread === null) return;
  try {
    const page = await api.thread(thread.conversation.id, true, thread.earlier);
    state.thread = { ...thread, messages: [...page.messages, ...thread.messages], earlier: page.earlier };
    drawThread(false);
  } catch (error) { failed(error); }
}

async function open(id: number): Promise<void> {
  try {
    const other = state.thread?.conversation.id !== id;
    state.thread = await api.thread(id, false);
    if (other) state.sorting = false;
    say('');
    drawThread(other);
    panes.head.querySelector('h2')?.focus();
    await refresh();
    await loadList(true);
  } catch (error) { failed(error); }
}

function choose(filter: Filter): void {
  state.filter = { ...filter, ...(state.filter.words ? { words: state.filter.words } : {}) };
  state.thread = null;
  drawThread(true);
  drawSide();
  void loadList(false);
}

// reload fetches list and conversation again, after a change or when news came.
async function reload(anew = false): Promise<void> {
  const { thread } = state;
  try {
    if (thread !== null) state.thread = withEarlier(thread, await api.thread(thread.conversation.id, true));
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'not_found')) return failed(error);
    state.thread = null;
    anew = true;
  }
  drawThread(anew);
  await loadList(true);
}

function change(done: Promise<unknown>, sentence = ''): void {
  done.then(async () => { say(sentence); await refresh(); await reload(true); }, failed);
}

const actions: ThreadActions = {
  earlier() { void loadEarlier(); },
  save(file: FileInfo) {
    api.save(file.id).then(({ path, request }) => say(path === undefined ? askedWords(request ?? 0)
      : t('Saved as {path}. That copy is outside of the vault and not encrypted. Do not open it on this machine.', { path })), failed);
  },
  eraseMessage(id) {
    confirmErase(t('Erase this message and its files for good?'),
      () => change(api.eraseMessage(id).then(() => forgetMessage(id)), t('The message is erased.')));
  },
  eraseAll() {
    const { thread } = state;
    if (thread === null) return;
    confirmErase(t('Erase this conversation, its files and our answers for good?'),
      () => change(api.eraseConversation(thread.conversation.id).then(() => { state.thread = null; }), t('The conversation is erased.')));
  },
  markUnread() {
    const id = state.thread?.conversation.id;
    if (id === undefined) return;
    state.thread = null;
    change(api.markUnread(id));
  },
  rename(name) { if (state.thread) change(api.name(state.thread.conversation.id, name), t('Renamed.')); },
  move(folder) { if (state.thread) change(api.folder(state.thread.conversation.id, folder), t('Moved.')); },
  label(label, remove) { if (state.thread) change(api.label(state.thread.conversation.id, label, remove)); },
  back() {
    state.thread = null;
    drawThread(true);
    panes.list.querySelector('button')?.focus();
  },
};

// mail is the room; with a number it opens that conversation.
export function mail(notice: HTMLElement, conversation?: number): Screen {
  const element = h('main', { className: 'desk', 'data-open': 'list' }, h('h1', { className: 'unseen' }, t('Conversations')), panes.side,
    h('section', { className: 'pane listpane', 'aria-label': t('Conversations') }, searchBox(), panes.list),
    h('section', { className: 'pane threadpane', 'aria-label': t('The open conversation'), 'data-testid': 'desk-conversation' },
      notice, panes.head, panes.thread, panes.composer));
  queueMicrotask(() => {
    drawThread(true);
    drawSide();
    drawList();
    if (conversation === undefined) void reload();
    else void open(conversation);
  });
  return { element, news: () => { drawSide(); void reload(); } };
}
export { drawSide };
