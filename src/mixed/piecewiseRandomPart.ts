import { type Continuity, type Segments, segmentOf, timeWithin } from "../numeric/segments.ts";
import { checkChoice } from "../result/checkOption.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";

/**
 * A column of a piecewise linear model. `intercept` is the level at the first knot and `slope` one slope for all time;
 * `slope1`, `slope2`, … are the slopes of the segments in order of time. Separate lines have a level each, where the segment
 * meets its earlier knot (the first segment its only one): `intercept1`, `intercept2`, ….
 */
export type PiecewiseTerm = "intercept" | "slope" | `intercept${number}` | `slope${number}`;

/**
 * What varies from participant to participant.
 *
 * - `continuous`: a level and a slope in every segment, lines that meet; three random effects at one knot.
 * - `separate`: a level and a slope in every segment, lines that need not meet: intercept and slope before, intercept and slope
 *   after, four random effects at one knot, as in Oh 2018.
 * - `intercept-and-slope`: a level and one slope for all time.
 * - `intercept`: a level alone.
 * - a list of terms, read as `continuity` says.
 */
export type PiecewiseRandomPart = "continuous" | "separate" | "intercept-and-slope" | "intercept" | readonly PiecewiseTerm[];

/** Terms, and how the lines that they describe meet. */
export interface PiecewiseLines {
  readonly continuity: Continuity;
  readonly terms: readonly PiecewiseTerm[];
}

const named = ["continuous", "separate", "intercept-and-slope", "intercept"] as const;

/** Every term of lines that meet, or do not, over so many segments. */
export function linesOf(continuity: Continuity, segments: number): PiecewiseLines {
  const numbers = Array.from({ length: segments }, (_, index) => index + 1);
  return {
    continuity,
    terms:
      continuity === "continuous"
        ? ["intercept", ...numbers.map((number) => `slope${number}` as const)]
        : numbers.flatMap((number) => [`intercept${number}`, `slope${number}`] as const),
  };
}

/** The terms of a random part; refuses terms that the lines do not have. */
export function randomLinesOf(caller: string, option: string, part: PiecewiseRandomPart, continuity: Continuity, segments: number): PiecewiseLines {
  if (typeof part === "string") {
    checkChoice(caller, option, part, named);
    if (part === "continuous" || part === "separate") return linesOf(part, segments);
    return { continuity, terms: part === "intercept" ? ["intercept"] : ["intercept", "slope"] };
  }
  if (!Array.isArray(part) || part.length === 0) throw new TypeError(`${caller}: ${option} must be one of ${named.map(show).join(", ")} or a list of terms; received ${show(part)}`);
  const known: readonly string[] = [...new Set(["intercept", "slope", ...linesOf(continuity, segments).terms])];
  part.forEach((term, index) => {
    if (part.indexOf(term) !== index) throw new RangeError(`${caller}: ${option} must not list ${show(term)} twice`);
    if (known.includes(term)) return;
    const nearest = nearestKey(String(term), known);
    throw new RangeError(
      `${caller}: ${option} must list terms of ${continuity} lines (${known.join(", ")}); received ${show(term)}` + (nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`),
    );
  });
  return { continuity, terms: part };
}

/** What a term's coefficient counts for at a time. */
export function termAt(term: PiecewiseTerm, continuity: Continuity, segments: Segments, time: number): number {
  if (term === "intercept") return 1;
  if (term === "slope") return time - segments.knots[0]!;
  const own = segmentNumber(term);
  const anchor = segments.knots[Math.max(own - 1, 0)]!;
  if (continuity === "continuous") return timeWithin(segments, own, time, anchor);
  if (segmentOf(segments, time) !== own) return 0;
  return term.startsWith("intercept") ? 1 : time - anchor;
}

/** The terms whose coefficients add up to the slope in a segment, counted from 0. */
export function slopeTerms(terms: readonly PiecewiseTerm[], segment: number): readonly PiecewiseTerm[] {
  return terms.filter((term) => term === "slope" || (term.startsWith("slope") && segmentNumber(term) === segment));
}

/** The segment of a numbered term, counted from 0. */
function segmentNumber(term: PiecewiseTerm): number {
  return Number(term.replace(/^\D+/, "")) - 1;
}
