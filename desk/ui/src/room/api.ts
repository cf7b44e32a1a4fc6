// What the desk answers about tips and cases. Values come defanged; only copyLive has a live one.
import { ask, post, type Conversation, type FileInfo, type Message, type ReferredTip } from '../api';

export interface CaseName { id: number; name: string }
export interface Change { kind: 'same' | 'removed' | 'added'; words: string }
export interface Row extends Conversation {
  message: number; at: number; count: number; members: number[]; observables: number; cases: CaseName[];
  least_alike: { conversation: number; message: number; similarity: number; changes: Change[] } | null;
}
export interface Queue { rows: Row[]; all: number; tips: number }
export interface Piece { text: string; begin: number; length: number; as_sent: boolean; at: number }
export interface Observable {
  type: string; value: string; offset: number; length: number; parent: number; confidence: string; was_defanged: boolean;
  rule: string; warning: string; benign: string; tips: number;
}
export interface TipMessage extends Omit<Message, 'text'> { pieces: Piece[]; observables: Observable[]; unlisted: number; alike: number[]; files: FileInfo[] }
export interface Tip { conversation: Conversation; messages: TipMessage[]; cases: CaseName[]; referred: ReferredTip[] }
export interface Named { type: string; value: string; all: number; conversations: Conversation[]; cases: CaseName[] }
export interface CaseLine { id: number; name: string; merged_into: number; conversations: number; statements: number }
export interface Statement {
  id: number; text: string; code: string; message: number; conversation?: number; begin: number; length: number; at: number; quote: string | null;
}
export interface Exhibit {
  kind: 'text' | 'file'; id: number; conversation: number; at: number; name: string; type: string; size: number; sha256: string; leaf: number | null;
}
export interface AuditLine { id: number; at: number; who: string; action: string; detail: string }
export interface CasePage {
  case: { id: number; name: string; merged_into: number }; conversations: (Conversation & { own: boolean })[]; statements: Statement[];
  merged: CaseName[]; log: AuditLine[]; exhibits: Exhibit[];
}
export interface End extends Conversation { cases: CaseName[] }
export interface Reason { type: string; value: string; strength: number; tips: number; kind?: string }
export interface Suggestion { a: End; b: End; score: number; reasons: Reason[] }
export interface GraphNode { kind: 'inside' | 'tip' | 'thing'; id?: number; type?: string; label: string; message?: number; at?: number; x: number; y: number }
export interface Graph { nodes: GraphNode[]; edges: number[]; left_out: number }
export interface Hint {
  kind: string; place: string; country: string; lat?: number; lon?: number; radius_m: number; at: number | null; conversation: number; message: number;
  begin: number; length: number; file: number; method: string; reliability: string; caveat: string; caveat_text: string; wording: string; score: number;
  band_from?: number; band_to?: number;
}
export interface Hints { hints: Hint[]; conflicts: { a: number; b: number; km: number }[]; left_out: number; notes: string[] }
export interface Happened { at: number; kind: 'tip' | 'date' | 'statement' | 'exif'; conversation: number; message: number; whole_day: boolean; text: string }
export interface Suspect {
  id: number; edition: number; name: string; aliases: string[]; accounts: { type: string; value: string }[]; places: string[]; times: string[];
  note: string; statements: number[];
}
export type Mark = 'CC' | 'C' | 'N' | 'I' | 'II';
export interface Hypothesis { id: number; edition: number; text: string; score: number }
export interface Evidence { statement: number; text: string; code: string; message: number; marks: Record<string, Mark> }
export interface Hypotheses { hypotheses: Hypothesis[]; evidence: Evidence[] }
export interface Part { kind: 'text' | 'picture' | 'property' | 'refused'; path: string; name: string; text: string; picture?: number }
export interface Exported { path?: string; request?: number; sha256: string; undrawn: number }
export interface Wanted {
  words?: string; folder?: string; label?: string; case?: number; since?: number; until?: number; kind?: string; unread?: boolean;
}
export interface Found { conversations: End[]; cases: CaseName[]; most: number }

export const cases = {
  index: () => post<{ done: number; of: number }>('index', { poll: true }),
  kinds: () => ask<{ kinds: { name: string; count: number }[] }>('kinds', {}),
  triage: (from: number, only: { unread: boolean; shared: boolean }) => ask<Queue>('triage', { from, ...only }),
  tip: (id: number) => ask<Tip>('tip', { id }),
  named: (message: number, at: number) => ask<Named>('named', { message, at }),
  copyLive: (message: number, at: number) => ask<{ value: string }>('copy_live', { message, at }),
  find: (wanted: Wanted) => ask<Found>('find', wanted),
  list: () => ask<{ cases: CaseLine[] }>('cases', {}),
  page: (id: number) => ask<CasePage>('case', { id }),
  open: (name: string) => ask<{ id: number }>('case_open', { name }),
  link: (id: number, conversation: number) => ask('case_link', { case: id, conversation }),
  unlink: (id: number, conversation: number) => ask('case_unlink', { case: id, conversation }),
  merge: (from: number, into: number) => ask('case_merge', { from, into }),
  unmerge: (id: number) => ask('case_unmerge', { case: id }),
  notSame: (a: number, b: number) => ask('not_same', { a, b }),
  statement: (id: number, text: string, code: string, bytes: { message: number; begin: number; length: number }) =>
    ask<{ id: number }>('statement', { case: id, text, code, ...bytes }),
  suggest: (about: { case?: number; tip?: number }) => ask<{ suggestions: Suggestion[]; all: number } | { done: number; of: number }>('suggest', about),
  hints: (id: number) => ask<Hints>('hints', { case: id }),
  timeline: (id: number) => ask<{ events: Happened[] }>('timeline', { case: id }),
  suspects: (id: number) => ask<{ suspects: Suspect[] }>('suspects', { case: id }),
  suspect: (change: object) => ask<{ id: number }>('suspect', change),
  hypotheses: (id: number) => ask<Hypotheses>('hypotheses', { case: id }),
  hypothesis: (change: object) => ask<{ id: number }>('hypothesis', change),
  mark: (statement: number, hypothesis: number, mark: Mark, was: string) => ask('mark', { statement, hypothesis, mark, was }),
  peel: (file: number) => ask<{ parts: Part[] }>('peel', { file }),
  picture: (file: number, part: number) => ask<{ png: string }>('picture', { file, part }),
  exportCase: (id: number, format: string, tlp: string) => ask<Exported>('export', { case: id, format, tlp }),
  audit: () => ask<{ lines: AuditLine[]; count: number; head: string }>('audit', {}),
  graph: (id?: number) => ask<Graph>('graph', id === undefined ? {} : { case: id }),
};
