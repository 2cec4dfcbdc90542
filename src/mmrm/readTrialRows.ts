import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { analyseParticipants, type AnalysedRows } from "../trial/analyseParticipants.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import { lack } from "../trial/Lack.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import type { TrialMmrmSettings } from "./TrialMmrm.ts";

/** What a participant brings to the model. */
export interface TrialRow<Arm extends string = string, Visit extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  /** The value at the baseline visit, where the model needs it. */
  readonly baseline: number | undefined;
  /** In the order of the settings. */
  readonly covariates: readonly (number | string)[];
  readonly outcomes: readonly { readonly visit: Visit; readonly value: number }[];
  readonly missed: readonly { readonly visit: Visit; readonly reason: ExclusionReason }[];
}

/** The participants with a value at one of the visits at least; those of other arms are outside what was asked for. */
export function readTrialRows<Keys extends TrialKeys, Arm extends Keys["arm"], Visit extends Keys["visit"]>(
  caller: string,
  data: TrialData<Keys>,
  { measure, outcome, visits, arms, baseline, covariates, population }: TrialMmrmSettings<Keys, Arm, Visit>,
): AnalysedRows<Keys, TrialRow<Arm, Visit>> {
  const valueAt = valuesOf(data, measure);
  const baselineVisit = outcome === "change" || baseline !== "none" ? baselineVisitOf(data.trial) : undefined;
  const isAnalysed = (arm: Keys["arm"]): arm is Arm => arms.some((own) => own === arm);
  return analyseParticipants<Keys, TrialRow<Arm, Visit>>(caller, data, population, (participant) => {
    const { id, arm } = participant;
    if (!isAnalysed(arm)) return lack("not-in-population");
    const start = baselineVisit === undefined ? undefined : valueAt(id, baselineVisit);
    if (start?.found === false) return lack(start.reason, baselineVisit);
    const known = covariates.flatMap((key) => {
      const value = participant.covariates?.[key];
      return typeof value === (data.trial.covariates[key].kind === "number" ? "number" : "string") && value !== undefined ? [value] : [];
    });
    if (known.length < covariates.length) return lack("no-covariate");
    const readings = visits.map((visit) => ({ visit, reading: valueAt(id, visit) }));
    const outcomes = readings.flatMap(({ visit, reading }) => (reading.found ? [{ visit, value: withoutNegativeZero(reading.value - (outcome === "change" ? start!.value : 0)) }] : []));
    if (outcomes.length === 0) return lack("too-few-visits");
    const missed = readings.flatMap(({ visit, reading }) => (reading.found ? [] : [{ visit, reason: reading.reason }]));
    return { participant: id, arm, baseline: start?.value, covariates: known, outcomes, missed };
  });
}
