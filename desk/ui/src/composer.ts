// The answer: text and files, sealed by the desk when it is sent.
import { api, type Thread } from './api';
import { button, h, labelled } from './dom';
import { size, t, tn } from '../../../web/i18n';
import { draftOf } from './state';
import { refusal } from './tell';

const kBytesMax = 730_000;
const kFilesMax = 16;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export function composer(thread: Thread, sent: () => void): HTMLElement {
  const { id, wants_answers: wants } = thread.conversation;
  if (!wants)
    return h('p', { className: 'hint', 'data-testid': 'desk-no-answers' },
      t('This source left no way to answer.'));
  const draft = draftOf(id);
  const message = h('p', { role: 'status', 'data-testid': 'desk-answer-message' });
  const chosen = h('ul', { className: 'files' });
  const text = h('textarea', { rows: 5, dir: 'auto', value: draft.text, 'data-testid': 'desk-answer-text', autocomplete: 'off' });
  text.addEventListener('input', () => { draft.text = text.value; });
  const picker = h('input', { type: 'file', id: 'desk-answer-files', multiple: true, className: 'unseen', 'data-testid': 'desk-answer-files',
                             'aria-describedby': 'desk-answer-files-hint' });
  const send = h('button', { type: 'submit', className: 'main', 'data-testid': 'desk-answer-send' }, t('Seal and send'));

  const showFiles = (): void => chosen.replaceChildren(...draft.files.map((file, at) =>
    h('li', {}, h('span', { className: 'name', dir: 'auto' }, file.name), h('span', { className: 'hint' }, size(file.size)),
      button(`desk-answer-file-remove-${at}`, t('Remove'), () => { draft.files.splice(at, 1); showFiles(); },
        { className: 'quiet', 'aria-label': t('Remove {name}', { name: file.name }) }))));
  picker.addEventListener('change', () => {
    draft.files.push(...(picker.files ?? []));
    picker.value = '';
    showFiles();
  });
  const say = (sentence: string, bad: boolean): void => {
    message.textContent = sentence;
    message.className = bad ? 'error' : 'well';
  };
  const submit = async (): Promise<void> => {
    const bytes = draft.files.reduce((sum, file) => sum + file.size, new TextEncoder().encode(draft.text).length);
    if (bytes > kBytesMax || draft.files.length > kFilesMax)
      return say(t('That is too large. Text and files together may have about 730 KB, and at most 16 files.'), true);
    if (bytes === 0) return say(t('There is nothing to send.'), true);
    send.disabled = true;
    try {
      const files = await Promise.all(draft.files.map(async (file) => ({ name: file.name, data: await base64Of(file) })));
      const { parts } = await api.answer(id, draft.text, files);
      draft.text = text.value = '';
      draft.files.length = 0;
      showFiles();
      say(tn('Sealed in one part. The source finds it after the next ticks.', parts), false);
      sent();
    } catch (error) {
      say(refusal(error), true);
    } finally {
      send.disabled = false;
    }
  };
  showFiles();
  return h('form', { className: 'composer', onsubmit: (event: Event) => { event.preventDefault(); void submit(); } },
    labelled(t('Your answer'), text), chosen,
    picker, h('label', { htmlFor: picker.id, className: 'pick' }, t('Attach files')),
    h('p', { className: 'hint', id: 'desk-answer-files-hint' }, t('Files go as they are. Remove what they say about you or your office first.')),
    message, h('div', { className: 'buttons' }, send));
}
