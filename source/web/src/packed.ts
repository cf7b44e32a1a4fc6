// Files that every visit fetches whole, packed when they were built because the relay
// speaks no content encoding.

export async function packed(path: string): Promise<ArrayBuffer> {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer' });
  if (!answer.ok) throw new Error(path);
  return answer.arrayBuffer();
}

const kTries = 3;
const kPauseMs = 1500;

// packedAtLast asks again when a file does not come.
export async function packedAtLast(path: string): Promise<ArrayBuffer> {
  for (let left = kTries; ; )
    try {
      return await packed(path);
    } catch (error) {
      if (--left === 0) throw error;
      await new Promise((go) => setTimeout(go, kPauseMs));
    }
}

export async function unpacked(bytes: ArrayBuffer): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function unpackedJson(bytes: ArrayBuffer): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await unpacked(bytes))) as unknown;
}
