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
  ParticipantResponse,
  ResponderStatus,
  RespondersInArm,
  RuleEvidence,
} from "./ResponderResult.ts";
export type { EndpointLack, ResponseReason, ResponseVerdict } from "./ResponseVerdict.ts";
export { nullResponderRate } from "./nullResponderRate.ts";
export type { NullResponderRateInput, NullResponderRateOptions, NullResponderRateResult } from "./nullResponderRate.ts";
export type { RecordedScale, SimulatedNullResponders } from "./simulateNullResponders.ts";
