// What xtask says of the machine and of the sample site.

import { createRequire } from "node:module";
import { join } from "node:path";

function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the suites with \`cargo xtask test\``);
  return value;
}

// The folder into which the sample site was built, and where it pretends to stand.
export const site = told("PUFA_SITE");
export const baseUrl = told("PUFA_BASE_URL");
export const basePath = new URL(baseUrl).pathname;

// The folder into which its packages for channels were made.
export const channels = told("PUFA_CHANNELS");

// Where pictures go.
export const screenshots = told("PUFA_SCREENSHOTS");

// The browser, and the packages to drive it and to look into its pages.
export const browserPath = told("PUFA_BROWSER");
const packages = createRequire(join(told("PUFA_PACKAGES"), "package.json"));
export const { chromium } = packages("playwright-core");
export const axePath = packages.resolve("axe-core/axe.min.js");

// The program itself, for what it serves.
export const program = told("PUFA_PROGRAM");
