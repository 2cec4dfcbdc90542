import { readFileSync } from "node:fs";
import type { GroupedMmrmInput, MmrmInput, VisitCovarianceStructure } from "trialwise/mmrm";

/** With the observed and with the expected information. */
interface ByInformation {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
}

/** One fit of test/reference/mmrm/mmrm.json. */
export interface ReferenceCase {
  readonly name: string;
  readonly dataset: string;
  readonly structure: VisitCovarianceStructure;
  readonly fixed: readonly string[];
  readonly reml: boolean;
  readonly group?: string;
  readonly reference: {
    readonly beta: readonly number[];
    readonly standardErrors: readonly number[];
    readonly logLikelihood: number;
    /** By group, in ascending order of its column. */
    readonly visitCovariance: readonly (readonly (readonly number[])[])[];
    readonly satterthwaite: readonly number[];
    readonly expectedSatterthwaite: readonly number[];
    /** Of the participant whose id is the smallest, in the order of visits. */
    readonly standardisedResiduals: readonly number[];
    /** Kenward and Roger's standard errors, of REML fits. */
    readonly firstOrder?: ByInformation;
    readonly secondOrder?: ByInformation;
    readonly pbkrtest?: { readonly standardErrors: readonly number[]; readonly degreesOfFreedom: readonly number[] };
  };
}

type Columns = Readonly<Record<string, readonly number[]>>;

interface Reference {
  readonly datasets: Readonly<Record<string, Columns>>;
  readonly cases: readonly ReferenceCase[];
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../reference/mmrm/${name}`, import.meta.url), "utf8"));

export const reference = read("mmrm.json") as Reference;

export const referenceCase = (name: string): ReferenceCase => reference.cases.find((one) => one.name === name)!;

/** Columns of a data set, with those that follow from visit, arm and baseline. */
export function columnsOf(dataset: string): Columns {
  const columns = reference.datasets[dataset]!;
  const { visit, arm, base } = columns;
  const derived: Record<string, readonly number[]> = {};
  for (let number = 1; number <= Math.max(...visit!); number++) {
    const is = visit!.map((value) => (value === number ? 1 : 0));
    derived[`v${number}`] = is;
    derived[`armV${number}`] = is.map((value, row) => value * arm![row]!);
    if (base !== undefined) derived[`baseV${number}`] = is.map((value, row) => value * base[row]!);
  }
  return { ...derived, ...columns };
}

/** The columns of a case as the model takes them. */
export function inputOf(one: ReferenceCase): MmrmInput<string, number, number> {
  const columns = columnsOf(one.dataset);
  const fixed = Object.fromEntries(one.fixed.map((name) => [name, columns[name]!]));
  return { response: columns["response"]!, fixed, visit: columns["visit"]!, participant: columns["participant"]! };
}

export function groupedInputOf(one: ReferenceCase): GroupedMmrmInput<string, number, number, number> {
  return { ...inputOf(one), group: columnsOf(one.dataset)[one.group!]! };
}

/** fev_data of the R package mmrm: see test/reference/mmrm/fevData.json. */
export const fevData = (read("fevData.json") as { readonly data: Columns }).data;
