// A few lines instead of a framework: elements from a name, properties and children. Text is only ever set as text.
// `false` turns off what is on by itself (spellcheck), and leaves out an attribute.

type Child = Node | string | null | false | undefined;
export type Properties = Record<string, unknown>;

export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name, properties: Properties = {}, ...children: (Child | Child[])[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    const known = element[key as keyof typeof element];
    if (value === null || value === undefined || (value === false && typeof known !== 'boolean')) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value as EventListener);
    else if (key in element && !key.includes('-') && key !== 'list') Object.assign(element, { [key]: value });
    else element.setAttribute(key, String(value));
  }
  element.append(...children.flat().filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}
