import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

/** What every chart takes. */
export interface ChartOptions {
  /** The title. Each chart has one that says what it shows. */
  readonly title?: string;
  /** Of the plot itself in pixels, without axes and labels. Default 480; at least 60. */
  readonly width?: number;
  /** Of the plot itself in pixels. Default 300, in a list of rows as many as they need; at least 40. */
  readonly height?: number;
}

/** What charts with arms take. */
export interface ArmChartOptions extends ChartOptions {
  /**
   * What to call the arms, by key: `trial.arms` as it is, or `{ msc: { label: "MSC" } }`. Arms stand in this order and take their
   * colour, symbol and dash from it, so that an arm looks the same in every chart that is given the same `arms`. Without it they
   * are called by their keys, in the result's order.
   */
  readonly arms?: { readonly [arm: string]: { readonly label: string } };
  /** Colours in the order of the arms, in place of Okabe and Ito's. */
  readonly colors?: readonly string[];
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Checks what all charts take, and says how large the plot is. */
export function readChartOptions(caller: string, options: ArmChartOptions, keys: readonly string[], size: ChartSize): ChartSize {
  checkOptionKeys(caller, options, ["title", "width", "height", ...keys]);
  const { title, width = size.width, height = size.height, colors } = options;
  checkText(caller, "title", title);
  checkPixels(caller, "width", options.width, 60);
  checkPixels(caller, "height", options.height, 40);
  if (colors !== undefined) {
    if (!Array.isArray(colors) || colors.length === 0) throw new TypeError(`${caller}: colors must be a list of colours; received ${show(colors)}`);
    colors.forEach((color, index) => checkText(caller, `colors[${index}]`, color, true));
  }
  return { width, height };
}

/** The usual size of a plot. */
export const usualSize: ChartSize = { width: 480, height: 300 };

/** Refuses anything but text; what is left out passes unless it is `required`. */
export function checkText(caller: string, name: string, value: string | undefined, required = false): void {
  if (typeof value === "string" || (value === undefined && !required)) return;
  throw new TypeError(`${caller}: ${name} must be text; received ${show(value)}`);
}

/** Of an axis with a line at what stands for no effect: 0, or of ratios 1, which lie above 0. */
export function checkRange(caller: string, range: { readonly from: number; readonly to: number }, none: 0 | 1): void {
  checkParts(caller, "range", range, ["from", "to"]);
  checkFinite(caller, "range.from", range.from);
  checkFinite(caller, "range.to", range.to);
  if (range.from <= none && range.to >= none && range.from < range.to && (none === 0 || range.from > 0)) return;
  throw new RangeError(`${caller}: range must go up over ${none === 0 ? "0" : "1 from above 0"}; received ${range.from} to ${range.to}`);
}

/** Of what is asked for: a list of rows is by itself as high as it must be. */
function checkPixels(caller: string, name: string, value: number | undefined, least: number): void {
  if (value === undefined) return;
  checkFinite(caller, name, value);
  if (value >= least && value <= 10_000) return;
  throw new RangeError(`${caller}: ${name} must be from ${least} to 10000 pixels; received ${show(value)}`);
}
