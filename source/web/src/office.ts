// What an office publishes about itself, for who may come in person.
import type { Post } from './bridge';
import { h } from './dom';
import { isolate, language, t } from '../../../web/i18n';

const kQuarterMs = 15 * 60 * 1000;
const kMonday = Date.UTC(2024, 0, 1);
const kDayMs = 96 * kQuarterMs;

// The kinds of wire/post_kinds.h; of one that this page does not know nothing is said.
const kKinds: (() => string)[] = [
  () => '', () => t('embassy'), () => t('consulate'), () => t('diplomatic mission'), () => t('election office'), () => t('computer emergency team'),
  () => t('anti-corruption office'), () => t('police'), () => t('newsroom'), () => t('office')];
export const kindText = ({ kind }: Post): string => kKinds[kind]?.() ?? '';

// hoursText is the week in the reader's language, days with equal hours together.
export function hoursText(hours: Uint8Array): string {
  const weekday = new Intl.DateTimeFormat(language(), { weekday: 'short', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const day = (at: number): string => weekday.format(kMonday + at * kDayMs);
  const time = (quarters: number): string => clock.format(kMonday + quarters * kQuarterMs);
  const spans: string[] = [];
  for (let first = 0, next = 1; first < 7; first = next, ++next) {
    const [opens = 0, closes = 0] = hours.subarray(2 * first);
    while (next < 7 && hours[2 * next] === opens && hours[2 * next + 1] === closes) ++next;
    if (closes !== 0) spans.push(`${day(first)}${next - first > 1 ? `–${day(next - 1)}` : ''} ${time(opens)}–${time(closes)}`);
  }
  return new Intl.ListFormat(language(), { type: 'unit' }).format(spans);
}

// aboutOffice has a line for each thing that is published; false when nothing is.
export function aboutOffice(post: Post): HTMLElement | false {
  const hours = hoursText(post.hours), kind = kindText(post);
  const line = (name: string, text: string): HTMLElement[] => text === '' ? [] : [h('dt', {}, name), h('dd', {}, h('bdi', {}, text))];
  const lines = [...line(t('What it is'), kind), ...line(t('Address'), post.address), ...line(t('Opening hours'), hours === '' ? '' : `${isolate(hours)}. ${t('Hours are by the office’s own clock, and holidays are not in them.')}`)];
  return lines.length > 0 && h('dl', { className: 'about', 'data-testid': 'about-office' }, ...lines);
}
