import type { Direction } from "../change/direction.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { ArmSummary } from "../summary/ArmSummary.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ResolvedCycleOptions } from "./cycleOptions.ts";
import type { PeriodSummary } from "./describePeriod.ts";

/** Slopes in the lead-in, in each cycle of treatment and over all of them. Times are in the unit of the options. */
export interface CycleSlopesResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "cycle-slopes";
  readonly leadIn: LeadInSlopes<Keys>;
  /** The cycle of each dose, from 1 to the most that anybody of the population had. */
  readonly cycles: readonly CycleSlopes<Keys>[];
  /** From the first dose to the end of the last cycle, against the lead-in. */
  readonly treatment: TreatmentSlopes<Keys>;
  readonly method: Method<"cycle-slopes", ResolvedCycleOptions<Keys>>;
}

export interface LeadInSlopes<Keys extends TrialKeys = TrialKeys> {
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantLeadIn<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: LeadInInArm };
  /** What `compareArms` can compare, and which way each is better; the first is compared unless another is asked for. */
  readonly better: { readonly slope: Direction; readonly improvement: "higher" };
  readonly counts: ParticipantCounts;
  readonly excluded: readonly Exclusion<Keys>[];
}

export interface ParticipantLeadIn<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** Units of the measure per unit of time. */
  readonly slope: number;
  /** The slope, turned so that positive is benefit. */
  readonly improvement: number;
  /** The first value and the last. */
  readonly values: { readonly from: number; readonly to: number };
  /** Time between them. */
  readonly length: number;
  /** Values that the slope was taken from. */
  readonly visits: number;
}

export interface LeadInInArm {
  /** Participants analysed. */
  readonly n: number;
  readonly slope: ArmSummary;
  readonly improvement: ArmSummary;
  readonly length: ArmSummary;
}

/** A period under treatment. `compareArms` takes it like any other change of slope. */
interface PeriodFrame<Keys extends TrialKeys> {
  /** What `compareArms` can compare, and which way each is better; the first is compared unless another is asked for. */
  readonly better: {
    readonly change: Direction;
    readonly improvement: "higher";
    readonly slopeBefore: Direction;
    readonly slope: Direction;
    readonly percentImprovement: "higher";
  };
  /** `dosed`: participants of the population with at least so many doses, by the number of their last, whether analysed or not. */
  readonly counts: ParticipantCounts & { readonly dosed: number };
  readonly excluded: readonly Exclusion<Keys>[];
}

/** The cycle that begins with one dose. */
export interface CycleSlopes<Keys extends TrialKeys = TrialKeys> extends PeriodFrame<Keys> {
  /** Number of the dose. */
  readonly dose: number;
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantCycle<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: CycleInArm };
}

/** The whole time under treatment. */
export interface TreatmentSlopes<Keys extends TrialKeys = TrialKeys> extends PeriodFrame<Keys> {
  /** One for each participant analysed, in the order of the data. */
  readonly rows: readonly ParticipantTreatment<Keys>[];
  readonly byArm: { readonly [A in Keys["arm"]]: TreatmentInArm };
}

/** A participant's slope in a period, and how it differs from the one before. */
export interface ParticipantPeriod<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  /** Of the lead-in, or of the period before with `against: "previous-cycle"`; units of the measure per unit of time. */
  readonly slopeBefore: number;
  readonly slope: number;
  /** Slope − slope before. */
  readonly change: number;
  /** The change, turned so that positive is benefit. */
  readonly improvement: number;
  /** 100 × improvement / decline before; `null` without a decline. */
  readonly percentImprovement: number | null;
  /** The first value of the period and the last. What was gained after cycle 2 is its last value less the first of cycle 1. */
  readonly values: { readonly from: number; readonly to: number };
  /** Time between them. */
  readonly length: number;
  /** Whether they died before the end of the period, without a value that stands there. */
  readonly died: boolean;
  /** Values that each slope was taken from. */
  readonly visits: { readonly before: number; readonly period: number };
  readonly reasons?: Reasons<"percentImprovement">;
}

export interface ParticipantCycle<Keys extends TrialKeys = TrialKeys> extends Omit<ParticipantPeriod<Keys>, "reasons"> {
  /** Time from this dose to the next; `null` where there was none (`"not-defined"`). */
  readonly interval: number | null;
  readonly reasons?: Reasons<"percentImprovement" | "interval">;
}

export interface ParticipantTreatment<Keys extends TrialKeys = TrialKeys> extends ParticipantPeriod<Keys> {
  /** Number of the participant's last dose. */
  readonly doses: number;
}

export interface CycleInArm extends PeriodSummary {
  /** Participants with at least so many doses. */
  readonly dosed: number;
  /** Of all participants who had this dose and the next, whether their slopes could be read or not. */
  readonly interval: ArmSummary;
}

export interface TreatmentInArm extends PeriodSummary {
  /** Participants with at least one dose. */
  readonly dosed: number;
}
