// A reviewer on alpha and a reader with an account on beta: following, replying, answering, liking, boosting, and taking
// things back. What one of them does is looked for on the other's pages.

import assert from "node:assert/strict";
import { journey } from "../support/journey.mjs";
import { portrait } from "../support/pictures.mjs";
import { serve } from "../support/server.mjs";
import { ALT, FULL, INES, TOMAS, TRIVIA, WORDS, commentOf, lookUp, makeScale, publish, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const QUESTION = "Did anybody count the flashes before the storm? I got to ninety.";
const ANSWER = "Ninety-one: the first one is only in the sound.";
const PROMISE = "Then I have to go again, with better ears.";
const BETTER_PROMISE = "Then I have to go again, with a friend who listens.";
const HEADING = /people in conversation|One person in conversation|Nobody has said anything yet/;

const WINDOWS = [
  { width: 320, dark: true, js: false },
  { width: 1280, dark: false, js: true },
];

for (const window of wanted(WINDOWS)) {
  journey(`A conversation across two servers, ${windowOf(window)}`, async ({ site, person, step }) => {
    const [alpha, beta] = await Promise.all([site(serve("alpha")), site(serve("beta"))]);
    const ines = await person(Visitor.arrive([alpha, beta], window));
    const tomas = await person(Visitor.arrive([alpha, beta], window));
    const reader = await person(Visitor.arrive([alpha, beta], { ...window, width: 768 }));
    const handle = `@${TOMAS.handle}@${beta.host}`;
    let review;
    let elsewhere;

    await step("both sites get an owner, one of them a face, the other a scale", async () => {
      await Promise.all([setUp(ines, alpha, INES), setUp(tomas, beta, TOMAS)]);
      await makeScale(ines, alpha, "My words", WORDS.toReversed());
      await tomas.open(beta.at("/settings"));
      await tomas.fill({ avatar: portrait(), summary: "I sit in row nine, *on the left*." });
      await tomas.press("Save");
      await tomas.sees("Saved.");
    });

    await step("the reader looks the reviewer up by her address and follows her", async () => {
      await lookUp(tomas, beta, `@${INES.handle}@${alpha.host}`);
      await tomas.sees(INES.name, `@${INES.handle}@${alpha.host}`);
      await tomas.press("Follow", { within: tomas.page.locator("main") });
      await tomas.until(beta.at("/following"), async () => {
        await tomas.sees(INES.name);
        await tomas.misses("Asked, not answered yet");
      });
      await reader.until(alpha.at(`/@${INES.handle}`), () => reader.sees("one follower"));
    });

    await step("a review that is published reaches the reader's own server, poster and all", async () => {
      review = await publish(ines, alpha, FULL, { rating: WORDS[1], trivia: TRIVIA, picture: true });
      await tomas.until(beta.at("/following"), () => tomas.sees(FULL.film));
      await tomas.follow(FULL.film);
      elsewhere = new URL(tomas.page.url()).pathname;
      assert.match(elsewhere, /^\/elsewhere\//);
      await tomas.sees(FULL.film, WORDS[1], INES.name, `@${INES.handle}@${alpha.host}`, "ninety days", "Read it on");
      const image = tomas.page.locator("main figure img");
      await tomas.until(beta.at(elsewhere), async () => {
        assert.equal(await image.getAttribute("alt"), ALT);
        assert.ok((await image.getAttribute("src")).startsWith("/media/"), "the poster comes from the reader's own server");
        assert.ok(await image.evaluate((i) => i.decode().then(() => i.naturalWidth > 0, () => false)), "the poster is there");
      });
    });

    await step("a reply stands under the review with name, full handle, face and a way to the original", async () => {
      await tomas.fill({ text: QUESTION });
      await tomas.press("Comment");
      await tomas.sees("Your comment stands below", QUESTION);
      await reader.until(alpha.at(review), () => reader.sees(QUESTION));
      await reader.sees(TOMAS.name, handle, "One person in conversation");
      const comment = commentOf(reader, QUESTION);
      assert.equal(await comment.locator(".chip").count(), 0, "where it comes from stands in the handle, and nowhere twice");
      const original = await comment.locator("a:has(time)").getAttribute("href");
      assert.ok(original.startsWith(beta.origin), original);
      await reader.until(alpha.at(review), async () => {
        const face = comment.locator("img.avatar");
        assert.equal(await face.count(), 1, "a face instead of initials");
        await face.scrollIntoViewIfNeeded();
        assert.ok((await face.getAttribute("src")).startsWith("/media/"), "the face comes from alpha itself");
        assert.ok(await face.evaluate((i) => i.decode().then(() => i.naturalWidth > 0, () => false)), "the face is there");
      });
      await reader.open(original);
      await reader.sees(QUESTION);
    });

    await step("the reviewer is told, and answers on the page; the answer reaches the reader", async () => {
      await ines.open(alpha.at("/news"));
      await ines.sees("follows you", `answered your review of ${FULL.film}`, QUESTION);
      await ines.misses("asks to follow");
      await ines.open(alpha.at(review));
      await ines.follow("Reply", { within: commentOf(ines, QUESTION) });
      await ines.sees("You answer:", QUESTION);
      await ines.fill({ text: ANSWER });
      await ines.press("Send the answer");
      await ines.sees("Your comment stands below", ANSWER);
      await tomas.until(beta.at(elsewhere), () => tomas.sees(ANSWER));
      await tomas.page.locator("li li article.comment").filter({ hasText: ANSWER }).waitFor();
    });

    await step("the reader answers the answer, and everybody sees three levels", async () => {
      await tomas.follow("Reply", { within: commentOf(tomas, ANSWER) });
      await tomas.fill({ text: PROMISE });
      await tomas.press("Send the answer");
      await reader.until(alpha.at(review), () => reader.page.locator("li li li article.comment").filter({ hasText: PROMISE }).waitFor({ timeout: 100 }));
      await reader.sees("Two people in conversation");
    });

    await step("likes and boosts are counted on the other server", async () => {
      await tomas.open(beta.at(elsewhere));
      const section = tomas.page.locator("#conversation > .actions");
      await tomas.press("Like", { within: section });
      await tomas.sees("You like this");
      await tomas.press("Boost", { within: tomas.page.locator("#conversation > .actions") });
      await tomas.sees("You boosted this");
      await tomas.press("Like", { within: commentOf(tomas, ANSWER) });
      await reader.until(alpha.at(review), async () => {
        await reader.sees("one boost");
        assert.ok((await reader.text("#conversation > .faces")).includes("one like"));
        assert.ok((await commentOf(reader, ANSWER).innerText()).includes("one like"));
      });
      await ines.until(alpha.at("/news"), () => ines.sees(`likes your comment on ${FULL.film}`, `boosted your review of ${FULL.film}`));
    });

    await step("they go down again when they are taken back", async () => {
      await tomas.open(beta.at(elsewhere));
      await tomas.press("Take my like back", { within: tomas.page.locator("#conversation > .actions") });
      await tomas.press("Take my boost back", { within: tomas.page.locator("#conversation > .actions") });
      await tomas.press("Take my like back", { within: commentOf(tomas, ANSWER) });
      await reader.until(alpha.at(review), () => reader.misses("one like", "one boost"));
    });

    await step("an edited comment is on the other server, marked as edited", async () => {
      await tomas.open(beta.at(elsewhere));
      await tomas.follow("Edit", { within: commentOf(tomas, PROMISE) });
      assert.equal(await tomas.page.locator("[name=text]").inputValue(), PROMISE);
      await tomas.fill({ text: BETTER_PROMISE });
      await tomas.press("Save");
      await reader.until(alpha.at(review), async () => {
        await reader.sees(BETTER_PROMISE);
        await reader.misses(PROMISE);
      });
      assert.ok((await commentOf(reader, BETTER_PROMISE).innerText()).includes("edited"));
    });

    await step("a deleted comment is gone from the other server", async () => {
      await tomas.open(beta.at(elsewhere));
      await tomas.follow("Delete …", { within: commentOf(tomas, BETTER_PROMISE) });
      await tomas.sees("Delete your comment?");
      await tomas.press("Delete it");
      await reader.until(alpha.at(review), () => reader.misses(BETTER_PROMISE));
      await reader.sees(QUESTION, ANSWER);
    });

    await step("the reviewer takes a comment off her page, and puts it back", async () => {
      await ines.open(alpha.at(review));
      await ines.press("Take off the page", { within: commentOf(ines, QUESTION) });
      await reader.open(alpha.at(review));
      await reader.misses(QUESTION);
      await ines.open(alpha.at(review));
      await ines.press("Put on the page");
      await reader.open(alpha.at(review));
      await reader.sees(QUESTION);
    });

    await step("from the review's page a reader gets to the own server, and answers there", async () => {
      await tomas.open(alpha.at(review));
      assert.match(await tomas.text("#talk"), HEADING);
      await tomas.fill({ from: handle });
      await tomas.press("Go to my server");
      await tomas.follow(/^Go on to/);
      assert.ok(tomas.page.url().startsWith(beta.at(elsewhere)), tomas.page.url());
      await tomas.fill({ text: "By the way, I met the soup." });
      await tomas.press("Comment");
      await reader.until(alpha.at(review), () => reader.sees("I met the soup"));
    });

    await step("an edited review reaches the followers", async () => {
      await ines.open(alpha.at(review));
      await ines.follow("Edit", { within: ines.page.locator("article.h-review") });
      await ines.fill({ teaser: "Ninety days, one lamp, and soup.", take: "I was wrong about the storm." });
      await ines.press("Update the review");
      await tomas.until(beta.at(elsewhere), () => tomas.sees("wrong about the storm", "edited"));
    });

    await step("the receipts say where the review went", async () => {
      await ines.open(alpha.at(review));
      await ines.follow("Delivery", { within: ines.page.locator("article.h-review") });
      await ines.sees(beta.host);
    });

    await step("a withdrawn review leaves the reader's server too", async () => {
      await ines.open(alpha.at(review));
      await ines.follow("Edit", { within: ines.page.locator("article.h-review") });
      await ines.press("Withdraw");
      await tomas.until(beta.at("/following"), () => tomas.misses(FULL.film));
      await reader.open(alpha.at(review), 410);
    });

    await step("the reader stops following", async () => {
      await tomas.press(/^Stop following/, { exact: false });
      await reader.until(alpha.at(`/@${INES.handle}`), () => reader.sees("no followers"));
    });
  });
}
