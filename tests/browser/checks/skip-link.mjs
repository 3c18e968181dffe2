// The skip link: the first stop of the keyboard, seen when it has the focus, and it leads into the main part.

import { VIEWPORTS, withPage } from "../browser.mjs";

// Runs in the page: what is wrong with the element that has the focus, as a skip link.
function focused() {
  const link = document.activeElement;
  if (!link.matches("a[href='#main']")) return [`the first stop is ${link.localName}.${link.className}`];
  const box = link.getBoundingClientRect();
  const seen = box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0;
  return seen ? [] : ["the skip link cannot be seen"];
}

// Runs in the page.
function isInMain() {
  return document.querySelector("main").contains(document.activeElement);
}

async function follow(page) {
  await page.keyboard.press("Tab");
  const faults = await page.evaluate(focused);
  if (faults.length) return faults;
  await page.keyboard.press("Enter");
  if (!await page.evaluate(isInMain)) return ["the skip link does not move the focus"];
  await page.keyboard.press("Tab");
  // A main part with nothing to stop at passes the focus on.
  const hasStops = await page.locator("main :is(a[href], button:visible, input, summary)").count();
  return hasStops && !await page.evaluate(isInMain) ? ["the stop after the skip link is not in the main part"] : [];
}

async function onPage(browser, viewport, url, { path, address }) {
  const faults = await withPage(browser, { viewport }, async (page) => {
    await page.goto(url + address);
    return follow(page);
  });
  return faults.map((fault) => `${path} at ${viewport.width}: ${fault}`);
}

export async function skipLink({ browser, url, sorts }) {
  const faults = [];
  for (const sort of sorts) {
    for (const viewport of VIEWPORTS) faults.push(...await onPage(browser, viewport, url, sort));
  }
  return faults;
}
