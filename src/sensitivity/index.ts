export { sensitivity } from "./sensitivity.ts";
export type {
  Choice,
  Choices,
  Conventions,
  OneConvention,
  SensitivityEstimate,
  SensitivityOptions,
  SensitivityResult,
  SensitivityRow,
} from "./sensitivity.ts";
