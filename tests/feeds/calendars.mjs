// Every calendar of the sample, read by ical.js: RFC 5545's lines, properties that must be there, true spans.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const site = process.env.PUFA_SITE;
const packages = createRequire(join(process.env.PUFA_PACKAGES, "package.json"));
const { default: ical } = await import(pathToFileURL(packages.resolve("ical.js")));

const faults = [];
const calendars = readdirSync(site, { recursive: true }).filter((path) => path.endsWith("calendar.ics"));
let events = 0;

for (const path of calendars) {
  const bytes = readFileSync(join(site, path));
  const fault = (what) => faults.push(`${path}: ${what}`);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  for (const line of text.split("\r\n")) {
    if (Buffer.byteLength(line) > 75 || /[\r\n]/.test(line)) fault(`not a line of RFC 5545, 3.1: ${line}`);
  }
  const calendar = new ical.Component(ical.parse(text));
  for (const name of ["version", "prodid", "x-wr-calname", "refresh-interval"]) {
    if (!calendar.getFirstPropertyValue(name)) fault(`no ${name}`);
  }
  const identities = new Set();
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ical.Event(component, { strictExceptions: true });
    const about = `${event.summary} (${event.uid})`;
    if (!event.uid || identities.has(event.uid)) fault(`no identity of its own: ${about}`);
    identities.add(event.uid);
    if (!event.summary || !component.getFirstPropertyValue("dtstamp")) fault(`no summary or stamp: ${about}`);
    const { startDate: start, endDate: end } = event;
    if (end.compare(start) < 0 || (start.isDate && end.compare(start) === 0)) fault(`ends before it starts: ${about}`);
    if (!start.isDate && start.zone !== ical.Timezone.utcTimezone) fault(`not in UTC: ${about}`);
    events += 1;
  }
  if (identities.size === 0) fault("empty (RFC 5545, 3.6)");
}

// What the sample's own year must say: 第十三个国家宪法日, and a morning in the square, in Beijing's time.
const whole = new ical.Component(ical.parse(readFileSync(join(site, "calendar.ics"), "utf-8")));
const said = whole.getAllSubcomponents("vevent").map((component) => {
  const event = new ical.Event(component);
  return `${event.startDate.toJSDate().toISOString()} ${event.startDate} ${event.summary}`;
});
for (const wanted of ["2026-12-04 国家宪法日（第13个）", "2026-12-01T01:00:00Z 2026年“宪法宣传周”启动仪式"]) {
  if (!said.some((line) => line.endsWith(wanted))) faults.push(`calendar.ics: not there: ${wanted}`);
}

if (calendars.length === 0) faults.push("there are no calendars");
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${calendars.length} calendars, ${events} events`);
