// Writes build/places/world.json.gz, the map of the page: Natural Earth's coasts and
// borders at 1:110 000 000 as two SVG paths in tenths of a degree, north up.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { feature, mesh } from 'topojson-client';

const kTenths = 10;
const kSouthernmost = -60;  // nobody goes to a post in Antarctica
const topology = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-110m.json'), 'utf8'));

// line writes one line as an SVG path: where it starts, then how far each point is from the last.
function line(points, close) {
  const tenths = points.map(([lon, lat]) => [Math.round(lon * kTenths), -Math.round(lat * kTenths)]);
  const steps = tenths.slice(1).map(([x, y], i) => [x - tenths[i][0], y - tenths[i][1]]).filter(([x, y]) => x !== 0 || y !== 0);
  if (steps.length === 0) return '';
  const text = (pair) => pair.join(' ').replace(' -', '-');
  return `M${text(tenths[0])}l${steps.map(text).join(' ').replaceAll(' -', '-')}${close ? 'z' : ''}`;
}

// unrolled makes a ring that crosses the date line go on beyond 180 degrees; it is then
// drawn on both sides, and the edge of the map cuts it.
function unrolled(ring) {
  let turns = 0;
  const out = ring.map(([lon, lat], i) => {
    const step = i > 0 ? lon - ring[i - 1][0] : 0;
    if (Math.abs(step) > 180) turns -= Math.sign(step);
    return [lon + 360 * turns, lat];
  });
  const lons = out.map(([lon]) => lon);
  const shifted = (by) => out.map(([lon, lat]) => [lon + by, lat]);
  return [out, ...(Math.max(...lons) > 180 ? [shifted(-360)] : []), ...(Math.min(...lons) < -180 ? [shifted(360)] : [])];
}

const land = feature(topology, topology.objects.land).features.flatMap(({ geometry }) => geometry.coordinates.flat())
  .filter((ring) => Math.max(...ring.map(([, lat]) => lat)) > kSouthernmost).flatMap(unrolled).map((ring) => line(ring, true)).join('');
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b).coordinates.map((points) => line(points, false)).join('');
const packed = gzipSync(JSON.stringify({ land, borders }), { level: 9 });
packed[9] = 255;  // "unknown system": the same bytes wherever it is built
const out = join(dirname(fileURLToPath(import.meta.url)), '../../build/places');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'world.json.gz'), packed);
console.log(`map: ${land.length + borders.length} bytes, ${packed.length} compressed`);
