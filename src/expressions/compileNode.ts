import { isConditionalNode, isConstantNode, isFunctionNode, isOperatorNode, isParenthesisNode, isRelationalNode, isSymbolNode, type MathNode, type OperatorNode, type OperatorNodeFn, type OperatorNodeOp } from "mathjs/number";
import type { DataIssueCode } from "../result/Issue.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { type NotDefined, notDefinedBecause } from "./NotDefined.ts";
import type { NumberMath } from "./numberMath.ts";

/** Where an expression gets its inputs from, and tells why it has no value. */
export interface Evaluation {
  readonly valueOf: (input: string) => number;
  /** The first reason counts; what is computed after it is not used. */
  readonly fail: (reason: NotDefined) => void;
}

export type Compiled =
  | { readonly is: "number"; readonly evaluate: (at: Evaluation) => number }
  | { readonly is: "condition"; readonly evaluate: (at: Evaluation) => boolean };

type Evaluate<Value> = (at: Evaluation) => Value;

export interface CompileContext {
  readonly math: NumberMath;
  /** Whether a name is an input; reports it if not. */
  readonly isInput: (name: string) => boolean;
  readonly refuse: (text: string, code: DataIssueCode, rule: string) => void;
}

/** Functions that an expression may call, and with at least and at most how many numbers. */
const functions: ReadonlyMap<string, readonly [number, number]> = /* @__PURE__ */ new Map([
  ["abs", [1, 1]],
  ["sqrt", [1, 1]],
  ["log", [1, 1]],
  ["log2", [1, 1]],
  ["log10", [1, 1]],
  ["exp", [1, 1]],
  ["floor", [1, 1]],
  ["ceil", [1, 1]],
  ["round", [1, 2]],
  ["min", [1, 100]],
  ["max", [1, 100]],
]);

const operators: ReadonlySet<string> = /* @__PURE__ */ new Set(["add", "subtract", "multiply", "divide", "pow", "unaryMinus", "unaryPlus"]);

/**
 * An expression's tree as functions, node by node. What has no case here cannot be evaluated and is refused: the list of
 * cases is the language. `undefined` where something within was refused; the walk goes on, so that every problem is told.
 */
export function compileNode(node: MathNode, context: CompileContext): Compiled | undefined {
  if (isParenthesisNode(node)) return compileNode(node.content, context);
  if (isConstantNode(node)) return compileConstant(node, node.value, context);
  if (isSymbolNode(node)) return compileInput(node.name, context);
  if (isConditionalNode(node)) return compileConditional(node.condition, node.trueExpr, node.falseExpr, context);
  if (isRelationalNode(node)) return compileComparisons(node.conditionals, node.params, context);
  if (isFunctionNode(node) && isSymbolNode(node.fn)) return compileCall(node, node.fn.name, node.args, context);
  if (isOperatorNode(node)) return compileOperator(node, context);
  context.refuse(node.toString(), "invalid-value", refusedNodes.get(node.type) ?? "is not a calculation with numbers");
  return undefined;
}

const refusedNodes: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["AssignmentNode", "assigns a value; == compares two"],
  ["FunctionAssignmentNode", "defines a function"],
  ["AccessorNode", "reads a property; an input is one name"],
  ["FunctionNode", "calls a property; a function is one name"],
  ["RangeNode", "is a range of numbers, not a number"],
]);

function compileConstant(node: MathNode, value: unknown, { refuse }: CompileContext): Compiled | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return { is: "number", evaluate: () => value };
  refuse(node.toString(), "not-finite", "is no finite number");
  return undefined;
}

function compileInput(name: string, { isInput }: CompileContext): Compiled | undefined {
  return isInput(name) ? { is: "number", evaluate: (at) => at.valueOf(name) } : undefined;
}

