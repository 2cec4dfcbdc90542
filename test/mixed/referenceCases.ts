import { readFileSync } from "node:fs";
import type { LinearMixedModelInput } from "trialwise/mixed";

interface Errors {
  readonly standardErrors: readonly number[];
  readonly degreesOfFreedom: readonly number[];
}

/** One fit of the files of test/reference/mixed; random effects are those of the first three participants by id. */
export interface ReferenceCase {
  readonly name: string;
  readonly fixed: readonly string[];
  readonly random: readonly string[];
  readonly structure: "unstructured" | "diagonal";
  readonly reml: boolean;
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly reference: {
    readonly beta: readonly number[];
    readonly standardErrors: readonly number[];
    readonly G: readonly (readonly number[])[];
    readonly residualVariance: number;
    readonly satterthwaite: readonly number[];
    readonly expectedSatterthwaite: readonly number[];
    readonly kenwardRoger?: Errors;
    readonly kenwardRogerObserved?: Errors;
    readonly pbkrtest?: Errors;
    readonly satterthwaiteF?: { readonly statistic: number; readonly denominator: number };
    readonly pbkrtestF?: { readonly statistic: number; readonly unscaled: number; readonly denominator: number };
    readonly effects: readonly { readonly estimates: readonly number[]; readonly standardDeviations: readonly number[] }[];
    readonly logLikelihood: number;
    /** How far below the optimum lmer's default search stops, and its variances' largest error over the largest variance. */
    readonly default?: { readonly below: number; readonly variancesOff: number };
    readonly singular: boolean;
  };
}

interface Reference {
  readonly cases: readonly ReferenceCase[];
  readonly comparisons: readonly {
    readonly restricted: string;
    readonly full: string;
    readonly statistic: number;
    readonly degreesOfFreedom: number;
    readonly pValue: number;
  }[];
}

const read = (file: string) => JSON.parse(readFileSync(new URL(`../reference/mixed/${file}.json`, import.meta.url), "utf8")) as Reference;
const main = read("linearMixedModels");

export const reference: Reference = { ...main, cases: [...main.cases, ...read("primaryBiliaryCholangitis").cases] };

export const referenceCase = (name: string): ReferenceCase => reference.cases.find((one) => one.name === name)!;

/** The columns of a case as the model takes them. */
export function inputOf(one: ReferenceCase): LinearMixedModelInput<string, string, number> {
  const data = "visits" in one.data ? expand(one.data) : one.data;
  const columns = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, data[name]!]));
  return { response: data["response"]!, fixed: columns(one.fixed), random: columns(one.random), participant: data["participant"]! };
}

/** The large case holds visits per participant and times only; arms alternate. */
function expand({ response, time, visits }: ReferenceCase["data"]): ReferenceCase["data"] {
  const participant = visits!.flatMap((count, index) => Array.from({ length: count }, () => index + 1));
  const pre = time!.map((value) => Math.min(value, 0));
  const post = time!.map((value) => Math.max(value, 0));
  const arm = participant.map((id) => id % 2);
  const armTimes = (values: readonly number[]) => values.map((value, row) => value * arm[row]!);
  return { participant, response: response!, intercept: pre.map(() => 1), pre, post, arm, armPre: armTimes(pre), armPost: armTimes(post) };
}
