// One case: its conversations and statements, what may belong to it, its graph, map and
// time line, its exhibits, and what was done to it.
import { button, h } from '../dom';
import { failed, go, say, type Screen, type Section } from '../place';
import { size, t, time, tn } from '../../../../web/i18n';
import { cases, type CasePage, type Exhibit, type Statement } from './api';
import { askExport, askMerge } from './dialogs';
import { graphView } from './graph';
import { auditTable } from './audit';
import { hypothesesView } from './hypotheses';
import { mapView } from './map';
import { growing, later, page, table, tipLink, value, when } from './parts';
import { askRefer, referralsOf } from './refer';
import { suggestions } from './suggestions';
import { suspectsView } from './suspects';
import { timeView } from './timeline';
import { credibilities, reliabilities } from './words';

const sections = (): [Section, string][] => [
  ['overview', t('Tips and statements')], ['suggestions', t('Suggestions')], ['suspects', t('Suspects')], ['hypotheses', t('Hypotheses')],
  ['graph', t('Graph')], ['map', t('Map')], ['time', t('Time line')], ['exhibits', t('Exhibits')], ['log', t('Log')]];

function tabs(id: number, section: Section): HTMLElement {
  return h('nav', { className: 'tabs', 'aria-label': t('Parts of the case') }, h('ul', {}, ...sections().map(([name, text]) =>
    h('li', {}, button(`section-${name}`, text, () => go({ room: 'case', id, section: name }), { className: 'room', 'aria-current': name === section ? 'page' : null })))));
}

function codeWords(code: string): string {
  const words = (list: [string, string][], letter: string | undefined) => list.find(([one]) => one === letter)?.[1] ?? '';
  return `${words(reliabilities(), code[0])}; ${words(credibilities(), code[1])}`;
}

function statementView(one: Statement): HTMLElement {
  return h('li', { className: 'statement', 'data-item': 'statement' },
    h('p', { className: 'line' }, h('abbr', { className: 'code', title: codeWords(one.code) }, one.code), h('span', { dir: 'auto' }, one.text)),
    one.quote === null ? h('p', { className: 'hint' }, t('Its message was erased.'))
      : h('blockquote', { className: 'quote', dir: 'auto' }, one.quote),
    h('p', { className: 'hint' }, codeWords(one.code)),
    h('p', { className: 'line' }, one.conversation !== undefined && tipLink(one.conversation, t('conversation {n}', { n: String(one.conversation) })),
      h('span', { className: 'hint' }, t('message {message}, bytes {from} to {to}', { message: String(one.message), from: String(one.begin), to: String(one.begin + one.length) })), when(one.at)));
}

function overview(data: CasePage, changed: () => void): HTMLElement {
  const { id } = data.case;
  const act = (work: Promise<unknown>, sentence: string): void => { work.then(() => { say(sentence); changed(); }, failed); };
  return h('div', { className: 'columns' },
    h('section', { 'aria-label': t('Statements') }, h('h2', {}, t('Statements')),
      data.statements.length === 0 && h('p', { className: 'empty' }, t('None yet. Open a tip, select what it says, and make it a statement.')),
      h('ul', { className: 'plain', 'data-testid': 'statements' }, ...data.statements.map(statementView))),
    h('section', { 'aria-label': t('Conversations') }, h('h2', {}, t('Conversations')),
      data.conversations.length === 0 && h('p', { className: 'empty' }, t('None yet. Link tips in the triage, or look at the suggestions.')),
      growing('case-tips', data.conversations, (one) => h('li', { className: 'casetip', 'data-item': 'case-tip' },
        h('div', { className: 'line' }, tipLink(one.id, one.name), when(one.last_at),
          one.own ? button(`unlink-${one.id}`, t('Take out'), () => act(cases.unlink(id, one.id), t('Taken out.')),
            { className: 'quiet', 'aria-label': t('Take out: {name}', { name: one.name }) })
            : h('span', { className: 'mark' }, t('by a merge'))),
        h('p', { className: 'excerpt', dir: 'auto' }, one.excerpt))),
      data.merged.length > 0 && h('h2', {}, t('Merged into this case')),
      h('ul', { className: 'plain' }, ...data.merged.map((one) => h('li', { className: 'line', 'data-item': 'merged' }, h('span', { dir: 'auto' }, one.name),
        button(`unmerge-${one.id}`, t('Undo the merge'), () => act(cases.unmerge(one.id), t('The merge is undone.'))))))));
}

