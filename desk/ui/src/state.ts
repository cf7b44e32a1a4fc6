// What the page knows just now, and who is told when it changes.
import type { Conversation, Filter, Role, Status, Thread } from './api';

export interface Draft { text: string; files: File[] }

export const state = {
  status: null as Status | null,
  filter: {} as Filter,
  list: [] as Conversation[],
  listed: false,   // whether the desk has answered: an empty list may be one that is on its way
  older: [] as Conversation[],   // further pages of the list, which somebody asked for
  next: 0,                       // where the list goes on; 0: nowhere
  thread: null as Thread | null,
  drafts: new Map<number, Draft>(),   // kept while the page is open, locked or not
  notice: '',
  sorting: false,   // whether “Sort, name, erase” is unfolded
};

// may tells what this officer is shown; the desk decides anew at each request.
export function may(role: Role): boolean {
  const order: Role[] = ['auditor', 'officer', 'supervisor'];
  return order.indexOf(state.status?.role ?? 'auditor') >= order.indexOf(role);
}

export function draftOf(id: number): Draft {
  let draft = state.drafts.get(id);
  if (draft === undefined) state.drafts.set(id, draft = { text: '', files: [] });
  return draft;
}
