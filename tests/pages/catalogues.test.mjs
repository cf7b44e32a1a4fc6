// What is wrong with a catalogue is found, whichever way it is wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { po } from 'gettext-parser';
import { catalogueFaults } from '../../tools/catalogues.mjs';
import { calls, pluralsOf } from '../../web/po.mjs';

const kHead = '# Polish words. A native speaker has not reviewed them yet.\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n';
const kRule = '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"\n';
const kWhole = `${kHead}${kRule}
msgid "Give {name} {size}"
msgstr "Daj {size} {name}"

msgid "One answer"
msgid_plural "{n} answers"
msgstr[0] "Jedna odpowiedź"
msgstr[1] "{n} odpowiedzi"
msgstr[2] "{n} odpowiedzi"
`;
const used = { places: new Map([['Give {name} {size}', ['a.ts:1']], ['One answer', ['a.ts:2']]]), counted: new Set(['One answer']) };
const english = { 'One answer': { msgid_plural: '{n} answers' } };
const faults = (text, code = 'pl') => catalogueFaults(code, po.parse(Buffer.from(text)), used, english).join('\n');

test('a whole catalogue has no fault', () => assert.equal(faults(kWhole), ''));

for (const [what, from, to, said] of [
  ['a missing sentence', /msgid "Give[^]*?\n\n/, '', /lacks “Give {name} {size}” \(a\.ts:1\)/],
  ['an empty translation', 'Daj {size} {name}', '', /is not translated/],
  ['a sentence that nobody says', 'msgid "One', 'msgid "Gone"\nmsgstr "Nie ma"\n\nmsgid "One', /has “Gone”, which no page says/],
  ['a fuzzy one', 'msgid "Give', '#, fuzzy\nmsgid "Give', /is fuzzy/],
  ['a missing plural form', /msgstr\[2\].*\n/, '', /has 2 forms; 3 are needed/],
  ['an empty plural form', 'msgstr[1] "{n} odpowiedzi"', 'msgstr[1] ""', /lacks form 1/],
  ['another placeholder', 'Daj {size} {name}', 'Daj {size} {nazwa}', /other placeholders/],
  ['a placeholder that is lost in a form', 'msgstr[1] "{n} odpowiedzi"', 'msgstr[1] "{m} odpowiedzi"', /other placeholders/],
  ['another plural rule than the browser’s', 'n==1 ? 0', 'n==2 ? 0', /Plural-Forms says/],
  ['too few plural forms in the header', 'nplurals=3', 'nplurals=2', /says 2 plural forms; the browser has 3/],
  ['a mark that turns directions', 'Jedna', '\u202eJedna', /turns directions/],
  ['no word about review', 'A native speaker has not reviewed them yet.', '', /does not say on top/],
]) test(`${what} is found`, () => assert.match(faults(kWhole.replace(from, to)), said));

test('the forms are those that whole numbers have', () => {
  assert.deepEqual(pluralsOf('ar'), ['zero', 'one', 'two', 'few', 'many', 'other']);
  assert.deepEqual(pluralsOf('ru'), ['one', 'few', 'many']);
  assert.deepEqual(pluralsOf('fr'), ['one', 'other']);
  assert.deepEqual(pluralsOf('zh'), ['other']);
});

test('sentences are found where they are said, and only there', () => {
  const found = calls('a.ts', 'const t = 1; t("It’s \\"so\\""); x.t("no"); tn(\'One\', n); // t("comment")\nconst s = "t(\'text\')"; t(`plain`);');
  assert.deepEqual(found.map(({ id, plural }) => [id, plural]), [['It’s "so"', false], ['One', true], ['plain', false]]);
  assert.throws(() => calls('a.ts', 't("a" + b)'), /not written out/);
});
