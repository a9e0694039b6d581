// The outbox against a small server: order, numbers, retries, receipts and the keys they open.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { notes, page as body, server } from "./browser.ts";
import { Log } from "./tree.ts";

const log = new Log("market.example/log", new Uint8Array(32).fill(9));
body["log"] = log.vkey;
body["language"] = "fr";

const { answered, discard, enqueue, flush, hurry, waiting } = await import("../src/outbox.ts");
const { newIdentity } = await import("../src/identity.ts");
const { seenHead } = await import("../src/head.ts");
const { ownKeys, within } = await import("../src/store.ts");
const { identifier, parse, value } = await import("../src/document.ts");
const { base58 } = await import("../src/base58.ts");

type OwnKey = Parameters<typeof enqueue>[1];
type Order = Parameters<typeof enqueue>[2][number];

let markets = 0;
let currency = "";
let owner: OwnKey;
let device: OwnKey;
/** What reached the server, in order. */
let received: string[] = [];

const payment = (cents: string): Order => ({ kind: "payment", fields: [["to", `${base58(new Uint8Array(32).fill(7))} ${cents}`]], texts: [] });
const problem = (code: string, status = 409): Response =>
  new Response(JSON.stringify({ type: `/refusals/${code}`, title: code, detail: "pourquoi" }), { status });

/** A server that takes everything into its book and proves it. */
function book(path: string, request: string): Response {
  const old = /^\/log\/consistency\/([0-9]+)$/.exec(path)?.[1];
  if (old !== undefined) return new Response(log.consistency(Number(old)));
  const document = new URLSearchParams(request).get("document") ?? "";
  received.push(document);
  log.entries.push(`at: 2026-11-28T14:00:00Z\n${document}`);
  return new Response(log.receipt(log.entries.length - 1), { status: 201 });
}

beforeEach(() => {
  currency = base58(new Uint8Array(32).fill(++markets));
  ({ owner, device } = newIdentity(currency));
  received = [];
  log.entries.length = 0;
  log.entries.push("at: 2026-11-28T13:00:00Z\nopening\n", "at: 2026-11-28T13:30:00Z\njoining\n");
  server.answer = book;
});

test("documents are sent in order, verified, and their receipts and the new head kept", async () => {
  const rows = await enqueue(currency, owner, [payment("1.00"), payment("2.00"), payment("3.00")], [owner, device]);
  assert.equal(notes.get(`outbox:${currency}`), "3");
  await flush(currency);
  assert.deepEqual(received, rows.map(({ document }) => document));
  assert.deepEqual((await waiting(currency)).map(({ state, answer }) => [state, answer]), [["sent", "2"], ["sent", "3"], ["sent", "4"]]);
  assert.equal((await seenHead(currency))?.size, 5n);
  assert.equal(notes.get(`outbox:${currency}`), "0");
  const receipts = (await within(["receipts"], "readonly", (shelf) => shelf.all("receipts"))).filter((row) => row.currency === currency);
  assert.deepEqual(receipts.map(({ verdict }) => verdict), ["true", "true", "true"]);
});

test("numbers grow within and between documents, and keep the number that was shown where they can", async () => {
  const [first, second] = await enqueue(currency, owner, [{ ...payment("1.00"), shown: 5_000 }, payment("2.00")], [owner]);
  const [third] = await enqueue(currency, owner, [{ ...payment("3.00"), shown: 6_000 }]);
  const numbers = [first, second, third].map((row) => Number(value(parse(row?.document ?? ""), "number")));
  assert.equal(numbers[0], 5_000);
  assert.ok((numbers[1] ?? 0) > 5_000 && (numbers[2] ?? 0) > (numbers[1] ?? 0));
  assert.equal((await ownKeys(currency))[0]?.last, numbers[2]);
});

test("a key that this phone does not keep signs on the next page under a greater number still", async () => {
  const typed = (): OwnKey => ({ ...owner, last: 0 });
  await enqueue(currency, typed(), [{ ...payment("1.00"), shown: 6_000 }]);
  const [second] = await enqueue(currency, typed(), [{ ...payment("2.00"), shown: 5_999 }]);
  assert.ok(Number(value(parse(second?.document ?? ""), "number")) > 6_000);
});

test("a payment is good for a day", async () => {
  const [row] = await enqueue(currency, owner, [{ ...payment("1.00"), shown: 1795874592123 }]);
  assert.equal(value(parse(row?.document ?? ""), "until"), "2026-11-29T14:03:12Z");
});

test("an order that is not in its one spelling leaves nothing behind", async () => {
  await assert.rejects(enqueue(currency, owner, [payment("1.00"), payment("1")], [owner]));
  assert.deepEqual([await waiting(currency), await ownKeys(currency)], [[], []]);
});

