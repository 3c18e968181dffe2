// A preview in a real browser: a file is saved, and the page shows it. Prints every fault and ends with 1 if there is one.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { launch, takeViolations, withPage } from "../browser.mjs";
import { makeFolder, preview } from "./folder.mjs";
import * as strangers from "./strangers.mjs";
import * as tabs from "./tabs.mjs";
import * as articles from "./wechat.mjs";

const SETTINGS = "title: 示例普法网\nbase_url: https://pufa.example.cn/portal/\nchannels:\n  - kind: wechat\n";
const THEME = fileURLToPath(new URL("../../../themes/pufa/", import.meta.url));

const article = (title, words, head = "") =>
  `---\ntitle: ${title}\ndate: 2026-01-01\n${head}---\n\n${"铺垫的一段。\n\n".repeat(60)}${words}\n`;

const FILES = {
  "content/site.yaml": SETTINGS,
  "content/qa/a.md": article("第一篇", "起初的话。"),
  "content/qa/b.md": article("第二篇", "另外的话。"),
  "content/qa/c.md": article("草稿篇", "没写完。", "draft: true\n"),
  ...articles.FILES,
  ...strangers.FILES,
  ...tabs.FILES,
};

// Runs in the page: the overlay's parts, out of its shadow.
const overlay = () => {
  const root = document.querySelector("pufa-live").shadowRoot;
  const seen = (part) => (part && !part.hidden ? part.textContent : null);
  return { panel: seen(root.querySelector(".panel")), ribbon: seen(root.querySelector(".ribbon")),
    fold: seen(root.querySelector(".fold")), link: root.querySelector(".panel a")?.href ?? null };
};

const says = (page, words) => page.waitForFunction((text) => document.body.innerText.includes(text), words);
const saysNot = (page, words) => page.waitForFunction((text) => !document.body.innerText.includes(text), words);

// Whether the page was never loaded anew since the mark was set.
const mark = (page) => page.evaluate(() => { window.isMarked = true; });
const isMarked = (page) => page.evaluate(() => window.isMarked === true);

async function bodyEdit({ page, url, folder }) {
  await page.goto(`${url}qa/a.html`);
  await mark(page);
  // Not by the keyboard: a browser that scrolls to what has the focus does so in its own time.
  const [before, focused] = await page.evaluate(() => {
    document.querySelector("a.skip").focus({ preventScroll: true });
    scrollTo({ top: 700, behavior: "instant" });
    return [scrollY, document.activeElement.outerHTML];
  });
  await folder.save("content/qa/a.md", article("第一篇", "改过的话。"));
  await says(page, "改过的话");
  const faults = [];
  if (!await isMarked(page)) faults.push("the page was loaded anew");
  const after = await page.evaluate(() => scrollY);
  if (after !== before) faults.push(`the scroll position was ${before} and is ${after}`);
  if (await page.evaluate(() => document.activeElement.outerHTML) !== focused) faults.push("the focus was lost");
  return faults;
}

async function titleEdit({ page, other, url, folder }) {
  await page.goto(`${url}qa/a.html`);
  await other.goto(`${url}qa/`);
  await folder.save("content/qa/a.md", article("换了的题目", "改过的话。"));
  await Promise.all([says(page, "换了的题目"), says(other, "换了的题目")]);
  return await page.title() === await page.evaluate(() => document.title) ? [] : ["the title is another"];
}

async function templateEdit({ page, url, folder }) {
  await page.goto(`${url}qa/a.html`);
  await mark(page);
  const base = await readFile(`${THEME}templates/base.html`, "utf8");
  await folder.save("themes/pufa/templates/base.html", base.replace("</body>", "<p>模板里的一句</p></body>"));
  await says(page, "模板里的一句");
  await folder.remove("themes/pufa/templates/base.html");
  await saysNot(page, "模板里的一句");
  return await isMarked(page) ? [] : ["the page was loaded anew"];
}

