import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsNeeded } from './limits';
import { nearest } from './suggest';

test('a mistyped word finds its neighbours', () => {
  assert.deepEqual(nearest('abandn', ['ability', 'abandon', 'zoo']), ['abandon']);
  assert.deepEqual(nearest('qqqqqq', ['ability', 'abandon', 'zoo']), []);
});

test('the parts of a message are counted as the core counts them', () => {
  assert.equal(partsNeeded('', []), 1);
  assert.equal(partsNeeded('x'.repeat(11512 - 21), []), 1);
  assert.equal(partsNeeded('x'.repeat(11512 - 20), []), 2);
  assert.equal(partsNeeded('', [{ name: 'a', size: 20000 }]), 2);
});
