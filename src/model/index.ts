// What follows from a fit
export { contrast } from "./contrast.ts";
export type { ContrastableFit, ContrastOptions, ContrastResult, ContrastsResult, ContrastWeights } from "./contrast.ts";
export type { ContrastBasis, DegreesOfFreedomMethod } from "./ContrastBasis.ts";
export type { FixedEffect } from "./FixedEffect.ts";
export type { NamedMatrix } from "./NamedMatrix.ts";
export type { VarianceInformation } from "./VarianceInformation.ts";
