// The time line of a case: when its tips came, and what they and officers say of when
// things happened; by day as bars, and one by one as a table.
import { h } from '../dom';
import { t, tn, time } from '../../../../web/i18n';
import { cases, type Happened } from './api';
import { table, tipLink } from './parts';

const kDay = 86_400;
const kListed = 500;

export interface Bars { days: number[]; tips: number[]; dates: number[] }

const noon = (at: number): number => {
  const date = new Date(at * 1000);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime() / 1000;
};

function countByDay(events: Happened[]): Map<number, number> {
  const out = new Map<number, number>();
  for (const { at } of events) out.set(noon(at), (out.get(noon(at)) ?? 0) + 1);
  return out;
}

// byDay counts by the day, in the time of this machine. Days without anything are left
// out where the gap is long, so that a date of long ago does not flatten the rest.
export function byDay(events: Happened[]): Bars {
  const tips = countByDay(events.filter(({ kind }) => kind === 'tip'));
  const dates = countByDay(events.filter(({ kind }) => kind !== 'tip'));
  const days = [...new Set([...tips.keys(), ...dates.keys()].flatMap((at) => [noon(at - kDay), at, noon(at + kDay)]))].sort((a, b) => a - b);
  return { days, tips: days.map((at) => tips.get(at) ?? 0), dates: days.map((at) => dates.get(at) ?? 0) };
}

function kindWords(kind: Happened['kind']): string {
  switch (kind) {
    case 'tip': return t('a message came');
    case 'date': return t('a text names this time');
    case 'statement': return t('a statement was made');
    case 'exif': return t('a file says it was made then');
  }
}

export async function timeView(id: number): Promise<HTMLElement> {
  const { events } = await cases.timeline(id);
  if (events.length === 0) return h('p', { className: 'empty' }, t('Nothing has come yet.'));
  const box = h('div', { className: 'timebox', 'data-testid': 'time', role: 'img', 'aria-label': t('Events by day. The table below says the same.') });
  void import('./timeline_canvas').then(({ drawBars }) => drawBars(box, byDay(events)));
  return h('div', {}, h('p', { className: 'legend' }, h('span', { className: 'key-inside' }, t('messages that came')), h('span', { className: 'key-thing' }, t('times that were named, and statements'))),
    box,
    table('time-table', tn('One event', events.length), [t('When'), t('What'), t('Words'), t('Conversation')],
      events.slice(-kListed).map((one) => [one.whole_day ? new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium' }).format(one.at * 1000) : time(one.at),
        kindWords(one.kind), one.text, one.conversation === 0 ? '–' : tipLink(one.conversation, String(one.conversation))])),
    events.length > kListed && h('p', { className: 'hint' }, t('The last {n} are listed.', { n: kListed })));
}
