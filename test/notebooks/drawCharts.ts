import type { ChartSpec } from "trialwise/chart";
import { svgOf } from "../chart/render.ts";
import { type Cell, isCode, type Notebook, type Output } from "./Notebook.ts";

const chart = "application/vnd.vegalite.v5+json";

/**
 * A notebook with a picture beside each chart. JupyterLab draws the specification; pages that show a notebook without running
 * anything, and nbconvert's HTML, show the picture.
 */
export async function drawCharts(notebook: Notebook): Promise<Notebook> {
  const cells = notebook.cells.map(async (cell): Promise<Cell> => (isCode(cell) ? { ...cell, outputs: await Promise.all(cell.outputs.map(withPicture)) } : cell));
  return { ...notebook, cells: await Promise.all(cells) };
}

async function withPicture(output: Output): Promise<Output> {
  const { data } = output;
  const spec = data?.[chart];
  return spec === undefined ? output : { ...output, data: { ...data, "image/svg+xml": renumbered(await svgOf(spec as ChartSpec)) } };
}

/** Vega numbers the parts that a picture refers to over all pictures of a run; here each picture's begin anew. */
function renumbered(svg: string): string {
  const names = [...new Set(svg.match(/\b(?:clip|gradient_)\d+\b/g))];
  return svg.replaceAll(/\b(?:clip|gradient_)\d+\b/g, (name) => name.replace(/\d+/, String(names.indexOf(name))));
}
