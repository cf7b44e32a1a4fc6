// Calls: what is published, and what is being written.
import { button, h } from '../dom';
import { failed, go, say, type Screen } from '../place';
import { t, time, tn } from '../../../../web/i18n';
import { calls, type CallLine, type Calls, type DraftLine, type Step } from './call_api';
import { statusWords, stepWords } from './call_words';
import { later, page, utc, value, when } from './parts';

const openDraft = (draft: number): void => go({ room: 'call', draft });

function begin(step: Step, call?: string): void {
  calls.begin(step, call).then(({ draft }) => openDraft(draft), failed);
}

function publishedLine(one: CallLine): HTMLElement {
  const standing = one.status === 'open' || one.status === 'not_yet';
  const steps: Step[] = standing ? ['amend', 'renew', 'communique', 'close'] : ['communique'];
  return h('li', { className: 'statement', 'data-item': 'call' }, h('h3', { dir: 'auto' }, one.title),
    h('p', { className: 'chips' }, value(one.id), h('span', { className: 'mark' }, statusWords(one.status)),
      h('span', {}, t('Until'), ' ', utc(one.until)), h('span', { className: 'mark' }, tn('{n} record', one.records))),
    h('div', { className: 'buttons tight' }, ...steps.map((step) =>
      button(`call-${step}-${one.id}`, stepWords(step), () => begin(step, one.id), { className: 'small' }))));
}

function draftLine(one: DraftLine): HTMLElement {
  return h('li', {}, h('button', { type: 'button', className: 'item', 'data-testid': `draft-${one.id}`, 'data-item': 'draft', onclick: () => openDraft(one.id) },
    h('strong', { dir: 'auto' }, one.title || one.call || t('Without a title')),
    h('span', { className: 'line marks' }, h('span', { className: 'mark' }, stepWords(one.what)), one.call !== '' && value(one.call), when(one.changed_at))));
}

function view(data: Calls, fetch: () => void): HTMLElement {
  return h('div', { className: 'columns' },
    h('section', {}, h('h2', {}, t('Being written')),
      h('div', { className: 'buttons tight' }, button('call-new', t('Write a new call'), () => begin('open'), { className: 'main' })),
      data.drafts.length === 0 ? h('p', { className: 'empty' }, t('Nothing is being written.')) :
        h('ul', { className: 'items', 'data-testid': 'drafts' }, ...data.drafts.map(draftLine))),
    h('section', {}, h('h2', {}, t('Published')),
      h('div', { className: 'buttons tight' }, button('calls-fetch', t('Fetch from the relay'), fetch),
        h('span', { className: 'hint' }, data.fetched_at === 0 ? t('Not fetched yet.') : t('Fetched {when}.', { when: time(data.fetched_at) }))),
      data.calls.length === 0 ? h('p', { className: 'empty' }, t('No call is known here. Fetch them to change, renew or close one.')) :
        h('ul', { className: 'plain', 'data-testid': 'published' }, ...data.calls.map(publishedLine))));
}

export function callsRoom(notice: HTMLElement): Screen {
  const box = h('div', {});
  const show = (work: Promise<Calls>): void => { later(box, work.then((data) => view(data, fetch)), failed); };
  const fetch = (): void => {
    calls.fetch().then((data) => { box.replaceChildren(view(data, fetch)); say(t('Fetched.')); }, failed);
  };
  show(calls.list());
  return { element: page('calls', t('Calls'), notice,
    h('p', { className: 'hint' }, t('The desk writes calls. The authority signs them on its own machine; nothing is published before.')), box) };
}
