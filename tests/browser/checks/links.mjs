// Every address that a page or the sitemap names: it stays under the sub-path, and something is there.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { withPage } from "../browser.mjs";
import { baseUrl, site } from "../settings.mjs";

// Runs in a page: what each of some HTML texts refers to, and the ids that it has.
function readPages(texts) {
  const ATTRIBUTES = ["href", "src", "poster", "action", "data"];
  const one = (text) => {
    const document = new DOMParser().parseFromString(text, "text/html");
    const all = [...document.querySelectorAll("*")];
    const plain = all.flatMap((element) => ATTRIBUTES.map((name) => element.getAttribute(name)).filter((it) => it !== null));
    const sets = all.flatMap((element) => (element.getAttribute("srcset") ?? "").split(",").map((it) => it.trim().split(" ")[0]));
    const refresh = document.querySelector("meta[http-equiv=refresh]")?.content.split("url=")[1];
    const shared = [...document.querySelectorAll("meta[property='og:url'], meta[property='og:image']")].map((meta) => meta.content);
    const references = [...plain, ...sets.filter(Boolean), ...shared, ...refresh ? [refresh] : []];
    return { references, ids: all.map((element) => element.id).filter(Boolean) };
  };
  return texts.map(one);
}

// Where a reference leads, with the site's public address put back to where it is served; null for other sites.
function target(reference, from, url) {
  if (/^(mailto|tel|data|javascript):/.test(reference)) return null;
  const at = new URL(reference.startsWith(baseUrl) ? url + reference.slice(baseUrl.length) : reference, from);
  return at.origin === new URL(url).origin ? at : null;
}

// Asks for addresses, each only once.
function asker() {
  const answers = new Map();
  return (address) => {
    if (!answers.has(address)) answers.set(address, fetch(address, { method: "HEAD" }).then((answer) => answer.status));
    return answers.get(address);
  };
}

async function sitemapReferences() {
  const text = await readFile(join(site, "sitemap.xml"), "utf8");
  return [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => match[1]);
}

// The ids of each page, by the address at which it is served.
function idsByAddress(pages, read, url) {
  return new Map(pages.map(({ address }, at) => [new URL(url + address).href, new Set(read[at].ids)]));
}

async function fault(at, url, ask, ids) {
  const fragment = decodeURIComponent(at.hash.slice(1));
  const address = at.href.replace(/#.*$/, "");
  if (!address.startsWith(url)) return "leaves the sub-path";
  const status = await ask(address);
  if (status !== 200) return `answers ${status}`;
  if (fragment && ids.has(address) && !ids.get(address).has(fragment)) return "has no such place";
  return null;
}

export async function links({ browser, url, pages }) {
  const texts = pages.map((page) => page.text);
  const read = await withPage(browser, {}, (page) => page.evaluate(readPages, texts));
  const ids = idsByAddress(pages, read, url);
  const ask = asker();
  const sources = pages.map(({ path, address }, at) => ({ path, address, references: read[at].references }));
  sources.push({ path: "sitemap.xml", address: "sitemap.xml", references: await sitemapReferences() });
  const faults = [];
  for (const { path, address, references } of sources) {
    for (const reference of new Set(references)) {
      const at = target(reference, url + address, url);
      const wrong = at && await fault(at, url, ask, ids);
      if (wrong) faults.push(`${path}: ${reference} ${wrong}`);
    }
  }
  return faults;
}
