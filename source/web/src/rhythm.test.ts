import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Rhythm, wait } from './rhythm';

test('waits are drawn anew, and grow', () => {
  const mean = (visits: number) => Array.from({ length: 1000 }, (_, i) => wait(visits, (i + 0.5) / 1000)).reduce((a, b) => a + b) / 1000;
  assert.ok(Math.abs(mean(1) / 45_000 - 1) < 0.01);
  assert.ok(Math.abs(mean(2) / mean(1) - 2) < 0.01);
  assert.equal(mean(9), mean(7));
  assert.ok(wait(1, 1) === 0);
});

test('a visit is followed by another; one that somebody makes takes its place', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let made = 0;
  const rhythm: Rhythm = new Rhythm(async () => { rhythm.begins(); ++made; rhythm.ends(); });
  rhythm.begins();
  rhythm.ends();
  mock.timers.tick(45_000 * 23);  // no draw waits longer
  assert.ok(made >= 1);
  const before = made;
  rhythm.begins();               // somebody hands in, for a long time
  mock.timers.tick(1e9);
  assert.equal(made, before);
  rhythm.ends();
  mock.timers.tick(1e9);
  assert.ok(made > before);
  mock.timers.reset();
});
