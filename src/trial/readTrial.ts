import type { DataIssue } from "../result/Issue.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkTrial } from "./checkTrial.ts";
import { forbiddenKeys } from "./forbiddenKeys.ts";
import { issuesFromSchema } from "./issuesFromSchema.ts";
import { problem } from "./problem.ts";
import { selfContaining } from "./selfContaining.ts";
import { Trial, type TrialDefinition } from "./Trial.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/**
 * A trial from untyped input, such as parsed JSON.
 *
 * Use it where a definition is stored or sent; in source code {@link defineTrial} does the same and keeps the keys as
 * types. Every problem is reported at once: fields that are missing or unknown, keys used but not declared (with the
 * nearest declared one), ranges that run backwards, keys that no trial may declare.
 *
 * @throws TrialwiseError `invalid-definition`, with all problems in `issues`.
 *
 * @example
 * ```ts
 * import { attempt, readTrial } from "trialwise";
 *
 * const result = attempt(() => readTrial({ id: "T1", arms: { msc: { label: "MSC", role: "treated" } } }));
 * result.ok ? "" : result.issue.issues[0]?.message; // => 'arms.msc.role must be one of "experimental", "control", "observational"; received "treated"'
 * ```
 */
export function readTrial(input: unknown): Trial {
  const forbidden = [...selfContaining(input), ...forbiddenKeys(input)];
  if (forbidden.length > 0) throw invalid(forbidden);
  const parsed = Trial.safeParse(withoutUndefined(input));
  if (!parsed.success) {
    const refused = issuesFromSchema(parsed.error, input);
    throw invalid([...refused, ...issuesOfTheRest(input, refused)]);
  }
  const trial = withEveryFamily(parsed.data);
  const issues = issuesOf(trial);
  if (issues.length > 0) throw invalid(issues);
  return trial;
}

function issuesOf(trial: Trial): DataIssue[] {
  return checkTrial(trial).map(({ path, code, value, message }) => problem(path, code, value, message));
}

/**
 * What else is wrong with a definition of which entries were refused: read without them, and without what their absence brings
 * about by itself. Where a whole family was refused, nothing can be said of the others.
 */
function issuesOfTheRest(input: unknown, refused: readonly DataIssue[]): DataIssue[] {
  if (typeof input !== "object" || input === null || refused.some(({ path }) => path.length < 2)) return [];
  const rest = Object.entries(input).map(([family, entries]) => {
    const keys = new Set(refused.filter(({ path }) => path[0] === family).map(({ path }) => path[1]));
    return [family, keys.size === 0 ? entries : Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.has(key)))];
  });
  const parsed = Trial.safeParse(withoutUndefined(Object.fromEntries(rest)));
  if (!parsed.success) return [];
  const refusedKeys = new Set<unknown>(refused.map(({ path }) => path[1]));
  return issuesOf(withEveryFamily(parsed.data)).filter(({ path, code, received }) => path.length > 1 && !(code === "unknown-key" && refusedKeys.has(received)));
}

/** Families without entries are empty rather than absent, so that nobody downstream has to ask. */
function withEveryFamily(definition: TrialDefinition): Trial {
  return {
    ...definition,
    treatments: definition.treatments ?? {},
    visits: definition.visits ?? {},
    measures: definition.measures ?? {},
    biomarkers: definition.biomarkers ?? {},
    covariates: definition.covariates ?? {},
    endpoints: definition.endpoints ?? {},
    populations: definition.populations ?? {},
  };
}

function invalid(issues: readonly DataIssue[]): TrialwiseError {
  const count = `${issues.length} problem${issues.length === 1 ? "" : "s"}`;
  return new TrialwiseError({
    code: "invalid-definition",
    message: `the trial definition has ${count}: ${issues.slice(0, 5).map((issue) => issue.message).join("; ")}${issues.length > 5 ? "; …" : ""}`,
    required: "a trial definition without problems",
    observed: count,
    issues,
  });
}
