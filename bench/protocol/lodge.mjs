// Lodgings a second, each durable before its 204, against rows of the same size that
// go straight into SQLite by group commit on the same disk.
//
// The other load of a machine costs the relay more than the bare rows: its lodgings
// pass a client, the network's thread and the writing thread, all of which want a core.
// So the writing threads' processor time is compared too; with a core for each thread
// it is what limits.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { built, copyStage, makeStage, run, startRelay, wrk } from './programs.mjs';
import { inTurns, line, median } from './table.mjs';

const rounds = 7, seconds = 3;

// writerTicks returns the hundredths of a second that the relay's writing thread has
// had: the busiest thread but the first, which is the network's.
function writerTicks(pid) {
  const all = readdirSync(`/proc/${pid}/task`).filter((id) => Number(id) !== pid).map((id) => {
    const fields = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8').split(') ')[1].split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return Math.max(...all);
}

export async function lodge(folder) {
  const stage = await makeStage(join(folder, 'stage'));
  for (const clients of [32, 128]) {
    const writer = { ours: [], theirs: [] };
    const ours = async (round) => {
      const copy = copyStage(stage, join(folder, `relay-${clients}-${round}`));
      const relay = await startRelay(copy);
      const rate = await wrk(`${stage.lodge}/v1/lodge`,
        { seconds, connections: clients, script: ['lodge.lua', join(copy.folder, 'lodging'), `r${round}`] });
      writer.ours.push((writerTicks(relay.pid) * 1e4) / (rate * seconds));
      await relay.stop();
      rmSync(copy.folder, { recursive: true });
      return rate;
    };
    const theirs = async (round) => {
      const bare = join(folder, `bare-${clients}-${round}`);
      const [rate, us] = run(built('bench/protocol/bench_bare_store'), bare, seconds, clients).split(' ').map(Number);
      writer.theirs.push(us);
      rmSync(bare, { recursive: true });
      return rate;
    };
    const { value, ratio } = await inTurns(rounds, ours, theirs);
    line(`lodge_${clients}`, value, 'lodgings/s', ratio, 'at least 0.7 of bare SQLite group commit');
    const [mine, bare] = [median(writer.ours), median(writer.theirs)];
    line(`lodge_${clients}_writer`, mine, 'us cpu', bare / mine, 'the same in the writing thread\'s processor time');
  }
}
