export type { ArmSummary } from "./ArmSummary.ts";
