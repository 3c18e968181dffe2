// A page of another site in the editor's browser, and an attachment with a script: neither reads or runs anything.

import { createServer } from "node:http";

import { takeViolations } from "../browser.mjs";

export const FILES = {
  "content/qa/svg.md": "---\ntitle: 附件\ndate: 2026-01-06\n---\n\n[图](svg/x.svg)\n",
  "content/qa/svg/x.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.documentElement.setAttribute("data-run", "1")</script></svg>`,
};

// What another page's script can get at, by each way that there is.
const attack = async (target) => {
  const url = (path) => `${target}${path}`;
  const got = {};
  const outcome = (made, work) => new Promise((done) => {
    made.addEventListener("load", () => done("loaded"));
    made.addEventListener("error", () => done("failed"));
    work();
    setTimeout(() => done("nothing"), 3000);
  });
  got.cors = await fetch(url("_pufa/documents"), { credentials: "include" }).then(() => "read").catch(() => "failed");
  const script = document.createElement("script");
  script.src = url("_pufa/live.js");
  got.script = await outcome(script, () => document.head.append(script));
  const image = new Image();
  got.image = await outcome(image, () => { image.src = url("qa/svg/x.svg"); });
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url("_pufa/desk.css") });
  got.style = await outcome(sheet, () => document.head.append(sheet));
  const stream = new EventSource(url("_pufa/events"));
  got.events = await new Promise((done) => {
    stream.onmessage = () => done("read");
    stream.onerror = () => done("failed");
  });
  return got;
};

export async function strangers({ page, other, url }) {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>another</title><p>another site</p>");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const faults = [];
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const got = await page.evaluate(attack, url);
    for (const [way, what] of Object.entries(got)) if (what !== "failed") faults.push(`by ${way}: ${what}`);
    for (const path of ["", "_pufa/", "_pufa/wechat/", "qa/svg/x.svg"]) {
      const text = await page.evaluate(async (address) => {
        const frame = document.createElement("iframe");
        frame.src = address;
        document.body.append(frame);
        await new Promise((done) => { frame.addEventListener("load", done); setTimeout(done, 3000); });
        return address;
      }, url + path);
      const frame = page.frames().find((one) => one.url() === text);
      const body = await frame?.evaluate(() => document.body?.innerText ?? "").catch(() => "");
      if (body && !body.includes("别的网站")&& !body.includes("other sites")) faults.push(`a frame shows ${path}: ${body.slice(0, 80)}`);
    }
    // A person may be led here.
    await page.evaluate((to) => { location.href = to; }, `${url}qa/a.html`);
    await page.waitForURL(`${url}qa/a.html`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  await other.goto(`${url}qa/svg/x.svg`);
  if (await other.evaluate(() => document.documentElement.hasAttribute("data-run"))) faults.push("the script of an attachment ran");
  // Frames are refused aloud, and nothing else is.
  await other.waitForTimeout(300);
  faults.push(...takeViolations().filter((said) => !/Framing .*frame-ancestors/.test(said)));
  return faults;
}

// What the pages of the preview's own want to load or run against their policy.
export async function policies({ page, url, folder }) {
  const faults = [];
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const visit = async (path, words) => {
    await page.goto(url + path);
    if (words) await page.waitForFunction((text) => document.body.innerText.includes(text), words);
    await page.waitForFunction(() => document.styleSheets.length > 0);
    await page.waitForTimeout(300);
    for (const found of await page.evaluate(() => window.violations)) faults.push(`${path}: ${found}`);
  };
  await visit("_pufa/", "编辑台");
  await visit("_pufa/wechat/", "公众号稿件");
  await visit("_pufa/wechat/qa/pictures.md", "起初的话");
  await page.click("[data-mode=dark]");
  await visit("_pufa/wechat/qa/none.md");
  await folder.save("themes/pufa/templates/qa.html", "{{ nothing.at.all }}");
  await page.waitForTimeout(300);
  await visit("qa/svg.html", "qa.html");
  await folder.remove("themes/pufa/templates/qa.html");
  await page.waitForFunction(() => document.body.innerText.includes("附件"));
  return faults;
}
