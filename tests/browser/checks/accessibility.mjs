// axe-core on one page of each sort, at both widths: WCAG 2.0 to 2.2, levels A and AA.

import { readFile } from "node:fs/promises";

import { VIEWPORTS, withPage } from "../browser.mjs";
import { axePath } from "../settings.mjs";

const axe = readFile(axePath, "utf8");
const RULES = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

// Runs in the page.
async function inPage(rules) {
  const result = await window.axe.run(document, rules);
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`));
}

// What is wrong with the page that is open, a line each.
export async function violations(page) {
  // Not as an element: a page's policy lets none run that is not its own.
  await page.evaluate(await axe);
  return page.evaluate(inPage, RULES);
}

async function onPage(browser, viewport, url, { path, address }) {
  return withPage(browser, { viewport }, async (page) => {
    await page.goto(url + address);
    const found = await violations(page);
    return found.map((fault) => `${path} at ${viewport.width}: ${fault}`);
  });
}

export async function accessibility({ browser, url, sorts }) {
  const faults = [];
  for (const sort of sorts) {
    for (const viewport of VIEWPORTS) faults.push(...await onPage(browser, viewport, url, sort));
  }
  return faults;
}
