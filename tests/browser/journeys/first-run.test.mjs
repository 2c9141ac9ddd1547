// The owner's first evening: an empty site, an account, a scale of own words, a review with everything in it, its preview,
// publication, another look at the same film, and taking it all back.

import assert from "node:assert/strict";
import { journey } from "../support/journey.mjs";
import { notAPicture } from "../support/pictures.mjs";
import { serve } from "../support/server.mjs";
import { ALT, FULL, INES, MORE_VIEWINGS, TRIVIA, WORDS, moveDown, publish, setUp, typeReview, typeSteps } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [
  { width: 320, dark: true, js: false },
  { width: 768, dark: false, js: true },
  { width: 1280, dark: false, js: false },
];

for (const window of wanted(WINDOWS)) {
  journey(`From an empty site to a second look at a film, ${windowOf(window)}`, async ({ site, person, step }) => {
    const alpha = await site(serve("alpha"));
    const ines = await person(Visitor.arrive([alpha], window));
    const reader = await person(Visitor.arrive([alpha], window));
    const { page } = ines;
    let path;
    let object;

    await step("the empty site greets whoever comes first, and asks for an account", async () => {
      await ines.open(alpha.at("/"));
      assert.equal(new URL(page.url()).pathname, "/welcome");
      await ines.sees("A new site", "Make the account");
    });

    await step("what is wrong with the account is said field by field, and what was typed is kept", async () => {
      await ines.fill({ name: INES.name, handle: "Inés!", email: "not an address", password: "short" });
      await page.locator("form").first().evaluate((form) => { form.noValidate = true; });
      await ines.press("Make the account");
      await page.locator("#errors").waitFor();
      for (const field of ["handle", "email", "password"]) {
        assert.equal(await page.locator(`[name=${field}]`).getAttribute("aria-invalid"), "true", `${field} is marked`);
        assert.ok((await page.locator(`[id="${field}.wrong"]`).innerText()).length > 10, `${field} says what is wrong`);
      }
      assert.equal(await page.locator("[name=name]").inputValue(), INES.name);
      assert.equal(await page.locator("[name=handle]").inputValue(), "Inés!");
      assert.equal(await page.locator("[name=password]").inputValue(), "", "a password is never sent back");
    });

    await step("the owner is made, signed in, and offered the first review", async () => {
      await setUp(ines, alpha, INES);
      await ines.sees("Your account is ready", "Write the first review");
    });

    await step("a second visitor finds a public page, and no way to make another owner", async () => {
      await reader.open(alpha.at("/"));
      await reader.sees("Nothing is on yet");
      await reader.open(alpha.at("/welcome"));
      assert.equal(new URL(reader.page.url()).pathname, "/");
    });

    await step("a scale of own words is typed, put in order and saved", async () => {
      await ines.open(alpha.at("/settings"));
      await ines.follow("Rating scales");
      await ines.follow("From nothing");
      await typeSteps(ines, WORDS);
      await ines.fill({ name: "My words", "steps.3.description": "Before the end" });
      // Typed best first; a scale begins with the worst.
      for (const [word, times] of [[WORDS[0], 3], [WORDS[1], 2], [WORDS[2], 1]]) {
        for (let i = 0; i < times; i++) await moveDown(ines, word);
      }
      await ines.press("Save the scale");
      const steps = await page.locator(".card").filter({ hasText: "My words" }).locator(".steps li").allInnerTexts();
      assert.deepEqual(steps, WORDS.toReversed());
    });

    await step("a picture that is none is refused beside its field, and the text stays", async () => {
      await ines.open(alpha.at("/write"));
      await ines.fill({ ...FULL, poster: notAPicture(), poster_alt: ALT });
      await ines.press("Save draft");
      await page.locator('[id="poster.wrong"]').waitFor();
      assert.equal(await page.locator("[name=take]").inputValue(), FULL.take);
    });

    await step("a review whose poster has no description is not published", async () => {
      await typeReview(ines, alpha, {}, { picture: true });
      await ines.fill({ poster_alt: "" });
      await ines.press("Publish");
      await page.locator('[id="poster_alt.wrong"]').waitFor();
    });

    await step("rows are added for three times seen and two pieces of trivia", async () => {
      await typeReview(ines, alpha, FULL, { viewings: MORE_VIEWINGS, trivia: TRIVIA, rating: WORDS[1] });
      await ines.fill({ recommend: true });
      assert.equal(await page.locator("[name=synopsis]").inputValue(), FULL.synopsis);
    });

    await step("the draft is saved with everything in it", async () => {
      await typeReview(ines, alpha, {}, { picture: true });
      await ines.press("Save draft");
      await ines.sees("The draft is saved");
      for (const [name, value] of Object.entries({ ...FULL, ...MORE_VIEWINGS[1], ...TRIVIA[0] })) {
        assert.equal(await page.locator(`[name="${name}"]`).inputValue(), value, name);
      }
      assert.ok(await page.getByRole("radio", { name: WORDS[1], exact: true }).isChecked());
      assert.ok(await page.locator("[name=recommend]").isChecked());
      assert.equal(await page.locator("[name=poster_alt]").inputValue(), ALT);
      await reader.open(alpha.at("/"));
      await reader.sees("Nothing is on yet");
    });

    await step("the preview shows the page, and what Mastodon will show", async () => {
      await ines.press("Preview");
      const preview = page.locator("#preview");
      await preview.waitFor();
      const [mastodon, here] = [await ines.text("#preview .post"), await ines.text("#preview .shown:not(.post)")];
      for (const words of [FULL.film, "1974", WORDS[1], FULL.teaser, alpha.host, ALT]) assert.ok(mastodon.includes(words), `${words} in ${mastodon}`);
      assert.ok(!/[<&]/.test(mastodon));
      for (const words of [FULL.film, FULL.headline, "What happens", "In one breath", "Old Maren"]) assert.ok(here.includes(words), `${words} in ${here}`);
    });

    await step("the review is published and can be read by everybody", async () => {
      await ines.press("Publish");
      await ines.sees("The review is published");
      path = new URL(page.url()).pathname;
      const response = await reader.open(alpha.at(path));
      assert.ok(response.headers()["content-type"].startsWith("text/html"));
      await reader.sees(
        FULL.film, "(1974)", FULL.headline, INES.name, `@${INES.handle}@${alpha.host}`, FULL.quote_text, FULL.quote_speaker,
        "What happens", "ninety days", "My take", "breathes", "Soup first", "In one breath", "sit where the lamp can reach you",
        "eleven nights", "Notes of the harbour office", WORDS[1], "Recommended", "Seen 3 times", "1999", "January 2014",
        "14 March 2026", "Harbour cinema", "lighthouses",
      );
      assert.equal(await reader.page.locator("article figure.poster img").getAttribute("alt"), ALT);
      assert.ok(await reader.page.locator("article figure.poster img").evaluate((i) => i.complete && i.naturalWidth > 0), "the poster is there");
      assert.ok(!(await reader.text()).includes("missed his boat"), "a spoiler stays closed");
      await reader.page.locator("details.spoiler summary").first().click();
      await reader.sees("missed his boat");
      object = await reader.page.locator("link[rel=alternate][type='application/activity+json']").getAttribute("href");
    });

    await step("servers get the same review as an Article", async () => {
      const article = await alpha.ask(object, { accept: "application/activity+json" });
      assert.equal(article.status, 200);
      const document = JSON.parse(article.text);
      assert.deepEqual([document.type, document.id, document.image.name], ["Article", object, ALT]);
      assert.ok(document.summary.includes(WORDS[1]) && document.summary.includes(FULL.teaser), document.summary);
    });

    await step("the front page, the profile and the film lead to it", async () => {
      for (const place of ["/", `/@${INES.handle}`]) {
        await reader.open(alpha.at(place));
        await reader.sees(FULL.film, WORDS[1]);
      }
      await reader.open(alpha.at(path));
      await reader.follow(FULL.film);
      await reader.sees("Looks at this film", FULL.headline);
      await reader.follow(FULL.headline);
      assert.equal(new URL(reader.page.url()).pathname, path);
    });

    await step("an edit is on the page at once", async () => {
      await ines.open(alpha.at(path));
      await ines.follow("Edit");
      await ines.fill({ "bottom-line": "See it by the sea, and sit where the lamp can reach you." });
      await ines.press("Update the review");
      await ines.sees("The review is updated");
      await reader.open(alpha.at(path));
      await reader.sees("See it by the sea", "Seen 3 times");
      await reader.misses("largest screen");
    });

    let second;
    await step("a second look at the same film is chained to the first, with what changed", async () => {
      second = await publish(ines, alpha, {
        film: FULL.film, year: FULL.year, headline: "Older than the keeper now", take: "This time I saw the **inspector’s** shoes.",
        "viewings.0.seen_on": "2026-10-31", "viewings.0.medium": "Cinema", language: "en",
      }, { rating: WORDS[0] });
      assert.notEqual(second, path);
      await reader.open(alpha.at(second));
      await reader.sees("Another look", `up from ${WORDS[1]}`, "Seen 4 times", "Earlier review", FULL.headline);
      await reader.open(alpha.at(path));
      await reader.sees("There is a newer review of this film");
      await reader.follow(/Older than the keeper now/, { exact: false });
      assert.equal(new URL(reader.page.url()).pathname, second);
    });

    await step("a withdrawn review answers 410 to people and a Tombstone to servers", async () => {
      await ines.open(alpha.at(path));
      await ines.follow("Edit");
      await ines.press("Withdraw");
      await ines.sees("The review is withdrawn");
      await reader.open(alpha.at(path), 410);
      await reader.sees("This is gone");
      const answer = await alpha.ask(object, { accept: "application/activity+json" });
      assert.deepEqual([answer.status, JSON.parse(answer.text).type], [410, "Tombstone"]);
      await reader.open(alpha.at(second));
      await reader.misses("Earlier review", "up from");
    });

    await step("the text of a withdrawn review becomes a draft again, and can be published anew", async () => {
      await ines.open(alpha.at("/drafts"));
      await ines.press(/^Make it a draft again/, { exact: false });
      await ines.sees("The text is a draft again");
      assert.equal(await page.locator("[name=synopsis]").inputValue(), FULL.synopsis);
      await ines.press("Publish");
      await ines.sees("The review is published");
      const again = new URL(page.url()).pathname;
      await reader.open(alpha.at(again));
      await reader.sees(FULL.headline, "Seen 4 times");
    });

    await step("deleting asks once more, then the review is gone from every page", async () => {
      await ines.open(alpha.at(second));
      await ines.follow("Edit");
      await ines.follow("Delete …");
      await ines.sees("This cannot be undone");
      await ines.press("Delete it");
      await ines.sees("It is deleted");
      await reader.open(alpha.at(second), 410);
      await reader.open(alpha.at("/"));
      await reader.misses("Older than the keeper now");
    });

    await step("signing out ends it", async () => {
      await ines.press("Sign out");
      await ines.sees("You are signed out", "Sign in");
      await ines.open(alpha.at("/drafts"));
      assert.equal(new URL(page.url()).pathname, "/sign-in");
    });
  });
}
