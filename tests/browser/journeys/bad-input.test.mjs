// Everything a hand can get wrong: each field, each picture, passwords, forms that lay open too long. The answer says what to
// do next, at the field, and nothing that was typed is lost.

import assert from "node:assert/strict";
import { journey } from "../support/journey.mjs";
import { drawing, empty, notAPicture, poster, tooManyBytes, tooManyPixels, tornOff } from "../support/pictures.mjs";
import { serve } from "../support/server.mjs";
import { ALT, FULL, INES, WORDS, lookUp, makeScale, publish, setUp, signIn, typeReview, typeSteps } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const long = (n) => "lamp ".repeat(Math.ceil(n / 5)).slice(0, n - 1) + "s";

/** Fields with a value that cannot be right; those of one list are sent together. */
const WRONG = [
  {
    film: long(301), year: "ninteen", headline: long(201), quote_text: "", quote_speaker: "Nobody in particular", synopsis: long(100_001),
    "take.label": long(81), teaser: long(301), content_warning: long(201), language: "English, please", tags: long(61).replaceAll(" ", "-"),
    "viewings.0.seen_on": "13.1.2014", "trivia.0.text": long(5001), "trivia.0.source_name": long(201), "trivia.0.source_url": "harbour office",
  },
  {
    film: "", year: "1700", quote_text: long(1001), quote_speaker: long(201), take: long(100_001), "bottom-line.label": long(81),
    language: "", tags: "<b>", slug: long(201), "viewings.0.seen_on": "2014-13-01", "viewings.0.medium": long(101),
    "viewings.0.venue": long(201), "viewings.0.note": long(1001), "trivia.0.source_url": "javascript:alert(1)",
  },
  { film: FULL.film, year: "3000", language: "en", tags: Array.from({ length: 21 }, (_, i) => `tag${i}`).join(", "), "viewings.0.seen_on": "2999-01-01", "trivia.0.source_name": "A source of nothing" },
];
/** Where an error of that field stands, if not at the field itself. */
const STANDS_AT = { quote_speaker: ["quote_text", "quote_speaker"], "trivia.0.source_name": ["trivia.0.text", "trivia.0.source_name"] };

const PICTURES = [
  ["words with the name of a picture", notAPicture, /not accepted|not a picture|picture/i],
  ["a drawing that could carry a script", drawing, /not accepted/i],
  ["a picture that breaks off in the middle", tornOff, /damaged|not complete/i],
  ["a file of more bytes than are taken", tooManyBytes, /at most|too large|smaller/i],
  ["a picture of more pixels than are decoded", tooManyPixels, /pixels|smaller/i],
];

const WINDOWS = [{ width: 320, js: false }, { width: 1280, dark: true, js: true }];

