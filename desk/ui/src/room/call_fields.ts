// The fields of a draft, each with its fault beside it. What is typed goes into the form at once.
import { button, h } from '../dom';
import { t } from '../../../../web/i18n';
import type { Fault } from './call_api';
import { faultWords } from './call_words';

// Fields remembers every control by the name of its field, and where its fault is shown.
export class Fields {
  private readonly known = new Map<string, { control: HTMLElement; fault: HTMLElement }>();
  constructor(private readonly changed: () => void) {}

  // add puts a label above a control and a place for its fault below.
  add(name: string, label: string, control: HTMLElement, hint = ''): HTMLElement {
    const id = `call-${name.replaceAll('.', '-')}`;
    control.id = id;
    control.dataset.testid = id;
    const fault = h('p', { className: 'error', id: `${id}-fault`, hidden: true });
    control.setAttribute('aria-describedby', hint === '' ? fault.id : `${id}-hint ${fault.id}`);
    this.known.set(name, { control, fault });
    return h('div', { className: 'field' }, h('label', { htmlFor: id }, label), hint !== '' && h('p', { className: 'hint', id: `${id}-hint` }, hint), control, fault);
  }

  line<Key extends string>(name: string, label: string, from: Record<Key, string>, key: Key, hint = '', more: object = {}): HTMLElement {
    const input = h('input', { type: 'text', autocomplete: 'off', dir: 'auto', value: from[key], ...more });
    input.addEventListener('input', () => { from[key] = input.value; this.changed(); });
    return this.add(name, label, input, hint);
  }

  area<Key extends string>(name: string, label: string, from: Record<Key, string>, key: Key, rows: number, hint = '', more: object = {}): HTMLElement {
    const area = h('textarea', { rows, dir: 'auto', value: from[key], ...more });
    area.addEventListener('input', () => { from[key] = area.value; this.changed(); });
    return this.add(name, label, area, hint);
  }

  choice<Key extends string>(name: string, label: string, from: Record<Key, string>, key: Key, options: [string, string][]): HTMLElement {
    const select = h('select', {}, ...options.map(([value, text]) => h('option', { value, selected: value === from[key] }, text)));
    select.addEventListener('change', () => { from[key] = select.value; this.changed(); });
    return this.add(name, label, select);
  }

  // show puts each fault at its field, and returns those whose field is not on the screen.
  show(faults: Fault[]): Fault[] {
    const said = new Map<string, string[]>();
    const homeless: Fault[] = [];
    for (const fault of faults) {
      if (!this.known.has(fault.field)) homeless.push(fault);
      else said.set(fault.field, [...(said.get(fault.field) ?? []), faultWords(fault)]);
    }
    for (const [name, { control, fault }] of this.known) {
      const words = said.get(name)?.join(' ') ?? '';
      fault.hidden = words === '';
      if (fault.textContent !== words) fault.textContent = words;
      if (words === '') control.removeAttribute('aria-invalid');
      else control.setAttribute('aria-invalid', 'true');
    }
    return homeless;
  }
}

// removable is a part of the form that can be taken away.
export function removable(id: string, title: string, remove: () => void, ...content: (Node | false)[]): HTMLElement {
  return h('section', { className: 'part' },
    h('div', { className: 'line' }, h('h3', { dir: 'auto' }, title), button(id, t('Remove'), remove, { className: 'quiet', 'aria-label': t('Remove {name}', { name: title }) })),
    ...content);
}
