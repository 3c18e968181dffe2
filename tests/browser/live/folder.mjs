// A site in a folder of its own, and the real program that previews it.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { program } from "../settings.mjs";

export async function makeFolder(files) {
  const root = await mkdtemp(join(tmpdir(), "pufa-live-"));
  const folder = {
    root,
    // Saves as editors do that write beside the file and rename.
    async save(path, text) {
      const to = join(root, path);
      await mkdir(dirname(to), { recursive: true });
      await writeFile(`${to}.tmp`, text);
      await rename(`${to}.tmp`, to);
    },
    remove: (path) => rm(join(root, path), { recursive: true }),
    away: () => rm(root, { recursive: true, force: true }),
  };
  for (const [path, text] of Object.entries(files)) await folder.save(path, text);
  return folder;
}

// Starts a preview; gives its address and how to end it.
export async function preview(folder, port = 4300 + (process.pid % 500), options = []) {
  const child = spawn(program, ["serve", "--site", folder.root, "--port", String(port), "--lang", "en", ...options]);
  child.stdout.setEncoding("utf8");
  let said = "";
  const url = await new Promise((ready, failed) => {
    child.on("exit", () => failed(new Error(`the preview ended: ${said}`)));
    child.stdout.on("data", (text) => {
      said += text;
      const address = said.match(/preview: (\S+)/)?.[1];
      if (address) ready(address);
    });
  });
  const close = () => new Promise((ended) => {
    child.removeAllListeners("exit");
    child.on("exit", ended);
    child.kill("SIGINT");
  });
  return { url, port: Number(new URL(url).port), close };
}
