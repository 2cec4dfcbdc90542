import { absoluteImprovement, allOf, anyOf, confirmed, defineTrial, not, noWorsening, percentImprovement, readTrialData } from "trialwise";
import type { NaivePart, NaiveRule } from "../naive/response.ts";

/** Planned months of the visits; the lead-in is V1 to V5. */
export const months = { V1: -3, V5: 0, V7: 2, V9: 4, V10: 6 };

export interface ScoredParticipant {
  readonly arm: "a" | "b";
  readonly scores: { readonly [V in keyof typeof months]: number | null };
  readonly deathMonth: number | null;
}

/** A trial of one score with changes and slope changes to V9 and V10, and participants numbered from 1. */
export function readScores(better: "higher" | "lower", participants: readonly ScoredParticipant[]) {
  const slope = (to: "V9" | "V10") =>
    ({ kind: "slope-change", measure: "score", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to } }) as const;
  const trial = defineTrial({
    id: "scores",
    arms: { a: { label: "A", role: "experimental" }, b: { label: "B", role: "control" } },
    visits: {
      V1: { at: { months: -3 } },
      V5: { at: { months: 0 }, baseline: true },
      V7: { at: { months: 2 } },
      V9: { at: { months: 4 } },
      V10: { at: { months: 6 } },
    },
    measures: { score: { label: "Score", unit: "points", better, range: { from: 0, to: 200 }, step: 1 } },
    endpoints: {
      changeV9: { kind: "change", measure: "score", to: "V9" },
      changeV10: { kind: "change", measure: "score", to: "V10" },
      slopeV9: slope("V9"),
      slopeV10: slope("V10"),
    },
  });
  const ids = participants.map((_, index) => String(index + 1));
  return readTrialData(trial, {
    participants: participants.map(({ arm }, index) => ({ id: ids[index]!, arm })),
    observations: participants.flatMap(({ scores }, index) =>
      Object.entries(scores).flatMap(([visit, value]) => (value === null ? [] : [{ participant: ids[index]!, visit, measure: "score", value }])),
    ),
    clinicalEvents: participants.flatMap(({ deathMonth }, index) =>
      deathMonth === null ? [] : [{ participant: ids[index]!, kind: "death" as const, at: { months: deathMonth } }],
    ),
  });
}

type EndpointKey = "changeV9" | "changeV10" | "slopeV9" | "slopeV10";

/** A part as the naive implementation and R write it, in the library's terms. */
function ruleOfPart({ kind, end, bound, strict, weeks }: NaivePart) {
  const onSlope = kind === "percent" || kind === "slope";
  const of: EndpointKey = end === "V9" ? (onSlope ? "slopeV9" : "changeV9") : onSlope ? "slopeV10" : "changeV10";
  const amount = kind === "slope" ? bound / 12 : bound;
  const limit = strict ? { moreThan: amount } : { atLeast: amount };
  const rule = kind === "noWorsening" ? noWorsening({ of }) : kind === "percent" ? percentImprovement({ of, ...limit }) : absoluteImprovement({ of, ...limit });
  return weeks === undefined ? rule : confirmed(rule, { weeks });
}

export function ruleOf(rule: NaiveRule): ReturnType<typeof not<EndpointKey>>["rule"] {
  if ("part" in rule) return ruleOfPart(rule.part);
  if ("not" in rule) return not(ruleOf(rule.not));
  return "any" in rule ? anyOf(...rule.any.map(ruleOf)) : allOf(...rule.all.map(ruleOf));
}
