// The page: one frame, one screen at a time, nothing kept when it goes.
import { backScreen, inboxScreen } from './back';
import type { Post } from './bridge';
import { callsScreen, loadCalls } from './calls';
import { Core, CoreError } from './core';
import { h } from './dom';
import { choices, language, setLanguage, t } from '../../../web/i18n';
import { kFirstSentences, takeSentences } from './languages';
import { Nearest } from './nearest';
import { packedAtLast } from './packed';
import { fresh, type Screen, type Stage, type State } from './state';
import { Rhythm } from './rhythm';
import { doneScreen, sendingScreen } from './send';
import { Sheet } from './sheet';
import { SlowNotice } from './slow';
import { tellScreen } from './tell';
import { checkScreen, wordsScreen } from './words';

type Drawn = Exclude<Screen, 'sheet'>;
const screens: Record<Drawn, (stage: Stage) => HTMLElement> = {
  tell: tellScreen, words: wordsScreen, check: checkScreen, sending: sendingScreen, done: doneScreen,
  back: backScreen, inbox: inboxScreen, calls: callsScreen,
};

// loaded is when everything that the document itself names has come. Not when the browser
// is idle: that depends on what somebody types (decision 0052).
const loaded = new Promise<void>((go) => addEventListener('load', () => go(), { once: true }));

class App implements Stage {
  state: State = fresh();
  readonly core = new Core();
  private readonly rhythm: Rhythm = new Rhythm(() => this.core.cover());
  // Whatever page this is and whatever somebody does: the first sentences before anything
  // else, then the worker, which asks for the other sentences, the programme and the core
  // at once. One thread asks, so the order tells nothing; on a slow line none waits for another.
  private readonly sentences = loaded.then(() => takeSentences(packedAtLast(kFirstSentences))).then(() => {
    this.hear();
    return takeSentences(this.core.begin());
  }).then(() => this.hear());
  readonly nearest: Nearest = new Nearest(this);
  private readonly slow = new SlowNotice();
  private connecting: Promise<void> | null = null;
  private chosen = false;   // somebody chose a language
  private speaks = false;   // there are sentences to show
  private sheet: Sheet | null = null;  // the page of a call that this began as

  // hear takes note that sentences have come; a language that somebody chose stays.
  hear(): void {
    if (!this.chosen) this.speak(this.sheet ? [this.sheet.language] : navigator.languages);
    this.speaks = true;
    this.show();
  }

  // speak leaves the page of a call as it is while it shows.
  private speak(wanted: readonly string[]): void {
    setLanguage(wanted);
    if (this.state.screen === 'sheet') this.sheet?.speak();
  }

  // An English page has its sentences already; another waits for them. What is asked
  // for, and when, is the same.
  start(): void {
    this.core.onprogress = (progress) => { this.state.progress = progress; this.show(); };
    this.core.onposts = (posts) => this.list(posts);
    this.core.onwork = (begins) => this.slow.working(begins);
    this.core.onvisit = (begins) => (begins ? this.rhythm.begins() : this.rhythm.ends());
    this.sheet = Sheet.find();
    if (this.sheet) this.state.screen = 'sheet';
    else document.body.replaceChildren();
    this.sheet?.lead(() => this.show('tell'));
    if (/^en\b/i.test(this.sheet?.language ?? navigator.language)) this.hear();
    else if (this.speaks) this.show();
    void this.connect().catch(() => undefined);
  }

  // connect opens the session and makes the first visit, once.
  connect(): Promise<void> {
    this.connecting ??= this.visit().catch((error: unknown) => { this.connecting = null; throw error; });
    return this.connecting;
  }

