// Which words of the list a mistyped one may have been.

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] ?? 0;
}

const kClose = 2;
const kMost = 3;

export function nearest(word: string, list: readonly string[]): string[] {
  return list
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ far }) => far <= kClose)
    .sort((a, b) => a.far - b.far)
    .slice(0, kMost)
    .map(({ candidate }) => candidate);
}
