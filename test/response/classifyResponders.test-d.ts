import { compareResponders } from "trialwise/comparison";
import { classifyResponders, type ResponderClassesResult, type ResponderResult } from "trialwise/response";
import { anyOf, confirmed, keysOf, type KeysOf, noWorsening, not, percentImprovement, type TrialData, type TrialKeys } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";
import type { trial } from "../change/exampleTrial.ts";

type Keys = KeysOf<typeof trial>;
declare const data: TrialData<Keys>;
const good = percentImprovement({ of: "slope4", atLeast: 50 });

describe("classifyResponders", () => {
  it("takes the trial's endpoints, at any depth of a rule, and no others", () => {
    classifyResponders(data, { rule: percentImprovement({ of: "slope4", atLeast: 50 }) });
    // @ts-expect-error: no such endpoint
    classifyResponders(data, { rule: percentImprovement({ of: "slope5", atLeast: 50 }) });
    classifyResponders(data, { rule: anyOf(good, not(noWorsening({ of: "change4" }))) });
    // @ts-expect-error: no such endpoint
    classifyResponders(data, { rule: anyOf(good, not(noWorsening({ of: "change5" }))) });
    classifyResponders(data, { classes: { good, held: confirmed(noWorsening({ of: "change4" }), { weeks: 8 }) } });
    // @ts-expect-error: no such endpoint
    classifyResponders(data, { classes: { good, held: confirmed(noWorsening({ of: "change5" }), { weeks: 8 }) } });
  });

  it("takes an endpoint in place, of the trial's measures and visits", () => {
    classifyResponders(data, { rule: noWorsening({ of: { kind: "change", measure: "fvc", to: "V9" } }) });
    // @ts-expect-error: no such measure
    classifyResponders(data, { rule: noWorsening({ of: { kind: "change", measure: "svc", to: "V9" } }) });
    // @ts-expect-error: no such visit
    classifyResponders(data, { rule: noWorsening({ of: { kind: "change", measure: "fvc", to: "V8" } }) });
  });

  it("has policies of its own words", () => {
    classifyResponders(data, { rule: good, deaths: "excluded" });
    // @ts-expect-error: no such policy
    classifyResponders(data, { rule: good, deaths: "exclude" });
    // @ts-expect-error: no such option
    classifyResponders(data, { rule: good, death: "excluded" });
  });

  it("keeps the classes' names and the arms as literals", () => {
    const result = classifyResponders(data, { classes: { good, poor: not(good) } });
    expectTypeOf(result).toEqualTypeOf<ResponderClassesResult<Keys, "good" | "poor">>();
    expectTypeOf(result.byClass.poor.byArm.control.responders).not.toBeAny();
    // @ts-expect-error: no such class
    expectTypeOf(result.byClass.por.byArm.control.responders).not.toBeAny();
    // @ts-expect-error: no such arm
    expectTypeOf(result.byClass.poor.byArm.placebo.responders).not.toBeAny();
    expectTypeOf(result.rows[0]!.classes).toEqualTypeOf<readonly ("good" | "poor")[]>();
    expectTypeOf(classifyResponders(data, { rule: good })).toEqualTypeOf<ResponderResult<Keys>>();
  });

  it("compiles in a helper over any trial", () => {
    function proportions<AnyKeys extends TrialKeys>(any: TrialData<AnyKeys>, of: AnyKeys["endpoint"], treatment: AnyKeys["arm"], control: AnyKeys["arm"]) {
      const result = classifyResponders(any, { rule: percentImprovement({ of, atLeast: 50 }) });
      const { pValue } = compareResponders(result, { treatment, control });
      return [pValue, ...keysOf(any.trial.arms).map((arm) => result.byArm[arm].proportion)];
    }
    proportions(data, "slope4", "msc", "control");
    // @ts-expect-error: no such endpoint
    proportions(data, "slope5", "msc", "control");
  });
});
