// Published objects a second, from the relay and from nginx, of the same files.
import { join } from 'node:path';
import { makeStage, startNginx, startRelay, wrk } from './programs.mjs';
import { inTurns, line } from './table.mjs';

const rounds = 15, seconds = 1;

export async function serve(folder) {
  const stage = await makeStage(join(folder, 'stage'));
  const relay = await startRelay(stage);
  const nginx = await startNginx(join(folder, 'nginx'), join(stage.folder, 'data/shelf'));
  for (const [what, door] of [['bulletin', stage.read], ['challenges', stage.read], ['bag', stage.post]]) {
    const path = `/v1/t/${stage.tick}/${what}`;
    const { value, ratio } = await inTurns(rounds, () => wrk(door + path, { seconds }), () => wrk(nginx.url + path, { seconds }));
    line(`serve_${what}`, value, 'answers/s', ratio, 'at least 0.7 of nginx');
  }
  await nginx.stop();
  await relay.stop();
}
