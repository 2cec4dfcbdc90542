import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { Visit } from "../trial/Visit.ts";
import { endsOf, roundTicks } from "./axisTicks.ts";
import { printable, wrapLines } from "./chartText.ts";
import type { ChartAxis, ChartFieldPosition, ChartLayer, ChartScale } from "./ChartSpec.ts";

/** Visits by key, with their planned times: `trial.visits` as it is. */
export type VisitTimes = { readonly [visit: string]: Pick<Visit, "label" | "at" | "from"> };

/** Where visits stand from left to right. */
export interface VisitAxis {
  /** In the order of the visits given. */
  readonly positions: readonly number[];
  readonly scale: ChartScale;
  readonly axis: ChartAxis;
  /** The smallest distance between two visits. */
  readonly distance: number;
  /** Names of visits below the axis, where they have no times. */
  readonly labels: (x: ChartFieldPosition) => readonly ChartLayer[];
}

/** By planned time, where that is known; otherwise side by side, in order, under their names. */
export function visitAxis(caller: string, visits: readonly string[], times: VisitTimes | undefined, size: { readonly width: number; readonly height: number }): VisitAxis {
  if (times === undefined) return axisOfNames(visits, size);
  const planned = visits.map((visit) => plannedTime(caller, visit, times));
  // A time of 0 is the same in every unit.
  const units = [...new Set(planned.filter(({ amount }) => amount !== 0).map(({ unit }) => unit))];
  const [unit = "month", other] = units;
  if (other !== undefined) throw new RangeError(`${caller}: visits must be declared in one unit of time; received ${unit}s and ${other}s`);
  const positions = planned.map(({ amount }) => amount);
  const ticks = timeTicks(positions, unit, size.width);
  return {
    positions,
    scale: axisScale(endsOf(ticks), positions, 0.03),
    axis: { title: `${titleOfUnit(unit)} from baseline`, values: ticks, grid: false },
    distance: smallestDistance(positions),
    labels: () => [],
  };
}

/** `Months` */
export function titleOfUnit(unit: TimeUnit): string {
  return { month: "Months", week: "Weeks", day: "Days" }[unit];
}

export function timeTicks(times: readonly number[], unit: TimeUnit | undefined, width: number): number[] {
  return roundTicks(times, Math.min(8, Math.max(2, Math.floor(width / 60))), unit);
}

/** A domain with a margin on either side, so that marks at its ends are not cut. */
export function axisScale([low, high]: readonly [number, number], values: readonly number[], margin: number): ChartScale {
  const from = Math.min(low, ...values);
  const to = Math.max(high, ...values);
  const room = (to - from) * margin;
  return { domain: [from - room, to + room], nice: false, zero: false };
}

/** Names under places 0, 1, 2, …, as text of rows: the labels of an axis would have to be expressions. */
export function axisOfNames(names: readonly string[], { width, height }: { readonly width: number; readonly height: number }): VisitAxis {
  const positions = names.map((_, index) => index);
  const scale: ChartScale = { domain: [-0.5, names.length - 0.5], nice: false, zero: false };
  const room = width / Math.max(names.length, 1) - 6;
  const lines = names.map((name) => wrapLines(name, room, 11));
  const values = lines.map((label, position) => ({ position, label }));
  const labels = (x: ChartFieldPosition): ChartLayer => ({
    data: { values },
    mark: { type: "text", align: "center", baseline: "top", fontSize: 11, lineHeight: 13, color: "#222222", aria: false },
    encoding: { x: { ...x, field: "position" }, y: { value: height + 8 }, text: { field: "label", type: "nominal" } },
  });
  const deepest = lines.reduce((most, label) => Math.max(most, label.length), 1);
  return { positions, scale, axis: { title: "Visit", values: positions, labels: false, titlePadding: 10 + 13 * deepest }, distance: 1, labels: (x) => [labels(x)] };
}

function plannedTime(caller: string, visit: string, times: VisitTimes): { readonly unit: TimeUnit; readonly amount: number } {
  checkParts(caller, "visits", times, [visit]);
  const { at, from = "baseline" } = times[visit]!;
  if (from !== "baseline") throw new RangeError(`${caller}: ${show(visit)} is counted from ${printable(from)}, so it has no planned time from baseline; leave visits out`);
  if (at.months !== undefined) return { unit: "month", amount: at.months };
  if (at.weeks !== undefined) return { unit: "week", amount: at.weeks };
  return { unit: "day", amount: at.days };
}

/** Between two neighbours that are not the same. */
export function smallestDistance(positions: readonly number[]): number {
  const sorted = [...positions].sort((a, b) => a - b);
  const distances = sorted.slice(1).map((position, index) => position - sorted[index]!).filter((distance) => distance > 0);
  return distances.reduce((least, distance) => Math.min(least, distance), distances.length === 0 ? 1 : Infinity);
}
