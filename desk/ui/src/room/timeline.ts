// The time line of a case: when its tips came, by day, and the same as a table.
import { h } from '../dom';
import { t, time, tn } from '../../../../web/i18n';
import type { CasePage } from './api';
import { table, tipLink } from './parts';

const kDay = 86_400;

export interface Bars { days: number[]; counts: number[] }

// byDay counts times by the day, in the time of this machine; days without any count 0.
export function byDay(times: number[]): Bars {
  const day = (at: number): number => {
    const date = new Date(at * 1000);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime() / 1000;
  };
  const counted = new Map<number, number>();
  for (const at of times) counted.set(day(at), (counted.get(day(at)) ?? 0) + 1);
  const days = [...counted.keys()].sort((a, b) => a - b);
  const out: Bars = { days: [], counts: [] };
  const first = days[0], last = days.at(-1);
  if (first === undefined || last === undefined) return out;
  for (let at = day(first - kDay); at <= day(last + kDay); at = day(at + kDay)) {
    out.days.push(at);
    out.counts.push(counted.get(at) ?? 0);
  }
  return out;
}

export async function timeView(data: CasePage): Promise<HTMLElement> {
  const texts = data.exhibits.filter(({ kind }) => kind === 'text').sort((a, b) => a.at - b.at);
  if (texts.length === 0) return h('p', { className: 'empty' }, t('Nothing has come yet.'));
  const box = h('div', { className: 'timebox', 'data-testid': 'time', role: 'img', 'aria-label': t('Tips by day. The table below says the same.') });
  const bars = byDay(texts.map(({ at }) => at));
  void import('./timeline_canvas').then(({ drawBars }) => drawBars(box, bars));
  return h('div', {}, box,
    table('time-table', tn('One message', texts.length), [t('When'), t('What'), t('Conversation')],
      texts.map((one) => [time(one.at), t('a message came'), tipLink(one.conversation, String(one.conversation))])));
}
