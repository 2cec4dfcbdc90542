import ts from "typescript";

const refusedMembers = new Map([
  ["localeCompare", "sorts by the machine's locale"],
  ["toLocaleString", "formats by the machine's locale"],
  ["toLocaleDateString", "formats by the machine's locale"],
  ["toLocaleTimeString", "formats by the machine's locale"],
  ["toLocaleLowerCase", "folds case by the machine's locale"],
  ["toLocaleUpperCase", "folds case by the machine's locale"],
  ...["getTimezoneOffset", "toDateString", "toTimeString", ...["FullYear", "Month", "Date", "Day", "Hours", "Minutes"].flatMap((part) => [`get${part}`, `set${part}`])].map(
    (name): [string, string] => [name, "reads the machine's time zone"],
  ),
]);

const refusedGlobals = new Map([
  ["globalThis", "reaches every ambient value"],
  ["Intl", "formats by the machine's locale"],
  ["Function", "runs text as code"],
  ["eval", "runs text as code"],
]);

/** What every engine computes alike: exactly, or rounded correctly. */
const sameInEveryEngine = new Set(["abs", "ceil", "floor", "round", "trunc", "sign", "min", "max", "sqrt", "clz32", "imul", "fround", "PI", "E", "LN2", "LN10", "LOG2E", "LOG10E", "SQRT2", "SQRT1_2"]);

/**
 * Uses of the clock, of randomness, of the machine's locale and of what engines round differently in a source file, as "line: what, why". The language's own
 * globals are looked at here; those of Node and of the browser do not compile in src at all, and another test holds that.
 */
export function findAmbientUses(fileName: string, text: string): readonly string[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const why = ts.isIdentifier(node) ? reasonToRefuse(node) : isOtherPower(node) ? "engines round powers differently: x ** 2 and 2 ** 30 are the same everywhere, for others there are power and powerOfTwo in src/numeric/elementary" : undefined;
    if (why !== undefined) found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText(file)}, ${why}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function reasonToRefuse(name: ts.Identifier): string | undefined {
  if (isMemberName(name)) return refusedMembers.get(name.text);
  if (!isValue(name)) return undefined;
  if (name.text === "Date") return isHarmlessDate(name) ? undefined : "reads the clock";
  if (name.text === "Math") return isHarmlessMath(name) ? undefined : "holds Math.random, and functions that engines round differently: src/numeric/elementary has its own";
  return refusedGlobals.get(name.text);
}

/** `x.name`, `{ name }` taken apart, `x["name"]` is caught where the object is looked at. */
function isMemberName(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === name;
  return ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === name;
}

/** Neither a type nor the name of a property being declared. */
function isValue(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isTypeQueryNode(parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent)) return parent.name !== name;
  return true;
}

/** `new Date(moment)`, `Date.UTC(…)` and `x instanceof Date` depend on their arguments alone; `new Date(2012, 0, 1)` is another moment elsewhere. */
function isHarmlessDate(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isNewExpression(parent) && parent.expression === name) return parent.arguments?.length === 1;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === "UTC";
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
}

/** `Math.sqrt` is; `Math.random`, `Math.exp`, `Math["sqrt"]` and `const { sqrt } = Math` are not. */
function isHarmlessMath(name: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(name.parent) && name.parent.expression === name && sameInEveryEngine.has(name.parent.name.text);
}

/** A power of numbers other than a square and a power of two that is written out; those of bigints are exact. */
function isOtherPower(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { left, operatorToken, right } = node;
  if (operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) return true;
  if (operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken || ts.isBigIntLiteral(left)) return false;
  return !(right.getText() === "2" || (left.getText() === "2" && /^-?\d+$/.test(right.getText())));
}
