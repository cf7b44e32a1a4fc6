// The order of posts by distance: both builds of the bridge say what the native core
// says (Nearest.OrdersAsTheVectorsSay reads the same file).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

import { Tip, builds } from "./tip.mjs";

const { vectors } = JSON.parse(await readFile(new URL("../../vectors/nearest.json", import.meta.url), "utf8"));
const hex = (text) => Buffer.from(text, "hex");

for (const build of builds) {
  test(`${build}: posts are ordered as the vectors say`, async () => {
    const tip = await Tip.open(build);
    for (const { comment, lat, lon, posts, order } of vectors) {
      assert.equal(tip.call("tip_nearest", lat, lon, hex(posts)), 0);
      assert.equal(tip.result().toString("hex"), order, `${comment} from ${lat} ${lon}`);
    }
  });

  test(`${build}: a cut list of posts is refused`, async () => {
    const tip = await Tip.open(build);
    for (let len = 1; len < 20; ++len)
      if (len % 10 !== 0) assert.equal(tip.errorName(tip.call("tip_nearest", 1, 1, Buffer.alloc(len, 1))), "wrong_length");
  });

  test(`${build}: languages have their codes`, async () => {
    const tip = await Tip.open(build);
    assert.equal(tip.call("tip_languages", 0b1011), 0);
    assert.equal(tip.text(), "en,pl,ru");
    assert.equal(tip.call("tip_languages", -1), 0);
    assert.equal(tip.text().split(",").length, 16);
  });
}
