// Pictures of each sort of page at both widths, for people to look at.

import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

import { launch, VIEWPORTS, withPage } from "./browser.mjs";
import { allPages, oneOfEach } from "./pages.mjs";
import { serve } from "./server.mjs";
import { screenshots } from "./settings.mjs";

async function picture(browser, url, viewport, { name, address }) {
  await withPage(browser, { viewport }, async (page) => {
    await page.goto(url + address);
    await page.screenshot({ path: join(screenshots, `${name}-${viewport.width}.png`), fullPage: true });
  });
}

await rm(screenshots, { recursive: true, force: true });
await mkdir(screenshots, { recursive: true });
const server = await serve();
const browser = await launch();
for (const sort of oneOfEach(await allPages())) {
  for (const viewport of VIEWPORTS) await picture(browser, server.url, viewport, sort);
}
await browser.close();
server.close();
