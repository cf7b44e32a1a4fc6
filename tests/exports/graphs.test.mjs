// GraphML and GEXF read by programs that are not ours.
import assert from 'node:assert/strict';
import test from 'node:test';
import graphology from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import { DOMParser } from '@xmldom/xmldom';
import { text } from './samples.mjs';

const { UndirectedGraph } = graphology;
const read = {
  gexf: (name) => gexf.parse(UndirectedGraph, text(name)),
  graphml: (name) => graphml.parse(UndirectedGraph, text(name)),
};

test('both forms of a case are the same graph', () => {
  const a = read.gexf('case.gexf'), b = read.graphml('case.graphml');
  assert.ok(a.order > 30);
  assert.deepEqual(a.nodes().sort(), b.nodes().sort());
  assert.deepEqual(a.mapEdges((edge, data, from, to) => `${from} ${to}`).sort(), b.mapEdges((edge, data, from, to) => `${from} ${to}`).sort());
  a.forEachNode((node, data) => {
    assert.equal(data.label, b.getNodeAttribute(node, 'label'));
    assert.equal(data.kind, b.getNodeAttribute(node, 'kind'));
  });
});

test('what two sources name is one node between them', () => {
  const graph = read.gexf('case.gexf');
  const wallet = graph.findNode((node, data) => data.kind === 'btc');
  assert.deepEqual(graph.neighbors(wallet).sort(), ['c1', 'c2', 's1']);
});

test('a hostile name is a label and nothing else', () => {
  const graph = read.graphml('case.graphml');
  assert.equal(graph.getNodeAttribute('s1', 'label'), 'Ilar Vosk </x>"},{');
});

test('spells are times of messages', () => {
  const document = new DOMParser().parseFromString(text('case.gexf'), 'text/xml');
  const node = Array.from(document.getElementsByTagName('node')).find((one) => one.getAttribute('label') === 'boss_77');
  const spells = Array.from(node.getElementsByTagName('spell'), (one) => one.getAttribute('start'));
  assert.deepEqual(spells, ['2023-11-14T22:23:20Z', '2023-11-14T23:13:20Z']);
});

test('crews are read too', () => {
  const a = read.gexf('crews.gexf'), b = read.graphml('crews.graphml');
  assert.equal(a.order, 4);
  assert.deepEqual(a.nodes().sort(), b.nodes().sort());
  a.forEachEdge((edge, data, from, to) => assert.equal(Number(data.meetings), Number(b.getEdgeAttribute(from, to, 'meetings'))));
});

test('a MISP event is JSON with unique ids of version 5', () => {
  const event = JSON.parse(text('case.misp.json')).Event;
  const ids = [event.uuid, ...event.Attribute.map((one) => one.uuid), ...event.Object.flatMap((one) => [one.uuid, ...one.Attribute.map((part) => part.uuid)])];
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
