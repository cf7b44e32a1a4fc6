// Draws the graph of a crew. A part of the page of its own.
import Graphology from 'graphology';
import Sigma from 'sigma';
import { kDrawnEdges, tied, type Crew } from './campaigns_api';
import { whileThere } from './painted';

export interface CrewCanvas { setWindow(window: number): void; mark(edge: number): void }

// Around the graph, so that the names at its edge are not cut.
const kRoomForLabels = 56;

// shown lists the edges that are tied in a window, as they stand: the strongest first.
const shown = (crew: Crew, window: number): number[] => crew.edges.flatMap((edge, at) => (tied(edge, window) ? [at] : []));

// drawCrew throws when there is no WebGL.
export function drawCrew(box: HTMLElement, crew: Crew, lit: Set<string>, open: (edge: number) => void): CrewCanvas {
  // Read once for each scheme: asked for every edge, it would cost more than the drawing.
  const kColours = ['--ink', '--focus', '--graph-line', '--graph-thing', '--graph-inside', '--graph-tip'];
  let colours = new Map<string, string>();
  const readColours = (): void => {
    const style = getComputedStyle(document.documentElement);
    colours = new Map(kColours.map((name) => [name, style.getPropertyValue(name).trim()]));
  };
  const colour = (name: string): string => colours.get(name) ?? '';
  readColours();
  const graph = new Graphology({ multi: false, type: 'undirected' });
  let window = 0, marked = -1;
  crew.members.forEach((one, at) => graph.addNode(at, {
    label: one.handle, x: one.x ?? Math.cos(at), y: -(one.y ?? Math.sin(at)), size: 4 + Math.min(Math.sqrt(one.acts), 8),
    kind: lit.has(one.account.toLowerCase()) || lit.has(one.handle.toLowerCase()) ? '--graph-thing' : one.role === 'starter' ? '--graph-inside' : '--graph-tip',
  }));
  const sigma = new Sigma(graph, box, {
    labelColor: { color: colour('--ink') }, labelFont: 'system-ui, sans-serif', labelSize: 12, labelRenderedSizeThreshold: crew.members.length > 60 ? 9 : 0,
    allowInvalidContainer: true, enableEdgeEvents: true, stagePadding: kRoomForLabels,
    nodeReducer: (_, attributes) => ({ ...attributes, color: colour(String(attributes['kind'])) }),
    edgeReducer: (edge) => {
      const met = crew.edges[Number(edge)]?.met[window] ?? 0;
      return { size: Number(edge) === marked ? 5 : 1 + Math.min(Math.sqrt(met) / 2, 3), color: colour(Number(edge) === marked ? '--focus' : '--graph-line') };
    },
  });
  sigma.on('clickEdge', ({ edge }) => open(Number(edge)));
  // The pointer says that a line can be clicked.
  sigma.on('enterEdge', () => box.classList.add('over'));
  sigma.on('leaveEdge', () => box.classList.remove('over'));
  sigma.once('afterRender', () => { box.dataset['painted'] = String(crew.members.length); });
  const repaint = (): void => { readColours(); sigma.setSetting('labelColor', { color: colour('--ink') }); sigma.refresh(); };
  // What is taken off the page gives its context back.
  whileThere(box, repaint, () => sigma.kill());
  // Lines that are hidden cost as much as those that are seen, so they are taken out; those
  // that stay are left in place.
  const draw = (): void => {
    const drawn = shown(crew, window).slice(0, kDrawnEdges);
    if (marked >= 0 && !drawn.includes(marked)) drawn.push(marked);
    const wanted = new Set(drawn.map(String));
    for (const edge of graph.edges()) if (!wanted.has(edge)) graph.dropEdge(edge);
    for (const at of drawn) if (!graph.hasEdge(String(at))) graph.addEdgeWithKey(String(at), crew.edges[at]?.a, crew.edges[at]?.b);
    sigma.refresh();
    box.dataset['edges'] = String(drawn.length);
  };
  return {
    setWindow(to) {
      window = to;
      draw();
    },
    mark(edge) {
      marked = edge;
      draw();
    },
  };
}
