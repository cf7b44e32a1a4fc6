// Draws the world on a canvas, from Natural Earth's coasts and borders that lie beside the
// page, and what hints point at. A part of the page of its own.
import { geoCircle, geoNaturalEarth1, geoPath, type GeoProjection } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Placed } from './map';
import { followBox } from './painted';

type World = Topology<{ land: GeometryCollection; countries: GeometryCollection }>;

const kEarthKm = 6371;
const kNearPixels = 18;
const kZoomMax = 64;

class WorldCanvas {
  private readonly canvas = document.createElement('canvas');
  private zoom = 1;
  private middle: [number, number];
  private projection: GeoProjection = geoNaturalEarth1();

  constructor(private readonly box: HTMLElement, private readonly world: World, private readonly marks: Placed[],
              private readonly choose: (one: Placed) => void) {
    this.middle = [mean(marks.map(({ lon }) => lon)), mean(marks.map(({ lat }) => lat))];
    box.replaceChildren(this.canvas);
    this.canvas.addEventListener('click', (event) => this.click(event));
    this.drag();
    this.fit();
    this.draw();
    followBox(box, () => this.draw(), () => this.draw());
  }

  scale(factor: number): void {
    this.zoom = Math.min(Math.max(this.zoom * factor, 1), kZoomMax);
    this.draw();
  }

  // fit comes as near as the marks allow.
  private fit(): void {
    const width = Math.max(...this.marks.map(({ lon }) => Math.abs(lon - this.middle[0])), 4);
    const height = Math.max(...this.marks.map(({ lat }) => Math.abs(lat - this.middle[1])), 4);
    this.zoom = Math.min(Math.max(Math.min(110 / width, 60 / height), 1), 12);
  }

  private place(): { width: number; height: number; ratio: number } {
    const width = Math.max(this.box.clientWidth, 100), height = Math.max(this.box.clientHeight, 100), ratio = devicePixelRatio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.projection = geoNaturalEarth1().rotate([-this.middle[0], 0]).scale((width / 6.3) * this.zoom).translate([0, 0]);
    const [, y] = this.projection(this.middle) ?? [0, 0];
    this.projection.translate([width / 2, height / 2 - y]);
    return { width, height, ratio };
  }

  private draw(): void {
    const { width, height, ratio } = this.place();
    const paint = this.canvas.getContext('2d');
    if (paint === null) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const path = geoPath(this.projection, paint);
    paint.scale(ratio, ratio);
    paint.clearRect(0, 0, width, height);
    paint.fillStyle = colour('--calm');
    paint.beginPath();
    path(feature(this.world, this.world.objects.land));
    paint.fill();
    paint.strokeStyle = colour('--line');
    paint.lineWidth = 1;
    paint.beginPath();
    path(mesh(this.world, this.world.objects.countries));
    paint.stroke();
    for (const one of this.marks) this.mark(paint, path, one, colour('--graph-thing'));
    this.box.dataset['painted'] = String(this.marks.length);
  }

  // mark draws the area in which a hint may lie, and its middle.
  private mark(paint: CanvasRenderingContext2D, path: ReturnType<typeof geoPath>, one: Placed, colour: string): void {
    paint.strokeStyle = paint.fillStyle = colour;
    const degrees = Math.min((one.radius_m / 1000 / kEarthKm) * (180 / Math.PI), 60);
    if (degrees > 0) {
      paint.beginPath();
      path(geoCircle().center([one.lon, one.lat]).radius(degrees)());
      paint.globalAlpha = 0.1;
      paint.fill();
      paint.globalAlpha = 0.7;
      paint.stroke();
      paint.globalAlpha = 1;
    }
    const [x, y] = this.projection([one.lon, one.lat]) ?? [0, 0];
    paint.beginPath();
    paint.arc(x, y, 5, 0, 2 * Math.PI);
    paint.fill();
  }

  private click(event: MouseEvent): void {
    const far = (one: Placed): number => {
      const [x, y] = this.projection([one.lon, one.lat]) ?? [0, 0];
      return Math.hypot(x - event.offsetX, y - event.offsetY);
    };
    const nearest = this.marks.reduce<Placed | undefined>((best, one) => (best === undefined || far(one) < far(best) ? one : best), undefined);
    if (nearest !== undefined && far(nearest) <= kNearPixels) this.choose(nearest);
  }

  private drag(): void {
    let last: [number, number] | null = null;
    this.canvas.addEventListener('pointerdown', (event) => { last = [event.clientX, event.clientY]; this.canvas.setPointerCapture(event.pointerId); });
    this.canvas.addEventListener('pointerup', () => { last = null; });
    this.canvas.addEventListener('pointermove', (event) => {
      if (last === null) return;
      const degree = (this.box.clientWidth / 6.3) * this.zoom * (Math.PI / 180);
      const lat = this.middle[1] + (event.clientY - last[1]) / degree;
      this.middle = [this.middle[0] - (event.clientX - last[0]) / degree, Math.min(Math.max(lat, -80), 80)];
      last = [event.clientX, event.clientY];
      this.draw();
    });
  }
}

const mean = (list: number[]): number => list.reduce((sum, one) => sum + one, 0) / Math.max(list.length, 1);

// drawMap returns what makes the map closer or wider.
export async function drawMap(box: HTMLElement, marks: Placed[], choose: (one: Placed) => void): Promise<(factor: number) => void> {
  const answer = await fetch('/world.json', { credentials: 'same-origin' });
  const canvas = new WorldCanvas(box, await answer.json() as World, marks, choose);
  return (factor) => canvas.scale(factor);
}
