import ts from "typescript";

/** A value as the documentation prints it. A number keeps its text, since its digits say how closely it is to be met. */
export type Expected =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "constant"; readonly value: string | boolean | null | undefined | number }
  | { readonly kind: "array"; readonly items: readonly Expected[] }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Expected> };

/** Reads a JavaScript literal; `undefined` where the text is none. */
export function parseExpected(text: string): Expected | undefined {
  const code = `(${text}\n)`;
  // The parser mends what is broken, silently: "[1," would be read as a whole array.
  if (ts.transpileModule(code, { reportDiagnostics: true }).diagnostics?.length !== 0) return undefined;
  const [statement, ...rest] = ts.createSourceFile("expected.ts", code, ts.ScriptTarget.ES2022, true).statements;
  if (rest.length > 0 || statement === undefined || !ts.isExpressionStatement(statement)) return undefined;
  return ts.isParenthesizedExpression(statement.expression) ? read(statement.expression.expression) : undefined;
}

const constants = new Map<string, string | boolean | null | undefined | number>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

function read(node: ts.Expression): Expected | undefined {
  const text = node.getText();
  if (constants.has(text)) return { kind: "constant", value: constants.get(text) };
  if (/^-?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return { kind: "number", text: text.replaceAll("_", "") };
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return { kind: "constant", value: node.text };
  if (ts.isArrayLiteralExpression(node)) {
    const items = node.elements.map(read);
    return items.every((item) => item !== undefined) ? { kind: "array", items } : undefined;
  }
  return ts.isObjectLiteralExpression(node) ? readObject(node) : undefined;
}

function readObject(node: ts.ObjectLiteralExpression): Expected | undefined {
  const fields = new Map<string, Expected>();
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property) || ts.isComputedPropertyName(property.name)) return undefined;
    const value = read(property.initializer);
    if (value === undefined) return undefined;
    fields.set(ts.isStringLiteral(property.name) ? property.name.text : property.name.getText(), value);
  }
  return { kind: "object", fields };
}

/** Where and how a value differs from the one printed; `undefined` where it does not. */
export function findMismatch(expected: Expected, actual: unknown, path = "value"): string | undefined {
  if (expected.kind === "number") return meetsDigits(expected.text, actual) ? undefined : `${path} is ${print(actual)}, printed as ${expected.text}`;
  if (expected.kind === "constant") return Object.is(expected.value, actual) ? undefined : `${path} is ${print(actual)}, printed as ${print(expected.value)}`;
  if (expected.kind === "array") {
    const items = ArrayBuffer.isView(actual) ? Array.from(actual as Float64Array) : actual;
    if (!Array.isArray(items)) return `${path} is ${print(actual)}, printed as an array`;
    if (items.length !== expected.items.length) return `${path} has ${items.length} items, printed with ${expected.items.length}: ${print(items)}`;
    return firstOf(expected.items.map((item, index) => findMismatch(item, items[index], `${path}[${index}]`)));
  }
  if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return `${path} is ${print(actual)}, printed as an object`;
  const [received, printed] = [Object.keys(actual).sort(), [...expected.fields.keys()].sort()];
  if (received.join() !== printed.join()) return `${path} has the fields ${received.join(", ")}, printed with ${printed.join(", ")}: ${print(actual)}`;
  const fields = new Map(Object.entries(actual));
  return firstOf([...expected.fields].map(([key, field]) => findMismatch(field, fields.get(key), `${path}.${key}`)));
}

/**
 * A number meets its printed form when it rounds to it, half away from zero, at the digits printed. A whole number is met
 * only by itself: 3 does not stand for 2.98. `toFixed` and `toExponential` round the exact binary value.
 */
function meetsDigits(text: string, actual: unknown): boolean {
  if (typeof actual !== "number") return false;
  if (Object.is(actual, Number(text))) return true;
  const [mantissa = "", exponent] = text.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  if (decimals === 0 && exponent === undefined) return false;
  const rounded = exponent === undefined ? actual.toFixed(decimals) : actual.toExponential(decimals);
  return Number(rounded) === Number(text);
}

function firstOf(mismatches: readonly (string | undefined)[]): string | undefined {
  return mismatches.find((mismatch) => mismatch !== undefined);
}

function print(value: unknown): string {
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "number" || value === undefined) return String(value);
  if (typeof value === "function") return "a function";
  const text = JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
