// A journey is a row of steps that build on each other: after one that fails the rest is skipped, and what the windows
// showed is kept.

import test, { after } from "node:test";
import { closeBrowser } from "./visitor.mjs";

after(closeBrowser);

/**
 * Declares a journey. `walk` gets a road with `site(promise)`, `person(promise)` – both are ended with the journey –,
 * `step(name, work)` and `look(name, work)`.
 */
export function journey(name, walk) {
  test(name, async (t) => {
    const sites = [];
    const people = [];
    let stumbled = false;
    const careful = async (title, work) => {
      try {
        await work();
      } catch (error) {
        for (const [i, person] of people.entries()) await person.keepEvidence(`${name} ${title} ${i}`);
        for (const site of sites) {
          site.keepLog(`${name} ${title}`);
          const log = site.log().split("\n").filter((line) => /ERROR|panick/.test(line)).slice(-15);
          if (log.length > 0) error.message += `\n--- ${site.name} says:\n${log.join("\n")}`;
        }
        throw error;
      }
    };
    const road = {
      async site(starting) {
        const site = await starting;
        sites.push(site);
        return site;
      },
      async person(arriving) {
        const visitor = await arriving;
        people.push(visitor);
        return visitor;
      },
      /** A step that the following ones need. */
      async step(title, work) {
        await t.test(title, { skip: stumbled && "an earlier step failed" }, async () => {
          stumbled = true;
          await careful(title, work);
          stumbled = false;
        });
      },
      /** A look at something that no other step depends on. */
      async look(title, work) {
        await t.test(title, { skip: stumbled && "an earlier step failed" }, () => careful(title, work));
      },
    };
    try {
      await walk(road);
      await road.step("nothing was asked of a third party and no page complained", () => people.forEach((p) => p.checkQuiet()));
      await road.step("no server panicked or reported an error", () => {
        for (const site of sites) {
          const bad = site.log().split("\n").filter((line) => /panicked|ERROR/.test(line));
          if (bad.length > 0) throw new Error(bad.join("\n"));
        }
      });
    } finally {
      for (const person of people) await person.leave();
      for (const site of sites) await site.stop();
    }
  });
}
