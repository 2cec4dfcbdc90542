import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../architecture/repository.ts";
import { findMismatch, parseExpected } from "./expectedValue.ts";

const { calls } = JSON.parse(readRepositoryFile("test/reference/documentation/rDefaults.json")) as { readonly calls: readonly { readonly call: string; readonly value: number }[] };
const values = new Map(calls.map(({ call, value }) => [call, value]));
const lines = readRepositoryFile("docs/for-r-users.md").split("\n");

/** The calls to R that the page quotes, with the line of the snippet that follows each. */
const quoted = lines.flatMap((line, index) => {
  const [, call, printed] = /^\/\/ R: (.+) is (-?[\d.]+)$/.exec(line) ?? [];
  return call === undefined || printed === undefined ? [] : [{ call, printed, next: lines[index + 1] ?? "" }];
});

describe("docs/for-r-users.md", () => {
  it.each(quoted)("R returns $printed for $call", ({ call, printed }) => {
    expect(findMismatch(parseExpected(printed)!, values.get(call))).toBeUndefined();
  });

  it("has a line that runs below each call, and leaves no line of R unread", () => {
    expect(quoted.filter(({ next }) => !next.includes("// =>")).map(({ call }) => call)).toEqual([]);
    expect(quoted).toHaveLength(lines.filter((line) => line.startsWith("// R:")).length);
    expect(quoted.length).toBeGreaterThan(30);
  });
});
