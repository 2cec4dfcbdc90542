import { show } from "../result/show.ts";

/** Refuses a number of decimals that no printed figure has. */
export function checkDecimals(caller: string, decimals: number, minimum = 0): void {
  if (Number.isInteger(decimals) && decimals >= minimum && decimals <= 100) return;
  throw new RangeError(`${caller}: decimals must be a whole number from ${minimum} to 100; received ${show(decimals)}`);
}
