// What an attachment holds, as the desk's cage read it: plain text, pictures that were made
// anew, and what was not opened, with the reason.
import { button, h } from '../dom';
import { failed } from '../place';
import { t } from '../../../../web/i18n';
import { cases, type Part } from './api';
import { refusalWords } from './refusals';

const kPicturesAtOnce = 4;

// picture paints a PNG onto a canvas: no address is made for it, so the policy needs none.
async function picture(file: number, part: Part, box: HTMLElement): Promise<void> {
  const { png } = await cases.picture(file, part.picture ?? 0);
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = h('canvas', { width: image.width, height: image.height, role: 'img', 'aria-label': t('Picture: {path}', { path: part.path }), 'data-item': 'picture' });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  image.close();
  box.replaceChildren(canvas);
}

function pictureView(file: number, part: Part, at: number): HTMLElement {
  const box = h('div', { className: 'picture' });
  const show = (): void => { picture(file, part, box).catch(failed); };
  if (at < kPicturesAtOnce) show();
  else box.append(button(`picture-${file}-${part.picture ?? 0}`, t('Show the picture'), show));
  return box;
}

function partView(file: number, part: Part, at: number): HTMLElement {
  const head = h('p', { className: 'hint', dir: 'auto' }, [part.path, part.kind === 'refused' ? '' : part.name].filter((text) => text !== '').join(' · '));
  switch (part.kind) {
    case 'text': return h('li', { 'data-item': 'part' }, head, h('div', { className: 'body parttext', dir: 'auto', tabIndex: 0 }, part.text));
    case 'picture': return h('li', { 'data-item': 'part' }, head, pictureView(file, part, at));
    case 'property': return h('li', { 'data-item': 'part' }, head, h('p', { className: 'value', dir: 'auto' }, part.text));
    default: return h('li', { 'data-item': 'refused' }, head, h('p', { className: 'warnline' }, `⚠ ${t('Not opened: {reason}', { reason: [refusalWords(part.name), part.text].filter((text) => text !== '').join(': ') })}`));
  }
}

// peeled shows what a file holds; reading it may take a minute.
export async function peeled(file: number): Promise<HTMLElement> {
  const { parts } = await cases.peel(file);
  let pictures = 0;
  return h('div', { className: 'peeled', 'data-testid': `peeled-${file}` },
    h('p', { className: 'hint' }, t('Read in a cage. You see plain text, and pictures that were made anew.')),
    parts.length === 0 ? h('p', { className: 'empty' }, t('There is nothing in it.'))
      : h('ul', { className: 'plain' }, ...parts.map((part) => partView(file, part, part.kind === 'picture' ? pictures++ : 0))));
}
