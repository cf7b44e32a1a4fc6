// What the page knows, in memory only.
import type { Answer, Post } from './bridge';
import type { Calls } from './calls';
import type { Core, Progress } from './core';
import type { Cleaned } from './metadata';
import type { Nearest } from './nearest';
import type { Failure } from './smaller';

export type Screen = 'tell' | 'words' | 'check' | 'sending' | 'done' | 'back' | 'inbox' | 'calls' | 'sheet';

export interface ChosenFile { name: string; original: string; cleaned: Cleaned; madeSmaller?: boolean }
// A picture that a message has no room for, and why it could not be made smaller.
export interface LargePicture { file: File; failure: Failure | '' }

export interface State {
  screen: Screen;
  title: string;
  posts: Post[];
  calls: Calls;
  now: number;            // the newest bulletin's time, unix seconds
  relay: 'loading' | 'ready' | 'unreachable' | 'forged' | 'broken';
  post: number;
  text: string;
  files: ChosenFile[];
  large: LargePicture[];
  answers: boolean;
  overADay: boolean;
  words: string[];
  row: string[];
  asked: number[];        // positions of the words that are asked back
  typed: string[];        // what was typed for them
  progress: Progress;
  sealed: boolean;        // the outbox holds this message, perhaps in part
  typedWords: string;     // on the way back
  typedRow: string;
  inbox: Answer[];
  wordList: string[];
  sight: boolean;         // what others can see is unfolded
  error: string;
  busy: boolean;
}

export function fresh(): State {
  return {
    screen: 'tell', title: '', posts: [], calls: new Map(), now: 0, relay: 'loading', post: 0, text: '', files: [], large: [], answers: true,
    overADay: true, words: [], row: [], asked: [], typed: [], progress: { done: 0, total: 1 }, sealed: false,
    typedWords: '', typedRow: '', inbox: [], wordList: [], sight: false, error: '', busy: false,
  };
}

// Stage is what a screen may do: read and change the state, and show itself anew.
export interface Stage {
  state: State;
  core: Core;
  readonly nearest: Nearest;
  show(screen?: Screen): void;
  connect(): Promise<void>;
  explain(error: unknown): string;
}
