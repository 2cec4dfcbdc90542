import type { DataIssue } from "../result/Issue.ts";
import { keysOf } from "../trial/keysOf.ts";
import { type Path, problem } from "../trial/problem.ts";
import type { Trial } from "../trial/Trial.ts";
import { unknownKeySentence } from "../trial/unknownKey.ts";

/** What a name in an expression stands for. */
export type Input =
  | { readonly kind: "visit"; readonly measure: string }
  | { readonly kind: "baseline"; readonly measure: string }
  | { readonly kind: "covariate"; readonly covariate: string };

/** Every name that expressions may use, and what stands in the way of one. */
export interface Inputs {
  /** What a name stands for: one thing, unless keys collide. */
  readonly meanings: ReadonlyMap<string, readonly Input[]>;
  readonly categories: readonly string[];
  /** Keys that read as a calculation: `t25fw-2` is 2 less than `t25fw` in an expression. */
  readonly calculations: readonly string[];
}

export function inputsOf(measures: readonly string[], covariates: Trial["covariates"]): Inputs {
  const meanings = new Map<string, Input[]>();
  const add = (name: string, input: Input) => meanings.set(name, [...(meanings.get(name) ?? []), input]);
  for (const measure of measures) {
    add(measure, { kind: "visit", measure });
    add(`${measure}_baseline`, { kind: "baseline", measure });
  }
  const isNumber = (covariate: string) => covariates[covariate]!.kind === "number";
  const known = keysOf(covariates);
  known.filter(isNumber).forEach((covariate) => add(covariate, { kind: "covariate", covariate }));
  return {
    meanings,
    categories: known.filter((covariate) => !isNumber(covariate)),
    calculations: [...measures, ...known].filter((key) => /^[a-z_].*\W/iu.test(key)),
  };
}

/** What is wrong with a name as an input; nothing where it stands for one thing. */
export function checkInput({ meanings, categories }: Inputs, name: string, path: Path): DataIssue[] {
  const where = path.join(".");
  const [first, second] = meanings.get(name) ?? [];
  if (first !== undefined && second !== undefined) {
    return [problem(path, "conflict", name, `${where}: ${name} is both ${describe(first)} and ${describe(second)}; rename one of them`)];
  }
  if (first !== undefined) return [];
  if (categories.includes(name)) {
    return [problem(path, "conflict", name, `${where}: the covariate ${name} has categories, and expressions calculate with numbers`)];
  }
  const family = Object.fromEntries([...meanings.keys()].map((known) => [known, true]));
  return [problem(path, "unknown-key", name, `${where}: ${unknownKeySentence(name, "input", family)}`)];
}

function describe(input: Input): string {
  switch (input.kind) {
    case "visit":
      return `the measure ${input.measure}`;
    case "baseline":
      return `the value of ${input.measure} at baseline`;
    case "covariate":
      return `the covariate ${input.covariate}`;
  }
}
