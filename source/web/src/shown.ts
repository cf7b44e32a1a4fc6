// What an office sent, made fit to be shown: the office may be hostile.

const kDateMax = 8.64e12;  // seconds; a Date knows no later moment

// time returns a moment in words, or nothing for one that no calendar knows.
export function time(when: number, language: string): string {
  if (!(when > 0 && when <= kDateMax)) return '';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(when * 1000) + ' UTC';
}

// fileName spells out what turns a name round or cannot be seen: "exe.gpj" must not
// look like "jpg.exe".
export function fileName(name: string): string {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu,
    (c) => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}
