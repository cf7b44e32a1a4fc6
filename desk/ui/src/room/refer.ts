// Referrals: handing a tip or a case to another post, how far it is, and what came that way.
import { ask as request, type ReferredTip, Refused } from '../api';
import { button, h, labelled } from '../dom';
import { failed, say } from '../place';
import { t, time, tn } from '../../../../web/i18n';
import { ask } from './dialogs';
import { later } from './parts';
import { askedWords } from './words';

export type Subject = { tip: number } | { case: number };
export interface Referral {
  id: number; outgoing: boolean; case: boolean; subject: number; peer: string; note: string; at: number; parts: number; done: number;
  state: 'sending' | 'handed' | 'acknowledged' | 'stopped' | 'withdrawn' | 'taken' | 'refused' | 'arriving' | 'held';
}
export interface Referrals { posts: { id: number; name: string }[]; referrals: Referral[]; visit: { at: number; trouble: string; next: number } }

export const list = (): Promise<Referrals> => request('referrals', {});

// Refusals that say something else here than elsewhere.
const kHere: Record<string, string> = { too_large: 'refer_too_large', conflict: 'refer_closed', not_found: 'refer_no_post' };
async function said<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (reason) {
    throw reason instanceof Refused ? new Refused(kHere[reason.code] ?? reason.code) : reason;
  }
}

// askRefer lets somebody choose a post and confirm.
export async function askRefer(subject: Subject, name: string, done: () => void): Promise<void> {
  const { posts } = await list();
  if (posts.length === 0) return say(t('There is no other post in the roster.'));
  const post = h('select', { required: true, 'data-testid': 'ask-refer-post' }, h('option', { value: '' }, t('Choose a post')),
    ...posts.map((one) => h('option', { value: String(one.id) }, one.name)));
  const note = h('textarea', { rows: 3, dir: 'auto', maxLength: 1300, 'data-testid': 'ask-refer-note' });
  ask('ask-refer', t('Refer {name} to another post', { name }), [
    labelled(t('To which post'), post), labelled(t('Your note for them (may stay empty)'), note),
    h('p', { className: 'hint' }, 'case' in subject
      ? t('They get all tips of this case with their files, its statements, accounts, suspects and hypotheses. They do not get the source\'s keys: they answer you, and you answer the source.')
      : t('They get the whole text with all files, and what proves when it was told. They do not get the source\'s keys: they answer you, and you answer the source.')),
    h('p', { className: 'hint' }, t('It leaves in parts over hours or days, so that nobody sees that anything was referred. What has left cannot be taken back.'))],
  t('Refer'), async () => {
    const { parts, request: asked } = await said(request<{ parts: number; request?: number }>('refer', { ...subject, post: Number(post.value), note: note.value.trim() }));
    say(asked === undefined ? tn('Queued in one part.', parts) : askedWords(asked));
    done();
  });
}

export function referralWords(one: Referral): string {
  const of = { done: String(one.done), parts: String(one.parts) };
  switch (one.state) {
    case 'held': return t('waits for a second person');
    case 'sending': return t('{done} of {parts} handed over', of);
    case 'handed': return t('all parts handed over; not acknowledged yet');
    case 'acknowledged': return t('acknowledged: they have it whole');
    case 'stopped': return t('stopped: the roster does not list that post any more');
    case 'withdrawn': return t('withdrawn, or its tip was erased');
    case 'taken': return t('taken in');
    case 'refused': return t('not by the post that it names: kept as an ordinary tip with a warning');
    case 'arriving': return t('{done} of {parts} parts are here', of);
  }
}

// steps are what can be done with one that was handed over.
export function steps(one: Referral, changed: () => void): (Node | false)[] {
  const change = (body: object, sentence: string): void => { said(request('referral', body)).then(() => { say(sentence); changed(); }, failed); };
  const open = one.state === 'sending' || one.state === 'handed' || one.state === 'stopped' || one.state === 'held';
  return [
    open && one.state !== 'sending' && one.state !== 'held' && button(`refer-again-${one.id}`, t('Hand over again'), () => change({ id: one.id, again: true }, t('It leaves once more.')), { className: 'quiet' }),
    open && button(`refer-withdraw-${one.id}`, t('Withdraw'), () => change({ id: one.id, withdraw: true }, t('What has not left stays here.')), { className: 'quiet' })];
}

const referralLine = (one: Referral, changed: () => void): HTMLElement =>
  h('li', { className: 'line', 'data-item': 'referral', 'data-state': one.state },
    h('span', { dir: 'auto' }, t('Referred to {post}: {state}', { post: one.peer, state: referralWords(one) })), h('span', { className: 'when' }, time(one.at)),
    ...steps(one, changed));

export function visitWords(visit: Referrals['visit']): string {
  if (visit.trouble === '' || visit.at === 0) return '';
  return visit.trouble === 'closed' ? t('That post has published no keys for now. It is tried again.')
    : t('The last visit to the relay did not succeed. It is tried again; nothing is lost.');
}

// referralsOf shows where a tip or a case was referred to, and how far it is.
export function referralsOf(subject: Subject): HTMLElement {
  const box = h('div', { 'data-testid': 'referrals' });
  const load = async (): Promise<Node> => {
    const { referrals, visit } = await list();
    const number = 'case' in subject ? subject.case : subject.tip;
    const mine = referrals.filter((one) => one.outgoing && one.case === 'case' in subject && one.subject === number);
    const waits = mine.some((one) => one.state === 'sending') && visitWords(visit);
    return mine.length === 0 ? h('span', {}) : h('div', {},
      h('ul', { className: 'plain' }, ...mine.map((one) => referralLine(one, again))), waits !== false && waits !== '' && h('p', { className: 'hint' }, waits));
  };
  const again = (): void => { later(box, load(), failed); };
  again();
  return box;
}

function verdictWords(one: ReferredTip, leaf: string): string {
  switch (one.verdict) {
    case 'in_log': return t('Checked here: it stood in the log, entry {leaf}, when it was told.', { leaf });
    case 'other_key': return t('It could not be checked: the log is signed by another key than this relay\'s.');
    case 'wrong': return t('It is not what the log says: the proof that came with it does not fit.');
    case 'forged': return t('Warning: this came as a referral and is not by the post that it names. Treat it as any tip.');
    default: return one.said ? t('It could not be checked: no proof came with it. {post} says that it is in the log.', { post: one.posts[0] ?? '' })
      : t('It could not be checked: its source wanted no receipt.');
  }
}

// referredView says through which posts a conversation came; nothing for one with a source.
export function referredView(all: ReferredTip[], leafOf: (message: number) => number | undefined): HTMLElement | false {
  const first = all[0];
  if (first === undefined) return false;
  const posts = first.posts.join(' → ');
  return h('div', { className: 'notice', 'data-testid': 'referred', 'data-verdict': first.verdict },
    first.verdict !== 'forged' && h('p', { dir: 'auto' },
      t('Referred by {posts}, {when}; their conversation {n}. Your answers go to that post, not to the source.', { posts, when: time(first.when), n: String(first.number) })),
    first.note !== '' && h('p', { dir: 'auto' }, t('Their note: {note}', { note: first.note })),
    ...all.map((one) => h('p', { className: one.verdict === 'in_log' ? 'hint' : 'warning' }, verdictWords(one, String(leafOf(one.message) ?? '–')))));
}
