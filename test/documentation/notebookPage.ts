import { posix } from "node:path";
import { isCode, type Cell, type Notebook, type Output, textOf } from "../notebooks/Notebook.ts";

/**
 * A notebook as a page of Markdown: its text, its code, and what its cells showed: tables, pictures of charts, text. Relative links lead from
 * `from`, the folder of the page, to where they led from `folder`, that of the notebook; those to notebooks, to the pages beside this one.
 */
export function notebookPage(notebook: Notebook, folder: string, from: string): string {
  const moved = (link: string): string => {
    if (/^([a-z]+:|#)/iu.test(link)) return link;
    return link.endsWith(".ipynb") ? link.replace(/\.ipynb$/u, ".md") : posix.relative(from, posix.join(folder, link));
  };
  return `${notebook.cells.map((cell) => cellText(cell, moved)).join("\n\n")}\n`;
}

function cellText(cell: Cell, moved: (link: string) => string): string {
  const source = textOf(cell.source);
  if (!isCode(cell)) return source.replaceAll(/\]\(([^)\s]+)\)/gu, (_, link: string) => `](${moved(link)})`);
  return [fenced("ts", source), ...cell.outputs.map(outputText)].filter((text) => text !== "").join("\n\n");
}

/** The richest representation that a page can show. */
function outputText({ data = {} }: Output): string {
  const of = (type: string): string | undefined => {
    const text = data[type];
    return typeof text === "string" ? text : Array.isArray(text) ? text.join("") : undefined;
  };
  const [picture, table, plain] = [of("image/svg+xml"), of("text/html"), of("text/plain")];
  if (picture !== undefined) return `<img alt="${escaped(plain ?? "Chart")}" src="data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}">`;
  // A blank line would end a block of HTML.
  if (table !== undefined) return table.replaceAll(/\n{2,}/gu, "\n");
  return plain === undefined ? "" : fenced("text", plain);
}

function fenced(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length + 1)));
  return `${fence}${language}\n${text}\n${fence}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(/\s+/gu, " ");
}
