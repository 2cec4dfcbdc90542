import type { DataIssueCode } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import type { DatasetColumn } from "./Dataset.ts";
import { isCompleteMoment, isMoment } from "./momentText.ts";

export interface ValueProblem {
  readonly code: DataIssueCode;
  readonly sentence: string;
}

/** What is wrong with a value in its column; `null` where nothing is. A missing value, `null`, is right everywhere. */
export function checkValue(column: DatasetColumn, value: unknown): ValueProblem | null {
  if (value === null) return null;
  const { dataType } = column;
  switch (dataType) {
    case "string":
    case "URI":
      return typeof value === "string" ? null : wrongType("text", value);
    case "boolean":
      return typeof value === "boolean" ? null : wrongType("true or false", value);
    case "integer":
      if (typeof value !== "number") return wrongType("a whole number", value);
      if (Number.isSafeInteger(value)) return null;
      if (Number.isInteger(value)) return { code: "out-of-range", sentence: `must be a whole number below 2^53, beyond which digits are lost; received ${show(value)}` };
      return { code: Number.isFinite(value) ? "invalid-value" : "not-finite", sentence: `must be a whole number; received ${show(value)}` };
    case "float":
    case "double":
      if (typeof value !== "number") return wrongType("a number", value);
      return Number.isFinite(value) ? null : { code: "not-finite", sentence: `must be a finite number; received ${show(value)}` };
    case "decimal":
      if (typeof value !== "string") return wrongType("a decimal number as text", value);
      return isDecimal(value) ? null : { code: "invalid-value", sentence: `must be a decimal number as text; received ${show(value)}` };
    default:
      return checkMoment(column, dataType, value);
  }
}

function checkMoment(column: DatasetColumn, kind: "date" | "time" | "datetime", value: unknown): ValueProblem | null {
  if (typeof value !== "string") return wrongType(`a ${kind} as ISO 8601 text`, value);
  const isNumberLater = column.targetDataType === "integer";
  // A variable that stays text may be blank, and known in part.
  if (isNumberLater ? isCompleteMoment(value, kind) : value === "" || isMoment(value, kind)) return null;
  return { code: "invalid-date", sentence: `must be a ${isNumberLater ? `complete ${kind}` : kind} as ISO 8601 text; received ${show(value)}` };
}

/** Digits with a point, and commas between thousands if any. Text may be long, so each part is looked at once. */
function isDecimal(text: string): boolean {
  const [whole, fraction, ...others] = text.replace(/^[+-]/, "").split(".");
  if (others.length > 0 || whole === undefined || `${whole}${fraction ?? ""}` === "") return false;
  return (/^\d*$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole)) && /^\d*$/.test(fraction ?? "");
}

function wrongType(needed: string, value: unknown): ValueProblem {
  return value === undefined
    ? { code: "missing-field", sentence: `has no value; a missing one is null` }
    : { code: "invalid-type", sentence: `must be ${needed}; received ${show(value)}` };
}
