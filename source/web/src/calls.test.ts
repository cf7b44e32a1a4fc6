import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusAt, type Call } from './calls';
import { dateIn } from './sheet';

const call = (closed = Infinity): Call => ({ page: '', title: '', language: '', direction: '', reward: '', from: 100, until: 200, closed });

test('a call lapses by itself, in its first second', () => {
  assert.deepEqual([99, 100, 199, 200].map((now) => statusAt(call(), now)), ['not-yet', 'open', 'open', 'lapsed']);
  assert.deepEqual([149, 150, 500].map((now) => statusAt(call(150), now)), ['open', 'closed', 'closed']);
});

test('dates are those of the record in every language: UTC, and no other calendar', () => {
  const moment = Date.UTC(2027, 2, 1, 18, 5);
  assert.match(dateIn('en', moment), /^March 1, 2027.*6:05.PM UTC$/);
  assert.match(dateIn('fa', moment), /۲۰۲۷/);
  assert.equal(dateIn('en', Date.UTC(2027, 2, 1)), 'March 1, 2027');
  assert.match(dateIn('pl', moment), /1 marca 2027/);
});
