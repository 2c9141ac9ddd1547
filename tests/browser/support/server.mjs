// A real `houselights serve` on a free loopback port, with a folder of its own that goes when it goes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { evidence } from "./visitor.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BINARY = process.env.HOUSELIGHTS_BIN ?? path.join(ROOT, "target/debug/houselights");
const START_MS = 30_000;

/** Servers that still run, so that an interrupted run leaves none behind. */
const running = new Set();
process.on("exit", () => running.forEach((site) => site.process.kill("SIGKILL")));

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** One running site. */
export class Site {
  constructor(name, port, folder, process) {
    Object.assign(this, { name, port, folder, process });
    this.host = `${name}.localhost:${port}`;
    this.origin = `http://${this.host}`;
  }

  /** An address on this site. */
  at(place) {
    return new URL(place, this.origin).href;
  }

  /** What the server wrote so far. */
  log() {
    return readFileSync(path.join(this.folder, "log.txt"), "utf8");
  }

  /** Keeps the log beside the windows of a failure. */
  keepLog(name) {
    writeFileSync(`${evidence(`${name} ${this.name}`)}.log`, this.log());
  }

  /** A plain request, past the browser; gives status, headers and text. */
  async ask(place, headers = {}) {
    // By address: not every system's resolver knows names below localhost.
    const url = new URL(place, this.origin);
    const request = http.get({
      host: "127.0.0.1", port: this.port, path: url.pathname + url.search, headers: { host: this.host, ...headers },
    });
    const [response] = await once(request, "response");
    let text = "";
    response.setEncoding("utf8");
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode, headers: response.headers, text };
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
    running.delete(this);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Starts a site at http://NAME.localhost:PORT. `settings` are keys of config/default.toml such as `accounts.session_days`.
 * It may talk to other sites on loopback.
 */
export async function serve(name, settings = {}) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: build it first, or run tests/run.sh`);
  const port = await freePort();
  const folder = mkdtempSync(path.join(os.tmpdir(), "houselights-journey-"));
  const origin = `http://${name}.localhost:${port}`;
  const all = {
    "server.bind": `127.0.0.1:${port}`,
    "server.public_url": origin,
    "server.workers": "1",
    "site.name": `${name[0].toUpperCase()}${name.slice(1)} Pictures`,
    "database.url": `sqlite://${path.join(folder, "houselights.sqlite")}`,
    "media.path": path.join(folder, "media"),
    "federation.allow_insecure_http": "true",
    "federation.allow_private_networks": "127.0.0.0/8,::1/128",
    "federation.publish_delay": "0",
    "log.filter": "info,houselights=debug",
    ...settings,
  };
  const env = Object.fromEntries(
    Object.entries(all).map(([key, value]) => [`HOUSELIGHTS__${key.toUpperCase().replace(".", "__")}`, String(value)]),
  );
  const log = openSync(path.join(folder, "log.txt"), "a");
  // The environment is only ours: settings of the caller's own site must not leak in.
  const child = spawn(BINARY, ["serve"], { cwd: folder, env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", log, log] });
  closeSync(log);
  const site = new Site(name, port, folder, child);
  running.add(site);
  const deadline = Date.now() + START_MS;
  for (;;) {
    const answered = await site.ask("/").then(() => true, () => false);
    if (answered) return site;
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null || Date.now() > deadline) {
      const words = `${name} ${ended === null ? "does not answer" : `ended with ${ended}`}:\n${site.log()}`;
      await site.stop();
      throw new Error(words);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
