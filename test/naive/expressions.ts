/** A second reading of expressions: trees made by hand instead of parsed, printed as text, and evaluated with JavaScript's own arithmetic. */
export type NaiveNumber =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "binary"; readonly operator: "+" | "-" | "*" | "/" | "^"; readonly left: NaiveNumber; readonly right: NaiveNumber }
  | { readonly kind: "negative"; readonly of: NaiveNumber }
  | { readonly kind: "call"; readonly name: "abs" | "sqrt" | "log" | "log2" | "log10" | "exp" | "floor" | "ceil"; readonly of: NaiveNumber }
  | { readonly kind: "round"; readonly of: NaiveNumber; readonly decimals: number }
  | { readonly kind: "extreme"; readonly name: "min" | "max"; readonly of: readonly NaiveNumber[] }
  | { readonly kind: "choice"; readonly condition: NaiveCondition; readonly chosen: NaiveNumber; readonly otherwise: NaiveNumber };

export type NaiveCondition =
  | { readonly kind: "compare"; readonly operator: "<" | "<=" | ">" | ">=" | "==" | "!="; readonly left: NaiveNumber; readonly right: NaiveNumber }
  | { readonly kind: "between"; readonly from: NaiveNumber; readonly value: NaiveNumber; readonly to: NaiveNumber }
  | { readonly kind: "logic"; readonly operator: "and" | "or"; readonly left: NaiveCondition; readonly right: NaiveCondition }
  | { readonly kind: "not"; readonly of: NaiveCondition };

/** What the language leaves to the engine, so that the caller says which. */
export interface Elementary {
  readonly exp: (x: number) => number;
  readonly log: (x: number) => number;
  readonly log2: (x: number) => number;
  readonly log10: (x: number) => number;
  readonly power: (base: number, exponent: number) => number;
}

interface Setting {
  readonly inputs: { readonly [name: string]: number };
  readonly elementary: Elementary;
}

/** The value, or the reason why there is none: of the first operation that has no finite result, in the order of reading. */
export function naiveValue(tree: NaiveNumber, inputs: Setting["inputs"], elementary: Elementary): number | string {
  try {
    return numberOf(tree, { inputs, elementary });
  } catch (reason) {
    if (typeof reason === "string") return reason;
    throw reason;
  }
}

function numberOf(tree: NaiveNumber, at: Setting): number {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "input":
      return at.inputs[tree.name]!;
    case "negative":
      return -numberOf(tree.of, at);
    case "binary":
      return binary(at, tree.operator, numberOf(tree.left, at), numberOf(tree.right, at));
    case "call":
      return call(at, tree.name, numberOf(tree.of, at));
    case "round":
      return roundHalfAway(numberOf(tree.of, at), tree.decimals);
    case "extreme": {
      const [first, ...others] = tree.of.map((inner) => numberOf(inner, at));
      const isBeyond = (a: number, b: number) => (tree.name === "min" ? a < b : a > b);
      return others.reduce((extreme, value) => (isBeyond(value, extreme) ? value : extreme), first!);
    }
    case "choice":
      return numberOf(holds(tree.condition, at) ? tree.chosen : tree.otherwise, at);
  }
}

function holds(tree: NaiveCondition, at: Setting): boolean {
  switch (tree.kind) {
    case "not":
      return !holds(tree.of, at);
    case "logic":
      return tree.operator === "and" ? holds(tree.left, at) && holds(tree.right, at) : holds(tree.left, at) || holds(tree.right, at);
    case "between": {
      const [from, value, to] = [numberOf(tree.from, at), numberOf(tree.value, at), numberOf(tree.to, at)];
      return compare("<=", from, value) && compare("<", value, to);
    }
    case "compare":
      return compare(tree.operator, numberOf(tree.left, at), numberOf(tree.right, at));
  }
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(1e-12 * Math.max(Math.abs(a), Math.abs(b)), 1e-15);
}

function compare(operator: string, a: number, b: number): boolean {
  if (same(a, b)) return ["<=", ">=", "=="].includes(operator);
  return operator === "!=" || (operator.startsWith("<") && a < b) || (operator.startsWith(">") && a > b);
}

