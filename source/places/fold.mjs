// How names are compared: without case, accents, punctuation and script, as far as one
// letter stands for another. The rules become a table inside the gazetteer, so that
// every reader folds alike and none needs Unicode tables of its own.

// Sounds of other alphabets in Latin letters, plainly, as people type them.
const kLetters = {
  // Cyrillic
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'i', ь: '',
  э: 'e', ю: 'iu', я: 'ia', є: 'ie', і: 'i', ґ: 'g', ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz', ѕ: 'dz',
  ә: 'a', ғ: 'g', қ: 'k', ң: 'n', ө: 'o', ұ: 'u', ү: 'u', һ: 'h', җ: 'j',
  // Greek
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x',
  ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'i', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
  // Georgian
  ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v', ზ: 'z', თ: 't', ი: 'i', კ: 'k', ლ: 'l', მ: 'm', ნ: 'n', ო: 'o', პ: 'p',
  ჟ: 'zh', რ: 'r', ს: 's', ტ: 't', უ: 'u', ფ: 'p', ქ: 'k', ღ: 'gh', ყ: 'q', შ: 'sh', ჩ: 'ch', ც: 'ts', ძ: 'dz', წ: 'ts',
  ჭ: 'ch', ხ: 'kh', ჯ: 'j', ჰ: 'h',
  // Armenian
  ա: 'a', բ: 'b', գ: 'g', դ: 'd', ե: 'e', զ: 'z', է: 'e', ը: 'e', թ: 't', ժ: 'zh', ի: 'i', լ: 'l', խ: 'kh', ծ: 'ts', կ: 'k',
  հ: 'h', ձ: 'dz', ղ: 'gh', ճ: 'ch', մ: 'm', յ: 'i', ն: 'n', շ: 'sh', ո: 'o', չ: 'ch', պ: 'p', ջ: 'j', ռ: 'r', ս: 's',
  վ: 'v', տ: 't', ր: 'r', ց: 'ts', ւ: 'v', փ: 'p', ք: 'k', օ: 'o', ֆ: 'f', և: 'ev',
  // Latin letters that do not come apart, and y, which many languages write as i
  ł: 'l', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'n', ĸ: 'k', ə: 'a',
  ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'i', ɔ: 'o', ɛ: 'e', y: 'i',
  // Arabic and Persian letters of several forms; vowel signs and the long stroke
  'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ی', 'ي': 'ی', 'ئ': 'ی', 'ك': 'ک', 'ة': 'ه', 'ۀ': 'ه', 'ؤ': 'و', 'ـ': '', '\u200c': '', '\u200f': '', '\u200e': '',
};
const kParting = /^[\s\-\u2010-\u2015/,._()\u00b7\u30fb]$/u;
const kSilent = /^['’ʼ‘`´"ʻʹʺʾʿ]$/u;
const kMarks = /[\u0300-\u036f\u064b-\u065f\u0670\u0591-\u05c7]/gu;
// Scripts whose code points stand for themselves: taking them apart helps nobody.
const kWhole = /^[\u0900-\u0fff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7ff]$/u;

// foldCharacter says what one code point is compared as.
export function foldCharacter(character) {
  if (kWhole.test(character)) return character;
  if (kParting.test(character)) return ' ';
  let out = '';
  for (const part of character.toLowerCase().normalize('NFKD').replace(kMarks, '').toLowerCase()) {
    if (kSilent.test(part)) continue;
    out += kParting.test(part) ? ' ' : kLetters[part] ?? part;
  }
  return out;
}

// fold is what a reader does with the table: character by character, one space where
// there are several, none at the start.
export function fold(text) {
  let out = '';
  for (const character of text)
    for (const part of foldCharacter(character))
      if (part !== ' ' || (out !== '' && !out.endsWith(' '))) out += part;
  return out.trimEnd();
}

const kRanges = [[0x20, 0x24f], [0x250, 0x2ff], [0x300, 0x36f], [0x370, 0x52f], [0x530, 0x58f], [0x600, 0x6ff],
  [0x10a0, 0x10ff], [0x1e00, 0x1fff], [0x2000, 0x2060], [0xfb50, 0xfdff], [0xfe70, 0xfefc], [0xff01, 0xff5e]];

// foldTable lists [code point, what it becomes] for all letters that people may type.
export function foldTable(names) {
  const points = new Set(names.flatMap((name) => [...name].map((c) => c.codePointAt(0))));
  for (const [from, to] of kRanges) for (let point = from; point <= to; ++point) points.add(point);
  return [...points].sort((a, b) => a - b)
    .map((point) => [point, foldCharacter(String.fromCodePoint(point))])
    .filter(([point, folded]) => folded !== String.fromCodePoint(point));
}
