// Triage: the queue of what came in, one row for all tips that say the same, by keyboard.
import { api } from '../api';
import { button, h } from '../dom';
import { failed, refresh, say, type Screen } from '../place';
import { t, tn } from '../../../../web/i18n';
import { cases, type Change, type Row } from './api';
import { askCase, askLabel, askNotSame } from './dialogs';
import { ready } from './index';
import { showKeys } from './keys';
import { page, when } from './parts';
import { tipView, type TipView } from './tip';

interface Queue { rows: Row[]; all: number; tips: number; loaded: boolean; chosen: number; unread: boolean; shared: boolean; open: number | null }
const fresh = (): Queue => ({ rows: [], all: 0, tips: 0, loaded: false, chosen: 0, unread: false, shared: false, open: null });
let queue = fresh();

export function forgetTriage(): void { queue = fresh(); }

function changeWords(change: Change): Node | string {
  if (change.kind === 'added') return h('ins', {}, change.words);
  return change.kind === 'removed' ? h('del', {}, change.words) : h('span', { className: 'samewords' }, change.words.length > 60 ? ' … ' : ` ${change.words} `);
}

function difference(row: Row): HTMLElement | false {
  if (row.least_alike === null) return false;
  return h('span', { className: 'difference', dir: 'auto', 'data-item': 'difference' },
    h('span', { className: 'hint' }, t('Least alike ({part} %):', { part: Math.round(row.least_alike.similarity * 100) })), ' ',
    ...row.least_alike.changes.map(changeWords));
}

function rowView(row: Row, at: number, open: (at: number) => void): HTMLElement {
  return h('li', {}, h('button', {
    type: 'button', className: row.unread > 0 ? 'item unread' : 'item', 'data-item': 'row', 'data-testid': `row-${row.message}`,
    'aria-current': at === queue.chosen ? 'true' : null, onclick: () => open(at),
  },
    h('span', { className: 'line' }, h('strong', { dir: 'auto' }, row.name),
      row.unread > 0 && h('span', { className: 'mark' }, t('unread')),
      row.count > 1 && h('span', { className: 'count', 'data-item': 'count' }, tn('{n} alike', row.count)), when(row.at)),
    h('span', { className: 'excerpt', dir: 'auto' }, row.excerpt),
    difference(row),
    (row.cases.length > 0 || row.labels.length > 0 || row.has_files || row.observables > 0) && h('span', { className: 'line marks' },
      row.observables > 0 && h('span', { className: 'mark' }, tn('names {n} thing', row.observables)),
      row.has_files && h('span', { className: 'mark' }, t('files')),
      ...row.cases.map((one) => h('span', { className: 'mark case', dir: 'auto' }, one.name)),
      ...row.labels.map((label) => h('span', { className: 'mark label', dir: 'auto' }, label)))));
}

class TriageScreen implements Screen {
  private readonly rows = h('ol', { className: 'items', 'data-testid': 'queue' });
  private readonly count = h('p', { className: 'hint', role: 'status', 'data-testid': 'queue-count' });
  private readonly pane = h('div', { className: 'tippane' });
  private readonly more = button('queue-more', t('More rows'), () => void this.load(queue.rows.length));
  private view: TipView | null = null;
  readonly element: HTMLElement;

  constructor(notice: HTMLElement) {
    const act = (id: string, text: string, key: string, work: () => void) =>
      button(`triage-${id}`, text, work, { className: 'small', 'aria-keyshortcuts': key, title: `${text} (${key})` });
    this.element = page('triage', t('Triage'), notice, h('div', { className: 'triage', 'data-open': 'queue' },
      h('section', { className: 'queue', 'aria-label': t('Queue') },
        h('div', { className: 'buttons tight' }, act('unread', t('Unread'), 'u', () => this.markUnread()), act('label', t('Label'), 'l', () => this.label()),
          act('link', t('Link to a case'), 'c', () => this.link()), act('not-same', t('Not the same'), 'n', () => this.notSame()),
          act('keys', t('Keys'), '?', showKeys)),
        this.only('unread', t('Only unread')), this.only('shared', t('Only what names things that others name too')),
        this.count, this.rows, this.more),
      this.pane));
    this.draw();
    void this.load(0);
    if (queue.open !== null) void this.show(queue.open);
    else this.empty();
  }

  private only(what: 'unread' | 'shared', text: string): HTMLElement {
    const id = `queue-${what}`;
    const box = h('input', { type: 'checkbox', id, checked: queue[what], 'data-testid': id });
    box.addEventListener('change', () => { queue[what] = box.checked; queue.chosen = 0; void this.load(0); });
    return h('p', { className: 'check' }, box, h('label', { htmlFor: id }, text));
  }

  news(): void { void this.load(0); }

