// The sample site as a portal serves it: static files under the sub-path, its own page for what is not there.

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

import { basePath, site } from "./settings.mjs";

const MEDIA_TYPES = {
  ".atom": "application/atom+xml",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".xml": "application/xml",
};

// The file that an address means, or null.
async function fileAt(pathname) {
  if (!pathname.startsWith(basePath)) return null;
  const path = decodeURIComponent(pathname.slice(basePath.length));
  if (path.split("/").includes("..")) return null;
  const file = join(site, path, path === "" || path.endsWith("/") ? "index.html" : "");
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? file : null;
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const file = await fileAt(pathname);
  const shown = file ?? join(site, "404.html");
  const body = await readFile(shown);
  const type = MEDIA_TYPES[extname(shown)] ?? "application/octet-stream";
  response.writeHead(file ? 200 : 404, { "content-type": type, "content-length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

// Serves the site on a free port; gives its address there, and how to end it.
export async function serve() {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}${basePath}`, close };
}
