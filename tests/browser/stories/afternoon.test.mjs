// An afternoon at the market, told by the phones of those who were there.

import { after, before } from "node:test";

import { atTheDesk } from "../afternoon/desk.mjs";
import { atTheDoors } from "../afternoon/doors.mjs";
import { lostAndFound } from "../afternoon/keys.mjs";
import { giftsAndWants } from "../afternoon/sorts.mjs";
import { trade } from "../afternoon/trade.mjs";
import { Market } from "../market.mjs";
import { Phone, pictureAll, room } from "../phone.mjs";
import { chapters } from "../story.mjs";

const test = chapters(pictureAll);

/** Who was there, and what one chapter leaves to the next: Awa's twelve words. */
const cast = {};

before(async () => {
  cast.market = await Market.start();
  cast.browser = await room();
  const phone = (name) => Phone.in(cast.browser, cast.market, name);
  [cast.zoe, cast.awa, cast.bilal] = [await phone("Zoé"), await phone("Awa"), await phone("Bilal")];
});

after(async () => {
  await cast.browser?.close();
  await cast.market?.end();
});

atTheDoors(test, cast);
trade(test, cast);
giftsAndWants(test, cast);
lostAndFound(test, cast);
atTheDesk(test, cast);

test("nothing went wrong that nobody saw", async () => {
  for (const phone of [cast.zoe, cast.awa, cast.bilal]) await phone.close();
});
