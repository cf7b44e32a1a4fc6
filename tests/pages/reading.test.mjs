import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grade, syllables } from './reading.mjs';

test('syllables are counted as they are spoken', () => {
  const known = { I: 1, we: 1, made: 1, pages: 2, opened: 2, locked: 1, wanted: 2, answer: 2, office: 2, computer: 3, people: 2, information: 4, tables: 2 };
  for (const [word, count] of Object.entries(known)) assert.equal(syllables(word), count, word);
});

test('plain text is easy and an official one is not', () => {
  assert.ok(grade('The cat sat on the mat. It was not a big cat.') < 2);
  assert.ok(grade('The communication is cryptographically encapsulated prior to its transmission to the designated institutional recipient.') > 15);
});

test('each line is a sentence of its own', () => {
  assert.equal(grade('Your message\nYour words'), grade('Your message. Your words.'));
});
