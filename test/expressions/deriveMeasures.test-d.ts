import { expectTypeOf, test } from "vitest";
import { changeFromBaseline, defineTrial, type KeysOf, readTrial, readTrialData } from "trialwise";
import { deriveMeasures } from "trialwise/expressions";

const trial = defineTrial({
  id: "types",
  arms: { msc: { label: "MSC", role: "experimental" } },
  visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  measures: { t25fw: { label: "Walk", unit: "s", better: "lower" }, declared: { label: "Declared", unit: "", better: "lower" } },
});
const records = { participants: [] };

test("the trial's type has the new measures, and the others as they were", () => {
  const derived = deriveMeasures(trial, records, {
    measures: { slowing: { label: "Slowing", unit: "%", better: "lower", expression: "t25fw - t25fw_baseline" }, declared: "t25fw" },
  });
  type Keys = KeysOf<typeof derived.trial>;
  expectTypeOf<Keys["measure"]>().toEqualTypeOf<"t25fw" | "declared" | "slowing">();
  expectTypeOf<Keys["visit"]>().toEqualTypeOf<"V5" | "V9">();
  expectTypeOf<Keys["arm"]>().toEqualTypeOf<"msc">();
  expectTypeOf(derived.derived[0]!.measure).toEqualTypeOf<"t25fw" | "declared" | "slowing">();
  const data = readTrialData(derived.trial, derived.records);
  expectTypeOf(changeFromBaseline(data, { measure: "slowing", to: "V9" }).byArm.msc.improvement.mean).toEqualTypeOf<number | null>();
  changeFromBaseline(data, { measure: "slowing", to: "V9" });
  // @ts-expect-error: not a measure of the trial
  changeFromBaseline(data, { measure: "slow", to: "V9" });
});

test("a new measure needs to say what it is, and a declared one has said it", () => {
  // @ts-expect-error: no direction
  deriveMeasures(trial, records, { measures: { slowing: { label: "Slowing", unit: "%", expression: "t25fw" } } });
  // @ts-expect-error: not declared, so an expression is not enough
  deriveMeasures(trial, records, { measures: { slowing: "t25fw" } });
  // @ts-expect-error: declared already
  deriveMeasures(trial, records, { measures: { declared: { label: "Again", unit: "%", better: "lower", expression: "t25fw" } } });
  // @ts-expect-error: no measures
  deriveMeasures(trial, records, {});
});

test("a trial from JSON, whose keys only a run can know, takes both", () => {
  const { trial: extended } = deriveMeasures(readTrial(trial), records, {
    measures: { slowing: { label: "Slowing", unit: "%", better: "lower", expression: "t25fw" }, declared: "t25fw" },
  });
  expectTypeOf<KeysOf<typeof extended>["measure"]>().toEqualTypeOf<string>();
});
