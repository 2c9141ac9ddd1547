// A rating scale over the years: words that get better ones, a step put in, and another scale in the place of the first.

import assert from "node:assert/strict";
import { hasNoPlaceholders, fitsItsWidth, isAccessible, isWellBuilt } from "../support/checks.mjs";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { FULL, INES, WORDS, makeScale, publish, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [{ width: 320, dark: true, js: false }, { width: 1280, dark: false, js: true }];

for (const window of wanted(WINDOWS)) {
  journey(`A scale changes and no review loses its word, ${windowOf(window)}`, async ({ site, person, step }) => {
    const alpha = await site(serve("alpha"));
    const ines = await person(Visitor.arrive([alpha], window));
    const { page } = ines;
    const [best, good] = WORDS;
    let scale;
    const isFine = async () => {
      await isWellBuilt(page);
      await hasNoPlaceholders(page);
      await fitsItsWidth(page);
      // axe waits for timers, and without JavaScript none ever runs.
      if (window.js) await isAccessible(page);
    };
    const row = (word) => page.locator(".step").filter({ has: page.locator(`input[value="${word}"]`) });

    await step("a review is rated with a word of the first scale", async () => {
      await setUp(ines, alpha, INES);
      await makeScale(ines, alpha, "My words", WORDS.toReversed());
      await publish(ines, alpha, { ...FULL, slug: "first-look" }, { rating: good });
      await ines.open(alpha.at("/settings/scales"));
      scale = await page.getByRole("link", { name: "My words" }).getAttribute("href");
    });

    await step("the word gets a better one, and a step is put in behind it", async () => {
      await ines.open(alpha.at(scale));
      await ines.sees("For other programs: 7 of 10", "On one review");
      await row(good).locator("input[name$='.label']").fill("Worth the fare");
      await ines.leaveBy(() => row(good).getByRole("button", { name: "Add one after" }).click());
      assert.equal(new URL(page.url()).hash, "#row-4", "the window goes where the new step is");
      await ines.fill({ "steps.3.label": "Worth a taxi" });
      await ines.press("Work out the numbers again");
      await isFine();
      await ines.press("Save the scale");
      await ines.sees("The scale is saved");
      const words = await page.locator(".card").filter({ hasText: "My words" }).locator(".steps li").allInnerTexts();
      assert.deepEqual(words, [...WORDS.toReversed().slice(0, 2), "Worth the fare", "Worth a taxi", best]);
    });

    await step("the old review keeps its word, and a new one compares with it", async () => {
      await ines.open(alpha.at(`/@${INES.handle}/first-look`));
      await ines.sees(good);
      await publish(ines, alpha, { ...FULL, slug: "second-look" }, { rating: "Worth the fare" });
      await ines.sees("no change since", `then called ${good}`);
      await ines.open(alpha.at(scale));
      await ines.sees("What it was before");
      await page.getByText("Version 1").click();
      await isFine();
    });

    await step("a step with reviews does not go without a word about what becomes of it", async () => {
      await ines.open(alpha.at(scale));
      await ines.leaveBy(() => row("Worth the fare").getByRole("button", { name: "Remove" }).click());
      await ines.press("Save the scale");
      await page.locator("#errors").waitFor();
      await ines.sees("“Worth the fare” becomes", "On 2 reviews");
      await isFine();
      await ines.leaveBy(() => page.getByRole("button", { name: "Put it back" }).click());
      assert.equal(await page.locator('[name="steps.2.label"]').inputValue(), "Worth the fare");
    });

    await step("stars take the place of words", async () => {
      await ines.open(alpha.at("/settings/scales"));
      await ines.follow("Stars", { exact: true });
      await ines.press("Save the scale");
      await ines.open(alpha.at(`${scale}/replace`));
      await isFine();
      await page.getByRole("radio", { name: "Stars", exact: true }).check();
      await ines.press("Go on");
      await isFine();
      await page.getByLabel("“Worth the fare” is worth").selectOption({ label: "★★★★" });
      await ines.press("Use Stars from now on");
      await ines.sees("No longer in use", "Replaced by Stars");
      await isFine();
      await publish(ines, alpha, { ...FULL, slug: "third-look" }, { rating: "★★★★½" });
      await ines.sees("up from Worth the fare");
      await ines.open(alpha.at(scale));
      await isFine();
      await ines.press("Take it back into use");
      await ines.sees("The scale is in use again", "Save the scale");
      await ines.open(alpha.at(`/@${INES.handle}/third-look`));
      await ines.sees("changed from Worth the fare");
    });
  });
}