function compileCall(node: MathNode, name: string, args: readonly MathNode[], context: CompileContext): Compiled | undefined {
  const numbers = compileNumbers(args, context);
  const count = functions.get(name);
  if (count === undefined) {
    const nearest = nearestKey(name, [...functions.keys()]);
    const hint = nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`;
    context.refuse(name, "unknown-key", `is no function; the functions are ${[...functions.keys()].join(", ")}${hint}`);
    return undefined;
  }
  const [least, most] = count;
  if (args.length < least || args.length > most) {
    const needed = most === 1 ? "1 number" : `${least} to ${most} numbers`;
    context.refuse(node.toString(), "invalid-value", `must have ${needed} in its parentheses; it has ${args.length}`);
    return undefined;
  }
  const decimals = name === "round" ? args[1] : undefined;
  if (decimals !== undefined && !(isConstantNode(decimals) && Number.isInteger(decimals.value) && decimals.value >= 0 && decimals.value <= 15)) {
    context.refuse(node.toString(), "invalid-value", "must round to a whole number of decimals from 0 to 15, written as such");
    return undefined;
  }
  return calculation(name, numbers, context);
}

function compileOperator(node: OperatorNode<OperatorNodeOp, OperatorNodeFn>, context: CompileContext): Compiled | undefined {
  const { fn, op, args, implicit } = node;
  if (implicit) {
    args.forEach((arg) => compileNode(arg, context));
    context.refuse(node.toString(), "invalid-value", "multiplies without a sign; write *");
    return undefined;
  }
  if (fn === "and" || fn === "or") return compileLogic(fn, args, context);
  if (fn === "not") {
    const condition = compileCondition(args[0]!, context);
    return condition && { is: "condition", evaluate: (at) => !condition(at) };
  }
  if (context.math.comparisons.has(fn)) return compileComparisons([fn], args, context);
  const numbers = compileNumbers(args, context);
  if (operators.has(fn)) return calculation(fn, numbers, context);
  context.refuse(node.toString(), "invalid-value", `uses ${op}; the operators are + - * / ^, comparisons, and, or, not, and ? :`);
  return undefined;
}

function calculation(name: string, numbers: readonly Evaluate<number>[] | undefined, { math }: CompileContext): Compiled | undefined {
  const calculate = math.arithmetic.get(name)!;
  if (numbers === undefined) return undefined;
  return {
    is: "number",
    evaluate: (at) => {
      const values = numbers.map((number) => number(at));
      const result = calculate(...values);
      if (!Number.isFinite(result)) at.fail(notDefinedBecause(name, values));
      return result;
    },
  };
}

/** Both sides are calculated only where the first does not decide, so that one can guard the other against a division by zero. */
function compileLogic(operator: "and" | "or", args: readonly MathNode[], context: CompileContext): Compiled | undefined {
  const [left, right] = [compileCondition(args[0]!, context), compileCondition(args[1]!, context)];
  if (left === undefined || right === undefined) return undefined;
  return { is: "condition", evaluate: operator === "and" ? (at) => left(at) && right(at) : (at) => left(at) || right(at) };
}

function compileConditional(condition: MathNode, then: MathNode, otherwise: MathNode, context: CompileContext): Compiled | undefined {
  const test = compileCondition(condition, context);
  const [yes, no] = [compileNumber(then, context), compileNumber(otherwise, context)];
  if (test === undefined || yes === undefined || no === undefined) return undefined;
  return { is: "number", evaluate: (at) => (test(at) ? yes(at) : no(at)) };
}

/** `a < b`, and chains such as `2 <= a < 5`, which hold where each comparison does. */
function compileComparisons(names: readonly string[], params: readonly MathNode[], context: CompileContext): Compiled | undefined {
  const numbers = compileNumbers(params, context);
  if (numbers === undefined) return undefined;
  const compares = names.map((name) => context.math.comparisons.get(name)!);
  return {
    is: "condition",
    evaluate: (at) => {
      const values = numbers.map((number) => number(at));
      return compares.every((compare, index) => compare(values[index]!, values[index + 1]!));
    },
  };
}

function compileNumbers(nodes: readonly MathNode[], context: CompileContext): readonly Evaluate<number>[] | undefined {
  const compiled = nodes.map((node) => compileNumber(node, context));
  const numbers = compiled.filter((number) => number !== undefined);
  return numbers.length === nodes.length ? numbers : undefined;
}

export function compileNumber(node: MathNode, context: CompileContext): Evaluate<number> | undefined {
  const compiled = compileNode(node, context);
  if (compiled?.is === "condition") context.refuse(node.toString(), "invalid-type", "is a condition where a number is needed; ? 1 : 0 makes it one");
  return compiled?.is === "number" ? compiled.evaluate : undefined;
}

function compileCondition(node: MathNode, context: CompileContext): Evaluate<boolean> | undefined {
  const compiled = compileNode(node, context);
  if (compiled?.is === "number") context.refuse(node.toString(), "invalid-type", "is a number where a condition is needed, such as a comparison");
  return compiled?.is === "condition" ? compiled.evaluate : undefined;
}
