// The browser, kept from everything but the site.

import { browserPath, chromium } from "./settings.mjs";

// The two widths that every page is looked at: a desk's and a phone's.
export const VIEWPORTS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

// What keeps the browser from talking to anyone of its own accord.
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// A page that asks another site is told that there is none; only this machine is one, by its addresses in `hosts`.
export function launch(hosts = []) {
  const own = ["127.0.0.1", ...hosts].map((host) => `EXCLUDE ${host}`).join(", ");
  // The browser's sandbox does not work for root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: browserPath, args: [...QUIET, `--host-resolver-rules=MAP * ~NOTFOUND, ${own}`, ...sandbox] });
}

// Violations of the Content-Security-Policy since they were last taken, a line each.
let violations = [];
export function takeViolations() {
  const taken = violations;
  violations = [];
  return [...new Set(taken)];
}

// Runs in every page before its own scripts: reports each violation.
function reportViolations() {
  document.addEventListener("securitypolicyviolation", (event) => {
    const { violatedDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    const page = location.pathname + location.search;
    window.pufaViolation(`the policy stops ${violatedDirective} ${blockedURI} at ${page} (${sourceFile}:${lineNumber}) ${sample}`);
  });
}

// Does something with a new page, and puts it away whatever happens.
export async function withPage(browser, options, work) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  context.setDefaultTimeout(10_000);
  await context.exposeFunction("pufaViolation", (line) => violations.push(line));
  await context.addInitScript(reportViolations);
  // A violation before any script runs is on the console alone.
  context.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) violations.push(`${message.page()?.url()}: ${message.text()}`);
  });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}
