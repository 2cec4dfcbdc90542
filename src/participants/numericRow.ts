import { partOf } from "../biomarker/CensoredValue.ts";
import { substitute } from "../biomarker/limitRule.ts";
import { samplesOf } from "../biomarker/samplesOf.ts";
import { sampleMoments } from "../inference/groupMoments.ts";
import type { QuantileType } from "../inference/quantile.ts";
import { summariseArm } from "../summary/ArmSummary.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { exclusionOf, type Lack, lack } from "../trial/Lack.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import { baselineVisitOf } from "../trial/visitTime.ts";
import type { Characteristic, ResolvedBaselineOptions } from "./baselineOptions.ts";
import type { NumericBaseline, NumericBaselineRow } from "./BaselineRow.ts";
import { type BaselineTest, type NumericBaselineTest, testValues } from "./baselineTest.ts";
import { type StandardisedDifference, standardisedMeanDifference } from "./standardisedDifference.ts";

/** A participant's number at baseline; `null` beyond a limit of quantification that no rule stands in for. */
interface BaselineNumber {
  readonly found: true;
  readonly value: number | null;
  readonly beyond: boolean;
}

export function numericRow<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  members: readonly Participant<Keys>[],
  characteristic: Characteristic<Keys>,
  { quantileType, limits, compare }: ResolvedBaselineOptions<Keys>,
): NumericBaselineRow<Keys> {
  const read = numberReader(caller, data, characteristic, limits);
  const inArm = (arm: Keys["arm"]) => members.filter((participant) => participant.arm === arm).map(read);
  const describe = (readings: Readings) => describeNumbers(readings, quantileType, "biomarker" in characteristic);
  const arms = compare && { treatment: inArm(compare.treatment), control: inArm(compare.control) };
  const { label, unit } = declarationOf(data, characteristic);
  return {
    kind: "number",
    characteristic,
    label,
    ...(unit !== undefined && { unit }),
    byArm: recordOf<Keys["arm"], NumericBaseline>(keysOf(data.trial.arms), (arm) => describe(inArm(arm))),
    overall: describe(members.map(read)),
    missing: members.flatMap((participant) => {
      const reading = read(participant);
      return reading.found ? [] : [exclusionOf(participant, reading)];
    }),
    ...(arms && compare.standardisedDifferences && { standardisedDifference: differenceOf(caller, arms) }),
    ...(arms && compare.tests && { test: testOf(arms, compare.tests.numeric) }),
  };
}

function numberReader<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  characteristic: Characteristic<Keys>,
  limits: ResolvedBaselineOptions["limits"],
): (participant: Participant<Keys>) => BaselineNumber | Lack<Keys> {
  if ("covariate" in characteristic) {
    const { covariate } = characteristic;
    return ({ covariates }) => {
      const value: unknown = covariates?.[covariate];
      return typeof value === "number" ? { found: true, value, beyond: false } : lack("no-covariate");
    };
  }
  const visit = baselineVisitOf(data.trial)!;
  if ("measure" in characteristic) {
    const valueAt = valuesOf(data, characteristic.measure);
    return ({ id }) => {
      const reading = valueAt(id, visit);
      return reading.found ? { found: true, value: reading.value, beyond: false } : lack(reading.reason, visit);
    };
  }
  const sampleAt = samplesOf(caller, data, characteristic.biomarker);
  return ({ id }) => {
    const sample = sampleAt(id, visit);
    return sample.found ? { found: true, value: substitute(sample.value, limits), beyond: partOf(sample.value).kind !== "value" } : sample;
  };
}

function declarationOf<Keys extends TrialKeys>({ trial }: TrialData<Keys>, characteristic: Characteristic<Keys>): { readonly label: string; readonly unit?: string } {
  if ("covariate" in characteristic) return trial.covariates[characteristic.covariate];
  return "measure" in characteristic ? trial.measures[characteristic.measure] : trial.biomarkers[characteristic.biomarker];
}

type Readings = readonly (BaselineNumber | Lack)[];

function describeNumbers(readings: Readings, quantileType: QuantileType, isBiomarker: boolean): NumericBaseline {
  const found = readings.filter((reading) => reading.found);
  const isOpen = hasGap(readings);
  const summary = summariseArm(isOpen ? [] : knownValues(readings), quantileType);
  return {
    ...summary,
    n: found.length,
    missing: readings.length - found.length,
    ...(isBiomarker && { beyondLimits: found.filter((reading) => reading.beyond).length }),
    ...(isOpen && { reasons: recordOf(keysOf(summary.reasons ?? {}), () => "beyond-limits" as const) }),
  };
}

/** Whether a value is only known to lie beyond a limit, with nothing to stand for it. */
function hasGap(readings: Readings): boolean {
  return readings.some((reading) => reading.found && reading.value === null);
}

function knownValues(readings: Readings): number[] {
  return readings.flatMap((reading) => (reading.found && reading.value !== null ? [reading.value] : []));
}

interface TwoReadings {
  readonly treatment: Readings;
  readonly control: Readings;
}

function differenceOf(caller: string, { treatment, control }: TwoReadings): StandardisedDifference {
  if (hasGap(treatment) || hasGap(control)) return { estimate: null, reasons: { estimate: "beyond-limits" } };
  const momentsOf = (values: readonly number[]) => (values.length === 0 ? null : sampleMoments(caller, "the arm's values", values));
  return standardisedMeanDifference(momentsOf(knownValues(treatment)), momentsOf(knownValues(control)));
}

function testOf({ treatment, control }: TwoReadings, test: NumericBaselineTest): BaselineTest {
  return testValues({ treatment: knownValues(treatment), control: knownValues(control) }, test, hasGap(treatment) || hasGap(control));
}
