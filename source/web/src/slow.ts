// A browser that runs no WebAssembly (Tor Browser's "Safer") works many times slower.
// Nothing tells how far a computation is, so the page says only what is true: that it
// works, and for how long already.
import { h } from './dom';
import { duration, t } from '../../../web/i18n';

const kSecondMs = 1000;
const kQuickMs = 3000;  // what is over by then needs no word

export class SlowNotice {
  private readonly place = h('div', {});
  private readonly clock = h('p', { 'data-testid': 'slow-clock' });
  private since = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  // working hears when the core begins to compute, and when it has ended.
  working(begins: boolean): void {
    if (typeof WebAssembly !== 'undefined') return;
    clearInterval(this.timer);
    this.since = performance.now();
    if (begins) this.timer = setInterval(() => this.tick(), kSecondMs);
    else this.place.replaceChildren();
  }

  // element is the same one for every screen; a redraw brings the reader's language.
  element(): HTMLElement {
    if (this.place.hasChildNodes()) this.fill();
    return this.place;
  }

  private tick(): void {
    const passed = performance.now() - this.since;
    if (passed < kQuickMs) return;
    if (!this.place.hasChildNodes()) this.fill();
    this.clock.textContent = t('Working for {time}.', { time: duration(Math.floor(passed / kSecondMs)) });
  }

  private fill(): void {
    this.place.replaceChildren(h('div', { className: 'warning', 'data-testid': 'slow' },
      h('p', { role: 'status' }, t('Your browser is set to be very safe. So this page works slowly, and one step can take many minutes. Leave it open.')),
      this.clock));
  }
}
