// What went wrong, what was not lost, and what to do: in the reader's language.
import { t } from '../../../web/i18n';
import { Refused } from './api';

export function trouble(code: string): string {
  switch (code) {
    case 'none': return t('All is well.');
    case 'relay_silent': return t('The relay does not answer. The desk keeps trying; nothing is lost.');
    case 'not_begun': return t('The relay has not begun yet.');
    case 'no_roster': return t('There is no roster yet. Import it: tipstaff-desk import roster FILE');
    case 'not_in_roster': return t('The roster does not list this post. Ask the authority.');
    case 'wrong_bytes': return t('The relay served something that does not verify. It is asked again; tell its operator if this stays.');
    case 'two_bulletins': return t('The relay showed two bulletins for one tick. Tell the authority now.');
    case 'went_back': return t('The relay went back in time. Was it restored from a copy? Tell its operator.');
    case 'roster_expired': return t('The roster is not valid now. Ask the authority for a new one.');
    case 'other_desk': return t('Another desk publishes keys for this post. Tips of this epoch open there, not here.');
    case 'vault': return t('The vault cannot be written. Is the disk full?');
    case 'page_differs':
      return t('The relay serves sources a page that the authority did not sign. Warn sources by another way, and tell the authority now.');
    default: return code;
  }
}

export function refusal(error: unknown): string {
  switch (error instanceof Refused ? error.code : '') {
    case 'no_desk': return t('The desk does not answer. Is the program still running? What you wrote is still here.');
    case 'too_large': return t('That is too large. Text and files together may have about 730 KB, and at most 16 files.');
    case 'bad_ciphertext': return t('That is not the passphrase.');
    case 'last_supervisor': return t('This is the last supervisor. Make somebody else one first; nothing was changed.');
    case 'same_person': return t('You asked for this yourself. Somebody else has to agree.');
    case 'old_key_file': return t('The key file could not be replaced: every passphrase is what it was. Make room on the desk, then do it again.');
    case 'new_key_file': return t('The change holds, but the disk did not confirm all of it. Keep the old passphrase until the disk was looked after.');
    case 'name_taken': return t('There is an officer of this name already. Nothing was changed.');
    case 'role': return t('Your role does not allow that. Ask a supervisor.');
    case 'weak': return t('Too many wrong tries. Wait a minute, then try again.');
    case 'broken': return t('Something broke inside the desk. Nothing half done was kept; try again.');
    case 'bad_text': return t('That text is too long, empty, or has line breaks where none may be.');
    case 'closed': return t('This source takes no answers.');
    case 'bad_value': return t('Something is missing, or of a kind that the desk does not know. Nothing was saved or sent.');
    case 'not_found': return t('It is not there any more.');
    case 'wrong_state': return t('It could not be written. Is the disk full?');
    case 'stale': return t('Somebody changed it meanwhile. Look at it again; what you wrote was not saved.');
    case 'conflict': return t('That cannot be merged: one of the cases is merged already.');
    case 'wrong_hash': return t('The audit does not hold: a line was changed or taken out. Keep this vault as it is and tell your supervisor.');
    case 'bad_status': return t('The relay publishes no calls, or does not answer as it should. Try again later.');
    case 'refer_too_large': return t('That is more than a referral holds: about 5.8 MB and 1000 tips. Refer its tips one by one.');
    case 'refer_closed': return t('That referral is acknowledged or withdrawn already.');
    case 'refer_no_post': return t('The roster does not list that post any more, or what you refer was erased.');
    case 'not_yet_valid': return t('No message of it is whole yet. Wait until its parts are here.');
    case 'busy': return t('The desk is busy. Try again in a moment.');
    default: return t('That did not work. What you wrote is still here.');
  }
}
