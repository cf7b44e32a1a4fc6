// A walk through the desk's rooms: steps that stand on each other, and a look at every
// screen on the way.
import { join } from 'node:path';
import { test as nodeTest } from 'node:test';
import { sizes } from './tab.mjs';

const kShots = process.env.TIPSTAFF_SHOTS;

// walk gives `test`, of which the first that fails ends the others; `look`, which examines the
// screen that is shown, on a phone by day, on a desk by night, and right to left; and what
// they found: faults of screens, and breaches of the page's policy. `axe` says what is wrong
// with a screen for who cannot see it. With TIPSTAFF_SHOTS=FOLDER it takes pictures, for
// people to look at.
export async function walk(desk, { axe = () => desk.axe(), rightToLeft = false } = {}) {
  desk.context.setDefaultTimeout(15_000);
  const faults = [], violations = [];
  await desk.page.exposeFunction('reportViolation', (what) => violations.push(what));
  await desk.page.addInitScript(() => addEventListener('securitypolicyviolation',
    (event) => window.reportViolation?.(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)));

  let failed = false;
  const test = (name, work) => nodeTest(name, async (step) => {
    if (failed) return step.skip('a step before it failed');
    failed = true;
    await work();
    failed = false;
  });

  const shot = async (name) => { if (kShots) await desk.picture(join(kShots, `${name}.png`)); };
  const look = async (name) => {
    for (const [size, scheme] of [['phone', 'light'], ['desktop', 'dark']]) {
      await desk.size(sizes[size]);
      await desk.scheme(scheme);
      for (const fault of await axe()) faults.push(`${name}, ${size}, ${scheme}: ${fault}`);
      for (const dir of ['rtl', 'ltr']) {
        await desk.run((to) => { document.documentElement.dir = to; }, dir);
        if ((await desk.sideways()) > 0) faults.push(`${name}, ${size}, ${dir}: ${await desk.sideways()} pixels too wide`);
        if (rightToLeft && dir === 'rtl') await shot(`${name}-${size}-rtl`);
      }
      await shot(`${name}-${size}-${scheme}`);
    }
    await desk.scheme('light');
    await shot(`${name}-desktop-light`);
  };
  return { test, look, faults, violations };
}
