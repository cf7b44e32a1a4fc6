// The words about campaigns in the reader's language.
import { number, percent, t, tn } from '../../../../web/i18n';
import type { Doubts } from './campaigns_api';

// whyWords says why a file, or the rest of it, is not read, and what to do; `why` is a word
// of the desk or of tipstaff-campaigns (campaigns/refusal.h).
export function whyWords(why: string): string {
  switch (why) {
    case 'no cage': return t('Nothing was opened: this machine gives no cage for strangers\' files, or tipstaff-campaigns is not installed beside the desk.');
    case 'no memory': return t('The file needs more memory than the cage has. Cut it in parts, or use tipstaff-campaigns in a terminal with --temp.');
    case 'too slow': return t('It took longer than 45 minutes and was ended. Use tipstaff-campaigns in a terminal.');
    case 'too much': return t('What was found is too large for the vault. Cut the file in parts.');
    case 'crashed': return t('The reader broke on this file and was ended in its cage. Nothing was kept. The file may be meant to harm: do not open it elsewhere.');
    case 'disk': return t('It could not be written. Is the disk full?');
    case 'empty': return t('The file is empty. Fetch it again.');
    case 'not_utf8': return t('The file is not written in UTF-8. Open it where it comes from and save it as “CSV UTF-8”.');
    case 'not_csv': return t('The first row does not end within 4 MB: this is not a table of posts. Was the right file chosen?');
    case 'not_text': return t('The file has bytes that no text has: it is a program, a picture or the like. Was the right file chosen?');
    case 'columns': return t('The first row has more than 2000 columns: this is not a table of posts. Was the right file chosen?');
    case 'no_account_column': return t('No column looks like the account. Say which column it is, or add a first row with the names of the columns.');
    case 'no_time_column': return t('No column looks like the time. Say which column it is, or add a first row with the names of the columns.');
    case 'no_such_column': return t('A column that was chosen is not in the file. Choose the file again.');
    case 'packed_cut': return t('The packed file ends in the middle. Fetch it again.');
    case 'packed_damaged': return t('The packed file is damaged. Fetch it again.');
    case 'bomb': return t('The packed file grows more than 200 times: it is made to fill a machine. Do not unpack it elsewhere.');
    case 'zip': return t('This is a ZIP archive or an office document. Unpack it, or save it as CSV, and give that file.');
    case 'parquet': return t('This is Parquet, which is not read. Make CSV of it: docs/campaigns.md says how.');
    case 'nothing_in_common': return t('No row could be used to compare accounts. Were the right columns chosen?');
    case 'lost': return t('The rest of the file did not come. Choose the file again.');
    default: return t('The file cannot be used: {why}.', { why });
  }
}

// faultWords says why a row was set aside (casework/campaigns/reading.h).
export function faultWords(why: string): string {
  switch (why) {
    case 'columns_few': return t('fewer columns than the first row');
    case 'columns_many': return t('more columns than the first row');
    case 'row_long': return t('longer than 4 MB');
    case 'quote_open': return t('a quotation mark that nothing closes');
    case 'not_utf8': return t('letters that are not UTF-8: save the file again as UTF-8');
    case 'no_account': return t('no account');
    case 'no_time': return t('no time');
    case 'bad_time': return t('a time in an unknown form, or a date that does not exist');
    case 'future_time': return t('a time in the future');
    case 'bad_json': return t('not JSON, or not an object');
    case 'cut': return t('the file ends inside the row: it was cut, fetch it again');
    case 'duplicate': return t('a number of a post that was there before: the earlier row counts');
    case 'full': return t('more rows than one search can hold: cut the file in two');
    default: return why;
  }
}

// noteWords says what must be known of rows that count.
export function noteWords(code: string, count: number): string {
  switch (code) {
    case 'zone_unsaid': return tn('One time does not say its zone, others do: yours was taken for it.', count);
    case 'minutes_only': return tn('One time has no seconds: windows under a minute mean little for it.', count);
    case 'from_snowflake': return tn('One time was taken from the number of its post, exact to a millisecond.', count);
    case 'without_objects': return tn('One row has nothing that accounts could have in common: no link, tag, repost or long text.', count);
    case 'from_utf16': return t('The file was UTF-16: it was read as if it had been saved as UTF-8.');
    case 'quotes_plain': return t('Quotation marks do not match in this file: from some row on they were read as letters.');
    default: return code;
  }
}

export function stepWords(step: string): string {
  switch (step) {
    case 'comparing': return t('Comparing pairs of accounts');
    case 'crews': return t('Looking for crews');
    case 'texts': return t('Fetching the texts of posts');
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

// traceWords is what two posts have in common.
export function traceWords(trace: string): string {
  switch (trace) {
    case 'link': return t('A link');
    case 'domain': return t('Site');
    case 'hashtag': return t('Hashtag');
    case 'tag-sequence': return t('Hashtags in one order');
    case 'repost': return t('Reposted post');
    case 'fast-repost': return t('Reposted within seconds');
    case 'reply': return t('Answered post');
    case 'image': return t('Picture');
    case 'text': return t('Same text');
    case 'near-text': return t('Nearly the same text');
    default: return t('Object');
  }
}

export const roleWords = (role: string): string => (role === 'starter' ? t('starts') : t('amplifies'));

// doubtWords tells each innocent explanation with the test against it.
export function doubtWords({ news, button, fans }: Doubts): { explanation: string; tests: string[]; stands: boolean }[] {
  return [
    { explanation: t('Breaking news: many people share the same thing at once'), stands: news.stands,
      tests: [t('{part} of all who shared these objects at any time are this crew, acting together.', { part: percent(news.part) }),
        t('They met {met} times; by chance it would be {expected}.', { met: news.met, expected: small(news.by_chance) })] },
    { explanation: t('A share button or an app that posts for its users'), stands: button.stands,
      tests: [button.links === 0 ? t('There is no link among the objects.') : t('{part} of the links lead to one site.', { part: percent(button.one_site) }),
        t('The second account usually follows after {time}.', { time: seconds(button.gap) }),
        button.program === '' ? '' : t('{part} of the members post with {program}, as {others} of all accounts do.', { part: percent(button.members), program: button.program, others: percent(button.others) })] },
    { explanation: t('A fan club or a newsroom that agrees openly'), stands: true,
      tests: [fans.more ? t('{part} of all pairs are tied, over {n} objects or more.', { part: percent(fans.tied), n: fans.objects }) : t('{part} of all pairs are tied, over {n} objects.', { part: percent(fans.tied), n: fans.objects }),
        t('Look at what they push: timing alone cannot rule this out.')] },
  ];
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

// small is a number that may be far below one, in three digits.
const small = (value: number): string => new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 3 }).format(value);
export const seconds = (ms: number): string => t('{n} s', { n: number(ms / 1000) });

const exact = (): Intl.DateTimeFormat => new Intl.DateTimeFormat(document.documentElement.lang,
  { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZone: 'UTC' });
// instant is a time to the millisecond, in UTC.
export const instant = (ms: number): string => exact().format(ms);
