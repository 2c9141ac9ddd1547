// A guest comments, with and without scripts; a moderator clears a queue of two hundred comments by keyboard, and takes it back.

import assert from "node:assert/strict";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { INES, publish, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [
  { width: 320, dark: true, js: false },
  { width: 1280, dark: false, js: true },
];
const REVIEW = { film: "The Keeper of Skerry Light", year: "1974", take: "A stubborn film about a lamp.", language: "en" };

for (const window of wanted(WINDOWS)) {
  journey(`A guest, ${windowOf(window)}`, async ({ site, person, step }) => {
    const alpha = await site(serve("alpha"));
    const ines = await person(Visitor.arrive([alpha], window));
    const guest = await person(Visitor.arrive([alpha], window));
    let review;

    await step("there is a review", async () => {
      await setUp(ines, alpha, INES);
      review = await publish(ines, alpha, REVIEW);
    });

    await step("a guest finds the form, forgets their name and is told so", async () => {
      await guest.open(alpha.at(review));
      await guest.follow("Or comment as a guest");
      await guest.fill({ text: "I saw it **twice**." });
      await guest.press("Send the answer");
      await guest.sees("Say what you want to be called.");
      assert.equal(await guest.page.locator("#text").inputValue(), "I saw it **twice**.", "the words are kept");
    });

    await step("the comment is saved, waits, and can be changed", async () => {
      await guest.fill({ name: "Ada <Lovelace>" });
      await guest.press("Send the answer");
      await guest.sees("waits until somebody has looked at it", "Ada <Lovelace>", "I saw it twice.");
      await guest.fill({ text: "I saw it *three times*." });
      await guest.press("Save");
      await guest.sees("I saw it three times.");
      const reader = await person(Visitor.arrive([alpha], window));
      await reader.open(alpha.at(review));
      await reader.misses("three times");
    });

    await step("the reviewer approves it, says why, and answers", async () => {
      await ines.open(alpha.at("/"));
      await ines.follow("Comments 1");
      await ines.sees("Ada <Lovelace>", "Comments of guests wait.", "Looks like spam");
      await ines.fill({ reason: "Has seen it." });
      await ines.press("Approve", { exact: false });
      await ines.sees("It is decided.", "Nothing waits for you.");
      await guest.open(alpha.at(review));
      await guest.sees("Ada <Lovelace>", "Guest", "I saw it three times.");
    });

    await step("what was decided stands in the log, and can be undone there", async () => {
      await ines.open(alpha.at("/moderation/log"));
      await ines.sees("Put on the page:", "Has seen it.");
      await ines.press("Undo");
      await ines.sees("It is as it was before.");
      await guest.open(alpha.at(review));
      await guest.misses("three times");
    });

    await step("guests are shut out, and told so", async () => {
      await ines.open(alpha.at("/moderation/rules"));
      await ines.page.locator("#guests").selectOption("not");
      await ines.press("Save");
      await ines.sees("The rules are saved.");
      await guest.open(alpha.at(`${review}`));
      await guest.follow("Or comment as a guest");
      await guest.sees("Guests cannot comment on this site.");
    });
  });
}

/** Leaves a comment without a browser: two hundred of them would take one too long. */
async function leave(site, path, name, text) {
  const at = (place) => `http://127.0.0.1:${site.port}${place}`;
  const page = await fetch(at(`${path}/reply`), { headers: { Host: site.host } });
  const html = await page.text();
  const cookie = page.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const hidden = (field) => html.match(new RegExp(`name="${field}" value="([^"]*)"`))[1];
  const form = new URLSearchParams({ csrf: hidden("csrf"), opened: hidden("opened"), name, text });
  const answer = await fetch(at(`${path}/guest`), { method: "POST", body: form, headers: { Cookie: cookie }, redirect: "manual" });
  assert.equal(answer.status, 303, await answer.text());
}

journey("A queue of two hundred comments, by keyboard", async ({ site, person, step }) => {
  const window = { width: 1280, dark: false, js: true };
  const alpha = await site(serve("alpha", { "comments.guest_per_hour": "0" }));
  const ines = await person(Visitor.arrive([alpha], window));
  let review;

  await step("two hundred comments wait, or look like spam", async () => {
    await setUp(ines, alpha, INES);
    review = await publish(ines, alpha, REVIEW);
    const page = await fetch(`http://127.0.0.1:${alpha.port}${review}`).then((answer) => answer.text());
    const path = page.match(/href="(\/r\/[^"/]+)\/reply#guest"/)[1];
    for (let n = 0; n < 200; n += 1) {
      const text = n % 4 === 0 ? `Win prize number ${n} at https://casino${n}.example today` : `What I thought of scene ${n}.`;
      await leave(alpha, path, `Guest ${n}`, text);
    }
  });

  await step("they are cleared in less than two minutes", async () => {
    const began = Date.now();
    const keys = ines.page.keyboard;
    let decided = 0;
    for (const tab of ["/moderation", "/moderation?state=spam"]) {
      await ines.open(alpha.at(tab));
      while ((await ines.page.locator(".queued").count()) > 0) {
        const items = await ines.page.locator(".queued").all();
        const spam = [];
        for (const item of items) spam.push((await item.innerText()).includes("Win prize"));
        // Choose the ones of one kind, decide, and go on with what is left.
        const wantsSpam = tab.endsWith("spam") ? false : spam.includes(true);
        if (tab.endsWith("spam")) {
          await keys.press("*");
          await ines.leaveBy(() => keys.press("r"));
          decided += items.length;
          continue;
        }
        for (const [i, isSpam] of spam.entries()) {
          if (i > 0) await keys.press("j");
          if (isSpam === wantsSpam) await keys.press("x");
        }
        await ines.leaveBy(() => keys.press(wantsSpam ? "s" : "a"));
        decided += spam.filter((isSpam) => isSpam === wantsSpam).length;
        await ines.sees("It is decided.");
      }
    }
    const seconds = (Date.now() - began) / 1000;
    assert.ok(decided >= 200, `${decided} were decided`);
    assert.ok(seconds < 120, `it took ${seconds} s`);
    await ines.open(alpha.at("/moderation"));
    await ines.sees("Nothing waits for you.");
  });

  await step("the last decision is undone with one key", async () => {
    await ines.open(alpha.at("/moderation?state=rejected"));
    const before = await ines.page.locator(".queued").count();
    assert.ok(before > 0);
    await ines.page.keyboard.press("x");
    await ines.leaveBy(() => ines.page.keyboard.press("h"));
    await ines.sees("It is decided.");
    await ines.leaveBy(() => ines.page.keyboard.press("u"));
    await ines.sees("It is as it was before.");
    assert.equal(await ines.page.locator(".queued").count(), before);
  });
});
