// What must be true of every page, whatever it is about.

import assert from "node:assert/strict";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What a forgotten value looks like. */
const PLACEHOLDERS = /%s|%d|\{\{|\}\}|\{%|\bundefined\b|\bSome\(|\bNone\b|\bNaN\b|\bnull\b|\[object|\bTODO\b|lorem ipsum/i;

/** axe-core finds no violation of WCAG 2.2 A and AA, nor of its own good practice. */
export async function isAccessible(page) {
  // By the debugger: the page's own policy lets no script in, and that is right.
  await page.evaluate(AXE);
  // Whatever happens to lie under a bar that stays in the window can be scrolled from under it, but axe takes it for too small
  // a target. That nothing with the focus is covered is looked at by `showsItsFocus`.
  const stuck = page.locator(".save");
  await stuck.evaluateAll((bars) => bars.forEach((bar) => { bar.style.position = "static"; }));
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES,
  );
  await stuck.evaluateAll((bars) => bars.forEach((bar) => { bar.style.position = ""; }));
  const found = violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ${nodes.slice(0, 3).map((n) => `${n.target} – ${n.any.concat(n.all, n.none)[0]?.message ?? ""}`).join("; ")}`);
  assert.deepEqual(found, [], `axe-core on ${page.url()}`);
}

const validator = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:standard"] }));

/** What the server sent for this page is HTML as the standard has it: a browser would mend it silently. */
export async function isValidHtml({ page, document }) {
  const html = await document;
  assert.ok(html.length > 500, `nothing was sent for ${page.url()}`);
  const { results } = await validator.validateString(html);
  const found = results.flatMap(({ messages }) => messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
  assert.deepEqual(found, [], `html-validate on ${page.url()}`);
}

/** Nothing scrolls sideways, and nothing is cut off at the right. */
export async function fitsItsWidth(page) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const out = [...document.body.querySelectorAll("*")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && (box.right > room + 1 || box.left < -1) && !e.closest(".hidden, .skip");
    });
    return { scrolls: document.documentElement.scrollWidth > room, out: out.slice(0, 4).map((e) => `${e.tagName} ${e.className} “${e.textContent.trim().slice(0, 40)}”`) };
  });
  assert.deepEqual(wide, { scrolls: false, out: [] }, `${page.url()} at ${page.viewportSize().width} px`);
}

/** One h1, landmarks once, alt on every image, a label on every field, no heading level left out, no doubled id. */
export async function isWellBuilt(page) {
  const found = await page.evaluate(() => {
    const count = (selector) => document.querySelectorAll(selector).length;
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((h) => Number(h.tagName[1]));
    return {
      h1: count("h1"), main: count("main"), banner: count("body > header"), contentinfo: count("body > footer"),
      lang: document.documentElement.lang !== "",
      title: document.title.trim().length > 3,
      description: document.title.includes("Pictures"),
      withoutAlt: [...document.images].filter((i) => !i.hasAttribute("alt")).map((i) => i.src),
      unlabelled: [...document.querySelectorAll("input:not([type=hidden]), textarea, select")]
        .filter((f) => f.labels.length === 0).map((f) => f.name),
      doubledIds: ids.filter((id, i) => ids.indexOf(id) !== i),
      skippedLevels: levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1),
      emptyLinks: [...document.querySelectorAll("a[href]")]
        .filter((a) => !a.textContent.trim() && !a.querySelector("img[alt]:not([alt=''])") && a.getAttribute("aria-hidden") !== "true")
        .map((a) => a.outerHTML.slice(0, 80)),
      deadAnchors: [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute("href"))
        .filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))),
    };
  });
  assert.deepEqual(found, {
    h1: 1, main: 1, banner: 1, contentinfo: 1, lang: true, title: true, description: true, withoutAlt: [], unlabelled: [],
    doubledIds: [], skippedLevels: [], emptyLinks: [], deadAnchors: [],
  }, page.url());
}

/** No text, attribute or title shows a forgotten value. */
export async function hasNoPlaceholders(page) {
  const texts = await page.evaluate(() => {
    const attributes = ["alt", "title", "aria-label", "href", "src", "content", "value", "datetime", "action", "placeholder"];
    const said = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll("*")) {
      for (const name of attributes) if (element.hasAttribute(name)) said.push(`${name}=${element.getAttribute(name)}`);
    }
    return said;
  });
  for (const text of texts) {
    const hit = PLACEHOLDERS.exec(text);
    assert.equal(hit, null, `${page.url()} shows “${hit?.[0]}” in: ${text.slice(Math.max(0, (hit?.index ?? 0) - 60)).slice(0, 160)}`);
  }
}

/** Whoever goes on with the Tab key sees where they are: a ring, inside the window, with nothing on top of it. */
export async function showsItsFocus(page, presses = 60) {
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    document.activeElement?.blur();
  });
  const seen = new Set();
  let first;
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([fx, fy]) =>
        document.elementFromPoint(box.left + box.width * fx, box.top + box.height * fy));
      return {
        name: `${e.tagName} ${e.name ?? ""} “${(e.textContent || e.value || "").trim().slice(0, 40)}”`,
        path: [...document.querySelectorAll("*")].indexOf(e),
        ring: (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
        inside,
        uncovered: points.some((p) => p && (p === e || e.contains(p) || p.contains(e) || [...(e.labels ?? [])].some((l) => l.contains(p)))),
      };
    });
    if (!at) break;
    first ??= at.path;
    if (seen.has(at.path) && at.path === first) break;
    seen.add(at.path);
    assert.ok(at.ring, `${at.name} shows no ring when it has the focus on ${page.url()}`);
    assert.ok(at.inside, `${at.name} has the focus outside the window on ${page.url()}`);
    assert.ok(at.uncovered, `${at.name} has the focus but is covered on ${page.url()}`);
  }
  assert.ok(seen.size > 2, `the Tab key leads nowhere on ${page.url()}`);
}

/** Targets are at least 24 px each way, or stand in a sentence (WCAG 2.5.8). */
export async function hasRoomForFingers(page) {
  const small = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary, select, textarea")]
    .filter((e) => {
      const box = e.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || e.closest(".hidden, .skip") || e.getAttribute("aria-hidden") === "true") return false;
      const inSentence = e.tagName === "A" && getComputedStyle(e).display === "inline";
      return !inSentence && (box.width < 24 || box.height < 24) && ![...(e.labels ?? [])].some((l) => l.getBoundingClientRect().height >= 24);
    }).map((e) => `${e.tagName} “${(e.textContent || e.name).trim().slice(0, 30)}” ${Math.round(e.getBoundingClientRect().width)}×${Math.round(e.getBoundingClientRect().height)}`));
  assert.deepEqual(small, [], `targets on ${page.url()} at ${page.viewportSize().width} px`);
}
