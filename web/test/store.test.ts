// A phone that kept its head with the first version of the scripts: nothing of it is lost, and it watches from there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { page as body, server } from "./browser.ts";
import { Log } from "./tree.ts";

const log = new Log("market.example/log", new Uint8Array(32).fill(9));
log.entries.push("at: 2026-11-28T13:00:00Z\nopening\n", "at: 2026-11-28T13:30:00Z\njoining\n");
body["log"] = log.vkey;

const { base58 } = await import("../src/base58.ts");
const currency = (body["currency"] = base58(new Uint8Array(32).fill(1)));
const { beat } = await import("../src/witness.ts");
const { seenHead } = await import("../src/head.ts");
const { newIdentity } = await import("../src/identity.ts");
const { within } = await import("../src/store.ts");
const { verifiedHead, verifierKey } = await import("../src/note.ts");

const { owner } = newIdentity(currency);

/** The database as the first version made it. */
function first(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("gune", 1);
    request.onupgradeneeded = () => {
      const base = request.result;
      base.createObjectStore("keys", { keyPath: ["currency", "account", "role"] });
      base.createObjectStore("head", { keyPath: "currency" });
      base.createObjectStore("receipts", { keyPath: ["currency", "index"] });
      const outbox = base.createObjectStore("outbox", { keyPath: "sequence", autoIncrement: true });
      outbox.createIndex("identifier", ["currency", "identifier"], { unique: true });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const base = request.result;
      const transaction = base.transaction(["head", "keys"], "readwrite");
      const key = verifierKey(log.vkey) ?? assert.fail();
      const { note: _, ...head } = verifiedHead(log.checkpoint(), key) ?? assert.fail();
      transaction.objectStore("head").put({ currency, log: log.vkey, ...head });
      transaction.objectStore("keys").put({ ...owner, inBook: true });
      transaction.oncomplete = () => {
        base.close();
        resolve();
      };
    };
  });
}

test("a head kept by the first version is compared with, and then kept as it was signed", async () => {
  await first();
  const asked: string[] = [];
  server.answer = (path) => {
    asked.push(path);
    return path.startsWith("/log/consistency/") ? new Response(log.consistency(2)) : new Response("", { status: 201 });
  };
  await beat();
  assert.equal(asked[0], "/log/consistency/2");
  const row = await seenHead(currency);
  assert.deepEqual([row?.size, row?.note], [2n, log.checkpoint()]);
  assert.equal(await within(["alarm"], "readonly", (shelf) => shelf.get("alarm", currency)), undefined);
});
