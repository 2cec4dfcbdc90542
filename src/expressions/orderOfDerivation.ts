import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { problem } from "../trial/problem.ts";
import type { Expression } from "./readExpression.ts";

/** Measures in an order in which each comes after those it is derived from; measures that need each other are reported. */
export function orderOfDerivation(expressions: ReadonlyMap<string, Expression>, issues: DataIssue[]): readonly string[] {
  const ordered: string[] = [];
  let waiting = [...expressions.keys()];
  while (waiting.length > 0) {
    const ready = waiting.filter((measure) => needsOf(expressions, measure).every((needed) => !waiting.includes(needed)));
    if (ready.length === 0) break;
    ordered.push(...ready);
    waiting = waiting.filter((measure) => !ready.includes(measure));
  }
  for (const measure of waiting) {
    const circle = circleFrom(expressions, measure);
    if (circle === undefined) continue;
    const { path, text } = expressions.get(measure)!;
    issues.push(problem(path, "conflict", text, `${path.join(".")} needs its own value: ${circle.map(show).join(" is derived from ")}`));
  }
  return ordered;
}

/** The derived measures that an expression names, at the visit or at baseline. */
function needsOf(expressions: ReadonlyMap<string, Expression>, measure: string): readonly string[] {
  const inputs = [...(expressions.get(measure)?.inputs.values() ?? [])];
  return inputs.flatMap((input) => (input.kind !== "covariate" && expressions.has(input.measure) ? [input.measure] : []));
}

/** The shortest way from a measure back to itself; `undefined` for one that only needs a measure of a circle. */
function circleFrom(expressions: ReadonlyMap<string, Expression>, start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) => needsOf(expressions, way.at(-1)!).map((next) => [...way, next]));
    const circle = longer.find((way) => way.at(-1) === start);
    if (circle !== undefined) return circle;
    ways = longer.filter((way) => !seen.has(way.at(-1)!) && seen.add(way.at(-1)!));
  }
  return undefined;
}
