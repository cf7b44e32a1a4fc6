// The controls of a message: post, text and files. Used by a first tip and by
// whoever writes again.
import { closed, field, h, radios, typed } from './dom';
import { allOf, isolate, percent, size, t } from '../../../web/i18n';
import { hasWords, kFileReadMax, kFilesMax, kPictureReadMax, kRoomBytes, room, share, tooMuch } from './limits';
import { clean, type Removed } from './metadata';
import { aboutOffice } from './office';
import { fileName } from './shown';
import { smaller } from './smaller';
import type { ChosenFile, LargePicture, Stage } from './state';

export function postField(stage: Stage): HTMLElement {
  const { state } = stage;
  const select = h('select', { 'data-testid': 'post', autocomplete: 'off', required: true,
    onchange: (event: Event) => { state.post = Number((event.target as HTMLSelectElement).value); about(); } },
    h('option', { value: '0' }, state.relay === 'loading' ? t('Loading the list …') : t('Choose an office')),
    ...state.posts.map((post) => h('option', { value: String(post.id), disabled: !post.open, selected: post.id === state.post },
      post.open ? isolate(post.name) : `${isolate(post.name)} — ${t('takes no messages now')}`)));
  const place = h('div', {});
  const about = (): void => {
    const chosen = state.posts.find(({ id }) => id === state.post);
    place.replaceChildren((chosen && aboutOffice(chosen)) || '');
  };
  about();
  return h('div', {}, field(t('Who should read it?'), select,
    t('Only this office can open it. Nobody sees which one you chose.')), place, stage.nearest.element());
}

export function textField(stage: Stage, label: string, hint: string): HTMLElement {
  const area = typed(h('textarea', { 'data-testid': 'text', rows: 9, value: stage.state.text, dir: 'auto',
    oninput: () => { stage.state.text = area.value; fullness(stage, area.closest('form')); } }));
  return field(label, area, hint);
}

const kRemovedText: Record<Removed, () => string> = {
  exif: () => t('camera, place and time'),
  comment: () => t('comments'),
  thumbnail: () => t('a small preview'),
  profile: () => t('a colour profile'),
  time: () => t('a time stamp'),
  other: () => t('other remarks'),
  trailing: () => t('hidden data after the end'),
};

function fileReport({ cleaned: { kind, removed }, madeSmaller }: ChosenFile): string {
  if (madeSmaller) return t('Made smaller. The camera, the place and the time are gone. What the picture shows stays.');
  if (kind === 'unknown')
    return t('This kind of file cannot be cleaned here. It may hold your name, a place or a time: clean it before, or leave it out.');
  if (removed.length === 0) return t('We found nothing about you in the data of this picture. What it shows stays.');
  return t('Removed: {list}. What the picture shows stays.', { list: allOf(removed.map((what) => kRemovedText[what]())) });
}

// neutralName replaces a file's name, which often tells a device, a date or a person.
function neutralName(original: string, kind: string, number: number): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(original)?.[0].toLowerCase() ?? '';
  return `${kind === 'unknown' ? 'file' : 'picture'}-${number}${extension}`;
}

// add takes a file into the message. A picture that does not fit is set aside, for its
// owner to say what becomes of it.
async function add({ state }: Stage, file: File): Promise<void> {
  const picture = file.type.startsWith('image/');
  if (picture && file.size > room(state.text, state.files) && file.size <= kPictureReadMax) {
    state.large.push({ file, failure: '' });
  } else if (file.size > kFileReadMax) {
    state.error = t('“{name}” is too large. A message has room for about {size}.', { name: fileName(file.name), size: size(kRoomBytes) });
  } else {
    const cleaned = clean(new Uint8Array(await file.arrayBuffer()));
    state.files.push({ name: neutralName(file.name, cleaned.kind, state.files.length + 1), original: file.name, cleaned });
  }
}

async function shrink(stage: Stage, picture: LargePicture): Promise<void> {
  const { state } = stage;
  const result = await smaller(picture.file, room(state.text, state.files));
  if (typeof result === 'string') {
    picture.failure = result;
  } else {
    state.large.splice(state.large.indexOf(picture), 1);
    state.files.push({ name: `picture-${state.files.length + 1}.jpg`, original: picture.file.name, cleaned: clean(result), madeSmaller: true });
  }
  stage.show();
}

function largeReport({ failure }: LargePicture): string {
  const other = t('Use another program to make it smaller, or leave it out.');
  if (failure === 'refused') return `${t('Your browser does not let a page change pictures. It does so to protect you.')} ${other}`;
  if (failure === 'unreadable') return `${t('This picture cannot be made smaller here.')} ${other}`;
  return t('This picture is too large for a message. The page can make it smaller. Then it shows less detail, and no longer tells the camera, the place and the time.');
}

