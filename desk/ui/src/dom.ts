// What the desk builds its screens from.
import { h, type Properties } from '../../../web/dom';

export { h };

export function button(id: string, text: string, onclick: () => void, properties: Properties = {}): HTMLButtonElement {
  return h('button', { type: 'button', 'data-testid': id, onclick, ...properties }, text);
}

// labelled is a control with its visible label.
export function labelled(text: string, control: HTMLElement): HTMLElement {
  control.id ||= control.getAttribute('data-testid') ?? '';
  return h('div', { className: 'field' }, h('label', { htmlFor: control.id }, text), control);
}
