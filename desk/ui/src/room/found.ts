// What a message names: one line each, and for a chosen one who else names it.
import { button, h } from '../dom';
import { failed, say } from '../place';
import { t, tn } from '../../../../web/i18n';
import { cases, type Named, type Observable, type TipMessage } from './api';
import { caseChip, tipLink, value } from './parts';
import { benignWords, confidenceWords, warningWords } from './words';

async function copyLive(message: number, at: number): Promise<void> {
  try {
    const { value: live } = await cases.copyLive(message, at);
    await navigator.clipboard.writeText(live);
    say(t('The live value is in the clipboard. The audit has a line about it.'));
  } catch (error) {
    if (error instanceof DOMException) say(t('The browser did not let the desk use the clipboard.'));
    else failed(error);
  }
}

function namedView(named: Named, message: number, at: number, here: number): HTMLElement {
  const others = named.conversations.filter(({ id }) => id !== here);
  return h('div', { className: 'named', 'data-testid': 'named' },
    others.length === 0 ? h('p', { className: 'hint' }, t('No other conversation names it.'))
      : h('p', { className: 'hint' }, tn('One other conversation names it:', named.all - 1)),
    h('ul', { className: 'plain' }, ...others.map((one) => h('li', {}, tipLink(one.id, one.name)))),
    named.cases.length > 0 && h('p', { className: 'chips' }, h('span', { className: 'hint' }, t('In cases:')), ...named.cases.map(caseChip)),
    button(`copy-live-${message}-${at}`, t('Copy live'), () => void copyLive(message, at),
      { 'aria-label': t('Copy live: {value}', { value: named.value }) }),
    h('p', { className: 'hint' }, t('A live value can be followed by a slip of the hand. The audit gets a line.')));
}

function line(message: TipMessage, at: number, one: Observable, press: (at: number) => void): HTMLElement {
  const notes = [one.confidence === 'high' ? '' : confidenceWords(one.confidence), one.was_defanged ? t('was written defanged') : '',
    one.benign === '' ? '' : t('often harmless: {reason}', { reason: benignWords(one.benign) })].filter((text) => text !== '');
  return h('li', { className: `thing${one.benign === '' ? '' : ' benign'}${one.parent < 0 ? '' : ' inner'}`, 'data-item': 'observable',
                   'data-at': String(at), 'data-type': one.type },
    h('button', { type: 'button', className: 'thingline', 'aria-expanded': 'false', 'data-testid': `thing-${message.id}-${at}`, onclick: () => press(at) },
      h('span', { className: 'kind' }, one.type), value(one.value),
      one.tips > 1 && h('span', { className: 'count' }, tn('in {n} tips', one.tips))),
    one.warning !== '' && h('p', { className: 'warnline' }, `⚠ ${warningWords(one.warning)}`),
    notes.length > 0 && h('p', { className: 'hint' }, notes.join(' · ')));
}

export interface FoundPanel { element: HTMLElement; press(at: number): void }

// foundPanel lists the observables of a message; `marked` hears which one is chosen.
export function foundPanel(message: TipMessage, conversation: number, marked: (at: number | null) => void): FoundPanel {
  let open: number | null = null;
  const lines = message.observables.map((one, at) => line(message, at, one, press));
  const close = (): void => {
    const item = lines[open ?? -1];
    item?.querySelector('.named')?.remove();
    item?.querySelector('.thingline')?.setAttribute('aria-expanded', 'false');
  };
  function press(at: number): void {
    close();
    if (open === at) {
      open = null;
      return marked(null);
    }
    open = at;
    marked(at);
    const item = lines[at];
    item?.querySelector('.thingline')?.setAttribute('aria-expanded', 'true');
    cases.named(message.id, at).then((named) => {
      if (open !== at) return;
      item?.append(namedView(named, message.id, at, conversation));
      item?.scrollIntoView({ block: 'nearest' });
    }, failed);
  }
  const element = h('section', { className: 'foundpanel', 'aria-label': t('What it names') },
    h('h3', {}, t('What it names')),
    lines.length === 0 ? h('p', { className: 'hint' }, t('Nothing that the desk knows.')) : h('ul', { className: 'plain things' }, ...lines),
    message.unlisted > 0 && h('p', { className: 'hint' }, t('The first {n} are listed.', { n: lines.length })));
  return { element, press };
}
