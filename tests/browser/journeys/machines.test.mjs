// What a site tells machines, read by programs of others: linked data by a validator of Google's rules for rich results,
// microformats by their parser, cards by the browser that decodes them.

import assert from "node:assert/strict";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";
import { mf2 } from "microformats-parser";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { FULL, INES, WORDS, makeScale, publish, setUp } from "../support/verbs.mjs";
import { Visitor } from "../support/visitor.mjs";

/** What search engines would complain about. */
async function complaints(html) {
  const found = new WebAutoExtractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(html);
  const issues = await new Validator(null).validate(found);
  return { types: Object.keys(found.jsonld), errors: issues.filter(({ severity }) => severity === "ERROR") };
}

journey("What machines read", async (road) => {
  const alpha = await road.site(serve("alpha"));
  const ines = await road.person(Visitor.arrive([alpha]));
  let review;
  let page;

  await road.step("a review with everything is published", async () => {
    await setUp(ines, alpha, INES);
    await makeScale(ines, alpha, "My words", WORDS.toReversed());
    review = await publish(ines, alpha, FULL, { rating: WORDS[1], picture: true });
    page = (await alpha.ask(review, { accept: "text/html" })).text;
  });

  await road.look("its linked data keep the rules of search engines", async () => {
    const { types, errors } = await complaints(page);
    assert.deepEqual(types, ["Review"]);
    assert.deepEqual(errors, []);
    for (const place of ["/", `/@${INES.handle}`]) {
      const { types, errors } = await complaints((await alpha.ask(place, { accept: "text/html" })).text);
      assert.equal(types.length, 1, place);
      assert.deepEqual(errors, [], place);
    }
  });

  await road.look("its microformats say what it says", async () => {
    const { items } = mf2(page, { baseUrl: alpha.at(review) });
    const entry = items.find(({ type }) => type.includes("h-entry") && type.includes("h-review"));
    assert.ok(entry, JSON.stringify(items, null, 1));
    const { properties } = entry;
    assert.match(properties.name[0], new RegExp(FULL.film));
    assert.equal(properties.author[0].properties.name[0], INES.name);
    assert.equal(properties.url[0], alpha.at(review));
    assert.equal(properties.uid[0], alpha.at(review));
    assert.match(properties.published[0], /^\d{4}-\d\d-\d\dT/);
    assert.ok(Number(properties.rating[0]) <= Number(properties.best[0]), JSON.stringify(properties));
    assert.ok(properties.content[0].html.length > 20);
    assert.equal(properties.item[0].properties.name[0], FULL.film);
  });

  await road.look("its card is a picture of the size it says", async () => {
    const address = /property="og:image" content="([^"]+)"/.exec(page)[1];
    await ines.open(alpha.at(review));
    const size = await ines.page.evaluate(async (src) => {
      const card = Object.assign(new Image(), { src });
      await card.decode();
      return [card.naturalWidth, card.naturalHeight];
    }, address);
    assert.deepEqual(size, [1200, 630]);
  });

  await road.look("whoever searches without JavaScript finds it, with a typing mistake too", async () => {
    await ines.open(alpha.at("/"));
    await ines.follow("Search");
    await ines.fill({ q: FULL.film.toLowerCase().slice(0, 12) });
    await ines.press("Search");
    await ines.sees(FULL.film, "found");
  });
});
