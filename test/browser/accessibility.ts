import axe from "axe-core";
import type { Browser } from "playwright-core";
import { display, renderHtml } from "trialwise";
import { readRepositoryFile } from "../architecture/repository.ts";
import { ask, equip, openPage, reportPage, type WatchedPage } from "./browser.ts";
import type { Specimens } from "./specimens.ts";

/** The success criteria of WCAG 2.1 at levels A and AA that a program can judge. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

export interface Pages {
  readonly [name: string]: {
    readonly sections: Readonly<Record<string, string>>;
    readonly draws?: Specimens["charts"];
    /** Whether nothing but boxes of the page may be wider than a narrow window. */
    readonly isFitting?: boolean;
  };
}

/** The pages that a user makes of what the library returns, by name. */
export async function pagesOf({ tables, charts, diagrams, results }: Specimens, svgOf: (chart: Specimens["charts"][string]) => Promise<string>): Promise<Pages> {
  const htmlOf = (value: object) => String(display(value)[Symbol.for("Jupyter.display")]!()["text/html"]);
  const images = await Promise.all(Object.entries(charts).map(async ([name, chart]) => [name, await svgOf(chart)] as const));
  const withIds = mapValues(tables, (table, index) => renderHtml(table, { id: `t${index}` }));
  return {
    "tables with ids": { sections: withIds },
    "tables without ids": { sections: mapValues(tables, (table) => renderHtml(table)) },
    "displayed results": { sections: mapValues(results, htmlOf) },
    "flow diagram and images of charts": { sections: { ...diagrams, ...Object.fromEntries(images) } },
    "everything in the style of docs/reports.md": { sections: boxed({ ...withIds, ...diagrams, ...Object.fromEntries(images) }), isFitting: true },
    "charts drawn in the page": { sections: mapValues(charts, (_, index) => `<div id="chart${index}"></div>`), draws: charts },
  };
}

/** As docs/reports.md tells authors of pages. */
function boxed(sections: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, style] = /```css\n([^`]*)```/.exec(readRepositoryFile("docs/reports.md"))!;
  const [, box] = /```html\n([^`]*)```/.exec(readRepositoryFile("docs/reports.md"))!;
  const inBoxes = Object.entries(sections).map(([name, content], index) => {
    const html = box!.replace("Adverse events", name).replace("<!-- the table -->", () => content);
    return [name, index === 0 ? `<style>${style}</style>${html}` : html];
  });
  return Object.fromEntries(inBoxes) as Record<string, string>;
}

export async function openReport(browser: Browser, name: string, { sections, draws = {} }: Pages[string], width?: number): Promise<WatchedPage> {
  const opened = await openPage(browser, { "index.html": reportPage(name, sections) }, width);
  await equip(opened);
  for (const [index, chart] of Object.values(draws).entries()) await ask(opened, "draw", `#chart${index}`, chart);
  return opened;
}

/** What breaks a rule: the rule, and where. */
export async function violationsIn({ page }: WatchedPage): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<axe.AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`);
  if (passes.length === 0) throw new Error("no rule was applied");
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary ?? ""}`));
}

/** Faults that must be found, each by its rule; otherwise nothing was looked for. */
export const wrongPages: Readonly<Record<string, string>> = {
  "image-alt": `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`,
  "svg-img-alt": `<svg role="img" width="9" height="9"><rect width="9" height="9"/></svg>`,
  "td-headers-attr": `<table><tr><th id="h">Arm</th></tr><tr><td headers="elsewhere">1</td></tr></table>`,
  "color-contrast": `<p style="color:#aaaaaa;background:white">A note that is too faint</p>`,
};

function mapValues<Value, Changed>(record: Readonly<Record<string, Value>>, change: (value: Value, index: number) => Changed): Record<string, Changed> {
  return Object.fromEntries(Object.entries(record).map(([key, value], index) => [key, change(value, index)]));
}
