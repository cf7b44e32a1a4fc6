// A few lines instead of a framework: elements from a name, properties and children.

type Child = Node | string | null | false;
type Properties = Record<string, unknown>;

export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name, properties: Properties = {}, ...children: (Child | Child[])[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value as EventListener);
    else if (key in element && !key.includes('-') && key !== 'list') Object.assign(element, { [key]: value });
    else element.setAttribute(key, String(value));
  }
  element.append(...children.flat().filter((child): child is Node | string => child !== null && child !== false));
  return element;
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
