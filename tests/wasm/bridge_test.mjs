// The bridge in both builds: WebAssembly, and the plain JavaScript for browsers
// without it. What holds for one holds for the other.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";

import { Tip, builds, exportNames, fixed, imports, message } from "./tip.mjs";

const vectors = new URL("../../vectors/", import.meta.url);
const vector = async (name) => JSON.parse(await readFile(new URL(name, vectors), "utf8"));
const bip39 = await vector("bip39.json");
const recorded = await vector("session.json");
const abandon = bip39.vectors[0].words;
const hex = (text) => Buffer.from(text, "hex");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

test("the module can import nothing", () => assert.deepEqual(imports(), []));

test("both builds export what the contract names", async () => {
  const contract = await readFile(new URL("../../bridge/wasm/README.md", import.meta.url), "utf8");
  const named = [...new Set(contract.match(/(?<=`)tip_[a-z_]+/g))].sort();
  assert.deepEqual(exportNames().filter((name) => name.startsWith("tip_")).sort(), named);
  const plain = await Tip.open("wasm2js");
  for (const name of [...named, "_initialize"]) assert.equal(typeof plain.calls[name], "function", name);
});

test("the plain JavaScript imports nothing and names no global of a browser", async () => {
  const text = await readFile(new URL("../../build/wasm/tipstaff-wasm.js", import.meta.url), "utf8");
  assert.doesNotMatch(text, /^\s*import\b/m);
  for (const word of ["fetch(", "XMLHttpRequest", "crypto.", "Date.", "Math.random", "eval(", "new Function"])
    assert.ok(!text.includes(word), word);
});

const tipMessage = message(
  Array.from({ length: 400 }, (_, i) => String.fromCharCode(97 + (i % 26))).join(""),
  [{ name: "photo.jpg", bytes: Uint8Array.from({ length: 12000 }, (_, i) => i * 7) }]);

/** A session in the state that the recording starts from. */
async function recordedSession(build) {
  const tip = await Tip.open(build);
  assert.equal(tip.call("tip_session_new", fixed(Buffer.alloc(32)), hex(recorded.programme)), 0);
  assert.equal(tip.call("tip_mailbox_open", recorded.words), 0);
  assert.equal(tip.call("tip_compose", 1, 1, 1, tipMessage), 2);
  return tip;
}

const bodyOf = (exchange) => Buffer.concat([hex(exchange.body), Buffer.alloc(exchange.zeros)]);

/** Plays a recorded visit; every request must be the recorded one, byte for byte. */
function play(tip, visit) {
  assert.equal(tip.call("tip_visit_begin"), 0);
  for (const [i, exchange] of visit.entries()) {
    const { method, door, path, body } = tip.request();
    assert.deepEqual({ method, door, path, bytes: body.length, sha256: sha256(body) },
      { method: exchange.method, door: exchange.door, path: exchange.path,
        bytes: exchange.request_bytes, sha256: exchange.request_sha256 },
      "another request than recorded; after a change of what is sealed, run vectors/write");
    const last = i + 1 === visit.length;
    assert.equal(tip.call("tip_visit_answer", exchange.status, bodyOf(exchange)), last ? 1 : 0, path);
  }
}

for (const build of builds) {
  test(`${build}: BIP39 known answers`, async () => {
    const tip = await Tip.open(build);
    for (const { entropy, words } of bip39.vectors) {
      assert.equal(tip.call("tip_words_generate", fixed([...hex(entropy), 0, 0, 0, 0, 0, 0])), 0);
      const [mailbox, row] = tip.text().split("\n");
      assert.equal(mailbox, words);
      assert.equal(row.split(" ").length, 4);
      assert.equal(tip.call("tip_words_check", words), 0);
      assert.equal(tip.call("tip_row_check", row), 0);
    }
  });

  test(`${build}: the word list is that of BIP39`, async () => {
    const tip = await Tip.open(build);
    assert.equal(tip.call("tip_word_list"), 0);
    assert.equal(sha256(tip.text() + "\n"), "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
  });

  test(`${build}: words in any case and spacing`, async () => {
    const tip = await Tip.open(build);
    for (const typed of [` ${abandon}\n`, abandon.toUpperCase(), abandon.replaceAll(" ", "\t \n")])
      assert.equal(tip.call("tip_words_check", typed), 0);
  });

  test(`${build}: a typo names its word`, async () => {
    const tip = await Tip.open(build);
    for (let at = 0; at < 12; ++at) {
      const words = abandon.split(" ");
      words[at] += "x";
      assert.equal(tip.errorName(tip.call("tip_words_check", words.join(" "))), "bad_word");
      tip.call("tip_words_check", words.join(" "));
      assert.deepEqual([...tip.result()], [at]);
    }
    assert.equal(tip.call("tip_row_check", "zoo zebra zero yelow"), -11);
    assert.deepEqual([...tip.result()], [3]);
    assert.equal(tip.call("tip_words_check", abandon.replace("about", "żółw")), -11);
    assert.deepEqual([...tip.result()], [11]);
  });

  test(`${build}: too few, too many, and words out of order`, async () => {
    const tip = await Tip.open(build);
    assert.equal(tip.call("tip_words_check", "abandon about"), -12);
    assert.deepEqual([...tip.result()], [2]);
    assert.equal(tip.call("tip_words_check", abandon + " about"), -12);
    assert.deepEqual([...tip.result()], [13]);
    assert.equal(tip.call("tip_words_check", ""), -12);
    assert.equal(tip.call("tip_words_check", "zoo ".repeat(300)), -12);
    assert.deepEqual([...tip.result()], [255]);
    assert.equal(tip.call("tip_words_check", abandon.split(" ").reverse().join(" ")), -13);
    assert.equal(tip.errorName(-13), "bad_checksum");
    assert.equal(tip.call("tip_row_check", ""), 0);
    assert.equal(tip.call("tip_row_check", "zoo"), -12);
  });

  test(`${build}: nothing works without a session`, async () => {
    const tip = await Tip.open(build);
    const calls = [["tip_mailbox_open", abandon], ["tip_claim_open", ""], ["tip_compose", 1, 0, 0, message("x")],
      ["tip_outbox_drop"], ["tip_visit_begin"], ["tip_visit_answer", 200, ""], ["tip_status"], ["tip_posts"],
      ["tip_inbox"], ["tip_burn", 0]];
    for (const call of calls) assert.equal(tip.errorName(tip.call(...call)), "wrong_state", call[0]);
    assert.equal(tip.call("tip_session_new", fixed(Buffer.alloc(32)), Buffer.alloc(31)), -1);
    assert.equal(tip.call("tip_session_new", fixed(Buffer.alloc(32)), Buffer.alloc(32)), -10);
  });

  test(`${build}: a session asks and seals the recorded bytes, and reads the answers`, async () => {
    const tip = await recordedSession(build);
    assert.deepEqual(tip.status(), { queued: 2, lodged: 0, waiting: 0, burns: 0, tick: 0, tickSeconds: 0, rosterKnown: 0 });
    play(tip, recorded.visits[0]);
    assert.deepEqual(tip.status(), { queued: 1, lodged: 1, waiting: 6, burns: 0, tick: 1000, tickSeconds: 600, rosterKnown: 1 });
    const [text, ack] = tip.inbox();
    assert.deepEqual({ ...text, files: [] },
      { number: 0, kind: 1, post: 1, burn: 0, when: 1700000000, text: recorded.answer, files: [] });
    assert.deepEqual(text.files.map(({ name, bytes }) => [name, bytes.toString()]), [["list.txt", "1\n2"]]);
    assert.deepEqual({ kind: ack.kind, text: ack.text, files: ack.files }, { kind: 4, text: "", files: [] });
    assert.equal(tip.call("tip_burn", 0), 0);
    assert.equal(tip.errorName(tip.call("tip_burn", 2)), "not_found");
    assert.equal(tip.inbox()[0].burn, 1);
    play(tip, recorded.visits[1]);
    assert.deepEqual(tip.status(), { queued: 0, lodged: 2, waiting: 4, burns: 0, tick: 1000, tickSeconds: 600, rosterKnown: 1 });
    assert.equal(tip.inbox()[0].burn, 2);
  });

  test(`${build}: posts are told with whether they are open`, async () => {
    const tip = await recordedSession(build);
    assert.equal(tip.errorName(tip.call("tip_posts")), "not_found");
    play(tip, recorded.visits[0]);
    assert.equal(tip.call("tip_posts"), 0);
    const posts = tip.result();
    assert.equal(posts.length, 2 + 2 * 257);
    assert.deepEqual([posts.readUInt16BE(0), posts[2], posts[2 + 257]], [2, 1, 0]);
    assert.match(posts.toString("latin1", 3, 2 + 257), /XA.*Post 1/s);
  });

  test(`${build}: a relay that answers junk loses nothing of what is queued`, async () => {
    const visit = recorded.visits[0];
    for (let broken = 0; broken < visit.length; ++broken) {
      const tip = await recordedSession(build);
      const junk = bodyOf(visit[broken]);
      const posted = visit[broken].method === 1;
      if (junk.length > 0) junk[junk.length >> 1] ^= 1;
      tip.call("tip_visit_begin");
      for (let i = 0; i < broken; ++i) tip.call("tip_visit_answer", visit[i].status, bodyOf(visit[i]));
      // A reply that does not open is passed over: anybody may have made it.
      const reply = visit[broken].path.startsWith("/v1/reply/");
      const code = posted ? tip.call("tip_visit_answer", 500, "") : tip.call("tip_visit_answer", 200, junk);
      if (reply) assert.equal(code, 0);
      else assert.ok(code < 0 && tip.errorName(code) !== "unknown", `${visit[broken].path}: ${code}`);
      assert.equal(tip.status().queued, 2);
      if (!reply) assert.equal(tip.errorName(tip.call("tip_visit_answer", 200, "")), "wrong_state");
    }
  });

  test(`${build}: a wrong status, a cut body and an empty one end the visit`, async () => {
    const tip = await recordedSession(build);
    const first = recorded.visits[0][0];
    for (const [status, body] of [[404, bodyOf(first)], [503, ""], [200, ""], [200, bodyOf(first).subarray(0, 100)]]) {
      tip.call("tip_visit_begin");
      assert.ok(tip.call("tip_visit_answer", status, body) < 0);
    }
    play(tip, recorded.visits[0]);
  });

  test(`${build}: a message out of form is refused, and so is one that is too large`, async () => {
    const tip = await recordedSession(build);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(4), Buffer.from("ffffffff00", "hex"),
      Buffer.concat([message("x"), Buffer.from([0])]), message("x").subarray(0, 5)])
      assert.equal(tip.errorName(tip.call("tip_compose", 1, 0, 0, bytes)), "wrong_length");
    const broken = message("xx");
    broken[4] = 0xff;
    assert.equal(tip.errorName(tip.call("tip_compose", 1, 0, 0, broken)), "bad_text");
    assert.equal(tip.errorName(tip.call("tip_compose", 1, 0, 0, message("x", [{ name: "", bytes: [] }]))), "bad_text");
    const large = message("x", [{ name: "a", bytes: Buffer.alloc(800000) }]);
    assert.equal(tip.errorName(tip.call("tip_compose", 1, 0, 0, large)), "too_large");
    assert.equal(tip.errorName(tip.call("tip_compose", 70000, 0, 0, message("x"))), "bad_value");
    assert.equal(tip.call("tip_compose", 1, 0, 0, message("x", [{ name: "../ż", bytes: Buffer.alloc(700000) }])), 61);
    assert.equal(tip.status().queued, 63);
    assert.equal(tip.call("tip_outbox_drop"), 0);
    assert.equal(tip.status().queued, 0);
  });

  test(`${build}: dropping what is queued while it is being handed in harms nothing`, async () => {
    const tip = await recordedSession(build);
    const visit = recorded.visits[0];
    tip.call("tip_visit_begin");
    for (const exchange of visit.slice(0, -1)) tip.call("tip_visit_answer", exchange.status, bodyOf(exchange));
    tip.call("tip_outbox_drop");
    assert.equal(tip.call("tip_compose", 1, 0, 0, message("another")), 1);
    assert.equal(tip.call("tip_visit_answer", 204, ""), 1);
    assert.deepEqual([tip.status().queued, tip.status().lodged], [1, 0]);
  });

  test(`${build}: closing wipes the session`, async () => {
    const tip = await recordedSession(build);
    play(tip, recorded.visits[0]);
    assert.equal(tip.call("tip_session_close"), 0);
    assert.equal(tip.errorName(tip.call("tip_inbox")), "wrong_state");
    const memory = Buffer.from(tip.calls.memory.buffer);
    assert.equal(memory.indexOf(recorded.answer), -1);
    assert.equal(memory.indexOf("abcdefghijklmnopqrstuvwxyzabcdef"), -1);
    assert.equal(memory.indexOf(recorded.words.slice(0, 30)), -1);
  });

  test(`${build}: with the claim row the entry is the recorded one`, async () => {
    const tip = await recordedSession(build);
    play(tip, recorded.visits[0]);
    tip.call("tip_burn", 0);
    play(tip, recorded.visits[1]);
    assert.equal(tip.call("tip_claim_open", "zoo zebra zero"), -12);
    assert.equal(tip.call("tip_claim_open", recorded.row), 0);
    assert.equal(tip.call("tip_compose", 1, 1, 0, tipMessage), 2);
    play(tip, recorded.visits[2]);
  });
}
