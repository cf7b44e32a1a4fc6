// Sentences in the reader's language; ids are the English sentences. The language
// lives in memory only.
import compiled from '@languages';

// What po.mjs makes of a catalogue. `plurals` names CLDR's categories in the order in
// which the catalogue has its forms.
export interface Language { name: string; plurals: string[]; messages: Record<string, string[]> }

const languages = { ...(compiled as Record<string, Language>) };

const kRightToLeft = new Set(['ar', 'fa', 'he', 'ur']);
const kTags: Record<string, string> = { zh: 'zh-Hans' };  // decides which form of a letter a font shows
const kIsolate = '\u2068', kIsolateEnd = '\u2069';
export type Values = Record<string, string | number>;

let current = 'en';

let editions = 0;  // how often sentences came

export const language = (): string => current;
// edition changes whenever what t() says does: with it, what was built before is old.
export const edition = (): string => `${current} ${editions}`;
export const choices = (): { code: string; name: string }[] =>
  Object.entries(languages).map(([code, { name }]) => ({ code, name }));

// addMessages makes a language known, or more of its sentences.
export function addMessages(code: string, { name, plurals, messages }: Language): void {
  languages[code] = { name, plurals, messages: { ...languages[code]?.messages, ...messages } };
  ++editions;
}

// firstKnown is the code of the first wanted language that is among the known ones.
export function firstKnown(wanted: readonly string[], known: readonly string[]): string {
  const codes = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return codes.find((code) => known.includes(code)) ?? 'en';
}

export function setLanguage(wanted: readonly string[]): void {
  current = firstKnown(wanted, Object.keys(languages));
  document.documentElement.lang = kTags[current] ?? current;
  document.documentElement.dir = kRightToLeft.has(current) ? 'rtl' : 'ltr';
}

// isolate keeps a text that somebody else wrote from turning the sentence around it.
// Between letters of one direction nothing can turn, and nothing is added.
export function isolate(text: string): string {
  const foreign = kRightToLeft.has(current) || /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
  return foreign ? kIsolate + text + kIsolateEnd : text;
}

export const number = (value: number): string => new Intl.NumberFormat(current).format(value);

const shown = (value: string | number): string => (typeof value === 'number' ? number(value) : isolate(value));

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => { const value = values[name]; return value === undefined ? whole : shown(value); });

// t returns a sentence; {name} stands for a value.
export function t(id: string, values: Values = {}): string {
  return fill(languages[current]?.messages[id]?.[0] ?? id, values);
}

// tn returns the form for a number; the id is the singular.
export function tn(id: string, n: number, values: Values = {}): string {
  const forms = languages[current]?.messages[id] ?? [id];
  const at = languages[current]?.plurals.indexOf(new Intl.PluralRules(current).select(n)) ?? -1;
  return fill(forms[at] ?? forms.at(-1) ?? id, { n, ...values });
}

export function time(unixSeconds: number): string {
  if (unixSeconds === 0) return '–';
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'short' }).format(unixSeconds * 1000);
}

// duration writes seconds as minutes and seconds.
export function duration(seconds: number): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(current, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const parts = seconds < 60 ? [unit(seconds, 'second')] : [unit(Math.floor(seconds / 60), 'minute'), unit(seconds % 60, 'second')];
  return new Intl.ListFormat(current, { type: 'unit', style: 'narrow' }).format(parts);
}

export function percent(part: number): string {
  return new Intl.NumberFormat(current, { style: 'percent' }).format(part);
}

// anyOf lists words of which one is meant.
export function anyOf(words: readonly string[]): string {
  return new Intl.ListFormat(current, { type: 'disjunction' }).format(words.map(isolate));
}
export function allOf(words: readonly string[]): string {
  return new Intl.ListFormat(current, { type: 'conjunction' }).format(words);
}

export function size(bytes: number): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(current, { style: 'unit', unit, unitDisplay: bytes < 1000 ? 'long' : 'short', maximumFractionDigits: 1 }).format(value);
}
