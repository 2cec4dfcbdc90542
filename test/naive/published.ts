import type { MeansRow, ProportionsRow } from "trialwise/published";

/**
 * The audit of a printed comparison done differently in every step: probabilities by numerical integration of the densities,
 * Fisher's test by counting tables with whole numbers, the envelope by trying a grid of inputs, and verdicts on whole numbers of
 * the last printed digit instead of on decimal text.
 */
export interface NaiveFigure {
  readonly quantity: string;
  readonly recomputed: number;
  readonly lower: number;
  readonly upper: number;
  readonly verdict: "at-printed-inputs" | "within-input-rounding" | "inconsistent";
}

interface Text {
  readonly value: number;
  /** Half a unit of the last digit. */
  readonly half: number;
}

export function naiveMeans(row: MeansRow, method: "student" | "welch", steps = 3): NaiveFigure[] {
  const inputs = [row.treatment.mean, row.treatment.standardDeviation, row.control.mean, row.control.standardDeviation].map(readText);
  const [treatment, control] = [row.treatment.n, row.control.n];
  const compute = ([mean1, sd1, mean0, sd0]: readonly number[]) => comparison(method, treatment, mean1!, sd1!, control, mean0!, sd0!);
  const grid = inputs.map(({ value, half }, index) =>
    Array.from({ length: half === 0 ? 1 : steps }, (_, step) => {
      const input = half === 0 ? value : value - half + (2 * half * step) / (steps - 1);
      return index % 2 === 1 ? Math.max(input, half * 1e-6) : input;
    }),
  );
  const [means1, sds1, means0, sds0] = grid as [number[], number[], number[], number[]];
  const points = means1.flatMap((a) => sds1.flatMap((b) => means0.flatMap((c) => sds0.map((d) => [a, b, c, d]))));
  // Where both means can be the same number, the p-value reaches 1.
  const shared = Math.max(means1[0]!, means0[0]!);
  if (shared <= Math.min(means1.at(-1)!, means0.at(-1)!)) points.push([shared, inputs[1]!.value, shared, inputs[3]!.value]);

  const centre = compute(inputs.map(({ value }) => value));
  const around = points.map(compute);
  const { difference, standardError, interval, pValue } = row.printed;
  const printed = { difference, standardError, "interval.lower": interval?.lower, "interval.upper": interval?.upper, pValue };
  return Object.entries(printed).flatMap(([quantity, text]) => {
    if (text === undefined) return [];
    const values = [...around, centre].map((figures) => figures[quantity]!);
    return [judge(quantity, text, centre[quantity]!, Math.min(...values), Math.max(...values))];
  });
}

export function naiveProportions({ treatment, control, printed }: ProportionsRow): Readonly<Record<"pearson" | "yates" | "fisher", NaiveFigure>> {
  const a = treatment.events;
  const b = treatment.n - a;
  const c = control.events;
  const d = control.n - c;
  const total = a + b + c + d;
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  const determinant = Math.abs(a * d - b * c);
  const chiSquare = (corrected: number) => twoSidedNormal(Math.sqrt((total * corrected ** 2) / margins));
  const pValue = (value: number) => judge("pValue", printed?.pValue ?? "1", value, value, value);
  return {
    pearson: pValue(chiSquare(determinant)),
    yates: pValue(chiSquare(Math.max(0, determinant - total / 2))),
    fisher: pValue(fisher(a, a + b, a + c, total)),
  };
}

export function naivePercent(events: number, n: number, text: string): NaiveFigure {
  return judge("percent", text, (100 * events) / n, (100 * events) / n, (100 * events) / n);
}

function readText(input: string | number): Text {
  if (typeof input === "number") return { value: input, half: 0 };
  const decimals = (input.split(".")[1] ?? "").length;
  return { value: Number(input), half: 0.5 / 10 ** decimals };
}

