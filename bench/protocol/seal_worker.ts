// What the page's worker does, with a watch: visits that hand in a tip of one part.
import { Bridge, type Request } from '../../source/web/src/bridge';
import { fromHex } from '../../source/web/src/bytes';

let lodge = '';

async function ask(request: Request): Promise<[number, Uint8Array]> {
  const url = (request.door === 'lodge' ? lodge : '') + request.path;
  const body = request.method === 'POST' ? { body: request.body as BodyInit } : {};
  const answer = await fetch(url, { method: request.method, cache: 'no-store', ...body });
  return [answer.status, new Uint8Array(await answer.arrayBuffer())];
}

// visit returns the milliseconds of sealing and of everything.
async function visit(core: Bridge): Promise<[number, number]> {
  const start = performance.now();
  let sealing = 0;
  let next: Request | null = core.beginVisit();
  while (next) {
    const [status, body] = await ask(next);
    const before = performance.now();
    next = core.answerVisit(status, body);
    if (next?.door === 'lodge') sealing = performance.now() - before;
  }
  return [sealing, performance.now() - start];
}

onmessage = async (event: MessageEvent<number>) => {
  try {
    const programme = await (await fetch('/programme.json')).json();
    lodge = programme.lodge;
    const times: [number, number][] = [];
    for (let i = 0; i < event.data; ++i) {
      // A session solves a challenge set once a tick, so each tip has its own.
      const core = await Bridge.open(fromHex(programme.authority_vk), programme.origin);
      core.openMailbox(core.generateWords().words.join(' '));
      core.compose(1, true, true, 'x'.repeat(2000), []);
      times.push(await visit(core));
      core.close();
    }
    postMessage(times);
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
