// A small server made with Fedify: people with keys who follow, write, answer, like, quote, boost, move and take it all back.

import { InProcessMessageQueue, MemoryKvStore, createFederation, createExponentialBackoffPolicy, generateCryptoKeyPair } from "@fedify/fedify";
import * as vocab from "@fedify/vocab";
import { getDocumentLoader } from "@fedify/vocab-runtime";
import { Temporal } from "@js-temporal/polyfill";
import { configure } from "@logtape/logtape";
import { randomUUID } from "node:crypto";
import { listen, until } from "./wire.mjs";

const PUBLIC = vocab.PUBLIC_COLLECTION;

/** What Fedify itself complained about, for the reader of a failure. */
export const complaints = [];
await configure({
  sinks: { kept: (record) => complaints.push(`${record.level} ${record.category.join(".")}: ${record.message.map(shown).join("")}`) },
  loggers: [
    { category: "fedify", sinks: ["kept"], lowestLevel: "warning" },
    { category: ["logtape", "meta"], sinks: [], lowestLevel: "error" },
  ],
});

function shown(part) {
  if (typeof part === "string") return part;
  return part instanceof Error ? part.stack : JSON.stringify(part, (_, value) => (typeof value === "bigint" ? Number(value) : value));
}

/** One running server, at https://HOST:PORT. */
export class Peer {
  /**
   * Starts one. `firstKnock` is the signature it tries first; `refuses(exchange)` may answer a request before Fedify sees it, with a
   * status; `asksForSignatures` makes it give its people and texts only to those who sign; the rest are options of Fedify.
   */
  static async start(name, { refuses, asksForSignatures = false, ...options } = {}) {
    const peer = new Peer();
    Object.assign(peer, { people: new Map(), texts: new Map(), received: [], unverified: [], failures: [], refuses });
    peer.federation = createFederation({
      kv: new MemoryKvStore(),
      queue: new InProcessMessageQueue({ pollInterval: { milliseconds: 50 } }),
      manuallyStartQueue: true,
      // Fedify keeps what it read for five minutes unless it is told otherwise; here every look must be a look.
      documentLoaderFactory: (settings) => getDocumentLoader(settings),
      // Soon, so that what must be tried twice is tried within a test.
      outboxRetryPolicy: createExponentialBackoffPolicy({ initialDelay: { seconds: 1 }, maxAttempts: 4, jitter: false }),
      onOutboxError: (error, activity) => void peer.failures.push({ error, activity }),
      ...options,
    });
    peer.#routes(asksForSignatures);
    peer.wire = await listen(`${name}.localhost`, (request, body) => peer.#answer(request, body));
    Object.assign(peer, { host: peer.wire.host, origin: peer.wire.origin });
    peer.ending = new AbortController();
    peer.queue = peer.federation.startQueue(undefined, { signal: peer.ending.signal });
    peer.ctx = peer.federation.createContext(new URL(peer.origin), undefined);
    // The server's own key signs what it fetches.
    await peer.person("ferry");
    return peer;
  }

  async stop() {
    this.ending.abort();
    await this.queue;
    await this.wire.close();
  }

  async #answer(request, body) {
    const refused = this.refuses?.(request);
    if (refused) return { headers: { "content-type": "text/plain" }, body: Buffer.from("not like this"), ...refused };
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const plain = ["GET", "HEAD"].includes(request.method);
    const response = await this.federation.fetch(
      new Request(`https://${request.headers.host}${request.url}`, { method: request.method, headers, body: plain ? undefined : body }),
      { contextData: undefined },
    );
    return { status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) };
  }

  #routes(asksForSignatures) {
    const { federation } = this;
    const signed = async (ctx) => !asksForSignatures || await ctx.getSignedKeyOwner() !== null;
    federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
      software: { name: "ferry", version: "1.2.3" },
      protocols: ["activitypub"],
      usage: { users: { total: this.people.size }, localPosts: this.texts.size, localComments: 0 },
    }));
    federation
      .setActorDispatcher("/people/{identifier}", async (ctx, identifier) => this.people.get(identifier)?.document(ctx))
      .setKeyPairsDispatcher((_, identifier) => this.people.get(identifier)?.keys ?? [])
      // The server's own person stays open, or two such servers could never read each other's keys.
      .authorize(async (ctx, identifier) => identifier === "ferry" || signed(ctx));
    const list = (of) => (_, identifier) => {
      const person = this.people.get(identifier);
      return person ? { items: of(person) } : null;
    };
    federation.setFollowersDispatcher("/people/{identifier}/followers", list((person) => [...person.followers.values()]))
      .setCounter((_, identifier) => this.people.get(identifier)?.followers.size ?? null);
    federation.setFollowingDispatcher("/people/{identifier}/following", list((person) => [...person.following].map((id) => new URL(id))));
    federation.setOutboxDispatcher("/people/{identifier}/outbox", list((person) => person.said));
    for (const kind of [vocab.Note, vocab.Article]) {
      const place = kind === vocab.Note ? "notes" : "articles";
      federation.setObjectDispatcher(kind, `/people/{identifier}/${place}/{id}`, (ctx, { identifier, id }) =>
        this.texts.get(ctx.getObjectUri(kind, { identifier, id }).href) ?? null).authorize(signed);
      federation.setCollectionDispatcher(`replies of ${place}`, vocab.Note, `/people/{identifier}/${place}/{id}/replies`, (ctx, values) => {
        const to = ctx.getObjectUri(kind, values).href;
        return { items: [...this.texts.values()].filter((text) => text.replyTargetId?.href === to) };
      }).authorize(signed);
    }
    const inbox = federation.setInboxListeners("/people/{identifier}/inbox", "/inbox")
      .setSharedKeyDispatcher(() => ({ identifier: "ferry" }))
      .onUnverifiedActivity((_, activity, reason) => void this.unverified.push({ activity, reason }))
      .onError((_, error) => void this.failures.push({ error }))
      // Whatever has no listener of its own.
      .on(vocab.Activity, (ctx, activity) => this.#heard(ctx, activity));
    inbox.on(vocab.Follow, async (ctx, follow) => {
      await this.#heard(ctx, follow);
      const person = this.people.get(ctx.parseUri(follow.objectId)?.identifier);
      if (person && !person.approves) await person.accept(follow);
    });
    inbox.on(vocab.Undo, async (ctx, undo) => {
      await this.#heard(ctx, undo);
      const what = await undo.getObject(ctx);
      if (what instanceof vocab.Follow) this.people.get(ctx.parseUri(what.objectId)?.identifier)?.followers.delete(undo.actorId.href);
    });
  }

  async #heard(ctx, activity) {
    this.received.push({
      activity, type: activity.constructor.name, actor: activity.actorId?.href, object: activity.objectId?.href, inbox: ctx.recipient,
      json: await activity.toJsonLd({ format: "compact" }),
    });
  }

  /** Waits for an activity of that type for which `fits` is true; Fedify has verified its signature. */
  async hears(type, fits = () => true) {
    return until(`${type} at ${this.host}`, () => this.received.find((one) => one.type === type && fits(one)));
  }

  /** A person of this server, made when there is none of that name. */
  async person(identifier, more = {}) {
    if (!this.people.has(identifier)) this.people.set(identifier, await Person.make(this, identifier));
    return Object.assign(this.people.get(identifier), more);
  }
}

