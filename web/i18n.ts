// Sentences in the reader's language; ids are the English sentences. The language
// lives in memory only.
import compiled from '@languages';

const languages = compiled as Record<string, { messages: Record<string, string[]> }>;

// CLDR's plural categories in the order in which PO files list their forms.
const kPluralOrder: Record<string, string[]> = { en: ['one', 'other'], pl: ['one', 'few', 'many'] };
const kNames: Record<string, string> = { en: 'English', pl: 'Polski' };
const kRightToLeft = new Set(['ar', 'fa', 'he', 'ur']);
type Values = Record<string, string | number>;

let current = 'en';

export const language = (): string => current;
export const choices = (): { code: string; name: string }[] =>
  Object.keys(languages).map((code) => ({ code, name: kNames[code] ?? code }));

export function setLanguage(wanted: readonly string[]): void {
  const codes = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  current = codes.find((code) => code in languages) ?? 'en';
  document.documentElement.lang = current;
  document.documentElement.dir = kRightToLeft.has(current) ? 'rtl' : 'ltr';
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

// t returns a sentence; {name} stands for a value.
export function t(id: string, values: Values = {}): string {
  return fill(languages[current]?.messages[id]?.[0] ?? id, values);
}

// tn returns the form for a number; the id is the singular.
export function tn(id: string, n: number, values: Values = {}): string {
  const forms = languages[current]?.messages[id] ?? [id];
  const at = (kPluralOrder[current] ?? ['other']).indexOf(new Intl.PluralRules(current).select(n));
  const form = forms[at < 0 ? forms.length - 1 : Math.min(at, forms.length - 1)] ?? id;
  return fill(form, { n, ...values });
}

export function time(unixSeconds: number): string {
  if (unixSeconds === 0) return '–';
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'short' }).format(unixSeconds * 1000);
}

export function size(bytes: number): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(current, { style: 'unit', unit, unitDisplay: bytes < 1000 ? 'long' : 'short', maximumFractionDigits: 1 }).format(value);
}
