import { attempt } from "../result/attempt.ts";
import { checkParts } from "../result/checkKeys.ts";
import { checkCount, checkFinite } from "../result/checkOption.ts";
import type { Reason } from "../result/Reason.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";
import { filterParticipants } from "../trial/filterParticipants.ts";
import { keysOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { EffectRow, SubgroupEffect } from "./SubgroupEffect.ts";

export interface AnalysedGroup {
  readonly row: EffectRow;
  readonly degreesOfFreedom: number | null;
}

/** Runs the analysis on some participants; what it cannot estimate, or estimates from too few, is `null` with the reason. */
export function analyseGroup<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  members: readonly Participant<Keys>[],
  analysis: (subset: TrialData<Keys>) => SubgroupEffect,
  { minimumPerArm, level }: { readonly minimumPerArm: number; readonly level: number },
): AnalysedGroup {
  const ids = new Set(members.map(({ id }) => id));
  const who = { participants: members.length, participantIds: [...ids] };
  const found = attempt(() => analysis(filterParticipants(data, ({ id }) => ids.has(id))));
  if (!found.ok) return { row: { ...who, counts: { treatment: 0, control: 0 }, ...notEstimated(level, reasonOf(found.issue.code)) }, degreesOfFreedom: null };
  checkParts(caller, "what analysis returns", found.value, ["estimate", "standardError", "interval", "counts"]);
  checkEffect(caller, found.value);
  const { estimate, standardError, interval, degreesOfFreedom = null, reasons = {} } = found.value;
  const counts = { treatment: participantsOf(caller, found.value, "treatment"), control: participantsOf(caller, found.value, "control") };
  if (Math.min(counts.treatment, counts.control) < minimumPerArm) {
    return { row: { ...who, counts, ...notEstimated(interval.level, "too-few-values") }, degreesOfFreedom: null };
  }
  const fields = { estimate, standardError, "interval.lower": interval.lower, "interval.upper": interval.upper };
  const open = keysOf(fields).filter((field) => fields[field] === null);
  const own = Object.fromEntries(open.map((field) => [field, reasons[field] ?? ("not-estimable" as const)]));
  return { row: { ...who, counts, estimate, standardError, interval: { ...interval }, ...(open.length > 0 && { reasons: own }) }, degreesOfFreedom };
}

/** Any function may be the analysis: the logarithm of a ratio of 0 is no estimate. */
function checkEffect(caller: string, { estimate, standardError, interval, counts }: SubgroupEffect): void {
  const name = "what analysis returns";
  if (estimate !== null) checkFinite(caller, `${name}: estimate`, estimate);
  if (standardError !== null) checkFinite(caller, `${name}: standardError`, standardError);
  checkParts(caller, `${name}: interval`, interval, ["lower", "upper", "level"]);
  if (interval.lower !== null) checkFinite(caller, `${name}: interval.lower`, interval.lower);
  if (interval.upper !== null) checkFinite(caller, `${name}: interval.upper`, interval.upper);
  checkParts(caller, `${name}: counts`, counts, ["treatment", "control"]);
}

function participantsOf(caller: string, { counts }: SubgroupEffect, arm: "treatment" | "control"): number {
  const name = `what analysis returns: counts.${arm}`;
  const count = counts[arm];
  if (typeof count === "object") {
    checkParts(caller, name, count, ["n"]);
    checkCount(caller, `${name}.n`, count.n);
    return count.n;
  }
  checkCount(caller, name, count);
  return count;
}

function notEstimated(level: number, reason: Reason) {
  return {
    estimate: null,
    standardError: null,
    interval: { lower: null, upper: null, level },
    reasons: { estimate: reason, standardError: reason, "interval.lower": reason, "interval.upper": reason },
  };
}

function reasonOf(code: ErrorCode): Reason {
  return code === "too-few-values" || code === "no-variance" || code === "beyond-follow-up" || code === "beyond-limits" ? code : "not-estimable";
}
