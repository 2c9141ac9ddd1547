// Signatures in both directions: either kind, the second knock after a refusal, what is refused, and servers that give nothing unsigned.

import { signRequest } from "@fedify/fedify";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { encounter } from "../support/encounter.mjs";
import { Temporal, vocab } from "../support/fedify.mjs";
import { until } from "../support/wire.mjs";

const KINDS = { rfc9421: "rfc9421", cavage: "draft-cavage-http-signatures-12" };
/** How what `from` sent to `to` was signed and answered. */
const posts = (from, to) =>
  to.wire.exchanges.filter((one) => one.method === "POST" && one.body.includes(`"actor":"${from.origin}/`)).map((one) => `${one.signed} ${one.status}`);

/** A follow that is answered: one delivery each way. */
async function meet(person, mara) {
  await person.follow(mara.actor);
  await person.peer.hears("Accept", ({ json }) => JSON.stringify(json).includes(person.id.href));
}

encounter("Signatures", async (road) => {
  const refusing = (kind) => (request) => {
    const signed = request.headers["signature-input"] ? "rfc9421" : "cavage";
    return request.method === "POST" && signed === kind ? { status: 401 } : undefined;
  };
  const [lantern, ferry, cavage, spoilt, modern, old, asking, careful] = await Promise.all([
    road.site("lantern"),
    road.peer("ferry"),
    road.peer("ferry", { firstKnock: KINDS.cavage }),
    road.peer("ferry"),
    road.peer("ferry", { firstKnock: KINDS.cavage, refuses: refusing("cavage") }),
    road.peer("ferry", { refuses: refusing("rfc9421") }),
    road.peer("ferry", { firstKnock: KINDS.cavage, refuses: refusing("cavage"), inboxChallengePolicy: { enabled: true } }),
    road.peer("ferry", { inboxChallengePolicy: { enabled: true, requestNonce: true } }),
  ]);
  const mara = await lantern.owner();
  const [ivo, ada] = await Promise.all([ferry.person("ivo"), ferry.person("ada")]);
  const [ivoKey, adaKey] = [ivo.keys[0].privateKey, ada.keys[0].privateKey];
  const keyOf = (person) => new URL("#main-key", person.id);

  /** Posts a Follow by Ivo in a way of the case's own; gives the answer. */
  async function post({ key = ivoKey, keyId = keyOf(ivo), at, change = (request) => request, spec }) {
    const body = JSON.stringify({
      "@context": "https://www.w3.org/ns/activitystreams", id: `${ferry.origin}/activities/${randomUUID()}`, type: "Follow", actor: ivo.id.href, object: mara.actor,
    });
    const plain = () => new Request(`${mara.actor}/inbox`, { method: "POST", headers: { "content-type": "application/activity+json" }, body });
    const signed = spec ? await signRequest(plain(), key, keyId, { spec, currentTime: at }) : plain();
    return fetch(await change(signed));
  }
  const withBody = (request, body) => new Request(request.url, { method: "POST", headers: request.headers, body });

  for (const [name, spec] of Object.entries(KINDS)) {
    const refused = async (why, how, status = 401) => {
      const answer = await post({ spec, ...how });
      assert.equal(answer.status, status, `${why}: ${await answer.text()}`);
      assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
    };
    await road.case(`${name}: by another's key, over another body, too old, by nobody known or somebody else`, async () => {
      await refused("a key that is not the one it names", { key: adaKey });
      await refused("a body that was changed", { change: async (request) => withBody(request, (await request.text()).replace("Follow", "Block")) });
      await refused("made two hours ago", { at: Temporal.Now.instant().subtract({ hours: 2 }) });
      await refused("made in two hours", { at: Temporal.Now.instant().add({ hours: 2 }) });
      await refused("a key that nobody has", { keyId: new URL("#main-key", new URL("/people/nobody", ferry.origin)) });
      await refused("another path", { change: async (request) => new Request(`${lantern.origin}/inbox`, { method: "POST", headers: request.headers, body: await request.text() }) });
      await refused("well signed, by somebody who is not the actor", { key: adaKey, keyId: keyOf(ada) }, 403);
    });
    await road.case(`${name}: rightly signed, the same is taken`, async () => {
      const answer = await post({ spec });
      assert.equal(answer.status, 202, await answer.text());
    });
  }
  await road.case("not signed at all", async () => {
    assert.equal((await post({})).status, 401);
  });

  await road.case("Fedify knocks with draft-cavage, which is taken and answered in the same way", async () => {
    await meet(await cavage.person("ivo"), mara);
    assert.deepEqual([posts(cavage, lantern), posts(lantern, cavage)], [["cavage 202"], ["cavage 202"]]);
  });

  await road.case("Fedify knocks with RFC 9421, which is taken and answered in the same way", async () => {
    const before = posts(ferry, lantern).length;
    await meet(ada, mara);
    assert.deepEqual(posts(ferry, lantern).slice(before), ["rfc9421 202"]);
    assert.equal(posts(lantern, ferry).at(-1), "rfc9421 202");
  });

  await road.case("Fedify knocks again with draft-cavage after a 401, and remembers", async () => {
    // As a proxy that rewrites a covered header would.
    lantern.tamper = (headers) => (headers["signature-input"] ? { ...headers, "content-digest": "sha-256=:AAAA:" } : headers);
    await meet(await spoilt.person("ivo"), mara);
    assert.deepEqual(posts(spoilt, lantern), ["rfc9421 401", "cavage 202"]);
    await meet(await spoilt.person("ada"), mara);
    assert.deepEqual(posts(spoilt, lantern), ["rfc9421 401", "cavage 202", "cavage 202"]);
    assert.deepEqual(spoilt.failures, []);
    lantern.tamper = undefined;
  });

  const twice = async (peer, ...expected) => {
    await meet(await peer.person("ivo"), mara);
    await meet(await peer.person("ada"), mara);
    assert.deepEqual(posts(lantern, peer), expected);
  };

  await road.case("Houselights knocks again with RFC 9421 where draft-cavage is refused, and remembers", async () => {
    await twice(modern, "cavage 401", "rfc9421 202", "rfc9421 202");
  });

  await road.case("Houselights knocks again with draft-cavage where RFC 9421 is refused, though that server speaks it, and remembers", async () => {
    await twice(old, "rfc9421 401", "cavage 202", "cavage 202");
  });

  await road.case("Houselights sends RFC 9421 to a server that asks for it", async () => {
    await twice(asking, "cavage 401", "rfc9421 202", "rfc9421 202");
  });

  await road.case("Houselights gives a nonce to a server that takes no signature twice", async () => {
    await twice(careful, "rfc9421 401", "rfc9421 202", "rfc9421 401", "rfc9421 202");
    const nonces = careful.wire.exchanges.map((one) => /nonce="([^"]+)"/.exec(one.headers["signature-input"])?.[1]).filter(Boolean);
    assert.equal(new Set(nonces).size, 2, nonces.join(" "));
  });
});

