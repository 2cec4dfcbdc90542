import * as z from "zod";
import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { received } from "./received.ts";

/**
 * Tells {@link issuesFromSchema} which fields there are where one is unknown, so that it can name the nearest: only the schema knows them,
 * and a finding keeps nothing of it but its message. `schema.safeParse(input, { error: namingFields })`.
 */
export const namingFields: z.core.$ZodErrorMap = (issue) =>
  issue.code === "unrecognized_keys" && issue.inst instanceof z.ZodObject ? fieldsMark + Object.keys(issue.inst.shape).join(" ") : undefined;

const fieldsMark = "fields: ";

/** A schema's findings as issues: path, code, what was received and a sentence. */
export function issuesFromSchema(error: z.ZodError, input: unknown): DataIssue[] {
  const issues = error.issues.flatMap((issue) => translate(issue, [], input));
  // A bound of a field is checked whatever is there: a function has a length too.
  const ofWrongKind = new Set(issues.filter(({ code }) => code === "invalid-type").map(({ path }) => JSON.stringify(path)));
  return issues.filter(({ code, path }) => code === "invalid-type" || !ofWrongKind.has(JSON.stringify(path)));
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
      if (issue.expected === "int" && Number.isFinite(value)) return one("invalid-type", `must be a whole number; received ${show(value)}`);
      if (issue.expected === "number" && typeof value === "number") return one("not-finite", `must be a finite number; received ${value}`);
      return one("invalid-type", `must be ${article(issue.expected)}; received ${ofItsKind(value)}`);
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: "unknown-field",
        received: received(key),
        message: noField(key, where(path), fieldsOf(issue)),
      }));
    case "invalid_value":
      return choices(path, value, issue.values);
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return one("invalid-value", "must not be empty");
      return one("out-of-range", `must be ${issue.inclusive === true ? "at least" : "more than"} ${issue.minimum}; received ${show(value)}`);
    case "too_big":
      return one("out-of-range", `must be at most ${issue.maximum}; received ${show(value)}`);
    case "invalid_union": {
      if (value === undefined) return one("missing-field", "is missing");
      const branch = likeliestBranch(issue.errors);
      const kinds = [...new Set(issue.errors.flat().flatMap(kindsOf))];
      if (branch === undefined && kinds.length > 0) {
        return choices([...path, "kind"], valueAt(value, ["kind"]), kinds);
      }
      if (branch === undefined) return one("invalid-value", sentenceFor(issue, value) + misnamed(issue.errors));
      return branch.flatMap((inner) => translate(inner, path, input));
    }
    case "custom":
      return one(issue.params?.code === "invalid-date" ? "invalid-date" : "invalid-value", `is not valid: ${issue.message}`);
    default:
      return one("invalid-value", `is not valid: ${issue.message}; received ${show(value)}`);
  }
}

/** The issue for something that is none of the values there are for it. */
function choices(path: Path, value: unknown, values: readonly unknown[]): DataIssue[] {
  const choice = values.length === 1 ? show(values[0]) : `one of ${values.map(show).join(", ")}`;
  if (value === undefined) return [{ path, code: "missing-field", received: null, message: `${where(path)} is missing: ${choice} is needed` }];
  const hint = didYouMean(value, values.filter((known) => typeof known === "string"));
  return [{ path, code: "invalid-value", received: received(value), message: `${where(path)} must be ${choice}; received ${show(value)}${hint}` }];
}

/**
 * The alternative that was meant: among those whose `kind` fits, the one with the fewest problems. None is chosen where
 * two fit equally badly, or where a field of another is there too, since then any choice would mislead.
 */
function likeliestBranch(branches: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] | undefined {
  const ranked = branches
    .filter((issues) => !issues.some(refusesKind))
    .map((issues) => ({ issues, findings: findingsIn(issues) }))
    .sort((left, right) => left.findings - right.findings);
  const [first, second] = ranked;
  const isMixed = first?.issues.some((issue) => issue.code === "invalid_type" && issue.expected === "never");
  return isMixed || first?.findings === second?.findings ? undefined : first?.issues;
}

/** The fields that none of the alternatives has, to end the sentence with: one of them may be what all of them miss. */
function misnamed(branches: readonly (readonly SchemaIssue[])[]): string {
  const unknown = branches.map((issues) => issues.filter((issue) => issue.code === "unrecognized_keys").filter(({ path }) => path.length === 0));
  const fields = unknown.flat().flatMap(fieldsOf);
  const keys = new Set(unknown.flat().flatMap((issue) => issue.keys));
  const nowhere = [...keys].filter((key) => unknown.every((issues) => issues.some((issue) => issue.keys.includes(key))));
  return nowhere.map((key) => `; ${noField(key, "it", fields)}`).join("");
}

function noField(key: string, owner: string, fields: readonly string[]): string {
  return `${show(key)} is no field of ${owner}${didYouMean(key, fields)}`;
}

function fieldsOf({ message }: SchemaIssue): readonly string[] {
  return message.startsWith(fieldsMark) ? message.slice(fieldsMark.length).split(" ") : [];
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
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${received(step)}`)).join("");
}

/** What prints like the right kind, or like nothing, is told by its own. */
function ofItsKind(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  return value instanceof Date ? "a Date object: write dates as text (2012-03-05)" : show(value);
}

function article(expected: string): string {
  if (expected === "record") return "an object of entries by key";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}
