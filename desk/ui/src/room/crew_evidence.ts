// The posts that tie two accounts, side by side: who, when, what they say, how far apart.
import { h } from '../dom';
import { failed } from '../place';
import { t, tn } from '../../../../web/i18n';
import type { EvidenceRow, PostRow } from './campaigns_api';
import { instant, seconds, traceWords, windowWords } from './campaign_words';
import { later, value } from './parts';

function post(one: PostRow): HTMLElement {
  return h('div', { className: 'post' },
    h('p', { className: 'posthead' }, value(one.account), h('time', { className: 'hint', dateTime: new Date(one.at).toISOString() }, `${instant(one.at)} UTC`)),
    one.text === '' ? h('p', { className: 'hint' }, t('No text.')) : h('p', { className: 'said', dir: 'auto' }, one.text, one.cut && h('span', { className: 'hint' }, ` ${t('(cut here)')}`)),
    h('p', { className: 'hint' }, t('Number of the post'), ' ', h('bdi', {}, one.post)));
}

function meeting({ trace, object, first, second, delta }: EvidenceRow): HTMLElement {
  return h('li', { className: 'meeting', 'data-item': 'meeting' },
    h('p', { className: 'meetinghead' }, h('span', { className: 'mark label' }, traceWords(trace)), value(object), h('span', { className: 'mark' }, t('{time} apart', { time: seconds(delta) }))),
    h('div', { className: 'beside' }, post(first), post(second)));
}

export class Evidence {
  readonly box = h('div', { 'data-testid': 'crew-evidence' });
  private rows: EvidenceRow[] = [];
  private all = 0;
  private title = '';

  open(title: string, work: Promise<{ rows: EvidenceRow[]; all: number }>, windowMs: number): void {
    this.title = title;
    later(this.box, work.then(({ rows, all }) => {
      this.rows = rows;
      this.all = all;
      return this.shown(windowMs);
    }), failed);
  }
  narrow(windowMs: number): void { if (this.rows.length > 0) this.box.replaceChildren(this.shown(windowMs)); }

  private shown(windowMs: number): HTMLElement {
    const near = this.rows.filter(({ delta }) => delta <= windowMs);
    const words = `${this.title}: ${tn('One meeting', near.length)} · ${windowWords(windowMs)}`;
    return h('div', {}, h('h4', { dir: 'auto' }, words),
      h('div', { className: 'tablebox', tabIndex: 0, role: 'region', 'aria-label': words }, h('ol', { className: 'plain', 'data-testid': 'evidence-rows' }, ...near.map(meeting))),
      this.all > this.rows.length && h('p', { className: 'hint' }, t('The first {n} of {all} are listed; the exhibits have more.', { n: this.rows.length, all: this.all })));
  }
}
