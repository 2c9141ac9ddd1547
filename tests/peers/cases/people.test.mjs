// Following in both directions, with everything that can come of it: waiting, refusing, blocking, moving, new keys, and the end.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { encounter } from "../support/encounter.mjs";
import { vocab } from "../support/fedify.mjs";
import { allSaid } from "../support/meaning.mjs";
import { until } from "../support/wire.mjs";

encounter("People", async (road) => {
  const [lantern, ferry] = await Promise.all([road.site("lantern"), road.peer("ferry")]);
  const mara = await lantern.owner();
  const [ivo, ada, bo, cy] = await Promise.all([
    ferry.person("ivo", { name: "Ivo Brandt" }), ferry.person("ada", { name: "Ada Quell", approves: true }), ferry.person("bo", { name: "Bo Ness" }),
    ferry.person("cy", { name: "Cy Tarn" }),
  ]);
  const following = () => mara.open("/following");
  const shows = (...words) => until(`“${words.join("”, “")}” under Following`, async () => (await following()).says(...words) && following());
  const personPage = async (who) => (await mara.lookUp(who.handle)).mustSay(who.name);
  let article;

  await road.case("Houselights follows somebody on Fedify", async () => {
    await (await personPage(ivo)).press("Follow");
    const { activity } = await ferry.hears("Follow");
    assert.equal(activity.actorId.href, mara.actor);
    assert.equal(activity.objectId.href, ivo.id.href);
    (await shows("You follow them")).mustSay("Ivo Brandt");
    assert.deepEqual([...ivo.followers.keys()], [mara.actor]);
  });

  await road.case("what they publish arrives, changes and goes", async () => {
    article = ivo.text(vocab.Article, "<p>Four films on a pier.</p>", { name: "Piers, ranked" });
    await ivo.create(article, ...ivo.followers.values());
    await shows("Piers, ranked");
    const other = ivo.text(vocab.Article, "<p>Not for long.</p>", { name: "A slip" });
    await ivo.create(other, ...ivo.followers.values());
    await shows("A slip");
    article = await ivo.update(article, { name: "Piers, ranked again" }, ...ivo.followers.values());
    await shows("Piers, ranked again");
    await ivo.delete(other, ...ivo.followers.values());
    await until("no slip", async () => !(await following()).says("A slip"));
  });

  await road.case("what the reviewer says, likes and boosts there arrives, and is taken back", async () => {
    const there = (await following()).link("Piers, ranked again");
    const open = () => mara.open(new URL(there).pathname);
    await (await open()).press("Comment", { text: "You forgot *Brighton*." });
    const { activity } = await ferry.hears("Create");
    const note = await activity.getObject();
    assert.equal(note.replyTargetId.href, article.id.href);
    assert.ok((await Array.fromAsync(note.getTags())).some((tag) => tag instanceof vocab.Mention && tag.href.href === ivo.id.href));
    for (const [button, type, back] of [["Like", "Like", "Take my like back"], ["Boost", "Announce", "Take my boost back"]]) {
      await (await open()).press(button);
      const heard = await ferry.hears(type, ({ object }) => object === article.id.href);
      await (await open()).press(back);
      await ferry.hears("Undo", ({ activity: undo }) => undo.objectId?.href === heard.activity.id.href);
    }
    await (await mara.open(new URL((await open()).link("Delete …")).pathname)).press("Delete");
    await ferry.hears("Delete", ({ object }) => object === note.id.href);
  });

  await road.case("a person who approves by hand is waited for, and lets her in", async () => {
    await (await personPage(ada)).press("Follow");
    const { activity: follow } = await ferry.hears("Follow", ({ object }) => object === ada.id.href);
    await shows("Asked, not answered yet");
    await ada.accept(follow);
    await until("no question left", async () => !(await following()).says("Asked, not answered yet"));
  });

  await road.case("a person who refuses is not followed", async () => {
    bo.approves = true;
    await (await personPage(bo)).press("Follow");
    const { activity: follow } = await ferry.hears("Follow", ({ object }) => object === bo.id.href);
    await bo.reject(follow);
    await shows("Refused");
    await (await following()).press("Take off the list");
    await until("nothing of Bo", async () => !(await following()).says("Bo Ness"));
  });

  await road.case("following ends with an Undo", async () => {
    await (await personPage(ada)).press("Stop following");
    await ferry.hears("Undo", ({ actor }) => actor === mara.actor && !ada.followers.has(mara.actor));
  });

  await road.case("a new profile is taken on, either way", async () => {
    await ivo.refresh({ name: "Ivo of the Pier", summary: "<p>Still on the ferry.</p>" }, mara.actor);
    await shows("Ivo of the Pier");
    await ivo.follow(mara.actor);
    await ferry.hears("Accept", ({ json }) => JSON.stringify(json).includes("/activities/follow/"));
    await (await mara.open("/settings")).press("Save", { name: "Mara L." });
    const { activity } = await ferry.hears("Update", ({ object }) => object === mara.actor);
    assert.equal(String((await activity.getObject()).name), "Mara L.");
  });

  await road.case("followers wait where the reviewer approves them by hand", async () => {
    await (await mara.open("/settings")).press("Save", { manually_approves: "yes" });
    await ferry.hears("Update", ({ activity }) => activity.objectId?.href === mara.actor);
    assert.equal((await ivo.lookUp(mara.actor)).manuallyApprovesFollowers, true);
    const accepted = () => ferry.received.filter((one) => one.type === "Accept").length;
    const before = accepted();
    const follow = await bo.follow(mara.actor);
    (await shows("Let in", "Bo Ness")).mustSay(bo.handle);
    assert.equal(accepted(), before);
    await (await following()).press("Let in");
    await ferry.hears("Accept", ({ json }) => JSON.stringify(json).includes(follow.id.href));
    const refused = await cy.follow(mara.actor);
    await shows("Let in", "Cy Tarn");
    await (await following()).press("Refuse");
    await ferry.hears("Reject", ({ json }) => JSON.stringify(json).includes(refused.id.href));
    await (await mara.open("/settings")).press("Save", { manually_approves: null });
    assert.equal((await (await ivo.lookUp(mara.actor)).getFollowers()).totalItems, 2);
  });

  await road.case("a Block ends both follows, and nothing follows until it is undone", async () => {
    const block = await ivo.act(vocab.Block, mara.actor, mara.actor);
    await until("neither follows", async () => !(await following()).says("Ivo of the Pier"));
    assert.equal((await (await bo.lookUp(mara.actor)).getFollowers()).totalItems, 1);
    await ivo.undo(block, mara.actor);
    const follow = await ivo.follow(mara.actor);
    await ferry.hears("Accept", ({ json }) => JSON.stringify(json).includes(follow.id.href));
    await (await personPage(ivo)).press("Follow");
    await shows("Ivo of the Pier", "You follow them");
  });

  await road.case("a Move is followed when the new account names the old one", async () => {
    const heard = () => ferry.received.filter((one) => one.type === "Follow" && one.object === cy.id.href).length;
    const move = (to) => ivo.send(new vocab.Move({
      id: new URL(`/activities/move/${randomUUID()}`, ferry.origin), actor: ivo.id, object: ivo.id, target: to.id,
    }), mara.actor);
    await move(cy);
    ivo.successor = cy.id;
    cy.aliases = [ivo.id];
    await cy.refresh({}, mara.actor);
    assert.equal(heard(), 0, "not believed without the other side's word");
    await move(cy);
    await ferry.hears("Follow", ({ object }) => object === cy.id.href);
    await shows("Cy Tarn", "You follow them");
    await ferry.hears("Undo", ({ json }) => json.actor === mara.actor && JSON.stringify(json).includes(`"${ivo.id.href}"`));
    assert.ok(!(await following()).says("Ivo of the Pier You follow them"));
  });

  await road.case("a new key of the reviewer is announced, believed, and used", async () => {
    await lantern.command("admin", "rotate-key", "mara");
    await ferry.hears("Update", ({ object, activity }) => object === mara.actor && JSON.stringify(activity).length > 0
      && ferry.wire.exchanges.some((one) => one.signed !== "nothing" && JSON.stringify(one.headers).includes("#main-key-2")));
    const review = await mara.publish({ film: "A Short Pier", take: "With a new key." });
    await ferry.hears("Create", ({ object }) => object === review.id);
    assert.deepEqual(ferry.unverified.map(({ reason }) => reason), []);
    const key = await (await bo.lookUp(mara.actor)).getPublicKey();
    assert.equal(key.id.href, `${mara.actor}#main-key-2`);
  });

  await road.case("a report arrives, and says no more than it must", async () => {
    await bo.send(new vocab.Flag({
      id: new URL(`/activities/flag/${randomUUID()}`, ferry.origin), actor: bo.id, objects: [new URL(mara.actor)], content: "Too many piers.",
    }), mara.actor);
    await until("the report", async () => (await mara.open("/news")).says("Too many piers."));
  });

  await road.case("the reviewer moves to Fedify, and her followers are told", async () => {
    ada.aliases = [new URL(mara.actor)];
    (await (await mara.open("/settings/moving")).press("Move and tell my followers", {
      target: ada.handle, move_password: "the fourth row from the back",
    })).mustSay("You have moved to");
    const { activity } = await ferry.hears("Move", ({ actor }) => actor === mara.actor);
    assert.equal(activity.objectId.href, mara.actor);
    assert.equal(activity.targetId.href, ada.id.href);
    assert.equal((await bo.lookUp(mara.actor)).successorId.href, ada.id.href);
    const late = await cy.follow(mara.actor);
    await ferry.hears("Reject", ({ json }) => JSON.stringify(json).includes(late.id.href));
    await (await mara.open("/settings/moving")).press("I did not move");
    assert.equal((await bo.lookUp(mara.actor)).successorId, null);
  });

  await road.case("somebody who deletes their account is gone with what they said", async () => {
    const review = await mara.publish({ film: "The Long Platform", take: "Two hours of waiting." });
    await cy.reply(review.id, "<p>Three hours, surely.</p>");
    const page = () => lantern.reader().open(review.page);
    await until("the answer", async () => (await page()).says("Three hours, surely."));
    const goodbye = await cy.send(new vocab.Delete({
      id: new URL(`/activities/delete/${randomUUID()}`, ferry.origin), actor: cy.id, object: cy.id, to: vocab.PUBLIC_COLLECTION,
    }), mara.actor);
    assert.ok(goodbye.id);
    await until("nothing of them", async () => !(await page()).says("Three hours, surely."));
    await until("nothing of them under Following", async () => !(await following()).says("Cy Tarn"));
  });

  await road.case("a suspended server is refused, and what it said is hidden until the rule goes", async () => {
    const review = await mara.publish({ film: "Soup First", take: "It was good soup." });
    await bo.reply(review.id, "<p>Too salty.</p>");
    const page = () => lantern.reader().open(review.page);
    await until("the answer", async () => (await page()).says("Too salty."));
    await lantern.command("admin", "policy", "set", ferry.host.split(":")[0], "suspend");
    await until("no answer", async () => !(await page()).says("Too salty."));
    await bo.act(vocab.Like, review.id, mara.actor);
    await until("403", () => lantern.wire.exchanges.some((one) => one.method === "POST" && one.status === 403));
    await lantern.command("admin", "policy", "set", ferry.host.split(":")[0], "none");
    await until("the answer again", async () => (await page()).says("Too salty."));
  });

  await road.case("Fedify found no signature of Houselights wrong", () => {
    assert.deepEqual(ferry.unverified.map(({ reason }) => reason), []);
    const posts = ferry.wire.exchanges.filter((one) => one.method === "POST");
    assert.deepEqual(posts.filter((one) => one.status !== 202).map((one) => `${one.status} ${one.said}`), []);
  });

  await road.case("no activity of Houselights loses anything when it is expanded", async () => {
    const types = await allSaid(ferry);
    assert.deepEqual([...types].toSorted(), ["Accept", "Announce", "Create", "Delete", "Follow", "Like", "Move", "Reject", "Undo", "Update"]);
  });
});
