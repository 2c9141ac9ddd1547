// Every page, at three widths, light and dark: nothing scrolls sideways, axe-core finds nothing, the focus can be seen, no
// value was forgotten. Then what a review costs its reader, as interface.md sets it. Screenshots go to out/; SCREENSHOTS=all
// in the environment makes one of every view.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import {
  fitsItsWidth, hasNoPlaceholders, hasRoomForFingers, isAccessible, isValidHtml, isWellBuilt, showsItsFocus,
} from "../support/checks.mjs";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { build } from "../support/town.mjs";
import { FULL, INES, TOMAS } from "../support/verbs.mjs";
import { OUT, Visitor, wanted, windowOf } from "../support/visitor.mjs";

const KB = 1024;
const WINDOWS = [{ width: 320 }, { width: 768 }, { width: 1280 }];
const VIEWS = [320, 768, 1280].flatMap((width) => [false, true].map((dark) => ({ width, dark })));
/** axe-core looks at the narrowest and the widest of either colour. */
const LOOKED_AT = new Set(["320 true", "1280 false"]);

/** Screenshots of every view take long; a full set is made on request. */
const ALL_SHOTS = process.env.SCREENSHOTS === "all";

journey("Every page can be read and operated by everybody", async (road) => {
  const { alpha, beta, ines, tomas, places } = await build(road);
  const empty = await road.site(serve("gamma"));
  const reader = await road.person(Visitor.arrive([alpha, beta, empty], { hasTouch: false }));

  const go = (visitor, site, place, status = 200) => [visitor, () => visitor.open(site.at(place), status)];
  const pages = {
    "the page that greets the owner": go(reader, empty, "/welcome"),
    "the front page": go(reader, alpha, "/"),
    "a review with poster and conversation": go(reader, alpha, places.review),
    "a review that was followed by another": go(reader, alpha, places.first),
    "a bare rating": go(reader, alpha, places.bare),
    "a profile": go(reader, alpha, `/@${INES.handle}`),
    "a profile without reviews": go(reader, beta, `/@${TOMAS.handle}`),
    "an empty front page": go(reader, beta, "/"),
    "a film": go(reader, alpha, places.film),
    "somebody in the credits": go(reader, alpha, places.credits),
    "the index by title": go(reader, alpha, "/index"),
    "the index by rating": go(reader, alpha, "/index?by=rating"),
    "the index of people, filtered": go(reader, alpha, "/index?by=person&q=oduya"),
    "an index in which nothing fits": go(reader, alpha, "/index?q=zzz"),
    "a diary": go(reader, alpha, "/diary/2026"),
    "an empty diary": go(reader, beta, "/diary"),
    "the numbers of all time": go(reader, alpha, "/stats"),
    "the numbers of a year": go(reader, alpha, "/stats/2026"),
    "signing in": go(reader, alpha, "/sign-in?next=%2Fwrite"),
    "the appearance": go(reader, alpha, "/appearance"),
    "what the site says about itself": go(reader, alpha, "/about"),
    "what the site keeps about people": go(reader, alpha, "/privacy"),
    "what is kept about a guest": go(reader, alpha, "/guests"),
    "what changed between two looks": go(reader, alpha, `${places.review}/changes`),
    "following from the own server": go(reader, alpha, `/interact?uri=${encodeURIComponent(`@${INES.handle}@${alpha.host}`)}`),
    "answering from the own server": [reader, async () => {
      await reader.open(alpha.at(places.review));
      await reader.fill({ from: `@${TOMAS.handle}@${beta.host}` });
      await reader.press("Go to my server");
    }],
    "a comment, read where it was written": [reader, () => reader.open(places.original)],
    "the reviews with a tag": [reader, async () => {
      await reader.open(alpha.at(places.review));
      await reader.follow("lighthouses");
      await reader.sees("lighthouses", "The Keeper of Skerry Light");
    }],
    "the reviews of everybody with a tag": go(reader, alpha, "/tags/lighthouses"),
    "the lists": go(reader, alpha, "/lists"),
    "no lists": go(reader, beta, "/lists"),
    "a new list": go(ines, alpha, "/lists/new"),
    "an award list": [ines, async () => {
      await ines.open(alpha.at("/lists/new"));
      await ines.press("Take the list Best Picture winners");
      await ines.press("Publish the list");
      await ines.follow("See the list");
      await ines.sees("0 of 97");
    }],
    "what is missing of a list": [ines, () => ines.follow("What is missing")],
    "a ranked list": [ines, async () => {
      await ines.open(alpha.at("/lists/new"));
      await ines.fill({ title: "Three with weather" });
      await ines.page.getByRole("radio", { name: "Ranked: the order counts" }).check();
      await ines.press("Make the list");
      for (const film of [`${FULL.film} (${FULL.year})`, "The Other Tram (1962)"]) {
        await ines.fill({ film, note: "For the *rain*." });
        await ines.press("Put it in");
      }
      await ines.press("Up : The Other Tram (1962)");
      await ines.follow("See the list");
    }],
    "the editor of a list": [ines, () => ines.follow("Change the list")],
    "a list that fills itself": [ines, async () => {
      await ines.open(alpha.at("/lists/new"));
      await ines.fill({ title: "Recommended" });
      await ines.page.getByRole("radio", { name: "It fills itself, from what you review" }).check();
      await ines.press("Make the list");
    }],
    "no posts": go(reader, beta, "/posts"),
    "the editor of a post": [ines, async () => {
      await ines.open(alpha.at("/posts/new"));
      await ines.fill({ title: "Two for a tram", source: "It rains in both.", pick: `${FULL.film} (${FULL.year})` });
      await ines.press("Put it into the text");
      await ines.press("Preview");
    }],
    "a post": [ines, async () => {
      await ines.press("Publish");
      await ines.sees("Two for a tram");
    }],
    "the posts": go(reader, alpha, "/posts"),
    "a film that appears in a post": go(reader, alpha, places.film),
    "the empty search": go(reader, alpha, "/search"),
    "what a search found": [reader, async () => {
      await reader.open(alpha.at("/search?q=lighthouse"));
      await reader.sees("found");
    }],
    "a search with a typing mistake": go(reader, alpha, "/search?q=Keepr+of+Skery"),
    "a search that found nothing": go(reader, alpha, "/search?q=zebra+quartet"),
    "the page of what is not there": go(reader, alpha, "/nowhere", 404),
    "the page of what is gone": go(reader, alpha, places.gone, 410),
    "an expired form": [reader, async () => {
      await reader.open(alpha.at("/appearance"));
      await reader.page.locator("main [name=csrf]").evaluate((field) => { field.value = "long-gone"; });
      await reader.press("Save");
    }],
    "a failed sign-in": [reader, async () => {
      await reader.open(alpha.at("/sign-in"));
      await reader.fill({ handle: INES.handle, password: "a wild guess" });
      await reader.press("Sign in");
    }],
    "the reviewer's own review": go(ines, alpha, places.review),
    "the own diary": go(ines, alpha, "/diary"),
    "logging a film": go(ines, alpha, "/diary/log"),
    "changing an entry, with errors": [ines, async () => {
      await ines.open(alpha.at("/diary/2026"));
      await ines.page.locator("a[href^='/diary/log/']").first().click();
      await ines.fill({ seen_on: "soon" });
      await ines.press("Save the entry");
    }],
    "editing a film": go(ines, alpha, `${places.film}/edit`),
    "editing somebody in the credits": go(ines, alpha, `${places.credits}/edit`),
    "the empty editor": go(ines, alpha, "/write"),
    "the editor of a published review": go(ines, alpha, places.edit),
    "the editor with a preview": [ines, async () => {
      await ines.open(alpha.at(places.edit));
      await ines.press("Preview");
      await ines.page.locator("#preview").waitFor();
    }],
    "the editor with errors": [ines, async () => {
      await ines.open(alpha.at("/write"));
      await ines.fill({ year: "ninteen", "viewings.0.seen_on": "13.1.2014", "trivia.0.source_url": "harbour office" });
      await ines.press("Publish");
    }],
    "the editor of a scheduled review": go(ines, alpha, places.scheduled),
    "the list of own reviews": go(ines, alpha, "/drafts"),
    "the receipts of a review": go(ines, alpha, `${places.edit}/delivery`),
    "deleting a review": go(ines, alpha, `${places.edit}/delete`),
    "the settings": go(ines, alpha, "/settings"),
    "the doors to a conversation": [reader, async () => {
      await reader.open(alpha.at(places.review));
      await reader.follow("Or comment as a guest");
    }],
    "a guest's own comment": [reader, async () => {
      await reader.open(alpha.at(places.review));
      await reader.follow("Or comment as a guest");
      await reader.fill({ name: "Ada", text: "The lamp is the best of it. https://lamps.example" });
      await reader.press("Send the answer");
    }],
    "the queue": go(ines, alpha, "/moderation"),
    "an empty queue": go(ines, alpha, "/moderation?state=rejected"),
    "the rules for comments": go(ines, alpha, "/moderation/rules"),
    "the log of what was decided": go(ines, alpha, "/moderation/log"),
    "a form to report something": [reader, async () => {
      await reader.open(alpha.at(places.review));
      await reader.page.locator("article.comment a[href$='/report']").first().click();
    }],
    "a report without a reason": [reader, async () => {
      await reader.press("Send the report");
      await reader.sees("Say what is wrong.");
    }],
    "a report that was sent": [reader, async () => {
      await reader.page.locator("input[value=spam]").check();
      await reader.fill({ text: "The same thing in every thread." });
      await reader.press("Send the report");
      await reader.sees("Thank you");
    }],
    "the reports": go(ines, alpha, "/moderation/reports"),
    "a report": [ines, async () => {
      await ines.open(alpha.at("/moderation/reports"));
      await ines.page.locator("ol.log a").first().click();
    }],
    "no closed report": go(ines, alpha, "/moderation/reports?state=closed"),
    "the rules for servers": go(ines, alpha, "/moderation/servers"),
    "a rule for a server": go(ines, alpha, `/moderation/servers/rule?target=${encodeURIComponent(beta.host)}`),
    "a rule for nobody": go(ines, alpha, "/moderation/servers/rule?target=no+server", 422),
    "a block list to look at": [ines, async () => {
      await ines.open(alpha.at("/moderation/servers"));
      await ines.fill({ text: `#domain,#severity,#public_comment\n${beta.host},suspend,pills\nloud.example,silence,\nx***.example,suspend,` });
      await ines.press("See what it would do");
      await ines.sees("Nothing has been changed yet");
    }],
    "rules that were made": [ines, async () => {
      await ines.open(alpha.at("/moderation/servers"));
      await ines.page.getByRole("link", { name: "Imported file" }).click();
      await ines.page.locator(`input[value^="${beta.host} "]`).uncheck();
      await ines.press("Make these rules");
      await ines.sees("The rules are made.");
    }],
    "the rules for everybody": [ines, async () => {
      await ines.open(alpha.at("/moderation/servers"));
      await ines.press("Show the rules to everybody");
      await ines.open(alpha.at("/about/servers"));
      await ines.sees("loud.example");
    }],
    "what is kept about people": go(reader, alpha, "/privacy"),
    "a guest's rights": go(reader, alpha, "/guests"),
    "joining a closed site": go(reader, alpha, "/join", 403),
    "leaving": go(ines, alpha, "/settings/leaving"),
    "the accounts": go(ines, alpha, "/settings/accounts"),
    "who may join": go(ines, alpha, "/settings/joining"),
    "the theme": go(ines, alpha, "/settings/theme"),
    "a theme that is refused": [ines, async () => {
      await ines.open(alpha.at("/settings/theme"));
      await ines.page.getByRole("radio", { name: "Your own" }).check();
      await ines.fill({ css: ":root { --muted: #8f877a; }" });
      await ines.press("Save");
      await ines.sees("--muted on --bg has");
    }],
    "the inbox log": go(ines, alpha, "/settings/federation/inbox"),
    "the inbox log, searched": go(ines, alpha, `/settings/federation/inbox?q=${encodeURIComponent(beta.host)}&outcome=accepted&kind=Create`),
    "the inbox log where nothing fits": go(ines, alpha, "/settings/federation/inbox?q=nobody.example"),
    "an entry of the inbox log": [ines, async () => {
      await ines.open(alpha.at("/settings/federation/inbox?kind=Create"));
      await ines.page.locator("main tbody a").first().click();
    }],
    "other servers": go(ines, alpha, "/settings/federation/hosts"),
    "another server": go(ines, alpha, `/settings/federation/hosts/${encodeURIComponent(beta.host)}`),
    "the rating scales": go(ines, alpha, "/settings/scales"),
    "a rating scale": go(ines, alpha, places.scale),
    "a rating scale to start from": go(ines, alpha, "/settings/scales/new?preset=letters"),
    "a rating scale that lost a step": [ines, async () => {
      await ines.open(alpha.at(places.scale));
      const used = ines.page.locator(".step").filter({ hasText: /On (one|\d+) review/ }).first();
      await ines.leaveBy(() => used.getByRole("button", { name: "Remove" }).click());
      await ines.press("Save the scale");
      await ines.sees("Steps you took away", "Say what becomes of it");
    }],
    "a scale for another": go(ines, alpha, `${places.scale}/replace`),
    "the steps of two scales": [ines, async () => {
      await ines.open(alpha.at(`${places.scale}/replace`));
      await ines.press("Go on");
      await ines.sees("is worth");
    }],
    "answering a comment": go(ines, alpha, places.answer),
    "changing a comment": go(ines, alpha, `${places.mine}/edit`),
    "deleting a comment": go(ines, alpha, `${places.mine}/delete`),
    "the news": go(ines, alpha, "/news"),
    "the followers": go(ines, alpha, "/following"),
    "people and posts elsewhere": go(tomas, beta, "/following"),
    "somebody elsewhere": go(tomas, beta, places.person),
    "a review from elsewhere": go(tomas, beta, places.elsewhere),
    "moving": go(ines, alpha, "/settings/moving"),
    "moving to an account that does not agree": [ines, async () => {
      await ines.open(alpha.at("/settings/moving"));
      await ines.fill({ target: `@${TOMAS.handle}@${beta.host}`, move_password: INES.password });
      await ines.press("Move and tell my followers");
      await ines.sees("does not say yet that you are the same person");
    }],
    "another account": [ines, async () => {
      await ines.open(alpha.at("/settings/moving"));
      await ines.fill({ alias: `@${TOMAS.handle}@${beta.host}` });
      await ines.press("Add this account");
      await ines.sees(TOMAS.name);
    }],
    "an account that has moved": [ines, async () => {
      await tomas.open(beta.at("/settings/moving"));
      await tomas.fill({ alias: `@${INES.handle}@${alpha.host}` });
      await tomas.press("Add this account");
      await ines.open(alpha.at("/settings/moving"));
      await ines.fill({ target: `@${TOMAS.handle}@${beta.host}`, move_password: INES.password });
      await ines.press("Move and tell my followers");
      await ines.sees("You have moved to");
    }],
    "the profile of somebody who has moved": go(reader, alpha, `/@${INES.handle}`),
  };

  for (const [name, [visitor, arrive]] of Object.entries(pages)) {
    await road.look(name, async () => {
      const { page } = visitor;
      await page.setViewportSize({ width: 1280, height: 900 });
      await arrive();
      await page.waitForLoadState();
      await isWellBuilt(page);
      await hasNoPlaceholders(page);
      await isValidHtml(visitor);
      const wrong = [];
      const check = (work) => work.catch((error) => wrong.push(error));
      for (const { width, dark } of VIEWS) {
        await page.setViewportSize({ width, height: width < 600 ? 640 : 900 });
        await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
        if (!dark) await check(fitsItsWidth(page));
        if (width === 320 && !dark) {
          await check(hasRoomForFingers(page));
          await check(showsItsFocus(page, 40));
          await page.evaluate(() => {
            document.activeElement?.blur();
            window.scrollTo(0, 0);
          });
        }
        if (LOOKED_AT.has(`${width} ${dark}`)) await check(isAccessible(page));
        if (!ALL_SHOTS && !LOOKED_AT.has(`${width} ${dark}`)) continue;
        const file = path.join(OUT, `${name.replace(/\W+/g, "-")}-${width}-${dark ? "dark" : "light"}.png`);
        mkdirSync(path.dirname(file), { recursive: true });
        await page.screenshot({ path: file, fullPage: true });
      }
      if (wrong.length > 0) throw wrong.length === 1 ? wrong[0] : new AggregateError(wrong, wrong.map((e) => e.message).join("\n"));
    });
  }

  await road.look("the stored choice of light or dark wins over the system's", async () => {
    const { page } = reader;
    await page.emulateMedia({ colorScheme: "light" });
    await reader.open(alpha.at("/appearance"));
    await page.getByRole("radio", { name: "Lights down" }).check();
    await reader.press("Save");
    await reader.sees("The appearance is saved");
    await reader.open(alpha.at(places.review));
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(20, 22, 26)");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
  });

  await road.look("at 400 % the review is the page of a phone", async () => {
    const { page } = reader;
    await page.setViewportSize({ width: 320, height: 256 });
    await reader.open(alpha.at(places.review));
    await fitsItsWidth(page);
  });

  await road.look("the skip link leads to the text", async () => {
    const { page } = reader;
    await page.setViewportSize({ width: 1280, height: 900 });
    await reader.open(alpha.at(places.review));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the text");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  });

  for (const window of wanted(WINDOWS)) {
    await road.look(`the first view costs what it may, ${windowOf(window)}`, async () => {
      const reader = await road.person(Visitor.arrive([alpha, beta], { ...window, deviceScaleFactor: window.width < 600 ? 2 : 1 }));
      const wire = await reader.context.newCDPSession(reader.page);
      await wire.send("Network.enable");
      await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
      const answers = new Map();
      wire.on("Network.responseReceived", ({ requestId, type, response }) => answers.set(requestId, { type, url: response.url, size: 0 }));
      wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        if (answers.has(requestId)) answers.get(requestId).size = encodedDataLength;
      });
      await reader.context.addInitScript(() => {
        globalThis.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => { globalThis.shift += e.value; }))
          .observe({ type: "layout-shift", buffered: true });
      });
      await reader.page.goto(alpha.at(places.review), { waitUntil: "networkidle" });
      const all = [...answers.values()].filter(({ url }) => url.startsWith("http"));
      const bill = all.map(({ type, url, size }) => `${type} ${new URL(url).pathname} ${size}`).join("\n");
      const cost = (kind) => all.filter(({ type }) => type === kind).reduce((sum, { size }) => sum + size, 0);
      const total = all.reduce((sum, { size }) => sum + size, 0);
      const largest = Math.max(...all.filter(({ type }) => type === "Image").map(({ size }) => size));
      assert.ok(all.length <= 6, `${all.length} requests:\n${bill}`);
      assert.ok(total <= 120 * KB, `${total} bytes:\n${bill}`);
      assert.ok(cost("Document") <= 25 * KB && cost("Document") > 1_000, `HTML:\n${bill}`);
      assert.ok(cost("Stylesheet") <= 12 * KB && cost("Stylesheet") > 1_000, `style:\n${bill}`);
      assert.ok(cost("Script") <= 8 * KB, `scripts:\n${bill}`);
      assert.ok(largest > 500 && largest <= 70 * KB, `images:\n${bill}`);
      const bare = await reader.page.locator("img").evaluateAll((all) => all.filter((i) => !i.width || !i.getAttribute("width") || !i.getAttribute("height")).map((i) => i.src));
      assert.deepEqual(bare, [], "every image says its width and height");
      const shift = await reader.page.evaluate(() => globalThis.shift);
      assert.ok(shift < 0.02, `the page jumps by ${shift}`);
      const shown = await reader.page.locator("article figure.poster img").evaluate((i) => i.currentSrc);
      assert.match(shown, /\.(webp|avif)$/);
    });
  }

  await road.look("style and pictures are kept by the browser, and the page is compressed", async () => {
    const page = await alpha.ask(places.review, { accept: "text/html", "accept-encoding": "gzip" });
    assert.ok(["gzip", "br"].includes(page.headers["content-encoding"]), "compressed");
    const { text } = await alpha.ask(places.review, { accept: "text/html" });
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(text)[1];
    const picture = /<img src="([^"]+)"/.exec(text)[1];
    for (const place of [style, picture]) {
      const { headers, status } = await alpha.ask(place);
      assert.equal(status, 200);
      assert.match(headers["cache-control"], /max-age=31536000.*immutable/, place);
    }
  });

  await road.look("a page lets in no script, no frame and nothing from elsewhere", async () => {
    const { headers } = await alpha.ask(places.review, { accept: "text/html" });
    assert.match(headers["content-security-policy"], /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.ok(headers["referrer-policy"]);
  });
});