test("a refused document tells why and does not block the next", async () => {
  server.answer = (path, request) => (request.includes("1.00") ? problem("balance-too-small") : book(path, request));
  await enqueue(currency, owner, [payment("1.00"), payment("2.00")], [owner]);
  await flush(currency);
  const [first, second] = await waiting(currency);
  assert.deepEqual([first?.state, first?.refusal], ["refused", { type: "/refusals/balance-too-small", title: "balance-too-small", detail: "pourquoi" }]);
  assert.equal(second?.state, "sent");
  assert.ok(first);
  await discard(first);
  assert.equal((await waiting(currency)).length, 1);
});

test("with the server away documents wait in order, and arrive once it is back", async () => {
  let stalled = 0;
  server.answer = () => Promise.reject(new TypeError("no network"));
  const [row] = await enqueue(currency, owner, [payment("1.00"), payment("2.00")], [owner]);
  assert.ok(row);
  const fate = answered(row, () => stalled++);
  await flush(currency);
  assert.deepEqual((await waiting(currency)).map(({ state }) => state), ["pending", "pending"]);
  server.answer = () => new Response("", { status: 503, headers: { "retry-after": "30" } });
  await hurry(currency);
  assert.ok(stalled > 0);
  server.answer = book;
  await hurry(currency);
  assert.equal((await fate).state, "sent");
  assert.equal(received.length, 2);
});

/** A listing with its picture, and a market that has forgotten it: what was asked of it, and what it still says so often. */
async function listed(unknown: number, photos: () => Response | Promise<Response>): Promise<string[]> {
  const asked: string[] = [];
  let refusals = 0;
  server.answer = (path, request) => {
    asked.push(path === "/photos" ? `photo ${request}` : path);
    if (path === "/photos") return photos();
    return ++refusals <= unknown ? problem("photo-unknown", 422) : new Response("listing-7\n", { status: 201 });
  };
  const photo = base58(new Uint8Array(32).fill(5));
  const fields = [["sort", "gift"], ["title", "Confiture"], ["category", "food"], ["quantity", "1"], ["photo", photo]] as const;
  await enqueue(currency, owner, [{ kind: "listing", fields, texts: [], photo: new Uint8Array([255, 216, 7]) }], [owner]);
  await flush(currency);
  return asked;
}
const fate = async (): Promise<unknown> => (await waiting(currency)).map(({ state, answer, refusal, photo }) => [state, answer ?? refusal?.title, photo?.length]);

test("a listing whose picture was forgotten meanwhile sends it again and then itself; answered, it keeps it no more", async () => {
  const asked = await listed(1, () => new Response("its name\n", { status: 201 }));
  assert.deepEqual(asked, ["/documents", "photo 255,216,7", "/documents"]);
  assert.deepEqual(await fate(), [["sent", "listing-7", undefined]]);
});

test("a picture is sent again once: if the market still does not know it, the listing is refused and says so", async () => {
  const asked = await listed(99, () => new Response("another\n", { status: 201 }));
  assert.deepEqual(asked, ["/documents", "photo 255,216,7", "/documents"]);
  assert.deepEqual(await fate(), [["refused", "photo-unknown", undefined]]);
});

test("with the market away before the picture has arrived, both wait, and arrive once it is back", async () => {
  let away = true;
  const asked = await listed(2, () => (away ? new Response("", { status: 503 }) : new Response("its name\n", { status: 201 })));
  assert.deepEqual(asked, ["/documents", "photo 255,216,7"]);
  assert.deepEqual(await fate(), [["pending", undefined, 3]]);
  away = false;
  await hurry(currency);
  assert.deepEqual(asked.slice(2), ["/documents", "photo 255,216,7", "/documents"]);
  assert.deepEqual(await fate(), [["sent", "listing-7", undefined]]);
});

test("an answer that was lost is asked for again with the very same bytes", async () => {
  const lost: string[] = [];
  server.answer = (_path, request) => {
    lost.push(request);
    return Promise.reject(new TypeError("no network"));
  };
  await enqueue(currency, owner, [payment("1.00")], [owner]);
  await flush(currency);
  server.answer = (path, request) => (lost.push(request), book(path, request));
  await hurry(currency);
  assert.equal(lost.length, 2);
  assert.equal(lost[0], lost[1]);
});

test("a receipt for another document, by another key, or of a rewritten log is shown as bad, with the evidence", async () => {
  await enqueue(currency, owner, [payment("1.00")], [owner]);
  await flush(currency);
  const forged = new Log(log.name, log.seed);
  forged.entries.push("at: 2026-11-28T13:00:00Z\nanother past\n", ...log.entries.slice(1));
  const stranger = new Log(log.name, new Uint8Array(32).fill(11));
  const bad: [string, (document: string) => string][] = [
    ["another document", () => log.receipt(1)],
    ["another key", (document) => (stranger.entries.push(`at: 2026-11-28T14:00:00Z\n${document}`), stranger.receipt(0))],
    ["another past", (document) => (forged.entries.push(`at: 2026-11-28T14:00:00Z\n${document}`), forged.receipt(forged.entries.length - 1))],
  ];
  const before = await seenHead(currency);
  for (const [name, receiptOf] of bad) {
    server.answer = (path, request) => {
      if (path.startsWith("/log/consistency/")) return new Response(forged.consistency(Number(path.split("/").pop())));
      return new Response(receiptOf(new URLSearchParams(request).get("document") ?? ""), { status: 201 });
    };
    const [row] = await enqueue(currency, owner, [payment("4.00")]);
    await flush(currency);
    const current = (await waiting(currency)).find(({ identifier: id }) => id === row?.identifier);
    assert.equal(current?.state, "receipt-bad", name);
    assert.deepEqual(await seenHead(currency), before, name);
  }
  const receipts = await within(["receipts"], "readonly", (shelf) => shelf.all("receipts"));
  const kept = receipts.filter((row) => row.currency === currency && row.verdict === "false");
  assert.ok(kept.length > 0 && kept.every(({ evidence }) => (evidence?.length ?? 0) >= 2));
});

