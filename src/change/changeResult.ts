import type { QuantileType } from "../inference/quantile.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type ChangeAnalysisOptions, resolveAnalysisOptions } from "./analysis.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { type ArmSummary, summariseByArm } from "../summary/ArmSummary.ts";
import { type ChangeNumbers, changeReader } from "./changeReader.ts";
import type { Direction } from "./direction.ts";
import { lack } from "../trial/Lack.ts";

/** Changes of a measure from one visit to another, by participant and by arm. */
export interface ChangeResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "change" | "percent-change";
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantChange<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: ChangeInArm };
  /** What `compareArms` can compare, and which way each is better; the first is compared unless another is asked for. */
  readonly better: {
    readonly change: Direction;
    readonly improvement: "higher";
    readonly percentChange: Direction;
    readonly percentImprovement: "higher";
  };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"change-from-baseline" | "percent-change-from-baseline", ChangeMethodOptions<Keys>>;
}

export interface ParticipantChange<Keys extends TrialKeys = TrialKeys> extends ChangeNumbers {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly reasons?: Reasons<"percentChange" | "percentImprovement">;
}

export interface ChangeInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly change: ArmSummary;
  readonly improvement: ArmSummary;
  /** Of the participants who have a percentage. */
  readonly percentChange: ArmSummary;
  readonly percentImprovement: ArmSummary;
}

export interface ChangeMethodOptions<Keys extends TrialKeys = TrialKeys> {
  readonly measure: Keys["measure"];
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  readonly population?: Keys["population"];
  readonly quantileType: QuantileType;
}

/** Changes between two visits that are known to be declared, in order. */
export function changeResult<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  kind: ChangeResult["kind"],
  { measure, from, to }: { readonly measure: Keys["measure"]; readonly from: Keys["visit"]; readonly to: Keys["visit"] },
  options: ChangeAnalysisOptions<Keys>,
): ChangeResult<Keys> {
  const resolved = resolveAnalysisOptions(caller, options);
  const read = changeReader(data, measure, from);
  const analysed = analyseParticipants<Keys, ParticipantChange<Keys>>(caller, data, options.population, ({ id, arm }) => {
    const reading = read(id, to);
    if (!reading.found) return reading;
    const { numbers } = reading;
    if (numbers.percentChange !== null) return { participant: id, arm, ...numbers };
    if (kind === "percent-change") return lack("zero-reference", from);
    const reason = "zero-denominator";
    return { participant: id, arm, ...numbers, reasons: { percentChange: reason, percentImprovement: reason } };
  });
  const quantities = ["change", "improvement", "percentChange", "percentImprovement"] as const;
  const { better } = data.trial.measures[measure];
  const raw = { change: better, improvement: "higher" } as const;
  const percent = { percentChange: better, percentImprovement: "higher" } as const;
  return {
    kind,
    ...analysed,
    byArm: summariseByArm(data.trial.arms, analysed.rows, quantities, resolved.quantileType),
    better: kind === "change" ? { ...raw, ...percent } : { ...percent, ...raw },
    method: {
      name: kind === "change" ? "change-from-baseline" : "percent-change-from-baseline",
      options: { measure, from, to, ...resolved },
      reference: "Oh et al. 2018, doi:10.1002/ana.25302",
    },
  };
}
