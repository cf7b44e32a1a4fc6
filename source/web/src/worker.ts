// The worker: holds the session and makes the visits, so that the page stays quick.
import { Bridge, loadCore, Refusal, type Attachment, type Core, type Request } from './bridge';
import { fromHex } from './bytes';
import { packedAtLast } from './packed';

let loading: Promise<Core> | null = null;
let bridge: Bridge | null = null;
let lodge = '';
let listed = false;  // the page has the offices

interface Programme { title: string; origin: string; authority_vk: string; lodge: string }

class Unreachable extends Error {}
// A visit that took longer than a stamp is good for: six ticks.
class Late extends Error {}

const kSentencesRest = '/languages-rest.json.gz';
const kRoster = '/v1/roster/';
const kTries = 3;
const kPauseMs = 1500;
const kVisitsMax = 200;  // for answers: an office that sends thousands must not mark who reads them
const kWaitMs = 90_000;  // a visit's largest object over a slow circuit

async function ask(request: Request): Promise<[number, Uint8Array]> {
  const url = (request.door === 'lodge' ? lodge : '') + request.path;
  const post = request.method === 'POST';
  for (let left = kTries; ; ) {
    try {
      const answer = await fetch(url, {
        method: request.method, credentials: 'omit', cache: 'no-store', redirect: 'error',
        referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(kWaitMs), ...(post ? { body: request.body as BodyInit } : {}),
      });
      if (answer.status === 503 && --left > 0) await new Promise((go) => setTimeout(go, kPauseMs));
      else return [answer.status, new Uint8Array(await answer.arrayBuffer())];
    } catch {
      if (--left === 0) throw new Unreachable('unreachable');
      await new Promise((go) => setTimeout(go, kPauseMs));
    }
  }
}

function open(): Bridge {
  if (!bridge) throw new Unreachable('no session');
  return bridge;
}

// core is the program: kept once it has come, asked for again when it has not.
function core(): Promise<Core> {
  loading ??= loadCore().catch((error: unknown) => { loading = null; throw error; });
  return loading;
}

async function programme(): Promise<Programme> {
  const [status, body] = await ask({ method: 'GET', door: 'read', path: '/programme.json', body: new Uint8Array() });
  if (status !== 200) throw new Unreachable('programme');
  return JSON.parse(new TextDecoder().decode(body)) as Programme;
}

// The roster is signed and known long before a visit is over: whoever waits for the list
// need not wait for the rest. Who takes tips comes with the keys.
function tellPosts(session: Bridge): void {
  listed = true;
  postMessage({ posts: session.posts().map((post) => ({ ...post, open: true })) });
}

async function visit(): Promise<void> {
  const session = open();
  let next: Request | null = session.beginVisit();
  while (next) {
    const answered = next.path;
    const [status, body] = await ask(next);
    if (status === 403 && next.door === 'lodge') throw new Late('the stamp is too old');
    next = session.answerVisit(status, body);
    if (!listed && answered.startsWith(kRoster)) tellPosts(session);
  }
}

const calls = {
  async sentences() { return packedAtLast(kSentencesRest); },
  // open asks for the programme and the core together: neither waits for the other.
  async open(): Promise<{ title: string }> {
    const [{ title, origin, authority_vk: vk, lodge: door }, program] = await Promise.all([programme(), core()]);
    lodge = door;
    bridge ??= Bridge.open(program, fromHex(vk), origin);
    return { title };
  },
  // visit makes the first one. What it lodges is chaff, so a browser too slow for its
  // stamp has lost nothing: the offices are known.
  async visit() {
    await visit().catch((error: unknown) => { if (!(error instanceof Late)) throw error; });
    return { status: open().status(), posts: open().posts() };
  },
  async nearest(lat: number, lon: number) { return open().nearest(lat, lon); },
  async words() { return open().generateWords(); },
  async wordList() { return open().wordList(); },
  async checkWords(text: string) { open().checkWords(text); },
  async checkRow(text: string) { open().checkRow(text); },
  async openMailbox(words: string) { open().openMailbox(words); },
  async openClaim(row: string) { open().openClaim(row); },
  async compose(post: number, answers: boolean, overADay: boolean, text: string, files: Attachment[]) {
    return open().compose(post, answers, overADay, text, files);
  },
  async dropOutbox() { open().dropOutbox(); },
  // lodge makes visits until everything that is queued has been handed in.
  async lodge(total: number) {
    const before = open().status().partsLodged + open().status().partsQueued - total;
    while (open().status().partsQueued > 0) {
      await visit();
      postMessage({ progress: { done: open().status().partsLodged - before, total } });
    }
  },
  // answers makes visits until every answer that waits is here, or enough are.
  async answers() {
    let left = kVisitsMax;
    do await visit();
    while (open().status().repliesWaiting > 0 && --left > 0);
    return { inbox: open().inbox(), posts: open().posts() };
  },
  async burn(number: number) {
    open().burn(number);
    while (open().status().burnsWaiting > 0) await visit();
    return { inbox: open().inbox(), posts: open().posts() };
  },
  async close() { bridge?.close(); bridge = null; },
} as const;

export type Calls = typeof calls;

// What does not touch the session need not wait for a visit that is under way.
const kAtOnce: ReadonlySet<keyof Calls> = new Set<keyof Calls>(['sentences', 'nearest', 'words', 'wordList', 'checkWords', 'checkRow']);
let last: Promise<unknown> = Promise.resolve();

// inTurn lets visits follow one another: a person's waits for the page's own to end.
function inTurn(work: () => Promise<unknown>): Promise<unknown> {
  const mine = last.then(work);
  last = mine.catch(() => undefined);
  return mine;
}

onmessage = async (event: MessageEvent<{ id: number; name: keyof Calls; args: unknown[] }>) => {
  const { id, name, args } = event.data;
  try {
    const call = calls[name] as (...args: unknown[]) => Promise<unknown>;
    const value = await (kAtOnce.has(name) ? call(...args) : inTurn(() => call(...args)));
    postMessage({ id, value });
  } catch (error) {
    const refusal = error instanceof Refusal;
    postMessage({ id, error: { kind: refusal ? error.kind : error instanceof Unreachable ? 'unreachable' : error instanceof Late ? 'late' : 'broken',
                               detail: refusal ? error.detail : 0 } });
  }
};
