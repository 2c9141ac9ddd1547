// What Fedify makes of the documents of Houselights, and Houselights of Fedify's people.

import assert from "node:assert/strict";
import { poster } from "../../browser/support/pictures.mjs";
import { encounter } from "../support/encounter.mjs";
import { PUBLIC, vocab } from "../support/fedify.mjs";
import { meaningOf } from "../support/meaning.mjs";

const AS = "https://www.w3.org/ns/activitystreams#";
const SCHEMA = "http://schema.org/";
const NEODB = "https://neodb.net/ns/";
const SUMMARY = "Films with **weather** in them.";

encounter("Reading each other", async (road) => {
  const [lantern, ferry] = await Promise.all([road.site("lantern"), road.peer("ferry")]);
  const mara = await lantern.owner();
  const ivo = await ferry.person("ivo", { name: "Ivo Brandt" });
  let review;

  await road.case("the reviewer is found by her handle, the address of her page and her id", async () => {
    const settings = await mara.open("/settings");
    await settings.press("Save", { summary: SUMMARY });
    for (const where of [mara.handle, `acct:${mara.handle.slice(1)}`, `${lantern.origin}/@mara`, mara.actor]) {
      const found = await ferry.ctx.lookupObject(where);
      assert.ok(found instanceof vocab.Person, `${where} is ${found?.constructor.name}`);
      assert.equal(found.id.href, mara.actor, where);
    }
    const finger = await ferry.ctx.lookupWebFinger(`acct:${mara.handle.slice(1)}`);
    assert.equal(finger.subject, `acct:${mara.handle.slice(1)}`);
    assert.ok(finger.aliases.includes(mara.actor));
    const links = Object.fromEntries(finger.links.map((link) => [link.rel, link]));
    assert.equal(links.self.href, mara.actor);
    assert.equal(links.self.type, "application/activity+json");
    assert.equal(links["http://webfinger.net/rel/profile-page"].href, `${lantern.origin}/@mara`);
    assert.match(links["http://ostatus.org/schema/1.0/subscribe"].template, /\{uri\}/);
  });

  await road.case("her document means what it says", async () => {
    const found = await ferry.ctx.lookupObject(mara.actor);
    assert.equal(found.preferredUsername, "mara");
    assert.equal(String(found.name), "Mara Lindqvist");
    assert.match(String(found.summary), /<strong>weather<\/strong>/);
    assert.equal(found.url.href, `${lantern.origin}/@mara`);
    assert.equal(found.inboxId.href, `${mara.actor}/inbox`);
    assert.equal(found.endpoints.sharedInbox.href, `${lantern.origin}/inbox`);
    assert.equal(found.manuallyApprovesFollowers, false);
    assert.equal(found.discoverable, true);
    assert.equal(found.indexable, true);
    assert.ok(found.published, "published");
    const key = await found.getPublicKey();
    assert.equal(key.id.href, `${mara.actor}#main-key`);
    assert.equal(key.ownerId.href, mara.actor);
    assert.equal(key.publicKey.algorithm.modulusLength, 2048);
    const fields = await Array.fromAsync(found.getAttachments());
    assert.ok(fields.length > 0 && fields.every((field) => field instanceof vocab.PropertyValue && field.name && field.value), "attachment");
    for (const get of ["getFollowers", "getFollowing", "getOutbox", "getFeatured"]) {
      const collection = await found[get]();
      assert.ok(collection instanceof vocab.Collection || collection instanceof vocab.OrderedCollection, get);
      assert.equal(collection.totalItems, 0, get);
    }
  });

  await road.case("the server's own actor and its NodeInfo are read", async () => {
    const server = await ferry.ctx.lookupObject(`${lantern.origin}/actor`);
    assert.ok(server instanceof vocab.Application);
    assert.ok((await server.getPublicKey()).publicKey);
    const again = await ferry.ctx.lookupObject(`acct:${server.preferredUsername}@${lantern.host}`);
    assert.equal(again.id.href, server.id.href, "from its name back to itself");
    const info = await ferry.ctx.lookupNodeInfo(lantern.origin, { parse: "strict" });
    assert.equal(info.software.name, "houselights");
    assert.deepEqual(info.protocols, ["activitypub"]);
    assert.equal(info.usage.users.total, 1);
  });

  await road.case("a review means what it says", async () => {
    await mara.makeScale("Her words", ["Dull", "Fine", "Good", "Superb"]);
    review = await mara.publish({
      film: "The Keeper of Skerry Light", year: "1974", headline: "The lamp is the main character", take: "Slow, and *good*.", teaser: "Ninety days, one lamp.",
      tags: "lighthouses, quiet films", recommend: "yes", rating: "Superb", "viewings.0.seen_on": "2014-01", poster: poster(), poster_alt: "A striped lighthouse",
    });
    for (const where of [review.id, `${lantern.origin}${review.page}`]) {
      const found = await ferry.ctx.lookupObject(where);
      assert.ok(found instanceof vocab.Article, `${where} is ${found?.constructor.name}`);
      assert.equal(found.id.href, review.id);
    }
    const article = await ferry.ctx.lookupObject(review.id);
    assert.equal(String(article.name), "The lamp is the main character: The Keeper of Skerry Light (1974)");
    assert.match(String(article.summary), /^Superb .*Ninety days, one lamp\.$/);
    assert.equal(article.url.href, `${lantern.origin}${review.page}`);
    assert.equal(article.attributionId.href, mara.actor);
    assert.deepEqual(article.toIds.map(String), [PUBLIC.href]);
    assert.deepEqual(article.ccIds.map(String), [`${mara.actor}/followers`]);
    assert.equal(article.sensitive, false);
    assert.equal(article.mediaType, "text/html");
    assert.ok(article.published && !article.updated);
    assert.match(String(article.content), /<em>good<\/em>/);
    const inEnglish = article.contents.find((content) => content.locale ?? content.language);
    assert.equal(String(inEnglish?.locale ?? inEnglish?.language?.compact?.()), "en", "contentMap");
    assert.equal(String(article.source.mediaType), "text/markdown");
    const [picture] = await Array.fromAsync(article.getAttachments());
    assert.ok(picture instanceof vocab.Image || picture instanceof vocab.Document);
    assert.equal(String(picture.name), "A striped lighthouse");
    assert.ok(picture.width > 0 && picture.height > 0 && picture.url.href.startsWith(`${lantern.origin}/media/`));
    assert.equal((await article.getImage()).url.href, picture.url.href);
    const tags = await Array.fromAsync(article.getTags());
    assert.deepEqual(tags.map((tag) => [tag.constructor.name, String(tag.name)]), [["Hashtag", "#Lighthouses"], ["Hashtag", "#QuietFilms"]]);
    assert.deepEqual(article.interactionPolicy.canQuote.automaticApprovals.map(String), [PUBLIC.href]);
    for (const [get, place] of [["getReplies", "replies"], ["getLikes", "likes"], ["getShares", "shares"]]) {
      const collection = await article[get]();
      assert.equal(collection.id.href, `${review.id}/${place}`);
      assert.equal(collection.totalItems, 0, place);
    }
    assert.equal(article.contextIds[0]?.href, `${review.id}/context`);
    const [preview] = await Array.fromAsync(article.getPreviews());
    assert.ok(preview instanceof vocab.Note);
  });

  await road.case("the outbox gives the review", async () => {
    const outbox = await (await ferry.ctx.lookupObject(mara.actor)).getOutbox();
    assert.equal(outbox.totalItems, 1);
    const [created] = await Array.fromAsync(ferry.ctx.traverseCollection(outbox));
    assert.ok(created instanceof vocab.Create);
    assert.equal(created.objectId.href, review.id);
  });

  await road.case("a comment means what it says, and the collections list it", async () => {
    const page = await mara.open(review.page);
    const commented = await page.press("Comment", { text: "The soup was *real*, by the way." });
    commented.mustSay("The soup was real");
    const replies = await (await ferry.ctx.lookupObject(review.id)).getReplies();
    const [note] = await Array.fromAsync(ferry.ctx.traverseCollection(replies));
    assert.ok(note instanceof vocab.Note, `replies hold ${note}`);
    assert.equal(note.replyTargetId.href, review.id);
    assert.equal(note.attributionId.href, mara.actor);
    assert.equal(note.contextIds[0].href, `${review.id}/context`);
    assert.match(String(note.content), /<em>real<\/em>/);
    const context = await ferry.ctx.lookupObject(`${review.id}/context`);
    const all = await Array.fromAsync(ferry.ctx.traverseCollection(context));
    assert.deepEqual(all.map((one) => one.id.href).toSorted(), [review.id, note.id.href].toSorted());
  });

  await road.case("no document loses anything when it is expanded, which Fedify's parser would not notice", async () => {
    const note = (await Array.fromAsync(ferry.ctx.traverseCollection(await (await ferry.ctx.lookupObject(review.id)).getReplies())))[0].id.href;
    const places = [
      mara.actor, `${lantern.origin}/actor`, review.id, note, `${mara.actor}/outbox`, `${mara.actor}/outbox?page=1`, `${mara.actor}/followers`,
      `${mara.actor}/featured`, `${review.id}/replies`, `${review.id}/replies?page=1`, `${review.id}/context`, `${review.id}/likes`,
    ];
    const terms = {};
    for (const place of places) {
      const answer = await lantern.ask(place.slice(lantern.origin.length), { headers: { accept: "application/activity+json" } });
      assert.equal(answer.status, 200, place);
      const expanded = await meaningOf(JSON.parse(answer.text), ferry, place);
      assert.equal(expanded["@id"], place);
      terms[place] = expanded;
    }
    const values = (node, term) => (node[term] ?? []).map((value) => value["@value"] ?? value["@id"] ?? value);
    const ours = (term) => `${lantern.origin}/ns/v1.jsonld#${term}`;
    const said = terms[review.id];
    const [film] = said[ours("film")];
    assert.deepEqual(film["@type"], [`${SCHEMA}Movie`]);
    assert.deepEqual([values(film, `${AS}name`), values(film, ours("year"))], [["The Keeper of Skerry Light"], [1974]]);
    assert.deepEqual(values(said, ours("recommended")), [true]);
    assert.deepEqual(values(said, `${SCHEMA}headline`), ["The lamp is the main character"]);
    assert.deepEqual(said[ours("viewings")][0]["@list"].map((viewing) => values(viewing, ours("seenOn"))), [["2014-01"]]);
    // The same rating twice: in the words of schema.org and in those of NeoDB.
    const [rating] = said[`${SCHEMA}reviewRating`];
    assert.deepEqual(rating["@type"], [`${SCHEMA}Rating`]);
    assert.deepEqual(["ratingValue", "bestRating", "worstRating"].map((term) => values(rating, SCHEMA + term)), [[10], [10], [1]]);
    const related = said[`${NEODB}relatedWith`].find((one) => one["@type"][0] === `${NEODB}Rating`);
    assert.deepEqual(["value", "best", "worst"].map((term) => values(related, NEODB + term)), [[10], [10], [1]]);
  });

  await road.case("Houselights finds a person of Fedify by handle and id", async () => {
    for (const where of [ivo.handle, ivo.id.href]) {
      const page = await mara.lookUp(where);
      page.mustSay("Ivo Brandt", ivo.handle, "ivo rides the ferry.");
    }
    const asked = ferry.wire.exchanges.filter((one) => one.path.startsWith("/people/ivo"));
    assert.ok(asked.length > 0 && asked.every((one) => one.signed !== "nothing"), "every GET is signed");
  });

  await road.case("Houselights keeps an article of Fedify that is looked up", async () => {
    const article = ivo.text(vocab.Article, "<p>The <b>pier</b> in four films.</p>", { name: "Piers", summary: "On piers" });
    (await mara.lookUp(article.id.href)).mustSay("Piers", "Ivo Brandt", "The pier in four films.");
  });
});
