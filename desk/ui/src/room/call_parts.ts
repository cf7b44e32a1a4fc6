// The parts of a draft on the screen: what is the same in all languages, whom it is about,
// and two languages side by side.
import { button, h } from '../dom';
import { failed, say } from '../place';
import { language, t } from '../../../../web/i18n';
import { Refused } from '../api';
import { calls, type CallForm, type Draft, type PersonText, type TextForm } from './call_api';
import { removable, type Fields } from './call_fields';
import { aims, pictureWords } from './call_words';

const kPictureBytesMax = 1_400_000;
const kPersonsMax = 12;

export function languageName(code: string): string {
  return new Intl.DisplayNames([language()], { type: 'language' }).of(code) ?? code;
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const noWords = (): PersonText => ({ label: '', place: '', asked: '' });

export function commonFields(draft: Draft, fields: Fields): HTMLElement {
  const { form } = draft, fresh = draft.what === 'open';
  return h('section', { className: 'part' }, h('h2', {}, t('The same in all languages')), h('div', { className: 'filters' },
    fields.line('id', t('Its id'), form, 'id', t('A part of its address. It stays for ever.'), { readOnly: !fresh, maxLength: 40 }),
    fields.choice('aim', t('What is sought'), form, 'aim', aims()),
    fields.line('reward', t('Reward, at most'), form, 'reward', t('250000 EUR')),
    fields.line('basis_link', t('Where the law can be read'), form, 'basis_link', 'https://', { dir: 'ltr', inputMode: 'url' }),
    fresh && fields.line('from', t('Open from'), form, 'from', t('2027-03-01, or 2027-03-01 18:30, in UTC. Empty: when it is signed.')),
    fields.line('until', t('Until'), form, 'until', fresh ? t('2027-03-01, or 2027-03-01 18:30, in UTC') : t('The end is moved by a draft of its own.'), { readOnly: !fresh }),
    fields.line('posts', t('Which posts take it'), form, 'posts', t('all, or numbers with commas.'))),
  draft.posts.length > 0 && h('details', {}, h('summary', {}, t('Posts of the roster')),
    h('ul', { className: 'plain' }, ...draft.posts.map(({ id, name }) => h('li', { dir: 'auto' }, `${id} · ${name}`)))));
}

function pictureField(draft: Draft, at: number, fields: Fields, redraw: () => void): HTMLElement {
  const person = draft.form.persons[at] ?? { name: '', aliases: '', picture: '' };
  const picker = h('input', { type: 'file', accept: 'image/png,image/jpeg', 'data-testid': `call-picture-${at}` });
  const take = async (file: File): Promise<void> => {
    if (file.size > kPictureBytesMax) return say(pictureWords('too_large'));
    try {
      person.picture = (await calls.picture(draft.draft, await base64Of(file))).name;
      say('');
      redraw();
    } catch (error) {
      if (error instanceof Refused && ['too_large', 'bad_magic', 'bad_value', 'bad_checksum'].includes(error.code)) say(pictureWords(error.code));
      else failed(error);
    }
  };
  picker.addEventListener('change', () => { const file = picker.files?.[0]; if (file) void take(file); });
  const field = fields.add(`person.${at}.picture`, t('Picture'), picker, t('PNG or JPEG, 32 to 2000 pixels a side. Where and by whom it was taken is left out.'));
  if (person.picture !== '')
    field.append(h('p', { className: 'line' }, h('span', { className: 'mark' }, t('There is a picture.')),
      button(`call-picture-${at}-remove`, t('Without a picture'), () => { person.picture = ''; redraw(); }, { className: 'quiet' })));
  return field;
}

export function personFields(draft: Draft, fields: Fields, redraw: () => void): HTMLElement {
  const { form } = draft;
  const remove = (at: number): void => {
    form.persons.splice(at, 1);
    for (const text of form.texts) text.persons.splice(at, 1);
    redraw();
  };
  const add = (): void => {
    form.persons.push({ name: '', aliases: '', picture: '' });
    for (const text of form.texts) text.persons.push(noWords());
    redraw();
  };
  return h('section', {}, h('h2', {}, t('Wanted')),
    ...form.persons.map((person, at) => removable(`call-person-${at}-remove`, t('Person {n}', { n: at + 1 }), () => remove(at),
      h('div', { className: 'filters' }, fields.line(`person.${at}.name`, t('Name, if it is known'), person, 'name'),
        fields.area(`person.${at}.aliases`, t('Other names, one a line'), person, 'aliases', 2), pictureField(draft, at, fields, redraw)))),
    form.persons.length < kPersonsMax && button('call-person-add', t('Add a person'), add));
}

// side is one language of a call; the fields of both sides come in the same order, and
// say which language they are of: on a phone they stand below one another.
function side(draft: Draft, text: TextForm, fields: Fields): HTMLElement[] {
  const name = (field: string): string => `text.${text.language}.${field}`;
  const its = { lang: text.language };
  const label = (words: string): string => `${words} · ${text.language}`;
  const titled = [fields.line(name('title'), label(t('Title')), text, 'title', '', its)];
  if (draft.what === 'communique') return [...titled, fields.area(name('text'), label(t('Text')), text, 'text', 8, '', its)];
  const persons = text.persons.flatMap((person, at) => {
    const of = (field: string): string => name(`person.${at}.${field}`);
    return [h('h3', {}, t('Person {n}', { n: at + 1 })), fields.line(of('label'), label(t('How this language calls them')), person, 'label', '', its),
      fields.line(of('place'), label(t('Where they were last')), person, 'place', '', its), fields.line(of('asked'), label(t('What is asked about them')), person, 'asked', '', its)];
  });
  return [...titled, fields.line(name('basis'), label(t('Legal basis, by its name')), text, 'basis', '', its),
    fields.area(name('text'), label(t('Text')), text, 'text', 12, t('Markdown: paragraphs, headings, lists, quotes, emphasis, links.'), its), ...persons];
}

const heading = (text: TextForm, original: boolean): HTMLElement =>
  h('h2', {}, original ? t('{language}, the original', { language: languageName(text.language) }) : languageName(text.language));

// Languages: the original, and beside it the translation that was chosen.
export class Languages {
  private beside = 1;
  constructor(private readonly draft: Draft, private readonly redraw: () => void) {}

  private get form(): CallForm { return this.draft.form; }

  private add(code: string): void {
    this.form.texts.push({ language: code, title: '', basis: '', text: '', persons: this.form.persons.map(noWords) });
    this.beside = Math.max(1, this.form.texts.length - 1);  // the first one is the original
    this.redraw();
  }

  private remove(): void {
    this.form.texts.splice(this.beside, 1);
    this.beside = 1;
    this.redraw();
  }

  private makeOriginal(): void {
    const [chosen] = this.form.texts.splice(this.beside, 1);
    if (chosen) this.form.texts.unshift(chosen);
    this.beside = 1;
    this.redraw();
  }

  private choice(): HTMLElement {
    const { texts } = this.form;
    const tabs = texts.slice(1).map(({ language: code }, at) => h('li', {}, button(`call-beside-${code}`, languageName(code),
      () => { this.beside = at + 1; this.redraw(); }, { className: 'room', 'aria-current': this.beside === at + 1 ? 'true' : null })));
    const free = this.draft.languages.filter((code) => !texts.some(({ language: taken }) => taken === code));
    const more = h('select', { 'data-testid': 'call-language-add', 'aria-label': t('Add a language') },
      h('option', { value: '' }, texts.length === 0 ? t('Choose the language of the original …') : t('Add a language …')),
      ...free.map((code) => h('option', { value: code }, languageName(code))));
    more.addEventListener('change', () => { if (more.value !== '') this.add(more.value); });
    return h('div', { className: 'tabs' }, tabs.length > 0 && h('ul', {}, ...tabs),
      this.draft.what !== 'communique' && free.length > 0 && h('p', { className: 'line' }, more));
  }

  private besideButtons(): HTMLElement | false {
    if (this.draft.what === 'communique') return false;
    return h('div', { className: 'buttons tight' }, button('call-language-original', t('Make it the original'), () => this.makeOriginal(), { className: 'quiet' }),
      button('call-language-remove', t('Remove this language'), () => this.remove(), { className: 'quiet' }));
  }

  // element pairs the rows, so that both sides of a field stand beside one another.
  element(fields: Fields): HTMLElement {
    const [original] = this.form.texts, other = this.form.texts[this.beside];
    if (original === undefined) return h('section', {}, h('h2', {}, t('Languages')), this.choice());
    const left = [h('div', {}, heading(original, true)), ...side(this.draft, original, fields)];
    const right = other === undefined ? [] : [h('div', {}, heading(other, false), this.besideButtons()), ...side(this.draft, other, fields)];
    return h('section', {}, h('h2', {}, t('Languages')), this.choice(),
      h('div', { className: right.length > 0 ? 'pairs' : '' }, ...left.flatMap((one, at) => [one, right[at] ?? null])));
  }
}
