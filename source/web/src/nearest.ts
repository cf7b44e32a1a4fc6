// The nearest office: from a town in any script, a country, or a point on the map.
// What is chosen stays in these objects; nothing here asks for anything.
import type { Atlas } from './atlas';
import { loadAtlas } from './atlas';
import type { Distance, Post } from './bridge';
import { field, h, typed } from './dom';
import type { Town } from './gazetteer';
import { edition, language, t } from '../../../web/i18n';
import { WorldMap, type Point } from './map';
import { aboutOffice, kindText } from './office';
import type { Stage } from './state';

const kTowns = 6;        // as many as one takes in at a glance
const kOffices = 5;
const kNearMetres = 1000;

// Codes that ISO 3166 leaves to users have no name.
const kOwnCodes = /^(?:X[A-Z]|Q[M-Z]|AA|ZZ)$/;

// Names says what countries and languages are called in the page's language.
class Names {
  private readonly regions = new Intl.DisplayNames([language()], { type: 'region' });
  private readonly tongues = new Intl.DisplayNames([language()], { type: 'language' });
  private readonly list = new Intl.ListFormat(language(), { type: 'unit', style: 'short' });
  country(code: string): string { return kOwnCodes.test(code) ? code : this.regions.of(code) ?? code; }
  languages(codes: string[]): string { return this.list.format(codes.map((code) => this.tongues.of(code) ?? code)); }
  place(town: Town): string { return `${town.firstName}, ${this.country(town.country)}`; }
  // sorted lists codes with their names, in the order of the alphabet.
  sorted(codes: Iterable<string>): { code: string; name: string }[] {
    const { compare } = new Intl.Collator(language());
    return [...codes].map((code) => ({ code, name: this.country(code) })).sort((a, b) => compare(a.name, b.name));
  }
}

function distanceText(metres: number | null): string {
  if (metres === null) return t('place not published');
  if (metres < kNearMetres) return t('less than 1 km');
  return new Intl.NumberFormat(language(), { style: 'unit', unit: 'kilometer', maximumFractionDigits: 0 }).format(metres / 1000);
}

export class Nearest {
  private atlas: Atlas | null = null;
  private failed = false;
  private loading = false;
  private isOpen = false;
  private drawnIn = '';
  private names = new Names();
  private listed = new Map<HTMLSelectElement, string>();
  private whole: HTMLElement | null = null;
  private readonly town = typed(h('input', { type: 'text', 'data-testid': 'town', dir: 'auto',
    oninput: () => this.search(), onkeydown: (event: Event) => this.keyInTown(event as KeyboardEvent) }));
  private readonly towns = h('ul', { className: 'towns', 'data-testid': 'towns' });
  private readonly country = h('select', { 'data-testid': 'near-country', autocomplete: 'off', onchange: () => this.takeCountry() });
  private readonly notIn = h('select', { 'data-testid': 'not-in', autocomplete: 'off', onchange: () => void this.list() });
  private readonly mapPlace = h('div', {});
  private readonly status = h('p', { className: 'hint', role: 'status', 'data-testid': 'nearest-status' });
  private readonly offices = h('ol', { className: 'offices', 'data-testid': 'offices' });
  private map: WorldMap | null = null;
  private from: Point | null = null;
  private fromTown: Town | null = null;  // none: a point on the map
  private countries = new Map<string, Town>();
  private shown = kOffices;
  private asked = 0;

  constructor(private readonly stage: Stage) {}

  // load fetches the atlas, once a page, for everybody (atlas.ts).
  async load(): Promise<void> {
    if (this.loading || this.atlas) return;
    this.loading = true;
    try {
      this.atlas = await loadAtlas();
      this.countries = this.atlas.gazetteer.countries();
      this.failed = false;
    } catch {
      this.failed = true;
    }
    this.loading = false;
    this.fill();
  }

  // element is the same one each time, so that a screen that is drawn anew keeps what was typed.
  element(): HTMLElement {
    if (!this.whole || this.drawnIn !== edition()) this.build();
    this.fill();
    return this.whole as HTMLElement;
  }

  private build(): void {
    this.drawnIn = edition();
    this.names = new Names();
    this.listed.clear();
    this.map = null;
    this.whole = h('details', { className: 'nearest', 'data-testid': 'nearest', open: this.isOpen,
      ontoggle: () => { this.isOpen = (this.whole as HTMLDetailsElement).open; } },
      h('summary', { id: 'nearest-summary', 'data-testid': 'nearest-open' }, t('Find the nearest office')),
      h('p', { className: 'hint' }, t('The page works this out by itself. It tells nobody where you look.')),
      field(t('Town'), this.town, t('In any language and script. The beginning is enough.')), this.towns,
      field(t('or a country'), this.country),
      h('p', { className: 'label' }, t('or a point on the map')), this.mapPlace,
      field(t('Leave out offices in'), this.notIn, t('The people you tell about may have power over an office in your own country.')),
      this.status, this.offices,
      h('p', { className: 'hint' }, t('Towns: GeoNames (CC BY 4.0). Map: Natural Earth.')));
  }