  private async visit(): Promise<void> {
    try {
      this.state.relay = 'loading';
      const [{ title }] = await Promise.all([this.core.call('open'), this.sentences]);
      this.state.title = title;
      const { posts, status } = await this.core.call('visit');
      this.state.now = status.tick * status.tickSeconds;
      this.list(posts);
    } catch (error) {
      this.state.relay = error instanceof CoreError && ['unreachable', 'bad_status', 'late'].includes(error.kind) ? 'unreachable'
        : error instanceof CoreError && error.kind === 'broken' ? 'broken' : 'forged';
      if (this.state.relay === 'forged') this.forget();
      throw error;
    } finally {
      this.refresh();
      void this.loadRest();
    }
  }

  // forget takes back the offices, and the choice of one: they came before the rest of the
  // visit proved to be forged. It is said at once, whatever is unfolded.
  private forget(): void {
    this.state.posts = [];
    this.state.post = 0;
    if (this.state.screen === 'tell') this.show();
  }

  // list takes the offices: first from the roster, then with who takes tips. Somebody may
  // have chosen one meanwhile that takes none.
  private list(posts: Post[]): void {
    this.state.posts = posts;
    this.state.relay = 'ready';
    if (posts.some(({ id, open }) => id === this.state.post && !open)) {
      this.state.post = 0;
      if (this.state.screen === 'tell') this.state.error = this.explain(new CoreError('closed', 0));
      if (this.state.screen === 'tell') return this.show();  // who chose still stands on the list
    }
    this.refresh();
  }

  // refresh shows what has come while somebody may be typing. A list of choices that is
  // perhaps unfolded is left alone until something is chosen from it.
  private refresh(): void {
    if (this.state.screen !== 'tell') return;
    const chooser = document.activeElement;
    if (!(chooser instanceof HTMLSelectElement) || chooser.options.length <= 1) return this.show();
    const closed = (): void => { setTimeout(() => { if (this.state.screen === 'tell') this.show(); }); };
    for (const event of ['change', 'blur']) chooser.addEventListener(event, closed, { once: true });
  }

  // What everybody fetches when the first visit is over: the calls, then the atlas.
  private async loadRest(): Promise<void> {
    if (this.state.calls.size === 0) this.state.calls = await loadCalls().catch(() => this.state.calls);
    this.refresh();
    await this.nearest.load();
  }

  explain(error: unknown): string {
    const kind = error instanceof CoreError ? error.kind : 'broken';
    const kept = t('Nothing you wrote is lost: it is still in this page.');
    switch (kind) {
      case 'unreachable': case 'bad_status':
        return `${t('The server cannot be reached.')} ${kept} ${t('Wait a minute, then try again.')}`;
      case 'late':
        return `${t('This browser was too slow for the server.')} ${kept} ${t('Please try again.')}`;
      case 'closed':
        return `${t('This office takes no messages just now.')} ${kept} ${t('Choose another office, or try again in some hours.')}`;
      case 'too_large':
        return `${t('This is too much for one message. Take something out, or send it in two.')} ${kept}`;
      case 'broken':
        return `${t('Something in this browser stopped the page.')} ${kept} ${t('Use another computer, or the command line.')}`;
      default:
        return `${t('What the server sent is not signed as it should be. So the page stopped.')} ${kept} ${t('Do not go on. Find the address of this page again, in another way.')}`;
    }
  }

  show(screen: Screen = this.state.screen): void {
    const changed = screen !== this.state.screen;
    if (changed && this.state.screen !== 'sending') this.state.error = '';
    this.state.screen = screen;
    if (screen === 'sheet') return changed ? this.sheet?.put() : undefined;
    if (!this.speaks || document.readyState === 'loading') return;
    const focused = document.activeElement?.id ?? '';
    const caret = document.activeElement instanceof HTMLTextAreaElement ? document.activeElement.selectionStart : null;
    // Browsers keep titles: this one tells nothing, and neither does that of a call that stays.
    if (this.sheet) this.sheet.away();
    else document.title = t('Form');
    document.body.replaceChildren(this.frame());
    if (changed) {
      scrollTo(0, 0);
      document.querySelector('h1')?.focus();
    } else if (this.state.error) {
      document.querySelector<HTMLElement>('[role=alert]')?.scrollIntoView({ block: 'nearest' });
    }
    const again = !changed && focused ? document.getElementById(focused) : null;
    again?.focus();
    if (again instanceof HTMLTextAreaElement && caret !== null) again.setSelectionRange(caret, caret);
  }

