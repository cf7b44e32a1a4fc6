// How hard an English text is to read: the Flesch-Kincaid grade (Kincaid and others,
// 1975), in years of American school. A reader of 12 years is in year 6 or 7.

// spokenPart drops the ends that are written and not spoken: make, used, likes; but not
// those of wanted, pages and table.
function spokenPart(word) {
  if (/[^aeiouy]les?$|[td]ed$|(?:[cgsxz]|[cs]h)es$/.test(word)) return word;
  return word.replace(/(?:ed|es|e)$/, '');
}

// syllables counts groups of vowels.
export function syllables(word) {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  return letters === '' ? 0 : Math.max(1, (spokenPart(letters).match(/[aeiouy]+/g) ?? []).length);
}

const words = (text) => text.match(/[A-Za-z][A-Za-z’'-]*/g) ?? [];

// sentences cuts at full stops, and where a line ends: a label or a heading is one.
const sentences = (text) => text.split(/[.!?:](?:\s|$)|\n/).filter((piece) => words(piece).length > 0);

export function grade(text) {
  const all = words(text);
  const count = sentences(text).length;
  if (all.length === 0) return 0;
  return 0.39 * (all.length / count) + 11.8 * (all.reduce((sum, word) => sum + syllables(word), 0) / all.length) - 15.59;
}
