// Every page at both widths: nothing on the console, every request answered by the site itself, nothing wider than
// the window, one `h1`.

import { VIEWPORTS, withPage } from "../browser.mjs";

// Notes what goes wrong behind a page into `faults`.
function listen(page, url, faults) {
  const { origin } = new URL(url);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // What is still on its way when we go on to the next page is not the page's fault.
    const why = request.failure().errorText;
    if (why !== "net::ERR_ABORTED") faults.push(`${why}: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && new URL(request.url()).origin !== origin) {
      faults.push(`asks another site: ${request.url()}`);
    }
  });
}

// Runs in the page: the elements that reach past the window's edge, if the page can be moved sideways.
function overflow() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map((element) => `${element.localName}.${element.className}`);
  return [`${scrollWidth} px wide in a window of ${clientWidth}: ${wide.slice(0, 5).join(", ")}`];
}

// Runs in the page.
function headings() {
  const count = document.querySelectorAll("h1").length;
  return count === 1 ? [] : [`${count} h1`];
}

async function visit(page, url, address, faults) {
  await page.goto(url + address, { waitUntil: "load" });
  faults.push(...await page.evaluate(overflow), ...await page.evaluate(headings));
}

async function atWidth({ browser, url, pages }, viewport) {
  const found = [];
  await withPage(browser, { viewport }, async (page) => {
    const faults = [];
    listen(page, url, faults);
    for (const { path, address, text } of pages) {
      // A page that only leads on to another is gone before it can be looked at.
      if (text.includes('http-equiv="refresh"')) continue;
      await visit(page, url, address, faults);
      found.push(...faults.splice(0).map((fault) => `${path} at ${viewport.width}: ${fault}`));
    }
  });
  return found;
}

export async function everyPage(around) {
  const found = await Promise.all(VIEWPORTS.map((viewport) => atWidth(around, viewport)));
  return found.flat();
}
