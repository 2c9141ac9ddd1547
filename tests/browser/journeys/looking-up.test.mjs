// A film is looked up from the editor: found, picked, corrected, published; and nothing stops when nobody answers.

import assert from "node:assert/strict";
import { openCatalogues } from "../support/catalogues.mjs";
import { fitsItsWidth, hasNoPlaceholders, hasRoomForFingers, isAccessible, isWellBuilt } from "../support/checks.mjs";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { INES, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [{ width: 320, dark: true, js: false }, { width: 1280, dark: false, js: true }];

for (const window of wanted(WINDOWS)) {
  journey(`A film is looked up and its facts are corrected, ${windowOf(window)}`, async ({ site, person, step }) => {
    const catalogues = await openCatalogues();
    const alpha = await site(serve("alpha", {
      "metadata.wikidata_url": catalogues.origin, "metadata.tmdb_url": catalogues.origin, "metadata.tmdb_key": "0123456789abcdef",
    }));
    const ines = await person(Visitor.arrive([alpha], window));
    const { page } = ines;
    const value = (name) => page.locator(`[name="${name}"]`).inputValue();
    const isFine = async () => {
      await isWellBuilt(page);
      await hasNoPlaceholders(page);
      await fitsItsWidth(page);
      await hasRoomForFingers(page);
      // axe waits for timers, and without JavaScript none ever runs.
      if (window.js) await isAccessible(page);
    };

    await step("the title is looked up, and the draft is kept before anybody is asked", async () => {
      await setUp(ines, alpha, INES);
      await ines.open(alpha.at("/write"));
      await page.getByText("Facts about the film", { exact: true }).click();
      await ines.fill({ film: "the salt road", take: "The middle hour is the film.", "facts.runtime": "120" });
      await ines.press("Look the film up");
      await ines.sees("The Salt Road (1974)", "1974 film by Ada Fiore", "The Salt Road (2011)", "not endorsed", "Draft");
      assert.equal(await value("take"), "The middle hour is the film.");
      await isFine();
    });

    await step("the first film is taken, and only empty fields are filled", async () => {
      await page.getByRole("button", { name: "Take this one: The Salt Road (1974)" }).click();
      await page.waitForLoadState();
      assert.equal(new URL(page.url()).hash, "#facts");
      assert.deepEqual([await value("film"), await value("year")], ["The Salt Road", "1974"]);
      assert.equal(await value("facts.runtime"), "120", "what was typed stays");
      assert.equal(await value("facts.directors"), "Ada Fiore");
      assert.match(await value("facts.cast"), /^Marta Osei as The driver\n/);
      assert.equal(await value("take"), "The middle hour is the film.");
      await ines.sees("Found elsewhere: 117");
      await isFine();
    });

    await step("the review is published with the facts and with the notice of TMDB", async () => {
      await ines.press("Publish");
      await ines.sees("The review is published", "2 h", "Ada Fiore", "not endorsed, certified, or otherwise approved by TMDB");
      await isFine();
    });

    await step("the film’s own page looks it up too, and keeps the reviewer’s word apart", async () => {
      await ines.open(alpha.at("/films/the-salt-road-1974/edit"));
      assert.deepEqual([await value("facts.runtime"), await value("facts.directors")], ["120", ""]);
      await ines.press("Put what was fetched into the fields");
      assert.deepEqual([await value("facts.runtime"), await value("facts.directors")], ["120", "Ada Fiore"]);
      await ines.press("Look the film up");
      await ines.sees("The Salt Road (2011)");
      await isFine();
    });

    await step("without an answer the text is safe and the review is published", async () => {
      await catalogues.close();
      await ines.open(alpha.at("/write"));
      await ines.fill({ film: "Das Haus", year: "1931", take: "A house, and what it hears." });
      await ines.press("Look the film up");
      await ines.sees("Nothing could be looked up", "Wikidata gave no answer", "TMDB gave no answer");
      assert.equal(await value("take"), "A house, and what it hears.");
      await isFine();
      await ines.press("Publish");
      await ines.sees("The review is published");
    });
  });
}
