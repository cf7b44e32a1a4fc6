// Draws the graph of a crew. A part of the page of its own.
import Graphology from 'graphology';
import Sigma from 'sigma';
import { tied, type Crew } from './campaigns_api';

export interface CrewCanvas { setWindow(window: number): void; mark(edge: number): void }

const kManyEdges = 5000;

// drawCrew throws when there is no WebGL.
export function drawCrew(box: HTMLElement, crew: Crew, lit: Set<string>, open: (edge: number) => void): CrewCanvas {
  const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const graph = new Graphology({ multi: false, type: 'undirected' });
  let window = 0, marked = '';
  crew.members.forEach((one, at) => graph.addNode(at, {
    label: one.handle, x: one.x ?? Math.cos(at), y: -(one.y ?? Math.sin(at)), size: 4 + Math.min(Math.sqrt(one.acts), 8),
    kind: lit.has(one.account.toLowerCase()) || lit.has(one.handle.toLowerCase()) ? '--graph-thing' : one.role === 'starter' ? '--graph-inside' : '--graph-tip',
  }));
  crew.edges.forEach(({ a, b }, at) => graph.mergeEdgeWithKey(String(at), a, b));
  const sigma = new Sigma(graph, box, {
    labelColor: { color: colour('--ink') }, labelFont: 'system-ui, sans-serif', labelSize: 12, labelRenderedSizeThreshold: crew.members.length > 60 ? 9 : 0,
    allowInvalidContainer: true, enableEdgeEvents: true, hideEdgesOnMove: crew.edges.length > kManyEdges,
    nodeReducer: (_, attributes) => ({ ...attributes, color: colour(String(attributes['kind'])) }),
    edgeReducer: (edge) => {
      const one = crew.edges[Number(edge)];
      const met = one?.met[window] ?? 0;
      return { hidden: one === undefined || !tied(one, window), size: edge === marked ? 5 : 1 + Math.min(Math.sqrt(met) / 2, 3), color: colour(edge === marked ? '--focus' : '--graph-line') };
    },
  });
  sigma.on('clickEdge', ({ edge }) => open(Number(edge)));
  sigma.once('afterRender', () => { box.dataset['painted'] = String(crew.members.length); });
  const repaint = (): void => { sigma.setSetting('labelColor', { color: colour('--ink') }); sigma.refresh(); };
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', repaint);
  // What is taken off the page gives its context back.
  const gone = new MutationObserver(() => {
    if (box.isConnected) return;
    gone.disconnect();
    scheme.removeEventListener('change', repaint);
    sigma.kill();
  });
  gone.observe(document.body, { childList: true, subtree: true });
  return {
    setWindow(to) {
      window = to;
      sigma.refresh();
      box.dataset['edges'] = String(crew.edges.filter((edge) => tied(edge, to)).length);
    },
    mark(edge) {
      marked = String(edge);
      sigma.refresh();
    },
  };
}
