import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { Visit } from "../trial/Visit.ts";
import { endsOf, roundTicks } from "./axisTicks.ts";
import { printable, textWidth, wrapLines } from "./chartText.ts";
import type { ChartAxis, ChartFieldPosition, ChartLayer, ChartScale } from "./ChartSpec.ts";

/** Visits by key, with their planned times: `trial.visits` as it is. */
export type VisitTimes = { readonly [visit: string]: Pick<Visit, "label" | "at" | "from"> };

/** Where visits stand from left to right. */
export interface VisitAxis {
  /** In the order of the visits given. */
  readonly positions: readonly number[];
  readonly scale: ChartScale;
  readonly axis: ChartAxis;
  /** Where an upright line is due: at baseline, where there is something before it. */
  readonly marked: readonly number[];
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
  return axisOfTimes(planned.map(({ amount }) => amount), unit, size.width);
}

/** From the first time to the last, with a tick at each where they are few and round, as planned times are. */
export function axisOfTimes(times: readonly number[], unit: TimeUnit | undefined, width: number): VisitAxis {
  const scale = axisScale(times, Math.min(0.08, Math.max(0.04, 18 / width)));
  const [from, to] = endsOf(scale.domain);
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  const isPlan = distinct.length * pixelsOfTick <= width && distinct.every((time) => Number.isInteger(2 * time));
  const values = isPlan ? distinct : timeTicks(times, unit, width).filter((tick) => tick >= from && tick <= to);
  return {
    positions: times,
    scale,
    axis: { title: unit === undefined ? "Time" : `${titleOfUnit(unit)} from baseline`, values, labelOverlap: "greedy" },
    marked: unit !== undefined && times.some((time) => time < 0) && times.some((time) => time > 0) ? [0] : [],
    labels: () => [],
  };
}

const pixelsOfTick = 24;

/** `Months` */
export function titleOfUnit(unit: TimeUnit): string {
  return { month: "Months", week: "Weeks", day: "Days" }[unit];
}

export function timeTicks(times: readonly number[], unit: TimeUnit | undefined, width: number): number[] {
  return roundTicks(times, Math.min(8, Math.max(2, Math.floor(width / 30))), unit);
}

/** A domain with a margin on either side, so that marks do not lie on its ends. */
export function axisScale(values: readonly number[], margin = 0.04): ChartScale {
  const from = values.reduce((least, value) => Math.min(least, value), Infinity);
  const to = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const room = (to - from || 1) * margin;
  return { domain: [from - room, to + room], nice: false, zero: false };
}

/** Names under places 0, 1, 2, …, as text of rows: the labels of an axis would have to be expressions. Names too wide for their places stand in steps. */
export function axisOfNames(names: readonly string[], { width, height }: { readonly width: number; readonly height: number }): VisitAxis {
  const positions = names.map((_, index) => index);
  const scale: ChartScale = { domain: [-0.5, names.length - 0.5], nice: false, zero: false };
  const place = width / Math.max(names.length, 1);
  const lines = names.map((name) => wrapLines(name, place - 6, labelSize));
  const widest = lines.reduce((most, label) => Math.max(most, ...label.map((line) => textWidth(line, labelSize))), 0);
  const steps = Math.max(1, Math.ceil((widest + 4) / place));
  const deepest = lines.reduce((most, label) => Math.max(most, label.length), 1);
  const stepHeight = lineHeight * deepest;
  const labelled = lines.map((label, position) => ({ position, label }));
  // A layer for each step: a browser would give blank lines above a name no height.
  const labels = (x: ChartFieldPosition): readonly ChartLayer[] =>
    Array.from({ length: Math.min(steps, names.length) }, (_, step) => ({
      data: { values: labelled.filter(({ position }) => position % steps === step) },
      mark: { type: "text", align: "center", baseline: "top", fontSize: labelSize, lineHeight, color: "#222222", aria: false },
      encoding: { x: { ...x, field: "position" }, y: { value: height + 8 + step * stepHeight }, text: { field: "label", type: "nominal" } },
    }));
  return { positions, scale, axis: { title: "Visit", values: positions, labels: false, titlePadding: 10 + stepHeight * steps }, marked: [], labels };
}

const labelSize = 11;
const lineHeight = 13;

function plannedTime(caller: string, visit: string, times: VisitTimes): { readonly unit: TimeUnit; readonly amount: number } {
  checkParts(caller, "visits", times, [visit]);
  const { at, from = "baseline" } = times[visit]!;
  if (from !== "baseline") throw new RangeError(`${caller}: ${show(visit)} is counted from ${printable(from)}, so it has no planned time from baseline; leave visits out`);
  if (at.months !== undefined) return { unit: "month", amount: at.months };
  if (at.weeks !== undefined) return { unit: "week", amount: at.weeks };
  return { unit: "day", amount: at.days };
}
