// Scripts in every field that anybody can fill, here and from another server, and in every address that a page repeats: none runs,
// none becomes an element, and the browser with its policy on has nothing to complain of.

import assert from "node:assert/strict";
import { journey } from "../support/journey.mjs";
import { poster } from "../support/pictures.mjs";
import { serve } from "../support/server.mjs";
import { FULL, INES, TOMAS, lookUp, publish, setUp } from "../support/verbs.mjs";
import { Visitor } from "../support/visitor.mjs";

/** Breaks out of an attribute, a text, a textarea, a comment, a style and a script. */
const HOSTILE = `"'></textarea></title></style></script>--><img src=x onerror=pwned=1><svg onload=pwned=1><b onmouseover=pwned=1>x</b>`;
/** The same in Markdown. */
const WORDS = `${HOSTILE}\n\n[a](javascript:pwned=1) <javascript:pwned=1> ![b](javascript:pwned=1) [c](data:text/html,<script>pwned=1</script>)\n\n`
  + `<script>pwned=1</script><iframe srcdoc="<script>parent.pwned=1</script>"></iframe><math><mtext><style><img src=x onerror=pwned=1></style></mtext></math>\n\n`
  + `||spoiler <img src=x onerror=pwned=1>|| \`<img src=x onerror=pwned=1>\``;
const SHORT = `"'><img src=x onerror=pwned=1>`;
/** The editor's fields that hold anything but words. */
const SHAPED = new Set(["year", "slug", "language", "viewings.0.seen_on", "trivia.0.source_url", "tags"]);

/** What of the payloads has become more than text. */
function alive() {
  const found = [];
  if (globalThis.pwned !== undefined) found.push("a script ran");
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "srcdoc") found.push(`<${element.localName} ${name}>`);
      if (/^\s*(javascript|data:text|vbscript):/i.test(value) && name !== "value") found.push(`<${element.localName} ${name}=${value}>`);
    }
    if (element.localName === "script" && !element.src && element.type !== "application/ld+json") found.push("<script> without src");
    if (element.localName === "iframe" || (element.localName === "img" && element.getAttribute("src") === "x")) found.push(element.outerHTML);
  }
  return found;
}

/** Follows every link of a site from there, and looks at each page. */
async function walk(visitor, site, from) {
  const seen = new Set(from);
  const next = [...from];
  while (next.length > 0 && seen.size < 250) {
    const place = next.shift();
    await visitor.page.goto(site.at(place));
    assert.deepEqual(await visitor.page.evaluate(alive), [], place);
    const links = await visitor.page.locator("a[href]").evaluateAll((all) => all.map((a) => a.href));
    for (const link of links) {
      const url = new URL(link);
      const to = url.pathname + url.search;
      const isPage = url.origin === site.origin && !/^\/(assets|media|cards)\/|\.(atom|rss|json|xml|csv|zip)$|^\/(feed|rss)|download|export/.test(url.pathname);
      if (isPage && !seen.has(to)) {
        seen.add(to);
        next.push(to);
      }
    }
  }
  return seen.size;
}

