/** A notebook's file, as far as it is read here: nbformat 4.5. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: 4;
  readonly nbformat_minor: number;
}

export type Cell = MarkdownCell | CodeCell;

export interface MarkdownCell {
  readonly cell_type: "markdown";
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: Text;
}

export interface CodeCell {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Output[];
  readonly source: Text;
}

/** What every notebook here says of itself; Jupyter would add versions of the machine's programs. */
export const notebookMetadata = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: { codemirror_mode: "typescript", file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
};

/** What a cell showed, printed or threw. `data` holds its representations by MIME type. */
export interface Output {
  readonly output_type: "execute_result" | "display_data" | "stream" | "error";
  readonly data?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** A text as one string, or as its lines with their ends. */
export type Text = string | readonly string[];

export function textOf(text: Text): string {
  return typeof text === "string" ? text : text.join("");
}

export function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code";
}

export function parseNotebook(json: string): Notebook {
  return JSON.parse(json) as Notebook;
}

/** The file's text, always the same for the same notebook: as Jupyter writes it, with its keys in order. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(sorted(notebook), null, 1)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
