// The preview of an article for 公众号: what its buttons put on the clipboard, read back; the phone by day and in the dark;
// the page follows the file and keeps its place.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { violations } from "../checks/accessibility.mjs";
import { VIEWPORTS } from "../browser.mjs";
import { program } from "../settings.mjs";
import { preview } from "./folder.mjs";

const PATH = "_pufa/wechat/qa/pictures.md";
const MARK = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"40\"><rect width=\"60\" height=\"40\" fill=\"#1b4571\"/></svg>";

const article = (words) => `---\ntitle: 带图的 “一篇”\ndate: 2026-01-02\nsummary: 摘要 & 一句\ncover: mark.svg\n---

## 一节

${"铺垫的一段。\n\n".repeat(40)}![天平](mark.svg)

| 甲 | 乙 |
|----|----|
| 1 | ~~二~~ |

- [x] 做好 <b>了</b>，见[别处](https://www.example.cn/?a=1&b=2)
- 写着 \`{{image-1}}\` 的字

![又一次](mark.svg)

${words}
`;

export const FILES = { "content/qa/pictures.md": article("起初的话。"), "content/qa/mark.svg": MARK };

// This machine's address in its network, where it has one.
const machine = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === "IPv4" && !internal)?.address;
export const HOSTS = machine ? [machine] : [];

// What the package of the article holds, its pictures in the places kept for them.
async function packed(folder) {
  await promisify(execFile)(program, ["channel", "--site", folder.root, "--since", "2000-01-01"]);
  const at = join(folder.root, "channels/wechat/qa/pictures");
  const html = (await readFile(join(at, "content.html"), "utf8")).trimEnd();
  const { images } = JSON.parse(await readFile(join(at, "images.json"), "utf8"));
  const inlined = await Promise.all(images.map(async ({ placeholder, file, media_type: type }) =>
    [placeholder, `data:${type};base64,${await readFile(join(at, file), "base64")}`]));
  return inlined.reduce((text, [placeholder, address]) => text.replaceAll(`src="${placeholder}"`, `src="${address}"`), html);
}

// What is on the clipboard, as it is there.
const clipboard = (page) => page.evaluate(async () => {
  const [item] = await navigator.clipboard.read({ unsanitized: ["text/html"] });
  const text = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : null);
  return { html: await text("text/html"), plain: await text("text/plain") };
});

const open = async (page, url) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(url).origin });
  await page.goto(url);
};

async function press(page, what) {
  await page.click(`[data-copy=${what}] >> nth=0`);
  await page.waitForFunction(() => document.getElementById("told").textContent.includes("已复制"));
}

