// The desk's page: asks the desk how things are, shows a room, sends what is done.
import { api, fromAfar, onWork, openSession, Refused } from './api';
import { track } from './busy';
import { h } from './dom';
import { header, rooms } from './header';
import { setLanguage, t } from '../../../web/i18n';
import { drawSide, mail } from './mail';
import { setFrame, where, type Place, type Screen } from './place';
import { forgetRoom, roomOf } from './room/rooms';
import { pressed } from './room/keys';
import { locked, login, noSession } from './screens';
import { may, state } from './state';
import { refusal } from './tell';

const kPollMs = 2000;
const kAliveMs = 30_000;
const kLanguage = 'desk-language';

let shown: 'nothing' | 'door' | 'desk' = 'nothing';
let screen: Screen | null = null;
let aliveAt = 0;

const notice = h('p', { className: 'notice', role: 'status', 'data-testid': 'desk-notice', hidden: true });

function say(sentence: string): void {
  notice.textContent = sentence;
  notice.hidden = sentence === '';
}

// failed shows a refusal; a lock or a lost session changes the screen instead.
function failed(error: unknown): void {
  if (error instanceof Refused && error.code === 'locked') return void refresh();
  if (error instanceof Refused && (error.code === 'session' || error.code === 'token' || error.code === 'host'))
    return showDoor(fromAfar() ? login(() => { shown = 'nothing'; void refresh(); }) : noSession());
  say(refusal(error));
}

function chooseLanguage(code: string): void {
  sessionStorage.setItem(kLanguage, code);
  setLanguage([code]);
  const open = shown === 'desk';
  shown = 'nothing';
  if (open) showDesk();
  else void enter();
}

const lock = (): void => { api.lock().then(refresh, failed); };

function showDoor(door: HTMLElement): void {
  shown = 'door';
  screen?.leave?.();
  screen = null;
  state.thread = null;
  state.list = [];
  state.listed = false;
  state.older = [];
  state.next = 0;
  forgetRoom();
  where.place = { room: 'mail' };
  document.title = t('Desk');
  document.body.replaceChildren(header(false, chooseLanguage, lock), door);
  door.querySelector('input')?.focus();
}

function showRoom(): void {
  const { place } = where;
  screen?.leave?.();
  screen = place.room === 'mail' ? mail(notice, place.conversation) : roomOf(place, notice);
  document.querySelector('nav.rooms')?.replaceWith(rooms());
  document.querySelector('main')?.replaceWith(screen.element);
}

function showDesk(): void {
  shown = 'desk';
  if (!may('officer')) where.place = { room: 'audit' };
  document.body.replaceChildren(header(true, chooseLanguage, lock), h('main', {}));
  showRoom();
}

function go(place: Place): void {
  where.place = place;
  say('');
  showRoom();
  scrollTo(0, 0);
  document.querySelector<HTMLElement>('main h1[tabindex], main h2[tabindex]')?.focus();
}

async function refresh(): Promise<void> {
  try {
    const before = state.status;
    const status = state.status = await api.status();
    if (status.locked) {
      if (shown !== 'door') showDoor(locked(status.receives_locked, status.several, () => { shown = 'nothing'; void refresh(); }));
      return;
    }
    document.title = status.unread > 0 ? `(${status.unread}) ${status.post}` : status.post;
    if (shown !== 'desk') showDesk();
    else if (before?.changes !== status.changes) screen?.news?.();
    else if (where.place.room === 'mail') drawSide();
  } catch (error) { failed(error); }
}

// Keys and clicks keep the desk open; the page's own look-ups do not.
function alive(): void {
  if (shown !== 'desk' || Date.now() - aliveAt < kAliveMs) return;
  aliveAt = Date.now();
  api.alive().catch(failed);
}

// enter redeems a token, if the address has one, and shows what there is.
async function enter(): Promise<void> {
  shown = 'nothing';
  try {
    await openSession();
  } catch (error) { return failed(error); }
  await refresh();
}

function begin(): void {
  const chosen = sessionStorage.getItem(kLanguage);
  setLanguage(chosen === null ? navigator.languages : [chosen]);
  onWork(track);
  setFrame({ go, say, failed, refresh });
  void enter();
  // A fresh address pasted into this tab changes only what follows the #.
  window.addEventListener('hashchange', () => { if (location.hash !== '') void enter(); });
  window.setInterval(() => { if (shown !== 'nothing' && (shown !== 'door' || state.status !== null)) void refresh(); }, kPollMs);
  for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, alive, { passive: true });
  document.addEventListener('keydown', (event) => { if (shown === 'desk') pressed(event, screen); });
}

begin();
