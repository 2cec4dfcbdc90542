import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { spanOf } from "./calendar.ts";
import { decimalCommaHint } from "./decimalCommaHint.ts";
import { isNumeric } from "./isNumeric.ts";
import { keysOf } from "./keysOf.ts";
import { Participant } from "./Participant.ts";
import { isDeclared, type ReadContext, report, spelling } from "./ReadContext.ts";
import type { Path } from "./problem.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { wellFormed } from "./wellFormed.ts";

/** The participants whose arm is declared; every id is unique and every covariate a declared one with a possible value. */
export function readParticipants<Keys extends TrialKeys>(
  context: ReadContext,
  trial: Trial<Keys>,
  rows: readonly unknown[],
): Participant<Keys>[] {
  const participants: Participant<Keys>[] = [];
  const baselineDates = new Map<string, string | undefined>();
  const [anyArm = ""] = keysOf(trial.arms);
  for (const { row, path, isLost } of wellFormed(context, "participants", rows, Participant, { arm: anyArm })) {
    const { id, baselineDate } = row;
    const isTwice = baselineDates.has(id);
    if (isTwice) report(context, [...path, "id"], "duplicate", id, `participant ${show(id)} is listed twice`);
    const isUndatable = (baselineDate === undefined && isLost("baselineDate")) || (isTwice && baselineDates.get(id) !== baselineDate);
    baselineDates.set(id, baselineDate);
    const alike = context.spellings.get(spelling(id));
    context.spellings.set(spelling(id), alike === undefined || alike === id ? id : null);
    context.participants.set(id, isUndatable ? { isUndatable } : baselineDate === undefined ? {} : { baselineDate: spanOf(baselineDate).first });
    const { arm, covariates: recorded, ...rest } = row;
    const covariates = recorded && readCovariates(context, trial, recorded, [...path, "covariates"]);
    if (!isDeclared<Keys["arm"]>(context, trial.arms, arm, "arm", [...path, "arm"])) continue;
    participants.push({ ...rest, arm, ...(covariates === undefined ? {} : { covariates }) });
  }
  return participants;
}

function readCovariates<Keys extends TrialKeys>(
  context: ReadContext,
  trial: Trial<Keys>,
  values: NonNullable<Participant["covariates"]>,
  path: Path,
): { readonly [C in Keys["covariate"]]?: number | string } {
  const read: { [C in Keys["covariate"]]?: number | string } = {};
  for (const key of keysOf(values)) {
    if (!isDeclared<Keys["covariate"]>(context, trial.covariates, key, "covariate", [...path, key])) continue;
    const value = values[key];
    if (value === undefined) continue;
    const covariate = trial.covariates[key];
    if (covariate.kind === "number" && typeof value !== "number" && isNumeric(value)) read[key] = withoutNegativeZero(Number(value));
    else if (covariate.kind === "number" && typeof value !== "number") {
      report(context, [...path, key], "invalid-type", value, `${key} must be a number; received ${show(value)}${decimalCommaHint(value)}`);
    } else if (covariate.kind === "category" && !covariate.levels.includes(String(value))) {
      report(context, [...path, key], "unknown-key", value, `${key} must be one of ${covariate.levels.map(show).join(", ")}; received ${show(value)}`);
    } else read[key] = covariate.kind === "category" ? String(value) : value;
  }
  return read;
}
