// A person with a browser: a window of some width, light or dark, with or without JavaScript.

import { chromium } from "playwright-core";
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where screenshots go. */
export const OUT = fileURLToPath(new URL("../out", import.meta.url));

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

let browser;

/** The one Chromium of this test file. */
async function launched() {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ARGUMENTS,
  });
  return browser;
}

/** Ends Chromium, at the end of a test file. */
export async function closeBrowser() {
  if (browser) await (await browser).close();
  browser = undefined;
}

/** Words for test names. */
export function windowOf({ width, dark = false, js = true }) {
  return `${width} px wide, ${dark ? "dark" : "light"}, ${js ? "with" : "without"} JavaScript`;
}

/** The windows to walk a journey in: all of them, or with WIDTH=320 in the environment only those, while writing one. */
export function wanted(windows) {
  return windows.filter(({ width }) => !process.env.WIDTH || String(width) === process.env.WIDTH);
}

/** Where what is known of a failure is kept. */
export function evidence(name) {
  const file = path.join(OUT, "failed", name.replace(/[^\w]+/g, "-").slice(0, 200));
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}

/** One person's browser, with cookies of its own. */
export class Visitor {
  /** Opens a window. `origins` are the sites this person may see requests to; anything else is a third party. */
  static async arrive(origins, { width = 1280, dark = false, js = true, ...more } = {}) {
    const context = await (await launched()).newContext({
      viewport: { width, height: width < 600 ? 640 : 900 },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: js,
      hasTouch: width < 600,
      reducedMotion: "reduce",
      locale: "en-GB",
      ...more,
    });
    context.setDefaultTimeout(30_000);
    const visitor = new Visitor();
    Object.assign(visitor, { context, strangers: [], complaints: [], origins: origins.map((site) => site.origin) });
    visitor.page = await context.newPage();
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && !visitor.origins.includes(origin)) visitor.strangers.push(request.url());
    });
    context.on("response", (response) => {
      const leadsOn = response.status() >= 300 && response.status() < 400;
      // A page that was left before it was there has no text; whoever looks at it fails then.
      if (response.request().isNavigationRequest() && !leadsOn) visitor.document = response.text().catch(() => "");
    });
    context.on("weberror", (error) => visitor.complaints.push(String(error.error())));
    context.on("console", (message) => {
      // A page that is refused on purpose is logged by the browser too; that is no fault of the page.
      const refused = /the server responded with a status of 4\d\d/.test(message.text());
      if (message.type() === "error" && !refused) visitor.complaints.push(message.text());
    });
    return visitor;
  }

  /** Fills fields in by their names; true and false tick and clear, an object is a file. */
  async fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`[name="${name}"]:not([type=hidden])`);
      if (typeof value === "boolean") await field.setChecked(value);
      else if (typeof value === "object") await field.setInputFiles(value);
      else await field.fill(value);
    }
  }

  /**
   * Does what leads to another page, and waits until that page is there as a whole. The page of before must be whole too:
   * whoever presses a button while its form still arrives sends half a form.
   */
  async leaveBy(deed) {
    await this.page.waitForLoadState("load");
    await Promise.all([this.page.waitForEvent("load"), deed()]);
  }

  /** Presses a button by its words. `stays` is for one that leads to no other page. */
  async press(name, { within = this.page, exact = true, stays = false } = {}) {
    await this.#click(within.getByRole("button", { name, exact }).first(), stays);
  }

  /** Follows a link by its words. `stays` is for one that leads to a place on the same page. */
  async follow(name, { within = this.page, exact = false, stays = false } = {}) {
    await this.#click(within.getByRole("link", { name, exact }).first(), stays);
  }

  async #click(target, stays) {
    if (stays) await target.click();
    else await this.leaveBy(() => target.click());
  }

  /** The text a reader sees, spaces folded. */
  async text(selector = "body") {
    return (await this.page.locator(selector).first().innerText()).replace(/\s+/g, " ");
  }

  /** Fails unless the reader sees every one of these. */
  async sees(...words) {
    const text = await this.text();
    for (const word of words) {
      assert.ok(text.includes(word), `“${word}” is not on ${this.page.url()}, which says: ${text.slice(0, 1500)}`);
    }
  }

  /** Fails when the reader sees any of these. */
  async misses(...words) {
    const text = await this.text();
    for (const word of words) assert.ok(!text.includes(word), `“${word}” is on ${this.page.url()}`);
  }

  /** Opens a page and checks its status. */
  async open(url, status = 200) {
    const response = await this.page.goto(url);
    assert.equal(response.status(), status, `${url} answers ${response.status()}`);
    return response;
  }

  /** Opens `url` again and again until `check` is content, for what travels between servers. */
  async until(url, check, patience = 45_000) {
    const deadline = Date.now() + patience;
    for (;;) {
      await this.page.goto(url);
      try {
        return await check();
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  /** Nothing was asked of a third party, and no page complained. */
  checkQuiet() {
    assert.deepEqual(this.strangers, [], "requests to third parties");
    assert.deepEqual(this.complaints, [], "errors in the browser's console");
  }

  /** Keeps what the window shows, for whoever mends a failure. */
  async keepEvidence(name) {
    const file = evidence(name);
    await this.page.screenshot({ path: `${file}.png`, fullPage: true }).catch(() => {});
    writeFileSync(`${file}.html`, `<!-- ${this.page.url()} -->\n${await this.page.content().catch(String)}`);
  }

  async leave() {
    await this.context.close();
  }
}
