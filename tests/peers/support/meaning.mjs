// What a document means as JSON-LD.

import jsonld from "jsonld";

/** Expands a document. The safe mode refuses keys without a meaning and addresses that are not absolute; `name` is for the failure. */
export async function meaningOf(document, peer, name) {
  try {
    const [expanded] = await jsonld.expand(document, { documentLoader: peer.ctx.contextLoader, safe: true });
    return expanded;
  } catch (error) {
    throw new Error(`${name} cannot be expanded: ${error.message} ${JSON.stringify(error.details?.event ?? error.details)}`);
  }
}

/** That everything posted to a peer so far keeps its meaning; gives the types that came. */
export async function allSaid(peer) {
  const types = new Set();
  for (const { method, body } of peer.wire.exchanges) {
    if (method !== "POST") continue;
    const activity = JSON.parse(body);
    await meaningOf(activity, peer, `${activity.type} ${activity.id}: ${body}`);
    types.add(activity.type);
  }
  return types;
}
