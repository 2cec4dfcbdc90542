import { type AllOf, allOf, noWorsening, not, percentImprovement, type PercentImprovement } from "trialwise/trial";
import { expectTypeOf, it } from "vitest";

it("a rule keeps the endpoint's key as a literal", () => {
  expectTypeOf(percentImprovement({ of: "slope4", atLeast: 50 })).toEqualTypeOf<PercentImprovement<"slope4">>();
});

it("a rule has exactly one bound", () => {
  percentImprovement({ of: "slope4", atLeast: 50 });
  // @ts-expect-error: no bound
  percentImprovement({ of: "slope4" });
  // @ts-expect-error: two bounds
  percentImprovement({ of: "slope4", atLeast: 50, moreThan: 50 });
  // @ts-expect-error: no such bound
  percentImprovement({ of: "slope4", atleast: 50 });
});

it("a combination keeps every endpoint's key", () => {
  const both = allOf(percentImprovement({ of: "slope4", atLeast: 50 }), not(noWorsening({ of: "change6" })));
  expectTypeOf(both).toEqualTypeOf<AllOf<"slope4" | "change6">>();
});
