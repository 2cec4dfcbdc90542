import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

/** The two functional systems whose grades are converted. */
export type ConvertedSystem = "visual" | "bowel-bladder";

/** The converted grade at the index of the grade as examined. */
const converted: Readonly<Record<ConvertedSystem, readonly number[]>> = {
  visual: [0, 1, 2, 2, 3, 3, 4],
  "bowel-bladder": [0, 1, 2, 3, 3, 4, 5],
};

/**
 * The converted grade of a visual (0–6 to 0–4) or bowel and bladder (0–6 to 0–5) functional system, as the EDSS step uses it.
 *
 * Use it before grades of functional systems are combined or counted: the two systems are graded finer than the others, and
 * unconverted they give too high a step. The other systems are not converted.
 *
 * @throws RangeError, TypeError for a system that is not converted, a grade that is not 0 to 6 in whole points
 *
 * Source: Neurostatus scoring definitions (Kappos), after Kurtzke 1983, doi 10.1212/wnl.33.11.1444.
 *
 * @example
 * ```ts
 * import { edssFunctionalSystem } from "trialwise";
 *
 * edssFunctionalSystem("visual", 5); // => 3
 * edssFunctionalSystem("bowel-bladder", 5); // => 4
 * ```
 */
export function edssFunctionalSystem(system: ConvertedSystem, grade: number): number {
  checkChoice("edssFunctionalSystem", "system", system, ["visual", "bowel-bladder"]);
  const found = converted[system].find((_, index) => index === grade);
  if (found !== undefined) return found;
  const problem = `edssFunctionalSystem: grade must be a whole number from 0 to 6; received ${show(grade)}`;
  throw typeof grade === "number" ? new RangeError(problem) : new TypeError(problem);
}
