// What the desk's codes about calls mean, in the reader's language.
import { t } from '../../../../web/i18n';
import type { CallLine, Fault, Step } from './call_api';

export function stepWords(step: Step): string {
  switch (step) {
    case 'open': return t('New call');
    case 'amend': return t('Change what it says');
    case 'renew': return t('Move its end');
    case 'close': return t('Close it');
    case 'communique': return t('News about it');
  }
}

export function statusWords(status: CallLine['status']): string {
  switch (status) {
    case 'not_yet': return t('not yet open');
    case 'open': return t('open');
    case 'lapsed': return t('lapsed');
    case 'closed': return t('closed');
  }
}

export const aims = (): [string, string][] => [['', t('Choose …')], ['identify', t('to know who it was')], ['locate', t('to know where somebody is')],
  ['prevent', t('to prevent something')], ['prove', t('proof of what was done')]];

// missing: by the field, as its last name says.
function missing(field: string): string {
  if (field === 'languages') return t('No language is there yet. Add one below.');
  return field.endsWith('picture') ? t('This picture is not there any more. Choose it again.') : t('This is missing.');
}

function textFault(what: string): string {
  if (what.startsWith('HTML')) return t('HTML is not taken. Write plain Markdown.');
  if (what.startsWith('a picture in the text')) return t('Pictures in the text are not taken: they could tell who reads. A picture belongs to a person.');
  if (what.startsWith('a link')) return t('A link begins with http:// or https://.');
  if (what.startsWith('a block of code')) return t('Blocks of code are not taken, nor lines that begin with four spaces.');
  if (what.startsWith('a character')) return t('There is a character that cannot be seen or that turns the text around. Type it anew.');
  return t('A form that calls do not have.');
}

function wholeFault({ code, what }: Fault): string {
  if (code === 'stale') return t('The call went on after this draft was begun. Begin a new draft on what is published now.');
  if (what.startsWith('nothing differs')) return t('Nothing differs from what is published.');
  if (code === 'not_found') return t('The call that this is about is not among those fetched.');
  if (what.startsWith('id')) return t('There is a call with this id already. Change that one, or choose another id.');
  return code === 'too_large' ? t('That is too much for one call.') : t('This cannot be signed. Look at every field again.');
}

function pictureFault(code: string): string {
  switch (code) {
    case 'not_found': return missing('picture');
    case 'too_large': return t('The picture is too large. At most 2000 pixels a side and 400 KB are taken.');
    case 'bad_magic': return t('The picture is neither PNG nor JPEG.');
    case 'bad_checksum': return t('The picture is damaged.');
    default: return t('This form of picture is not taken. Save it anew as PNG or JPEG.');
  }
}

// pictureWords is for a picture that was refused when it was chosen.
export const pictureWords = pictureFault;

function valueFault({ field, code, what }: Fault): string {
  switch (field) {
    case 'id': return code === 'conflict' ? wholeFault({ field, line: 0, code, what }) : t('3 to 40 of a-z, 0-9 and hyphens within.');
    case 'reward': return t('A whole sum and a currency: 250000 EUR.');
    case 'basis_link': return t('An address that begins with http:// or https://, without spaces.');
    case 'posts': return code === 'not_found' ? t('One of these posts is not in the roster.') : t('all, or numbers with commas.');
    case 'languages': return t('Each language once, by its code: en, pl, zh-Hans.');
    case 'from': return t('A date: 2027-03-01, or 2027-03-01 18:30, in UTC.');
    case 'until': return untilFault(code, what);
    default: return textFault(what);
  }
}

function untilFault(code: string, what: string): string {
  if (code === 'expired' && what.includes('closed')) return t('The call is closed. Open a new one with another id.');
  if (code === 'expired') return t('The call is over at this date already. What is signed after the end counts for nothing: open a new one with another id.');
  if (what.includes('366')) return t('The end is at most 366 days ahead.');
  if (what.includes('not later')) return t('The end must be later than it is now.');
  if (code === 'conflict') return t('A change moves neither beginning nor end. Move the end by a draft of its own.');
  return t('A date: 2027-03-01, or 2027-03-01 18:30, in UTC.');
}

export function faultWords(fault: Fault): string {
  const { field, code, line } = fault;
  if (field === '') return wholeFault(fault);
  if (field.endsWith('.picture')) return pictureFault(code);
  if (code === 'not_found' && field !== 'posts') return missing(field);
  if (code === 'too_large') return t('This is too long.');
  if (code === 'bad_text' && fault.what === 'more than one line') return t('This must be one line.');
  const said = valueFault(fault);
  return line > 0 ? t('Line {n}: {what}', { n: line, what: said }) : said;
}
