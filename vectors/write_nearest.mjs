// Writes nearest.json: orders of posts by distance, computed here with the functions
// of JavaScript's Math, that is, not by the code that they test.
//   node vectors/write_nearest.mjs >vectors/nearest.json
// posts: id u16, lat i32, lon i32 each. order: id u16, has a place u8, metres u32 each.

const kRadius = 6371008.8;
const kUnits = Math.PI / 180 / 1e5;

// A small generator, so that the file is the same whoever writes it.
let state = 20261125;
const random = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
const somewhere = () => [Math.round(Math.asin(2 * random() - 1) / kUnits), Math.round((2 * random() - 1) * 18e6)];

function metres([lat, lon], [toLat, toLon]) {
  const [a, b] = [lat * kUnits, toLat * kUnits];
  const s = Math.sin((a - b) / 2);
  const t = Math.sin((lon - toLon) * kUnits / 2);
  return 2 * kRadius * Math.asin(Math.sqrt(Math.min(1, s * s + Math.cos(a) * Math.cos(b) * t * t)));
}

function vector(comment, from, posts) {
  const order = posts.map(([id, ...place]) =>
    [id, place[0] === 0 && place[1] === 0 ? null : Math.round(metres(from, place))]);
  order.sort(([a, far], [b, farther]) => (far === null) - (farther === null) || far - farther || a - b);
  const bytes = Buffer.alloc(posts.length * 10);
  posts.forEach(([id, lat, lon], i) => { bytes.writeUInt16BE(id, i * 10); bytes.writeInt32BE(lat, i * 10 + 2); bytes.writeInt32BE(lon, i * 10 + 6); });
  const out = Buffer.alloc(order.length * 7);
  order.forEach(([id, far], i) => { out.writeUInt16BE(id, i * 7); out[i * 7 + 2] = far === null ? 0 : 1; out.writeUInt32BE(far ?? 0, i * 7 + 3); });
  return { comment, lat: from[0], lon: from[1], posts: bytes.toString('hex'), order: out.toString('hex') };
}

const edges = [[1, 9000000, 0], [2, -9000000, 5], [3, 0, 18000000], [4, 0, -18000000], [5, 0, 0], [6, 0, 1], [7, 0, 1],
  [8, 5224000, 2101000], [9, 5224000, 2101000], [10, -1, -17999999], [11, 9000000, 17000000], [65535, -9000000, -18000000]];
const vectors = [
  vector('no post', [1, 2], []),
  ...[[9000000, 0], [-9000000, 18000000], [0, 18000000], [0, -17999999], [0, 0], [5224000, 2101000], [-5224000, -15899000]]
    .map((from) => vector('poles, date line, no place, equal places', from, edges)),
  ...Array.from({ length: 16 }, (_, i) => vector(`${i < 15 ? 40 : 200} posts anywhere`, somewhere(),
    Array.from({ length: i < 15 ? 40 : 200 }, (_, id) => [id + 1, ...somewhere()]))),
];
console.log(JSON.stringify({ source: 'vectors/write_nearest.mjs; PROTOCOL.md 4.1', vectors }, null, 1));
