// A review for another day: scheduled by the clocks of a place, corrected, moved, called off, published after all. Nobody else
// sees it meanwhile. In one window its minute is waited for.

import assert from "node:assert/strict";
import { fitsItsWidth, isAccessible } from "../support/checks.mjs";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { FULL, INES, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [{ width: 320, dark: true, js: false }, { width: 1280, js: true }];

/** A day from now as a form takes it. */
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Day and time as the clocks of Berlin show them at that moment. */
function berlin(moment) {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", dateStyle: "short", timeStyle: "short" });
  return shown.format(moment).split(" ");
}

/** The next day on which the clocks of Berlin go forward (month 2) or back (month 9): the last Sunday of that month. */
function turnOfClocks(month) {
  for (let year = new Date().getUTCFullYear(); ; year++) {
    const last = new Date(Date.UTC(year, month + 1, 0));
    last.setUTCDate(last.getUTCDate() - last.getUTCDay());
    if (last.getTime() > Date.now() + 86_400_000) return last.toISOString().slice(0, 10);
  }
}

for (const window of wanted(WINDOWS)) {
  journey(`A review for another day, ${windowOf(window)}`, async ({ site, person, step }) => {
    const alpha = await site(serve("alpha"));
    const ines = await person(Visitor.arrive([alpha], window));
    const reader = await person(Visitor.arrive([alpha], window));
    const { page } = ines;
    const says = (field) => page.locator(`[id="${field}.wrong"]`).innerText();
    const plan = async (date, time) => {
      const fold = page.getByText(/^(Not now, but later|Another time)$/);
      if (!(await page.locator("[name=publish_date]").isVisible())) await fold.click();
      await ines.fill({ publish_date: date, publish_time: time });
      await ines.press((await page.getByRole("button", { name: "Schedule", exact: true }).count()) > 0 ? "Schedule" : "Change the time");
    };
    await setUp(ines, alpha, INES);

    await step("the settings remember by which clocks one lives", async () => {
      await ines.open(alpha.at("/settings"));
      await page.locator("[name=time_zone]").selectOption("Europe/Berlin");
      await ines.press("Save");
      assert.equal(await page.locator("[name=time_zone]").inputValue(), "Europe/Berlin");
    });

    await step("a day that has passed is refused in words, and the text stays", async () => {
      await ines.open(alpha.at("/write"));
      await ines.fill({ film: FULL.film, year: FULL.year, take: FULL.take, language: "en" });
      assert.equal(await page.locator("[name=publish_zone]").inputValue(), "Europe/Berlin");
      await plan("2020-02-02", "18:30");
      assert.match(await says("publish_date"), /This moment has passed: in Europe\/Berlin it is/);
      assert.equal(await page.locator("[name=take]").inputValue(), FULL.take);
      if (window.js) await isAccessible(page);
    });

    await step("a time that the clocks leave out is refused with the next they show", async () => {
      await plan(turnOfClocks(2), "02:30");
      assert.match(await says("publish_time"), /There is no 02:30 .* The next time they show is 03:00/);
      await fitsItsWidth(page);
    });

    await step("of a time that comes twice one says which", async () => {
      await plan(turnOfClocks(9), "02:30");
      assert.match(await says("publish_turn"), /02:30 comes twice/);
      await page.getByRole("radio", { name: "The second" }).check();
      if (window.js) await isAccessible(page);
      await ines.press("Schedule");
      await ines.sees("The review is scheduled", "02:30 (Europe/Berlin)");
    });

    await step("nobody else sees it", async () => {
      await reader.open(alpha.at("/"));
      await reader.misses(FULL.film);
      await reader.open(alpha.at(`/search?q=${encodeURIComponent(FULL.film)}`));
      await reader.sees("Nothing");
    });

    await step("it can be moved to another day", async () => {
      await ines.follow("Edit", { within: page.locator("main") });
      await ines.sees("It is published by itself on");
      assert.equal(await page.locator("[name=publish_date]").inputValue(), turnOfClocks(9));
      await plan(inDays(20), "09:15");
      await ines.sees("09:15 (Europe/Berlin)");
      await fitsItsWidth(page);
    });

    await step("it can be called off", async () => {
      await ines.press("Cancel", { within: page.locator("main"), exact: false });
      await ines.sees("The review is a draft again");
    });

    if (window.js) {
      await step("whoever types a day and saves a draft is told that the day is not saved", async () => {
        const fold = page.getByText("Not now, but later");
        if (!(await page.locator("[name=publish_date]").isVisible())) await fold.click();
        await ines.fill({ publish_date: inDays(3), publish_time: "10:00" });
        await ines.press("Save draft");
        await ines.sees("The draft is saved, but not the day");
        assert.equal(await page.locator("[name=publish_date]").inputValue(), inDays(3));
      });

      await step("at its minute it is published by itself", async () => {
        // At least a quarter of a minute from now.
        const at = Math.floor((Date.now() + 75_000) / 60_000) * 60_000;
        await plan(...berlin(at));
        await ines.sees("The review is scheduled");
        await reader.open(alpha.at("/"));
        await reader.misses(FULL.film);
        await reader.until(alpha.at("/"), () => reader.sees(FULL.film), at - Date.now() + 30_000);
        assert.ok(Date.now() >= at, "not before its time");
        await ines.open(alpha.at("/"));
        await ines.follow(FULL.film, { within: page.locator("main"), exact: false });
      });
    } else {
      await step("it can be published after all", async () => {
        await ines.press("Publish");
        await ines.sees("The review is published");
      });
    }

    await step("a review that is new cannot be shown again yet, and the page says from when on", async () => {
      await ines.follow("Delivery", { within: page.locator("article.h-review") });
      await ines.sees("Show it again", "It can be shown from");
      assert.equal(await page.getByRole("button", { name: "Show it to my followers again" }).count(), 0);
      if (window.js) await isAccessible(page);
      await fitsItsWidth(page);
    });
  });
}
