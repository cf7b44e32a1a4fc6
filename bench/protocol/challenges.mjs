// A challenge set of N = 4096 against 2N bare multiplications (challenges.cpp).
import { join } from 'node:path';
import { built, run } from './programs.mjs';
import { line, median } from './table.mjs';

const rounds = 15;

export function challenges(folder) {
  const lines = run(built('bench/protocol/bench_challenges'), join(folder, 'stage'), rounds).trim().split('\n');
  for (const [state, name] of [['empty', 'challenges_no_answers'], ['full', 'challenges_4096_answers']]) {
    const seen = lines.map((text) => text.split(' ')).filter(([first]) => first === state).map((cells) => cells.slice(1).map(Number));
    const middle = (pick) => median(seen.map(pick));
    line(name, middle(([ours]) => ours), 'ms', middle(([ours, bare]) => ours / bare), 'at most 1.15 of 2N bare multiplications');
    line(`${name}_cpu`, middle(([ours, , cores]) => ours * cores), 'ms cpu',
      middle(([ours, bare, cores, bareCores]) => (ours * cores) / (bare * bareCores)), 'the same in processor time');
    line(`${name}_cores`, middle(([, , cores]) => cores), 'cores', middle(([, , cores, bareCores]) => cores / bareCores), 'as many as the bare ones');
  }
}
