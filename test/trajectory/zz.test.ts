import { it } from "vitest";
import { fitSegmented } from "trialwise/trajectory";
it("x", () => {
  const course = { time: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], value: [46, 47, 46, 46, 45, 43, 42, 39, 38, 36] };
  for (const breakpoints of [1,2] as const) for (const intervalMethod of ["delta","profile"] as const) {
    const { observations, ...fit } = fitSegmented(course, { breakpoints, intervalMethod });
    console.log(JSON.stringify(fit, null, 1));
  }
});
