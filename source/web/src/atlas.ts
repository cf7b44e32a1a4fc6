// The two files that finding a post needs. Every visit of the page fetches both, whole
// and in this order, when its first visit of the relay is over, whatever anybody does:
// so fetching them says nothing (docs/decisions/0052).
import { Gazetteer } from './gazetteer';
import type { World } from './map';
import { packed, unpacked, unpackedJson } from './packed';

export interface Atlas { gazetteer: Gazetteer; world: World }

const kFiles = ['/places.tsp.gz', '/world.json.gz'] as const;

// Both files are asked for before either is looked at: a browser that cannot read them
// asks for the same.
export async function loadAtlas(): Promise<Atlas> {
  const [places, world] = [await packed(kFiles[0]), await packed(kFiles[1])];
  return {
    gazetteer: new Gazetteer(await unpacked(places)),
    world: await unpackedJson(world) as World,
  };
}
