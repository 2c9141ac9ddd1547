// What people do on a site, page by page, as a hand would do it.

import assert from "node:assert/strict";
import { poster } from "./pictures.mjs";

/** People of the journeys. */
export const INES = { handle: "ines", name: "Inés Oduya", email: "ines@alpha.example", password: "the fourth row from the back" };
export const TOMAS = { handle: "tomas", name: "Tomáš Berg", email: "tomas@beta.example", password: "popcorn before the trailers" };

/** A reviewer's own words, best first as typed here; the journey puts them in order. */
export const WORDS = ["Walked home slowly", "Worth the tram ride", "Checked my watch", "Left for the last tram"];

/** Everything a review can hold, by field name. */
export const FULL = {
  film: "The Keeper of Skerry Light",
  year: "1974",
  headline: "The lamp is the main character",
  quote_text: "You do not keep the light. The light keeps you.",
  quote_speaker: "Old Maren, in the boat",
  "synopsis.label": "What happens",
  synopsis: "A lighthouse keeper is told that a machine will replace him in **ninety days**. He starts to count the ships.",
  "take.label": "My take",
  take:
    "The first hour is almost without words, and I never missed them. Every shot is lit by the lamp itself, so the picture *breathes*: "
    + "four seconds of gold, eight seconds of dusk.\n\nI had remembered a sad film. It is a stubborn one. When the inspector arrives "
    + "with his stopwatch, the keeper offers him soup, and the scene goes on until ||the inspector has missed his boat||.\n\n"
    + "> Soup first, progress later.\n\nThat is the whole argument, and it is a good one.",
  "bottom-line.label": "In one breath",
  "bottom-line": "See it on the largest screen you can find, and sit where the lamp can reach you.",
  teaser: "Ninety days, one lamp, and the best soup scene in cinema.",
  "viewings.0.seen_on": "1999",
  "viewings.0.medium": "Television",
  "viewings.0.note": "Fell asleep before the storm",
  tags: "lighthouses, sea, quiet films",
  language: "en",
};
/** The rows behind the first, one press of a button each. */
export const MORE_VIEWINGS = [
  { "viewings.1.seen_on": "2014-01", "viewings.1.medium": "Film reel", "viewings.1.venue": "Harbour cinema" },
  { "viewings.2.seen_on": "2026-03-14", "viewings.2.medium": "Cinema", "viewings.2.venue": "The Rex, row four" },
];
export const TRIVIA = [
  {
    "trivia.0.text": "The lamp was a real one, on loan for eleven nights.",
    "trivia.0.source_name": "Notes of the harbour office",
    "trivia.0.source_url": "https://harbour.example/notes/1973",
  },
  {
    "trivia.1.text": "The soup was cooked by the director’s mother.",
    "trivia.1.source_name": "A talk after the screening",
  },
];
/** What the poster shows. */
export const ALT = "A striped lighthouse at dusk throws its beam to the left over a calm sea";

/** Opens the empty site and makes the owner's account there. */
export async function setUp(visitor, site, person) {
  await visitor.open(site.at("/"));
  await visitor.fill({ name: person.name, handle: person.handle, email: person.email, password: person.password });
  await visitor.press("Make the account");
  await visitor.page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Signs in. */
export async function signIn(visitor, site, person) {
  await visitor.open(site.at("/sign-in"));
  await visitor.fill({ handle: person.handle, password: person.password });
  await visitor.press("Sign in");
}

/** Makes a scale of these words, worst first. */
export async function makeScale(visitor, site, name, words) {
  await visitor.open(site.at("/settings/scales/new"));
  await typeSteps(visitor, words);
  await visitor.fill({ name });
  await visitor.press("Save the scale");
  assert.equal(new URL(visitor.page.url()).pathname, "/settings/scales", await visitor.text("main"));
}

/** Types words into the steps of a scale, adding as many as are needed. */
export async function typeSteps(visitor, words) {
  for (const [i, word] of words.entries()) {
    const step = visitor.page.locator(`[name="steps.${i}.label"]`);
    if ((await step.count()) === 0) await visitor.press("Add a step");
    await step.fill(word);
  }
}

/** Moves the step with that word one place towards the best. */
export async function moveDown(visitor, word) {
  const words = visitor.page.locator("input[name^='steps.'][name$='.label']");
  const at = (await words.evaluateAll((fields) => fields.map((f) => f.value))).indexOf(word);
  await visitor.leaveBy(() => visitor.page.locator(`button[value="down-${at}"]`).click());
  assert.equal(await words.nth(at + 1).inputValue(), word);
}

/** Opens the editor and types a review; nothing is pressed but what adds rows. */
export async function typeReview(visitor, site, fields, { rating, viewings = [], trivia = [], picture = false } = {}) {
  if (!new URL(visitor.page.url(), site.origin).pathname.startsWith("/write")) await visitor.open(site.at("/write"));
  await visitor.fill(fields);
  for (const row of viewings) {
    await visitor.press("Add another time");
    await visitor.fill(row);
  }
  for (const [i, row] of trivia.entries()) {
    if (i > 0) await visitor.press("Add another piece");
    await visitor.fill(row);
  }
  if (rating) await visitor.page.getByRole("radio", { name: rating, exact: true }).check();
  if (picture) await visitor.fill({ poster: poster(), poster_alt: ALT });
}

/** Writes and publishes a review; gives the path of its page. */
export async function publish(visitor, site, fields, more) {
  await visitor.open(site.at("/write"));
  await typeReview(visitor, site, fields, more);
  await visitor.press("Publish");
  await visitor.sees("The review is published");
  return new URL(visitor.page.url()).pathname;
}

/** The comment that holds these words. */
export function commentOf(visitor, words) {
  return visitor.page.locator("article.comment").filter({ hasText: words }).last();
}

/** Looks somebody or something up on the own server. */
export async function lookUp(visitor, site, what) {
  await visitor.open(site.at("/following"));
  await visitor.fill({ who: what });
  await visitor.press("Look it up");
}
