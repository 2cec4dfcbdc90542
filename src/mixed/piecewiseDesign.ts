import { largestMagnitude } from "../numeric/largestMagnitude.ts";
import { linearDependencies } from "../numeric/linearDependencies.ts";
import { type Segments, timeTolerance } from "../numeric/segments.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Course } from "../trial/courseReader.ts";
import { recordOf } from "../trial/keysOf.ts";
import type { CovariateColumn } from "./covariateColumns.ts";
import { type PiecewiseLines, type PiecewiseTerm, termAt } from "./piecewiseRandomPart.ts";

/** What a participant brings to the model. */
export interface CourseRow<Arm extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  readonly course: Course;
  readonly covariates: readonly (number | string)[];
}

/** The columns of the model but for its random part, participants one after the other. */
export interface PiecewiseDesign<Arm extends string = string> {
  readonly response: Float64Array;
  readonly participant: readonly string[];
  /** Lines of each arm and columns of covariates, without those that are combinations of others of their arm. */
  readonly fixed: { readonly [column: string]: Float64Array };
  /** For each arm, combinations of its lines' terms that its visits say nothing about. */
  readonly dependencies: ReadonlyMap<Arm, readonly Float64Array[]>;
}

/** As fitLinearMixedModel has it: a column of which less is left beside the others is a combination of them. */
const aliasTolerance = 1e-11;

/** Every arm has lines of its own, so that a coefficient is a slope and not a difference of slopes. */
export function piecewiseDesign<Arm extends string>(
  rows: readonly CourseRow<Arm>[],
  arms: readonly Arm[],
  lines: PiecewiseLines,
  covariates: readonly CovariateColumn[],
): PiecewiseDesign<Arm> {
  const fixed: { [column: string]: Float64Array } = {};
  const dependencies = new Map<Arm, readonly Float64Array[]>();
  const columns = termColumns(rows, lines);
  for (const arm of arms) {
    const isInArm = repeated(rows, (row) => Number(row.arm === arm));
    const own = lines.terms.map((term) => columns[term]!.map((value, place) => value * isInArm[place]!));
    const found = linearDependencies(own, aliasTolerance);
    dependencies.set(arm, found.dependencies);
    for (const index of found.independent) fixed[armColumn(arm, lines.terms[index]!)] = own[index]!;
  }
  for (const { name, values } of covariates) fixed[name] = repeated(rows, (_, index) => values[index]!);
  return {
    response: Float64Array.from(rows.flatMap(({ course }) => course.value)),
    participant: rows.flatMap(({ participant, course }) => course.value.map(() => participant)),
    fixed,
    dependencies,
  };
}

/** The columns of some terms over all observations. */
export function termColumns(rows: readonly CourseRow[], { continuity, terms }: PiecewiseLines): { readonly [Term in PiecewiseTerm]: Float64Array } {
  return recordOf(terms, (term) =>
    Float64Array.from(
      rows.flatMap(({ course }) => {
        const segments = segmentsOf(course);
        return course.time.map((time) => termAt(term, continuity, segments, time));
      }),
    ),
  );
}

export function armColumn(arm: string, term: PiecewiseTerm): string {
  return `arm[${arm}]:${term}`;
}

/** Refuses a knot that all values lie to one side of: there is no slope on the other. */
export function checkKnotsInside(caller: string, rows: readonly CourseRow[], knots: readonly number[]): void {
  knots.forEach((knot, index) => {
    for (const side of ["before", "after"] as const) {
      const hasValue = rows.some(({ course }) => {
        const { knots: own, tolerance } = segmentsOf(course);
        return course.time.some((time) => (side === "before" ? own[index]! - time : time - own[index]!) > tolerance);
      });
      if (hasValue) continue;
      throw new TrialwiseError({
        code: "singular-design",
        message: `${caller}: no value lies ${side} the knot at ${knot}, so there is no slope ${side} it. Leave the knot out`,
        required: "values before and after every knot",
        observed: knot,
      });
    }
  });
}

function segmentsOf({ time, knots }: Course): Segments {
  return { knots, tolerance: timeTolerance(largestMagnitude(time)) };
}

/** A participant's number at each of their observations. */
function repeated<Arm extends string>(rows: readonly CourseRow<Arm>[], valueOf: (row: CourseRow<Arm>, index: number) => number): Float64Array {
  return Float64Array.from(rows.flatMap((row, index) => row.course.value.map(() => valueOf(row, index))));
}