  private frame(): DocumentFragment {
    const frame = document.createDocumentFragment();
    const { state } = this;
    const screen = screens[state.screen as Drawn](this);
    if (state.error !== '') {
      const fault = h('p', { role: 'alert', className: 'error', 'data-testid': 'error' }, state.error);
      (screen.querySelector('[data-role=fault]') ?? screen).prepend(fault);
    }
    frame.append(
      h('a', { className: 'skip', href: '#main', onclick: (event: Event) => { event.preventDefault(); document.querySelector('h1')?.focus(); } }, t('Skip to the content')),
      h('header', {},
        h('p', { className: 'title', dir: 'auto' }, state.title || t('Tell us what you know')),
        h('button', { className: 'leave', 'data-testid': 'leave', onclick: () => this.leave() }, t('Leave now'))),
      this.tabs(),
      h('main', { id: 'main' }, this.notice(), this.slow.element(), screen),
      this.footer(),
      h('p', { className: 'print-only' }, t('What you typed and your words are not printed. Printers keep copies.')));
    return frame;
  }

  private tabs(): HTMLElement {
    const { state } = this;
    const locked = state.screen === 'sending' && state.error === '';
    const tab = (screen: Screen, label: string, mine: Screen[]) => h('button', {
      className: 'tab', disabled: locked, 'data-testid': `tab-${screen}`, 'aria-current': mine.includes(state.screen) ? 'page' : null,
      onclick: () => this.show(screen) }, label);
    return h('nav', { 'aria-label': t('What do you want to do?') },
      tab('tell', t('Tell'), ['tell', 'words', 'check', 'sending', 'done']), tab('back', t('Answers'), ['back', 'inbox']),
      this.sheet ? tab('sheet', t('Calls'), []) : state.calls.size > 0 && tab('calls', t('Calls'), ['calls']), this.languageChoice());
  }

  private notice(): HTMLElement | false {
    const texts = {
      loading: '', ready: '',
      unreachable: t('The server cannot be reached. You can write already. Try again when you are ready.'),
      broken: t('This browser cannot run what the page needs. Use the command line, or another computer.'),
      forged: t('What the server sent is not signed as it should be. So the page stopped.') + ' ' + t('Do not go on. Find the address of this page again, in another way.'),
    };
    const text = texts[this.state.relay];
    return text !== '' && h('div', { className: 'warning', role: 'status', 'data-testid': 'notice' }, h('p', {}, text),
      this.state.relay === 'unreachable' && h('button', { className: 'quiet', 'data-testid': 'retry',
        onclick: () => { this.state.relay = 'loading'; this.show(); void this.connect().catch(() => undefined); } }, t('Try again')));
  }

  private languageChoice(): HTMLElement {
    const select = h('select', { id: 'language', 'data-testid': 'language', autocomplete: 'off', 'aria-label': t('Language'),
      onchange: () => { this.chosen = true; setLanguage([select.value]); this.state.error = ''; this.show(); } },
      ...choices().map(({ code, name }) => h('option', { value: code, selected: code === language(), lang: code }, name)));
    return select;
  }

  private footer(): HTMLElement {
    return h('footer', {},
      h('p', { className: 'hint' }, t('This page keeps nothing: no cookie, no account. What you write is locked here, before it leaves this browser.')));
  }

  // leave wipes what the page holds and goes to an empty page, without a way back.
  private leave(): void {
    this.core.end();
    this.state = fresh();
    document.body.replaceChildren();
    location.replace('about:blank');
  }
}

// The class hides the page for those without scripts, which would else be seen for a moment.
document.documentElement.classList.add('runs');
const app = new App();
document.addEventListener('DOMContentLoaded', () => app.start());
