// Many tabs of one browser: it opens no more than six connections to a server, and every tab follows all the same.

const article = (words) => `---\ntitle: 许多标签页\ndate: 2026-01-05\n---\n\n${words}\n`;

export const FILES = { "content/qa/tabs.md": article("起初的话。") };

const TABS = 10;

const says = (page, words) => page.waitForFunction((text) => document.body.innerText.includes(text), words);

// What is looked at, as the page knows it: in this browser every page believes that it is seen.
const hide = (page, isHidden) => page.evaluate((value) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (value ? "hidden" : "visible") });
  document.dispatchEvent(new Event("visibilitychange"));
}, isHidden);

async function follow({ page, url, folder }, prepare) {
  const context = page.context();
  await folder.save("content/qa/tabs.md", article("起初的话。"));
  const tabs = [];
  for (let number = 0; number < TABS; number += 1) {
    const tab = await context.newPage();
    // The desk is a tab like others.
    await tab.goto(`${url}${number === 3 ? "_pufa/" : "qa/tabs.html"}`);
    await prepare(tab, true);
    tabs.push(tab);
  }
  const articles = tabs.filter((tab) => !tab.url().includes("/_pufa/"));
  const faults = [];
  for (const words of ["改过一次。", "改过两次。"]) {
    await folder.save("content/qa/tabs.md", article(words));
    for (const tab of articles) {
      await tab.bringToFront();
      await prepare(tab, false);
      await says(tab, words).catch(() => faults.push(`tab ${tabs.indexOf(tab)} does not say ${words}`));
      await prepare(tab, true);
    }
  }
  const eleventh = await context.newPage();
  await eleventh.goto(`${url}qa/a.html`).catch((error) => faults.push(`the eleventh does not load: ${error}`));
  for (const tab of [...tabs, eleventh]) await tab.close();
  return faults;
}

export const manyTabs = (given) => follow(given, async () => {});

// A browser without shared workers, as on some phones: only the tab that is looked at holds a stream.
export async function manyTabsWithoutWorkers(given) {
  await given.page.context().addInitScript(() => { delete window.SharedWorker; });
  return follow(given, hide);
}