function exhibits(data: CasePage): HTMLElement {
  const name = (one: Exhibit): string => (one.kind === 'text' ? t('Text of message {n}', { n: String(one.id) }) : one.name);
  return data.exhibits.length === 0 ? h('p', { className: 'empty' }, t('No exhibits yet.'))
    : table('exhibits', tn('One exhibit: text or file, as it was sent', data.exhibits.length),
      [t('Exhibit'), t('Conversation'), t('Came'), t('Size'), t('Type'), 'SHA-256', t('Entry of the log')],
      data.exhibits.map((one) => [name(one), tipLink(one.conversation, String(one.conversation)), time(one.at), size(one.size), one.type, value(one.sha256),
        one.leaf === null ? '–' : String(one.leaf)]));
}

// drawn is what needs the case's number only. It goes before the case's page, which a large
// case takes a second to gather.
function drawn(id: number, section: Section): Promise<HTMLElement> | null {
  switch (section) {
    case 'graph': return graphView(id);
    case 'map': return mapView(id);
    case 'time': return timeView(id);
    default: return null;
  }
}

function content(data: CasePage, section: Section, changed: () => void): Promise<Node> | Node {
  switch (section) {
    case 'suggestions': return suggestions({ case: data.case.id }, changed);
    case 'suspects': return suspectsView(data, changed);
    case 'hypotheses': return hypothesesView(data.case.id, changed);
    case 'exhibits': return exhibits(data);
    case 'log': return auditTable(data.log, t('What was done to this case, the newest first'));
    default: return overview(data, changed);
  }
}

function head(data: CasePage, changed: () => void): HTMLElement {
  const { id, name, merged_into: into } = data.case;
  if (into !== 0)
    return h('p', { className: 'warning' }, t('This case is merged into another one.'), ' ',
      button('case-into', t('Open that one'), () => go({ room: 'case', id: into, section: 'overview' })), ' ',
      button(`unmerge-${id}`, t('Undo the merge'), () => { cases.unmerge(id).then(changed, failed); }));
  return h('div', {}, h('div', { className: 'buttons tight' },
    button('case-merge', t('Merge into another case'), () => void askMerge({ id, name }, (target) => go({ room: 'case', id: target, section: 'overview' })).catch(failed)),
    button('case-export', t('Export'), () => askExport({ id, name })),
    button('case-refer', t('Refer'), () => void askRefer({ case: id }, name, changed).catch(failed))),
  referralsOf({ case: id }));
}

export function caseRoom(id: number, section: Section, notice: HTMLElement): Screen {
  const box = h('div', {});
  const element = page('case', t('Case'), notice, tabs(id, section), box);
  const load = async (): Promise<void> => {
    const inner = h('div', { 'data-testid': `part-${section}` }), top = h('div', {});
    const drawing = drawn(id, section);
    if (drawing !== null) {
      box.replaceChildren(top, later(inner, drawing, failed));
      await drawing.catch(() => null);
    }
    const data = await cases.page(id);
    element.querySelector('h1')?.replaceChildren(data.case.name);
    top.replaceChildren(head(data, again));
    if (drawing !== null) return;
    box.replaceChildren(top, inner);
    later(inner, Promise.resolve(content(data, section, again)), failed);
  };
  const again = (): void => { load().catch(failed); };
  again();
  return { element, key: (event) => event.key === 'Escape' && (go({ room: 'cases' }), true) };
}
