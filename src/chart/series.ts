import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import type { ArmChartOptions } from "./ChartOptions.ts";
import type { ChartSeriesChannel } from "./ChartSpec.ts";

/** An arm as a chart shows it: the rows of the chart name it by its place. */
export interface Series<Key extends string | number = string> {
  readonly key: Key;
  readonly label: string;
  /** Its place in the order of arms, by which it looks the same in every chart. */
  readonly place: number;
  readonly color: string;
  readonly shape: string;
  readonly dash: readonly number[];
}

/** Okabe and Ito's colours that stand out on white, told apart with every kind of colour vision. */
const palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"] as const;
const shapes = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "triangle-right"] as const;
const dashes = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 2], [1, 4]] as const;

/** The arms of a result, in the order of `arms` where that is given. */
export function seriesOfArms<Arm extends string>(caller: string, present: readonly Arm[], { arms, colors }: ArmChartOptions): Series<Arm>[] {
  if (arms === undefined) return present.map((arm, place) => seriesAt(arm, arm, place, colors));
  if (typeof arms !== "object" || arms === null) throw new TypeError(`${caller}: arms must have a label for each arm; received ${show(arms)}`);
  const known = Object.keys(arms);
  for (const arm of present) {
    if (known.includes(arm)) continue;
    const nearest = nearestKey(arm, known);
    throw new RangeError(`${caller}: arms must have a label for ${show(arm)}` + (nearest === undefined ? "" : `. Is it "${nearest}"?`));
  }
  return known.flatMap((key, place) => {
    const arm = present.find((each) => each === key);
    if (arm === undefined) return [];
    const label: unknown = arms[key]?.label;
    if (typeof label !== "string") throw new TypeError(`${caller}: arms.${key}.label must be text; received ${show(label)}`);
    return [seriesAt(arm, label, place, colors)];
  });
}

export function seriesAt<Key extends string | number>(key: Key, label: string, place: number, colors: readonly string[] = palette): Series<Key> {
  // Where colours begin again, symbols and dashes have moved on by one: an eighth arm looks like no other.
  const look = place + Math.floor(place / palette.length);
  return { key, label, place, color: colors[place % colors.length]!, shape: shapes[look % shapes.length]!, dash: dashes[look % dashes.length]! };
}

/** Channels that show the field `series` by the look of each. */
export function seriesChannels(series: readonly Series<string | number>[]): {
  readonly color: ChartSeriesChannel<string>;
  readonly shape: ChartSeriesChannel<string>;
  readonly strokeDash: ChartSeriesChannel<number[]>;
} {
  const channel = <Look>(lookOf: (each: Series<string | number>) => Look): ChartSeriesChannel<Look> => ({
    field: "series",
    type: "nominal",
    scale: { domain: series.map(({ place }) => place), range: series.map(lookOf) },
    legend: null,
  });
  return { color: channel(({ color }) => color), shape: channel(({ shape }) => shape), strokeDash: channel(({ dash }) => [...dash]) };
}
