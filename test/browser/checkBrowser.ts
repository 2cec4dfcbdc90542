import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { svgOf } from "../chart/render.ts";
import { openReport, pagesOf, violationsIn, wrongPages } from "./accessibility.ts";
import { ask, openBrowser, openPage, program, reportPage } from "./browser.ts";
import { differenceBetween, runEverywhere } from "./engines.ts";
import { exactJson } from "./exactJson.ts";
import { faultsWith, hostileLabels } from "./hostileLabels.ts";
import { plainWording, specimens } from "./specimens.ts";

// Uses what the library makes where readers use it: in a browser. `npm run check:browser -- <folder>` leaves pictures of the pages there.

if (!existsSync(program)) throw new Error(`there is no browser at ${program}: install Debian's chromium, or say in CHROMIUM where one is`);
const pictures = process.argv[2];
const widths = [1280, 400];

const browser = await openBrowser();
try {
  console.log(`browser: Chromium ${browser.version()}`);
  await step("what is wrong is found", async () => {
    await findWrongPages(browser);
    await findWrongLabels(browser);
    findWrongNumbers();
    return "accessibility, labels, layout, numbers";
  });
  for (const [index, [name, content]] of Object.entries(await pagesOf(specimens(plainWording), svgOf)).entries()) {
    for (const width of widths) {
      await step(`${name}, ${width} pixels wide`, async () => {
        const opened = await openReport(browser, name, content, width);
        const sections = Object.keys(content.sections).length;
        if (pictures !== undefined) await opened.page.screenshot({ path: join(pictures, `page${index}-${width}.png`), fullPage: true });
        expectNone(name, [...(await violationsIn(opened)), ...(await ask<readonly string[]>(opened, "layoutFaults", "section")), ...opened.doings]);
        const overflow = await ask<number>(opened, "overflow");
        if (content.isFitting === true && overflow > 0) throw new Error(`${name}: the page is ${overflow} pixels wider than a window of ${width}`);
        await opened.page.context().close();
        return `${sections} sections, no violation of WCAG 2.1 A or AA`;
      });
    }
  }
  for (const [name, label] of Object.entries(hostileLabels)) {
    await step(`label: ${name}`, async () => {
      expectNone(name, await faultsWith(browser, label));
      return "inert";
    });
  }
  await step("one analysis in every engine", () => compareEngines(browser));
} finally {
  await browser.close();
}

/** Each rule must find what breaks it. */
async function findWrongPages(browser: Browser): Promise<void> {
  for (const [rule, html] of Object.entries(wrongPages)) {
    const violations = await violationsIn(await openPage(browser, { "index.html": reportPage("Wrong", { wrong: html }) }));
    if (!violations.some((violation) => violation.startsWith(`${rule}:`))) throw new Error(`${rule} was not found`);
  }
  const crowded = `<svg width="90" height="40"><text x="70" y="20">leaves</text><text x="5" y="20">one</text><text x="8" y="21" fill="#bbbbbb">other</text></svg><svg role="img" width="90" height="40"><rect width="50" height="30" fill="none"/><text x="2" y="20">a long text</text></svg><table><tr><td><div style="width:2000px">wide</div></td></tr></table>`;
  const opened = await openReport(browser, "crowded", { sections: { crowded: `${crowded}<style>td{display:block;width:20px}</style>` } });
  const faults = await ask<readonly string[]>(opened, "layoutFaults", "section");
  if ((await ask<number>(opened, "overflow")) <= 0) throw new Error("not found: a page wider than its window");
  for (const fault of ["text leaves its image", "text leaves its box", "texts lie over each other", "text is too faint", "a cell is too narrow"]) {
    if (!faults.some((found) => found.startsWith(fault))) throw new Error(`not found: ${fault}`);
  }
  await opened.page.context().close();
}

/** On a page whose markup is written as it came, labels do run; on one where they are cut, it is told. */
async function findWrongLabels(browser: Browser): Promise<void> {
  const unescaped = (html: string) => html.replaceAll("&quot;", `"`).replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const run = await faultsWith(browser, hostileLabels["script"]!, unescaped);
  const loaded = await faultsWith(browser, hostileLabels["attribute"]!, unescaped);
  const cut = await faultsWith(browser, hostileLabels["address"]!, (html) => html.replaceAll("window.hit", "window.hi"));
  const expected = [run.includes("the label was run"), loaded.some((fault) => /^request: .*\/x$/.test(fault)), loaded.some((fault) => fault.startsWith("a stranger: img")), cut.some((fault) => fault.startsWith("table ")), cut.some((fault) => fault.startsWith("image of "))];
  const loud = await openPage(browser, { "index.html": reportPage("Loud", { loud: "<script>alert('hit'); open('about:blank'); fetch('/elsewhere').catch(() => 0); undefined.hit;</script>" }) });
  await loud.page.waitForTimeout(500);
  expected.push(...["dialog: hit", "opened a window", "request: ", "error: "].map((doing) => loud.doings.some((done) => done.startsWith(doing))));
  if (expected.includes(false)) throw new Error(`labels that do harm were not found: ${expected.join(", ")}`);
}

function findWrongNumbers(): void {
  const missed = ["[1.5000000000000002]", `["1.5"]`, "[1.5,1]", "[]"].filter((other) => differenceBetween("[1.5]", other) === undefined);
  if (missed.length > 0 || differenceBetween("[1.5]", "[1.5]") !== undefined || exactJson([-0]) === exactJson([0])) throw new Error(`numbers that differ were not found: ${missed.join(", ")}`);
}

/** Engines round `Math.exp` and the like as they please; the library uses its own, so that nothing at all may differ. */
async function compareEngines(browser: Browser): Promise<string> {
  const { Node: own, ...others } = await runEverywhere(browser);
  const findings = Object.entries(others).map(([engine, printed]) => {
    const faults = Object.keys(own!).flatMap((part) => {
      const difference = part === "engine" ? undefined : differenceBetween(own![part]!, printed[part] ?? "null");
      return difference === undefined ? [] : [`${part} ${difference}`];
    });
    if (faults.length > 0) throw new Error(`${engine} has other results than Node: ${faults.join("; ")}`);
    const [left, right] = [own!, printed].map(({ engine: text }) => JSON.parse(text!) as Record<string, unknown>);
    const rounded = Object.keys(left!).filter((name) => JSON.stringify(left![name]) !== JSON.stringify(right![name]));
    return rounded.length === 0 ? engine : `${engine} (whose own Math.${rounded.join(", ")} differ)`;
  });
  const sizes = Object.entries(own!).flatMap(([part, text]) => (part === "engine" ? [] : [`${part} ${text.length}`]));
  return `the same bytes of JSON as in Node (${sizes.join(", ")}): ${findings.join("; ")}`;
}

function expectNone(where: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`${where}: ${faults.length} faults\n${faults.slice(0, 20).join("\n")}`);
}

async function step(name: string, work: () => Promise<string>): Promise<void> {
  const start = performance.now();
  const finding = await work();
  console.log(`browser: ${name}: ${finding} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}
