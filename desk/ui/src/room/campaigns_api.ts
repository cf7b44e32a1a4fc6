// What the desk answers about campaigns. Texts come defanged; times are milliseconds.
import { ask, type LetOut, post } from '../api';

export interface Columns { layout: string; header: string[]; mapping: Record<string, number> }
// Reading says in words of campaign_words.ts what was set aside, what must be known of the
// rest, and why reading stopped before the end.
export interface Reading {
  rows?: number; bad?: { why: string; count: number }[]; aside?: { line: number; why: string; row: string }[]; notes?: { code: string; count: number }[]; stopped?: string;
}
export interface Progress {
  state: 'none' | 'coming' | 'waiting' | 'running' | 'done' | 'failed' | 'called_off';
  bytes: number; size: number; rows: number; bad: number; step: string; words: string; reading: Reading; id: number;
}
export interface Member {
  account: string; handle: string; role: 'starter' | 'amplifier'; ties: number; acts: number; starts: number; first: number; last: number; x?: number; y?: number;
}
export interface Pushed { trace: string; text: string; members: number; sharers: number; first: number }
// Parts are of 0 to 1 (casework/campaigns/doubts.h).
export interface Doubts {
  news: { part: number; met: number; by_chance: number; stands: boolean };
  button: { links: number; one_site: number; gap: number; program: string; members: number; others: number; stands: boolean };
  fans: { tied: number; objects: number; more: boolean };
}
export interface CrewEdge { a: number; b: number; strength: number; best: number; held: number; met: number[] }
export interface Crew {
  crew: number; surprise: number; stability: number; windows_held: number; first: number; last: number; usual_gap: number; languages: string[];
  active: number; zone: number[]; week: number[]; line: { begin: number; step: number; acts: number[] };
  members: Member[]; objects: Pushed[]; doubts: Doubts; edges: CrewEdge[];
}
export interface Counted { shares: number; accounts: number; pairs: number; acquitted: number; crews: number; windows_ms: number[] }
export interface CampaignLine { id: number; name: string; at: number; campaign: Counted; reading: Reading }
export interface Campaign extends CampaignLine { crews: Crew[] }
// text is the start of what the post says; cut: the post says more.
export interface PostRow { account: string; post: string; at: number; text: string; cut: boolean }
export interface EvidenceRow { trace: string; object: string; first: PostRow; second: PostRow; delta: number }
export interface Lit { case: number; conversation: number; message: number; crew: number; type: string; value: string }

export const campaigns = {
  begin: (name: string, size: number) => post('campaign_begin', { name, size }),
  piece: (data: string) => post('campaign_piece', { data }),
  columns: () => ask<{ columns?: Columns; words?: string }>('campaign_columns', {}),
  find: (zone: number, map: string[]) => ask('campaign_find', { zone, map }),
  progress: () => post<Progress>('campaign_progress', { poll: true }),
  cancel: () => post('campaign_cancel', {}),
  list: () => ask<{ campaigns: CampaignLine[] }>('campaigns', {}),
  one: (id: number) => ask<Campaign>('campaign', { id }),
  edge: (id: number, crew: number, edge: number) => ask<{ rows: EvidenceRow[]; all: number }>('campaign_edge', { id, crew, edge }),
  join: (id: number, crew: number, inCase: number, platform: string) =>
    ask<{ taken: number; known: number; set_aside: number }>('campaign_join', { id, crew, case: inCase, platform }),
  lit: () => ask<{ lit: Lit[] }>('campaign_lit', {}),
  exportFile: (id: number, name: string) => ask<LetOut>('campaign_export', { id, name }),
  erase: (id: number) => ask('campaign_erase', { id }),
};

// Fewer meetings are never a tie (casework/campaigns/surprise.h).
const kMeetingsMin = 3;
// tied: the two meet often enough within a window. alone: that window by itself is surprising.
export const tied = (edge: CrewEdge, window: number): boolean => (edge.met[window] ?? 0) >= kMeetingsMin;
// A graph of more lines is a ball of wool, and without a graphics card each costs 70 us.
export const kDrawnEdges = 500;
export const alone = (edge: CrewEdge, window: number): boolean => (edge.held >> window & 1) === 1;