function judge(quantity: string, text: string, recomputed: number, lower: number, upper: number): NaiveFigure {
  if (text.startsWith("<")) {
    const bound = Number(text.slice(1));
    const verdict = recomputed < bound ? "at-printed-inputs" : lower < bound ? "within-input-rounding" : "inconsistent";
    return { quantity, recomputed, lower, upper, verdict };
  }
  const scale = 10 ** (text.split(".")[1] ?? "").length;
  const units = (value: number) => {
    const scaled = Math.abs(value) * scale;
    return Math.sign(value) * Math.floor(scaled + 0.5 + 1e-10 * Math.max(1, scaled));
  };
  const printed = Math.round(Number(text) * scale);
  const verdict =
    units(recomputed) === printed ? "at-printed-inputs" : units(lower) <= printed && printed <= units(upper) ? "within-input-rounding" : "inconsistent";
  return { quantity, recomputed, lower, upper, verdict };
}

function comparison(method: "student" | "welch", n1: number, mean1: number, sd1: number, n0: number, mean0: number, sd0: number): Record<string, number> {
  const share1 = sd1 ** 2 / n1;
  const share0 = sd0 ** 2 / n0;
  const pooled = ((n1 - 1) * sd1 ** 2 + (n0 - 1) * sd0 ** 2) / (n1 + n0 - 2);
  const standardError = method === "student" ? Math.sqrt(pooled / n1 + pooled / n0) : Math.sqrt(share1 + share0);
  const degreesOfFreedom = method === "student" ? n1 + n0 - 2 : (share1 + share0) ** 2 / (share1 ** 2 / (n1 - 1) + share0 ** 2 / (n0 - 1));
  const difference = mean1 - mean0;
  const margin = criticalT(degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    "interval.lower": difference - margin,
    "interval.upper": difference + margin,
    pValue: twoSidedT(difference / standardError, degreesOfFreedom),
  };
}

/** P(|T| > |t|): with t = √ν tan θ the density is cos^(ν − 1) θ, up to a constant that the same integral gives. */
function twoSidedT(t: number, degreesOfFreedom: number): number {
  const density = (angle: number) => Math.max(0, Math.cos(angle)) ** (degreesOfFreedom - 1);
  const from = Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  return integrate(density, from, Math.PI / 2) / integrate(density, 0, Math.PI / 2);
}

const criticalValues = new Map<number, number>();

/** The t with 5 % outside ±t, by halving. */
function criticalT(degreesOfFreedom: number): number {
  const known = criticalValues.get(degreesOfFreedom);
  if (known !== undefined) return known;
  let [from, to] = [0, 100];
  for (let halving = 0; halving < 52; halving++) {
    const middle = (from + to) / 2;
    if (twoSidedT(middle, degreesOfFreedom) > 0.05) from = middle;
    else to = middle;
  }
  criticalValues.set(degreesOfFreedom, from);
  return from;
}

function twoSidedNormal(z: number): number {
  return 2 * integrate((x) => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI), z, z + 12);
}

/** Gauss and Legendre's rule with three nodes on each of 200 panels. */
function integrate(density: (x: number) => number, from: number, to: number): number {
  const panels = 200;
  const half = (to - from) / panels / 2;
  const node = half * Math.sqrt(0.6);
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = from + (2 * panel + 1) * half;
    total += 5 * density(middle - node) + 8 * density(middle) + 5 * density(middle + node);
  }
  return (total * half) / 9;
}

/** The share of all tables with the same margins that are no more probable than the observed one, in whole numbers. */
function fisher(events: number, n: number, allEvents: number, total: number): number {
  const ways = (x: number) => choose(n, x) * choose(total - n, allEvents - x);
  const observed = ways(events);
  let asRare = 0n;
  let all = 0n;
  for (let x = Math.max(0, allEvents - (total - n)); x <= Math.min(n, allEvents); x++) {
    const count = ways(x);
    all += count;
    if (count <= observed) asRare += count;
  }
  return Number((asRare * 10n ** 30n) / all) / 1e30;
}

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let step = 1; step <= k; step++) ways = (ways * BigInt(n - k + step)) / BigInt(step);
  return ways;
}