  key(event: KeyboardEvent): boolean {
    switch (event.key) {
      case 'j': case 'ArrowDown': return this.move(1);
      case 'k': case 'ArrowUp': return this.move(-1);
      case 'Enter': return !(event.target as Element).closest('button, a, [role=button]') && (void this.open(queue.chosen), true);
      case 'u': return (this.markUnread(), true);
      case 'l': return (this.label(), true);
      case 'c': return (this.link(), true);
      case 'n': return (this.notSame(), true);
      case 's': return (this.view?.state(), true);
      case 'Escape': return queue.open !== null && (this.back(), true);
      default: return false;
    }
  }

  private get row(): Row | undefined { return queue.rows[queue.chosen]; }

  private move(by: number): boolean {
    if (queue.rows.length === 0) return false;
    queue.chosen = Math.min(Math.max(queue.chosen + by, 0), queue.rows.length - 1);
    const items = this.rows.querySelectorAll<HTMLElement>('button.item');
    items.forEach((item, at) => (at === queue.chosen ? item.setAttribute('aria-current', 'true') : item.removeAttribute('aria-current')));
    items[queue.chosen]?.focus();
    items[queue.chosen]?.scrollIntoView({ block: 'nearest' });
    if (queue.chosen === queue.rows.length - 1 && queue.rows.length < queue.all) void this.load(queue.rows.length);
    return true;
  }

  // load reads the rows again, or those from a place on; the chosen row stays the chosen one.
  private async load(from: number): Promise<void> {
    try {
      await ready();
      const chosen = this.row?.message;
      const { rows, all, tips } = await cases.triage(from, { unread: queue.unread, shared: queue.shared });
      queue = { ...queue, rows: [...queue.rows.slice(0, from), ...rows], all, tips, loaded: true };
      const at = queue.rows.findIndex(({ message }) => message === chosen);
      queue.chosen = at >= 0 ? at : Math.min(queue.chosen, Math.max(queue.rows.length - 1, 0));
      this.draw();
    } catch (error) { failed(error); }
  }

  private drawn = '';
  private draw(): void {
    this.more.hidden = queue.rows.length >= queue.all;
    this.count.textContent = !queue.loaded ? t('One moment …') : queue.tips === 0 ? t('Nothing here yet. Tips come in by themselves.')
      : t('{rows} rows for {tips} tips', { rows: queue.all, tips: queue.tips });
    const now = JSON.stringify([queue.rows, queue.chosen]);
    if (now === this.drawn) return;
    this.drawn = now;
    const focused = document.activeElement?.getAttribute('data-testid');
    const inside = this.rows.contains(document.activeElement);
    this.rows.replaceChildren(...queue.rows.map((row, at) => rowView(row, at, (one) => void this.open(one))));
    if (inside && focused) this.rows.querySelector<HTMLElement>(`[data-testid="${focused}"]`)?.focus();
  }

  private async open(at: number): Promise<void> {
    queue.chosen = at;
    const row = this.row;
    if (row === undefined) return;
    await this.show(row.id);
    this.pane.querySelector('h2')?.focus();
    await refresh();
    await this.load(0);
  }

  private async show(id: number): Promise<void> {
    try {
      const tip = await cases.tip(id);
      queue.open = id;
      this.view = tipView(tip, () => { void this.show(id); void this.load(0); }, button('queue-back', t('Back to the queue'), () => this.back(), { className: 'back link' }));
      this.pane.replaceChildren(this.view.element);
      this.element.querySelector('.triage')?.setAttribute('data-open', 'tip');
    } catch (error) { failed(error); }
  }

  private empty(): void {
    this.pane.replaceChildren(h('p', { className: 'hint' }, t('Choose a row: j and k move, Enter opens, ? shows all keys.')));
    this.element.querySelector('.triage')?.setAttribute('data-open', 'queue');
  }

  private back(): void {
    queue.open = null;
    this.view = null;
    this.empty();
    this.rows.querySelector<HTMLElement>('[aria-current]')?.focus();
  }

  private markUnread(): void {
    if (this.row === undefined) return;
    api.markUnread(this.row.id).then(async () => {
      if (queue.open === this.row?.id) this.back();
      say(t('It is unread again.'));
      await refresh();
      await this.load(0);
    }, failed);
  }

  private changed(): void {
    void this.load(0);
    if (queue.open !== null) void this.show(queue.open);
  }

  private label(): void { if (this.row) askLabel(this.row.id, () => this.changed()); }
  private link(): void { if (this.row) askCase([this.row.id], () => this.changed()).catch(failed); }

  private notSame(): void {
    const { row } = this;
    if (row === undefined) return;
    if (row.least_alike === null) return say(t('Nothing in this row differs.'));
    const other = row.least_alike.conversation;
    askNotSame(row, { id: other, name: t('conversation {n}', { n: String(other) }) }, () => this.changed());
  }
}

export function triageRoom(notice: HTMLElement): Screen { return new TriageScreen(notice); }
