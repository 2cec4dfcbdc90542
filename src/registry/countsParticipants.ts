import type { RegistryMeasure } from "./RegistryResults.ts";

/** Whether a measure's values are numbers of participants. Older records post them as a number whose unit is participants. */
export function countsParticipants({ paramType, unitOfMeasure }: Pick<RegistryMeasure, "paramType" | "unitOfMeasure">): boolean {
  return paramType === "COUNT_OF_PARTICIPANTS" || (paramType === "NUMBER" && unitOfMeasure?.trim().toLowerCase() === "participants");
}
