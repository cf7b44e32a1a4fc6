// The calls: what is sought and what it pays, from one file that every visit fetches
// whole. Each leads to its page, in a tab of its own, so that nothing typed here is lost.
import { language, t } from '../../../web/i18n';
import { h } from './dom';
import { dateIn } from './sheet';
import type { Stage } from './state';

export interface Call {
  page: string;      // of the folder /calls/
  title: string;
  language: string;  // of the title
  direction: string;
  reward: string;
  from: number;      // unix seconds
  until: number;
  closed: number;    // Infinity: never
}
export type Calls = ReadonlyMap<string, Call[]>;  // by the reader's language
export type CallStatus = 'not-yet' | 'open' | 'lapsed' | 'closed';

const kList = '/calls/list.html';
const kPage = /^call-[a-z0-9-]+\.[A-Za-z0-9-]+\.html$/;

function readCall(item: HTMLElement): Call[] {
  const link = item.querySelector('a');
  const page = link?.getAttribute('href') ?? '';
  const { from, until, closed } = item.dataset;
  if (!link || !kPage.test(page)) return [];
  return [{ page, title: link.textContent ?? '', language: link.lang, direction: link.dir, reward: item.querySelector('bdi')?.textContent ?? '',
            from: Number(from), until: Number(until), closed: closed === undefined ? Infinity : Number(closed) }];
}

// loadCalls fetches the list. A programme without calls has none.
export async function loadCalls(): Promise<Calls> {
  const answer = await fetch(kList, { credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer' });
  const text = await answer.text();
  if (!answer.ok) return new Map();
  const lists = new DOMParser().parseFromString(text, 'text/html').querySelectorAll<HTMLElement>('ul[lang]');
  return new Map([...lists].map((list) => [list.lang, [...list.querySelectorAll<HTMLElement>('li')].flatMap(readCall)]));
}

// statusAt goes by the newest bulletin's time, as everybody does: a call lapses by itself.
export function statusAt({ from, until, closed }: Call, now: number): CallStatus {
  if (closed <= now) return 'closed';
  if (now >= until) return 'lapsed';
  return now < from ? 'not-yet' : 'open';
}

function statusWord(status: CallStatus): string {
  return { 'not-yet': t('Not yet open'), open: t('Open'), lapsed: t('Lapsed'), closed: t('Closed') }[status];
}

function card(call: Call, now: number): HTMLElement {
  const status = statusAt(call, now);
  const over = status === 'lapsed' || status === 'closed';
  return h('li', { className: 'offer', 'data-testid': 'call', 'data-status': status },
    h('h3', {}, h('a', { href: `/calls/${call.page}`, target: '_blank', rel: 'noopener noreferrer', lang: call.language, dir: call.direction }, call.title)),
    h('p', { className: 'hint' }, h('strong', {}, statusWord(status)),
      !over && ` · ${t('Up to {amount}', { amount: call.reward })} · ${t('Until')} ${dateIn(language(), call.until * 1000)}`));
}

function list(heading: string, calls: Call[], now: number): HTMLElement[] {
  return calls.length === 0 ? [] : [h('h2', {}, heading), h('ul', { className: 'offers' }, ...calls.map((call) => card(call, now)))];
}

export function callsScreen({ state }: Stage): HTMLElement {
  const calls = state.calls.get(language()) ?? state.calls.get('en') ?? [];
  const over = (call: Call) => ['lapsed', 'closed'].includes(statusAt(call, state.now));
  return h('section', { 'data-testid': 'calls' },
    h('h1', { tabIndex: -1 }, t('What we ask, and what we pay')),
    h('p', { className: 'lead' }, t('Each call says what we look for, on what legal ground, and until when. You need not give a name.')),
    calls.every(over) && h('p', {}, t('No call is open now.')),
    ...list(t('Open calls'), calls.filter((call) => !over(call)), state.now),
    ...list(t('Calls that are over'), calls.filter(over), state.now));
}
