// The picture of the README: a review by day and its conversation by night, of two real sites.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { build } from "./support/town.mjs";
import { OUT, Visitor, closeBrowser } from "./support/visitor.mjs";

const HEIGHT = 1200;
const [LEFT, RIGHT] = [800, 480];

const ends = [];
const road = {
  site: async (starting) => keep(await starting, (site) => site.stop()),
  person: async (arriving) => keep(await arriving, (visitor) => visitor.leave()),
};
function keep(what, end) {
  ends.unshift(() => end(what));
  return what;
}

/** A window on the review; addresses of this machine give way to such as a reader will see. */
async function look(alpha, beta, place, width, dark) {
  const reader = await road.person(Visitor.arrive([alpha, beta], { width, dark, viewport: { width, height: HEIGHT } }));
  await reader.page.goto(alpha.at(place), { waitUntil: "networkidle" });
  await reader.page.evaluate(([ours, theirs]) => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      words.currentNode.data = words.currentNode.data.replaceAll(ours, "rows.example").replaceAll(theirs, "matinee.example").replaceAll("Alpha Pictures", "Rows Near the Back");
    }
  }, [alpha.host, beta.host]);
  return reader.page;
}

try {
  const { alpha, beta, places } = await build(road);
  const day = await look(alpha, beta, places.review, LEFT, false);
  const night = await look(alpha, beta, places.review, RIGHT, true);
  await night.locator("#conversation").evaluate((section) => window.scrollTo(0, section.getBoundingClientRect().top + window.scrollY - 24));
  const images = [];
  for (const page of [day, night]) images.push((await page.screenshot()).toString("base64"));
  const board = await (await road.person(Visitor.arrive([], { viewport: { width: LEFT + RIGHT, height: HEIGHT } }))).page;
  await board.setContent(`<body style="margin:0;display:flex">${images.map((data) => `<img src="data:image/png;base64,${data}">`).join("")}`);
  mkdirSync(OUT, { recursive: true });
  await board.screenshot({ path: path.join(OUT, "picture.png") });
} finally {
  for (const end of ends) await end();
  await closeBrowser();
}
