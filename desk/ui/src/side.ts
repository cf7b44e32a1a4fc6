// The side: folders, labels, and how the post is doing.
import type { Filter, Status } from './api';
import { h } from './dom';
import { t, time } from '../../../web/i18n';
import { state } from './state';
import { trouble } from './tell';

const kEpochTicks = 36;

function entry(id: string, text: string, count: number, filter: Filter, choose: (filter: Filter) => void): HTMLElement {
  const same = JSON.stringify({ ...filter }) === JSON.stringify({ ...state.filter, words: undefined });
  return h('li', {}, h('button', {
    type: 'button', className: 'entry', 'data-testid': id, 'aria-current': same ? 'true' : null,
    onclick: () => choose(filter),
  }, h('span', { dir: 'auto' }, text), count > 0 && h('span', { className: filter.unread ? 'count' : 'total' }, String(count))));
}

function health(status: Status): HTMLElement {
  const { engine } = status;
  const well = engine.trouble === 'none';
  const until = (status.keys_through + 1) * kEpochTicks * engine.tick_seconds;
  return h('section', { className: 'health', 'aria-label': t('How the post is doing') },
    h('p', { className: well ? 'well' : 'warning', 'data-testid': 'desk-trouble', 'data-trouble': engine.trouble },
      trouble(engine.trouble)),
    h('p', { className: 'hint' }, t('Relay last heard: {when}', { when: time(engine.contact) })),
    status.keys_through > 0 && engine.tick_seconds > 0 &&
      h('p', { className: 'hint' }, t('Sources can write to this post until {when}, even while this desk is off.', { when: time(until) })),
    status.outbox > 0 && h('p', { className: 'hint', 'data-testid': 'desk-outbox' },
      t('Sealed parts that wait for the relay: {n}', { n: status.outbox })),
    engine.junk > 0 && h('p', { className: 'hint' }, t('Junk sent to this post, thrown away: {n}', { n: engine.junk })));
}

export function side(status: Status, choose: (filter: Filter) => void): HTMLElement {
  return h('nav', { className: 'side', 'aria-label': t('Folders and labels') },
    h('ul', {},
      entry('desk-filter-all', t('All'), 0, {}, choose),
      entry('desk-filter-unread', t('Unread'), status.unread, { unread: true }, choose),
      entry('desk-filter-inbox', t('In no folder'), 0, { folder: '' }, choose)),
    status.folders.length > 0 && h('h2', {}, t('Folders')),
    h('ul', {}, ...status.folders.map(({ name, count }) =>
      entry(`desk-folder-${name}`, name, count, { folder: name }, choose))),
    status.labels.length > 0 && h('h2', {}, t('Labels')),
    h('ul', {}, ...status.labels.map(({ name, count }) =>
      entry(`desk-label-${name}`, name, count, { label: name }, choose))),
    health(status));
}

