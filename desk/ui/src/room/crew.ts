// One crew: who, what, when, from which hours, what could be innocent, and every tie with
// the posts that show it.
import { button, h } from '../dom';
import { failed } from '../place';
import { number, percent, t, tn } from '../../../../web/i18n';
import { alone, campaigns, kDrawnEdges, tied, type Campaign, type Crew } from './campaigns_api';
import { bandWords, doubtWords, instant, roleWords, seconds, traceWords } from './campaign_words';
import type { CrewCanvas } from './crew_canvas';
import { Evidence } from './crew_evidence';
import { table, value } from './parts';

const kListed = 100;
const kHeatLevels = 5;

export interface CrewView { element: HTMLElement; setWindow(window: number): void }

function weekday(day: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day));
}

// heat is the hours of the week as a table whose cells are darker where more was posted.
function heat(week: number[]): HTMLElement {
  const most = Math.max(1, ...week);
  return h('div', { className: 'tablebox', tabIndex: 0, role: 'region', 'aria-label': t('Posts by weekday and hour, UTC') },
    h('table', { className: 'heat', 'data-testid': 'crew-heat' }, h('caption', {}, t('Posts by weekday and hour, UTC')),
      h('thead', {}, h('tr', {}, h('td', {}), ...Array.from({ length: 24 }, (_, hour) => h('th', { scope: 'col' }, String(hour))))),
      h('tbody', {}, ...Array.from({ length: 7 }, (_, day) => h('tr', {}, h('th', { scope: 'row' }, weekday(day)),
        ...week.slice(day * 24, day * 24 + 24).map((count) => h('td', { className: `heat${Math.ceil(count / most * kHeatLevels)}` }, count === 0 ? '' : number(count))))))));
}

function line(crew: Crew): HTMLElement {
  const box = h('div', { className: 'timebox', 'data-testid': 'crew-line', role: 'img',
    'aria-label': t('Acts of the crew over time, {from} to {to}', { from: instant(crew.first), to: instant(crew.last) }) });
  void import('./line_canvas').then(({ drawLine }) => drawLine(box, crew.line), failed);
  return box;
}

function members(crew: Crew, lit: Set<string>): HTMLElement {
  return table('crew-members', tn('{n} member', crew.members.length), [t('Account'), t('Shown name'), t('Role'), t('Acts'), t('Was first'), t('Tied to'), t('First act (UTC)'), t('Last act (UTC)')],
    crew.members.map((one) => [h('span', { className: lit.has(one.account.toLowerCase()) || lit.has(one.handle.toLowerCase()) ? 'lit' : '' }, value(one.account)), one.handle === one.account ? '–' : value(one.handle), roleWords(one.role), number(one.acts), number(one.starts), number(one.ties),
      instant(one.first), instant(one.last)]));
}

function objects(crew: Crew): HTMLElement {
  return table('crew-objects', t('What they push'), [t('Kind'), t('Object'), t('Members'), t('All who shared it'), t('First (UTC)')],
    crew.objects.slice(0, kListed).map((one) => [traceWords(one.trace), value(one.text), number(one.members), number(one.sharers), instant(one.first)]), true);
}

function doubts(crew: Crew): HTMLElement {
  return h('ul', { className: 'plain', 'data-testid': 'crew-doubts' }, ...doubtWords(crew.doubts).map(({ explanation, tests, stands }) => h('li', { className: 'statement' },
    h('strong', {}, explanation), h('p', {}, tests.filter((one) => one !== '').join(' ')),
    h('p', { className: 'hint' }, stands ? t('Not ruled out by the data.') : t('The data speak against it.')))));
}

function facts(crew: Crew): HTMLElement {
  const fact = (name: string, text: string): HTMLElement => h('div', {}, h('dt', {}, name), h('dd', {}, text));
  return h('dl', { className: 'facts columns' },
    fact(t('First and last act (UTC)'), `${instant(crew.first)} – ${instant(crew.last)}`), fact(t('The second usually follows after'), seconds(crew.usual_gap)),
    fact(t('Languages'), crew.languages.length === 0 ? t('not said') : crew.languages.join(', ')), fact(t('Same crew over twenty seeds'), percent(crew.stability)),
    fact(t('Holds in the six windows'), percent(crew.windows_held)));
}

export function crewView(data: Campaign, crew: Crew, lit: Set<string>): CrewView {
  const windows = data.campaign.windows_ms;
  const evidence = new Evidence(), pairs = h('div', {}), drawn = h('p', { className: 'hint', 'data-testid': 'crew-drawn' });
  const graph = h('div', { className: 'graphbox', 'data-testid': 'crew-graph', role: 'img', 'aria-label': t('Graph of the crew. The table of pairs says the same.') });
  let window = windows.length - 1, canvas: CrewCanvas | null = null;
  const name = (member: number): string => crew.members[member]?.handle ?? '';
  const open = (at: number): void => {
    const edge = crew.edges[at];
    if (edge === undefined) return;
    evidence.open(`${name(edge.a)} – ${name(edge.b)}`, campaigns.edge(data.id, crew.crew, at), windows[window] ?? 0);
    canvas?.mark(at);
    evidence.box.scrollIntoView({ block: 'nearest' });
  };
  const list = (): HTMLElement => {
    const shown = crew.edges.flatMap((edge, at) => (tied(edge, window) ? [[edge, at] as const] : []));
    drawn.textContent = shown.length > kDrawnEdges ? t('The {n} strongest of {all} ties are drawn.', { n: number(kDrawnEdges), all: number(shown.length) }) : '';
    return table('crew-pairs', tn('One pair acts together', shown.length), [t('Accounts'), t('Meetings'), t('Strength'), t('This window alone'), t('Posts')], shown.slice(0, kListed).map(([edge, at]) => [
      h('span', {}, value(name(edge.a)), ' – ', value(name(edge.b))), number(edge.met[window] ?? 0), number(Math.round(edge.strength)), alone(edge, window) ? t('surprising') : t('could be chance'),
      button(`pair-${at}`, t('Show the posts'), () => open(at), { className: 'small', 'data-item': 'pair' })]));
  };
  void import('./crew_canvas').then(({ drawCrew }) => {
    canvas = drawCrew(graph, crew, lit, open);
    canvas.setWindow(window);
  }).catch(() => { graph.replaceWith(h('p', { className: 'warning' }, t('This browser cannot draw the graph. The table says the same.'))); });
  const element = h('div', { className: 'crew' }, facts(crew), h('h3', {}, t('What could be innocent')), doubts(crew),
    h('h3', {}, t('Who is tied to whom')), h('p', { className: 'hint' }, t('Click a line, or choose a pair below, to see the posts.')),
    h('p', { className: 'legend' }, h('span', { className: 'key-inside' }, t('starts')), h('span', { className: 'key-tip' }, t('amplifies')), lit.size > 0 && h('span', { className: 'key-thing' }, t('named by a tip'))),
    graph, drawn, evidence.box, pairs,
    h('h3', {}, t('Over time')), line(crew), h('h3', {}, t('Hours')), heat(crew.week), h('p', { className: 'hint', 'data-testid': 'crew-band' }, bandWords(crew.zone, crew.active)),
    h('h3', {}, t('Members')), members(crew, lit), h('h3', {}, t('What they push')), objects(crew));
  return {
    element,
    setWindow(to) {
      window = to;
      pairs.replaceChildren(list());
      evidence.narrow(windows[to] ?? 0);
      canvas?.setWindow(to);
    },
  };
}
