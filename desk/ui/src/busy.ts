// Progress: what the desk is doing when an answer takes its time, and how far it is.
import { h } from '../../../web/dom';
import { t } from '../../../web/i18n';

const kPatienceMs = 350;

let running = 0;
let timer = 0;
const bar = h('progress', { 'aria-label': t('The desk is at work') });
const words = h('span', {});
export const busy = h('div', { className: 'busy', role: 'status', 'data-testid': 'desk-busy', hidden: true }, bar, words);

function show(sentence: string, part: number | null): void {
  if (part === null) bar.removeAttribute('value');
  else bar.value = part;
  bar.setAttribute('aria-label', sentence);
  words.textContent = sentence;
  busy.hidden = false;
}

function hide(): void {
  clearTimeout(timer);
  timer = 0;
  busy.hidden = running === 0;
}

// track shows that somebody waits, once it takes longer than a moment.
export async function track<T>(work: Promise<T>): Promise<T> {
  ++running;
  if (timer === 0) timer = window.setTimeout(() => show(t('The desk is at work'), null), kPatienceMs);
  try {
    return await work;
  } finally {
    if (--running === 0) hide();
  }
}

// reading shows how many of the tips have been looked through.
export function reading(done: number, of: number): void {
  if (done >= of) return hide();
  show(t('Reading tips: {done} of {of}', { done, of }), done / of);
}

// comparing shows how far the desk is with what tips have in common; compared ends it.
export function comparing(done: number, of: number): void {
  show(t('Looking at what tips have in common'), of > 0 ? done / of : null);
}
export const compared = (): void => hide();
