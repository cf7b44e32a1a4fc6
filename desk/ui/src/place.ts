// Where in the desk somebody is, and the two ways to change the screen from anywhere:
// go to another place, or say what happened.

export type Section = 'overview' | 'suggestions' | 'graph' | 'map' | 'time' | 'exhibits' | 'log' | 'suspects' | 'hypotheses';
export type Place =
  | { room: 'mail'; conversation?: number }
  | { room: 'triage' | 'cases' | 'campaigns' | 'graph' | 'find' | 'audit' | 'staff' | 'calls' | 'referrals' }
  | { room: 'call'; draft: number }
  | { room: 'tip'; id: number; back: Place }
  | { room: 'campaign'; id: number }
  | { room: 'case'; id: number; section: Section };

export const where: { place: Place } = { place: { room: 'mail' } };

interface Frame { go(place: Place): void; say(sentence: string): void; failed(error: unknown): void; refresh(): Promise<void> }
let frame: Frame = { go: () => undefined, say: () => undefined, failed: () => undefined, refresh: () => Promise.resolve() };

export function setFrame(real: Frame): void { frame = real; }
export const go = (place: Place): void => frame.go(place);
export const say = (sentence: string): void => frame.say(sentence);
export const failed = (error: unknown): void => frame.failed(error);
export const refresh = (): Promise<void> => frame.refresh();

// openTip shows a tip, and comes back to where it was opened.
export function openTip(id: number): void {
  const { place } = where;
  go({ room: 'tip', id, back: place.room === 'tip' ? place.back : place });
}

// Screen is what one room puts on the page.
export interface Screen {
  element: HTMLElement;
  news?(): void;                            // the desk has something new
  key?(event: KeyboardEvent): boolean;      // true: the key was for this room
  leave?(): void;
}
