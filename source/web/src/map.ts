// A map of the world to point at: two SVG paths, no tiles, no request of its own.
// The arrow keys move the point and Enter takes it, for those who cannot point.
import { h } from './dom';
import { t } from '../../../web/i18n';

export interface World { land: string; borders: string }  // paths in tenths of a degree, north up
export interface Point { lat: number; lon: number }       // 1e-5 degree

const kSvg = 'http://www.w3.org/2000/svg';
const kUnitsATenth = 10_000;
const kWidth = 3600, kTop = -840, kHeight = 1440;  // 84 degrees north to 60 south
const kZoomMax = 16;
const kStepTenths = 20;

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(kSvg, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

const clamp = (value: number, from: number, to: number) => Math.min(to, Math.max(from, value));

export class WorldMap {
  readonly element: HTMLElement;
  private readonly picture: SVGElement;
  private readonly dots = svg('g', { class: 'dots' });
  private readonly cross = svg('path', { class: 'cross', d: '' });
  private zoom = 1;
  private x = 0;   // the middle of what is seen, and where the keys point; tenths
  private y = kTop + kHeight / 2;

  // onpick hears of each point that is taken.
  constructor(world: World, private readonly onpick: (point: Point) => void) {
    this.picture = svg('svg', { class: 'map', tabindex: 0, role: 'application', 'data-testid': 'map',
      'aria-label': t('Map of the world. The arrow keys move the point, Enter takes it.') });
    this.picture.append(svg('path', { class: 'land', d: world.land }), svg('path', { class: 'borders', d: world.borders }), this.dots, this.cross);
    this.picture.addEventListener('click', (event) => this.point(event as MouseEvent));
    this.picture.addEventListener('keydown', (event) => this.key(event as KeyboardEvent));
    const button = (label: string, text: string, factor: number) => h('button', { type: 'button', className: 'quiet',
      'data-testid': factor > 1 ? 'map-closer' : 'map-wider', 'aria-label': label, onclick: () => this.scale(factor) }, text);
    this.element = h('div', { className: 'map-frame' }, this.picture as unknown as Node,
      h('div', { className: 'map-buttons' }, button(t('Closer'), '+', 2), button(t('Wider'), '−', 1 / 2)));
    this.draw();
  }

  // show marks a point and the posts' places.
  show(point: Point | null, posts: Point[]): void {
    if (point) [this.x, this.y] = [point.lon / kUnitsATenth, -point.lat / kUnitsATenth];
    this.marked = point !== null;
    this.posts = posts;
    this.draw();
  }

  private marked = false;
  private posts: Point[] = [];

  private draw(): void {
    const [width, height] = [kWidth / this.zoom, kHeight / this.zoom];
    const left = clamp(this.x - width / 2, -kWidth / 2, kWidth / 2 - width);
    const top = clamp(this.y - height / 2, kTop, kTop + kHeight - height);
    this.picture.setAttribute('viewBox', `${left} ${top} ${width} ${height}`);
    const size = width / 90;
    this.dots.replaceChildren(...this.posts.map(({ lat, lon }) =>
      svg('circle', { cx: lon / kUnitsATenth, cy: -lat / kUnitsATenth, r: size / 2 })));
    this.cross.setAttribute('d', this.marked
      ? `M${this.x - 2 * size} ${this.y}h${4 * size}M${this.x} ${this.y - 2 * size}v${4 * size}` : '');
  }

  private scale(factor: number): void {
    this.zoom = clamp(this.zoom * factor, 1, kZoomMax);
    this.draw();
  }

  private point(event: MouseEvent): void {
    const box = this.picture.getBoundingClientRect();
    const [left, top, width, height] = (this.picture.getAttribute('viewBox') ?? '').split(' ').map(Number) as [number, number, number, number];
    this.take(left + ((event.clientX - box.left) / box.width) * width, top + ((event.clientY - box.top) / box.height) * height);
  }

  private key(event: KeyboardEvent): void {
    const step = kStepTenths / Math.min(this.zoom, 4);
    const moves: Record<string, [number, number]> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const move = moves[event.key];
    if (event.key === 'Enter') this.take(this.x, this.y);
    else if (event.key === '+') this.scale(2);
    else if (event.key === '-') this.scale(1 / 2);
    else if (move) this.move(move);
    else return;
    event.preventDefault();
  }

  private move([x, y]: [number, number]): void {
    [this.x, this.y, this.marked] = [this.wrap(this.x + x), clamp(this.y + y, kTop, kTop + kHeight), true];
    this.draw();
  }

  // wrap goes round the world: the date line is no wall.
  private wrap(x: number): number {
    return x > kWidth / 2 ? x - kWidth : x < -kWidth / 2 ? x + kWidth : x;
  }

  private take(x: number, y: number): void {
    [this.x, this.y, this.marked] = [clamp(x, -kWidth / 2, kWidth / 2), clamp(y, kTop, kTop + kHeight), true];
    this.draw();
    this.onpick({ lat: Math.round(-this.y * kUnitsATenth), lon: Math.round(this.x * kUnitsATenth) });
  }
}