export async function wechatCopy({ page, url, folder }) {
  const faults = [];
  const wanted = await packed(folder);
  await open(page, url + PATH);
  for (const mode of ["light", "dark"]) {
    await page.click(`[data-mode=${mode}]`);
    await press(page, "content");
    const { html, plain } = await clipboard(page);
    if (html !== wanted) faults.push(`in ${mode}, what is copied is not what is packed: ${html?.slice(0, 300)}`);
    if (!plain?.includes("起初的话。") || plain.includes("<")) faults.push(`in ${mode}, the plain text is ${plain?.slice(0, 80)}`);
  }
  if (!/src="data:image\/png;base64,/.test(wanted)) faults.push("there is no picture in it");
  for (const [what, words] of [["title", "带图的 “一篇”"], ["digest", "摘要 & 一句"], ["url", "https://pufa.example.cn/portal/qa/pictures.html"]]) {
    await press(page, what);
    const { html, plain } = await clipboard(page);
    if (plain !== words || html !== null) faults.push(`${what} is copied as ${plain}`);
  }
  return faults;
}

// A browser that no longer knows the command copies by the interface; the same elements come of it.
export async function wechatCopyByInterface({ page, url, folder }) {
  await page.addInitScript(() => { document.execCommand = () => false; });
  await open(page, url + PATH);
  await press(page, "content");
  const { html } = await clipboard(page);
  const isSame = await page.evaluate(([one, other]) => {
    const body = (text) => new DOMParser().parseFromString(text, "text/html").body;
    return body(one).isEqualNode(body(other));
  }, [html, await packed(folder)]);
  return isSame ? [] : [`the interface copies another article: ${html.slice(0, 300)}`];
}

// On an address of the network there is no such interface: the command alone copies.
export async function wechatCopyInNetwork({ page, other, url, folder }) {
  const server = await preview(folder, Number(new URL(url).port) + 60, ["--host", "0.0.0.0"]);
  try {
    const shared = new URL(server.url);
    if (machine) shared.hostname = machine;
    await page.addInitScript(() => { delete Navigator.prototype.clipboard; });
    await page.goto(shared.href);
    await page.goto(`${shared.origin}${shared.pathname}${PATH}`);
    const faults = [];
    if (await page.evaluate(() => "clipboard" in navigator)) faults.push("there is such an interface here");
    if (machine && await page.evaluate(() => isSecureContext)) faults.push("an address of the network is secure");
    await press(page, "content");
    await open(other, url + PATH);
    const { html } = await clipboard(other);
    if (html !== await packed(folder)) faults.push(`what is copied there is not what is packed: ${html?.slice(0, 300)}`);
    await page.evaluate(() => { document.execCommand = () => false; });
    await page.click("#copy");
    await page.waitForFunction(() => document.getElementById("told").textContent.includes("按 Ctrl+C"));
    return faults;
  } finally {
    await server.close();
  }
}

export async function wechatFollows({ page, url, folder }) {
  const faults = [];
  const phone = () => page.evaluate(() => document.getElementById("screen").scrollTop);
  await page.goto(url + PATH);
  await page.click("[data-mode=dark]");
  await page.evaluate(() => { window.isMarked = true; document.getElementById("screen").scrollTop = 700; });
  const before = await phone();
  await folder.save("content/qa/pictures.md", article("改过的话。[坏](nothing.md)"));
  await page.waitForFunction(() => document.getElementById("dark").innerText.includes("改过的话"));
  await page.waitForFunction(() => document.getElementById("check").innerText.includes("nothing.md”不存在"));
  if (!await page.evaluate(() => window.isMarked === true)) faults.push("the page was loaded anew");
  if (await phone() !== before || before === 0) faults.push(`the phone's place was ${before} and is ${await phone()}`);
  if (await page.evaluate(() => document.documentElement.dataset.mode) !== "dark") faults.push("it is day again");
  const ground = await page.evaluate(() => getComputedStyle(document.querySelector(".phone")).backgroundColor);
  if (ground !== "rgb(25, 25, 25)") faults.push(`the dark phone is ${ground}`);
  await page.reload();
  if (await page.evaluate(() => document.documentElement.dataset.mode) !== "dark") faults.push("a reload makes it day");
  if (await phone() !== before) faults.push("a reload loses the phone's place");
  await folder.save("content/qa/pictures.md", article("起初的话。"));
  await page.waitForFunction(() => document.getElementById("check").innerText.includes("没有发现问题"));
  return faults;
}

export async function wechatLinks({ page, url }) {
  await page.goto(`${url}qa/pictures.html`);
  const bar = () => page.evaluate(() => {
    const link = document.querySelector("pufa-live").shadowRoot.querySelector(".wechat");
    return link.hidden ? null : link.href;
  });
  await page.waitForFunction(() => !document.querySelector("pufa-live").shadowRoot.querySelector(".wechat").hidden);
  const faults = await bar() === url + PATH ? [] : [`the page leads to ${await bar()}`];
  await page.goto(`${url}_pufa/`);
  const onDesk = await page.waitForFunction(() => document.querySelector("a.wechat[href$='pictures.md']")?.href);
  if (await onDesk.jsonValue() !== url + PATH) faults.push(`the desk leads to ${await onDesk.jsonValue()}`);
  await page.goto(url + PATH);
  await page.click("text=网页");
  await page.waitForURL(`${url}qa/pictures.html`);
  return faults;
}

export async function wechatAccessibility({ page, url, folder }) {
  const faults = [];
  await folder.save("content/qa/bad.md", `---\ntitle: ${"长".repeat(70)}\ndate: 2026-01-03\n---\n\n${"法".repeat(21_000)}[坏](no.md)\n`);
  for (const path of [PATH, "_pufa/wechat/qa/bad.md", "_pufa/wechat/", "_pufa/wechat/qa/none.md"]) {
    for (const viewport of VIEWPORTS) {
      await page.setViewportSize(viewport);
      await page.goto(url + path);
      const found = await violations(page);
      faults.push(...found.map((fault) => `${path} at ${viewport.width}: ${fault}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${path} at ${viewport.width} is ${wide} px too wide`);
    }
  }
  await folder.remove("content/qa/bad.md");
  return faults;
}
