import { attempt } from "trialwise/result";
import { absoluteImprovement, allOf, anyOf, confirmed, not, noWorsening, percentImprovement, readTrial, ResponderRule } from "trialwise/trial";
import { describe, expect, it } from "vitest";

const rule = anyOf(
  percentImprovement({ of: "slope4", atLeast: 50 }),
  allOf(not(percentImprovement({ of: "slope4", moreThan: 25 })), noWorsening({ of: { kind: "change", measure: "edss", to: "V9" } })),
  confirmed(absoluteImprovement({ of: "change4", atLeast: 1.5 }), { weeks: 24 }),
);

describe("responder rules", () => {
  it("are data that can be stored and read back", () => {
    expect(ResponderRule.parse(JSON.parse(JSON.stringify(rule)))).toStrictEqual(rule);
  });

  it("carry one bound, and say so", () => {
    const loose: { readonly of: string; readonly atLeast: number } = JSON.parse('{ "of": "slope4" }');
    expect(() => percentImprovement(loose)).toThrow(RangeError);
    expect(() => percentImprovement({ of: "slope4", atLeast: Number.NaN })).toThrow("received NaN");
    expect(() => percentImprovement({ of: "slope4", atLeast: "50" as never })).toThrow('received "50"');
    for (const build of [percentImprovement, absoluteImprovement]) {
      expect(() => build({ of: "slope4", atLeast: 1, moreThan: 2 } as never)).toThrow(/give either atLeast or moreThan, as a finite number; received both$/);
    }
    expect(() => confirmed(rule, { weeks: 0 })).toThrow("weeks must be a positive number; received 0");
    for (const wrong of ["24", Infinity]) expect(() => confirmed(rule, { weeks: wrong as never })).toThrow(RangeError);
  });

  it("are checked with the trial that declares them", () => {
    const definition = {
      id: "T",
      arms: { a: { label: "A", role: "control" } },
      endpoints: { response: { kind: "response", rule } },
    };
    const result = attempt(() => readTrial(definition));
    expect(result.ok ? [] : result.issue.issues.map(({ path, code }) => `${path.join(".")} ${code}`)).toEqual([
      "endpoints.response.rule.rules.0.of unknown-key",
      "endpoints.response.rule.rules.1.rules.0.rule.of unknown-key",
      "endpoints.response.rule.rules.1.rules.1.of.measure unknown-key",
      "endpoints.response.rule.rules.1.rules.1.of.to unknown-key",
      "endpoints.response.rule.rules.2.rule.of unknown-key",
    ]);
  });
});
