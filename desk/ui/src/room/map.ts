// The map of a case: places that its tips point at, each with how far it may be off and
// why it may be wrong. Hints, never verdicts; what contradicts is shown, not averaged.
import { button, h } from '../dom';
import { t, tn, time } from '../../../../web/i18n';
import { cases, type Hint } from './api';
import { table, tipLink } from './parts';
import { reliabilities } from './words';

export interface Placed extends Hint { lat: number; lon: number }

const isPlaced = (one: Hint): one is Placed => one.lat !== undefined && one.lon !== undefined;

function kindWords(kind: string): string {
  switch (kind) {
    case 'toponym': return t('a place is named');
    case 'phone': return t('prefix of a phone number');
    case 'ip': return t('address of a machine');
    case 'coordinates': return t('coordinates');
    case 'exif': return t('position in a picture');
    case 'hours': return t('hours of activity');
    case 'mail': return t('time zone or server of a mail');
    case 'document': return t('time zone of a document');
    case 'language': return t('language of a file');
    default: return kind;
  }
}

// The sentences that officers read with a hint are fixed in the desk; these are the same.
function caveatWords(one: Hint): string {
  switch (one.caveat) {
    case 'named': return t('The text names this place. That does not say that anybody is or was there.');
    case 'namesake': return t('Several places have this name. Each is listed; which one is meant is not known.');
    case 'country_named': return t('The text names this country. The point is only the middle of its people.');
    case 'country_code': return t('The number was given out in this country. It can be used anywhere, rented or made up.');
    case 'shared_code': return t('Several countries share this prefix. The one shown is a guess; the others are as possible.');
    case 'written': return t('Somebody wrote these coordinates. They can be copied, mistyped or a lie.');
    case 'ip_database': return t('The operator\'s database gives an area for this address. Such databases are often wrong by a country.');
    case 'ip_hosting': return t('The address is of a hosting service, proxy or VPN. It says next to nothing about its user.');
    case 'camera': return t('The file says where a device was when it was taken. That can be changed with a keystroke, and it may be the place of whoever took the picture, not of whoever can be seen.');
    case 'crowd_hours': return t('If these are people with usual days, these time zones fit best. Shift work, schedules, summer time and customs move it by hours.');
    case 'account_hours': return t('Hours of one account. One in four people is further off than three hours; programs and night workers more.');
    case 'office_hours': return t('These accounts keep the hours of an office, five days a week. If it works from nine to six, these time zones fit best. Other hours of work and summer time move it; it may work for another zone.');
    case 'mail_date': return t('The writer\'s machine was set to this time zone. Any machine can be set to any.');
    case 'mail_hop': return t('The last mail server wrote this address down. Earlier lines can be forged and were not used.');
    case 'document_zone': return t('The program that wrote the file was set to this time zone. It can be set to any.');
    case 'language': return t('The file\'s language is spoken mostly there. It is spoken and learnt elsewhere too.');
    default: return one.caveat_text;
  }
}

function wordingOf(one: Hint): string {
  return one.wording === 'points at' ? t('points at') : one.wording === 'may point at' ? t('may point at') : t('could be read as');
}

function where(one: Hint): string {
  if (one.band_from !== undefined) return t('UTC{from} to UTC{to}', { from: signed(one.band_from), to: signed(one.band_to ?? one.band_from) });
  const at = isPlaced(one) ? ` (${one.lat.toFixed(2)}, ${one.lon.toFixed(2)})` : '';
  return `${[one.place, one.country].filter((text) => text !== '').join(', ')}${at}`;
}
const signed = (hours: number): string => (hours < 0 ? `−${-hours}` : `+${hours}`);

function row(one: Hint): (Node | string)[] {
  return [h('span', {}, wordingOf(one), ' ', h('strong', {}, where(one))), kindWords(one.kind),
    one.radius_m > 0 ? t('{km} km', { km: Math.max(1, Math.round(one.radius_m / 1000)) }) : '–',
    reliabilities().find(([letter]) => letter === one.reliability)?.[1] ?? one.reliability, caveatWords(one),
    one.at === null ? '–' : time(one.at), one.conversation === 0 ? '–' : tipLink(one.conversation, String(one.conversation))];
}

export async function mapView(id: number): Promise<HTMLElement> {
  const { hints, conflicts, left_out: leftOut, notes } = await cases.hints(id);
  const placed = hints.filter(isPlaced);
  const box = h('div', { className: 'mapbox', 'data-testid': 'map', role: 'img', 'aria-label': t('Map of what the tips point at. The table below says the same.') });
  const detail = h('p', { className: 'graphdetail', role: 'status', 'data-testid': 'map-detail' });
  const zoom = h('div', { className: 'mapbuttons' });
  if (placed.length > 0)
    void import('./map_canvas').then(({ drawMap }) => drawMap(box, placed, (one) => detail.replaceChildren(wordingOf(one), ' ', h('strong', {}, where(one)), ` · ${caveatWords(one)}`)))
      .then((scale) => zoom.replaceChildren(button('map-closer', '+', () => scale(2), { 'aria-label': t('Closer') }), button('map-wider', '−', () => scale(0.5), { 'aria-label': t('Wider') })));
  return h('div', {}, ...notes.map((note) => h('p', { className: 'warning' }, note)),
    h('p', { className: 'hint' }, t('Hints, never verdicts: nothing here says where anybody is.')),
    ...conflicts.slice(0, 10).map(({ a, b, km }) => h('p', { className: 'warning' },
      t('{a} and {b} do not go together: they are {km} km apart.', { a: where(hints[a] as Hint), b: where(hints[b] as Hint), km }))),
    placed.length > 0 && box, placed.length > 0 && zoom, detail,
    hints.length === 0 ? h('p', { className: 'empty' }, t('No tip of this case points at a place.'))
      : table('map-table', tn('One hint', hints.length), [t('Place'), t('By'), t('May be off by'), t('The source'), t('What to know'), t('When'), t('Conversation')], hints.map(row)),
    leftOut > 0 && h('p', { className: 'hint' }, t('The {n} weakest hints are left out.', { n: leftOut })));
}
