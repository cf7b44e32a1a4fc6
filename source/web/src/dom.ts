// What the page builds its screens from.
import { h } from '../../../web/dom';

export { h };

// What nobody but its reader may look into: no spelling service, no translation, no
// suggestions, no correction of the browser's, some of which send the words away.
const kPrivate = { spellcheck: 'false', translate: 'no', writingsuggestions: 'false', autocorrect: 'off' };

export function closed<Element extends HTMLElement>(element: Element): Element {
  for (const [name, value] of Object.entries(kPrivate)) element.setAttribute(name, value);
  return element;
}

// typed is a control for a person's own words, which nothing reads along or fills in.
export function typed<Element extends HTMLInputElement | HTMLTextAreaElement>(element: Element): Element {
  element.autocomplete = 'off';
  element.autocapitalize = element instanceof HTMLTextAreaElement ? 'sentences' : 'none';
  return closed(element);
}

// faultPlace is where a form wants its fault shown: near the button that was pressed.
export function faultPlace(): HTMLElement {
  return h('div', { 'data-role': 'fault' });
}

// field is a labelled control with a hint.
export function field(label: string, control: HTMLElement, hint = ''): HTMLElement {
  control.id ||= control.getAttribute('data-testid') ?? '';  // stable, so that focus survives a redraw
  const hintElement = hint ? h('p', { className: 'hint', id: `${control.id}-hint` }, hint) : null;
  if (hintElement) control.setAttribute('aria-describedby', hintElement.id);
  return h('div', { className: 'field' }, h('label', { htmlFor: control.id }, label), hintElement, control);
}

// radios is a group of choices, each with a line of explanation.
export function radios(
  legend: string, name: string, chosen: string,
  options: { value: string; label: string; hint: string }[], onchoose: (value: string) => void,
): HTMLElement {
  return h('fieldset', { className: 'field' }, h('legend', {}, legend),
    ...options.map(({ value, label, hint }) =>
      h('label', { className: 'choice' },
        h('input', { type: 'radio', name, value, checked: value === chosen, autocomplete: 'off',
                     'data-testid': `${name}-${value}`, onchange: () => onchoose(value) }),
        h('span', {}, h('strong', {}, label), h('span', { className: 'hint' }, hint)))));
}
