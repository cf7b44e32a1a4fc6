// The page's side of the worker: each call is a promise.
import type { Calls } from './worker';

export class CoreError extends Error {
  constructor(readonly kind: string, readonly detail: number) { super(kind); }
}

export interface Progress { done: number; total: number }

type Reply = { id: number; value?: unknown; error?: { kind: string; detail: number } } & { progress?: Progress };

export class Core {
  private readonly worker = new Worker('/worker.js', { type: 'module' });
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private next = 1;
  onprogress: (progress: Progress) => void = () => {};
  onwork: (begins: boolean) => void = () => {};  // the first call that waits, and the last that has an answer

  constructor() {
    this.worker.onmessage = (event: MessageEvent<Reply>) => {
      const { id, value, error, progress } = event.data;
      if (progress) return this.onprogress(progress);
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (this.waiting.size === 0) this.onwork(false);
      if (error) waiting?.reject(new CoreError(error.kind, error.detail));
      else waiting?.resolve(value);
    };
    this.worker.onerror = () => {
      for (const { reject } of this.waiting.values()) reject(new CoreError('broken', 0));
      this.waiting.clear();
      this.onwork(false);
    };
  }

  call<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): ReturnType<Calls[Name]> {
    const id = this.next++;
    return new Promise<unknown>((resolve, reject) => {
      if (this.waiting.size === 0) this.onwork(true);
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, name, args });
    }) as ReturnType<Calls[Name]>;
  }

  end(): void { this.worker.terminate(); }
}
