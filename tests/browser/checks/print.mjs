// On paper: the text, and nothing that only a screen can use.

import { withPage } from "../browser.mjs";

const SCREEN_ONLY = "nav:visible, .skip:visible, button:visible, .menu-switch:visible";

async function onPage(browser, url, { path, address }) {
  return withPage(browser, {}, async (page) => {
    await page.goto(url + address);
    await page.emulateMedia({ media: "print" });
    const shown = await page.locator(SCREEN_ONLY).evaluateAll((all) => all.map((it) => `${it.localName}.${it.className}`));
    const faults = shown.map((it) => `${path}: prints ${it}`);
    if (!await page.locator("h1").isVisible()) faults.push(`${path}: does not print its heading`);
    return faults;
  });
}

export async function print({ browser, url, sorts }) {
  const faults = [];
  for (const sort of sorts.filter(({ name }) => name.startsWith("document"))) faults.push(...await onPage(browser, url, sort));
  return faults;
}
