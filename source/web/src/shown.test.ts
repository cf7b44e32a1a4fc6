import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, time } from './shown';

test('a moment that no calendar knows does not stop the page', () => {
  for (const when of [0, 2 ** 60, Number(0xffffffffffffffffn), Number.NaN]) assert.equal(time(when, 'en'), '');
  assert.match(time(1_700_000_000, 'en'), /2023.* UTC$/);
});

test('a file name shows what turns it round', () => {
  assert.equal(fileName('invoice\u202egpj.exe'), 'invoice<U+202E>gpj.exe');
  assert.equal(fileName('a\nb\u2066'), 'a<U+000A>b<U+2066>');
  assert.equal(fileName('zażółć 举报.pdf'), 'zażółć 举报.pdf');
});
