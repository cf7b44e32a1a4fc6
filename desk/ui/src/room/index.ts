// The desk reads new tips in short steps; this asks for steps until it is done.
import { cases } from './api';
import { reading } from '../busy';

let reading_now: Promise<void> | null = null;

async function steps(): Promise<void> {
  for (;;) {
    const { done, of } = await cases.index();
    reading(done, of);
    if (done >= of) return;
  }
}

// ready resolves when the desk has looked through every tip.
export function ready(): Promise<void> {
  reading_now ??= steps().finally(() => { reading_now = null; });
  return reading_now;
}
