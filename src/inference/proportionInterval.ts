import { betaQuantile } from "../numeric/beta.ts";
import { normalQuantile } from "../numeric/normal.ts";
import type { Interval } from "../result/Interval.ts";
import type { EventCount } from "./eventCount.ts";

export type ProportionIntervalMethod = "wilson" | "clopper-pearson" | "agresti-coull" | "jeffreys" | "wald";

export const proportionIntervalMethods: readonly ProportionIntervalMethod[] = ["wilson", "clopper-pearson", "agresti-coull", "jeffreys", "wald"];

export const proportionReferences: Readonly<Record<ProportionIntervalMethod, string>> = {
  wilson: "Wilson 1927, doi:10.1080/01621459.1927.10502953",
  "clopper-pearson": "Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404",
  "agresti-coull": "Agresti & Coull 1998, doi:10.1080/00031305.1998.10480550",
  jeffreys: "Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286",
  wald: "Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286",
};

/** An interval of a proportion, whose limits always exist. */
export interface BoundedInterval extends Interval {
  readonly lower: number;
  readonly upper: number;
}

export function proportionInterval({ events, n }: EventCount, method: ProportionIntervalMethod, level: number): BoundedInterval {
  const tail = (1 - level) / 2;
  const others = n - events;
  switch (method) {
    case "wilson":
      return wilsonInterval({ events, n }, level);
    case "clopper-pearson":
      return { ...clopperPearsonLimits({ events, n }, tail), level };
    case "jeffreys":
      return {
        lower: events === 0 ? 0 : betaQuantile(tail, events + 0.5, others + 0.5, "lower"),
        upper: others === 0 ? 1 : betaQuantile(tail, events + 0.5, others + 0.5, "upper"),
        level,
      };
    case "agresti-coull": {
      const added = normalQuantile(tail, "upper") ** 2 / 2;
      return waldInterval({ events: events + added, n: n + 2 * added }, level);
    }
    case "wald":
      return waldInterval({ events, n }, level);
  }
}

/** Where a one-sided exact test reaches `tail`. */
export function clopperPearsonLimits({ events, n }: EventCount, tail: number): { readonly lower: number; readonly upper: number } {
  const others = n - events;
  return {
    lower: events === 0 ? 0 : betaQuantile(tail, events, others + 1, "lower"),
    upper: others === 0 ? 1 : betaQuantile(tail, events + 1, others, "upper"),
  };
}

/** The values of p that the score test does not reject: between the roots of (p̂ − p)² = z²p(1 − p)/n. */
export function wilsonInterval({ events, n }: EventCount, level: number): BoundedInterval {
  const zSquared = normalQuantile((1 - level) / 2, "upper") ** 2;
  const root = Math.sqrt(zSquared * (zSquared + 4 * events * ((n - events) / n)));
  const sum = 2 * events + zSquared + root;
  // The smaller root as constant / larger root loses no digits near 0.
  return { lower: (2 * events * (events / n)) / sum, upper: events === n ? 1 : sum / (2 * (n + zSquared)), level };
}

function waldInterval({ events, n }: EventCount, level: number): BoundedInterval {
  const estimate = events / n;
  const margin = normalQuantile((1 - level) / 2, "upper") * Math.sqrt((estimate * ((n - events) / n)) / n);
  return { lower: Math.max(0, estimate - margin), upper: Math.min(1, estimate + margin), level };
}
