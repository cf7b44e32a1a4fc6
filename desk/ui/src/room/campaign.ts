// One campaign: its crews ranked by surprise, and a slider for the window of time.
import { button, h } from '../dom';
import { failed, type Screen } from '../place';
import { number, t, tn } from '../../../../web/i18n';
import { campaigns, tied, type Campaign, type Crew, type Lit } from './campaigns_api';
import { readingView } from './campaigns';
import { askExhibit, askJoin } from './campaign_dialogs';
import { instant, windowWords } from './campaign_words';
import { crewView, type CrewView } from './crew';
import { ready } from './index';
import { later, page, tipLink, value } from './parts';

// TiedIn counts for each window the members that are tied, and their ties. It is made once:
// a change of the window is a look-up.
export interface TiedIn { members: number; edges: number }
function tiedIn(crew: Crew, windows: number): TiedIn[] {
  return Array.from({ length: windows }, (_, window) => {
    const edges = crew.edges.filter((edge) => tied(edge, window));
    return { members: new Set(edges.flatMap(({ a, b }) => [a, b])).size, edges: edges.length };
  });
}

// litBy lists the tips that name an account of a crew.
function litBy(crew: Crew, lit: Lit[]): Lit[] {
  const names = new Set(crew.members.flatMap(({ account, handle }) => [account.toLowerCase(), handle.toLowerCase().replace(/^\[@\]|^@/u, '')]));
  return lit.filter((one) => names.has(one.value.toLowerCase()));
}

class View {
  readonly element = h('div', {});
  private readonly tied: TiedIn[][];
  private readonly lines: { button: HTMLButtonElement; count: HTMLElement }[] = [];
  private readonly detail = h('div', {});
  private readonly shownWindow = h('output', { 'data-testid': 'campaign-window-words' });
  private readonly slider = h('input', { type: 'range', min: '0', step: '1', 'data-testid': 'campaign-window' });
  private crew: CrewView | null = null;
  private window: number;

  constructor(private readonly data: Campaign, private readonly lit: Lit[], private readonly reload: () => void) {
    const windows = data.campaign.windows_ms;
    this.window = windows.length - 1;
    this.tied = data.crews.map((crew) => tiedIn(crew, windows.length));
    this.slider.max = String(windows.length - 1);
    this.slider.value = String(this.window);
    this.slider.id = 'campaign-window';
    this.slider.addEventListener('input', () => this.setWindow(Number(this.slider.value)));
    this.element.append(this.head(), this.list(), this.detail);
    this.setWindow(this.window);
    if (data.crews.length > 0) this.choose(0);
  }

  private head(): HTMLElement {
    const { campaign, reading } = this.data;
    return h('div', {},
      h('p', { className: 'well', 'data-testid': 'campaign-summary' }, `${tn('{n} crew', campaign.crews)} · ${tn('{n} share', campaign.shares)} · ${tn('{n} account', campaign.accounts)} · ${tn('One pair acts together', campaign.pairs)}`,
        campaign.acquitted > 0 && ` · ${tn('One pair met, but no closer in time than others did', campaign.acquitted)}`),
      readingView(reading),
      h('div', { className: 'buttons tight' }, button('campaign-exhibits', t('Export exhibits'), () => askExhibit(this.data.id, this.data.crews.map((one) => one.crew)), { className: 'small' })),
      this.data.crews.length > 0 && h('div', { className: 'field window' }, h('label', { htmlFor: 'campaign-window' }, t('They act together within')), this.slider, this.shownWindow));
  }

  private list(): HTMLElement {
    if (this.data.crews.length === 0) return h('p', { className: 'empty', 'data-testid': 'crew-none' }, t('No crew was found: nobody meets more often, and closer in time, than chance allows.'));
    return h('ol', { className: 'items cards', 'data-testid': 'crew-list' }, ...this.data.crews.map((crew, at) => {
      const count = h('span', { className: 'mark' }), lit = litBy(crew, this.lit);
      const item = h('button', { type: 'button', className: 'item', 'data-testid': `crew-${crew.crew}`, 'data-item': 'crew', onclick: () => this.choose(at) },
        h('strong', {}, t('Crew {n}', { n: crew.crew })), ' ', h('span', { className: 'when' }, t('surprise {n}', { n: number(Math.round(crew.surprise)) })),
        h('span', { className: 'excerpt' }, crew.objects[0]?.text ?? ''),
        h('span', { className: 'line marks' }, h('span', { className: 'mark label' }, tn('{n} member', crew.members.length)), count,
          lit.length > 0 && h('span', { className: 'mark lit', 'data-testid': `crew-lit-${crew.crew}` }, tn('One tip names it', lit.length))),
        h('span', { className: 'hint' }, `${instant(crew.first)} – ${instant(crew.last)} UTC`));
      this.lines.push({ button: item, count });
      return h('li', {}, item);
    }));
  }

  private setWindow(window: number): void {
    const started = performance.now();
    this.window = window;
    const words = windowWords(this.data.campaign.windows_ms[window] ?? 0);
    this.shownWindow.textContent = words;
    this.slider.setAttribute('aria-valuetext', words);
    this.lines.forEach(({ count }, at) => {
      const tied = this.tied[at]?.[window] ?? { members: 0, edges: 0 };
      count.textContent = t('{members} tied within {window}', { members: tied.members, window: words });
    });
    this.crew?.setWindow(window);
    this.slider.dataset['redrawn'] = String(Math.round(performance.now() - started));
  }

  private choose(at: number): void {
    const crew = this.data.crews[at];
    if (crew === undefined) return;
    this.lines.forEach(({ button: one }, i) => { if (i === at) one.setAttribute('aria-current', 'true'); else one.removeAttribute('aria-current'); });
    const lit = litBy(crew, this.lit);
    this.crew = crewView(this.data, crew, new Set(lit.map((one) => one.value.toLowerCase())));
    this.detail.replaceChildren(h('h2', { tabIndex: -1 }, t('Crew {n}', { n: crew.crew })),
      h('div', { className: 'buttons tight' }, button('crew-join', t('Take its accounts into a case'), () => { void askJoin(this.data.id, crew.crew, this.reload).catch(failed); }, { className: 'small' })),
      lit.length > 0 && h('ul', { className: 'plain', 'data-testid': 'crew-lit' }, ...lit.map((one) => h('li', { className: 'named lit' }, tipLink(one.conversation, t('Tip {n}', { n: one.conversation })), ' ', t('names'), ' ', value(one.value)))) || '',
      this.crew.element);
    this.crew.setWindow(this.window);
  }
}

export function campaignRoom(id: number, notice: HTMLElement): Screen {
  const box = h('div', {}), title = page('campaign', t('Campaign'), notice, box);
  const load = (): void => {
    later(box, (async () => {
      await ready();
      const [data, { lit }] = await Promise.all([campaigns.one(id), campaigns.lit()]);
      const heading = title.querySelector('h1');
      if (heading !== null) heading.textContent = data.name;
      return new View(data, lit, load).element;
    })(), failed);
  };
  load();
  return { element: title };
}
