import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMessages, firstKnown, isolate, setLanguage, t, tn } from '../../../web/i18n';

Object.assign(globalThis, { document: { documentElement: {} } });
addMessages('ru', { name: 'Русский', plurals: ['one', 'few', 'many'], messages: { 'One answer': ['{n} ответ', '{n} ответа', '{n} ответов'] } });
addMessages('ar', { name: 'العربية', plurals: ['zero', 'one', 'two', 'few', 'many', 'other'], messages: { 'Take out {name}': ['إزالة {name}'] } });

test('the browser chooses the plural form', () => {
  setLanguage(['ru-RU']);
  assert.deepEqual([1, 3, 5, 21].map((n) => tn('One answer', n)), ['1 ответ', '3 ответа', '5 ответов', '21 ответ']);
});

test('a plural form that is missing leaves the sentence whole', () => {
  addMessages('uk', { name: 'Українська', plurals: ['one', 'few', 'many'], messages: { 'One answer': ['{n} відповідь', '{n} відповіді'] } });
  setLanguage(['uk']);
  assert.deepEqual([1, 3, 5].map((n) => tn('One answer', n)), ['1 відповідь', '3 відповіді', '5 відповіді']);
  assert.equal(tn('Nobody translated {n}', 2), 'Nobody translated 2');
});

test('the first language that is known is taken, else English', () => {
  assert.equal(firstKnown(['vi', 'AR-eg', 'ru'], ['ru', 'ar']), 'ar');
  assert.equal(firstKnown(['vi'], ['ru']), 'en');
});

test('a strange text does not turn the sentence around it', () => {
  setLanguage(['ar']);
  assert.equal(document.documentElement.dir, 'rtl');
  assert.equal(t('Take out {name}', { name: 'a.jpg' }), 'إزالة \u2068a.jpg\u2069');
  setLanguage(['en']);
  assert.equal(t('Take out {name}', { name: 'a.jpg' }), 'Take out a.jpg');
  assert.equal(t('Take out {name}', { name: 'صورة' }), 'Take out \u2068صورة\u2069');
  assert.equal(isolate('plain'), 'plain');
});

test('what is filled in is not filled in again', () => {
  setLanguage(['en']);
  assert.equal(t('{a} {b}', { a: '{b}', b: 'x' }), '{b} x');
  assert.equal(t('{missing}'), '{missing}');
});
