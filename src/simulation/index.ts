// Simulating trials
export { simulateTrial } from "./simulateTrial.ts";
export type {
  MeanCourse,
  MonthlyRate,
  ParticipantVariation,
  SimulatedAdverseEvent,
  SimulatedDeaths,
  SimulatedDose,
  SimulatedDropout,
  SimulatedQuantity,
  SimulationDesign,
} from "./SimulationDesign.ts";
export type { ParticipantTruth, SimulatedArmCounts, SimulatedTrial } from "./SimulatedTrial.ts";
export type { ResolvedDesign } from "./resolveDesign.ts";
export type { ResolvedQuantity } from "./resolveQuantity.ts";
