import { mean } from "../numeric/sum.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { Covariate } from "../trial/Covariate.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** How the levels of a categorical covariate count in an adjusted mean: all the same, or by their share of the participants. */
export type FactorWeights = "equal" | "proportional";

/** A column that a covariate adds to a model: its value less what the mean curves are adjusted to. */
export interface CovariateColumn<Key extends string = string> {
  /** `age`, `sex[female]`. */
  readonly name: string;
  readonly covariate: Key;
  /** Of a category: the level, and the one that it is compared with. */
  readonly level?: string;
  readonly reference?: string;
  /** One for each participant. */
  readonly values: readonly number[];
}

/** A participant's value of a covariate; undefined where it is unknown or of another kind than declared. */
export function covariateOf<Keys extends TrialKeys>(participant: Participant<Keys>, key: Keys["covariate"], { kind }: Covariate): number | string | undefined {
  const value = participant.covariates?.[key];
  return typeof value === (kind === "number" ? "number" : "string") ? value : undefined;
}

/**
 * Columns of which the coefficient is the effect of one unit, or of a level against the first level present, while the other
 * coefficients of the model speak of participants at the mean (numbers) and at all levels weighed as asked (categories).
 */
export function covariateColumns<Key extends string>(
  caller: string,
  key: Key,
  covariate: Covariate,
  values: readonly (number | string)[],
  weights: FactorWeights,
): CovariateColumn<Key>[] {
  if (covariate.kind === "number") {
    const numbers = values.map(Number);
    const centre = mean(numbers);
    if (numbers.every((value) => value === numbers[0])) throw isConstant(caller, key, String(numbers[0]));
    return [{ name: key, covariate: key, values: numbers.map((value) => value - centre) }];
  }
  const present = covariate.levels.filter((level) => values.includes(level));
  const [reference, ...others] = present;
  if (reference === undefined || others.length === 0) throw isConstant(caller, key, String(reference));
  return others.map((level) => {
    const share = weights === "equal" ? 1 / present.length : values.filter((value) => value === level).length / values.length;
    return { name: `${key}[${level}]`, covariate: key, level, reference, values: values.map((value) => Number(value === level) - share) };
  });
}

function isConstant(caller: string, key: string, value: string): TrialwiseError {
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: the covariate ${show(key)} is ${show(value)} in every participant, so its effect cannot be estimated. Leave it out`,
    required: "covariates that differ between participants",
    observed: show(key),
  });
}
