// Windows about campaigns: accounts into a case, an exhibit out of the vault.
import { h, labelled } from '../dom';
import { say } from '../place';
import { t, tn } from '../../../../web/i18n';
import { campaigns } from './campaigns_api';
import { askedWords } from './words';
import { ask, caseChoice, choice } from './dialogs';
import { exportStix, ticks } from './techniques';

const platforms = (): [string, string][] => [['x', 'X'], ['telegram', 'Telegram'], ['facebook', 'Facebook'], ['instagram', 'Instagram'], ['tiktok', 'TikTok'], ['vk', 'VK'],
  ['youtube', 'YouTube'], ['handle', t('another, or several')]];

export async function askJoin(id: number, crew: number, done: () => void): Promise<void> {
  const { fields, chosen } = await caseChoice('ask-join');
  const platform = choice('ask-join-platform', platforms());
  ask('ask-join', t('Take its accounts into a case'), [...fields, labelled(t('Accounts of'), platform),
    h('p', { className: 'hint' }, t('A tip that names one of them lights up.'))],
  t('Take in'), async () => {
    const { taken, set_aside } = await campaigns.join(id, crew, await chosen(), platform.value);
    say(tn('One account was taken in.', taken) + (set_aside > 0 ? ` ${tn('One row could not be used.', set_aside)}` : ''));
    done();
  });
}

const files = (): [string, string][] => [['report.html', t('Report: a page to print')], ['members.csv', t('CSV: members')], ['edges.csv', t('CSV: pairs')],
  ['evidence.csv', t('CSV: evidence, every meeting')], ['crews.stix.json', t('STIX 2.1: for threat platforms')], ['crews.graphml', t('GraphML: the graph')], ['crews.gexf', t('GEXF: the graph, for Gephi')]];

export function askExhibit(id: number, crews: number[]): void {
  const name = choice('ask-exhibit-file', files()), seen = ticks(crews);
  const show = (): void => { seen.element.hidden = name.value !== 'crews.stix.json'; };
  name.addEventListener('change', show);
  show();
  ask('ask-exhibit', t('Export exhibits'), [labelled(t('Form'), name), seen.element,
    h('p', { className: 'hint' }, t('The file lies outside of the vault, not encrypted; its addresses are live. The audit keeps its SHA-256.'))],
  t('Export'), async () => {
    const { path, request, sha256 } = seen.element.hidden ? await campaigns.exportFile(id, name.value) : await exportStix(id, seen.words());
    say(path === undefined ? askedWords(request ?? 0) : t('Written: {path} (SHA-256 {sha256})', { path, sha256 }));
  });
}
