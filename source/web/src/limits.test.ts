import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasWords } from './limits';

test('what has no shape is no message, in any script', () => {
  for (const blank of ['', ' \n\t', '\u00a0\u3000', '\u200b\u200e\ufeff', '\u2800', '\u3164\u115f', '\u00ad', '\u0007'])
    assert.equal(hasWords(blank), false, JSON.stringify(blank));
  for (const words of ['x', '!', '选', 'س', '👀', ' \u200b7'])
    assert.equal(hasWords(words), true, words);
});
