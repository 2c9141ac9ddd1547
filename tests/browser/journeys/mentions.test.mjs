// What is said elsewhere about a review: another Houselights and an old-fashioned blog link to it, the page says so, and the
// reviewer takes one of them off it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { INES, TOMAS, publish, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [
  { width: 320, dark: true, js: false },
  { width: 1280, dark: false, js: true },
];

/** A blog of one page that links to `target`. */
async function blog(target) {
  const page = `<!doctype html><title>Lamps – Ana's notebook</title><article class="h-entry"><h1 class="p-name">Lamps, and who minds them</h1>
    <p>By <a class="p-author h-card" href="/about">Ana Bell</a>, <time class="dt-published" datetime="2026-10-03T18:05:00Z">in autumn</time></p>
    <p class="p-summary">Three films in which somebody waits beside a light.</p><p>The best of them is <a href="${target}">here</a>.</p></article>`;
  const server = createServer((_, answer) => answer.setHeader("Content-Type", "text/html; charset=utf-8").end(page));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, url: `http://127.0.0.1:${server.address().port}/lamps`, stop: () => server.close() };
}

for (const window of wanted(WINDOWS)) {
  journey(`What is said elsewhere, ${windowOf(window)}`, async ({ site, person, step }) => {
    const [alpha, beta] = await Promise.all([site(serve("alpha")), site(serve("beta"))]);
    const ines = await person(Visitor.arrive([alpha, beta], window));
    const tomas = await person(Visitor.arrive([alpha, beta], window));
    const reader = await person(Visitor.arrive([alpha, beta], window));
    let review;

    await step("two sites that do not follow each other have a reviewer each", async () => {
      await Promise.all([setUp(ines, alpha, INES), setUp(tomas, beta, TOMAS)]);
      review = await publish(ines, alpha, {
        film: "The Keeper of Skerry Light", year: "1974", take: "A stubborn film about a lamp.", language: "en",
      });
      await reader.open(alpha.at(review));
      await reader.misses("Mentioned by");
    });

    await step("a review elsewhere that links to it is mentioned below it", async () => {
      await publish(tomas, beta, {
        film: "The Fog Signal", year: "1981", headline: "After the lamp", language: "en",
        take: `Inés wrote about [the other lighthouse](${alpha.at(review)}), and she is right.`,
      });
      await reader.until(alpha.at(review), () => reader.sees("Mentioned by", "After the lamp", TOMAS.name));
      await tomas.follow("Delivery");
      await tomas.sees("Pages the review links to", "told");
    });

    await step("a blog tells of its link by Webmention", async () => {
      const notebook = await blog(alpha.at(review));
      try {
        const form = new URLSearchParams({ source: notebook.url, target: alpha.at(review) });
        // By address: not every system's resolver knows names below localhost.
        const answer = await fetch(`http://127.0.0.1:${alpha.port}/webmention`, { method: "POST", body: form });
        assert.equal(answer.status, 202, await answer.text());
        await reader.until(alpha.at(review), () => reader.sees("Lamps, and who minds them", "Ana Bell", "Three films"));
      } finally {
        notebook.stop();
      }
      assert.equal(await reader.page.locator("article.comment").count(), 0, "nobody said anything in the conversation");
    });

    await step("the reviewer is told of both, and takes one off the page", async () => {
      await ines.open(alpha.at("/news"));
      await ines.sees("Ana Bell links to your review of", `${TOMAS.name} links to your review of`);
      await ines.open(alpha.at(review));
      const mention = ines.page.locator(".mentions li").filter({ hasText: "Ana Bell" });
      await ines.press("Take off the page", { within: mention, exact: false });
      await ines.sees("It is off the page");
      await reader.open(alpha.at(review));
      await reader.misses("Ana Bell");
      await reader.sees("After the lamp");
      await ines.press("Put on the page", { within: mention, exact: false });
      await reader.open(alpha.at(review));
      await reader.sees("Ana Bell");
    });
  });
}
