import type { DataIssue } from "../result/Issue.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { checkTrial } from "./checkTrial.ts";
import { forbiddenKeys } from "./forbiddenKeys.ts";
import { issuesFromSchema, namingFields } from "./issuesFromSchema.ts";
import { problem } from "./problem.ts";
import { endless } from "./endless.ts";
import { Trial, type TrialDefinition } from "./Trial.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/**
 * A trial from untyped input, such as parsed JSON.
 *
 * Use it where a definition is stored or sent; in source code {@link defineTrial} does the same and keeps the keys as
 * types. Problems are reported all at once, in two steps: first fields that are missing, unknown or of the wrong kind, and keys that
 * no trial may declare; where there are none, keys used but not declared (with the nearest declared one) and ranges that run backwards.
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
  const unreadable = endless(input);
  if (unreadable.length > 0) throw invalid(unreadable);
  const forbidden = forbiddenKeys(input);
  const parsed = Trial.safeParse(withoutUndefined(input), { error: namingFields });
  if (!parsed.success) throw invalid([...forbidden, ...issuesFromSchema(parsed.error, input)]);
  if (forbidden.length > 0) throw invalid(forbidden);
  const trial = withEveryFamily(parsed.data);
  const issues = checkTrial(trial).map(({ path, code, value, message }) => problem(path, code, value, message));
  if (issues.length > 0) throw invalid(issues);
  return trial;
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
