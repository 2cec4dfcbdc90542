export { classifyResponders } from "./classifyResponders.ts";
export type {
  ClassificationOptions,
  ClassifyIntoClassesOptions,
  ClassifyRespondersOptions,
  RuleOfTrial,
} from "./classifyResponders.ts";
export type {
  ResponderClassesResult,
  ResponderGroup,
  ResponderMethodOptions,
  ResponderPolicies,
  ResponderResult,
  ResponderRow,
  ResponderStatus,
  RespondersInArm,
  RuleEvidence,
} from "./ResponderResult.ts";
export type { EndpointLack, ResponseReason, Verdict } from "./Verdict.ts";
