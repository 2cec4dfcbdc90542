import type { AlsStage, PossibleStages } from "../instruments/AlsStage.ts";
import type { AlsfrsRItems } from "../instruments/AlsfrsRItems.ts";
import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

export type StageSystem = "kings" | "mitos";

/** Kinds of ventilation on record that make King's stage 4. */
export type VentilationKind = Extract<ClinicalEventKind, "non-invasive-ventilation" | "permanent-ventilation" | "tracheostomy">;

export interface StagesByVisitOptions<Keys extends TrialKeys = TrialKeys> {
  readonly system: StageSystem;
  /** The trial's measure of each item. Default: the measures that have the items' own keys (`alsfrsRItemMeasures`). */
  readonly items?: { readonly [Item in keyof AlsfrsRItems]?: Keys["measure"] };
  /** Default: every visit at which anyone has an item, in the order of the trial. */
  readonly visits?: readonly Keys["visit"][];
  /** Clinical events that count as ventilation, in King's stages. Default all three. */
  readonly ventilation?: readonly VentilationKind[];
  /** The population to stage; every participant in the data if left out. */
  readonly population?: Keys["population"];
}

/** Stages of a trial's participants at its visits. */
export interface StagesByVisitResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "stages-by-visit";
  /** One for each participant analysed and each visit, in the order of the data and of the visits. */
  readonly rows: readonly StageAtVisit<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: readonly StagesInArm<Keys>[] };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"stages-by-visit", ResolvedStagesByVisit<Keys>>;
}

export interface ResolvedStagesByVisit<Keys extends TrialKeys = TrialKeys> extends Required<Omit<StagesByVisitOptions<Keys>, "population">> {
  readonly population?: Keys["population"];
}

/**
 * Why a participant has no stage at a visit.
 *
 * - `no-values`: no item was rated there, and the participant is not known to have died
 * - `missing-item`: an item that was not rated could change the stage
 * - `not-defined`: item 5 was rated on both of its forms
 */
export type StageReason = Extract<Reason, "no-values" | "missing-item" | "not-defined">;

export interface StageAtVisit<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly visit: Keys["visit"];
  readonly stage: AlsStage | null;
  /** Absent where there is a stage. */
  readonly reasons?: { readonly stage: StageReason };
  /** Absent where nothing was rated, or item 5 twice. */
  readonly possible?: PossibleStages;
  /** King's stages only: the failures that are known, of nutrition (4A) and of breathing (4B). */
  readonly failures?: readonly ("nutritional" | "respiratory")[];
}

export interface StagesInArm<Keys extends TrialKeys = TrialKeys> {
  readonly visit: Keys["visit"];
  /** Participants with a stage. */
  readonly staged: number;
  /** How many are in stages 0 to 5, in this order. */
  readonly stages: readonly number[];
  readonly unstaged: { readonly [R in StageReason]: number };
}
