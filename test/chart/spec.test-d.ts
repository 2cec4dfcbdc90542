import { expectTypeOf, test } from "vitest";
import type { ChartSpec } from "trialwise/chart";
import type { TopLevelSpec } from "vega-lite";

test("a chart is a specification of Vega-Lite", () => {
  expectTypeOf<ChartSpec>().toExtend<TopLevelSpec>();
});
