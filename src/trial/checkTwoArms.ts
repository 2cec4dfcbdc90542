import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { checkKey } from "./resolveEndpoint.ts";

/** Two arms of a result, by their part in a comparison: differences are treatment − control. */
export interface TwoArms<Arm extends string = string> {
  readonly treatment: Arm;
  readonly control: Arm;
}

/** Refuses arms that the result does not have, and an arm compared with itself. */
export function checkTwoArms(caller: string, byArm: object, arms: TwoArms): void {
  checkParts(caller, "the options", arms, ["treatment", "control"]);
  checkKey(caller, byArm, arms.treatment, "arm");
  checkKey(caller, byArm, arms.control, "arm");
  if (arms.treatment !== arms.control) return;
  throw new RangeError(`${caller}: treatment and control must be two arms; received ${show(arms.treatment)} for both`);
}