for (const window of wanted(WINDOWS)) {
  journey(`Everything typed wrong, ${windowOf(window)}`, async ({ site, person, step }) => {
    const alpha = await site(serve("alpha", { "accounts.sign_in_attempts": 3 }));
    const ines = await person(Visitor.arrive([alpha], window));
    const { page } = ines;
    const at = (field) => page.locator(`[id="${field}.wrong"]`);
    await setUp(ines, alpha, INES);

    for (const [i, fields] of WRONG.entries()) {
      await step(`a review with ${Object.keys(fields).length} fields out of range says so at each of them (${i + 1})`, async () => {
        await ines.open(alpha.at("/write"));
        await ines.fill({ ...FULL, ...fields });
        await ines.press("Save draft");
        await page.locator("#errors").waitFor();
        for (const [name, value] of Object.entries(fields)) {
          // An empty row is no row; what is fine in this list only completes it.
          if (FULL[name] === value || (name === "quote_text" && value === "") || (value === "en" && name === "language")) continue;
          const places = STANDS_AT[name] ?? [name];
          const said = await Promise.all(places.map((place) => at(place).count()));
          assert.ok(said.some((n) => n === 1), `${name} says what is wrong`);
          const kept = await page.locator(`[name="${name}"]:not([type=hidden])`).inputValue();
          assert.equal(kept, value, `${name} keeps what was typed`);
        }
        assert.equal(await page.locator("[name=bottom-line]").inputValue(), FULL["bottom-line"]);
        const links = await page.locator("#errors a").evaluateAll((all) => all.map((a) => document.getElementById(a.hash.slice(1)) !== null));
        assert.ok(links.length > 0 && links.every(Boolean), "every line of the summary leads to its field");
      });
    }

    await step("nothing of it was saved", async () => {
      await ines.open(alpha.at("/drafts"));
      await ines.sees("Nothing here yet");
    });

    for (const [what, picture, words] of PICTURES) {
      await step(`${what} is refused beside its field`, async () => {
        await ines.open(alpha.at("/write"));
        await ines.fill({ film: FULL.film, take: FULL.take, poster: picture(), poster_alt: ALT });
        await ines.press("Save draft");
        await at("poster").waitFor();
        assert.match(await at("poster").innerText(), words);
        assert.equal(await page.locator("[name=take]").inputValue(), FULL.take);
        assert.equal(await page.locator("[name=poster_alt]").inputValue(), ALT);
      });
    }

    await step("an empty file is no picture, and a description of 1,501 characters is too long", async () => {
      await ines.open(alpha.at("/write"));
      await ines.fill({ film: FULL.film, poster: poster(), poster_alt: long(1501) });
      await ines.press("Save draft");
      await at("poster_alt").waitFor();
      await ines.open(alpha.at("/write"));
      await ines.fill({ film: FULL.film, poster: empty(), poster_alt: ALT });
      await ines.press("Save draft");
      await ines.sees("The draft is saved");
      await page.locator("#poster").waitFor();
      assert.equal(await page.locator("[name=poster_id]").count(), 0);
    });

    await step("a review without any text or rating is not published", async () => {
      await ines.open(alpha.at("/write"));
      await ines.fill({ film: "An empty seat" });
      await ines.press("Publish");
      await page.locator("#errors").waitFor();
    });

    await step("a scale of one step, of doubled words or without a name is refused, and keeps its words", async () => {
      for (const [words, name] of [[["Only one"], "One"], [["Fine", "Fine"], "Two"], [["Fine", "Finer"], ""], [["Fine", long(61)], "Long"]]) {
        await ines.open(alpha.at("/settings/scales/new"));
        await typeSteps(ines, words);
        await ines.fill({ name });
        await ines.press("Save the scale");
        await page.locator("#errors").waitFor();
        assert.equal(await page.locator('[name="steps.0.label"]').inputValue(), words[0]);
      }
    });

    await step("a profile without a name, with a wrong address or a torn picture is not saved", async () => {
      for (const [field, value] of [["name", ""], ["name", long(81)], ["email", "nowhere"], ["summary", long(5001)], ["avatar", tornOff()]]) {
        await ines.open(alpha.at("/settings"));
        await page.locator("form").nth(1).evaluate((form) => { form.noValidate = true; });
        await ines.fill({ [field]: value });
        await ines.press("Save");
        await at(field).waitFor();
      }
      await ines.open(alpha.at("/settings"));
      assert.equal(await page.locator("[name=name]").inputValue(), INES.name);
    });

    await step("a new password needs the old one, and ten characters", async () => {
      await ines.open(alpha.at("/settings"));
      await ines.fill({ old_password: "not the one", password: "long enough to be one" });
      await ines.press("Change the password");
      await at("old_password").waitFor();
      await ines.fill({ old_password: INES.password, password: "short" });
      await ines.press("Change the password");
      await at("password").waitFor();
    });

    await step("what cannot be looked up says why, and stays in its field", async () => {
      for (const who of ["", "nobody in particular", "@nobody@unknown.invalid", `@nobody@${alpha.host}`, "http://127.0.0.1:1/x"]) {
        await lookUp(ines, alpha, who);
        await at("who").waitFor();
        assert.equal(await page.locator("[name=who]").inputValue(), who);
      }
    });

    let review;
    await step("a comment of nothing, or of too much, is not sent, and is kept", async () => {
      await makeScale(ines, alpha, "My words", WORDS.toReversed());
      review = await publish(ines, alpha, FULL, { rating: WORDS[0] });
      for (const text of ["   ", long(5001)]) {
        await ines.open(alpha.at(review));
        await page.locator("#text").evaluate((field) => { field.removeAttribute("maxlength"); field.form.noValidate = true; });
        await ines.fill({ text });
        await ines.press("Comment");
        await at("text").waitFor();
        assert.equal(await page.locator("[name=text]").inputValue(), text);
      }
    });

    await step("a comment whose form has expired is kept, and can be sent again", async () => {
      await ines.open(alpha.at(review));
      await page.locator("#reply [name=csrf]").evaluate((field) => { field.value = "long-gone"; });
      await ines.fill({ text: "I wrote this before lunch." });
      await ines.press("Comment");
      await ines.sees("Your words are safe");
      assert.equal(await page.locator("[name=text]").inputValue(), "I wrote this before lunch.");
      await ines.leaveBy(() => page.locator("main form button.first").click());
      await ines.sees("Your comment stands below", "before lunch");
    });

    await step("a review whose form has expired is kept, and can be saved again", async () => {
      await ines.open(alpha.at("/write"));
      await typeReview(ines, alpha, { film: "The Long Lunch", take: "It took all afternoon." });
      await page.locator("form[action='/write'] [name=csrf]").evaluate((field) => { field.value = "long-gone"; });
      await ines.press("Save draft");
      await ines.sees("Your text is safe");
      await ines.press("Save draft");
      await ines.sees("The draft is saved");
    });

    await step("a review written while the session ended survives, and is saved after signing in again", async () => {
      await ines.open(alpha.at("/write"));
      await typeReview(ines, alpha, { film: "The Locked Door", take: "I was outside all the time." });
      await ines.context.clearCookies();
      await ines.press("Save draft");
      await ines.sees("You are signed out", "Your text is safe");
      assert.equal(await page.locator("[name=take]").inputValue(), "I was outside all the time.");
      const tab = await ines.context.newPage();
      await tab.goto(alpha.at("/sign-in"));
      await tab.fill("[name=handle]", INES.handle);
      await tab.fill("[name=password]", INES.password);
      await Promise.all([tab.waitForEvent("load"), tab.getByRole("button", { name: "Sign in" }).click()]);
      await tab.close();
      await ines.press("Save draft");
      // The form is of the time before; the text is still there, and the next press saves it.
      if ((await ines.text()).includes("Your text is safe")) await ines.press("Save draft");
      await ines.sees("The draft is saved");
      assert.equal(await page.locator("[name=take]").inputValue(), "I was outside all the time.");
    });

    await step("other forms without a valid token change nothing and say so", async () => {
      await ines.open(alpha.at("/settings"));
      await page.locator("form[action='/settings'] [name=csrf]").evaluate((field) => { field.value = ""; });
      await ines.fill({ name: "Somebody Else" });
      await ines.press("Save");
      await ines.open(alpha.at("/settings"));
      assert.equal(await page.locator("[name=name]").inputValue(), INES.name);
    });

    await step("a wrong password says so, and after some of them there is a wait", async () => {
      const stranger = await person(Visitor.arrive([alpha], window));
      await signIn(stranger, alpha, { ...INES, password: "a wild guess, number one" });
      await stranger.page.locator('[id="password.wrong"]').waitFor();
      assert.equal(await stranger.page.locator("[name=handle]").inputValue(), INES.handle);
      for (let i = 0; i < 4; i++) {
        await stranger.fill({ password: "a wild guess, number two" });
        await stranger.press("Sign in");
        await stranger.page.locator('[id="password.wrong"]').waitFor();
      }
      await stranger.sees("Too many attempts. Wait");
      await stranger.fill({ password: INES.password });
      await stranger.press("Sign in");
      await stranger.sees("Too many attempts. Wait");
    });

    await step("addresses that lead nowhere answer 404 in words", async () => {
      for (const place of ["/nowhere", "/@nobody", "/@ines/no-such-review", "/r/01nothing", "/films/none-0000", "/c/zzz", "/media/none/none.webp"]) {
        await ines.open(alpha.at(place), 404);
        await ines.sees("There is no page at this address");
      }
    });
  });
}
