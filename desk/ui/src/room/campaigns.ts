// The room of campaigns: what was found so far, and a place to drop an export into.
import { button, h, labelled } from '../dom';
import { failed, go, say, type Screen } from '../place';
import { number, t, time, tn } from '../../../../web/i18n';
import { confirmErase } from '../screens';
import { may } from '../state';
import { campaigns, type CampaignLine, type Columns, type Progress, type Reading } from './campaigns_api';
import { faultWords, fieldWords, noteWords, stepWords, whyWords } from './campaign_words';
import { later, page, table } from './parts';

const kPieceBytes = 768 * 1024;
const kFileBytesMax = 1024 ** 3;
const kPollMs = 300;
const kFields = ['account', 'time', 'handle', 'content', 'text', 'links', 'hashtags', 'repost-of', 'reply-to', 'language'];

function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 0x8000) out += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(out);
}

// asideView explains the rows that were set aside.
export function asideView(reading: Reading): HTMLElement | false {
  const bad = reading.bad ?? [];
  if (bad.length === 0) return false;
  return h('details', { 'data-testid': 'campaign-aside' }, h('summary', {}, tn('One row was set aside', bad.reduce((sum, one) => sum + one.count, 0))),
    h('ul', {}, ...bad.map(({ why, count }) => h('li', {}, `${number(count)}: ${faultWords(why)}`))),
    table('campaign-aside-rows', t('The first of them'), [t('Line'), t('Why'), t('Row')],
      (reading.aside ?? []).map(({ line, why, row }) => [line === 0 ? '–' : String(line), faultWords(why), h('bdi', { className: 'value' }, row)])));
}

// nothingWords says why no row counts: what stopped the reading, or what most rows lack.
function nothingWords(reading: Reading): string {
  if ((reading.stopped ?? '') !== '') return whyWords(reading.stopped ?? '');
  const [most] = [...reading.bad ?? []].sort((a, b) => b.count - a.count);
  return most === undefined ? whyWords('nothing_in_common') : `${whyWords('nothing_in_common')} ${t('Most rows: {why}.', { why: faultWords(most.why) })}`;
}

// readingView tells what must be known of what was read.
export function readingView(reading: Reading): HTMLElement {
  const notes = reading.notes ?? [];
  return h('div', {}, (reading.stopped ?? '') !== '' && h('p', { className: 'warning', 'data-testid': 'campaign-stopped' },
    `${t('Reading stopped before the end. The rows before it count.')} ${whyWords(reading.stopped ?? '')}`),
  notes.length > 0 && h('ul', { 'data-testid': 'campaign-notes' }, ...notes.map(({ code, count }) => h('li', {}, noteWords(code, count)))),
  asideView(reading));
}

// Taking is one export on its way: it comes, its columns are confirmed, it is read.
class Taking {
  readonly box = h('div', { 'data-testid': 'campaign-take' });
  private bar = h('progress', { 'aria-label': t('How much of the file is read') });
  private words = h('p', { role: 'status', 'data-testid': 'campaign-progress' });
  private stopped = false;

  constructor(private readonly ended: () => void) { this.drop(); }

