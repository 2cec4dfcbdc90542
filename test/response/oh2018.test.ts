import { describe, expect, it } from "vitest";
import { compareResponders, not, percentImprovement } from "trialwise";
import { classifyResponders } from "trialwise/response";
import { type ExampleParticipant, readEntries } from "../change/exampleTrial.ts";

/**
 * Participants made up so that they fall into the classes of Oh 2018, Table 3 (https://doi.org/10.1002/ana.25302): that the counts
 * come out as printed shows that the classification is right, not that the trial is. All lose 6 points in the lead-in.
 */
function simulated(arm: "msc" | "control", classes4: readonly number[], classes6: readonly number[], deaths: number): [string, ExampleParticipant][] {
  // Losses that leave 0, 50, 75 and 100 % improvement: of 8 points in 4 months, of 12 in 6.
  const lossesOf = (counts: readonly number[], losses: readonly number[]) => counts.flatMap((count, index) => Array.from({ length: count }, () => losses[index]!));
  const [at4, at6] = [lossesOf(classes4, [8, 4, 2, 0]), lossesOf(classes6, [12, 6, 3, 0])];
  return at4.map((loss, index) => {
    const isDead = index < deaths;
    const V10 = isDead ? {} : { V10: 36 - at6[index - deaths]! };
    return [`${arm} ${index}`, { arm, at: { V1: 42, V5: 36, V9: 36 - loss, ...V10 }, ...(isDead && { deathMonth: 5 }) }];
  });
}

const data = readEntries([
  // Below 50 %, 50 to below 75, 75 to below 100, at least 100; the dead, who are below 50 % at 6 months, are counted apart.
  ...simulated("msc", [10, 4, 5, 13], [11, 3, 9, 8], 1),
  ...simulated("control", [22, 3, 1, 1], [19, 3, 2, 1], 2),
]);

const classesOf = (of: "slope4" | "slope6") => {
  const good = percentImprovement({ of, atLeast: 50 });
  return { poor: not(good), good, atLeast75: percentImprovement({ of, atLeast: 75 }), atLeast100: percentImprovement({ of, atLeast: 100 }) };
};

describe("responders of Oh 2018, simulated", () => {
  const at4 = classifyResponders(data, { classes: classesOf("slope4") }).byClass;
  const at6 = classifyResponders(data, { classes: classesOf("slope6") }).byClass;

  it("are counted as printed, with the dead among the poor responders at 6 months", () => {
    const countsOf = (classes: typeof at4) => Object.values(classes).map(({ byArm: { msc, control } }) => [msc.responders, msc.n, control.responders, control.n]);
    expect(countsOf(at4)).toEqual([[10, 32, 22, 27], [22, 32, 5, 27], [18, 32, 2, 27], [13, 32, 1, 27]]);
    expect(countsOf(at6)).toEqual([[12, 32, 21, 27], [20, 32, 6, 27], [17, 32, 3, 27], [8, 32, 1, 27]]);
    expect(at6.poor.byArm.control.byReason.map(({ reason, count }) => [reason, count])).toEqual([["met", 19], ["died", 2], ["not-met", 6]]);
  });

  it("have the p-values of its table: chi-square, and Fisher for at least 100 % at 6 months", () => {
    const pValuesOf = (classes: typeof at4) =>
      Object.values(classes).map((result) => {
        const { pValue, testUsed } = compareResponders(result, { treatment: "msc", control: "control" });
        return [Math.round(1000 * pValue!) / 1000, testUsed];
      });
    expect(pValuesOf(at4)).toEqual([[0, "pearson"], [0, "pearson"], [0, "pearson"], [0.001, "pearson"]]);
    expect(pValuesOf(at6)).toEqual([[0.002, "pearson"], [0.002, "pearson"], [0.001, "pearson"], [0.031, "fisher"]]);
  });
});