async function styleSwap({ page, url, folder }) {
  await page.goto(`${url}qa/a.html`);
  await mark(page);
  const sheet = await readFile(`${THEME}static/style.css`, "utf8");
  const color = () => page.evaluate(() => getComputedStyle(document.body).color);
  await folder.save("themes/pufa/static/style.css", `${sheet}\nbody { color: rgb(1, 2, 3) }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).color === "rgb(1, 2, 3)");
  await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
  await folder.remove("themes/pufa/static/style.css");
  await page.waitForFunction(() => getComputedStyle(document.body).color !== "rgb(1, 2, 3)");
  return [...await isMarked(page) ? [] : ["the page was loaded anew"], ...await color() ? [] : ["no color"]];
}

async function overlayAndRecovery({ page, url, folder }) {
  await page.goto(`${url}qa/b.html`);
  await mark(page);
  await folder.save("content/qa/b.md", "---\ntitle: <img src=x onerror=alert(1)> [\nkind: 没有\n---\n坏的\n");
  await page.waitForFunction(() => !document.querySelector("pufa-live").shadowRoot.querySelector(".panel").hidden);
  const faults = [];
  const { panel, link } = await page.evaluate(overlay);
  if (!panel.includes("content/qa/b.md")) faults.push(`no place in ${panel}`);
  if (!link?.startsWith("vscode://file/")) faults.push(`the link is ${link}`);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => document.querySelector("pufa-live").shadowRoot.querySelector(".copy").click());
  await page.waitForFunction(() => document.querySelector("pufa-live").shadowRoot.querySelector(".copy").textContent === "已复制");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  if (!/content\/qa\/b\.md:\d+:\d+$/.test(copied)) faults.push(`what was copied is ${copied}`);
  if (!await page.evaluate(() => document.body.innerText.includes("另外的话"))) faults.push("the last good page is gone");
  await page.keyboard.press("Escape");
  if ((await page.evaluate(overlay)).panel !== null) faults.push("Escape does not close it");
  await folder.save("content/qa/b.md", article("第二篇", "修好的话。"));
  await says(page, "修好的话");
  await page.waitForFunction(() => document.querySelector("pufa-live").shadowRoot.querySelector(".fold").hidden);
  if (!await isMarked(page)) faults.push("the page was loaded anew");
  return faults;
}

async function faultyTemplate({ page, url, folder }) {
  await page.goto(`${url}qa/b.html`);
  await folder.save("themes/pufa/templates/qa.html", "{{ nothing.at.all }}");
  await page.waitForFunction(() => !document.querySelector("pufa-live").shadowRoot.querySelector(".panel").hidden);
  const isThere = await page.evaluate(() => document.body.innerText.includes("第二篇"));
  await page.reload();
  await says(page, "qa.html");
  await folder.remove("themes/pufa/templates/qa.html");
  await says(page, "第二篇");
  return isThere ? [] : ["the last good page is gone"];
}

async function newAndDeleted({ page, other, url, folder }) {
  await page.goto(`${url}qa/`);
  await folder.save("content/qa/new.md", article("刚写的", "新文。"));
  await says(page, "刚写的");
  await other.goto(`${url}qa/new.html`);
  await folder.remove("content/qa/new.md");
  await saysNot(page, "刚写的");
  await saysNot(other, "新文。");
  return [];
}

// The mark beside a link of a list, as it is seen.
const linkMark = (page, href) => page.evaluate((end) => {
  const link = [...document.querySelectorAll("main a")].find((one) => one.href.endsWith(end));
  return link ? getComputedStyle(link, "::after").content : "no link";
}, href);

async function listMarks({ page, url, folder }) {
  const isMarkedLink = () => page.waitForFunction(() => document.querySelector("main a[data-pufa-state]"));
  await page.goto(`${url}qa/`);
  await isMarkedLink();
  const faults = [];
  if (!(await linkMark(page, "qa/c.html")).includes("草稿")) faults.push(`the draft is marked ${await linkMark(page, "qa/c.html")}`);
  if (await linkMark(page, "qa/a.html") !== "none") faults.push("a public document is marked");
  await folder.save("content/qa/c.md", article("草稿篇", "写完了。"));
  await page.waitForFunction(() => !document.querySelector("main a[data-pufa-state]"));
  await folder.save("content/qa/c.md", article("草稿篇", "没写完。", "draft: true\n"));
  await isMarkedLink();
  return faults;
}

async function ribbon({ page, url, folder }) {
  await page.goto(`${url}qa/c.html`);
  await page.waitForFunction(() => !document.querySelector("pufa-live").shadowRoot.querySelector(".ribbon").hidden);
  const { ribbon: said } = await page.evaluate(overlay);
  await folder.save("content/qa/c.md", article("草稿篇", "写完了。"));
  await page.waitForFunction(() => document.querySelector("pufa-live").shadowRoot.querySelector(".ribbon").hidden);
  return said.includes("草稿") ? [] : [`the ribbon says ${said}`];
}

// The titles on the desk, as they are seen.
const titles = (page) => page.$$eval("#rows [data-row]", (all) => all.map((one) => one.textContent));
const lists = (page, words) => page.waitForFunction((text) => document.querySelector("#rows").textContent.includes(text), words);

async function desk({ page, url, folder }) {
  const faults = [];
  await folder.save("content/qa/e.md", article("<img src=x onerror=alert(1)>", "标签样的标题。", "draft: true\n"));
  await page.goto(`${url}qa/a.html`);
  const [href] = await page.evaluate(() => [document.querySelector("pufa-live").shadowRoot.querySelector(".desk").href]);
  await page.goto(href);
  await lists(page, "<img src=x onerror=alert(1)>");
  await mark(page);
  await page.click("[data-state=draft]");
  if ((await titles(page)).join() !== "<img src=x onerror=alert(1)>") faults.push(`drafts are ${await titles(page)}`);
  await page.click("[data-state=all]");
  await page.click("[data-sort=title] button");
  const sorted = await titles(page);
  await page.click("[data-sort=title] button");
  if ((await titles(page)).reverse().join() !== sorted.join()) faults.push("it does not sort");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  await page.keyboard.type("qa/b");
  await page.keyboard.press("ArrowDown");
  const focused = await page.evaluate(() => document.activeElement.dataset.row);
  if (focused !== "content/qa/b.md") faults.push(`the arrow leads to ${focused}`);
  await folder.save("content/qa/b.md", article("编辑台上看到的", "[坏](nothing.md)"));
  await lists(page, "编辑台上看到的");
  await lists(page, "1 错误");
  if (await page.evaluate(() => document.activeElement.dataset.row) !== focused) faults.push("the focus was lost");
  await page.click("#rows button");
  await page.waitForFunction(() => document.querySelector("#wrong-list a")?.href.includes("content/qa/b.md:"));
  if (!await isMarked(page)) faults.push("the desk was loaded anew");
  await page.focus("#rows [data-row]");
  await page.keyboard.press("Enter");
  await says(page, "编辑台上看到的");
  await folder.save("content/qa/b.md", article("第二篇", "修好的话。"));
  await folder.remove("content/qa/e.md");
  return faults;
}

// A browser reads a policy once: the page is loaded anew for another, for none, and for one again.
async function policyEdit({ page, url, folder }) {
  const faults = [];
  await page.goto(`${url}qa/a.html`);
  const policy = () => page.evaluate(() => document.querySelector("meta[http-equiv]")?.content ?? "none");
  const ours = await policy();
  for (const [settings, expected] of [
    ["csp: {sources: ['https://stat.example.cn']}\n", "https://stat.example.cn"],
    ["csp: {enabled: false}\n", "none"],
    ["", ours],
  ]) {
    await mark(page);
    await folder.save("content/site.yaml", SETTINGS + settings);
    await page.waitForFunction(() => !window.isMarked && document.readyState === "complete");
    if (!(await policy()).includes(expected)) faults.push(`after ${settings} the policy is ${await policy()}`);
  }
  return faults;
}

async function restart({ page, url, folder, server }) {
  await page.goto(`${url}qa/a.html`);
  await mark(page);
  await server.close();
  await folder.save("content/qa/a.md", article("第一篇", "停着的时候写的。"));
  Object.assign(server, await preview(folder, server.port));
  await says(page, "停着的时候写的");
  return await isMarked(page) ? [] : ["the page was loaded anew"];
}

const { FILES: _, HOSTS, ...ofArticles } = articles;
const { manyTabs, manyTabsWithoutWorkers } = tabs;
const { strangers: ofStrangers, policies } = strangers;
const CHECKS = { bodyEdit, titleEdit, templateEdit, styleSwap, overlayAndRecovery, faultyTemplate, newAndDeleted, listMarks, ribbon, desk, ...ofArticles,
  policyEdit, ofStrangers, policies, manyTabs, manyTabsWithoutWorkers, restart };

const folder = await makeFolder(FILES);
const server = await preview(folder);
const browser = await launch(HOSTS);
let count = 0;
// One check alone, by its name.
const only = process.argv[2];
for (const [name, check] of Object.entries(CHECKS)) {
  if (only && name !== only) continue;
  const start = Date.now();
  const faults = await withPage(browser, {}, async (page) => {
    const broken = [];
    page.on("pageerror", (error) => broken.push(`a script failed: ${error}`));
    page.on("dialog", (dialog) => { broken.push("something quoted was run"); dialog.dismiss(); });
    const other = await page.context().newPage();
    // A page behind another draws seldom, and every wait for it is long.
    await page.bringToFront();
    return [...await check({ page, other, url: server.url, folder, server }), ...broken];
  }).catch((error) => [`the check itself failed: ${error.stack}`]);
  faults.push(...takeViolations());
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`   ${name}: ${faults.length ? `${faults.length} faults` : "ok"}, ${seconds} s`);
  for (const fault of faults) console.log(`      ${fault}`);
  count += faults.length;
}
await browser.close();
await server.close();
await folder.away();
process.exitCode = count ? 1 : 0;
