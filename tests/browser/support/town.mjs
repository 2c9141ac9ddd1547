// Two sites with everything on them that a page can show: reviews with and without poster, another look, a conversation
// across servers, likes, drafts, something withdrawn. Built once, then looked at from all sides.

import { portrait } from "./pictures.mjs";
import { serve } from "./server.mjs";
import { FULL, INES, MORE_VIEWINGS, TOMAS, TRIVIA, WORDS, commentOf, lookUp, makeScale, publish, setUp } from "./verbs.mjs";
import { Visitor } from "./visitor.mjs";

/** Builds the town; `road` ends its servers and windows. */
export async function build(road, settings = {}) {
  const [alpha, beta] = await Promise.all([road.site(serve("alpha", settings)), road.site(serve("beta", settings))]);
  const ines = await road.person(Visitor.arrive([alpha, beta]));
  const tomas = await road.person(Visitor.arrive([alpha, beta]));
  const places = {};

  await Promise.all([
    (async () => {
      await setUp(ines, alpha, INES);
      await makeScale(ines, alpha, "My words", WORDS.toReversed());
      await ines.open(alpha.at("/settings"));
      await ines.fill({ summary: "Films with **weather** in them. I keep count of the rows I sat in, and of [the rain](https://rain.example)." });
      await ines.press("Save");
    })(),
    (async () => {
      await setUp(tomas, beta, TOMAS);
      await tomas.open(beta.at("/settings"));
      await tomas.fill({ avatar: portrait() });
      await tomas.press("Save");
    })(),
  ]);
  await lookUp(tomas, beta, `@${INES.handle}@${alpha.host}`);
  places.person = new URL(tomas.page.url()).pathname;
  await tomas.press("Follow", { within: tomas.page.locator("main") });
  await tomas.until(beta.at("/following"), () => tomas.misses("Asked, not answered yet"));

  places.bare = await publish(ines, alpha, { film: "Rückkehr der Straßenbahn", year: "1931", language: "de" }, { rating: WORDS[2] });
  places.first = await publish(ines, alpha, {
    film: FULL.film, year: FULL.year, headline: "A long dusk", take: "Slow, and I did not mind. " + "The sea does most of the talking. ".repeat(12),
    spoilers: true, content_warning: "Flashing lights", language: "en", "viewings.0.seen_on": "1999", "viewings.0.medium": "Television",
  }, { rating: WORDS[2] });
  const again = { ...FULL, "viewings.0.seen_on": "2014-01", "viewings.0.medium": "Film reel", "viewings.0.note": "", recommend: true };
  places.review = await publish(ines, alpha, again, { rating: WORDS[1], viewings: [MORE_VIEWINGS[1]].map(renumbered), trivia: TRIVIA, picture: true });
  places.film = await ines.page.locator("h1 a").getAttribute("href");

  await ines.open(alpha.at(`${places.film}/edit`));
  await ines.fill({
    "facts.original_title": "Vokteren på Skjæret", "facts.runtime": "1 h 48", "facts.countries": "Norway, Scotland", "facts.languages": "Norwegian",
    "facts.directors": "Kaja Holm", "facts.cast": "Inga Oduya as Old Maren\nPetter Sand as The inspector\nThe lamp (uncredited)", "facts.crew": "Music: Kaja Holm",
  });
  await ines.press("Save the film");
  await ines.sees("Vokteren på Skjæret", "1 h 48 min");
  places.credits = await ines.page.getByRole("link", { name: "Inga Oduya" }).first().getAttribute("href");
  for (const entry of [
    { film: FULL.film, year: FULL.year, seen_on: "2026-03-14", medium: "Cinema", venue: "The Rex, row four" },
    { film: "Two Winters and a Tram Conductor Who Would Not Wave Back", year: "1988", seen_on: "2026-01" },
    { film: "Salt", year: "2010", seen_on: "2026", private: true },
  ]) {
    await ines.open(alpha.at("/diary/log"));
    await ines.fill(entry);
    await ines.press("Log it");
    await ines.sees("It is in the diary");
  }

  await tomas.until(beta.at("/following"), () => tomas.sees(FULL.headline));
  await tomas.follow(FULL.headline);
  places.elsewhere = new URL(tomas.page.url()).pathname;
  await tomas.fill({ text: "Did anybody count the flashes before the storm? I got to ninety, and *then* I lost them in the rain.\n\nhttps://counting.example/a/very/long/address/that/has/to/break/somewhere/or/it/will/scroll" });
  await tomas.press("Comment");
  await tomas.press("Like", { within: tomas.page.locator("#conversation > .actions") });
  await tomas.press("Boost", { within: tomas.page.locator("#conversation > .actions") });
  await ines.until(alpha.at(places.review), () => ines.sees("Did anybody count", "one like", "one boost"));
  await ines.follow("Reply", { within: commentOf(ines, "Did anybody count") });
  await ines.fill({ text: "Ninety-one: the first one is only in the sound." });
  await ines.press("Send the answer");
  await tomas.until(beta.at(places.elsewhere), () => tomas.sees("only in the sound"));
  let depth = "only in the sound";
  for (const text of ["Then I have to go again, with better ears.", "And bring a friend who listens to the left side.", "The left side is where the tram stops, so that is row nine."]) {
    await tomas.follow("Reply", { within: commentOf(tomas, depth) });
    await tomas.fill({ text });
    await tomas.press("Send the answer");
    depth = text;
  }
  await ines.until(alpha.at(places.review), () => ines.sees(depth));
  places.answer = await commentOf(ines, depth).getByRole("link", { name: "Reply" }).getAttribute("href");
  places.mine = (await commentOf(ines, "only in the sound").getByRole("link", { name: "Edit" }).getAttribute("href")).replace("/edit", "");

  places.original = await commentOf(ines, "with better ears").locator("a:has(time)").getAttribute("href");

  await ines.open(alpha.at(places.review));
  places.edit = await ines.page.locator("article.h-review").getByRole("link", { name: "Edit" }).getAttribute("href");
  places.gone = await publish(ines, alpha, { film: "The Other Tram", take: "I take it back.", language: "en" }, {});
  await ines.follow("Edit", { within: ines.page.locator("article.h-review") });
  await ines.press("Withdraw");
  await ines.open(alpha.at("/write"));
  await ines.fill({ film: "A Draft in the Foyer", take: "Somebody should close the door." });
  await ines.press("Save draft");
  await ines.open(alpha.at("/write"));
  await ines.fill({ film: "The Evening Ferry", take: "It leaves on time." });
  await ines.page.getByText("Not now, but later").click();
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await ines.fill({ publish_date: inAMonth, publish_time: "18:30" });
  await ines.page.locator("[name=publish_zone]").selectOption("Europe/Lisbon");
  await ines.press("Schedule");
  await ines.sees("18:30 (Europe/Lisbon)");
  places.scheduled = await ines.page.getByRole("link", { name: "The Evening Ferry", exact: true }).getAttribute("href");
  await ines.open(alpha.at("/settings/scales"));
  places.scale = await ines.page.getByRole("link", { name: "My words" }).getAttribute("href");
  return { alpha, beta, ines, tomas, places };
}

function renumbered(row) {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/\.\d+\./, ".1."), value]));
}
