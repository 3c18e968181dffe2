// Articles for 微信公众号 as phones show them: at each width of the platform nothing leaves the column, in the dark all can
// be read, nothing is outside the allow-list; and the copy button gives the article.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { withPage } from "../browser.mjs";
import { channels } from "../settings.mjs";

// The column of the editor, the widest there is, and a phone's.
const WIDTHS = [585, 677, 375];
const TAGS = "A BR CODE DEL EM H2 H3 H4 HR IMG P SECTION SPAN STRONG SUB SUP TABLE TBODY TD TH TR".split(" ");
const ATTRIBUTES = ["style", "href", "src", "alt", "data-w", "data-ignore-width", "colspan", "rowspan"];
// The platform's own: text in the dark over what it stands on.
const LEAST_CONTRAST = 1.5;

async function previews() {
  const files = await readdir(channels, { recursive: true });
  return files.filter((file) => file.endsWith("preview.html")).sort();
}

// Runs in the page: what is wrong with the article, a line each.
function faultsOf([widths, tags, attributes, least]) {
  const faults = [];
  const article = document.getElementById("article");
  const shown = (element) => element.outerHTML.slice(0, 80);
  for (const element of article.querySelectorAll("*")) {
    if (!tags.includes(element.tagName)) faults.push(`not allowed: ${shown(element)}`);
    for (const { name } of element.attributes) if (!attributes.includes(name)) faults.push(`${name}= not allowed: ${shown(element)}`);
  }
  for (const width of widths) {
    const box = document.createElement("div");
    box.className = "rich_media_content";
    box.style.cssText = `position:absolute;left:0;top:0;width:${width}px`;
    box.innerHTML = article.innerHTML;
    document.body.append(box);
    for (const element of box.querySelectorAll("*")) {
      if (element.parentElement.closest("[data-ignore-width]")) continue;
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > width + 1) faults.push(`leaves the column of ${width}: ${shown(element)}`);
    }
    box.remove();
  }
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const under = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = parts(getComputedStyle(at).backgroundColor);
      if (alpha > 0.5) return [r, g, b];
    }
    return [25, 25, 25];
  };
  for (const element of document.querySelectorAll("#dark *")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    const [a, b] = [luminance(parts(getComputedStyle(element).color)), luminance(under(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < least) faults.push(`contrast ${contrast.toFixed(1)} in the dark: ${shown(element)}`);
  }
  return faults;
}

export async function wechat({ browser }) {
  const faults = [];
  await withPage(browser, { viewport: { width: 1280, height: 900 } }, async (page) => {
    for (const file of await previews()) {
      await page.goto(pathToFileURL(join(channels, file)).href);
      await page.click("[data-mode=dark]");
      const found = await page.evaluate(faultsOf, [WIDTHS, TAGS, ATTRIBUTES, LEAST_CONTRAST]);
      faults.push(...found.map((fault) => `${file}: ${fault}`));
    }
  });
  return faults;
}

// What the button puts on the clipboard, read back.
export async function wechatCopy({ browser }) {
  const [file] = (await previews()).filter((name) => name.includes("wage-arrears"));
  const permissions = ["clipboard-read", "clipboard-write"];
  return withPage(browser, { permissions }, async (page) => {
    await page.goto(pathToFileURL(join(channels, file)).href);
    await page.click("#copy");
    await page.waitForFunction(() => document.getElementById("told").textContent);
    const [html, text] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read({ unsanitized: ["text/html"] });
      return Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text()));
    });
    const content = await readFile(join(channels, file, "..", "content.html"), "utf8");
    const withoutPictures = (from) => from.replace(/src="(\{\{image-\d+\}\}|data:[^"]*)"/g, "src");
    const faults = [];
    if (withoutPictures(html) !== withoutPictures(content.trimEnd())) faults.push("the copied article is not the article");
    if (!/<img[^>]+src="data:image\/(png|jpeg);base64,/.test(html)) faults.push("pictures are not in the copy");
    if (!text.includes("工资")) faults.push("there is no plain text");
    return faults;
  });
}
