import { pValueText } from "../numeric/pValueText.ts";
import { show } from "../result/show.ts";
import { printable } from "./displayText.ts";
import { levelText } from "./tableFigures.ts";

/**
 * A result in one line, for a log: the name of its method, the estimate with its interval, p, and the counts; of a result without any of
 * these (a stage, a score), its own fields. What a result does not have is left out; what could not be estimated is a dash with the
 * reason. Numbers have four significant digits: for print there are tables.
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
  const parts = [...estimateParts(result), ...pValueParts(result), ...adjustedParts(result), ...sizeParts(result), ...armParts(result), ...countParts(result)];
  const said = parts.length === 0 ? ownFields(result) : parts;
  return printable(said.length === 0 ? result.method.name : `${result.method.name}: ${said.join(", ")}`);
}

/** Of a result that has nothing of these, such as a stage, what its own fields say. */
function ownFields(result: object): readonly string[] {
  return Object.entries(result).flatMap(([field, value]: [string, unknown]) => {
    if (isFigure(value)) return [`${wordsOf(field)} ${figure(value)}${value === null ? bracketed(reasonAt(result, field)) : ""}`];
    if (field === "kind") return [];
    return typeof value === "string" || typeof value === "boolean" ? [`${wordsOf(field)} ${value}`] : [];
  });
}

/** Where results have what they estimate: the first of these places counts. */
const places: readonly { readonly within: readonly string[]; readonly field: string; readonly called?: string }[] = [
  { within: [], field: "estimate" },
  { within: ["riskDifference"], field: "estimate", called: "risk difference" },
  { within: ["auc"], field: "estimate", called: "area under the curve" },
  { within: ["winRatio"], field: "estimate", called: "win ratio" },
  { within: ["wins", "winRatio"], field: "estimate", called: "win ratio" },
  { within: ["regression", "coefficients", "treatment"], field: "hazardRatio" },
  { within: [], field: "hazardRatio" },
  { within: [], field: "difference" },
  { within: ["difference"], field: "estimate", called: "difference" },
  { within: ["median"], field: "estimate", called: "median" },
  { within: [], field: "median" },
  { within: [], field: "mean" },
];

interface Found {
  readonly holder: object;
  readonly text: string;
}

function findEstimate(result: object): Found | undefined {
  for (const { within, field, called = wordsOf(field) } of places) {
    const holder = partOf(result, within);
    const estimate = holder && fieldOf(holder, field);
    if (holder === undefined || (typeof estimate !== "number" && estimate !== null)) continue;
    const reason = estimate === null ? (reasonAt(holder, field) ?? reasonAt(result, [...within, field].join("."))) : undefined;
    const interval = fieldOf(holder, field === "hazardRatio" ? "hazardRatioInterval" : "interval");
    return { holder, text: `${called} ${figure(estimate)}${bracketed(reason)}${intervalText(interval)}` };
  }
  return undefined;
}

function estimateParts(result: object): readonly string[] {
  const found = findEstimate(result);
  return found === undefined ? [] : [found.text];
}

/** The hazard ratio of a comparison of survival with the covariates beside the arm. */
function adjustedParts(result: object): readonly string[] {
  const adjusted = partOf(result, ["adjustedRegression"]);
  if (adjusted === undefined) return [];
  const treatment = partOf(adjusted, ["treatment"]);
  if (treatment === undefined) return [`adjusted hazard ratio –${bracketed(reasonAt(adjusted, "treatment"))}`];
  const ratio = fieldOf(treatment, "hazardRatio");
  return isFigure(ratio) ? [`adjusted hazard ratio ${figure(ratio)}${bracketed(reasonAt(treatment, "hazardRatio"))}${intervalText(fieldOf(treatment, "hazardRatioInterval"))}`] : [];
}

function intervalText(interval: unknown): string {
  if (!isRecord(interval)) return "";
  const [lower, upper, level] = ["lower", "upper", "level"].map((field) => fieldOf(interval, field));
  if (typeof level !== "number" || !isFigure(lower) || !isFigure(upper) || (lower === null && upper === null)) return "";
  return ` (${levelText(level)} CI ${figure(lower)} to ${figure(upper)})`;
}

/** The p-value of the result, or else that of its estimate; with survival that of the log-rank test. */
function pValueParts(result: object): readonly string[] {
  const logRank = partOf(result, ["logRank"]);
  const [pValue, name] = logRank === undefined ? [fieldOf(result, "pValue") ?? fieldOf(findEstimate(result)?.holder ?? result, "pValue"), "p"] : [fieldOf(logRank, "pValue"), "log-rank p"];
  if (typeof pValue === "number" && pValue >= 0 && pValue <= 1) return [`${name} ${pValueText(pValue, 3, "unrounded").replace("<", "< ")}`];
  return [];
}

/** A sample size with its power. */
function sizeParts(result: object): readonly string[] {
  const [power, enrolled] = [fieldOf(result, "power"), partOf(result, ["nEnrolled"]) ?? partOf(result, ["participants", "nEnrolled"])];
  const needed = fieldOf(result, "eventsNeeded");
  const sizes = enrolled === undefined ? fieldOf(result, "nEnrolled") : pairText(enrolled);
  return [
    ...(typeof power === "number" ? [`power ${figure(power)}`] : []),
    ...(typeof needed === "number" ? [`events needed ${needed}`] : []),
    ...(typeof sizes === "string" || typeof sizes === "number" ? [`n enrolled ${sizes}`] : []),
  ];
}

/** `events in msc 2 of 31` */
function armParts(result: object): readonly string[] {
  return Object.entries(partOf(result, ["byArm"]) ?? {}).flatMap(([arm, group]: [string, unknown]) => {
    const [events, n] = isRecord(group) ? [fieldOf(group, "events"), fieldOf(group, "n")] : [];
    return typeof events === "number" && typeof n === "number" ? [`events in ${arm} ${events} of ${n}`] : [];
  });
}

/** `n 3 + 3` of two groups; otherwise each count by its name. */
function countParts(result: object): readonly string[] {
  const counts = partOf(result, ["counts"]);
  const pair = pairText(counts ?? partOf(result, ["groups"]));
  if (pair !== undefined) return [`n ${pair}`];
  const n = fieldOf(result, "n");
  if (counts === undefined) return typeof n === "number" ? [`n ${Number.isInteger(n) ? n : figure(n)}`] : [];
  return Object.entries(counts).flatMap(([name, count]) => (typeof count === "number" ? [`${wordsOf(name)} ${Number.isInteger(count) ? count : figure(count)}`] : []));
}

/** `32 + 27` of the treatment and the control. */
function pairText(groups: object | undefined): string | undefined {
  const [treatment, control] = ["treatment", "control"].map((group) => (groups === undefined ? undefined : sizeOf(fieldOf(groups, group))));
  return treatment === undefined || control === undefined ? undefined : `${treatment} + ${control}`;
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

function bracketed(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason})`;
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

/** A part of a part of … a result, where there is one. */
function partOf(result: object, path: readonly string[]): object | undefined {
  let part: unknown = result;
  for (const field of path) part = isRecord(part) ? fieldOf(part, field) : undefined;
  return isRecord(part) ? part : undefined;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldOf(holder: object, field: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, field)?.value;
}
