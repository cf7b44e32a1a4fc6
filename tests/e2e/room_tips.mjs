// Thirty tips about one made-up affair: a flood with something hidden in it, a crew that
// is joined by what it uses, things that mean nothing, and text that is hard to show.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const kFlood = 'The minister of harbours is an honest man and everybody in Port Sel knows that he never took a single coin from anyone';
const kWallet = '1BoatSLRHtKNngkdXEeobR76b53LETtpyT';

export const tips = [
  // The crew: a wallet, an account, a phone and a site, each named by some of them.
  `They pay the voters from the wallet ${kWallet}, and the man who hands it out is t.me/quay_paymaster.`,
  `My cousin got money from ${kWallet} on the day before the vote. He was told to write to paymaster@port-sel-quay.org for more.`,
  'The lists are on hxxp://port-sel-quay[.]org/lists and whoever signs is called back from +48 22 555 01 23. Look at 52.2297, 21.0122.',
  'Somebody rang from +48 22 555 01 23 and asked how I vote. The address paymaster at port-sel-quay dot org was on the card.',
  'I drove for t.me/quay_paymaster. The van stands at 52.2310, 21.0050 at night. Server: 185.199.108.77.',
  'On the wall it says: questions to t.me/quay_paymaster. Nobody dares to ask.',
  '😀 Zażółć gęślą jaźń: furgonetka należy do burmistrza, widziałam ją w nocy przy młynie.',
  'A word turned around: \u202Egnp.exe, and a letter that only looks alike: http://pоrt-sel-quay.org/lists',
  // Things that mean nothing.
  'See https://www.youtube.com/ and 192.168.1.1, it is in the file of hash d41d8cd98f00b204e9800998ecf8427e.',
  'Write to me at nobody@example.com, the page example.org has it all.',
  // Others, of other things.
  'The clerk at school number 4 opened the boxes before the hour. Two observers from Belmora saw it.',
  'Trucks of the salt company carry paper at night. The licence plate begins with XA 44.',
  'A payment of 4 000 went to PL61109010140000071219812874 in March, in the name of the choir.',
  'The choir has the account PL61109010140000071219812874. The choir does not exist.',
  'שלום. ראיתי שני אנשים משלמים כסף ליד התחנה בלילה.',
  'Kierownik kazał nam głosować przy nim. Mam nagranie i daty.',
  'The council sat behind closed doors on the ninth. The minutes were written before it began.',
  'Someone photographs all who enter the office of the union in Lund Bay.',
  'The ink washes off with lemon. Boxes of lemons stand in the back room of the town hall.',
  'Forty people live in flat 3 of the mill street house, by the register. It has two rooms.',
  // The flood; one of them is not what it seems.
  kFlood, `${kFlood}!`, `Friends, ${kFlood}`, `${kFlood}.`, `${kFlood} ever`, `Truly, ${kFlood}`,
  `${kFlood}, says my neighbour`, `${kFlood}; long may he serve`, `${kFlood} at all`,
  `${kFlood}, but ask Orsolya at the customs house who signed for the crates`,
];

// What one of the tips brings along.
const kAttached = 'Paid on the ninth: 40 households of the mill street. Questions to boss@port-sel-quay.org.\n';

// untilTaken tries again where the relay asks for that, as a person would.
async function untilTaken(send) {
  for (let tries = 1; ; ++tries) {
    const done = await send();
    if (done.status === 0 || tries === 5 || !/[Tt]ry again/.test(done.stderr)) return done;
    await pause(3000);
  }
}

// handInAll sends every tip the way a source does, some at a time, in their order.
export async function handInAll(demo) {
  const list = demo.file('list of the ninth.txt');
  writeFileSync(list, kAttached);
  const waiting = [...tips];
  const sender = async () => {
    for (let input = waiting.shift(); input !== undefined; input = waiting.shift()) {
      const send = () => demo.tipstaff(['send', '--post', '1', '--now', ...(input.includes('Forty people') ? ['--file', list] : [])], { input });
      const { status, stderr } = await untilTaken(send);
      if (status !== 0) throw new Error(`tipstaff send: ${stderr}`);
    }
  };
  await Promise.all([sender(), sender(), sender(), sender()]);
}
