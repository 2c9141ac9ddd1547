// How the site looks: its owner chooses a theme, makes one of their own and is told when it could not be read; readers see it at
// once, in light and in dark, and print on white paper whatever was chosen.

import assert from "node:assert/strict";
import { fitsItsWidth, isAccessible } from "../support/checks.mjs";
import { journey } from "../support/journey.mjs";
import { serve } from "../support/server.mjs";
import { FULL, INES, TRIVIA, publish, setUp } from "../support/verbs.mjs";
import { Visitor, wanted, windowOf } from "../support/visitor.mjs";

const WINDOWS = [{ width: 320, js: false }, { width: 1280, dark: true, js: true }];

const colour = (page, what) => page.evaluate((what) => getComputedStyle(document.documentElement)[what], what);

for (const window of wanted(WINDOWS)) {
  journey(`A theme for the site, ${windowOf(window)}`, async ({ site, person, step }) => {
    const alpha = await site(serve("alpha"));
    const ines = await person(Visitor.arrive([alpha], window));
    const reader = await person(Visitor.arrive([alpha], { ...window, js: true }));
    const { page } = ines;
    await setUp(ines, alpha, INES);
    const review = await publish(ines, alpha, { ...FULL, spoilers: true }, { trivia: TRIVIA });
    const looks = async (light, dark) => {
      await reader.open(alpha.at(review));
      for (const [scheme, wanted] of [["light", light], ["dark", dark]]) {
        await reader.page.emulateMedia({ colorScheme: scheme });
        assert.equal(await colour(reader.page, "backgroundColor"), wanted, scheme);
        await isAccessible(reader.page);
      }
    };

    await step("each theme that comes with the program can be read in light and in dark", async () => {
      for (const [name, light, dark] of [
        ["Matinée", "rgb(244, 248, 250)", "rgb(14, 22, 38)"],
        ["Velvet", "rgb(252, 246, 244)", "rgb(27, 13, 18)"],
      ]) {
        await ines.open(alpha.at("/settings/theme"));
        await page.getByRole("radio", { name }).check();
        await ines.press("Save");
        await ines.sees("The theme is saved");
        await looks(light, dark);
      }
    });

    await step("the form can be used by everybody", async () => {
      await ines.open(alpha.at("/settings/theme"));
      if (window.js) await isAccessible(page);
      await fitsItsWidth(page);
      assert.ok(await page.getByRole("radio", { name: "Velvet" }).isChecked());
    });

    await step("the reader's stored choice of light or dark wins in a theme too", async () => {
      await reader.open(alpha.at("/appearance"));
      await reader.page.getByRole("radio", { name: "Lights down" }).check();
      await reader.press("Save");
      await looks("rgb(27, 13, 18)", "rgb(27, 13, 18)");
      await reader.open(alpha.at("/appearance"));
      await reader.page.getByRole("radio", { name: "As my system says" }).check();
      await reader.press("Save");
    });

    await step("on paper there is black ink on white, with the addresses of links and the spoilers open", async () => {
      await reader.open(alpha.at(review));
      await reader.page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await colour(reader.page, "backgroundColor"), "rgb(255, 255, 255)");
      assert.equal(await colour(reader.page, "color"), "rgb(0, 0, 0)");
      assert.equal(await reader.page.locator(".bar nav").isVisible(), false);
      const link = reader.page.locator(".text a[href^=http]").first();
      const said = await link.evaluate((a) => getComputedStyle(a, "::after").content);
      assert.ok(said.includes("http"), said);
      await reader.page.emulateMedia({ media: "screen" });
    });

    await step("colours that are too close are refused with the pair and the number, and the site stays as it was", async () => {
      await ines.open(alpha.at("/settings/theme"));
      await page.getByRole("radio", { name: "Your own" }).check();
      await ines.fill({ css: ":root { --muted: #8f877a; }\n:root[data-theme=dark] { --bg: url(https://evil.example/) }" });
      await ines.press("Save");
      await ines.sees("--bg: “url(https://evil.example/)” is not a colour");
      await ines.fill({ css: ":root { --muted: #8f877a; }" });
      await ines.press("Save");
      await ines.sees("light: --muted on --bg has 3.40, but needs 4.5 at least");
      if (window.js) await isAccessible(page);
      await fitsItsWidth(page);
      await looks("rgb(252, 246, 244)", "rgb(27, 13, 18)");
    });

    await step("an own theme is uploaded as a file", async () => {
      const css = ":root { --bg: #fffef0; --serif: slab; }\n:root[data-theme=dark] { --bg: #000; --surface: #101010; }\n";
      await ines.fill({ file: { name: "mine.css", mimeType: "text/css", buffer: Buffer.from(css) } });
      await ines.press("Save");
      await ines.sees("The theme is saved");
      assert.equal(await page.locator("[name=css]").inputValue(), css);
      await looks("rgb(255, 254, 240)", "rgb(0, 0, 0)");
    });
  });
}
