// The list of conversations, newest first.
import type { Conversation } from './api';
import { button, h } from './dom';
import { t, time, tn } from '../../../web/i18n';
import { state } from './state';

function item(one: Conversation, open: (id: number) => void): HTMLElement {
  const current = state.thread?.conversation.id === one.id;
  return h('li', {}, h('button', {
    type: 'button', className: one.unread > 0 ? 'item unread' : 'item', 'data-testid': `desk-item-${one.id}`,
    'data-item': 'conversation', 'aria-current': current ? 'true' : null, onclick: () => open(one.id),
  },
    h('span', { className: 'line' },
      h('strong', { dir: 'auto' }, one.name),
      one.unread > 0 && h('span', { className: 'count', 'data-testid': `desk-unread-${one.id}` },
        tn('{n} new', one.unread)),
      h('span', { className: 'when' }, time(one.last_at))),
    h('span', { className: 'excerpt', dir: 'auto' }, one.excerpt),
    (one.labels.length > 0 || one.has_files || one.folder !== '') && h('span', { className: 'line marks' },
      one.has_files && h('span', { className: 'mark' }, t('files')),
      one.folder !== '' && h('span', { className: 'mark', dir: 'auto' }, one.folder),
      ...one.labels.map((label) => h('span', { className: 'mark label', dir: 'auto' }, label)))));
}

export function list(open: (id: number) => void, older: () => void): HTMLElement {
  if (!state.listed) return h('p', { className: 'empty' }, t('One moment …'));
  if (state.list.length === 0)
    return h('p', { className: 'empty', 'data-testid': 'desk-empty' },
      (state.filter.words ?? '') !== '' ? t('Nothing found.') : t('Nothing here yet. Tips come in by themselves.'));
  return h('div', {}, h('ul', { className: 'items', 'data-testid': 'desk-list' }, ...state.list.map((one) => item(one, open))),
    state.next !== 0 && button('desk-older', t('Show older ones'), older));
}
