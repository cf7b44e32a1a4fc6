// The words about campaigns in the reader's language.
import { number, t } from '../../../../web/i18n';

// whyWords says why a file gave nothing, and what to do.
export function whyWords(why: string): string {
  switch (why) {
    case 'no cage': return t('Nothing was opened: this machine gives no cage for strangers\' files, or tipstaff-campaigns is not installed beside the desk.');
    case 'no memory': return t('The file needs more memory than the cage has. Cut it in parts, or use tipstaff-campaigns in a terminal with --temp.');
    case 'too slow': return t('It took longer than 45 minutes and was ended. Use tipstaff-campaigns in a terminal.');
    case 'too much': return t('What was found is too large for the vault. Cut the file in parts.');
    case 'crashed': return t('The reader broke on this file and was ended in its cage. Nothing was kept. The file may be meant to harm: do not open it elsewhere.');
    case 'disk': return t('It could not be written. Is the disk full?');
    default: return t('The file cannot be used: {why}.', { why });
  }
}

export function stepWords(step: string): string {
  switch (step) {
    case 'comparing': return t('Comparing pairs of accounts');
    case 'crews': return t('Looking for crews');
    case 'keeping': return t('Putting it into the vault');
    default: return t('Reading rows');
  }
}

export function fieldWords(field: string): string {
  switch (field) {
    case 'account': return t('Account (required)');
    case 'time': return t('Time (required)');
    case 'handle': return t('Shown name');
    case 'content': return t('Number of the post');
    case 'text': return t('Text');
    case 'links': return t('Links');
    case 'hashtags': return t('Hashtags');
    case 'repost-of': return t('Reposted post');
    case 'reply-to': return t('Answered post');
    case 'language': return t('Language');
    default: return field;
  }
}

export const roleWords = (role: string): string => (role === 'starter' ? t('starts') : t('amplifies'));

export function doubtWords(explanation: string): string {
  switch (explanation.split(':')[0]) {
    case 'breaking news': return t('Breaking news: many people share the same thing at once');
    case 'a share button or an app that posts for its users': return t('A share button or an app that posts for its users');
    case 'a fan club or a newsroom that agrees openly': return t('A fan club or a newsroom that agrees openly');
    default: return explanation;
  }
}

const hours = (east: number): string => `UTC${east < 0 ? '−' : '+'}${Math.abs(east)}`;

// bandWords says the band of time zones with its caveat, or why there is none.
export function bandWords(zone: number[], active: number): string {
  if (zone.length !== 2) return t('No band of time zones can be said from {n} active hours: too few, or without the rhythm of people.', { n: active });
  return t('If these are people with usual days, {from} to {to} fit the hours best. This is a band, not a place: shift work, schedules and other customs move it by hours, and nobody is located by it.',
    { from: hours(zone[0] ?? 0), to: hours(zone[1] ?? 0) });
}

// windowWords is a window of time: "10 s", "5 min", "1 h".
export function windowWords(ms: number): string {
  const unit = (value: number, name: string): string => new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  return ms < 60_000 ? unit(ms / 1000, 'second') : ms < 3_600_000 ? unit(ms / 60_000, 'minute') : unit(ms / 3_600_000, 'hour');
}

export const seconds = (ms: number): string => t('{n} s', { n: number(ms / 1000) });

const exact = (): Intl.DateTimeFormat => new Intl.DateTimeFormat(document.documentElement.lang,
  { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZone: 'UTC' });
// instant is a time to the millisecond, in UTC.
export const instant = (ms: number): string => exact().format(ms);
