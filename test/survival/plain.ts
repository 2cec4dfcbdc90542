import { expect } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";

/**
 * A result of frozen input that survives JSON unchanged: no undefined, NaN, Infinity or −0, and nothing written to the input. Every
 * null is named in the reasons of the row it stands in, or of the result, and every reason names a null.
 */
export function expectPlain<Input, Result>(calculate: (input: Input) => Result, input: Input): void {
  const result = calculate(deepFreeze(input));
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  expect(unexplained(result)).toEqual([]);
}

function unexplained(value: unknown): string[] {
  const { nulls, problems } = collect(value, "");
  return [...problems, ...nulls];
}

function collect(value: unknown, path: string): { readonly nulls: string[]; readonly problems: string[] } {
  if (value === null) return { nulls: [path], problems: [] };
  if (typeof value !== "object") return { nulls: [], problems: [] };
  const inner = Object.entries(value)
    .filter(([key]) => key !== "reasons")
    .map(([key, field]) => collect(field, path === "" ? key : `${path}.${key}`));
  const nulls = inner.flatMap((each) => each.nulls);
  const problems = inner.flatMap((each) => each.problems);
  if (!("reasons" in value)) return { nulls, problems };
  const explained = Object.keys(value.reasons as object).map((key) => (path === "" ? key : `${path}.${key}`));
  return {
    nulls: [],
    problems: [
      ...problems,
      ...nulls.filter((each) => !explained.includes(each)).map((each) => `${each} has no reason`),
      ...explained.filter((each) => !nulls.includes(each)).map((each) => `${each} has a reason and a value`),
      ...(explained.length === 0 ? [`${path}.reasons is empty`] : []),
    ],
  };
}
