// Why something in an attachment was not opened, in the officer's language. The desk sends
// one of a closed list (casework/peeled/part.h).
import { t } from '../../../../web/i18n';

export function refusalWords(name: string): string {
  switch (name) {
    case 'a kind of file that is not opened': return t('a kind of file that is not opened');
    case 'damaged, or not what it says it is': return t('damaged, or not what it says it is');
    case 'locked with a password': return t('locked with a password');
    case 'nested too deeply': return t('nested too deeply');
    case 'unpacks to far too much': return t('unpacks to far too much');
    case 'too many things in one file': return t('too many things in one file');
    case 'the text is too long and was cut': return t('the text is too long and was cut');
    case 'macros: not run, not read': return t('macros: not run, not read');
    case 'its reader crashed': return t('its reader crashed');
    case 'its reader took too long and was ended': return t('its reader took too long and was ended');
    case 'the pictures were not all read by machine': return t('the pictures were not all read by machine');
    case 'more pages than are shown': return t('more pages than are shown');
    case 'an old office file (doc, xls, ppt): not read; ask for it as PDF or docx': return t('an old office file (doc, xls, ppt): not read; ask for it as PDF or docx');
    case 'a mail program\'s store (PST): not read; ask for the mails as eml or mbox': return t('a mail program\'s store (PST): not read; ask for the mails as eml or mbox');
    case 'sound: not played, not read; ask for its words as text': return t('sound: not played, not read; ask for its words as text');
    case 'video: not played, not read; ask for single pictures or its words as text': return t('video: not played, not read; ask for single pictures or its words as text');
    case 'HEIC: its pixels are not read; ask for it as JPEG or PDF': return t('HEIC: its pixels are not read; ask for it as JPEG or PDF');
    case 'objects and pictures inside of rich text: not read; ask for it as PDF or docx': return t('objects and pictures inside of rich text: not read; ask for it as PDF or docx');
    case 'this tip\'s opened files fill their room in the vault; the file itself is kept: save a copy to look at it elsewhere': return t('this tip\'s opened files fill their room in the vault; the file itself is kept: save a copy to look at it elsewhere');
    case 'all opened files together fill their room in the vault; the file itself is kept: erase old tips, then open it again': return t('all opened files together fill their room in the vault; the file itself is kept: erase old tips, then open it again');
    default: return name;
  }
}
