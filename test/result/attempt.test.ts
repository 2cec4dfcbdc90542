import { attempt, isTrialwiseError, TrialwiseError } from "trialwise/result";
import { describe, expect, it } from "vitest";

const failure = new TrialwiseError({ code: "too-few-values", message: "f: needs two values", required: "at least 2 values", observed: 1 });

describe("attempt", () => {
  it("returns the value of a calculation that succeeds", () => {
    expect(attempt(() => 7)).toEqual({ ok: true, value: 7 });
  });

  it("returns a TrialwiseError as data that survive JSON", () => {
    const result = attempt(() => {
      throw failure;
    });
    expect(result).toStrictEqual({
      ok: false,
      issue: { code: "too-few-values", message: "f: needs two values", required: "at least 2 values", observed: 1, issues: [] },
    });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it.each([new RangeError("level"), new TypeError("x"), "text", null])("throws anything else on: %s", (thrown) => {
    expect(() =>
      attempt(() => {
        throw thrown;
      }),
    ).toThrow();
  });
});

describe("isTrialwiseError", () => {
  it("goes by name and code, so that a second copy of the library is recognised", () => {
    const other = Object.assign(new Error("x"), { name: "TrialwiseError", code: "no-variance" });
    expect([failure, other].map(isTrialwiseError)).toEqual([true, true]);
    expect([new Error("x"), new RangeError("x"), null, undefined, "TrialwiseError", { name: "TrialwiseError", code: "x" }].map(isTrialwiseError)).toEqual([
      false, false, false, false, false, false,
    ]);
  });
});
