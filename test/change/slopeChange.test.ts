import { describe, expect, it } from "vitest";
import { alsfrsR, defineTrial, readTrialData } from "trialwise";
import { slopeChange } from "trialwise/change";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naivePercentImprovement, naiveSlopes } from "../naive/change.ts";
import { readEntries, readExample } from "./exampleTrial.ts";
import { expectPlain } from "./plain.ts";
import { analysisOptionsOf, arms, exclusionsOf, readCase, scoreTable, slopeChangeCases, summaryErrors } from "./referenceTrial.ts";

const [leadIn, followUp] = [{ from: "V1", to: "V5" }, { from: "V5", to: "V9" }] as const;

describe("slopeChange", () => {
  it("is right by hand for Oh 2018's definition: (V9 − V5)/4 minus (V5 − V1)/3", () => {
    const data = readExample({ "001": { arm: "msc", at: { V1: 42, V5: 36, V9: 33 } } });
    expect(slopeChange(data, "slope4").rows).toEqual([
      {
        participant: "001", arm: "msc", leadInSlope: -2, followUpSlope: -0.75, change: 1.25, improvement: 1.25, percentImprovement: 62.5,
        visits: { leadIn: 2, followUp: 2 },
      },
    ]);
  });

  it("reports improvement as Oh 2018's table does, not as its footnote subtracts: AALS −1.51 is +1.51", () => {
    const data = readExample({ "001": { arm: "msc", measure: "aals", at: { V1: 68, V5: 80, V9: 90 } } });
    const [row] = slopeChange(data, "aalsSlope4").rows;
    expect(row).toMatchObject({ leadInSlope: 4, followUpSlope: 2.5, change: -1.5, improvement: 1.5, percentImprovement: 37.5 });
    const [up] = slopeChange(readExample({ "001": { arm: "msc", at: { V1: 42, V5: 36, V9: 32 } } }), "slope4").rows;
    expect(up!.change).toBe(1);
    expect(up!.leadInSlope - up!.followUpSlope).toBe(-1);
  });

  it("agrees with R on 200 simulated trials, by two visits and by least squares: who is analysed, who is not and why, and the arms", () => {
    const worst = new WorstErrors();
    expect(slopeChangeCases.length).toBeGreaterThanOrEqual(200);
    slopeChangeCases.forEach((each, at) => {
      const [before, after] = [each.leadIn, each.followUp].map(([from, to]) => ({ from, to }));
      const { rows, excluded, byArm } = slopeChange(readCase(each), { measure: "score", leadIn: before!, followUp: after!, ...each.options }, analysisOptionsOf(each));
      expect(rows.map(({ participant, visits }) => [Number(participant), visits.leadIn, visits.followUp])).toEqual(
        each.rows.map((participant, row) => [participant, each.leadInVisits[row], each.followUpVisits[row]]),
      );
      expect(excluded).toEqual(exclusionsOf(each, each.excluded));
      rows.forEach(({ leadInSlope, followUpSlope, change, improvement, percentImprovement }, row) => {
        const [lead, follow, percent] = [each.leadInSlope[row]!, each.followUpSlope[row]!, each.percent[row]!];
        worst.add(at, {
          leadIn: errorOf(leadInSlope, lead, Math.max(1, Math.abs(lead))),
          followUp: errorOf(followUpSlope, follow, Math.max(1, Math.abs(follow))),
          change: errorOf(change, follow - lead, Math.max(1, Math.abs(lead), Math.abs(follow))),
          improvement: errorOf(improvement, each.better === "higher" ? change : -change, 1),
          percent: errorOf(percentImprovement, percent, Math.max(100, Math.abs(percent))),
        });
      });
      arms.forEach((arm, index) => worst.add(at, summaryErrors(byArm[arm][each.of], each.byArm[index]!)));
    });
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation on tables of scores", () => {
    const worst = new WorstErrors();
    slopeChangeCases.forEach((each, at) => {
      const data = readCase(each);
      const table = scoreTable(each);
      for (const method of ["two-visit", "least-squares"] as const) {
        const { rows } = slopeChange(data, { measure: "score", method, leadIn, followUp: { from: "V5", to: "V10" } });
        const [before, after] = [naiveSlopes(table, method, 0, 2), naiveSlopes(table, method, 2, 5)];
        for (const row of rows) {
          const index = Number(row.participant) - 1;
          worst.add(at, { leadIn: errorOf(row.leadInSlope, before[index]!, 1), followUp: errorOf(row.followUpSlope, after[index]!, 1) });
          if (Math.abs(before[index]!) > 1e-6) {
            const percent = naivePercentImprovement(before[index]!, after[index]!, each.better);
            worst.add(at, { percent: errorOf(row.percentImprovement, percent, 100 + Math.abs(percent ?? 0)) });
          }
        }
        expect(rows.length).toBe(before.filter((slope, row) => slope !== null && after[row] !== null).length);
      }
    });
    worst.expectBelow(1e-12);
  });

  it("has no percentage where the score did not decline in the lead-in, and describes the others", () => {
    const data = readExample({
      declined: { arm: "msc", at: { V1: 39, V5: 36, V9: 34 } },
      stood: { arm: "msc", at: { V1: 36, V5: 36, V9: 34 } },
      rose: { arm: "msc", at: { V1: 35, V5: 36, V9: 34 } },
    });
    const { rows, byArm } = slopeChange(data, "slope4");
    expect(rows.map(({ percentImprovement, reasons }) => [percentImprovement, reasons?.percentImprovement])).toEqual([
      [50, undefined],
      [null, "no-lead-in-decline"],
      [null, "no-lead-in-decline"],
    ]);
    expect([byArm.msc.n, byArm.msc.percentImprovement.n, byArm.msc.percentImprovement.mean]).toEqual([3, 1, 50]);
  });

  it("judges the decline of a measure without a full range by the participant's own values", () => {
    const endpoint = { measure: "fvc", method: "two-visit", leadIn, followUp } as const;
    const data = readExample({
      noise: { arm: "msc", measure: "fvc", at: { V1: 80.00000001, V5: 80, V9: 79 } },
      decline: { arm: "msc", measure: "fvc", at: { V1: 80.001, V5: 80, V9: 80 } },
    });
    const [noise, decline] = slopeChange(data, endpoint).rows;
    expect(noise?.percentImprovement).toBeNull();
    expect(decline?.percentImprovement).toBeCloseTo(100, 10);
  });

  it("judges the decline of a measure with a range by its width, wherever the range begins", () => {
    // A decline of 2e-7 a month is less than 1e-9 of the points from 700 to 1000, and more than that of one point alone.
    const bounded = (from: number, to: number) =>
      defineTrial({
        id: "bounded",
        arms: { msc: { label: "MSC", role: "experimental" } },
        visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
        measures: { score: { label: "Score", unit: "points", better: "higher", range: { from, to } } },
      });
    const percentOf = (from: number, to: number) => {
      const data = readTrialData(bounded(from, to), {
        participants: [{ id: "001", arm: "msc" }],
        observations: [["V1", 1000 + 6e-7], ["V5", 1000], ["V9", 1000]].map(([visit, value]) => ({
          participant: "001", visit: String(visit), measure: "score", value: Number(value),
        })),
      });
      return slopeChange(data, { measure: "score", method: "two-visit", leadIn, followUp }).rows[0]?.percentImprovement;
    };
    expect(percentOf(700, 1100)).toBeNull();
    expect(percentOf(999, 1001)).toBeCloseTo(100, 6);
  });

  it("names the first visit that is missing, and counts who died by least squares only", () => {
    const data = readExample({
      noLeadIn: { arm: "msc", at: { V5: 36, V9: 33 } },
      died: { arm: "control", at: { V1: 40, V5: 36, V6: 35 }, deathMonth: 2 },
    });
    expect(slopeChange(data, "slope4").excluded).toEqual([
      { participant: "noLeadIn", arm: "msc", reason: "no-observation", visit: "V1" },
      { participant: "died", arm: "control", reason: "died", visit: "V9" },
    ]);
    const line = slopeChange(data, { measure: "alsfrsR", method: "least-squares", leadIn, followUp });
    expect(line.rows.map(({ participant, visits }) => [participant, visits])).toEqual([["died", { leadIn: 2, followUp: 2 }]]);
  });

  it("is plain data from frozen data, with arms nobody is in, and echoes every option", () => {
    const data = deepFreeze(readEntries([["__proto__", { arm: "msc", at: { V1: 36, V5: 36, V9: 36 } }], ["constructor", { arm: "msc", at: { V1: 40, V5: 36, V9: 36 } }]]));
    const result = slopeChange(data, "slope4");
    expectPlain(result);
    expect(result.byArm.control.improvement.mean).toBeNull();
    expect(result.method.options).toEqual({
      measure: "alsfrsR", leadIn, followUp, method: "two-visit", per: "month", time: "nominal", daysPerMonth: 30.4375, quantileType: 7,
    });
  });

  it("refuses unknown keys, other kinds, and windows the wrong way round", () => {
    const data = readExample({});
    // @ts-expect-error an endpoint that is not declared
    expect(() => slopeChange(data, "slope5")).toThrow(/endpoint "slope5" is not declared/);
    expect(() => slopeChange(data, "change4")).toThrow(/the endpoint's kind must be one of "slope-change"; received "change"/);
    const swapped = { measure: "alsfrsR", method: "two-visit", leadIn: followUp, followUp: leadIn } as const;
    expect(() => slopeChange(data, swapped)).toThrow(/followUp must begin after leadIn: "V1" must be later than "V5"/);
    // @ts-expect-error the follow-up is needed
    expect(() => slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn })).toThrow(/followUp is missing/);
    // @ts-expect-error a window has two ends
    expect(() => slopeChange(data, { measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1" }, followUp })).toThrow(/leadIn must have from and to/);
    const windowed = { measure: "alsfrsR", method: "two-visit", leadIn: { ...leadIn, time: "actual" }, followUp } as const;
    expect(() => slopeChange(data, windowed)).toThrow(/^slopeChange: leadIn must not have "time"/);
  });

  it("refuses lead-in and follow-up in different units unless told which", () => {
    const definition = {
      id: "units",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { M3: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, W8: { at: { weeks: 8 } } },
      measures: { alsfrsR },
    } as const;
    const endpoint = { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "M3", to: "V5" }, followUp: { from: "V5", to: "W8" } } as const;
    expect(() => defineTrial({ ...definition, endpoints: { slope: endpoint } })).toThrow(/the endpoint's visits are declared in months and weeks; slopes need per: "month" or per: "week"/);
    expect(defineTrial({ ...definition, endpoints: { slope: { ...endpoint, per: "month" } } }).endpoints.slope.kind).toBe("slope-change");
  });
});
