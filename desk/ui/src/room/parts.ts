// What the rooms are built from: a page, a table, chips, and dates.
import { button, h } from '../dom';
import { go, openTip } from '../place';
import type { CaseName } from './api';
import { language, t, time } from '../../../../web/i18n';

// page is a room's frame: its heading gets the focus when somebody comes in.
export function page(id: string, title: string, notice: HTMLElement, ...content: (Node | string | false | null)[]): HTMLElement {
  return h('main', { className: 'room', 'data-testid': id }, h('h1', { tabIndex: -1, dir: 'auto' }, title), notice, ...content);
}

// later fills a box when its content has come; what does not come says so by `failed`.
export function later(box: HTMLElement, work: Promise<Node>, failed: (error: unknown) => void): HTMLElement {
  box.replaceChildren(h('p', { className: 'hint' }, t('One moment …')));
  work.then((content) => box.replaceChildren(content), (error: unknown) => { box.replaceChildren(); failed(error); });
  return box;
}

export type Cell = Node | string;

// table has a caption that may be for screen readers only, and scrolls sideways by itself.
export function table(id: string, caption: string, heads: string[], rows: Cell[][], unseen = false): HTMLElement {
  return h('div', { className: 'tablebox', tabIndex: 0, role: 'region', 'aria-label': caption },
    h('table', { 'data-testid': id },
      h('caption', { className: unseen ? 'unseen' : '' }, caption),
      h('thead', {}, h('tr', {}, ...heads.map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell) => h('td', { dir: 'auto' }, cell)))))));
}

const kShownAtOnce = 100;

// growing is a list of which so many are shown, and more on demand: thousands of lines at
// once keep a page from painting for seconds.
export function growing<T>(id: string, all: T[], view: (one: T) => HTMLElement): HTMLElement {
  const list = h('ul', { className: 'plain', 'data-testid': id });
  const more = button(`${id}-more`, t('More rows'), () => show());
  const show = (): void => {
    list.append(...all.slice(list.childElementCount, list.childElementCount + kShownAtOnce).map(view));
    more.hidden = list.childElementCount >= all.length;
  };
  show();
  return h('div', {}, list, more);
}

export const value = (text: string): HTMLElement => h('bdi', { className: 'value' }, text);

export function caseChip(one: CaseName): HTMLElement {
  return button(`chip-case-${one.id}`, one.name, () => go({ room: 'case', id: one.id, section: 'overview' }), { className: 'chip', dir: 'auto' });
}

export function tipLink(id: number, text: string): HTMLElement {
  return button(`open-tip-${id}`, text, () => openTip(id), { className: 'link', dir: 'auto', 'data-item': 'tip-link' });
}

// utc is a moment on everybody's clock: calls end by it.
export function utc(at: number): HTMLElement {
  const text = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at * 1000);
  return h('time', { className: 'when', dateTime: new Date(at * 1000).toISOString() }, `${text} UTC`);
}

// when is a time that machines read too.
export const when = (at: number): HTMLElement => h('time', { className: 'when', dateTime: new Date(at * 1000).toISOString() }, time(at));
