// What to know before the first key is typed: device, place, network; and, for who
// asks, who can see what.
import { h } from './dom';
import { t } from '../../../web/i18n';
import type { Stage } from './state';

function point(head: string, text: string): HTMLElement {
  return h('li', {}, h('strong', {}, head), ' ', text);
}

// sight answers "what can they see", one who after the other.
function sight(): HTMLElement {
  return h('dl', {},
    h('dt', {}, t('We')), h('dd', {}, t('We see what you write and what you add. If you use Tor Browser, we cannot see who or where you are.')),
    h('dt', {}, t('Your network')), h('dd', {}, t('With Tor Browser, it sees that you use Tor, but not this page. With another browser, it can see that you are here, and when. It never sees what you write.')),
    h('dt', {}, t('Our server')), h('dd', {}, t('It sees that somebody came, and when. It cannot read your message or see which office it is for.')),
    h('dt', {}, t('Your device')), h('dd', {}, t('This page leaves nothing on it. But a browser other than Tor Browser may remember that you were here. Who controls the device sees all.')));
}

// adviceBox stands on the first screen, above the form.
export function adviceBox({ state }: Stage): HTMLElement {
  const details = h('details', { open: state.sight, 'data-testid': 'sight', ontoggle: () => { state.sight = details.open; } },
    h('summary', { id: 'sight-summary' }, t('What can we see? What can your network see?')),
    sight(),
    h('p', {}, t('No way is without risk. If you are not safe where you are, leave now and write later.')));
  return h('section', { className: 'advice', 'data-testid': 'advice', 'aria-labelledby': 'advice-head' },
    h('h2', { id: 'advice-head' }, t('Before you write')),
    h('ul', {},
      point(t('Device:'), t('your own, that nobody else looks into. Not one from work.')),
      point(t('Place:'), t('where you are alone. Not at work.')),
      point(t('Network:'), t('open this page in Tor Browser. Then your network cannot see it.'))),
    details);
}