function finite(value: number, reason: string): number {
  if (!Number.isFinite(value)) throw reason;
  return value;
}

function binary({ elementary }: Setting, operator: string, a: number, b: number): number {
  if (operator === "+") return finite(a + b, "too-large");
  if (operator === "-") return finite(a - b, "too-large");
  if (operator === "*") return finite(a * b, "too-large");
  if (operator === "/") return b === 0 ? finite(NaN, "division-by-zero") : finite(a / b, "too-large");
  if (a === 0 && b < 0) throw "division-by-zero";
  if (a < 0 && Math.floor(b) !== b) throw "root-of-negative";
  return finite(elementary.power(a, b), "too-large");
}

function call({ elementary }: Setting, name: string, x: number): number {
  if (name === "abs") return x < 0 ? -x : x;
  if (name === "exp") return finite(elementary.exp(x), "too-large");
  if (name === "sqrt") return finite(Math.sqrt(x), "root-of-negative");
  if (name.startsWith("log")) {
    if (x <= 0) throw "logarithm-of-non-positive";
    return elementary[name as "log" | "log2" | "log10"](x);
  }
  const [here, wanted] = [name === "floor" ? Math.floor(x) : Math.ceil(x), roundHalfAway(x, 0)];
  return same(x, wanted) && !same(x, here) ? wanted : here;
}

/** Rounds the number as it is written, by moving the point of its digits. */
function roundHalfAway(x: number, decimals: number): number {
  const moved = (value: number, by: number) => {
    const [digits, exponent = "0"] = String(value).split("e");
    return Number(`${digits}e${Number(exponent) + by}`);
  };
  return Math.sign(x) * moved(Math.round(moved(Math.abs(x), decimals)), -decimals);
}

const heights = { "+": 5, "-": 5, "*": 6, "/": 6, "^": 8 } as const;

/** A number's tree as text, with no more parentheses than it needs. */
export function printNumber(tree: NaiveNumber): string {
  switch (tree.kind) {
    case "number":
      return String(tree.value);
    case "input":
      return tree.name;
    case "negative":
      return `-${inside(tree.of, 7)}`;
    case "binary": {
      const height = heights[tree.operator];
      // A power is read from the right, and may have a sign in its exponent; the others are read from the left.
      const [left, right] = tree.operator === "^" ? [9, 7] : [height, height + 1];
      return `${inside(tree.left, left)} ${tree.operator} ${inside(tree.right, right)}`;
    }
    case "call":
      return `${tree.name}(${printNumber(tree.of)})`;
    case "round":
      return tree.decimals === 0 ? `round(${printNumber(tree.of)})` : `round(${printNumber(tree.of)}, ${tree.decimals})`;
    case "extreme":
      return `${tree.name}(${tree.of.map(printNumber).join(",")})`;
    case "choice":
      return `${printCondition(tree.condition)} ? ${inside(tree.chosen, 1)} : ${printNumber(tree.otherwise)}`;
  }
}

function printCondition(tree: NaiveCondition): string {
  switch (tree.kind) {
    case "not":
      return `not (${printCondition(tree.of)})`;
    case "compare":
      return `${inside(tree.left, 5)}${tree.operator}${inside(tree.right, 5)}`;
    case "between":
      return `${inside(tree.from, 5)} <= ${inside(tree.value, 5)} < ${inside(tree.to, 5)}`;
    case "logic": {
      const side = (inner: NaiveCondition) => (inner.kind === "logic" && inner.operator !== tree.operator ? `(${printCondition(inner)})` : printCondition(inner));
      // Read from the left: a right side with the same operator decides the same, but is grouped otherwise.
      const right = tree.right.kind === "logic" ? `(${printCondition(tree.right)})` : printCondition(tree.right);
      return `${side(tree.left)} ${tree.operator} ${right}`;
    }
  }
}

/** Parentheses around what binds less tightly than its place asks for. */
function inside(tree: NaiveNumber, height: number): string {
  const own = tree.kind === "binary" ? heights[tree.operator] : tree.kind === "negative" ? 7 : tree.kind === "choice" ? 0 : 9;
  return own < height ? `(${printNumber(tree)})` : printNumber(tree);
}
