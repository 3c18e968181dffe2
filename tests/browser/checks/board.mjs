// The board of a plan: its filter, by hand and by address, and the whole list without JavaScript.

import { withPage } from "../browser.mjs";

function boardPage({ pages, url }) {
  const page = pages.find(({ text }) => text.includes("data-board-filter"));
  if (!page) throw new Error("no page of the sample has a board");
  return url + page.address;
}

// The duties of the cards that are seen.
function shown(page) {
  return page.locator(".board-card:visible").evaluateAll((cards) => cards.map((card) => card.dataset.duties));
}

// A unit that some items name and others do not.
async function someUnit(page) {
  const units = await page.locator("#board-unit option").evaluateAll((all) => all.map((option) => option.value).filter(Boolean));
  const all = await shown(page);
  const unit = units.find((name) => all.some((duties) => !owes(duties, name)));
  if (!unit) throw new Error("every unit owes every item");
  return unit;
}

function owes(duties, unit) {
  return duties.split("|").some((duty) => duty.slice(duty.indexOf(":") + 1) === unit);
}

async function expectUnit(page, unit, all, faults, where) {
  const seen = await shown(page);
  const expected = all.filter((duties) => owes(duties, unit));
  if (seen.length === 0 || seen.length !== expected.length || !seen.every((duties) => owes(duties, unit))) {
    faults.push(`${where}: shows ${seen.length} items for the ${expected.length} of ${unit}`);
  }
  const said = await page.locator("[data-board-count]").textContent();
  if (!said.includes(`符合的 ${expected.length} 项`)) faults.push(`${where}: says “${said}”`);
}

export function board(around) {
  return withPage(around.browser, {}, async (page) => {
    const faults = [];
    const address = boardPage(around);
    await page.goto(address);
    const all = await shown(page);
    const unit = await someUnit(page);
    await page.locator("#board-unit").selectOption(unit);
    await expectUnit(page, unit, all, faults, "chosen");
    const filtered = page.url();
    if (new URL(filtered).searchParams.get("unit") !== unit) faults.push("the choice is not in the address");
    await page.goBack();
    if ((await shown(page)).length !== all.length) faults.push("going back does not undo the choice");
    await page.goForward();
    await expectUnit(page, unit, all, faults, "gone forward");
    await page.locator("[data-board-reset]").click();
    await page.waitForURL(address);
    if ((await shown(page)).length !== all.length) faults.push("the reset does not show everything");
    await page.goto(filtered);
    await expectUnit(page, unit, all, faults, "asked for by address");
    return faults;
  });
}

export function boardWithoutJavaScript(around) {
  return withPage(around.browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(boardPage(around));
    const faults = [];
    if (await page.locator("[data-board-filter]").isVisible()) faults.push("a filter that does nothing is shown");
    const [all, seen] = [await page.locator(".board-card").count(), (await shown(page)).length];
    if (all === 0 || seen !== all) faults.push(`shows ${seen} items of ${all}`);
    if (await page.locator("svg[role=img]").count() === 0) faults.push("has no picture");
    return faults;
  });
}
