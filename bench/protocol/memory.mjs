// Resident memory of a relay with the bags of seven days and 4096 answers, after all
// bags were asked for, lodgings came in on 256 connections, and ticks passed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeStage, startRelay, wrk } from './programs.mjs';
import { line } from './table.mjs';

const tickSeconds = 5, limitMb = 150;
const mb = 1024;

function status(pid, field) {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found[1]) / mb;
}

async function newestTick(stage) {
  const proof = await (await fetch(`${stage.read}/v1/t/latest`)).text();
  const extra = Buffer.from(/^extra (\S+)$/m.exec(proof)?.[1] ?? '', 'base64');
  return Number(extra.readBigUInt64BE(4));
}

async function askForAllBags(stage) {
  for (let tick = stage.tick - 1000; tick < stage.tick; ++tick)
    await (await fetch(`${stage.post}/v1/t/${tick}/bag`)).arrayBuffer();
}

export async function memory(folder) {
  const stage = await makeStage(join(folder, 'stage'), { tickSeconds, full: true });
  const relay = await startRelay(stage);
  try {
    const before = await newestTick(stage);
    await wrk(`${stage.lodge}/v1/lodge`, { seconds: 5, connections: 256, script: ['lodge.lua', join(stage.folder, 'lodging'), 'memory'] });
    await askForAllBags(stage);
    await wrk(`${stage.read}/v1/reply/${'0'.repeat(32)}`, { seconds: 2, connections: 256 });
    while (await newestTick(stage) < before + 3) await new Promise((go) => setTimeout(go, 500));
    line('memory_now', status(relay.pid, 'VmRSS'), 'MB', status(relay.pid, 'VmRSS') / limitMb, `at most ${limitMb} MB`);
    line('memory_peak', status(relay.pid, 'VmHWM'), 'MB', status(relay.pid, 'VmHWM') / limitMb, `at most ${limitMb} MB`);
  } finally {
    await relay.stop();
  }
}