encounter("Servers that give nothing unsigned", async (road) => {
  const [strict, ferry, asking] = await Promise.all([
    road.site("strict", { "federation.authorized_fetch": "true" }), road.peer("ferry"), road.peer("second", { asksForSignatures: true }),
  ]);
  const mara = await strict.owner();
  const [ivo, ada] = await Promise.all([ferry.person("ivo", { name: "Ivo Brandt" }), asking.person("ada", { name: "Ada Quell" })]);
  let review;

  await road.case("Houselights answers 401, and gives its documents to those who sign", async () => {
    review = await mara.publish({ film: "A Short Pier", take: "For those who sign." });
    for (const place of [mara.actor, review.id, `${mara.actor}/outbox`]) {
      const answer = await fetch(place, { headers: { accept: "application/activity+json" } });
      assert.equal(answer.status, 401, place);
      assert.equal(await ferry.ctx.lookupObject(place), null, place);
      assert.equal((await ivo.lookUp(place)).id.href, place);
    }
    // What others need before they can sign anything.
    assert.ok(await ferry.ctx.lookupObject(`${strict.origin}/actor`) instanceof vocab.Application);
    assert.ok(await ferry.ctx.lookupWebFinger(`acct:${mara.handle.slice(1)}`));
    assert.equal((await ferry.ctx.lookupNodeInfo(strict.origin)).software.name, "houselights");
  });

  await road.case("either kind of signature opens them", async () => {
    for (const spec of Object.values(KINDS)) {
      const plain = new Request(review.id, { headers: { accept: "application/activity+json" } });
      const answer = await fetch(await signRequest(plain, ivo.keys[0].privateKey, new URL("#main-key", ivo.id), { spec }));
      assert.equal(answer.status, 200, spec);
      assert.match(answer.headers.get("cache-control"), /private/);
      const another = new Request(review.id, { headers: { accept: "application/activity+json" } });
      const wrong = await fetch(await signRequest(another, ada.keys[0].privateKey, new URL("#main-key", ivo.id), { spec }));
      assert.equal(wrong.status, 401, spec);
    }
  });

  await road.case("a follow between the two goes through", () => meet(ivo, mara));

  await road.case("Houselights reads a server that asks for signatures itself", async () => {
    assert.equal((await fetch(ada.id, { headers: { accept: "application/activity+json" } })).status, 401);
    (await mara.lookUp(ada.handle)).mustSay("Ada Quell");
    const note = ada.text(vocab.Article, "<p>For those who sign.</p>", { name: "Signed reading" });
    (await mara.lookUp(note.id.href)).mustSay("Signed reading");
  });

  await road.case("a follow between two that both ask for signatures goes through", () => meet(ada, mara));

  await road.case("a suspended server reads nothing, however well it signs", async () => {
    await strict.command("admin", "policy", "set", asking.host.split(":")[0], "suspend");
    assert.equal(await ada.lookUp(review.id), null);
    assert.equal((await ivo.lookUp(review.id)).id.href, review.id);
    await asking.ctx.sendActivity({ identifier: "ada" }, { id: new URL(mara.actor), inboxId: new URL(`${mara.actor}/inbox`) },
      new vocab.Like({ id: new URL(`/activities/${randomUUID()}`, asking.origin), actor: ada.id, object: new URL(review.id) }));
    await until("the answer", () => posts(asking, strict).includes("rfc9421 403"));
  });
});
