// A tip is referred on the page, and leaves with visits of the real relay. That it arrives is
// tested where the clock can be turned (desk/refer/refer_test.cpp): a hold may take a day.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from './demo.mjs';
import { openConversation, openDesk } from './journeys.mjs';
import { startDemo } from './suite.mjs';
import { chromium } from './tab.mjs';

const demo = await startDemo();
const browser = await chromium();
after(() => browser.close());

const { status, stderr } = await demo.tipstaff(['send', '--post', '1', '--now'], { input: 'The boat leaves from pier 7.' });
if (status !== 0) throw new Error(stderr);
const desk = await browser.tab();
const state = () => desk.run(() => document.querySelector('[data-item=referral]')?.dataset.state ?? '');

test('a tip is referred to another post, on purpose, and leaves with a visit', async () => {
  await openDesk(desk, demo, 1, demo.desk);
  await until('the tip is here', async () => (await desk.texts('[data-item=conversation]')).length === 1, 60_000);
  await openConversation(desk, 'pier 7');
  await desk.click('desk-tip');
  await desk.see('tip-refer');
  await desk.click('tip-refer');
  await desk.see('ask-refer-post');
  const posts = await desk.texts('[data-testid=ask-refer-post] option');
  assert.equal(posts.length, 3, 'all posts but this one, and the invitation to choose');
  await desk.click('ask-refer-yes');
  assert.equal(await desk.visible('ask-refer'), 1, 'no post is chosen for anybody');
  await desk.choose('ask-refer-post', '2');
  await desk.fill('ask-refer-note', 'It is in your town.');
  await desk.click('ask-refer-yes');
  await until('it is queued', async () => (await state()) !== '');
  await until('the relay has it', async () => /\bhanded over; not acknowledged\b|acknowledged/.test(await demo.deskCommand(['refer', 'list'])), 60_000);
  assert.match(await demo.deskCommand(['audit']), /refer tip/);
});

test('what is handed over can be handed over again or withdrawn', async () => {
  await desk.click('tip-back');
  await desk.click('desk-tip');
  await until('the page says so', async () => (await state()) === 'handed');
  const id = (await desk.run(() => document.querySelector('[data-item=referral] button')?.dataset.testid ?? '')).split('-').at(-1);
  await desk.click(`refer-again-${id}`);
  await until('it leaves once more', async () => ['sending', 'handed'].includes(await state()));
  await until('it can be withdrawn', async () => (await desk.visible(`refer-withdraw-${id}`)) === 1);
  await desk.click(`refer-withdraw-${id}`);
  await until('it is withdrawn', async () => (await state()) === 'withdrawn');
});

test('the page does not offer this post itself, and the command refuses it', async () => {
  await assert.rejects(demo.deskCommand(['refer', '--tip', '1', '--to', '1']), /that is this post itself/);
  await assert.rejects(demo.deskCommand(['refer', '--tip', '1', '--to', '77']), /does not list that post/);
  await assert.rejects(demo.deskCommand(['refer', '--tip', '1', '--case', '1', '--to', '2']), /say what and to whom/);
});
