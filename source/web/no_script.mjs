// The page for a browser that runs no script (Tor Browser's "Safest"): in every
// language, chosen without a script. It is part of index.html, so that asking for it
// tells nothing.

const kCommands = [
  'chmod +x tipstaff',
  './tipstaff posts --socks5 127.0.0.1:9050',
  './tipstaff words',
  './tipstaff send --post 1 --answers --socks5 127.0.0.1:9050',
  './tipstaff read --socks5 127.0.0.1:9050',
];

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const paragraphs = (...texts) => texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');

function body(t, code) {
  return `${paragraphs(
    t('This page locks what you write inside your browser. For that it needs a script, and your browser runs none. Nothing was sent.'),
    t('The script stays on this page. It talks to nobody but our server.'))}
<h3>${escaped(t('1. Turn the protection down for this page'))}</h3>
${paragraphs(
    t('In Tor Browser, click the shield beside the address, then “Settings”. Choose “Safer”, come back and load this page again. If that does not help, choose “Standard”.'),
    t('When you are done, choose “Safest” again.'))}
<h3>${escaped(t('2. Use the command line in Tails'))}</h3>
${paragraphs(
    t('Tails is a system on a USB stick that forgets everything. You need two files from the programme: tipstaff and programme.conf. Get them in another way than from this page.'),
    t('Put both in the Home folder. Open a terminal there and type:'))}
<pre dir="ltr"><code>${kCommands.join('\n')}</code></pre>
${paragraphs(t('In the fourth line, put the number of your office from the list. The last line reads the answers, some days later.'))}
<h3>${escaped(t('3. Go to an office yourself'))}</h3>
${paragraphs(t('Find the address in a way that nobody connects with you. Do not phone before. Leave your telephone at home.'))}
<p><a href="/calls/index.${code}.html#offices">${escaped(t('The list of our offices'))}</a></p>
${paragraphs(t('Do not send what you know by e-mail.'))}`;
}

// noScript writes one language, folded; `t` translates.
export function noScript({ code, tag, direction, name, t }) {
  return `<details lang="${tag}" dir="${direction}" data-language="${code}">
<summary><strong>${escaped(name)}</strong> · ${escaped(t('Scripts are off'))}</summary>
${body(t, code)}
</details>`;
}
