import { attempt } from "../result/attempt.ts";
import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import type { TrialwiseError } from "../result/TrialwiseError.ts";
import { forbiddenKeys } from "../trial/forbiddenKeys.ts";
import { keysOf } from "../trial/keysOf.ts";
import { type Path, problem } from "../trial/problem.ts";
import { readTrial } from "../trial/readTrial.ts";
import type { Trial } from "../trial/Trial.ts";
import { derivationError } from "./derivationError.ts";
import { inputsOf } from "./Input.ts";
import { numberMath } from "./numberMath.ts";
import { orderOfDerivation } from "./orderOfDerivation.ts";
import { type Expression, readExpression } from "./readExpression.ts";

export interface DerivedMeasures {
  /** The trial with the new measures. */
  readonly definition: Trial;
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly order: readonly string[];
}

/** What `measures` gives, as it comes from outside; or every problem that it has. */
export function readDerivedMeasures(trial: Trial, given: unknown): DerivedMeasures {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalid([problem(["measures"], "invalid-type", given, `measures must be an object of derived measures by key; received ${show(given)}`)]);
  }
  const forbidden = forbiddenKeys({ measures: given });
  if (forbidden.length > 0) throw invalid(forbidden);
  const issues: DataIssue[] = [];
  const { texts, added } = textsAndMeasures(trial, given, issues);
  const extended = attempt(() => readTrial({ ...trial, measures: { ...trial.measures, ...added } }));
  if (!extended.ok) issues.push(...extended.issue.issues);
  // Expressions may name measures that are themselves malformed: that is one problem, not two.
  const keys = new Set([...keysOf(trial.measures), ...texts.keys()]);
  const inputs = inputsOf([...keys], trial.covariates);
  const math = numberMath();
  const expressions = new Map<string, Expression>();
  for (const [key, { text, path }] of texts) {
    if (typeof text !== "string") {
      const sentence = `${path.join(".")} must be an expression as text; received ${show(text)}`;
      issues.push(problem(path, text === undefined ? "missing-field" : "invalid-type", text, sentence));
      continue;
    }
    const expression = readExpression(math, inputs, text, path, issues);
    if (expression !== undefined) expressions.set(key, expression);
  }
  const order = orderOfDerivation(expressions, issues);
  if (!extended.ok || issues.length > 0) throw invalid(issues);
  return { definition: extended.value, expressions, order };
}

interface GivenMeasures {
  readonly texts: ReadonlyMap<string, { readonly text: unknown; readonly path: Path }>;
  /** Those that the trial does not declare, without their expressions. */
  readonly added: { readonly [measure: string]: object };
}

function textsAndMeasures(trial: Trial, given: object, issues: DataIssue[]): GivenMeasures {
  const texts = new Map<string, { readonly text: unknown; readonly path: Path }>();
  const added: { [measure: string]: object } = {};
  for (const [key, measure] of Object.entries<unknown>({ ...given })) {
    const path = ["measures", key];
    const isDeclared = Object.hasOwn(trial.measures, key);
    if (isDeclared && typeof measure === "string") texts.set(key, { text: measure, path });
    else if (isDeclared) {
      issues.push(problem(path, "duplicate", measure, `measures.${key} is declared by the trial, so its expression alone is given; received ${show(measure)}`));
    } else if (typeof measure !== "object" || measure === null) {
      const sentence = `measures.${key} is not declared by the trial, so it needs a label, a unit, which way is better, and an expression; received ${show(measure)}`;
      issues.push(problem(path, "invalid-type", measure, sentence));
    } else {
      const { expression, ...rest }: { readonly expression?: unknown } = measure;
      texts.set(key, { text: expression, path: [...path, "expression"] });
      added[key] = rest;
    }
  }
  return { texts, added };
}

function invalid(issues: readonly DataIssue[]): TrialwiseError {
  return derivationError("invalid-definition", "measures and expressions without problems", issues);
}
