// Where something on the screen is in the text as it was sent. The desk counts bytes of
// UTF-8, the browser counts UTF-16; pieces (desk/cases/pieces.h) are the bridge.
import { h } from '../dom';
import type { Observable, Piece } from './api';

export interface Span { begin: number; length: number }

const encoder = new TextEncoder();

// bytesBefore is how many bytes of UTF-8 the first `units` UTF-16 units take. In the
// middle of a character it is the character's beginning, or its end when `up`.
export function bytesBefore(text: string, units: number, up = false): number {
  const low = text.charCodeAt(units), high = text.charCodeAt(units - 1);
  const inside = low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  return encoder.encode(text.slice(0, inside ? units + (up ? 1 : -1) : units)).length;
}

// edge is the byte at which a place in a shown piece lies; what stands for its bytes as a
// whole cannot be cut.
function edge(piece: Piece, units: number, up: boolean): number {
  if (piece.as_sent) return piece.begin + bytesBefore(piece.text, units, up);
  return up ? piece.begin + piece.length : piece.begin;
}

const shownPieces = new WeakMap<Node, Piece>();

// selectedBytes is what of a message is selected just now, or null.
export function selectedBytes(body: HTMLElement): Span | null {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  let begin = -1, end = -1;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const piece = shownPieces.get(node);
    if (piece === undefined || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : piece.text.length;
    if (to <= from) continue;
    if (begin < 0) begin = edge(piece, from, false);
    end = edge(piece, to, true);
  }
  return begin < 0 || end <= begin ? null : { begin, length: end - begin };
}

// pieceView shows the text; what the scanner found is marked and can be pressed.
export function pieceView(piece: Piece, found: Observable[], press: (at: number) => void): HTMLElement {
  const one = found[piece.at];
  const text = document.createTextNode(piece.text);
  shownPieces.set(text, piece);
  if (one === undefined) return h('span', { className: piece.as_sent ? '' : 'spelled' }, text);
  return h('mark', {
    className: one.benign !== '' ? 'found benign' : one.warning !== '' ? 'found warned' : 'found', tabIndex: 0, role: 'button',
    'data-item': 'found', 'data-at': String(piece.at), title: one.type, onclick: () => press(piece.at),
    onkeydown: (event: Event) => { if ((event as KeyboardEvent).key === 'Enter') { event.preventDefault(); press(piece.at); } },
  }, text);
}
