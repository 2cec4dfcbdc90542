import type * as z from "zod";
import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { received } from "./received.ts";

/** A schema's findings as issues: path, code, what was received and a sentence. */
export function issuesFromSchema(error: z.ZodError, input: unknown): DataIssue[] {
  return error.issues.flatMap((issue) => translate(issue, [], input));
}

type SchemaIssue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

function translate(issue: SchemaIssue, parent: Path, input: unknown): DataIssue[] {
  const path = [...parent, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const value = valueAt(input, path);
  const one = (code: DataIssueCode, sentence: string): DataIssue[] => [
    { path, code, received: received(value), message: `${where(path)} ${sentence}` },
  ];
  switch (issue.code) {
    case "invalid_type":
      if (value === undefined) return one("missing-field", `is missing: ${article(issue.expected)} is needed`);
      if (typeof value === "number" && !Number.isFinite(value)) return one("not-finite", `must be a finite number; received ${value}`);
      return one("invalid-type", `must be ${article(issue.expected)}; received ${show(value)}`);
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: "unknown-field",
        received: key,
        message: `${show(key)} is no field of ${path.length === 0 ? "it" : where(path)}`,
      }));
    case "invalid_value":
      if (value === undefined) return one("missing-field", `is missing: one of ${issue.values.map(show).join(", ")} is needed`);
      return one("invalid-value", `must be one of ${issue.values.map(show).join(", ")}; received ${show(value)}`);
    case "too_small":
      if (issue.origin === "string") return one("invalid-value", "must not be empty");
      if (issue.origin === "array") return one("invalid-value", `must have at least ${issue.minimum} entries`);
      return one("out-of-range", `must be ${issue.inclusive === true ? "at least" : "more than"} ${issue.minimum}; received ${show(value)}`);
    case "too_big":
      return one("out-of-range", `must be at most ${issue.maximum}; received ${show(value)}`);
    case "invalid_union": {
      if (value === undefined) return one("missing-field", "is missing");
      const branch = likeliestBranch(issue.errors);
      const kinds = [...new Set(issue.errors.flat().flatMap(kindsOf))];
      if (branch === undefined && kinds.length > 0) {
        const kind = valueAt(value, ["kind"]);
        const message = `${where([...path, "kind"])} must be one of ${kinds.map(show).join(", ")}; received ${show(kind)}`;
        return [{ path: [...path, "kind"], code: "invalid-value", received: received(kind), message }];
      }
      if (branch === undefined) return one("invalid-value", sentenceFor(issue, value));
      return branch.flatMap((inner) => translate(inner, path, input));
    }
    case "custom":
      return one(issue.params?.code === "invalid-date" ? "invalid-date" : "invalid-value", `is not valid: ${issue.message}`);
    default:
      return one("invalid-value", `is not valid: ${issue.message}; received ${show(value)}`);
  }
}

/**
 * The alternative that was meant: among those whose `kind` fits, the one with the fewest problems. None is chosen where
 * two fit equally badly, since then any choice would mislead.
 */
function likeliestBranch(branches: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] | undefined {
  const ranked = branches
    .filter((issues) => !issues.some(refusesKind))
    .map((issues) => ({ issues, findings: findingsIn(issues) }))
    .sort((left, right) => left.findings - right.findings);
  const [first, second] = ranked;
  return first?.findings === second?.findings ? undefined : first?.issues;
}

/** Unknown fields come as one finding, however many they are. */
function findingsIn(issues: readonly SchemaIssue[]): number {
  return issues.reduce((total, issue) => total + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
}

/** Whether an alternative was refused for its `kind`, so that it cannot be the one that was meant. */
function refusesKind(issue: SchemaIssue): boolean {
  if (issue.path.length === 1 && issue.path[0] === "kind") return true;
  return issue.code === "invalid_union" && issue.path.length === 0 && issue.errors.every((branch) => branch.some(refusesKind));
}

/** The kinds that such an alternative would have accepted. */
function kindsOf(issue: SchemaIssue): readonly unknown[] {
  if (!refusesKind(issue)) return [];
  if (issue.code === "invalid_value") return issue.values;
  if (issue.code !== "invalid_union") return [];
  return "options" in issue && Array.isArray(issue.options) ? issue.options : issue.errors.flat().flatMap(kindsOf);
}

function sentenceFor(issue: Extract<SchemaIssue, { code: "invalid_union" }>, value: unknown): string {
  const generic = issue.message === "Invalid input" || issue.message.startsWith("Invalid discriminator");
  if (!generic) return `is not valid: ${issue.message}`;
  if ("options" in issue && Array.isArray(issue.options)) return `must be one of ${issue.options.map(show).join(", ")}; received ${show(value)}`;
  return `has none of the forms allowed here; received ${show(value)}`;
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function where(path: Path): string {
  if (path.length === 0) return "it";
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

function article(expected: string): string {
  if (expected === "record") return "an object of entries by key";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}