  private drop(): void {
    const input = h('input', { type: 'file', className: 'unseen', 'data-testid': 'campaign-file' });
    input.id = 'campaign-file';
    input.addEventListener('change', () => { const file = input.files?.[0]; if (file !== undefined) void this.take(file); });
    const zone = h('div', { className: 'dropzone' }, h('p', {}, t('Drop an export of posts here: CSV, JSON Lines, Telegram’s result.json, tweets.js; plain, gzip or zstd.')),
      input, h('label', { htmlFor: 'campaign-file', className: 'pick' }, t('Choose a file')),
      h('p', { className: 'hint' }, t('It is read in a cage, on this machine only. The file is not kept; what is found stays in the vault, with the texts of the posts that show it.')));
    zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over'); });
    zone.addEventListener('dragleave', () => zone.classList.remove('over'));
    zone.addEventListener('drop', (event) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void this.take(file);
    });
    this.box.replaceChildren(zone);
  }

  private trouble(words: string, more: HTMLElement | false = false): void {
    this.drop();
    this.box.prepend(h('p', { className: 'error', role: 'alert', 'data-testid': 'campaign-error' }, words), h('p', { className: 'hint' }, t('Nothing of this file was kept. What was found in other files stays.')), ...(more === false ? [] : [more]));
  }

  private working(): void {
    this.box.replaceChildren(h('div', { className: 'statement' }, this.words, this.bar,
      h('div', { className: 'buttons' }, button('campaign-cancel', t('Cancel'), () => { void this.cancel(); }))));
  }

  private async cancel(): Promise<void> {
    this.stopped = true;
    await campaigns.cancel().catch(failed);
    this.drop();
    say(t('Cancelled. Nothing was kept.'));
  }

  private async take(file: File): Promise<void> {
    if (file.size > kFileBytesMax) return this.trouble(t('The file is larger than 1 GiB. Pack it (gzip or zstd), or use tipstaff-campaigns in a terminal.'));
    if (file.size === 0) return this.trouble(whyWords('empty'));
    this.stopped = false;
    this.working();
    try {
      await campaigns.begin(file.name.slice(0, 80), file.size);
      for (let at = 0; at < file.size && !this.stopped; at += kPieceBytes) {
        this.words.textContent = t('The file is coming');
        this.bar.value = at / file.size;
        await campaigns.piece(base64(new Uint8Array(await file.slice(at, at + kPieceBytes).arrayBuffer())));
      }
      if (this.stopped) return;
      this.bar.removeAttribute('value');
      this.words.textContent = t('Looking at its columns');
      const { columns, words } = await campaigns.columns();
      if (this.stopped) return;
      if (columns === undefined) return this.trouble(whyWords(words ?? ''));
      this.confirm(file.name, columns);
    } catch (error) {
      this.drop();
      failed(error);
    }
  }

  // confirm shows what each column is taken for.
  private confirm(name: string, { layout, header, mapping }: Columns): void {
    const selects = header.length === 0 ? [] : kFields.map((field) => {
      const select = h('select', { 'data-testid': `map-${field}` }, h('option', { value: '-' }, t('none')),
        ...header.map((column, at) => h('option', { value: String(at + 1), selected: mapping[field] === at + 1 }, `${at + 1}: ${column}`)));
      return [field, select] as const;
    });
    const zone = h('input', { type: 'text', 'data-testid': 'map-zone', value: '+00:00', pattern: '[+\\-][01][0-9]:[0-5][0-9]', required: true, dir: 'ltr' });
    const find = (event: Event): void => {
      event.preventDefault();
      const [, sign, hour, minute] = /^([+-])(\d\d):(\d\d)$/.exec(zone.value) ?? ['', '+', '0', '0'];
      const minutes = (sign === '-' ? -1 : 1) * (Number(hour) * 60 + Number(minute));
      void this.find(minutes, selects.map(([field, select]) => `${field}=${select.value}`));
    };
    this.box.replaceChildren(h('form', { className: 'statement', onsubmit: find, 'data-testid': 'campaign-mapping' },
      h('h2', { dir: 'auto' }, t('Are these the right columns of {name}?', { name })),
      h('p', {}, header.length === 0 ? t('JSON: fields are found by their names.') : layout === 'unknown' ? t('The columns were guessed from their names.') : t('Known form: {layout}', { layout })),
      h('div', { className: 'filters' }, ...selects.map(([field, select]) => labelled(fieldWords(field), select)), labelled(t('Zone of times that do not say theirs'), zone)),
      h('div', { className: 'buttons' }, h('button', { type: 'submit', className: 'main', 'data-testid': 'campaign-find' }, t('Find crews')),
        button('campaign-leave', t('Cancel'), () => { void this.cancel(); }))));
  }

  private async find(zone: number, map: string[]): Promise<void> {
    this.working();
    try {
      await campaigns.find(zone, map);
      await this.follow();
    } catch (error) {
      this.drop();
      failed(error);
    }
  }

  private show(now: Progress): void {
    this.words.textContent = `${stepWords(now.step)} · ${tn('{n} row', now.rows)}${now.bad > 0 ? ` · ${tn('One row was set aside', now.bad)}` : ''}`;
    if (now.step === 'reading' && now.size > 0) this.bar.value = now.bytes / now.size;
    else this.bar.removeAttribute('value');
  }

  // follow asks how far it is; a room that was left is not followed.
  async follow(): Promise<void> {
    for (let first = true; !this.stopped && (first || this.box.isConnected); first = false) {
      const now = await campaigns.progress();
      if (this.stopped) return;
      if (now.state === 'failed') return this.trouble(now.words === 'nothing_in_common' ? nothingWords(now.reading) : whyWords(now.words), readingView(now.reading));
      if (now.state === 'done') {
        this.drop();
        this.ended();
        return go({ room: 'campaign', id: now.id });
      }
      if (now.state !== 'running') return this.drop();
      this.show(now);
      await new Promise((resolve) => { setTimeout(resolve, kPollMs); });
    }
  }

  // resume goes on following what still runs, when somebody comes back to the room.
  async resume(): Promise<void> {
    const now = await campaigns.progress();
    if (now.state !== 'running') return;
    this.working();
    await this.follow();
  }
}

function line(one: CampaignLine, again: () => void): HTMLElement {
  return h('li', { className: 'statement' }, h('h3', {}, button(`campaign-${one.id}`, one.name, () => go({ room: 'campaign', id: one.id }), { className: 'link', dir: 'auto', 'data-item': 'campaign' })),
    h('p', {}, `${tn('{n} crew', one.campaign.crews)} · ${tn('{n} share', one.campaign.shares)} · ${tn('{n} account', one.campaign.accounts)} · ${time(one.at)}`),
    h('div', { className: 'buttons tight' }, may('supervisor') && button(`campaign-erase-${one.id}`, t('Erase'),
      () => confirmErase(t('Erase what was found in {name}?', { name: one.name }), () => { campaigns.erase(one.id).then(again, failed); }), { className: 'small' })));
}

async function list(again: () => void): Promise<HTMLElement> {
  const { campaigns: all } = await campaigns.list();
  if (all.length === 0) return h('p', { className: 'empty' }, t('No campaigns yet.'));
  return h('ul', { className: 'plain', 'data-testid': 'campaign-list' }, ...all.map((one) => line(one, again)));
}

export function campaignsRoom(notice: HTMLElement): Screen {
  const box = h('div', {});
  const load = (): void => { later(box, list(load), failed); };
  const taking = new Taking(load);
  load();
  setTimeout(() => { taking.resume().catch(failed); });
  return { element: page('campaigns', t('Campaigns'), notice, h('p', { className: 'hint' }, t('Accounts that act as one: who, how sure, since when, pushing what.')), taking.box, h('h2', {}, t('What was found')), box) };
}
