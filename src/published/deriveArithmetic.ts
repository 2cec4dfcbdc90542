import { sum } from "../numeric/sum.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { printedOnly } from "./comparison.ts";
import type { CandidateDerivation, Derivation } from "./Derivation.ts";
import { cornersOf, inputRange } from "./InputRange.ts";
import type { RecomputedRow, SlopeChangeRow, SlopeSubtraction, TotalRow } from "./PublishedTable.ts";

/** The change of a mean slope: the stated subtraction first, the opposite one as an alternative explanation. */
export function deriveSlopeChange(row: SlopeChangeRow): Derivation {
  const { id, leadInSlope, change, followUp, printed, subtraction = "follow-up-minus-lead-in" } = row;
  checkChoice("auditTable", `${id}: subtraction`, subtraction, subtractions);
  checkFinite("auditTable", `${id}: followUp`, followUp);
  if (followUp <= 0) throw new RangeError(`auditTable: ${id}: followUp must be above 0; received ${show(followUp)}`);
  const box = [inputRange(`${id}: leadInSlope`, leadInSlope), inputRange(`${id}: change`, change)];
  const candidate = (method: SlopeSubtraction): CandidateDerivation => ({
    method,
    recompute: ([leadIn, total]) => {
      const slopeChange = total! / followUp - leadIn!;
      return { slopeChange: method === "follow-up-minus-lead-in" ? slopeChange : -slopeChange };
    },
  });
  return {
    box,
    extremes: cornersOf(box),
    candidates: [subtraction, ...subtractions.filter((each) => each !== subtraction)].map(candidate),
    printed: printedOnly([["slopeChange", printed.slopeChange]]),
  };
}

const subtractions: readonly SlopeSubtraction[] = ["follow-up-minus-lead-in", "lead-in-minus-follow-up"];

/** A total rises with every part, so two of the box's corners are enough. */
export function deriveTotal({ id, parts, printed }: TotalRow): Derivation {
  if (!Array.isArray(parts)) throw new TypeError(`auditTable: ${id}: parts must be a list; received ${show(parts)}`);
  const box = parts.map((part, index) => inputRange(`${id}: parts[${index}]`, part));
  return {
    box,
    extremes: [box.map(({ lower }) => lower), box.map(({ upper }) => upper)],
    candidates: [{ method: "sum", recompute: (values) => ({ total: sum(values) }) }],
    printed: printedOnly([["total", printed.total]]),
  };
}

export function deriveRecomputed({ id, value, printed }: RecomputedRow): Derivation {
  checkFinite("auditTable", `${id}: value`, value);
  return {
    box: [],
    extremes: [[]],
    candidates: [{ method: "as-given", recompute: () => ({ value }) }],
    printed: printedOnly([["value", printed.value]]),
  };
}
