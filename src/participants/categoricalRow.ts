import { keysOf, recordOf } from "../trial/keysOf.ts";
import { exclusionOf, lack } from "../trial/Lack.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ResolvedBaselineOptions } from "./baselineOptions.ts";
import type { CategoricalBaseline, CategoricalBaselineRow, LevelCount } from "./BaselineRow.ts";
import { testCounts } from "./baselineTest.ts";
import { standardisedCategoryDifference } from "./standardisedDifference.ts";

export function categoricalRow<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  members: readonly Participant<Keys>[],
  covariate: Keys["covariate"],
  levels: readonly string[],
  { compare }: ResolvedBaselineOptions<Keys>,
): CategoricalBaselineRow<Keys> {
  const arms = keysOf(data.trial.arms);
  const levelOf = ({ covariates }: Participant<Keys>): string | undefined => {
    const value: unknown = covariates?.[covariate];
    return value === undefined ? undefined : String(value);
  };
  const inArm = (arm: Keys["arm"]) => members.filter((participant) => participant.arm === arm).map(levelOf);
  const own = recordOf<Keys["arm"], readonly (string | undefined)[]>(arms, inArm);
  const all = members.map(levelOf);
  const compared = compare && { treatment: countLevels(own[compare.treatment], levels), control: countLevels(own[compare.control], levels) };
  return {
    kind: "category",
    characteristic: { covariate },
    label: data.trial.covariates[covariate].label,
    byArm: recordOf<Keys["arm"], CategoricalBaseline>(arms, (arm) => describeKnown(own[arm])),
    overall: describeKnown(all),
    levels: levels.map((level) => ({
      level,
      byArm: recordOf<Keys["arm"], LevelCount>(arms, (arm) => describeLevel(own[arm], level)),
      overall: describeLevel(all, level),
    })),
    missing: members.filter((participant) => levelOf(participant) === undefined).map((participant) => exclusionOf(participant, lack("no-covariate"))),
    ...(compared && compare.standardisedDifferences && { standardisedDifference: standardisedCategoryDifference(compared.treatment, compared.control) }),
    ...(compared && compare.tests && { test: testCounts(compared, compare.tests.categorical) }),
  };
}

function describeKnown(values: readonly (string | undefined)[]): CategoricalBaseline {
  const n = values.filter((value) => value !== undefined).length;
  return { n, missing: values.length - n };
}

function describeLevel(values: readonly (string | undefined)[], level: string): LevelCount {
  const participants = values.filter((value) => value === level).length;
  const { n } = describeKnown(values);
  return n > 0 ? { participants, proportion: participants / n } : { participants, proportion: null, reasons: { proportion: "zero-denominator" } };
}

function countLevels(values: readonly (string | undefined)[], levels: readonly string[]): number[] {
  return levels.map((level) => values.filter((value) => value === level).length);
}
