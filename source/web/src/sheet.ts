// A page of a call as it was served: whole without a script. With one it makes the same
// visits as the source's page, shows its dates as its language writes them, and turns into
// that page where somebody wants to write: without a request (PROTOCOL.md 6.1).

const kDay = { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' } as const;
const kDayMs = 86_400_000, kMinuteMs = 60_000;

// dateIn writes a moment in a language, in UTC as the call itself says it; midnight is a
// day (council/date.h).
export function dateIn(language: string, unixMs: number): string {
  if (unixMs % kDayMs < kMinuteMs) return new Intl.DateTimeFormat(language, kDay).format(unixMs);
  return `${new Intl.DateTimeFormat(language, { ...kDay, timeStyle: 'short' }).format(unixMs)} UTC`;
}

export class Sheet {
  private readonly nodes = [...document.body.childNodes];
  readonly language = document.documentElement.lang;
  private readonly direction = document.documentElement.dir;

  private constructor() {}

  // find returns the call's page that the document is, or nothing.
  static find(): Sheet | null {
    return document.body.classList.contains('site') ? new Sheet() : null;
  }

  // lead goes to `way` where the page would go to the source's, which would be a request.
  lead(way: () => void): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href="/"]'))
      link.addEventListener('click', (event) => { event.preventDefault(); way(); });
    for (const time of document.querySelectorAll('time')) {
      time.textContent = dateIn(this.language, Date.parse(time.dateTime));
    }
  }

  // speak says again in which language it is written; put shows it again; away makes room
  // for a screen of the source's.
  speak(): void {
    document.documentElement.lang = this.language;
    document.documentElement.dir = this.direction;
  }
  put(): void {
    this.speak();
    document.body.classList.add('site');
    document.body.replaceChildren(...this.nodes);
    scrollTo(0, 0);
  }
  away(): void { document.body.classList.remove('site'); }
}
