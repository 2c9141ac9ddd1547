// A conversation between the two servers, seen from both sides.

import assert from "node:assert/strict";
import { encounter } from "../support/encounter.mjs";
import { vocab } from "../support/fedify.mjs";
import { allSaid } from "../support/meaning.mjs";
import { until } from "../support/wire.mjs";

encounter("A conversation", async (road) => {
  const [lantern, ferry] = await Promise.all([road.site("lantern"), road.peer("ferry")]);
  const mara = await lantern.owner();
  const reader = lantern.reader();
  const [ivo, ada] = await Promise.all([ferry.person("ivo", { name: "Ivo Brandt" }), ferry.person("ada", { name: "Ada Quell" })]);
  let early;
  let review;
  let article;
  let answer;
  let nested;

  const page = () => reader.open(review.page);
  const shows = (...words) => until(`“${words.join("”, “")}” on the page`, async () => (await page()).says(...words) && page());
  const misses = (words) => until(`no “${words}” on the page`, async () => !(await page()).says(words));
  const again = async () => ivo.lookUp(review.id);
  const members = async (of) => {
    const collection = await ferry.ctx.lookupObject(`${review.id}/${of}`);
    const { orderedItems, items } = await (await fetch(`${collection.id.href}?page=1`, { headers: { accept: "application/activity+json" } })).json();
    return orderedItems ?? items;
  };

  await road.case("a follow is accepted", async () => {
    early = await mara.publish({ film: "A Short Pier", take: "Before anybody followed." });
    const follow = await ivo.follow(mara.actor);
    const heard = await ferry.hears("Accept");
    assert.equal(heard.actor, mara.actor);
    // Fedify does not believe Houselights about an activity of its own server, and would fetch it.
    const object = await heard.activity.getObject({ crossOrigin: "trust" });
    assert.ok(object instanceof vocab.Follow);
    assert.equal(object.id.href, follow.id.href, "the Accept holds the Follow");
    assert.equal(object.actorId.href, ivo.id.href);
    const followers = await (await ivo.lookUp(mara.actor)).getFollowers();
    assert.equal(followers.totalItems, 1);
    (await mara.open("/following")).mustSay("Ivo Brandt", ivo.handle);
  });

  await road.case("a review arrives with a signature that Fedify verifies", async () => {
    review = await mara.publish({ film: "The Keeper of Skerry Light", year: "1974", headline: "The lamp", take: "Slow, and *good*." });
    const { activity } = await ferry.hears("Create", ({ object }) => object === review.id);
    assert.equal(activity.actorId.href, mara.actor);
    article = await activity.getObject();
    assert.ok(article instanceof vocab.Article);
    assert.equal(article.id.href, review.id);
    assert.match(String(article.content), /<em>good<\/em>/);
    assert.deepEqual(ferry.unverified, []);
    assert.ok(!ferry.received.some((one) => one.object === early.id), "what was published before the follow is not sent");
  });

  await road.case("an edit arrives as an Update", async () => {
    await (await mara.open(new URL(review.edit).pathname)).press("Update the review", { headline: "The lamp, again" });
    const { activity } = await ferry.hears("Update", ({ object }) => object === review.id);
    const changed = await activity.getObject();
    assert.match(String(changed.name), /^The lamp, again/);
    assert.ok(changed.updated.epochMilliseconds >= changed.published.epochMilliseconds);
  });

  await road.case("an answer from Fedify stands on the page and in the collections", async () => {
    answer = await ivo.reply(review.id, "<p>I counted <b>ninety</b> flashes.</p>");
    (await shows("I counted ninety flashes.", "Ivo Brandt", ivo.handle)).comment("ninety flashes").mustSay("Ivo Brandt");
    assert.equal((await (await again()).getReplies()).totalItems, 1);
    assert.deepEqual(await members("replies"), [answer.id.href]);
    assert.ok((await members("context")).includes(answer.id.href));
  });

  await road.case("an answer to the answer stands below it", async () => {
    nested = await ada.reply(answer, "<p>Ninety-one, with the one in the sound.</p>");
    // Ivo's server tells the review's author too: the mention that Mastodon and others keep.
    await ada.send(new vocab.Create({ id: new URL("/activities/again/1", ferry.origin), actor: ada.id, object: nested, tos: nested.toIds, ccs: nested.ccIds }), mara.actor);
    const said = await shows("Ninety-one, with the one in the sound.", "Ada Quell");
    assert.ok(said.html.indexOf("ninety</b>") < said.html.indexOf("Ninety-one"), "below");
    assert.deepEqual((await members("context")).toSorted(), [answer.id.href, nested.id.href, review.id].toSorted());
  });

  await road.case("the reviewer answers, and it arrives with a mention", async () => {
    const conversation = await mara.open(review.page);
    const form = await mara.open(new URL(conversation.comment("Ninety-one").link("Reply")).pathname);
    await form.press("Send the answer", { text: "I *heard* it too." });
    const { activity } = await ferry.hears("Create", ({ activity: one }) => one.objectId?.pathname.startsWith("/c/"));
    const note = await activity.getObject();
    assert.ok(note instanceof vocab.Note);
    assert.match(String(note.content), /<em>heard<\/em>/);
    assert.equal(note.replyTargetId.href, nested.id.href);
    const mentions = (await Array.fromAsync(note.getTags())).filter((tag) => tag instanceof vocab.Mention);
    assert.ok(mentions.some((tag) => tag.href.href === ada.id.href && String(tag.name) === ada.handle), `mentions ${mentions.map((tag) => tag.href)}`);
    assert.ok(note.ccIds.some((id) => id.href === ada.id.href), "in cc");
    const parent = await note.getReplyTarget();
    assert.equal(parent.id.href, nested.id.href, "Fedify finds what it answers");
    assert.deepEqual((await ivo.lookUp(note.id.href)).id.href, note.id.href, "and its own document");
  });

  await road.case("an edited answer is shown as it is now", async () => {
    answer = await ivo.update(answer, { content: "<p>I counted ninety-two flashes.</p>" }, mara.actor);
    const said = await shows("I counted ninety-two flashes.");
    said.comment("ninety-two").mustSay("edited");
    await misses("counted ninety flashes");
  });

  await road.case("likes, emoji and boosts are shown, and taken back", async () => {
    const like = await ivo.act(vocab.Like, review.id, mara.actor);
    const second = await ada.act(vocab.Like, review.id, mara.actor);
    const boost = await ada.act(vocab.Announce, review.id, mara.actor, { to: vocab.PUBLIC_COLLECTION });
    const emoji = await ivo.act(vocab.EmojiReact, review.id, mara.actor, { content: "🕯️" });
    await shows("2 likes", "one boost", "🕯");
    const seen = await again();
    assert.deepEqual([(await seen.getLikes()).totalItems, (await seen.getShares()).totalItems], [2, 1]);
    await ivo.undo(like, mara.actor);
    await shows("one like");
    await ada.undo(boost, mara.actor);
    await misses("one boost");
    await ivo.undo(emoji, mara.actor);
    await misses("🕯");
    await ada.undo(second, mara.actor);
    await misses("one like");
    const now = await again();
    assert.deepEqual([(await now.getLikes()).totalItems, (await now.getShares()).totalItems], [0, 0]);
  });

  await road.case("a like and an emoji of a comment are shown with it", async () => {
    await ada.act(vocab.Like, answer.id.href, mara.actor);
    await ivo.act(vocab.EmojiReact, nested.id.href, mara.actor, { content: "🦻" });
    await until("both with their comments", async () => {
      const now = await page();
      return now.comment("ninety-two").says("one like") && now.comment("Ninety-one").says("🦻");
    });
  });

  await road.case("a custom emoji of Fedify is shown by its name", async () => {
    const emoji = new vocab.Emoji({
      id: new URL("/emojis/lamp", ferry.origin), name: ":lamp:", icon: new vocab.Image({ mediaType: "image/png", url: new URL("/emojis/lamp.png", ferry.origin) }),
    });
    const reaction = await ada.act(vocab.EmojiReact, review.id, mara.actor, { content: ":lamp:", tags: [emoji] });
    await shows(":lamp:");
    await ada.undo(reaction, mara.actor);
    await misses(":lamp:");
  });

  await road.case("what one passes on for another is fetched where it was written, and what is not there is not believed", async () => {
    const author = await ada.lookUp(mara.actor);
    const pass = (note) => ferry.ctx.sendActivity({ identifier: "ivo" }, author, new vocab.Create({
      id: new URL(`/activities/create/${note.id.pathname.split("/").at(-1)}`, ferry.origin), actor: ada.id, object: note, tos: note.toIds, ccs: note.ccIds,
    }), { fanout: "skip" });
    const invented = ada.text(vocab.Note, "<p>Ada never wrote this.</p>", { replyTarget: new URL(review.id) });
    ferry.texts.delete(invented.id.href);
    await pass(invented);
    const written = ada.text(vocab.Note, "<p>Passed on by a friend.</p>", { replyTarget: new URL(review.id) });
    await pass(written.clone({ content: "<p>Changed on the way.</p>" }));
    (await shows("Passed on by a friend.")).comment("Passed on").mustSay("Ada Quell");
    const now = await page();
    assert.ok(!now.says("Ada never wrote this.") && !now.says("Changed on the way."));
    await ada.delete(written, mara.actor);
    await misses("Passed on by a friend.");
  });

  await road.case("a quote is asked for, permitted, shown, and the permission can be read", async () => {
    const quote = ivo.text(vocab.Note, "<p>This one says it best.</p>", { quote: new URL(review.id), quoteUrl: new URL(review.id) });
    const request = await ivo.act(vocab.QuoteRequest, review.id, mara.actor, { instrument: quote });
    const { activity } = await ferry.hears("Accept", ({ object }) => object === request.id.href);
    const permission = await (await ivo.loader)(activity.resultId.href).then(({ document }) =>
      vocab.QuoteAuthorization.fromJsonLd(document, { documentLoader: ferry.ctx.documentLoader, contextLoader: ferry.ctx.contextLoader }));
    assert.ok(permission instanceof vocab.QuoteAuthorization);
    assert.equal(permission.attributionId.href, mara.actor);
    assert.equal(permission.interactingObjectId.href, quote.id.href);
    assert.equal(permission.interactionTargetId.href, review.id);
    const approved = quote.clone({ quoteAuthorization: permission.id });
    ferry.texts.set(approved.id.href, approved);
    await ivo.create(approved, mara.actor);
    await shows("Quoted by", "This one says it best.");
    await ivo.delete(approved, mara.actor);
    await misses("This one says it best.");
  });

  await road.case("a link to the review without a quote is a mention", async () => {
    const note = ada.text(vocab.Note, `<p>Read <a href="${review.id}">what Mara says</a> tonight.</p>`);
    await ada.create(note, mara.actor);
    await shows("Mentioned by", "what Mara says");
  });

  await road.case("a message for one person only is nowhere on the page", async () => {
    await ivo.reply(review.id, "<p>Between us: the inspector is my uncle.</p>", { tos: [new URL(mara.actor)], ccs: [] });
    await until("the notification", async () => (await mara.open("/news")).says("the inspector is my uncle"));
    assert.ok(!(await page()).says("inspector is my uncle"));
    assert.equal((await (await again()).getReplies()).totalItems, 1);
  });

  await road.case("Houselights finds answers that nobody sent it, in the replies that Fedify lists", async () => {
    const piers = ivo.text(vocab.Article, "<p>The <b>pier</b> in four films.</p>", { name: "Piers" });
    const first = ada.text(vocab.Note, "<p>Five, with the one that burns.</p>", { replyTarget: piers.id });
    ivo.text(vocab.Note, "<p>That one is a jetty.</p>", { replyTarget: first.id });
    // Asked at the first look at the page; then at most every quarter of an hour.
    const known = await mara.lookUp(piers.id.href);
    const post = known.says("Piers") && known.url.includes("/elsewhere/") ? known.url : known.link("Piers");
    await until("both answers", async () => (await mara.open(new URL(post).pathname)).says("Five, with the one that burns.", "That one is a jetty."));
    const asked = ferry.wire.exchanges.filter((one) => one.path.endsWith("/replies")).map((one) => one.path);
    assert.ok(asked.includes(`${piers.id.pathname}/replies`) && asked.includes(`${first.id.pathname}/replies`), asked.join(" "));
  });

  await road.case("a deleted answer is gone, and what answers it stays in its place", async () => {
    await ivo.delete(answer, mara.actor);
    await misses("ninety-two flashes");
    await shows("Ninety-one, with the one in the sound.");
    assert.ok(!(await members("replies")).includes(answer.id.href));
  });

  await road.case("a withdrawn review is deleted at Fedify, and answers 410", async () => {
    await (await mara.open(new URL(review.edit).pathname)).press("Withdraw");
    const { activity } = await ferry.hears("Delete", ({ object }) => object === review.id);
    assert.ok(await activity.getObject() instanceof vocab.Tombstone);
    const gone = await fetch(review.id, { headers: { accept: "application/activity+json" } });
    assert.equal(gone.status, 410);
  });

  await road.case("a follow is taken back", async () => {
    const follow = ivo.said.find((one) => one instanceof vocab.Follow);
    await ivo.undo(follow, mara.actor);
    await until("no follower", async () => (await (await ivo.lookUp(mara.actor)).getFollowers()).totalItems === 0);
  });

  await road.case("everything that Fedify sent was taken at the first knock", () => {
    assert.deepEqual(ferry.failures.map(({ error }) => error.message), []);
    const posts = lantern.wire.exchanges.filter((one) => one.method === "POST");
    assert.ok(posts.length > 20);
    assert.deepEqual(posts.filter((one) => one.status !== 202).map((one) => `${one.status} ${one.said}`), []);
    assert.ok(posts.every((one) => one.signed === "rfc9421"));
    assert.deepEqual(ferry.unverified, []);
  });

  await road.case("no activity of Houselights loses anything when it is expanded", async () => {
    const types = await allSaid(ferry);
    assert.deepEqual([...types].toSorted(), ["Accept", "Create", "Delete", "Update"]);
  });
});
