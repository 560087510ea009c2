// Looks at pages that the program wrote, in a real browser, as their readers do. `node check.mjs BROWSER FOLDER` writes one
// line of JSON for each check: {"check", "problems"}. The folder holds NAME.html; `long` has about a thousand paragraphs.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [browserPath, folder] = process.argv.slice(2);
const names = readdirSync(folder).filter((f) => f.endsWith(".html")).map((f) => f.slice(0, -5)).sort();
const hostile = names.filter((n) => n.startsWith("hostile-"));
const samples = names.filter((n) => !n.startsWith("hostile-") && n !== "long");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page, runs `act` on it and closes it; what the browser complained of goes to `problems`. */
async function on(name, options, problems, act) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(join(folder, `${name}.html`)).href;
  page.on("console", (m) => problems.push(`${name}: console ${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => problems.push(`${name}: error: ${e.message}`));
  page.on("dialog", async (d) => { problems.push(`${name}: dialog: ${d.message()}`); await d.dismiss(); });
  page.on("request", (r) => { if (r.url().split("#")[0] !== address && r.url() !== "data:,") problems.push(`${name}: request: ${r.url()}`); });
  try {
    await page.goto(address);
    await act(page, (what) => problems.push(`${name}: ${what}`));
  } finally {
    await context.close();
  }
}

/** A click where the element is, without the scrolling that an automated click may do first. */
async function click(page, selector) {
  const box = await (await page.$(selector)).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** A few frames: everything drawn that was going to be. */
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
const visible = (page, selector) => page.$$eval(selector, (all) => all.filter((e) => e.checkVisibility()).map((e) => e.id));
const place = (page) => page.textContent("#place");

const checks = {
  async quiet(problems) {
    for (const name of names) await on(name, {}, problems, settle);
  },

  async filters(problems) {
    for (const javaScriptEnabled of [true, false]) {
      let tried = 0;
      for (const name of javaScriptEnabled ? samples : ["versions"]) {
        await on(name, { javaScriptEnabled }, problems, async (page, problem) => {
          const total = (await page.$$(".row")).length;
          for (const chip of await page.$$(".chip")) {
            const kind = await chip.$eval("input", (i) => i.value);
            const n = Number(await chip.$eval("b", (b) => b.textContent));
            await chip.click();
            const rows = await page.$$eval(".row", (all, kind) => all.map((r) => [r.checkVisibility(), r.classList.contains(kind), r.id.replace("a", "")]), kind);
            if (rows.some(([shown, has]) => shown !== has)) problem(`${kind}: other rows than those of its kind are shown`);
            const passages = new Set(rows.filter(([shown]) => shown).map(([, , id]) => id)).size;
            const claims = !["reworded", "added", "removed", "moved", "split", "merged", "cosmetic", "unchanged"].includes(kind);
            if (claims ? passages < 1 || passages > n : passages !== n) problem(`${kind}: counts ${n}, shows ${passages}`);
            await chip.click();
            tried += 1;
          }
          const [one, two] = await page.$$(".chip");
          await one.click();
          await two.click();
          const kinds = await page.$$eval(".chip :checked", (all) => all.map((i) => i.value));
          const both = await page.$$eval(".row", (all, kinds) => all.every((r) => r.checkVisibility() === kinds.some((k) => r.classList.contains(k))), kinds);
          if (!both) problem("two filters do not show both their kinds");
          await page.click(".reset");
          if ((await visible(page, ".row")).length !== total) problem("reset does not show all rows");
          await page.check("#only");
          const unchanged = await page.$$eval(".row:not(.changed)", (all) => all.some((r) => r.checkVisibility()));
          if (unchanged) problem("'Changes only' shows unchanged passages");
        });
      }
      if (tried < 6) problems.push("hardly any filter was tried");
    }
  },

  async keyboard(problems) {
    await on("versions", {}, problems, async (page, problem) => {
      const stops = await page.$$eval(".row.changed:not(.from)", (all) => all.map((r) => r.id));
      const focused = () => page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        const top = document.querySelector(".heads").getBoundingClientRect().bottom;
        return { id: document.activeElement.id, seen: box.bottom > top && box.top < innerHeight, hidden: box.top < top - 1 && box.height < innerHeight / 2 };
      });
      if ((await place(page)) !== `${stops.length} changes`) problem(`says ${await place(page)}`);
      for (const [n, id] of stops.entries()) {
        await page.keyboard.press("j");
        await settle(page);
        const at = await focused();
        if (at.id !== id || !at.seen || at.hidden) problem(`j ${n + 1} went to ${JSON.stringify(at)}, not ${id}`);
        if ((await place(page)) !== `${n + 1} of ${stops.length}`) problem(`says ${await place(page)} at ${n + 1}`);
      }
      await page.keyboard.press("j");
      if ((await focused()).id !== stops.at(-1)) problem("j went beyond the last change");
      await page.keyboard.press("k");
      if ((await focused()).id !== stops.at(-2)) problem("k did not go back");
      await click(page, "#next");
      if ((await focused()).id !== stops.at(-1)) problem("the button did not go on");
      await click(page, "#keys");
      await page.keyboard.press("k");
      if ((await place(page)) !== `${stops.length} of ${stops.length}`) problem("k works although keys are off");
      await click(page, "#keys");
      await page.evaluate(() => scrollTo(0, 0));
      await settle(page);
      await page.keyboard.press("j");
      if ((await focused()).id !== stops[0]) problem("j after scrolling away does not start from what is in view");
    });
  },

  async claims(problems) {
    await on("versions", {}, problems, async (page, problem) => {
      const entries = await page.$$(".claims a");
      if (entries.length < 10) problem(`lists ${entries.length} changed claims`);
      for (const entry of entries) {
        const id = await entry.getAttribute("data-c");
        await entry.scrollIntoViewIfNeeded();
        const box = await entry.boundingBox();
        await page.mouse.click(box.x + 10, box.y + 10);
        await settle(page);
        await settle(page);
        const lit = await page.evaluate((id) => {
          const seen = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.top >= 0 && b.bottom <= innerHeight; };
          return Array.from(document.querySelectorAll(".row .lit"), (e) => ({ own: e.dataset.c === id, side: e.closest(".a") ? "a" : "b", gone: e.matches(".gone"), seen: seen(e) })).filter((e) => !e.gone);
        }, id);
        const said = await entry.$$eval(".said > *", (all) => all.flatMap((e) => ({ DEL: "a", INS: "b" })[e.tagName] ?? []));
        for (const side of said) {
          if (!lit.some((l) => l.own && l.side === side)) problem(`claim ${id} is not lit in ${side}`);
        }
        if (!lit.some((l) => l.own && l.seen)) problem(`claim ${id} is not in view after a click on it`);
        if (lit.some((l) => !l.own)) problem(`another claim than ${id} is lit`);
      }
    });
  },

  async connectors(problems) {
    for (const name of ["versions", "chinese", "long"]) {
      await on(name, {}, problems, async (page, problem) => {
        const look = async (when) => {
          await settle(page);
          const state = await page.evaluate(() => {
            const inside = (x, low, high) => x >= low - 2 && x <= high + 2;
            const drawn = Array.from(document.querySelectorAll(".wires g"), (g) => {
              const path = g.querySelector("path");
              const matrix = path.getScreenCTM();
              const ends = [0, path.getTotalLength()].map((at) => path.getPointAtLength(at).matrixTransform(matrix));
              const [from, to] = [g.dataset.from, g.dataset.to].map((id) => document.getElementById(id).getBoundingClientRect());
              const left = document.querySelector(".heads .a").getBoundingClientRect();
              const right = document.querySelector(".heads .b").getBoundingClientRect();
              return inside(ends[0].y, from.top, from.bottom) && inside(ends[1].y, to.top, to.bottom) &&
                inside(ends[0].x, left.right, left.right) && inside(ends[1].x, right.left, right.left);
            });
            const ceiling = document.querySelector(".heads").getBoundingClientRect().bottom;
            const faded = Array.from(document.querySelectorAll(".wires g")).every((g) => {
              const path = g.querySelector("path");
              const ends = [0, path.getTotalLength()].map((at) => path.getPointAtLength(at).matrixTransform(path.getScreenCTM()).y);
              const clear = ends.every((y) => Math.abs(y - ceiling) > 2 && Math.abs(y - innerHeight) > 2);
              return !clear || g.classList.contains("far") === ends.every((y) => y < ceiling || y > innerHeight);
            });
            const shown = Array.from(document.querySelectorAll(".row.from")).filter((r) => r.checkVisibility()).length;
            return { drawn, shown, faded, inline: !document.querySelector(".heads").checkVisibility() };
          });
          if (state.drawn.length !== (state.inline ? 0 : state.shown)) problem(`${when}: ${state.drawn.length} connectors for ${state.shown} moved passages`);
          if (state.drawn.includes(false)) problem(`${when}: a connector misses its passages`);
          if (!state.faded) problem(`${when}: a connector that passes by is not faded, or one that ends here is`);
          return state.drawn.length;
        };
        if ((await look("at first")) === 0) problem("no connector at all");
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
        await look("after scrolling");
        await page.check("#only");
        await look("with changes only");
        await page.setViewportSize({ width: 900, height: 700 });
        await look("in a narrow window");
        await page.check("#v-inline", { force: true });
        await look("inline");
        await page.check("#v-side", { force: true });
        if ((await look("side by side again")) === 0) problem("no connector any more");
      });
    }
  },

  async alignment(problems) {
    for (const name of samples) {
      await on(name, { viewport: { width: 1400, height: 6000 } }, problems, async (page, problem) => {
        await settle(page);
        const rows = await page.$$eval(".row", (all) => all.map((row) => {
          const [a, b] = [".a p", ".b p"].map((s) => row.querySelector(s)?.getBoundingClientRect());
          return { id: row.id, apart: a && b && !row.matches(".to") ? Math.abs(a.top - b.top) : 0, order: !a || !b || a.right < b.left };
        }));
        for (const row of rows) if (row.apart > 1 || !row.order) problem(`${row.id} is not side by side: ${row.apart}px apart`);
      });
    }
  },

  async layouts(problems) {
    await on("versions", {}, problems, async (page, problem) => {
      if (await page.$$eval(".gone", (all) => all.some((e) => e.checkVisibility()))) problem("side by side shows a's words in b's column");
      await page.check("#v-inline", { force: true });
      if (await page.$$eval(".row.reworded > .a", (all) => all.some((e) => e.checkVisibility()))) problem("inline shows a's column");
      if (!(await page.$$eval("del.gone", (all) => all.length && all.every((e) => e.checkVisibility())))) problem("inline hides what a had");
      await page.reload();
      if (!(await page.isChecked("#v-inline"))) problem("the layout is not remembered");
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      await page.check("#t-dark", { force: true });
      const dark = await paper();
      if (light === dark) problem("dark looks like light");
      await page.emulateMedia({ colorScheme: "dark" });
      await page.check("#t-auto", { force: true });
      if ((await paper()) !== dark) problem("the system's dark mode is not followed");
      await page.emulateMedia({ media: "print" });
      if (await page.isVisible(".tools")) problem("controls are printed");
      if (!(await page.isVisible(".row > .b p"))) problem("the article is not printed");
    });
  },

  async narrow(problems) {
    for (const javaScriptEnabled of [true, false]) {
      for (const name of names.filter((n) => n !== "long")) {
        await on(name, { viewport: { width: 360, height: 740 }, javaScriptEnabled }, problems, async (page, problem) => {
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          if (width > 360) problem(`is ${width}px wide on a screen of 360px`);
          // What is far below has no width until it is drawn.
          const widths = await page.$$eval(".row p", (all) => all.filter((p) => p.checkVisibility({ contentVisibilityAuto: true })).map((p) => p.getBoundingClientRect().width));
          const least = Math.min(...widths);
          if (least < 240) problem(`leaves ${least}px for a paragraph`);
          const below = await page.$$eval(".row", (all) => all.filter((row) => {
            const [tags, text] = [row.querySelector(".gutter"), Array.from(row.querySelectorAll("p")).find((p) => p.checkVisibility({ contentVisibilityAuto: true }))];
            return text && tags.offsetHeight > 0 && tags.getBoundingClientRect().top > text.getBoundingClientRect().top;
          }).map((row) => row.id));
          if (below.length) problem(`says below the text what it is: ${below}`);
        });
      }
    }
  },

  async plain(problems) {
    await on("versions", { javaScriptEnabled: false }, problems, async (page, problem) => {
      if (await page.isVisible(".steps")) problem("buttons that do nothing are shown without script");
      for (const side of ["a", "b"]) {
        const numbers = await page.$$eval(`.row > .${side} > p`, (all) => all.filter((p) => p.checkVisibility()).map((p) => Number(p.dataset.n)));
        const expected = numbers.map((_, k) => k + 1);
        if (String(numbers) !== String(expected)) problem(`${side}'s paragraphs are ${numbers}`);
      }
      const away = await page.$$eval("a[href^='#']", (all) => all.filter((l) => !document.getElementById(l.getAttribute("href").slice(1))).map((l) => l.outerHTML));
      for (const link of away) problem(`a link leads nowhere: ${link}`);
    });
  },

  async map(problems) {
    await on("long", {}, problems, async (page, problem) => {
      await settle(page);
      const box = await (await page.$(".map svg")).boundingBox();
      const lens = async () => (await page.$(".lens")).boundingBox();
      for (const part of [0.8, 0.3, 0.55]) {
        const y = box.y + part * box.height;
        await page.mouse.click(box.x + box.width / 2, y);
        await settle(page);
        await settle(page);
        const at = await lens();
        if (Math.abs(at.y + at.height / 2 - y) > 12) problem(`a click at ${part} shows what is at ${(at.y + at.height / 2 - box.y) / box.height}`);
      }
    });
  },

  async accessibility(problems) {
    const looks = [[1400, "light"], [360, "dark"], [1400, "dark"], [360, "light"]];
    for (const name of [...samples, "hostile-html"]) {
      for (const [width, colorScheme] of name === "versions" ? looks : looks.slice(0, 2)) {
        await on(name, { viewport: { width, height: 3000 }, colorScheme, bypassCSP: true }, problems, async (page, problem) => {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
          for (const v of violations) problem(`${width}px ${colorScheme}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html + " " + n.failureSummary).join(" | ")}`);
        });
      }
    }
  },

  async hostile(problems) {
    for (const name of hostile) {
      await on(name, {}, problems, async (page, problem) => {
        await settle(page);
        const found = await page.evaluate(() => ({
          scripts: document.scripts.length,
          elements: document.querySelectorAll("iframe, object, embed, img, base, meta[http-equiv='refresh'], body style, textarea, plaintext").length,
          handlers: Array.from(document.querySelectorAll("*:not(.lens, :root)")).filter((e) => Array.from(e.attributes).some((a) => /^on|^style$/.test(a.name))).length,
          links: Array.from(document.querySelectorAll("[href]"), (e) => e.getAttribute("href")).filter((h) => !/^#[\w.]+$|^data:,$/.test(h)),
          turned: /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/.test(document.body.textContent),
        }));
        if (found.scripts !== 1 || found.elements || found.handlers || found.links.length || found.turned) problem(JSON.stringify(found));
      });
    }
    const ignored = [];
    await on("versions", {}, ignored, async (page) => {
      const ran = await page.evaluate(() => {
        const script = document.createElement("script");
        try { script.textContent = "window.ran = true"; document.body.append(script); } catch { /* trusted types say no */ }
        return window.ran === true;
      });
      if (ran) problems.push("the policy lets another script run");
    });
  },

  async speed(problems) {
    const paints = [];
    for (let n = 0; n < 3; n += 1) {
      await on("long", {}, problems, async (page) => {
        await settle(page);
        paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity));
      });
    }
    if (Math.min(...paints) > 1000) problems.push(`first paint of a long page took ${paints.map(Math.round)} ms`);
  },
};

for (const [check, run] of Object.entries(checks)) {
  const problems = [];
  try {
    await run(problems);
  } catch (error) {
    problems.push(`failed: ${error.stack}`);
  }
  console.log(JSON.stringify({ check, problems }));
}
await browser.close();
