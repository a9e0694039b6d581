// The real program on a folder and a port of its own, as an organiser starts it: it can be killed and started again.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const PROGRAM = process.env.GUNE_BIN ?? fileURLToPath(new URL("../../target/debug/gune", import.meta.url));

/** The name phones use in the room: plain http, and not a "secure context" as `localhost` would be. */
export const HOST = "atelier.test";

export class Market {
  /** With a `command` before its options, such as a rehearsal's. */
  static async start(command = []) {
    const market = new Market();
    market.command = command;
    market.data = mkdtempSync(join(tmpdir(), "gune-browser-"));
    market.port = await freePort();
    market.address = `http://${HOST}:${market.port}`;
    await market.run();
    return market;
  }

  /** Starts the program, and waits until it answers. */
  async run() {
    const { command, port, data, address } = this;
    const args = [...command, "--listen", `127.0.0.1:${port}`, "--data", data, "--no-browser", "--address", address];
    this.program = spawn(PROGRAM, args, { stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    this.program.stderr.on("data", (text) => (complaints += text));
    while (!(await this.#answers())) {
      if (this.program.exitCode !== null) throw new Error(`gune ended: ${complaints}`);
      await new Promise(setImmediate);
    }
  }

  /** The organiser's private link, as the terminal shows it. */
  get organisersLink() {
    return `${this.address}/organise/enter/${readFileSync(join(this.data, "keys", "organiser"), "utf8").trim()}`;
  }

  /** The power goes: no farewell. */
  async kill() {
    if (this.program.exitCode !== null || this.program.signalCode !== null) return;
    const ended = once(this.program, "exit");
    this.program.kill("SIGKILL");
    await ended;
  }

  async end() {
    await this.kill();
    for (const folder of [this.data, ...this.#copies]) rmSync(folder, { recursive: true, force: true });
  }

  #copies = [];

  /** The book and its keys as they are now, set aside: whoever has them can let the book go on in two ways. */
  async setAside() {
    await this.kill();
    const copy = mkdtempSync(join(tmpdir(), "gune-browser-"));
    this.#copies.push(copy);
    cpSync(this.data, copy, { recursive: true });
    await this.run();
    return copy;
  }

  /** What must never happen: the same address shows what was set aside, and the guard of the last head is taken away. */
  async show(copy) {
    await this.kill();
    this.#copies.push(this.data);
    this.before = this.data;
    this.data = copy;
    rmSync(join(copy, "keys", "head"), { force: true });
    await this.run();
  }

  async #answers() {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/health`)).ok;
    } catch {
      return false;
    }
  }
}

/** A port that nobody uses now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
