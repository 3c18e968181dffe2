// Hostile content in a real browser: nothing of it runs, on pages, in feeds, in packages. Prints every fault.

import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { launch, withPage } from "../browser.mjs";
import { makeFolder } from "../live/folder.mjs";
import { program } from "../settings.mjs";
import { VECTORS } from "./vectors.mjs";

// Without the policy of the pages, which would stop what the sanitizer let through.
const SETTINGS = "title: 示例普法网\nbase_url: https://pufa.example.cn/portal/\ncsp: {enabled: false}\nchannels:\n  - kind: wechat\n  - kind: toutiao\n";

// Where in a document a vector may stand.
const PLACES = [
  (vector) => vector,
  (vector) => `铺垫 ${vector} 之后`,
  (vector) => `- 一\n- ${vector.replaceAll("\n", "\n  ")}\n- 三`,
  (vector) => `<div>\n\n${vector}\n\n</div>`,
  (vector) => `<table><tr><td>${vector}</td></tr></table>`,
  (vector) => `> ${vector.replaceAll("\n", "\n> ")}\n\n\`\`\`\n代码\n\`\`\``,
];

const quoted = (text) => JSON.stringify(text);

function documents() {
  const files = { "content/site.yaml": SETTINGS };
  VECTORS.forEach((vector, number) => {
    const body = PLACES.map((place) => place(vector)).join("\n\n---\n\n");
    const head = `标题: ${quoted(`第${number}篇 ${vector}`)}\n日期: 2026-01-01\n摘要: ${quoted(vector)}\n作者: ${quoted(vector)}\n来源: ${quoted(vector)}`;
    files[`content/qa/v${number}.md`] = `---\n${head}\n渠道: [微信, 今日头条]\n---\n\n${body}\n`;
  });
  return files;
}

function run(folder, ...words) {
  const ended = spawnSync(program, [...words, "--site", folder.root, "--keep-going", "--message-format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (ended.status !== 0 && ended.status !== 1) throw new Error(`${words.join(" ")} ended with ${ended.status}: ${ended.stderr}`);
}

async function pagesUnder(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(".html")).map((name) => join(folder, name));
}

// Runs in the page: what of it could run, though nothing has yet.
function dangers() {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) found.push(`${name} on <${element.localName}>`);
      if (["href", "src", "action", "formaction", "data", "cite", "poster"].includes(name)) {
        try {
          const { protocol } = new URL(value, "https://pufa.example.cn/");
          if (!["https:", "http:", "ftp:", "mailto:", "tel:", "sms:", "webcal:", "file:"].includes(protocol)) found.push(`${name}=${value}`);
        } catch { /* No address at all. */ }
      }
    }
    if (["iframe", "object", "embed", "base", "applet", "frameset"].includes(element.localName)) found.push(`<${element.localName}>`);
  }
  return found;
}

// Shows one thing after another in one page, and gives the faults of all.
function watch(page) {
  const faults = [];
  let name = "";
  page.on("dialog", (dialog) => { faults.push(`${name}: a script ran`); dialog.dismiss(); });
  page.on("pageerror", (error) => faults.push(`${name}: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/ERR_(NAME_NOT_RESOLVED|FILE_NOT_FOUND|FAILED|ACCESS_DENIED)|CORS|file:/.test(message.text())) faults.push(`${name}: ${message.text()}`);
  });
  const look = async (shown, show) => {
    name = shown;
    await show();
    faults.push(...(await page.evaluate(dangers)).map((danger) => `${name}: ${danger}`));
  };
  return { faults, look };
}

const folder = await makeFolder(documents());
run(folder, "build");
run(folder, "channel", "--since", "2000-01-01");
const browser = await launch();
const pages = [...await pagesUnder(join(folder.root, "public")), ...await pagesUnder(join(folder.root, "channels"))];
const feed = JSON.parse(await readFile(join(folder.root, "public/feed.json"), "utf8"));
const faults = await withPage(browser, {}, async (page) => {
  const { faults, look } = watch(page);
  for (const file of pages) {
    const address = `file://${encodeURI(file).replaceAll("#", "%23").replaceAll("?", "%3F")}`;
    await look(file.slice(folder.root.length + 1), () => page.goto(address));
  }
  for (const { url, content_html: html = "" } of feed.items) {
    await look(`feed.json ${url}`, () => page.setContent(html));
    // As readers of feeds show it: parsed a second time.
    await look(`feed.json ${url}, twice`, () => page.evaluate((html) => {
      document.body.innerHTML = html;
      document.body.innerHTML = document.body.innerHTML;
    }, html));
  }
  return faults;
});
await browser.close();
await folder.away();
console.log(`   ${VECTORS.length} vectors in ${PLACES.length} places, ${pages.length} pages: ${faults.length ? `${faults.length} faults` : "ok"}`);
for (const fault of faults) console.log(`      ${fault}`);
process.exitCode = faults.length || pages.length < VECTORS.length ? 1 : 0;
