// The table, and the little statistics behind it.

const widths = [30, 8, 12, 14];

function row(cells) {
  console.log(cells.map((cell, i) => String(cell).padEnd(widths[i] ?? 0)).join(' ').trimEnd());
}

export function head() { row(['name', 'value', 'unit', 'ratio-to-limit', '(aim)']); }

// line prints one figure. ratio: how far it is to what limits it; aim: a sentence, or none.
export function line(name, value, unit, ratio = null, aim = '') {
  row([name, round(value), unit, ratio === null ? '-' : ratio.toFixed(2), aim && `(${aim})`]);
}

function round(value) {
  if (value >= 100) return Math.round(value);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// inTurns measures ours and theirs `rounds` times, neither always first, and returns
// the median of ours and of the ratio ours / theirs within a round.
export async function inTurns(rounds, ours, theirs) {
  const values = [], ratios = [];
  for (let i = 0; i < rounds; ++i) {
    const pair = [0, 0];
    for (const which of i % 2 ? [1, 0] : [0, 1]) pair[which] = await [ours, theirs][which](i);
    values.push(pair[0]);
    ratios.push(pair[0] / pair[1]);
    if (process.env.BENCH_ROUNDS) console.error(`  round ${i + 1}: ${pair.map((v) => v.toFixed(1)).join(' against ')}`);
  }
  return { value: median(values), ratio: median(ratios) };
}
