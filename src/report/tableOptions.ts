import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { TableArm } from "./tableArms.ts";

/** What every ready table can be told. */
export interface TableOptions<Arm extends string = string> {
  /** Default: what the table shows, in a few words. */
  readonly title?: string;
  /** The arms to show, in their order, and what to call them. Default: all that the result has, by their keys. */
  readonly arms?: readonly TableArm<Arm>[];
  /** Sentences to stand as the first footnotes: the population, the source. Default none. */
  readonly footnotes?: readonly string[];
}

/** Refuses misspelt options and what is no text; returns title and footnotes. */
export function checkTableOptions(
  caller: string,
  options: Pick<TableOptions, "title" | "footnotes">,
  keys: readonly string[],
  defaultTitle: string,
): { readonly title: string; readonly footnotes: readonly string[] } {
  checkOptionKeys(caller, options, ["title", "arms", "footnotes", ...keys]);
  const { title = defaultTitle, footnotes = [] } = options;
  if (typeof title !== "string") throw new TypeError(`${caller}: title must be text; received ${show(title)}`);
  if (!Array.isArray(footnotes)) throw new TypeError(`${caller}: footnotes must be a list of texts; received ${show(footnotes)}`);
  for (const [index, footnote] of footnotes.entries()) {
    if (typeof footnote !== "string") throw new TypeError(`${caller}: footnotes[${index}] must be text; received ${show(footnote)}`);
  }
  return { title, footnotes };
}

/** Refuses rows without the parts that each must have. */
export function checkTableRows(caller: string, rows: readonly object[], parts: readonly string[]): void {
  if (!Array.isArray(rows)) throw new TypeError(`${caller}: rows must be a list; received ${show(rows)}`);
  for (const [index, row] of rows.entries()) checkParts(caller, `rows[${index}]`, row, parts);
}
