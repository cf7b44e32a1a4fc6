// A picture that is too large for a message is drawn anew, smaller. Only what it shows
// goes through: camera, place and time stay behind with the old file.

export type Failure = 'unreadable' | 'refused';

const kSides = [2048, 1600, 1280, 1024, 800, 640];  // pixels; the first that fits is taken
const kQualities = [0.85, 0.7];
const kBytesMax = 300_000;  // 27 visits; a full message would take 64, a quarter of an hour over Tor
const kProbe = [[200, 30, 60], [10, 240, 120], [90, 90, 250], [255, 255, 0]] as const;

// drawingIsTrue tells whether the browser gives back what was drawn. Tor Browser does
// not, to protect people from being recognised; a picture would become noise.
function drawingIsTrue(): boolean {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [kProbe.length, 1];
  const pen = canvas.getContext('2d');
  if (!pen) return false;
  kProbe.forEach(([r, g, b], x) => { pen.fillStyle = `rgb(${r},${g},${b})`; pen.fillRect(x, 0, 1, 1); });
  const { data } = pen.getImageData(0, 0, kProbe.length, 1);
  return kProbe.every((colour, x) => colour.every((value, i) => data[4 * x + i] === value));
}

function jpeg(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

// smaller returns a JPEG that fits into `room` bytes, or why there is none.
export async function smaller(file: Blob, room: number): Promise<Uint8Array | Failure> {
  if (!drawingIsTrue()) return 'refused';
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return 'unreadable';
  for (const side of kSides)
    for (const quality of kQualities) {
      const blob = await jpeg(picture, side, quality);
      if (blob?.type === 'image/jpeg' && blob.size <= Math.min(kBytesMax, room)) return new Uint8Array(await blob.arrayBuffer());
    }
  return 'unreadable';
}
