// The sample site as people meet it. Prints every fault and ends with 1 if there is one. Arguments name the checks that
// are wanted; without any, all are run.

import { launch, takeViolations } from "./browser.mjs";
import { accessibility } from "./checks/accessibility.mjs";
import { board, boardWithoutJavaScript } from "./checks/board.mjs";
import { everyPage } from "./checks/every-page.mjs";
import { links } from "./checks/links.mjs";
import { notFound } from "./checks/not-found.mjs";
import { policy, policyHolds } from "./checks/policy.mjs";
import { print } from "./checks/print.mjs";
import { quiz, quizWithoutJavaScript } from "./checks/quiz.mjs";
import { wechat, wechatCopy } from "./checks/wechat.mjs";
import { skipLink } from "./checks/skip-link.mjs";
import { allPages, oneOfEach } from "./pages.mjs";
import { serve } from "./server.mjs";

// Each takes the surroundings below and gives the faults that it found, a line each.
const CHECKS = { everyPage, links, notFound, skipLink, quiz, quizWithoutJavaScript, board, boardWithoutJavaScript, print, policy, policyHolds, accessibility, wechat, wechatCopy };

async function run(name, check, around) {
  const start = Date.now();
  const faults = await check(around).catch((error) => [`the check itself failed: ${error.stack}`]);
  // No check may end with a violation of a page's policy.
  faults.push(...takeViolations());
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`   ${name}: ${faults.length ? `${faults.length} faults` : "ok"}, ${seconds} s`);
  for (const fault of faults) console.log(`      ${fault}`);
  return faults.length;
}

const pages = await allPages();
const server = await serve();
const browser = await launch();
const around = { browser, url: server.url, pages, sorts: oneOfEach(pages) };
console.log(`   ${pages.length} pages, of ${around.sorts.length} sorts`);
let faults = 0;
const wanted = process.argv.slice(2);
const checks = Object.entries(CHECKS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
for (const [name, check] of checks) faults += await run(name, check, around);
await browser.close();
server.close();
process.exitCode = faults ? 1 : 0;