test("a log that grows between our questions is still found consistent", async () => {
  await enqueue(currency, owner, [payment("1.00")], [owner]);
  await flush(currency);
  let growth = 3;
  server.answer = (path, request) => {
    if (path.startsWith("/log/") && growth-- > 0) log.entries.push(`at: 2026-11-28T14:00:00Z\n${growth}\n`);
    return book(path, request);
  };
  await enqueue(currency, owner, [payment("2.00")]);
  await flush(currency);
  assert.equal((await waiting(currency))[1]?.state, "sent");
  assert.ok(((await seenHead(currency))?.size ?? 0n) >= 7n);
});

test("joining and authorising make the keys of this phone count; revoking itself removes its key", async () => {
  const name = { salt: "00".repeat(16), text: "Zoé" };
  const orders: Order[] = [
    { kind: "joining", fields: [["name", base58(new Uint8Array(32).fill(1))]], texts: [name] },
    { kind: "key", fields: [["authorised", device.key], ["role", "pay"]], texts: [] },
  ];
  const bodies: string[] = [];
  server.answer = (path, request) => (bodies.push(request), book(path, request));
  await enqueue(currency, owner, orders, [owner, device]);
  await flush(currency);
  assert.deepEqual((await ownKeys(currency)).map(({ role, inBook }) => [role, inBook]), [["device", true], ["owner", true]]);
  assert.deepEqual([new URLSearchParams(bodies[0]).get("salt"), new URLSearchParams(bodies[0]).get("text")], [name.salt, "Zoé"]);
  await enqueue(currency, device, [{ kind: "revocation", fields: [["revoked", device.key]], texts: [] }]);
  await flush(currency);
  assert.deepEqual((await ownKeys(currency)).map(({ role }) => role), ["owner"]);
});

test("once an erasure is in the book the phone forgets what was signed before it, and nothing else", async () => {
  const memo = { salt: "11".repeat(16), text: "Merci" };
  const paid = (): Order => ({ ...payment("1.00"), texts: [memo] });
  const listing: Order = {
    kind: "listing",
    fields: [["sort", "gift"], ["title", "Graines"], ["category", "garden"], ["quantity", "1"]],
    texts: [],
  };
  server.answer = (path, request) => {
    const document = new URLSearchParams(request).get("document") ?? "";
    return document.startsWith("gune/1 listing") ? new Response("x\n", { status: 201 }) : book(path, request);
  };
  const { owner: other } = newIdentity(currency);
  await enqueue(currency, other, [paid()], [other]);
  await enqueue(currency, owner, [paid(), listing], [owner]);
  await flush(currency);
  const kept = async (): Promise<unknown> => (await waiting(currency)).map(({ kind, texts }) => [kind, texts.length]);
  assert.deepEqual(await kept(), [["payment", 1], ["payment", 1], ["listing", 0]]);
  // A refused erasure erases nothing.
  server.answer = () => problem("role-missing");
  await enqueue(currency, owner, [{ kind: "erasure", fields: [], texts: [] }]);
  await flush(currency);
  assert.deepEqual(await kept(), [["payment", 1], ["payment", 1], ["listing", 0], ["erasure", 0]]);
  server.answer = book;
  await enqueue(currency, owner, [{ kind: "erasure", fields: [], texts: [] }, paid()]);
  await flush(currency);
  const left = [["payment", 1], ["payment", 0], ["erasure", 0], ["erasure", 0], ["payment", 1]];
  assert.deepEqual(await kept(), left, "somebody else's, and what came after, stay");
});

test("markets at one address never mix", async () => {
  const here = currency;
  await enqueue(here, owner, [payment("1.00")], [owner]);
  const other = base58(new Uint8Array(32).fill(200));
  assert.deepEqual([await waiting(other), await ownKeys(other), await seenHead(other)], [[], [], undefined]);
});

test("what stands beside the book is answered by its identifier", async () => {
  server.answer = (_path, request) => {
    const { text } = parse(new URLSearchParams(request).get("document") ?? "");
    return new Response(`${identifier(text)}\n`, { status: 201 });
  };
  const [row] = await enqueue(currency, owner, [{ kind: "withdrawal", fields: [["listing", base58(new Uint8Array(32).fill(3))]], texts: [] }], [owner]);
  await flush(currency);
  assert.equal((await waiting(currency))[0]?.answer, row?.identifier);
});
