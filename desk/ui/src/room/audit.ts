// The audit: who changed what, and whether the chain of its hashes holds.
import { h } from '../dom';
import { failed, type Screen } from '../place';
import { t, time, tn } from '../../../../web/i18n';
import { cases, type AuditLine } from './api';
import { later, page, table, value } from './parts';
import { actionWords } from './words';

export function auditTable(lines: AuditLine[], caption: string): HTMLElement {
  return lines.length === 0 ? h('p', { className: 'empty' }, t('Nothing was done yet.'))
    : table('audit-lines', caption, [t('Line'), t('When'), t('Who'), t('What'), t('Numbers and names')],
      lines.map((line) => [String(line.id), time(line.at), line.who, actionWords(line.action), line.detail]));
}

async function whole(): Promise<HTMLElement> {
  const { lines, count, head } = await cases.audit();
  return h('div', {},
    h('p', { className: 'well', 'data-testid': 'audit-holds' }, tn('The chain of one line holds.', count)),
    count > 0 && h('p', {}, t('Its head, to be noted elsewhere:'), ' ', value(head)),
    auditTable(lines, t('The newest lines')));
}

export function auditRoom(notice: HTMLElement): Screen {
  return { element: page('audit', t('Audit'), notice, later(h('div', {}), whole(), failed)) };
}
