import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { incidenceRate } from "trialwise/safety";
import { deepFreeze } from "../deepFreeze.ts";

interface Fixture {
  readonly cases: readonly (readonly [events: number, time: number, level: number, estimate: number, lower: number, upper: number])[];
}

const fixture = JSON.parse(readFileSync(new URL("../reference/safety/incidenceRates.json", import.meta.url), "utf8")) as Fixture;

describe("incidenceRate", () => {
  it("repeats the table of Garwood's limits: none, one, five and ten events", () => {
    // Exact 95 % limits of a Poisson count as printed in any table of them, to three decimals.
    const table = [[0, 0, 3.689], [1, 0.025, 5.572], [5, 1.623, 11.668], [10, 4.795, 18.39]] as const;
    for (const [events, lower, upper] of table) {
      const { interval } = incidenceRate({ events, time: 1 });
      expect([Math.round(interval.lower * 1000) / 1000, Math.round(interval.upper * 1000) / 1000]).toEqual([lower, upper]);
    }
  });

  it("agrees with poisson.test of R on 240 random counts", () => {
    let worst = 0;
    for (const [events, time, level, ...expected] of fixture.cases) {
      const { estimate, interval } = incidenceRate({ events, time }, { level });
      [estimate, interval.lower, interval.upper].forEach((found, at) => {
        worst = Math.max(worst, expected[at] === 0 ? Math.abs(found) : Math.abs(found / expected[at]! - 1));
      });
    }
    expect(fixture.cases).toHaveLength(240);
    // A closed form but for the quantile, which R and we find to the last digits.
    expect(worst).toBeLessThan(1e-13);
  });

  it("has its fields, and survives JSON unchanged", () => {
    const result = incidenceRate(deepFreeze({ events: 4, time: 2 }), deepFreeze({ level: 0.9 }));
    expect(result).toMatchObject({ estimate: 2, standardError: 1, counts: { events: 4, time: 2 }, method: { name: "exact-poisson", options: { level: 0.9 } } });
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    const none = incidenceRate({ events: -0, time: 2 });
    expect(JSON.parse(JSON.stringify(none))).toStrictEqual(none);
  });

  it.each<[string, () => unknown, string]>([
    ["no time", () => incidenceRate({ events: 1, time: 0 }), "the time at risk is 0"],
    ["a negative time", () => incidenceRate({ events: 1, time: -1 }), "time must not be negative; received -1"],
    ["a time so short that the rate would be infinite", () => incidenceRate({ events: 1, time: 1e-320 }), "time must be large enough for the rate to be a number; received 1e-320"],
    ["a time that is no number", () => incidenceRate({ events: 1, time: NaN }), "time must be a finite number"],
    ["endless time", () => incidenceRate({ events: 1, time: Infinity }), "time must be a finite number"],
    ["half an event", () => incidenceRate({ events: 0.5, time: 1 }), "events must be a whole number"],
    ["less than none", () => incidenceRate({ events: -1, time: 1 }), "events must be a whole number"],
    ["a level of 95", () => incidenceRate({ events: 1, time: 1 }, { level: 95 }), "level must be between 0 and 1"],
    ["another name", () => incidenceRate({ events: 1, years: 1 } as never), "time is missing"],
  ])("%s is refused", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
