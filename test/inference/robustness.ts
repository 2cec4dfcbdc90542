import { expect } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";

/** A result of frozen input that survives JSON unchanged: no undefined, NaN, Infinity or −0, and nothing written to the input. */
export function expectPlain<Input, Result>(calculate: (input: Input) => Result, input: Input): void {
  const result = calculate(deepFreeze(input));
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  expectReasons(result);
}

/** Every null of a result has an entry in its reasons, and every reason a null. */
function expectReasons(result: unknown): void {
  const { reasons = {} } = result as { readonly reasons?: Readonly<Record<string, string>> };
  expect(nullPaths(result, "").sort()).toEqual(Object.keys(reasons).sort());
}

function nullPaths(value: unknown, path: string): string[] {
  if (value === null) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => nullPaths(inner, path === "" ? key : `${path}.${key}`));
}

/** The code of the TrialwiseError that a calculation throws. */
export function codeOf(calculate: () => unknown): string {
  try {
    calculate();
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : `no code: ${String(error)}`;
  }
  return "no error";
}
