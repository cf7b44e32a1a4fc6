// The preview of a call: council's own pages in a frame in which nothing runs. Each edition
// of it is a new frame, so that going back leaves the draft and not an older preview.
import { h, labelled } from '../dom';
import { t } from '../../../../web/i18n';
import type { Pages, Preview } from './call_api';
import { languageName } from './call_parts';

type Kind = keyof Pages;

export class PreviewPane {
  readonly element: HTMLElement;
  private readonly kind = h('select', { 'data-testid': 'preview-kind' },
    h('option', { value: 'call' }, t('Page of the call')), h('option', { value: 'poster' }, t('Poster to print')), h('option', { value: 'history' }, t('History')));
  private readonly spoken = h('select', { 'data-testid': 'preview-language' });
  private readonly hint = h('p', { className: 'hint', 'data-testid': 'preview-hint', role: 'status' }, t('The preview comes when nothing is left to mend.'));
  private readonly alone = h('a', { target: '_blank', rel: 'noopener noreferrer', hidden: true }, t('Open in a tab of its own'));
  private frame: HTMLElement = h('div', { className: 'frame empty' });
  private shown: Preview = { faults: [] };

  constructor() {
    for (const select of [this.kind, this.spoken]) select.addEventListener('change', () => this.draw());
    this.element = h('section', { className: 'preview', 'aria-label': t('Preview') }, h('h2', {}, t('Preview')),
      h('div', { className: 'oneline' }, labelled(t('What'), this.kind), labelled(t('Language'), this.spoken)), this.hint, this.alone, this.frame);
  }

  // show takes a new preview, in the original language at first; one with faults keeps the
  // older pages on the screen and says so.
  show(preview: Preview, original: string): void {
    this.hint.textContent = preview.path === undefined ? t('The preview comes when nothing is left to mend.') :
      t('This is what will be published, but for the line on top.');
    if (preview.path === undefined) return;
    this.shown = preview;
    const codes = Object.keys(preview.pages ?? {});
    if ([...this.spoken.options].map((one) => one.value).join() !== codes.join()) {
      const before = codes.includes(this.spoken.value) ? this.spoken.value : original;
      this.spoken.replaceChildren(...codes.map((code) => h('option', { value: code, selected: code === before }, languageName(code))));
    }
    this.draw();
  }

  private draw(): void {
    const pages = this.shown.pages?.[this.spoken.value];
    if (this.shown.path === undefined || pages === undefined) return;
    const address = this.shown.path + pages[this.kind.value as Kind];
    this.alone.href = address;
    this.alone.hidden = false;
    const fresh = h('iframe', { className: 'frame', sandbox: 'allow-same-origin', title: t('Preview'), src: address, 'data-testid': 'preview-frame' });
    this.frame.replaceWith(fresh);
    this.frame = fresh;
  }
}
