// What the desk answers. A refusal is thrown as Refused with its code.

export interface Conversation {
  id: number; name: string; folder: string; labels: string[]; wants_answers: boolean;
  unread: number; messages: number; last_at: number; excerpt: string; has_files: boolean;
}
export interface FileInfo { id: number; name: string; safe_name: string; type: string; size: number }
export interface Message {
  id: number; outgoing: boolean; unread: boolean; at: number; text: string; files: FileInfo[];
  state: 'waiting' | 'whole' | 'damaged' | 'lost';
  receipt: 'none' | 'verified' | 'mismatch' | 'unknown'; leaf: number;
  delivery: 'queued' | 'sent' | 'refused'; parts: number; parts_missing: number;
}
export interface Count { name: string; count: number }
export interface Engine {
  trouble: string; contact: number; tick: number; tick_seconds: number; epoch: number; junk: number;
}
export interface Status {
  locked: boolean; title: string; save_folder: string; receives_locked: boolean;
  engine: Engine; post: string; unread: number; outbox: number; folders: Count[]; labels: Count[];
  changes: number; keys_through: number; several: boolean; who?: string; role?: Role;
}
export type Role = 'auditor' | 'officer' | 'supervisor';
export interface Officer { name: string; role: Role; since: number; has_passphrase: boolean }
export type Leaving = 'case' | 'attachment' | 'exhibit' | 'call' | 'referral';
export interface Request {
  id: number; what: Leaving; number: number; name: string; format: string; tlp: string; size: number; sha256: string; asked_by: string; asked_at: number;
  state: string; decided_by: string; decided_at: number; own: boolean;
}
// LetOut: a file was written, or waits for a second person.
export interface LetOut { path?: string; request?: number; sha256: string }
// ReferredTip says through which posts a message came, and what could be checked.
export interface ReferredTip {
  message: number; referral: number; posts: string[]; when: number; number: number; note: string; said: boolean;
  verdict: 'in_log' | 'no_proof' | 'other_key' | 'wrong' | 'forged';
}
export interface Thread { conversation: Conversation; messages: Message[]; earlier: number; referred: ReferredTip[] }
export interface Filter { folder?: string; label?: string; words?: string; unread?: boolean }

export class Refused extends Error {
  constructor(readonly code: string) { super(code); }
}

// The key lives as long as the tab. Other pages of this machine cannot read it: unlike
// the cookie it belongs to one port.
const kKey = 'desk-key';

// Who shows that the desk is at work.
let track = <T>(work: Promise<T>): Promise<T> => work;
export function onWork(tracker: typeof track): void { track = tracker; }

// ask is a request that somebody waits for; post is one in the background.
export const ask = <T>(name: string, body: object): Promise<T> => track(post<T>(name, body));

export async function post<T>(name: string, body: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/${name}`, {
      method: 'POST', body: JSON.stringify(body), credentials: 'same-origin', cache: 'no-store',
      headers: { 'Content-Type': 'application/json', 'Desk-Key': sessionStorage.getItem(kKey) ?? '' },
    });
  } catch {
    throw new Refused('no_desk');
  }
  if (response.ok) return await response.json() as T;
  let code = 'no_desk';
  if (response.status === 413) code = 'too_large';
  try {
    code = (await response.json() as { error: string }).error;
  } catch { /* an empty answer: the status has said it */ }
  throw new Refused(code);
}

// openSession trades the one-time token of the address for this tab's key.
export async function openSession(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(null, '', location.pathname);
  const { key } = await post<{ key: string }>('session', { token });
  sessionStorage.setItem(kKey, key);
}

// Over TLS officers come from other machines, with a name instead of a token.
export const fromAfar = (): boolean => location.protocol === 'https:';

export async function logIn(name: string, passphrase: string): Promise<void> {
  const { key } = await ask<{ key: string }>('login', { name, passphrase });
  sessionStorage.setItem(kKey, key);
}

export const staff = {
  list: () => ask<{ officers: Officer[] }>('officers', {}),
  add: (name: string, role: string, passphrase: string) => ask('officer_add', { name, role, passphrase }),
  remove: (name: string) => ask('officer_remove', { name }),
  role: (name: string, role: string) => ask('officer_role', { name, role }),
  passphrase: (before: string, after: string) => ask('passphrase', { before, after }),
  requests: () => ask<{ requests: Request[] }>('export_requests', {}),
  decide: (id: number, approve: boolean, sha256: string) => ask<{ path?: string; queued?: boolean }>('export_decide', { id, approve, sha256 }),
};

export const api = {
  status: () => post<Status>('status', {}),
  unlock: (name: string, passphrase: string) => ask('unlock', { name, passphrase }),
  lock: () => post('lock', {}),
  alive: () => post('alive', {}),
  inbox: (filter: Filter, poll: boolean, before = 0) =>
    post<{ conversations: Conversation[]; next: number }>('inbox', { ...filter, poll, before }),
  thread: (id: number, poll: boolean, before = 0) => post<Thread>('conversation', { id, poll, before }),
  markUnread: (id: number) => post('mark', { id, unread: true }),
  answer: (id: number, text: string, files: { name: string; data: string }[]) =>
    ask<{ parts: number }>('answer', { id, text, files }),
  label: (id: number, label: string, remove: boolean) => post('label', { id, label, remove }),
  folder: (id: number, folder: string) => post('folder', { id, folder }),
  name: (id: number, name: string) => post('name', { id, name }),
  save: (file: number) => ask<LetOut>('save', { file }),
  eraseConversation: (id: number) => ask('erase', { id }),
  eraseMessage: (message: number) => ask('erase', { message }),
};