/** An RSA key and an Ed25519 key. Fedify itself would make RSA keys of 4096 bits, which takes seconds; most servers have 2048. */
async function keyPairs() {
  const rsa = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
  return Promise.all([crypto.subtle.generateKey(rsa, true, ["sign", "verify"]), generateCryptoKeyPair("Ed25519")]);
}

/** Somebody on a peer. What they do is sent to the actors who must know, and given back as the activity. */
class Person {
  static async make(peer, identifier) {
    const person = new Person();
    Object.assign(person, {
      peer, identifier, keys: await keyPairs(), name: identifier[0].toUpperCase() + identifier.slice(1), summary: `<p>${identifier} rides the ferry.</p>`,
      followers: new Map(), following: new Set(), said: [], approves: false, aliases: [], successor: null,
    });
    return person;
  }

  get id() {
    return this.peer.ctx.getActorUri(this.identifier);
  }

  get handle() {
    return `@${this.identifier}@${this.peer.host}`;
  }

  /** Loads documents with signatures of this person. */
  get loader() {
    return this.peer.ctx.getDocumentLoader({ identifier: this.identifier });
  }

  async document(ctx) {
    const keys = await ctx.getActorKeyPairs(this.identifier);
    return new vocab.Person({
      id: this.id,
      preferredUsername: this.identifier,
      name: this.name,
      summary: this.summary,
      url: new URL(`/@${this.identifier}`, this.peer.origin),
      inbox: ctx.getInboxUri(this.identifier),
      outbox: ctx.getOutboxUri(this.identifier),
      followers: ctx.getFollowersUri(this.identifier),
      following: ctx.getFollowingUri(this.identifier),
      endpoints: new vocab.Endpoints({ sharedInbox: ctx.getInboxUri() }),
      publicKey: keys[0].cryptographicKey,
      assertionMethods: keys.map((pair) => pair.multikey),
      manuallyApprovesFollowers: this.approves,
      aliases: this.aliases,
      successor: this.successor,
    });
  }

