// The program's own words about what it found, in the reader's language. Kinds of things
// (url, btc, iban) are names and stay as they are in exports.
import type { Leaving } from '../api';
import { t } from '../../../../web/i18n';

export function warningWords(warning: string): string {
  switch (warning) {
    case "a person's passport": return t('a person\'s passport');
    case 'may be two words of a sentence': return t('may be two words of a sentence');
    case 'the checksum is wrong: mistyped, or changed on purpose': return t('the checksum is wrong: mistyped, or changed on purpose');
    case 'the middle is left out': return t('the middle is left out');
    default: return warning;
  }
}

export function benignWords(reason: string): string {
  switch (reason) {
    case 'private or special network': return t('private or special network');
    case 'reserved for documentation': return t('reserved for documentation');
    case 'example name': return t('example name');
    case 'large platform': return t('large platform');
    case 'shortener of links: the target matters': return t('shortener of links: the target matters');
    case 'hash of an empty file': return t('hash of an empty file');
    case "operator's list": return t('on the operator\'s list');
    default: return reason;
  }
}

export function confidenceWords(confidence: string): string {
  return confidence === 'high' ? t('sure') : confidence === 'medium' ? t('likely') : t('uncertain');
}

// reasonWords says what two tips have in common besides a thing that both name.
export function reasonWords(kind: string): string {
  switch (kind) {
    case 'name': return t('a person of this name');
    case 'recovery': return t('a masked contact');
    case 'series': return t('a series of accounts');
    case 'same_handle': return t('one name on two platforms');
    case 'target': return t('one page by two addresses');
    case 'text': return t('nearly the same words');
    case 'picture': return t('pictures that look alike');
    default: return kind;
  }
}

// The Admiralty code: how reliable a source is, and how credible what it says.
export const reliabilities = (): [string, string][] => [
  ['A', t('A: completely reliable')], ['B', t('B: usually reliable')], ['C', t('C: fairly reliable')],
  ['D', t('D: not usually reliable')], ['E', t('E: unreliable')], ['F', t('F: cannot be judged')]];
export const credibilities = (): [string, string][] => [
  ['1', t('1: confirmed by others')], ['2', t('2: probably true')], ['3', t('3: possibly true')],
  ['4', t('4: doubtful')], ['5', t('5: improbable')], ['6', t('6: cannot be judged')]];

export function roleWords(role: string): string {
  switch (role) {
    case 'auditor': return t('auditor');
    case 'officer': return t('officer');
    case 'supervisor': return t('supervisor');
    default: return role;
  }
}

// leavingWords: what leaves the vault.
export function leavingWords(what: Leaving): string {
  switch (what) {
    case 'attachment': return t('Attachment');
    case 'exhibit': return t('Campaign');
    case 'call': return t('Draft of a call');
    case 'referral': return t('Referral');
    default: return t('Case');
  }
}

// askedWords is said when a second person has to agree.
export const askedWords = (request: number): string =>
  t('Asked for, as number {request}. Nothing has left the vault: a supervisor other than you has to agree.', { request });

// stateWords: what became of an export that was asked for.
export function stateWords(state: string): string {
  switch (state) {
    case 'waiting': return t('waits');
    case 'approved': return t('let out');
    case 'refused': return t('refused');
    case 'expired': return t('expired after a week');
    default: return state;
  }
}

export function actionWords(action: string): string {
  switch (action) {
    case 'add officer': return t('officer added');
    case 'remove officer': return t('officer removed');
    case 'change role': return t('role changed');
    case 'begin passphrase': return t('passphrase is to be changed');
    case 'change passphrase': return t('passphrase changed');
    case 're-key': return t('new key for the vault');
    case 'ask for export': return t('export asked for');
    case 'ask to refer tip': case 'ask to refer case': return t('referral asked for');
    case 'approve export': return t('export let out');
    case 'refuse export': return t('export refused');
    case 'export expired': return t('export request expired');
    case 'open case': return t('case opened');
    case 'link': return t('conversation linked');
    case 'unlink': return t('conversation taken out');
    case 'merge': return t('case merged into another');
    case 'unmerge': return t('merge undone');
    case 'not same': return t('said not to be the same');
    case 'statement': return t('statement made');
    case 'export': return t('exported');
    case 'copy live': return t('live value copied');
    case 'suspect': case 'change suspect': return t('suspect written down');
    case 'remove suspect': return t('suspect removed');
    case 'hypothesis': case 'change hypothesis': return t('hypothesis written down');
    case 'remove hypothesis': return t('hypothesis removed');
    case 'mark': return t('statement weighed');
    case 'import crew': return t('accounts of a crew taken in');
    case 'call draft': return t('draft of a call begun');
    case 'change call draft': return t('draft of a call changed');
    case 'remove call draft': return t('draft of a call removed');
    case 'export call': return t('call exported for the authority');
    case 'campaign': return t('campaign looked for in a file');
    case 'export campaign': return t('exhibit of a campaign exported');
    case 'erase campaign': return t('campaign erased');
    default: return action;
  }
}
