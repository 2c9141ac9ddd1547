// An encounter is a row of cases that build on each other: after one that fails the rest is skipped, and what both servers wrote is shown.

import test from "node:test";
import { Peer, complaints } from "./fedify.mjs";
import { Site } from "./houselights.mjs";

/**
 * Declares an encounter. `walk` gets a road with `site(name, …)` and `peer(name, …)`, which start servers that end with it, and
 * `case(name, work)`.
 */
export function encounter(name, walk) {
  test(name, async (t) => {
    const sites = [];
    const peers = [];
    let stumbled = false;
    const road = {
      async site(...words) {
        const site = await Site.start(...words);
        sites.push(site);
        return site;
      },
      async peer(...words) {
        const peer = await Peer.start(...words);
        peers.push(peer);
        return peer;
      },
      async case(title, work) {
        await t.test(title, { skip: stumbled && "an earlier case failed" }, async () => {
          stumbled = true;
          const [complained, ...failed] = [complaints.length, ...peers.map((peer) => peer.failures.length)];
          try {
            await work();
          } catch (error) {
            const said = [
              ...sites.flatMap((site) => site.log().split("\n").filter((line) => /WARN|ERROR|DEBUG houselights::(federation|worker|service)|panick/.test(line)).slice(-25)),
              ...complaints.slice(complained).slice(-12),
              ...peers.flatMap((peer, i) => peer.failures.slice(failed[i]).map(({ error: failure }) => `not delivered: ${failure.message}`)),
            ];
            error.stack += `\n--- what the servers said:\n${said.map((line) => line.slice(0, 600)).join("\n")}`;
            throw error;
          }
          stumbled = false;
        });
      },
    };
    try {
      await walk(road);
      await t.test("Houselights neither panicked nor reported an error", () => {
        for (const site of sites) {
          const bad = site.log().split("\n").filter((line) => /panicked|ERROR/.test(line));
          if (bad.length > 0) throw new Error(bad.join("\n"));
        }
      });
    } finally {
      await Promise.all([...peers, ...sites].map((server) => server.stop()));
    }
  });
}
