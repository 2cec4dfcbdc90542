import { pValueText } from "../numeric/pValueText.ts";
import { show } from "../result/show.ts";
import { levelText } from "./tableFigures.ts";

/**
 * A result in one line, for a log: the name of its method, the estimate with its interval, p, and the counts. What a result does not have
 * is left out; what could not be estimated is a dash with the reason. Numbers have four significant digits: for print there are tables.
 *
 * @param result any result of the library
 * @throws TypeError when the result is no object with a `method`
 *
 * @example
 * ```ts
 * import { describe, studentTTest } from "trialwise";
 *
 * describe(studentTTest({ treatment: [4.1, 5.2, 6.3], control: [3.2, 2.9, 4.4] }));
 * // => "student-t-test: estimate 1.7 (95% CI -0.4744 to 3.874), p 0.096, n 3 + 3"
 * ```
 */
export function describe(result: { readonly method: { readonly name: string } }): string {
  if (!isRecord(result) || !isRecord(result.method) || typeof result.method.name !== "string") {
    throw new TypeError(`describe: a result must have a method with a name; received ${show(result)}`);
  }
  const parts = [...estimateParts(result), ...pValueParts(result), ...countParts(result)];
  return parts.length === 0 ? result.method.name : `${result.method.name}: ${parts.join(", ")}`;
}

/** What is estimated, where a result has no `estimate` of its own; the first of these counts. */
const estimateFields = ["estimate", "riskDifference", "area", "difference", "median", "mean"];

function estimateParts(result: object): readonly string[] {
  for (const field of estimateFields) {
    const value = fieldOf(result, field);
    const holder = isRecord(value) ? value : result;
    const estimate = isRecord(value) ? fieldOf(value, "estimate") : value;
    if (typeof estimate !== "number" && estimate !== null) continue;
    const reason = estimate === null ? (reasonAt(holder, "estimate") ?? reasonAt(result, isRecord(value) ? `${field}.estimate` : field)) : undefined;
    return [`${wordsOf(field)} ${figure(estimate)}${reason === undefined ? "" : ` (${reason})`}${intervalText(fieldOf(holder, "interval"))}`];
  }
  return [];
}

function intervalText(interval: unknown): string {
  if (!isRecord(interval)) return "";
  const [lower, upper, level] = ["lower", "upper", "level"].map((field) => fieldOf(interval, field));
  if (typeof level !== "number" || !isFigure(lower) || !isFigure(upper) || (lower === null && upper === null)) return "";
  return ` (${levelText(level)} CI ${figure(lower)} to ${figure(upper)})`;
}

function pValueParts(result: object): readonly string[] {
  const pValue = fieldOf(result, "pValue");
  if (typeof pValue === "number" && pValue >= 0 && pValue <= 1) return [`p ${pValueText(pValue, 3, "unrounded").replace("<", "< ")}`];
  return [];
}

/** `n 3 + 3` of two groups; otherwise each count by its name. */
function countParts(result: object): readonly string[] {
  const counts = fieldOf(result, "counts");
  const n = fieldOf(result, "n");
  if (!isRecord(counts)) return typeof n === "number" ? [`n ${n}`] : [];
  const [treatment, control] = ["treatment", "control"].map((group) => sizeOf(fieldOf(counts, group)));
  if (treatment !== undefined && control !== undefined) return [`n ${treatment} + ${control}`];
  return Object.entries(counts).flatMap(([name, count]) => (typeof count === "number" ? [`${wordsOf(name)} ${count}`] : []));
}

function sizeOf(group: unknown): number | undefined {
  if (typeof group === "number") return group;
  const n = isRecord(group) ? (fieldOf(group, "n") ?? fieldOf(group, "participants")) : undefined;
  return typeof n === "number" ? n : undefined;
}

/** `riskDifference` as `risk difference` */
function wordsOf(field: string): string {
  return field.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function figure(value: number | null): string {
  return value === null ? "–" : String(Number(value.toPrecision(4)));
}

function isFigure(value: unknown): value is number | null {
  return value === null || typeof value === "number";
}

function reasonAt(holder: object, path: string): string | undefined {
  const reasons = fieldOf(holder, "reasons");
  const reason = isRecord(reasons) ? fieldOf(reasons, path) : undefined;
  return typeof reason === "string" ? reason : undefined;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldOf(holder: object, field: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, field)?.value;
}
