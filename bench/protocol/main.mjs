// Runs the parts of the protocol's bench, one after the other, and prints the table.
import { challenges } from './challenges.mjs';
import { lodge } from './lodge.mjs';
import { memory } from './memory.mjs';
import { page } from './page.mjs';
import { seal } from './seal.mjs';
import { serve } from './serve.mjs';
import { head } from './table.mjs';
import { scratch } from './programs.mjs';

const parts = { challenges, lodge, serve, seal, page, memory };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`tipstaff: no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(' ')}`);
  process.exit(2);
}
head();
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[name](scratch(name));