  /** Looks an actor or object up, as this person's server does it: signed. */
  async lookUp(what) {
    const documentLoader = await this.loader;
    return this.peer.ctx.lookupObject(what, { documentLoader });
  }

  #activityId(kind) {
    return new URL(`/activities/${kind}/${randomUUID()}`, this.peer.origin);
  }

  /** Sends an activity to actors, given by address. */
  async send(activity, ...to) {
    const actors = [];
    for (const actor of to) {
      const found = typeof actor === "string" ? await this.lookUp(actor) : actor;
      if (!found) throw new Error(`${actor} is not found`);
      actors.push(found);
    }
    await this.peer.ctx.sendActivity({ identifier: this.identifier }, actors, activity, { fanout: "skip" });
    this.said.push(activity);
    return activity;
  }

  async follow(actor) {
    this.following.add(actor);
    return this.send(new vocab.Follow({ id: this.#activityId("follow"), actor: this.id, object: new URL(actor) }), actor);
  }

  async accept(follow) {
    const follower = await this.lookUp(follow.actorId.href);
    this.followers.set(follower.id.href, follower);
    return this.send(new vocab.Accept({ id: this.#activityId("accept"), actor: this.id, object: follow }), follower);
  }

  async reject(follow) {
    return this.send(new vocab.Reject({ id: this.#activityId("reject"), actor: this.id, object: follow }), follow.actorId.href);
  }

  /** A text for everybody, which its server gives from now on. `more` are properties of the vocabulary. */
  text(kind, content, more = {}) {
    const ctx = this.peer.ctx;
    const id = randomUUID();
    const place = { identifier: this.identifier, id };
    const list = kind === vocab.Note ? "replies of notes" : "replies of articles";
    const text = new kind({
      id: ctx.getObjectUri(kind, place),
      attribution: this.id,
      content,
      published: Temporal.Now.instant(),
      tos: [PUBLIC],
      ccs: [ctx.getFollowersUri(this.identifier)],
      url: new URL(`/@${this.identifier}/${id}`, this.peer.origin),
      replies: ctx.getCollectionUri(list, place),
      ...more,
    });
    this.peer.texts.set(text.id.href, text);
    return text;
  }

  /** Publishes a text to actors; gives the text. */
  async create(text, ...to) {
    await this.send(new vocab.Create({
      id: this.#activityId("create"), actor: this.id, object: text, tos: text.toIds, ccs: text.ccIds, published: text.published,
    }), ...to);
    return text;
  }

  /** Answers an object, mentioning its author. */
  async reply(to, content, more = {}) {
    const parent = typeof to === "string" ? await this.lookUp(to) : to;
    const author = await this.lookUp(parent.attributionId.href);
    const mention = new vocab.Mention({ href: author.id, name: handleOf(author) });
    const note = this.text(vocab.Note, content, {
      replyTarget: parent.id, tags: [mention], ccs: [this.peer.ctx.getFollowersUri(this.identifier), author.id], ...more,
    });
    return this.create(note, author);
  }

  /** Gives a text of one's own anew. */
  async update(text, more, ...to) {
    const changed = text.clone({ ...more, updated: Temporal.Now.instant() });
    this.peer.texts.set(changed.id.href, changed);
    await this.send(new vocab.Update({ id: this.#activityId("update"), actor: this.id, object: changed, tos: changed.toIds, ccs: changed.ccIds }), ...to);
    return changed;
  }

  /** Takes a text of one's own away. */
  async delete(text, ...to) {
    this.peer.texts.delete(text.id.href);
    return this.send(new vocab.Delete({ id: this.#activityId("delete"), actor: this.id, object: new vocab.Tombstone({ id: text.id }), to: PUBLIC }), ...to);
  }

  /** Like, EmojiReact, Announce, QuoteRequest, Block, Move … of an object. */
  async act(kind, object, to, more = {}) {
    const name = kind.typeId.href.split(/[#/]/).at(-1).toLowerCase();
    return this.send(new kind({ id: this.#activityId(name), actor: this.id, object: new URL(object), ...more }), ...[to].flat());
  }

  async undo(activity, ...to) {
    return this.send(new vocab.Undo({ id: this.#activityId("undo"), actor: this.id, object: activity, to: PUBLIC }), ...to);
  }

  /** The same person with a new profile, told to actors. */
  async refresh(changes, ...to) {
    Object.assign(this, changes);
    return this.send(new vocab.Update({
      id: this.#activityId("update"), actor: this.id, object: await this.document(this.peer.ctx), to: PUBLIC,
    }), ...to);
  }
}

/** `@name@host:port`. Fedify's own getActorHandle loses the host where it has a port. */
export function handleOf(actor) {
  return `@${actor.preferredUsername}@${actor.id.host}`;
}

export { PUBLIC, Temporal, vocab };
