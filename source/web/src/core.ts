// The page's side of the worker: each call is a promise.
import type { Post } from './bridge';
import type { Calls } from './worker';

export class CoreError extends Error {
  constructor(readonly kind: string, readonly detail: number) { super(kind); }
}

export interface Progress { done: number; total: number }

type Reply = { id: number; value?: unknown; error?: { kind: string; detail: number } } & { progress?: Progress; posts?: Post[] };
interface Waiting { resolve: (value: unknown) => void; reject: (error: Error) => void; done: () => void }

// Calls that make visits.
const kVisiting: ReadonlySet<keyof Calls> = new Set<keyof Calls>(['visit', 'lodge', 'answers', 'burn']);

export class Core {
  private worker: Worker | null = null;
  private held: unknown[] = [];  // said before the worker may begin
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private working = 0;
  onprogress: (progress: Progress) => void = () => {};
  onposts: (posts: Post[]) => void = () => {};    // the offices, before the first visit is over
  onwork: (begins: boolean) => void = () => {};   // the first call that somebody waits for, and the last that has an answer
  onvisit: (begins: boolean) => void = () => {};

  // begin starts the worker and has it fetch the other sentences before anything else. Until then nothing that anybody does asks for anything.
  begin(): Promise<ArrayBuffer> {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.onmessage = (event: MessageEvent<Reply>) => this.hear(event.data);
    worker.onerror = () => { for (const id of [...this.waiting.keys()]) this.hear({ id, error: { kind: 'broken', detail: 0 } }); };
    this.worker = worker;
    const rest = this.ask('sentences', [], () => {}) as Promise<ArrayBuffer>;
    for (const message of this.held.splice(0)) worker.postMessage(message);
    return rest;
  }

  private hear({ id, value, error, progress, posts }: Reply): void {
    if (progress) return this.onprogress(progress);
    if (posts) return this.onposts(posts);
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    waiting?.done();
    if (error) waiting?.reject(new CoreError(error.kind, error.detail));
    else waiting?.resolve(value);
  }

  call<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): ReturnType<Calls[Name]> {
    if (this.working++ === 0) this.onwork(true);
    return this.ask(name, args, () => { if (--this.working === 0) this.onwork(false); }) as ReturnType<Calls[Name]>;
  }

  // cover makes a visit that nobody waits for.
  cover(): Promise<unknown> { return this.ask('visit', [], () => {}); }

  private ask(name: keyof Calls, args: unknown[], done: () => void): Promise<unknown> {
    const id = this.next++;
    const visits = kVisiting.has(name);
    if (visits) this.onvisit(true);
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, done: () => { if (visits) this.onvisit(false); done(); } });
      if (this.worker) this.worker.postMessage({ id, name, args });
      else this.held.push({ id, name, args });
    });
  }

  end(): void { this.worker?.terminate(); this.worker = null; }
}
