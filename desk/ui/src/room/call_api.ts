// What the desk answers about calls.
import { ask, type LetOut, post } from '../api';

export type Step = 'open' | 'amend' | 'renew' | 'close' | 'communique';
export interface PersonForm { name: string; aliases: string; picture: string }
export interface PersonText { label: string; place: string; asked: string }
export interface TextForm { language: string; title: string; basis: string; text: string; persons: PersonText[] }
export interface CallForm {
  id: string; aim: string; reward: string; basis_link: string; from: string; until: string; posts: string;
  persons: PersonForm[]; texts: TextForm[];
}
export interface Fault { field: string; line: number; code: string; what: string }
export interface CallLine { id: string; title: string; status: 'not_yet' | 'open' | 'lapsed' | 'closed'; until: number; records: number }
export interface DraftLine { id: number; what: Step; call: string; title: string; changed_at: number }
export interface Calls { fetched_at: number; calls: CallLine[]; drafts: DraftLine[] }
export interface Draft extends DraftLine {
  draft: number; edition: number; ending: string; form: CallForm; now?: CallLine; faults: Fault[];
  posts: { id: number; name: string }[]; languages: string[];
}
export interface Pages { call: string; history: string; poster: string }
export interface Preview { faults: Fault[]; path?: string; pages?: Record<string, Pages> }

export const calls = {
  list: () => ask<Calls>('calls', {}),
  fetch: () => ask<Calls>('calls_fetch', {}),
  begin: (what: Step, call?: string) => ask<{ draft: number }>('call_begin', call === undefined ? { what } : { what, call }),
  draft: (draft: number) => ask<Draft>('call_draft', { draft }),
  save: (draft: number, edition: number, form: CallForm, ending: string) => ask<Draft>('call_save', { draft, edition, form, ending }),
  remove: (draft: number, edition: number) => ask('call_remove', { draft, edition }),
  picture: (draft: number, data: string) => ask<{ name: string }>('call_picture', { draft, data }),
  preview: (draft: number, form: CallForm, ending: string) => post<Preview>('call_preview', { draft, form, ending }),
  exportFile: (draft: number, edition: number) => ask<LetOut & { code: string }>('call_export', { draft, edition }),
};
