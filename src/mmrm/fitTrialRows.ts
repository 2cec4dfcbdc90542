import { buildDesign } from "../model/buildDesign.ts";
import type { VariableColumn } from "../model/readTerms.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { fitMmrmColumns } from "./fitMmrmColumns.ts";
import type { TrialRow } from "./readTrialRows.ts";
import type { TrialMmrmResult, TrialMmrmSettings } from "./TrialMmrm.ts";

/** Arm × visit, baseline (× visit) and covariates; variables that do not vary are left out. */
export function fitTrialRows<Keys extends TrialKeys, Arm extends Keys["arm"], Visit extends Keys["visit"]>(
  caller: string,
  trial: TrialData<Keys>["trial"],
  settings: TrialMmrmSettings<Keys, Arm, Visit>,
  rows: readonly TrialRow<Arm, Visit>[],
): TrialMmrmResult<Keys, Arm, Visit>["fit"] {
  const { baseline, covariates, covarianceBy, covarianceStructure, fallback, estimator, degreesOfFreedomMethod, information, covarianceAdjustment, informationCriteria, level } = settings;
  const cells = rows.flatMap((row) => row.outcomes.map((outcome) => ({ row, ...outcome })));
  const visits = settings.visits.filter((visit) => cells.some((cell) => cell.visit === visit));
  const arms = settings.arms.filter((arm) => rows.some((row) => row.arm === arm));
  const reference = arms.find((arm) => trial.arms[arm].role === "control") ?? arms[0]!;
  const columns: Record<string, VariableColumn> = { arm: cells.map(({ row }) => row.arm), visit: cells.map(({ visit }) => visit) };
  const factors: Record<string, { readonly levels: readonly string[]; readonly reference?: string }> = { arm: { levels: arms, reference }, visit: { levels: visits } };
  const terms: (string | readonly string[])[] = [...(arms.length > 1 ? ["arm"] : []), ...(visits.length > 1 ? ["visit"] : [])];
  if (terms.length === 2) terms.push(["arm", "visit"]);
  if (baseline !== "none") {
    columns["baseline"] = cells.map(({ row }) => row.baseline!);
    terms.push("baseline");
    if (baseline === "by-visit" && visits.length > 1) terms.push(["baseline", "visit"]);
  }
  covariates.forEach((key, index) => {
    const declared = trial.covariates[key];
    const name = key in columns || key === "intercept" ? `${key} (covariate)` : key;
    const values = cells.map(({ row }) => row.covariates[index]!);
    const present = new Set(values);
    if (present.size === 1) throw constantCovariate(caller, key, values[0]!);
    columns[name] = declared.kind === "number" ? values.map(Number) : values.map(String);
    if (declared.kind === "category") {
      const first = declared.levels.find((level) => present.has(level));
      factors[name] = { levels: declared.levels, ...(first !== undefined && { reference: first }) };
    }
    terms.push(name);
  });
  const participant = cells.map(({ row }) => row.participant);
  const used = new Set(terms.flat());
  const { columns: fixed, design } = modelColumns(caller, terms, columns, Object.fromEntries(Object.entries(factors).filter(([name]) => used.has(name))), participant);
  const input = { response: cells.map(({ value }) => value), fixed, visit: cells.map(({ visit }) => visit), participant };
  const model = {
    covarianceStructure,
    fallback,
    estimator,
    degreesOfFreedomMethod,
    ...(information !== undefined && { information }),
    ...(covarianceAdjustment !== undefined && { covarianceAdjustment }),
    visitOrder: visits,
    informationCriteria,
    level,
  };
  const grouped = covarianceBy === "arm" && { group: cells.map(({ row }) => row.arm) };
  return { ...fitMmrmColumns<string, Visit, string, Arm>(caller, { ...input, ...grouped }, model), design };
}

/** The columns of the terms, numbers less their means; without terms the intercept alone. */
function modelColumns(
  caller: string,
  terms: readonly (string | readonly string[])[],
  data: Readonly<Record<string, VariableColumn>>,
  factors: Readonly<Record<string, { readonly levels: readonly string[]; readonly reference?: string }>>,
  participant: readonly string[],
): ReturnType<typeof buildDesign> {
  const numbers = terms.flat().filter((name) => factors[name] === undefined);
  const centre = Object.fromEntries(numbers.map((name) => [name, "mean" as const]));
  if (terms.length > 0) return buildDesign(caller, { terms, data, factors, centre, participant, aliased: "leave-out" });
  const counts = { observations: participant.length, participants: new Set(participant).size };
  return {
    columns: { intercept: participant.map(() => 1) },
    design: { terms: [], factors: [], covariates: [], columns: [{ name: "intercept", parts: [] }], aliased: [], absentLevels: [], emptyCells: [], productMeans: [], counts },
  };
}

function constantCovariate(caller: string, key: string, value: number | string): TrialwiseError {
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: the covariate ${show(key)} is ${show(value)} in all participants analysed, so its effect cannot be estimated. Leave it out`,
    required: "covariates that vary",
    observed: show(value),
  });
}
