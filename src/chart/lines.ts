import { wrapLines } from "./chartText.ts";
import type { ChartFieldPosition, ChartLayer } from "./ChartSpec.ts";

/** A thin line across the plot at a value of the vertical axis. */
export function lineAt(at: number, y: ChartFieldPosition, strokeDash: number[] = [1, 0]): ChartLayer {
  return { data: { values: [{ at }] }, mark: { ...thin, strokeDash }, encoding: { y: { ...y, field: "at" } } };
}

/** A thin line from bottom to top at a value of the horizontal axis. */
export function uprightAt(at: number, x: ChartFieldPosition, strokeDash: number[] = [1, 0]): ChartLayer {
  return { data: { values: [{ at }] }, mark: { ...thin, strokeDash }, encoding: { x: { ...x, field: "at" } } };
}

const thin = { type: "rule", color: "#777777", strokeWidth: 1, aria: false } as const;

/** The title of an axis in lines that are no longer than the axis. Where text cannot be measured it is taken to be half as wide again. */
export function axisTitle(title: string, pixels: number): string[] | null {
  const lines = wrapLines(title, Math.max(pixels * 0.66, 80), 12);
  // Vega draws no axis below a title without letters.
  return lines.every((line) => line.trim() === "") ? null : lines;
}
