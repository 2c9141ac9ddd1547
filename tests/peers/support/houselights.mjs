// A real `houselights serve` behind a proxy that ends TLS, with a folder of its own that goes when it goes.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Visitor } from "./page.mjs";
import { CERTIFICATES, bodyOf, listen, proxyTo, until } from "./wire.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BINARY = process.env.HOUSELIGHTS_BIN ?? path.join(ROOT, "target/debug/houselights");
const START_MS = 60_000;

/** Servers that still run, so that an interrupted run leaves none behind. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** One running site, at https://HOST:PORT. */
export class Site {
  /**
   * Starts one. `settings` are keys of config/default.toml such as `federation.authorized_fetch`. `tamper(headers)`, where a case
   * sets it, changes requests on their way in, as a clumsy reverse proxy does.
   */
  static async start(name, settings = {}) {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: build it first, or run tests/run.sh`);
    const site = new Site();
    site.port = await freePort();
    site.folder = mkdtempSync(path.join(os.tmpdir(), "houselights-peer-"));
    site.wire = await listen(`${name}.localhost`, proxyTo(site.port, (headers) => site.tamper?.(headers) ?? headers));
    site.host = site.wire.host;
    site.origin = site.wire.origin;
    const all = {
      "server.bind": `127.0.0.1:${site.port}`,
      "server.public_url": site.origin,
      "server.workers": "1",
      "site.name": "Lantern Street",
      "database.url": `sqlite://${path.join(site.folder, "houselights.sqlite")}`,
      "media.path": path.join(site.folder, "media"),
      "federation.allow_private_networks": "127.0.0.0/8",
      "federation.publish_delay": "0",
      "log.filter": "info,houselights=debug",
      ...settings,
    };
    // The environment is only ours: settings of the caller's own site must not leak in.
    site.env = { PATH: process.env.PATH, SSL_CERT_FILE: path.join(CERTIFICATES, "ca.pem") };
    for (const [key, value] of Object.entries(all)) site.env[`HOUSELIGHTS__${key.toUpperCase().replace(".", "__")}`] = String(value);
    const log = openSync(path.join(site.folder, "log.txt"), "a");
    site.process = spawn(BINARY, ["serve"], { cwd: site.folder, env: site.env, stdio: ["ignore", log, log] });
    closeSync(log);
    running.add(site.process);
    try {
      await until("the front page of a new site", () => {
        const ended = site.process.exitCode ?? site.process.signalCode;
        return ended !== null || site.ask("/").then(() => true);
      }, START_MS);
      if (site.process.exitCode !== null) throw new Error(`it ended with ${site.process.exitCode}`);
    } catch (error) {
      error.message += `\n${site.log()}`;
      await site.stop();
      throw error;
    }
    return site;
  }

  /** What the server wrote so far. */
  log() {
    return readFileSync(path.join(this.folder, "log.txt"), "utf8");
  }

  /** A plain request past the proxy; gives status, headers and text. */
  async ask(place, { method = "GET", headers = {}, bytes } = {}) {
    const request = http.request({ host: "127.0.0.1", port: this.port, path: place, method, headers: { host: this.host, ...headers } });
    request.end(bytes);
    const [response] = await once(request, "response");
    return { status: response.statusCode, headers: response.headers, text: (await bodyOf(response)).toString() };
  }

  /** Somebody without an account. */
  reader() {
    return new Visitor(this);
  }

  /** Makes the owner's account; gives her, signed in, with `actor`, `handle` and `publish`. */
  async owner(handle = "mara", name = "Mara Lindqvist") {
    const mara = new Reviewer(this, handle);
    const page = await mara.open("/");
    (await page.press("Make the account", { name, handle, password: "the fourth row from the back" })).mustSay("Sign out");
    return mara;
  }

  /** Runs a command of the program on this site's data; gives what it printed. */
  async command(...words) {
    const { stdout } = await promisify(execFile)(BINARY, words, { cwd: this.folder, env: this.env });
    return stdout;
  }

  /** Stops in order, and removes the folder. */
  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, "exit");
      this.process.kill("SIGTERM");
      const patience = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(patience);
    }
    running.delete(this.process);
    await this.wire.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Somebody who writes reviews here. */
class Reviewer extends Visitor {
  constructor(site, handle) {
    super(site);
    this.handle = `@${handle}@${site.host}`;
    this.actor = `${site.origin}/users/${handle}`;
  }

  /** Makes a scale of these words, worst first. */
  async makeScale(name, labels) {
    const steps = Object.fromEntries(labels.map((label, i) => [`steps.${i}.label`, label]));
    (await (await this.open("/settings/scales/new")).press("Save the scale", { name, ...steps })).mustSay(name);
  }

  /** Publishes a review; `rating` is a word of her scale. Gives `page` (its address), `id` (of the object) and `edit`. */
  async publish({ rating, ...fields }) {
    const editor = await this.open("/write");
    const step = rating ? { step: editor.choice("step", rating) } : {};
    const page = await editor.press("Publish", { language: "en", ...step, ...fields });
    page.mustSay("The review is published");
    const id = /rel="alternate" type="application\/activity\+json" href="([^"]+)"/.exec(page.html)?.[1];
    if (!id) throw new Error(`${page.url} does not name its ActivityPub document`);
    return { page: new URL(page.url).pathname, id: new URL(id, page.url).href, edit: page.link("Edit") };
  }

  /** Looks something up as the page “Following” does; gives the page it leads to. */
  async lookUp(who) {
    return (await this.open("/following")).press("Look it up", { who });
  }
}
