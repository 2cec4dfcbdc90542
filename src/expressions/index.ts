export { deriveMeasures } from "./deriveMeasures.ts";
export type { DerivationOf, DerivedMeasure, DeriveMeasuresOptions, DeriveMeasuresResult, WithMeasures } from "./deriveMeasures.ts";
export type { Underived } from "./deriveAtVisits.ts";
export type { NotDefined } from "./NotDefined.ts";
