import { describe, expectTypeOf, it } from "vitest";
import { compareCrossover, crossoverChange, crossoverResponders } from "trialwise/crossover";
import { defineTrial, type KeysOf, noWorsening, type TrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "types",
  treatments: { cells: { label: "Cells" }, saline: { label: "Saline" } },
  arms: {
    first: { label: "First", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 15 } }] },
    second: { label: "Second", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 15 } }] },
  },
  visits: { a: { at: { months: 0 }, baseline: true }, b: { at: { months: 12 } }, c: { at: { months: 15 } }, d: { at: { months: 27 } } },
  measures: { walk: { label: "Walk", unit: "m", better: "higher" } },
});
declare const data: TrialData<KeysOf<typeof trial>>;
const periods = [{ from: "a", to: "b" }, { from: "c", to: "d" }] as const;

describe("keys of a crossover trial", () => {
  it("are those of the trial, in options and results", () => {
    const change = crossoverChange(data, { measure: "walk", periods });
    expectTypeOf<keyof typeof change.byTreatment>().toEqualTypeOf<"cells" | "saline">();
    expectTypeOf<keyof typeof change.byArm>().toEqualTypeOf<"first" | "second">();
    expectTypeOf(change.rows[0]!.treatment).toEqualTypeOf<"cells" | "saline">();
    const comparison = compareCrossover(change, { treatment: "cells", control: "saline", of: "value" });
    expectTypeOf(comparison.estimate).toEqualTypeOf<number | null>();
    expectTypeOf(comparison.method.name).toEqualTypeOf<"crossover-t-test" | "crossover-rank-test" | "crossover-mixed-model" | "first-period-t-test">();
    const responders = crossoverResponders(data, { rules: periods.map(({ from, to }) => noWorsening({ of: { kind: "change", measure: "walk", from, to } as const })) });
    expectTypeOf<keyof typeof responders.byTreatment>().toEqualTypeOf<"cells" | "saline">();
    expectTypeOf(responders.rows[0]!.arm).toEqualTypeOf<"first" | "second">();
    expectTypeOf(comparison.method.options.treatment).toEqualTypeOf<"cells" | "saline">();
  });

  it("are refused where they are not declared", () => {
    crossoverChange(data, { measure: "walk", periods });
    // @ts-expect-error The trial has no such measure.
    crossoverChange(data, { measure: "run", periods });
    crossoverChange(data, { measure: "walk", periods: [{ from: "a", to: "b" }, { from: "c", to: "d" }] });
    // @ts-expect-error The trial has no such visit.
    crossoverChange(data, { measure: "walk", periods: [{ from: "a", to: "z" }, { from: "c", to: "d" }] });
    const change = crossoverChange(data, { measure: "walk", periods });
    compareCrossover(change, { treatment: "cells", control: "saline" });
    // @ts-expect-error An arm is no treatment.
    compareCrossover(change, { treatment: "first", control: "saline" });
    compareCrossover(change, { treatment: "cells", control: "saline", of: "value" });
    // @ts-expect-error The result has no such quantity.
    compareCrossover(change, { treatment: "cells", control: "saline", of: "slope" });
  });
});
