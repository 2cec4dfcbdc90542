import type { Browser } from "playwright-core";
import { type ChartSpec, display, renderHtml, type Table, type TableText, toRows } from "trialwise";
import { svgOf } from "../chart/render.ts";
import { ask, equip, openPage, reportPage, type WatchedPage } from "./browser.ts";
import { specimens } from "./specimens.ts";

/** Texts that would be code, markup or a name if anything took them for more than text. */
export const hostileLabels: Readonly<Record<string, string>> = {
  script: "<script>window.hit=1</script>",
  attribute: `"><img src=x onerror=window.hit=1>`,
  address: "javascript:window.hit=1",
  "end of a table": "</td></table><svg onload=window.hit=1>",
  "end of an image": `</text></svg><iframe src=x srcdoc="<script>parent.hit=1</script>">`,
  "end of a style": "</style></title><style>*{display:none}</style>",
  comment: "]]><!-- & &lt;b&gt; &amp;",
  template: "{{7*7}} ${7*7}",
  expression: "datum.x",
  "Vega's own": "' + alert(1) + '",
  prototype: "__proto__",
  constructor: "constructor",
  "turned around": "cod\u202Eexe.gpj\u2066",
  "very long": "<b>".padEnd(10_000, "hyperlong"),
};

/** A label as it is shown everywhere: direction marks, which would turn around what stands behind, are spaces. */
function shown(text: string): string {
  return text.replaceAll(/[\u202A-\u202E\u2066-\u2069]+/g, " ").trim();
}

/** What a page full of a label does, or shows otherwise than as text. None means that the label is inert. */
export async function faultsWith(browser: Browser, label: string, change: (html: string) => string = (html) => html): Promise<readonly string[]> {
  const { tables, charts, diagrams, results } = specimens({ label: () => label, key: (text) => `${label} ${text}` });
  const images = await Promise.all(Object.values(charts).map(svgOf));
  const html = reportPage("Labels", {
    tables: Object.values(tables).map((table, index) => `<div id="table${index}">${renderHtml(table, { className: label, id: `t${index}` })}</div>`).join("\n"),
    results: Object.values(results).map((result, index) => `<div id="result${index}">${htmlOf(result)}</div>`).join("\n"),
    diagrams: `<div id="diagram">${Object.values(diagrams).join("")}</div>`,
    images: images.map((image, index) => `<div id="image${index}">${image}</div>`).join("\n"),
    charts: `<div id="drawn"></div>`,
  });
  const opened = await openPage(browser, { "index.html": change(html) });
  await equip(opened);
  const faults: string[] = [];
  for (const [index, [name, table]] of Object.entries(tables).entries()) {
    faults.push(...differences(`table ${name}`, textsIn(table).map(shown), await ask(opened, "textsOfTable", `#table${index}`)));
  }
  const classes = await ask<readonly string[]>(opened, "classesOf", "table[class]");
  if (classes.length !== Object.keys(tables).length || classes.some((name) => name !== shown(label))) faults.push("tables have another class");
  for (const [index, [name, result]] of Object.entries(results).entries()) {
    const rows = toRows(result).flatMap(({ path, value, reason }) => [path, value === null ? `– ${reason ?? ""}` : String(value)]);
    faults.push(...differences(`result ${name}`, ["Statistic", "Value", ...rows].map(shown), await ask(opened, "textsOfTable", `#result${index}`)));
  }
  for (const [index, [name, chart]] of Object.entries(charts).entries()) {
    const expected = linesIn(chart).map(shown);
    if (carrying(label, expected).length === 0) faults.push(`chart ${name} does not hold the label`);
    faults.push(...differences(`image of ${name}`, carrying(label, expected), carrying(label, await ask(opened, "textsOfImages", `#image${index}`))));
    if (drawnCharts.includes(name)) faults.push(...differences(`chart ${name}`, carrying(label, expected), carrying(label, await textsOfDrawing(opened, chart))));
  }
  faults.push(...(await faultsOfTooltips(opened, charts["adverse events"]!, label)));
  const [description = ""] = await ask<readonly string[]>(opened, "textsOf", "#diagram desc");
  if (!squeezed(description).includes(squeezed(shown(label)))) faults.push("the diagram's description does not hold the label");
  if (carrying(label, [(await ask<readonly string[]>(opened, "textsOfImages", "#diagram")).join("")]).length === 0) faults.push("the diagram does not show the label");
  faults.push(...(await ask<readonly string[]>(opened, "strangersIn", "main")));
  if ((await opened.page.evaluate<unknown>("window.hit")) !== undefined) faults.push("the label was run");
  faults.push(...opened.doings);
  await opened.page.context().close();
  return faults;
}

/** An axis of names, a list of effects, two panels: drawn in the page too, which takes longer than an image. */
const drawnCharts = ["mean change by visit", "subgroups", "adverse events"];

function htmlOf(result: object): string {
  return String(display(result)[Symbol.for("Jupyter.display")]!()["text/html"]);
}

async function textsOfDrawing(opened: WatchedPage, chart: ChartSpec): Promise<readonly string[]> {
  await ask(opened, "draw", "#drawn", chart);
  return ask(opened, "textsOfImages", "#drawn");
}

/** Of the first mark that says anything under the mouse: the label must be there as it is. */
async function faultsOfTooltips(opened: WatchedPage, chart: ChartSpec, label: string): Promise<readonly string[]> {
  await ask(opened, "draw", "#drawn", chart);
  await opened.page.locator("#drawn .mark-symbol path[aria-label]").first().hover({ force: true });
  const title = await opened.page.locator("#drawn").getAttribute("title");
  return title !== null && squeezed(title).includes(squeezed(label)) ? [] : [`a tooltip says ${JSON.stringify(title?.slice(0, 200))}`];
}

/** Every text of a table, each as often as it is shown. */
function textsIn({ title, columns, groups, footnotes }: Table): readonly string[] {
  const plain = (text: TableText) => (typeof text === "string" ? text : text.text);
  const spanners = columns.flatMap(({ spanner }, index) => (spanner === undefined || spanner === columns[index - 1]?.spanner ? [] : [spanner]));
  const rows = groups.flatMap(({ label, rows: own }) => [...(label === undefined ? [] : [plain(label)]), ...own.flatMap(({ cells }) => cells.map(plain))]);
  return [title, ...spanners, ...columns.map(({ label }) => plain(label)), ...rows, ...footnotes];
}

/** Every text of a chart that is broken into lines, put together again. */
function linesIn(part: unknown): readonly string[] {
  if (Array.isArray(part) && part.length > 0 && part.every((line) => typeof line === "string")) return [part.join("")];
  return typeof part === "object" && part !== null ? Object.values(part).flatMap(linesIn) : [];
}

/** The texts with the label in them, without spaces, at which lines are broken; each once. */
function carrying(label: string, texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map(squeezed).filter((text) => text.includes(squeezed(shown(label)))))];
}

function squeezed(text: string): string {
  return text.replaceAll(/\s/g, "");
}

/** What is in one list of texts and not in the other, whatever their order. */
function differences(where: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  const [left, right] = [expected, found].map((texts) => texts.map((text) => text.trim()).filter((text) => text !== "").sort());
  if (JSON.stringify(left) === JSON.stringify(right)) return [];
  const place = left!.findIndex((text, index) => text !== right![index]);
  return [`${where} shows ${JSON.stringify(right!.at(place)?.slice(0, 100))} in place of ${JSON.stringify(left!.at(place)?.slice(0, 100))}, ${right!.length} texts in place of ${left!.length}`];
}