function takeOut(label: string, onclick: () => void): HTMLElement {
  return h('button', { type: 'button', className: 'quiet', 'data-testid': 'file-remove', 'aria-label': label, onclick }, t('Take out'));
}

function head(name: string, detail: string): HTMLElement {
  return closed(h('div', {}, h('strong', {}, h('bdi', {}, name)), ' ', h('span', { className: 'hint' }, detail)));
}

function fileItem(stage: Stage, file: ChosenFile): HTMLElement {
  const { files } = stage.state;
  return h('li', { 'data-testid': 'file' },
    head(file.name, t('was {name}, {size}', { name: fileName(file.original), size: size(file.cleaned.bytes.length) })),
    h('p', { className: file.cleaned.kind === 'unknown' ? 'warning' : 'hint', 'data-testid': 'file-report' }, fileReport(file)),
    takeOut(t('Take out {name}', { name: file.name }), () => { files.splice(files.indexOf(file), 1); stage.show(); }));
}

function largeItem(stage: Stage, picture: LargePicture): HTMLElement {
  const { large } = stage.state;
  const name = fileName(picture.file.name);
  return h('li', { 'data-testid': 'large' }, head(name, size(picture.file.size)),
    h('p', { className: 'warning', role: 'status', 'data-testid': 'large-report' }, largeReport(picture)),
    h('div', { className: 'buttons' },
      picture.failure === '' && h('button', { type: 'button', 'data-testid': 'shrink', onclick: () => void shrink(stage, picture) }, t('Make it smaller')),
      takeOut(t('Take out {name}', { name }), () => { large.splice(large.indexOf(picture), 1); stage.show(); })));
}

export function filesField(stage: Stage): HTMLElement {
  const { state } = stage;
  // The browser's own control would speak the browser's language, not the page's.
  const input = h('input', { type: 'file', id: 'files', multiple: true, className: 'unseen', 'data-testid': 'files', autocomplete: 'off',
    'aria-describedby': 'files-hint', onchange: () => void take() });
  const take = async () => {
    state.error = '';
    for (const file of input.files ?? []) await add(stage, file);
    stage.show();
  };
  const list = [...state.files.map((file) => fileItem(stage, file)), ...state.large.map((picture) => largeItem(stage, picture))];
  return h('div', {},
    h('div', { className: 'field' },
      h('p', { className: 'label', 'aria-hidden': 'true' }, t('Files')),
      h('p', { className: 'hint', id: 'files-hint' },
        t('Up to {count} files, about {size} with the text. We change their names. We take out of pictures what tells the camera, the place and the time.', { count: kFilesMax, size: size(kRoomBytes) })),
      input, h('label', { htmlFor: 'files', className: 'pick' }, t('Add files'))),
    list.length > 0 && h('ul', { className: 'files' }, ...list),
    h('p', { className: 'hint', 'data-role': 'fullness', role: 'status' }));
}

export function releaseField({ state }: Stage): HTMLElement {
  return radios(t('When should it go out?'), 'release', state.overADay ? 'day' : 'now', [
    { value: 'day', label: t('Over the next day'), hint: t('At a random moment. Nobody can tell when you wrote. This is safer for you.') },
    { value: 'now', label: t('Now'), hint: t('Only if it cannot wait. Someone who watches your network may compare the times.') },
  ], (value) => { state.overADay = value === 'day'; });
}

// fullness says how much room is left, once a message is not small.
export function fullness(stage: Stage, form: Element | null): void {
  const line = form?.querySelector('[data-role=fullness]');
  if (!line) return;
  const full = share(stage.state.text, stage.state.files);
  line.textContent = tooMuch(stage.state.text, stage.state.files)
    ? t('This is too much for one message. Take something out, or send it in two.')
    : full < 0.1 ? '' : t('{percent} of one message', { percent: percent(full) });
  line.className = full > 1 ? 'warning' : 'hint';
}

// complaint says what a message still needs, or nothing.
export function complaint(stage: Stage): string {
  const { state } = stage;
  if (state.post === 0) return t('Choose the office that should read it.');
  if (!hasWords(state.text) && state.files.length === 0) return t('Write something, or add a file.');
  if (state.large.length > 0) return t('A picture is still too large. Make it smaller, or take it out.');
  if (tooMuch(state.text, state.files)) return t('This is too much for one message. Take something out, or send it in two.');
  return '';
}
