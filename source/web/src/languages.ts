// The sentences of all languages are two files, which every visit fetches whole and
// before anything else: a file for each language would tell which one somebody reads
// (docs/decisions/0044). The first has what the first screen says.
import { addMessages } from '../../../web/i18n';
import { packed, unpackedJson } from './packed';

// `texts` has one entry for each of `ids`: a sentence, or the forms of one.
interface Part {
  ids: string[];
  languages: Record<string, { name: string; plurals: string[]; texts: (string | string[])[] }>;
}

const kParts = ['/languages.json.gz', '/languages-rest.json.gz'] as const;
const kTries = 3;
const kPauseMs = 1500;

async function fetched(path: string): Promise<ArrayBuffer> {
  for (let left = kTries; ; )
    try {
      return await packed(path);
    } catch (error) {
      if (--left === 0) throw error;
      await new Promise((go) => setTimeout(go, kPauseMs));
    }
}

async function take(bytes: ArrayBuffer): Promise<void> {
  const { ids, languages } = await unpackedJson(bytes) as Part;
  for (const [code, { name, plurals, texts }] of Object.entries(languages))
    addMessages(code, { name, plurals, messages: Object.fromEntries(ids.map((id, at) => [id, [texts[at] ?? id].flat()])) });
}

// loadLanguages makes every language known to t(), in two steps; `onpart` hears of each.
// What does not come is said in English.
export async function loadLanguages(onpart: () => void): Promise<void> {
  for (const part of kParts) {
    const bytes = await fetched(part).catch(() => null);
    if (bytes) await take(bytes).catch(() => undefined);
    onpart();
  }
}
