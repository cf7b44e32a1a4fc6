// Sentences in the reader's language. Message ids are the English sentences; the
// language lives in memory only.
import compiled from '@languages';

type Messages = Record<string, string[]>;
const languages = compiled as Record<string, { messages: Messages }>;

// The plural categories of CLDR in the order in which PO files list their forms.
const kPluralOrder: Record<string, string[]> = {
  en: ['one', 'other'],
  pl: ['one', 'few', 'many'],
};
const kNames: Record<string, string> = { en: 'English', pl: 'Polski' };
const kRightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

let current = 'en';

export function choices(): { code: string; name: string }[] {
  return Object.keys(languages).map((code) => ({ code, name: kNames[code] ?? code }));
}

export function chooseFrom(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0] ?? '';
    if (code in languages) return code;
  }
  return 'en';
}

export function setLanguage(code: string): void {
  current = code in languages ? code : 'en';
  document.documentElement.lang = current;
  document.documentElement.dir = kRightToLeft.has(current) ? 'rtl' : 'ltr';
}

export function language(): string {
  return current;
}

type Values = Record<string, string | number>;

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// t returns a sentence; {name} stands for a value.
export function t(id: string, values: Values = {}): string {
  return fill(languages[current]?.messages[id]?.[0] ?? id, values);
}

// tn returns the form for a number; the id is the singular.
export function tn(id: string, count: number, values: Values = {}): string {
  const forms = languages[current]?.messages[id] ?? [id];
  const order = kPluralOrder[current] ?? ['other'];
  const at = order.indexOf(new Intl.PluralRules(current).select(count));
  return fill(forms[at < 0 ? forms.length - 1 : Math.min(at, forms.length - 1)] ?? id, { n: count, ...values });
}
