export { convertUnits } from "./convertUnits.ts";
export type { ConvertUnitsOptions, ConvertUnitsResult, UnitConversion } from "./convertUnits.ts";
export type { DoseConversion } from "./convertDoses.ts";
