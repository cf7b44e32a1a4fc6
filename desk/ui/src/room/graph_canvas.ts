// Draws a graph whose places the desk has computed. A part of the page of its own: it is
// loaded when somebody first looks at a graph.
import Graphology from 'graphology';
import Sigma from 'sigma';
import type { Graph, GraphNode } from './api';
import { whileThere } from './painted';

const kFew = 60;     // up to it every label is shown
const kMany = 2000;  // beyond it labels wait until somebody comes near

function colours(): { inside: string; tip: string; thing: string; line: string; ink: string; chosen: string } {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return { inside: of('--graph-inside'), tip: of('--graph-tip'), thing: of('--graph-thing'), line: of('--graph-line'), ink: of('--ink'), chosen: of('--focus') };
}

function built(data: Graph): Graphology {
  const graph = new Graphology({ multi: false, type: 'undirected' });
  const degrees = new Uint32Array(data.nodes.length);
  for (const at of data.edges) degrees[at] = (degrees[at] ?? 0) + 1;
  data.nodes.forEach(({ x, y, label, kind }, at) => graph.addNode(at, {
    x, y: -y, label, size: (kind === 'thing' ? 2.5 : 3.5) + Math.min(Math.sqrt(degrees[at] ?? 0), 8),
  }));
  for (let i = 0; i + 1 < data.edges.length; i += 2) graph.mergeEdge(data.edges[i], data.edges[i + 1], { size: 0.6 });
  return graph;
}

// drawGraph throws when there is no WebGL.
export function drawGraph(box: HTMLElement, data: Graph, choose: (node: GraphNode, joined: number) => void, open: (node: GraphNode) => void): void {
  let paint = colours();
  const graph = built(data);
  let chosen = '';
  const sigma = new Sigma(graph, box, {
    labelColor: { color: paint.ink }, labelFont: 'system-ui, sans-serif', labelSize: 12, labelRenderedSizeThreshold: data.nodes.length > kMany ? 9 : data.nodes.length > kFew ? 5 : 0,
    defaultEdgeColor: paint.line, allowInvalidContainer: true, enableEdgeEvents: false, hideEdgesOnMove: data.edges.length > 2 * kMany,
    nodeReducer: (node, attributes) => ({ ...attributes, color: node === chosen ? paint.chosen : paint[data.nodes[Number(node)]?.kind ?? 'tip'], forceLabel: node === chosen }),
    edgeReducer: (_, attributes) => ({ ...attributes, color: paint.line }),
  });
  sigma.on('clickNode', ({ node }) => {
    const one = data.nodes[Number(node)];
    if (one === undefined) return;
    chosen = node;
    choose(one, graph.degree(node));
    sigma.refresh();
  });
  sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    const one = data.nodes[Number(node)];
    if (one !== undefined) open(one);
  });
  sigma.once('afterRender', () => { box.dataset['painted'] = String(data.nodes.length); });
  sigma.refresh();
  const repaint = (): void => {
    paint = colours();
    sigma.setSetting('labelColor', { color: paint.ink });
    sigma.refresh();
  };
  // What is taken off the page gives its context back.
  whileThere(box, repaint, () => sigma.kill());
}
