// When a page makes its visits: the first when it has loaded, then again and again at
// moments drawn by chance, each wait twice as long as the last on average. What somebody
// does brings the next one forward. So the second visit of a page says nothing: it may be
// one that hands in, one that reads, or the page's own (PROTOCOL.md 6.1, decision 0091).

const kMeanMs = 45_000;
const kDoublings = 6;  // from then on three quarters of an hour

// wait draws from an exponential distribution, which forgets: how long nothing happened
// does not tell how soon the next visit comes. `random` is in (0, 1].
export function wait(visits: number, random: number): number {
  return -Math.log(random) * kMeanMs * 2 ** Math.min(visits - 1, kDoublings);
}

function draw(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return (word + 1) / 2 ** 32;
}

export class Rhythm {
  private visits = 0;
  private running = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly visit: () => Promise<unknown>) {}

  // begins and ends hear of every visit, the page's own and a person's.
  begins(): void {
    ++this.running;
    clearTimeout(this.timer);
  }

  ends(): void {
    ++this.visits;
    if (--this.running > 0) return;
    this.timer = setTimeout(() => void this.visit().catch(() => undefined), wait(this.visits, draw()));
  }
}
