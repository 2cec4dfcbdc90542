export { sensitivity } from "./sensitivity.ts";
export type { OneConvention, SensitivityResult, SensitivityRow } from "./sensitivity.ts";
export type { Choice, Choices, Conventions, SensitivityEstimate, SensitivityOptions } from "./sensitivityOptions.ts";
