// The graph of conversations and the things that join them, and the same as a table.
import { h } from '../dom';
import { failed, openTip, type Screen } from '../place';
import { t, tn } from '../../../../web/i18n';
import { cases, type Graph, type GraphNode } from './api';
import { ready } from './index';
import { later, page, table, tipLink, value } from './parts';

const kTableMax = 200;

// joinedBy lists for each thing the conversations that name it, the most named first.
function joinedBy(graph: Graph): [GraphNode, GraphNode[]][] {
  const named = new Map<number, GraphNode[]>();
  for (let i = 0; i + 1 < graph.edges.length; i += 2) {
    const tip = graph.nodes[graph.edges[i] ?? -1], thing = graph.edges[i + 1] ?? -1;
    if (tip !== undefined) named.set(thing, [...(named.get(thing) ?? []), tip]);
  }
  return [...named].map(([at, tips]): [GraphNode, GraphNode[]] => [graph.nodes[at] as GraphNode, tips]).sort((a, b) => b[1].length - a[1].length);
}

function asTable(graph: Graph): HTMLElement {
  const all = joinedBy(graph);
  return h('details', { className: 'astable', 'data-testid': 'graph-as-table' }, h('summary', {}, t('The same as a table')),
    table('graph-table', tn('One thing', all.length), [t('Kind'), t('Value'), t('Named by')], all.slice(0, kTableMax).map(([thing, tips]) => [
      thing.type ?? '', value(thing.label),
      h('span', { className: 'chips' }, ...tips.map((one) => tipLink(one.id ?? 0, one.label)))])),
    all.length > kTableMax && h('p', { className: 'hint' }, t('The {n} most named are listed.', { n: kTableMax })));
}

function legend(inCase: boolean): HTMLElement {
  return h('p', { className: 'legend' }, inCase && h('span', { className: 'key-inside' }, t('tip of the case')),
    h('span', { className: 'key-tip' }, inCase ? t('other tip') : t('tip')), h('span', { className: 'key-thing' }, t('thing that is named')));
}

// graphView draws the graph of a case, or of everything that at least two tips name.
export async function graphView(inCase: number | undefined): Promise<HTMLElement> {
  const canvas = import('./graph_canvas');  // fetched while the desk computes
  canvas.catch(() => null);                 // said below
  await ready();
  const graph = await cases.graph(inCase);
  if (graph.nodes.length === 0) return h('p', { className: 'empty' }, t('Nothing to draw: no thing is named twice.'));
  const box = h('div', { className: 'graphbox', 'data-testid': 'graph', role: 'img', 'aria-label': t('Graph of tips and things. The table below says the same.') });
  const detail = h('p', { className: 'graphdetail', role: 'status', 'data-testid': 'graph-detail' });
  const choose = (node: GraphNode, joined: number): void => {
    const text = node.kind === 'thing' ? h('span', {}, h('span', { className: 'kind' }, node.type ?? ''), ' ', value(node.label), ` · ${tn('in {n} tips', joined)}`)
      : h('span', {}, tipLink(node.id ?? 0, node.label), ` · ${tn('names {n} thing', joined)}`);
    detail.replaceChildren(text);
  };
  const open = (node: GraphNode): void => { if (node.id !== undefined) openTip(node.id); };
  void canvas.then(({ drawGraph }) => drawGraph(box, graph, choose, open)).catch((error: unknown) => {
    box.replaceWith(h('p', { className: 'warning', 'data-testid': 'graph-none' }, t('This browser cannot draw the graph. The table says the same.')));
    if (!(error instanceof Error)) failed(error);
  });
  return h('div', {}, legend(inCase !== undefined),
    graph.left_out > 0 && h('p', { className: 'warning' }, tn('One thing is left out: the graph is too large for a screen.', graph.left_out)),
    box, detail, asTable(graph));
}

export function graphRoom(notice: HTMLElement): Screen {
  return { element: page('graph-room', t('Graph'), notice, h('p', { className: 'hint' }, t('Things that at least two tips name, and who names them.')),
    later(h('div', {}), graphView(undefined), failed)) };
}
