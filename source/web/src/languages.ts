// The sentences of all languages are two files, which every page fetches whole, and the
// first before anything else: a file for each language would tell which one somebody
// reads (docs/decisions/0044). The first has what the first screen says.
import { addMessages } from '../../../web/i18n';
import { unpackedJson } from './packed';

// `texts` has one entry for each of `ids`: a sentence, or the forms of one.
interface Part {
  ids: string[];
  languages: Record<string, { name: string; plurals: string[]; texts: (string | string[])[] }>;
}

export const kFirstSentences = '/languages.json.gz';

async function read(bytes: ArrayBuffer): Promise<void> {
  const { ids, languages } = await unpackedJson(bytes) as Part;
  for (const [code, { name, plurals, texts }] of Object.entries(languages))
    addMessages(code, { name, plurals, messages: Object.fromEntries(ids.map((id, at) => [id, [texts[at] ?? id].flat()])) });
}

// takeSentences makes one of the files known to t(). What does not come is said in English.
export async function takeSentences(file: Promise<ArrayBuffer>): Promise<void> {
  await file.then(read).catch(() => undefined);
}
