// Firefox as Debian has it, driven by its own Marionette protocol: messages on a socket, and nothing to install besides.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./market.mjs";

const PATIENCE_MS = Number(process.env.GUNE_PATIENCE_MS ?? 60_000);
/** The name under which WebDriver writes a reference to an element (W3C WebDriver, § 12.1). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export class Firefox {
  static PATH = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  #rest = Buffer.alloc(0);
  #answers = new Map();
  #last = 0;

  static async start() {
    assert.ok(existsSync(Firefox.PATH), `there is no ${Firefox.PATH}: install firefox-esr, or say in FIREFOX where it is`);
    const firefox = new Firefox();
    firefox.profile = mkdtempSync(join(tmpdir(), "gune-firefox-"));
    const port = await freePort();
    writeFileSync(join(firefox.profile, "user.js"), `user_pref("marionette.port", ${port});\n`);
    const args = ["--headless", "--no-remote", "--marionette", "--profile", firefox.profile];
    firefox.program = spawn(Firefox.PATH, args, { stdio: "ignore", env: { ...process.env, HOME: firefox.profile } });
    await firefox.#connect(port);
    await firefox.#ask("WebDriver:NewSession", { capabilities: {} });
    return firefox;
  }

  async open(address) {
    await this.#ask("WebDriver:Navigate", { url: address });
  }

  /** Chooses a file in an input. */
  async give(selector, path) {
    const { value } = await this.#ask("WebDriver:FindElement", { using: "css selector", value: selector });
    await this.#ask("WebDriver:ElementSendKeys", { id: value[ELEMENT], text: path });
  }

  /** Waits until a place says something. */
  async reads(selector, pattern) {
    const script = `
      const [selector, pattern, flags, patience, done] = arguments;
      const said = () => document.querySelector(selector)?.textContent ?? "";
      const right = () => new RegExp(pattern, flags).test(said());
      if (right()) return done(true);
      new MutationObserver(() => right() && done(true)).observe(document.body, { subtree: true, childList: true, characterData: true });
      setTimeout(() => done(said()), patience);`;
    const args = [selector, pattern.source, pattern.flags, PATIENCE_MS];
    const { value } = await this.#ask("WebDriver:ExecuteAsyncScript", { script, args, scriptTimeout: 2 * PATIENCE_MS });
    assert.equal(value, true, `${selector} should say ${pattern}`);
  }

  async end() {
    this.socket?.destroy();
    if (this.program.exitCode === null && this.program.signalCode === null) {
      const ended = once(this.program, "exit");
      this.program.kill("SIGKILL");
      await ended;
    }
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #connect(port) {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      assert.equal(this.program.exitCode, null, "Firefox ended at once");
      const socket = connect(port, "127.0.0.1");
      // `once` rejects where the socket tells of an error first: nobody listens there yet.
      if (await once(socket, "connect").then(() => true, () => false)) {
        this.socket = socket.on("data", (bytes) => this.#hear(bytes));
        return;
      }
      socket.destroy();
      assert.ok(Date.now() < until, "Firefox does not answer");
      await new Promise((resume) => setTimeout(resume, 100));
    }
  }

  /** Messages come as `<length>:<json>`; an answer is `[1, id, error, result]`. */
  #hear(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const colon = this.#rest.indexOf(":");
      const length = Number(this.#rest.subarray(0, colon));
      if (colon < 0 || this.#rest.length < colon + 1 + length) return;
      const message = JSON.parse(this.#rest.subarray(colon + 1, colon + 1 + length));
      this.#rest = this.#rest.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const { done, failed } = this.#answers.get(id);
      if (error) failed(new Error(`${error.error}: ${error.message}`));
      else done(result);
    }
  }

  #ask(command, parameters) {
    const id = ++this.#last;
    const text = JSON.stringify([0, id, command, parameters]);
    return new Promise((done, failed) => {
      this.#answers.set(id, { done, failed });
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }
}
