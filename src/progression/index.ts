// Time to confirmed progression
export { timeToProgression } from "./timeToProgression.ts";
export type { RelapseOptions, ResolvedTimeToProgression, TimeToProgressionOptions, UnconfirmedRule } from "./TimeToProgressionOptions.ts";
export type {
  ComponentVisit,
  FoundProgression,
  LackingComponent,
  ProgressionCensoring,
  ProgressionInArm,
  ProgressionRow,
  TimeToProgressionResult,
  UnconfirmedProgression,
} from "./TimeToProgressionResult.ts";

// Stages at visits
export { stagesByVisit } from "./stagesByVisit.ts";
export type {
  ResolvedStagesByVisit,
  StageAtVisit,
  StageReason,
  StagesByVisitOptions,
  StagesByVisitResult,
  StagesInArm,
  StageSystem,
  VentilationKind,
} from "./StagesByVisitResult.ts";
