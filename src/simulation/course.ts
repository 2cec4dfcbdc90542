import { exp } from "../numeric/elementary/exp.ts";
import { randomStream } from "../numeric/randomStream.ts";
import { semidefiniteRoot } from "../numeric/semidefiniteRoot.ts";
import { convertTime, daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { ResolvedQuantity } from "./resolveQuantity.ts";
import type { MeanCourse } from "./SimulationDesign.ts";

/** What a participant's random numbers are found by; what they are for is added to it. */
export type Address = readonly (string | number)[];

/** The standard normal numbers behind a participant's own value at baseline and slopes. */
export function effectNormals(participant: Address, family: string, name: string, quantity: ResolvedQuantity): readonly number[] {
  const stream = randomStream([...participant, "effects", family, name]);
  return Array.from({ length: quantity.knots.length + 2 }, () => stream.normal());
}

/** One's own normals turned towards those of the leader, so that each pair has this correlation. */
export function turnTowards(own: readonly number[], leader: readonly number[], correlation: number): readonly number[] {
  const rest = Math.sqrt(1 - correlation ** 2);
  return own.map((value, index) => correlation * leader[index]! + rest * value);
}

/** A participant's own course: that of the arm, and their random effects. */
export function ownCourse(quantity: ResolvedQuantity, arm: string, normals: readonly number[]): MeanCourse {
  const { standardDeviations, correlations } = quantity.randomEffects;
  const root = semidefiniteRoot(correlations) ?? [];
  const effects = [standardDeviations.baseline, ...standardDeviations.slopes].map((deviation, row) =>
    normals.reduce((sum, normal, column) => sum + deviation * root[row]![column]! * normal, 0),
  );
  const { baseline, slopes } = quantity.byArm[arm]!;
  return {
    baseline: quantity.scale === "log" ? baseline * exp(effects[0]!) : baseline + effects[0]!,
    slopes: slopes.map((slope, index) => slope + effects[index + 1]!),
  };
}

/** The value of a course on days from baseline; on the log scale `deviation` is that of the logarithm. */
export function valuesOn({ knots, per, scale }: ResolvedQuantity, { baseline, slopes }: MeanCourse): (day: number, deviation?: number) => number {
  const edges = [-Infinity, ...knots.map((knot) => offsetInDays(knot, daysPerMonth)), Infinity];
  return (day, deviation = 0) => {
    let change = 0;
    for (let piece = 0; piece < slopes.length; piece++) {
      const [from, to] = [edges[piece]!, edges[piece + 1]!];
      const within = Math.min(Math.max(day, from), to) - Math.min(Math.max(0, from), to);
      change += slopes[piece]! * convertTime(within, "day", per, daysPerMonth);
    }
    return scale === "log" ? baseline * exp(change + deviation) : baseline + change + deviation;
  };
}