journey("No script of anybody runs anywhere", async ({ site, person, step }) => {
  const [alpha, beta] = await Promise.all([site(serve("alpha")), site(serve("beta"))]);
  const ines = await person(Visitor.arrive([alpha, beta]));
  const tomas = await person(Visitor.arrive([alpha, beta]));
  const reader = await person(Visitor.arrive([alpha, beta]));
  let review;

  await step("the look itself finds what would be alive", async () => {
    await reader.page.setContent(`<a href=" javascript:pwned=1">x</a><img src=x onerror="pwned=1"><p>${HOSTILE}</p>`);
    await reader.page.waitForFunction(() => globalThis.pwned === 1);
    const found = await reader.page.evaluate(alive);
    for (const sign of ["a script ran", "<img onerror>", "<svg onload>", "<b onmouseover>", "<a href= javascript:pwned=1>"]) {
      assert.ok(found.includes(sign), `${sign}: ${found}`);
    }
  });

  await step("the owner has such a name, such words about herself, and such a scale", async () => {
    await setUp(ines, alpha, { ...INES, name: SHORT });
    await ines.open(alpha.at("/settings"));
    await ines.fill({ summary: WORDS });
    await ines.press("Save");
    await ines.open(alpha.at("/settings/scales/new"));
    await ines.fill({ name: SHORT, "steps.0.label": SHORT, "steps.1.label": `2${SHORT}` });
    await ines.press("Save the scale");
  });

  await step("a review has it in every field", async () => {
    const fields = Object.fromEntries(Object.entries(FULL).map(([name, value]) => {
      if (SHAPED.has(name)) return [name, value];
      return [name, ["synopsis", "take", "bottom-line"].includes(name) ? WORDS : SHORT];
    }));
    const trivia = [{ "trivia.0.text": WORDS, "trivia.0.source_name": SHORT, "trivia.0.source_url": "https://x.example/\"><img/src=x/onerror=pwned=1>" }];
    await ines.open(alpha.at("/write"));
    await ines.fill({ ...fields, content_warning: SHORT, poster: poster(), poster_alt: SHORT, ...trivia[0] });
    await ines.page.getByRole("radio").first().check();
    await ines.press("Preview");
    assert.deepEqual(await ines.page.evaluate(alive), [], "the preview");
    await ines.press("Publish");
    await ines.sees("The review is published");
    review = new URL(ines.page.url()).pathname;
    const film = await ines.page.locator("h1 a").getAttribute("href");
    await ines.open(alpha.at(`${film}/edit`));
    await ines.fill({ "facts.original_title": SHORT, "facts.directors": SHORT, "facts.cast": `${SHORT} as ${SHORT} (${SHORT})`, "facts.crew": `Music: ${SHORT}` });
    await ines.press("Save the film");
  });

  await step("so have a list, a post and the diary", async () => {
    await ines.open(alpha.at("/lists/new"));
    await ines.fill({ title: SHORT });
    await ines.press("Make the list");
    await ines.fill({ film: SHORT, note: WORDS });
    await ines.press("Put it in");
    await ines.fill({ intro: WORDS });
    await ines.press("Save", { within: ines.page.locator("main") });
    await ines.press("Publish the list");
    await ines.open(alpha.at("/posts/new"));
    await ines.fill({ title: SHORT, teaser: SHORT, source: WORDS });
    await ines.press("Preview");
    assert.deepEqual(await ines.page.evaluate(alive), [], "the preview of a post");
    await ines.press("Publish");
    await ines.open(alpha.at("/diary/log"));
    await ines.fill({ film: SHORT, year: "1974", seen_on: "2026-03-14", medium: SHORT, venue: SHORT, note: SHORT });
    await ines.press("Log it");
    await ines.sees("It is in the diary");
  });

  await step("a guest has such a name and says such things", async () => {
    await reader.open(alpha.at(review));
    await reader.follow("Or comment as a guest");
    await reader.fill({ name: SHORT, site: "https://x.example/\"><img/src=x/onerror=pwned=1>", text: WORDS });
    await reader.press("Send the answer");
    await reader.sees("waits until somebody has looked at it");
    assert.deepEqual(await reader.page.evaluate(alive), [], "the guest's own page");
    await ines.open(alpha.at("/moderation"));
    assert.deepEqual(await ines.page.evaluate(alive), [], "the queue");
    await ines.press("Approve", { exact: false });
  });

  await step("and somebody on another server too", async () => {
    await setUp(tomas, beta, { ...TOMAS, name: SHORT });
    await lookUp(tomas, beta, alpha.at(review));
    await tomas.fill({ text: WORDS });
    await tomas.press("Comment");
    await ines.until(alpha.at(review), async () => {
      assert.equal(await ines.page.locator("article.comment").count(), 2);
    });
  });

  await step("no page of either site runs any of it, for whoever reads or writes there", async () => {
    const open = ["/", "/privacy", "/guests", "/search?q=img", "/feed"];
    const own = ["/settings", "/moderation", "/moderation/log", "/drafts", "/write", "/news", "/following", "/settings/accounts", "/settings/federation/inbox", "/settings/federation/hosts"];
    assert.ok((await walk(reader, alpha, open)) > 30);
    assert.ok((await walk(ines, alpha, [...open, ...own])) > 60);
    assert.ok((await walk(tomas, beta, ["/", "/following", "/news", "/settings"])) > 20);
  });

  await step("nor does any page that repeats what stands in its address", async () => {
    const evil = encodeURIComponent(HOSTILE);
    for (const place of [
      `/search?q=${evil}`, `/search?q=x&kind=${evil}`, `/index?q=${evil}`, `/index?by=${evil}`, `/index?tag=${evil}`, `/sign-in?next=${evil}`,
      `/sign-in?next=javascript:pwned=1`, `/interact?uri=${evil}&from=${evil}`, `/interact?uri=javascript:pwned=1`, `/authorize_interaction?uri=${evil}`,
      `/tags/${evil}`, `/films/${evil}`, `/credits/${evil}`, `/@${evil}`, `/@ines/${evil}`, `/@ines/lists/${evil}`, `/r/${evil}`, `/c/${evil}`, `/${evil}`,
      `/diary/log?film=${evil}&year=${evil}`, `/write?film=${evil}`, `/drafts?q=${evil}`, `/moderation?q=${evil}&state=${evil}`, `/moderation/log?q=${evil}`,
      `/settings/federation/inbox?q=${evil}`, `/settings/federation/hosts?q=${evil}`, `/following?who=${evil}`, `/visit/back?state=${evil}&code=${evil}&error=${evil}`,
      `/?done=${evil}`, `/?page=${evil}`, `/lists/new?title=${evil}`, `/guests/${evil}/${evil}`, `/sign-in/reset/${evil}/${evil}`, `/notices/${evil}/${evil}/${evil}`,
    ]) {
      for (const visitor of [ines, reader]) {
        await visitor.page.goto(alpha.at(place));
        assert.deepEqual(await visitor.page.evaluate(alive), [], place);
      }
    }
  });
});
