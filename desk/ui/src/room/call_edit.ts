// One draft: fields with their faults, and what would be published, as it is typed.
import { button, h } from '../dom';
import { failed, go, say, type Screen } from '../place';
import { t, tn } from '../../../../web/i18n';
import { calls, type Draft, type Fault } from './call_api';
import { Fields } from './call_fields';
import { commonFields, Languages, personFields } from './call_parts';
import { PreviewPane } from './call_preview';
import { faultWords, stepWords } from './call_words';
import { askedWords } from './words';
import { ask } from './dialogs';
import { later, page, utc } from './parts';

// What is saved when a room is left; who comes in waits for it, or would see an older edition.
let leaving: Promise<unknown> = Promise.resolve();

const kPauseMs = 600;      // between the last key and the preview
const kSaveMs = 30_000;    // and until it is saved: less than any desk waits before it locks

class Editor {
  readonly element: HTMLElement;
  private readonly pane = new PreviewPane();
  private readonly formBox = h('div', { className: 'callform' });
  private readonly summary = h('div', { role: 'status', 'data-testid': 'call-faults' });
  private readonly languages: Languages;
  private fields = new Fields(() => this.changed());
  private timer = 0;
  private saver = 0;
  private asked = 0;
  private dirty = false;

  constructor(private draft: Draft, private readonly gone: () => void) {
    this.languages = new Languages(draft, () => { this.redraw(); this.changed(); });
    this.element = h('div', { className: 'calledit' }, h('div', {}, this.facts(), this.summary, this.formBox, this.buttons()), this.pane.element);
    this.redraw();
    this.showFaults(draft.faults);
    this.preview();
  }

  private facts(): HTMLElement | false {
    const { now } = this.draft;
    return now !== undefined && h('p', { className: 'hint', dir: 'auto' }, t('About “{title}”, which stands until', { title: now.title }), ' ', utc(now.until));
  }

  private body(): HTMLElement[] {
    const { draft, fields } = this, redraw = (): void => { this.redraw(); this.changed(); };
    switch (draft.what) {
      case 'renew': return [fields.line('until', t('Its new end'), draft.form, 'until', t('2027-03-01, or 2027-03-01 18:30, in UTC. At most 366 days ahead.'))];
      case 'close': return [fields.choice('ending', t('Why it ends'), draft, 'ending', [['answered', t('It was answered')], ['withdrawn', t('It is withdrawn')]])];
      case 'communique': return [this.languages.element(fields)];
      default: return [commonFields(draft, fields), personFields(draft, fields, redraw), this.languages.element(fields)];
    }
  }

  private redraw(): void {
    this.fields = new Fields(() => this.changed());
    this.formBox.replaceChildren(...this.body());
    this.showFaults(this.draft.faults);
  }

  private showFaults(faults: Fault[]): void {
    this.draft.faults = faults;
    const elsewhere = this.fields.show(faults);
    this.summary.className = faults.length === 0 ? 'notice' : 'warning';
    this.summary.replaceChildren(h('p', {}, faults.length === 0 ? t('Nothing is left to mend. Save it, and export it for the authority.') :
      tn('{n} thing is left to mend.', faults.length)),
    ...elsewhere.map((fault) => h('p', { dir: 'auto' }, fault.field.startsWith('text.') ? `${fault.field.split('.')[1] ?? ''}: ${faultWords(fault)}` : faultWords(fault))));
  }

  private changed(): void {
    this.dirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.preview(), kPauseMs);
    window.clearTimeout(this.saver);
    this.saver = window.setTimeout(() => { this.save().catch(failed); }, kSaveMs);
  }

  // preview shows the newest answer only.
  private preview(): void {
    const mine = ++this.asked;
    calls.preview(this.draft.draft, this.draft.form, this.draft.ending).then((preview) => {
      if (mine !== this.asked) return;
      this.showFaults(preview.faults);
      this.pane.show(preview, this.draft.form.texts[0]?.language ?? 'en');
    }, failed);
  }

  private async save(): Promise<void> {
    const { draft, edition, form, ending } = this.draft;
    const saved = await calls.save(draft, edition, form, ending);
    this.draft.edition = saved.edition;
    window.clearTimeout(this.saver);
    this.dirty = false;
    this.showFaults(saved.faults);
  }

  private async exportFile(): Promise<void> {
    await this.save();
    if (this.draft.faults.length > 0) return say(t('There is something left to mend. Nothing was exported.'));
    const { path, request, code } = await calls.exportFile(this.draft.draft, this.draft.edition);
    ask('call-exported', t('For the authority'), [
      h('p', {}, path === undefined ? askedWords(request ?? 0) : t('Written to {path}', { path })),
      h('p', {}, t('Bring it to the authority. There:')), h('pre', { className: 'value', dir: 'ltr' }, 'tipstaff-authority call sign FILE'),
      h('p', {}, t('It shows six words. They must be these; read them out on the telephone:')), h('p', { className: 'value', dir: 'ltr', 'data-testid': 'call-code' }, code)],
    t('Done'), () => Promise.resolve());
  }

  private buttons(): HTMLElement {
    const remove = (): void => ask('call-remove', t('Remove this draft?'), [h('p', {}, t('What is published stays as it is.'))], t('Remove'), async () => {
      await calls.remove(this.draft.draft, this.draft.edition);
      this.dirty = false;
      this.gone();
    });
    return h('div', { className: 'buttons' },
      button('call-save', t('Save'), () => { this.save().then(() => say(t('Saved.')), failed); }, { className: 'main' }),
      button('call-export', t('Export for the authority'), () => { this.exportFile().catch(failed); }),
      button('call-remove', t('Remove the draft'), remove, { className: 'danger' }));
  }

  // leave keeps what was typed.
  leave(): void {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.saver);
    ++this.asked;
    if (this.dirty) leaving = this.save().catch(() => undefined);
  }
}

export function callRoom(draft: number, notice: HTMLElement): Screen {
  const box = h('div', {});
  let editor: Editor | null = null;
  const back = (): void => go({ room: 'calls' });
  const element = page('call', t('A call'), notice, button('call-back', t('Back to the calls'), back, { className: 'quiet' }), box);
  later(box, leaving.then(() => calls.draft(draft)).then((found) => {
    const title = element.querySelector('h1');
    if (title) title.textContent = found.call === '' ? stepWords(found.what) : `${stepWords(found.what)}: ${found.call}`;
    editor = new Editor(found, back);
    return editor.element;
  }), failed);
  return { element, leave: () => editor?.leave() };
}
