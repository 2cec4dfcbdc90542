import type { Method } from "../result/Method.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { TrialRecords } from "../trial/TrialRecords.ts";
import type { MeanCourse } from "./SimulationDesign.ts";
import type { ResolvedDesign } from "./resolveDesign.ts";

/** A participant's own courses, about which their values scatter. On the log scale `baseline` is in the measure's unit. */
export interface ParticipantTruth<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly measures: { readonly [M in Keys["measure"]]?: MeanCourse };
  readonly biomarkers: { readonly [B in Keys["biomarker"]]?: MeanCourse };
}

/** What became of the participants of an arm. */
export interface SimulatedArmCounts {
  readonly participants: number;
  /** In the trial at the last visit. */
  readonly completed: number;
  /** Left completely at random. */
  readonly lostToFollowUp: number;
  /** Left after a value. */
  readonly withdrew: number;
  /** Before the last visit. */
  readonly died: number;
  /** After the last visit, within the follow-up. */
  readonly diedLater: number;
}

/** A simulated trial: nothing in it was observed in anybody. */
export interface SimulatedTrial<Keys extends TrialKeys = TrialKeys> {
  readonly simulated: true;
  readonly seed: number;
  readonly generator: "xoshiro128**";
  /** What `readTrialData` takes. Participants are named `SIM-<arm>-001` and so on. */
  readonly records: TrialRecords;
  /** In the order of the participants. */
  readonly truth: readonly ParticipantTruth<Keys>[];
  readonly counts: {
    readonly participants: number;
    readonly byArm: { readonly [A in Keys["arm"]]: SimulatedArmCounts };
    /** Of measures and biomarkers. */
    readonly values: number;
    readonly missing: number;
  };
  readonly method: Method<"simulated-trial", ResolvedDesign<Keys>>;
}
