// The pages of the sample site.

import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

import { site } from "./settings.mjs";

// Every HTML file: its path from the site's root, its address there, its text.
export async function allPages() {
  const files = await readdir(site, { recursive: true });
  const paths = files.filter((file) => file.endsWith(".html")).map((file) => file.split(sep).join("/")).sort();
  return Promise.all(paths.map(async (path) => {
    const address = path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
    return { path, address, text: await readFile(join(site, path), "utf8") };
  }));
}

// What sort of page it is, by the classes of its body: `page-document kind-qa`; null for a page that only leads on.
function sortOf(text) {
  return text.match(/<body class="([^"]*)"/)?.[1] ?? null;
}

// The longest page of each sort, named after it: the one with most that can go wrong.
export function oneOfEach(pages) {
  const found = new Map();
  for (const page of pages) {
    const sort = sortOf(page.text);
    if (sort && !(found.get(sort)?.text.length >= page.text.length)) found.set(sort, page);
  }
  return [...found].sort().map(([sort, page]) => ({ ...page, name: sort.replace(/page-|kind-/g, "").replace(/ /g, "-") }));
}
