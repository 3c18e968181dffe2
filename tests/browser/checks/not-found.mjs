// What is not there: its page looks right at any depth, because a server shows it under the address that was asked for.

import { withPage } from "../browser.mjs";

export function notFound({ browser, url }) {
  return withPage(browser, {}, async (page) => {
    const faults = [];
    const asked = `${url}no/such/page.html`;
    page.on("response", (response) => {
      if (response.status() >= 400 && response.url() !== asked) faults.push(`${response.status()}: ${response.url()}`);
    });
    const answer = await page.goto(asked);
    if (answer.status() !== 404) faults.push(`answers ${answer.status()}`);
    const sheets = await page.evaluate(() => [...document.styleSheets].filter((sheet) => sheet.href).length);
    if (sheets === 0) faults.push("has no stylesheet");
    const home = await page.evaluate(() => document.querySelector("main a, .brand").href);
    if (!home.startsWith(url)) faults.push(`leads to ${home}`);
    return faults;
  });
}