  // fill brings the lists up to date with the roster and the atlas.
  private fill(): void {
    if (!this.whole) return;
    this.options(this.country, this.countries.keys(), t('Choose a country'));
    this.options(this.notIn, new Set(this.stage.state.posts.map((post) => post.country)), t('none'));
    if (this.atlas && !this.map) {
      this.map = new WorldMap(this.atlas.world, (point) => this.take(point, null));
      this.mapPlace.replaceChildren(this.map.element);
    }
    this.town.disabled = this.country.disabled = !this.atlas;
    void this.list();
  }

  // options fills a list of countries, unless it holds them already.
  private options(select: HTMLSelectElement, codes: Iterable<string>, none: string): void {
    const all = [...codes];
    const chosen = select.value;
    if (this.listed.get(select) === all.join()) return;
    this.listed.set(select, all.join());
    select.replaceChildren(h('option', { value: '' }, none),
      ...this.names.sorted(all).map(({ code, name }) => h('option', { value: code, selected: code === chosen }, name)));
  }

  private search(): void {
    const found = this.atlas?.gazetteer.find(this.town.value, kTowns) ?? [];
    this.towns.replaceChildren(...found.map((town) => h('li', {},
      h('button', { type: 'button', className: 'quiet', 'data-testid': 'town-found', onclick: () => this.takeTown(town) },
        h('bdi', {}, town.name), ' · ',
        h('span', { className: 'hint' }, town.name === town.firstName ? this.names.country(town.country) : this.names.place(town))))));
    const nothing = this.town.value.trim() !== '' && found.length === 0;
    if (nothing) this.towns.replaceChildren(h('li', { className: 'hint', 'data-testid': 'no-town', role: 'status' },
      t('We know no such town. Try its name in another language, a larger town near it, or the map.')));
  }

  // Enter takes the first town and never sends the form; the arrow goes into the list.
  private keyInTown(event: KeyboardEvent): void {
    const first = this.towns.querySelector('button');
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (event.key === 'Enter') first?.click();
    else first?.focus();
  }

  private takeTown(town: Town): void {
    this.town.value = town.name;
    this.towns.replaceChildren();
    this.country.value = '';
    this.town.focus();
    this.take(town, town);
  }

  private takeCountry(): void {
    const town = this.countries.get(this.country.value);
    if (!town) return;
    this.town.value = '';
    this.towns.replaceChildren();
    this.take(town, town);
  }

  private take({ lat, lon }: Point, town: Town | null): void {
    this.from = { lat, lon };
    this.fromTown = town;
    this.shown = kOffices;
    void this.list();
  }

  // list shows the offices, the nearest first; an answer that comes late is dropped.
  private async list(): Promise<void> {
    const { posts } = this.stage.state;
    const placed = posts.filter(({ lat, lon }) => lat !== 0 || lon !== 0);
    this.map?.show(this.from, placed);
    this.offices.replaceChildren();
    this.status.textContent = this.failed ? t('The list of towns could not be loaded. Choose an office from the list above.')
      : !this.atlas || posts.length === 0 ? t('Loading the list …') : '';
    if (!this.from || posts.length === 0) return;
    const asked = ++this.asked;
    const order = await this.stage.core.call('nearest', this.from.lat, this.from.lon).catch(() => []);
    if (asked === this.asked) this.showOffices(order);
  }

  private showOffices(order: Distance[]): void {
    const posts = new Map(this.stage.state.posts.map((post) => [post.id, post]));
    const found = order.flatMap(({ post: id, metres }) => {
      const post = posts.get(id);
      return post && post.country !== this.notIn.value ? [{ post, metres }] : [];
    });
    // An office that takes nothing now helps nobody who is looking.
    const rows = [...found.filter(({ post }) => post.open), ...found.filter(({ post }) => !post.open)];
    this.status.textContent = t('Offices, nearest first, from {place}', { place: this.fromTown ? this.names.place(this.fromTown) : t('the point on the map') });
    this.offices.replaceChildren(...rows.slice(0, this.shown).map(({ post, metres }) => this.office(post, metres)));
    if (rows.length > this.shown) this.offices.append(h('li', {}, h('button', { type: 'button', className: 'quiet', 'data-testid': 'offices-more',
      onclick: () => this.more(order) }, t('Show more'))));
  }

  private more(order: Distance[]): void {
    const at = this.shown;
    this.shown = order.length;
    this.showOffices(order);
    this.offices.querySelectorAll('button')[at]?.focus();
  }

  private office(post: Post, metres: number | null): HTMLElement {
    const { state } = this.stage;
    const chosen = state.post === post.id;
    const about = [distanceText(metres), kindText(post), this.names.country(post.country), this.names.languages(post.languages),
      post.open ? '' : t('takes no messages now')].filter((text) => text !== '').join(' · ');
    return h('li', {}, h('button', { type: 'button', className: 'office', 'data-testid': 'office', 'data-post': post.id, disabled: !post.open,
      'aria-pressed': String(chosen), onclick: () => this.choose(post) },
      h('strong', {}, h('bdi', {}, post.name)), ' ', h('span', { className: 'hint' }, about)), aboutOffice({ ...post, kind: 0 }));
  }

  private choose(post: Post): void {
    this.stage.state.post = post.id;
    this.stage.state.error = '';
    (this.whole as HTMLDetailsElement).open = this.isOpen = false;
    this.stage.show();
    document.getElementById('post')?.focus();
  }
}
