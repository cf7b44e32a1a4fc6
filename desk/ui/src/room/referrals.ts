// All referrals: what went to other posts and what came from them, and how far each is.
import { button, h } from '../dom';
import { failed, go, openTip, type Screen } from '../place';
import { t } from '../../../../web/i18n';
import { later, page, table, when, type Cell } from './parts';
import { list, type Referral, referralWords, steps, visitWords } from './refer';

function subject(one: Referral): Cell {
  if (one.subject === 0) return one.case ? t('Case') : t('Tip');
  const words = one.case ? t('Case {n}', { n: one.subject }) : t('Tip {n}', { n: one.subject });
  return button(`referral-open-${one.id}`, words,
    () => { if (one.case) go({ room: 'case', id: one.subject, section: 'overview' }); else openTip(one.subject); }, { className: 'link' });
}

function row(one: Referral, changed: () => void): Cell[] {
  return [one.outgoing ? t('sent') : t('received'), subject(one), one.peer === '' ? t('another post') : one.peer, one.at === 0 ? '' : when(one.at),
    h('span', { 'data-item': 'referral-state', 'data-state': one.state }, referralWords(one)), one.note,
    h('span', { className: 'buttons tight' }, ...(one.outgoing ? steps(one, changed) : []))];
}

async function whole(changed: () => void): Promise<HTMLElement> {
  const { referrals, visit } = await list();
  const trouble = visitWords(visit);
  return h('div', {}, trouble !== '' && h('p', { className: 'hint' }, trouble),
    referrals.length === 0 ? h('p', { className: 'empty' }, t('Nothing was referred, and nothing came from another post.'))
      : table('all-referrals', t('All referrals, the newest first'), [t('Direction'), t('What'), t('Post'), t('When'), t('State'), t('Note'), t('Change')],
        referrals.map((one) => row(one, changed)), true));
}

export function referralsRoom(notice: HTMLElement): Screen {
  const box = h('div', {});
  const show = (): void => { later(box, whole(show), failed); };
  const element = page('referrals-room', t('Referrals'), notice, box);
  show();
  return { element };
}
