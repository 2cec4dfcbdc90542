import type { MathNode } from "mathjs/number";
import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { type Path, problem } from "../trial/problem.ts";
import { compileNumber } from "./compileNode.ts";
import { checkInput, type Input, type Inputs } from "./Input.ts";
import type { NotDefined } from "./NotDefined.ts";
import type { NumberMath } from "./numberMath.ts";

/** An expression that can be evaluated. */
export interface Expression {
  readonly text: string;
  /** Where it stands, for messages. */
  readonly path: Path;
  /** The inputs it names, in the order of their first mention. */
  readonly inputs: ReadonlyMap<string, Input>;
  readonly evaluate: (valueOf: (input: string) => number) => number | NotDefined;
}

const longest = 2000;
const deepest = 100;
const mostParts = 500;

/** Reads an expression's text; every problem found in it is added to `issues`, and then there is no expression. */
export function readExpression(math: NumberMath, known: Inputs, text: string, path: Path, issues: DataIssue[]): Expression | undefined {
  const before = issues.length;
  const where = path.join(".");
  const refuse = (received: string, code: DataIssueCode, sentence: string) => issues.push(problem(path, code, received, `${where}${sentence}`));
  const root = parseWithinBounds(math, text, refuse);
  if (root === undefined) return undefined;

  const calculation = known.calculations.find((key) => text.includes(key));
  if (calculation !== undefined) {
    refuse(calculation, "conflict", ` may name the input ${show(calculation)} or calculate it; rename that key to one of letters, digits and _`);
  }
  const inputs = new Map<string, Input>();
  const unknown = new Set<string>();
  const isInput = (name: string) => {
    const found = unknown.has(name) ? [] : checkInput(known, name, path);
    issues.push(...found);
    if (found.length > 0) unknown.add(name);
    if (unknown.has(name)) return false;
    inputs.set(name, known.meanings.get(name)![0]!);
    return true;
  };
  const evaluate = compileNumber(root, { math, isInput, refuse: (part, code, rule) => refuse(part, code, `: ${show(part)} ${rule}`) });
  if (evaluate === undefined || issues.length > before) return undefined;
  if (![...inputs.values()].some(({ kind }) => kind === "visit")) {
    refuse(text, "conflict", ` names no measure at the visit itself, so it is no measure: the same at every visit is a covariate`);
    return undefined;
  }
  return {
    text,
    path,
    inputs,
    evaluate: (valueOf) => {
      let reason: NotDefined | undefined;
      const value = evaluate({ valueOf, fail: (because) => (reason ??= because) });
      return reason ?? value;
    },
  };
}

/** The tree of a text that is neither too long nor too deep to walk; characters of other languages do not reach the parser. */
function parseWithinBounds(math: NumberMath, text: string, refuse: (received: string, code: DataIssueCode, sentence: string) => void): MathNode | undefined {
  if (text.length > longest) {
    refuse(text, "out-of-range", ` has ${text.length} characters; at most ${longest} are read`);
    return undefined;
  }
  if (text.trim() === "") {
    refuse(text, "missing-field", " is empty");
    return undefined;
  }
  const [foreign] = /[^\w .,+\-*/^()?:<>=!]/u.exec(text) ?? [];
  if (foreign !== undefined) {
    refuse(text, "invalid-value", ` must not contain ${show(foreign)}: names, decimal numbers, + - * / ^ ( ) , ? : < > = ! and spaces make up an expression`);
    return undefined;
  }
  if (/\b0[xob]/iu.test(text)) {
    refuse(text, "invalid-value", " must write its numbers in decimals");
    return undefined;
  }
  if (deepestParenthesis(text) > deepest) {
    refuse(text, "out-of-range", ` is nested more than ${deepest} levels deep`);
    return undefined;
  }
  try {
    const root = math.parse(text);
    const problemWithSize = sizeProblem(root);
    if (problemWithSize === undefined) return root;
    refuse(text, "out-of-range", problemWithSize);
  } catch (error) {
    refuse(text, "invalid-value", ` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return undefined;
}

function deepestParenthesis(text: string): number {
  let [depth, most] = [0, 0];
  for (const character of text) {
    if (character === "(") most = Math.max(most, ++depth);
    else if (character === ")") depth--;
  }
  return most;
}

/** A walk with a list of its own in place of the call stack. */
function sizeProblem(root: MathNode): string | undefined {
  const open: { readonly node: MathNode; readonly depth: number }[] = [{ node: root, depth: 1 }];
  for (let index = 0; index < open.length; index++) {
    const { node, depth } = open[index]!;
    if (depth > deepest) return ` is nested more than ${deepest} levels deep`;
    if (open.length > mostParts) return ` has more than ${mostParts} parts`;
    node.forEach((child: MathNode) => open.push({ node: child, depth: depth + 1 }));
  }
  return undefined;
}
