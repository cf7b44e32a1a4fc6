// The controls of a message: post, text and files. Used by a first tip and by
// whoever writes again.
import { field, h, radios } from './dom';
import { t } from '../../../web/i18n';
import { kFileReadMax, kFilesMax, share, tooMuch } from './limits';
import { clean, type Removed } from './metadata';
import type { ChosenFile, Stage } from './state';

export function postField(stage: Stage): HTMLElement {
  const { state } = stage;
  const select = h('select', { 'data-testid': 'post', autocomplete: 'off', required: true,
    onchange: (event: Event) => { state.post = Number((event.target as HTMLSelectElement).value); } },
    h('option', { value: '0' }, state.relay === 'loading' ? t('Loading the list …') : t('Choose an office')),
    ...state.posts.map((post) => h('option', { value: String(post.id), disabled: !post.open, selected: post.id === state.post },
      `${post.name}${post.open ? '' : ` — ${t('takes no tips now')}`}`)));
  return h('div', {}, field(t('Who shall read it?'), select,
    t('Only this office can open it. Nobody sees which one you chose.')), stage.nearest.element());
}

export function textField(stage: Stage, label: string, hint: string): HTMLElement {
  const area = h('textarea', { 'data-testid': 'text', rows: 9, value: stage.state.text, autocomplete: 'off', spellcheck: false, dir: 'auto',
    oninput: () => { stage.state.text = area.value; fullness(stage, area.closest('form')); } });
  return field(label, area, hint);
}

const kRemovedText: Record<Removed, () => string> = {
  exif: () => t('camera, place and time'),
  comment: () => t('comments'),
  thumbnail: () => t('a small preview'),
  profile: () => t('a colour profile'),
  time: () => t('a time stamp'),
  other: () => t('other remarks'),
  trailing: () => t('bytes after the end'),
};

function fileReport(file: ChosenFile): string {
  const { kind, removed } = file.cleaned;
  if (kind === 'unknown')
    return t('This kind of file cannot be cleaned here. It may hold your name, a place or a time: clean it before, or leave it out.');
  if (removed.length === 0) return t('Nothing about you was found in this picture’s data. What it shows stays.');
  return t('Removed: {list}. What the picture shows stays.', { list: removed.map((what) => kRemovedText[what]()).join(', ') });
}

// neutralName replaces a file's name, which often tells a device, a date or a person.
function neutralName(original: string, kind: string, number: number): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(original)?.[0].toLowerCase() ?? '';
  return `${kind === 'unknown' ? 'file' : 'picture'}-${number}${extension}`;
}

export function filesField(stage: Stage): HTMLElement {
  const { state } = stage;
  // The browser's own control would speak the browser's language, not the page's.
  const input = h('input', { type: 'file', id: 'files', multiple: true, className: 'unseen', 'data-testid': 'files', autocomplete: 'off',
    'aria-describedby': 'files-hint', onchange: () => void take() });
  const take = async () => {
    state.error = '';
    for (const file of input.files ?? []) {
      if (file.size > kFileReadMax) {
        state.error = t('“{name}” is too large: a message has room for about 730 KB.', { name: file.name });
        continue;
      }
      const cleaned = clean(new Uint8Array(await file.arrayBuffer()));
      const name = neutralName(file.name, cleaned.kind, state.files.length + 1);
      state.files.push({ name, original: file.name, cleaned });
    }
    stage.show();
  };
  const list = state.files.map((file, at) => h('li', { 'data-testid': 'file' },
    h('div', {}, h('strong', {}, file.name), ' ', h('span', { className: 'hint' },
      t('was {name}, {size} KB', { name: file.original, size: Math.ceil(file.cleaned.bytes.length / 1024) }))),
    h('p', { className: file.cleaned.kind === 'unknown' ? 'warning' : 'hint', 'data-testid': 'file-report' }, fileReport(file)),
    h('button', { type: 'button', className: 'quiet', 'data-testid': 'file-remove',
      'aria-label': t('Take out {name}', { name: file.name }),
      onclick: () => { state.files.splice(at, 1); stage.show(); } }, t('Take out'))));
  return h('div', {},
    h('div', { className: 'field' },
      h('p', { className: 'label', 'aria-hidden': 'true' }, t('Files')),
      h('p', { className: 'hint', id: 'files-hint' },
        t('Up to {count} files, about 730 KB in all with the text. Names are replaced, and pictures lose what they say about camera, place and time.', { count: kFilesMax })),
      input, h('label', { htmlFor: 'files', className: 'pick' }, t('Add files'))),
    list.length > 0 && h('ul', { className: 'files' }, ...list),
    h('p', { className: 'hint', 'data-role': 'fullness', role: 'status' }));
}

export function releaseField({ state }: Stage): HTMLElement {
  return radios(t('When shall it be released?'), 'release', state.overADay ? 'day' : 'now', [
    { value: 'day', label: t('Over the next day'), hint: t('At a moment that chance chooses. Nobody can tell when you wrote. Better for you.') },
    { value: 'now', label: t('Now'), hint: t('Only if it is urgent: whoever watches your connection may compare the times.') },
  ], (value) => { state.overADay = value === 'day'; });
}

// fullness says how much room is left, once a message is not small.
export function fullness(stage: Stage, form: Element | null): void {
  const line = form?.querySelector('[data-role=fullness]');
  if (!line) return;
  const full = share(stage.state.text, stage.state.files);
  line.textContent = tooMuch(stage.state.text, stage.state.files)
    ? t('This is too much for one message. Take something out, or send it in two.')
    : full < 0.1 ? '' : t('{percent} % of one message', { percent: Math.round(full * 100) });
  line.className = full > 1 ? 'warning' : 'hint';
}

// complaint says what a message still needs, or nothing.
export function complaint(stage: Stage): string {
  const { state } = stage;
  if (state.post === 0) return t('Choose the office that shall read it.');
  if (state.text.trim() === '' && state.files.length === 0) return t('Write something, or add a file.');
  if (tooMuch(state.text, state.files)) return t('This is too much for one message. Take something out, or send it in two.');
  return '';
}
