import { readTimeFrame } from "trialwise/registry";
import { describe, expect, it } from "vitest";

const points = (...times: object[]) => ({ kind: "points", points: times });

describe("readTimeFrame", () => {
  it.each([
    ["Baseline and 24 weeks", points({ weeks: 0 }, { weeks: 24 })],
    ["4 months", points({ months: 4 })],
    ["Baseline", points({ days: 0 })],
    ["Baseline, Weeks 4, 8 and 12", points({ weeks: 0 }, { weeks: 4 }, { weeks: 8 }, { weeks: 12 })],
    ["Baseline, Week 4, Week 8, and Week 12.", points({ weeks: 0 }, { weeks: 4 }, { weeks: 8 }, { weeks: 12 })],
    ["baseline; 3, 6 & 12 months", points({ months: 0 }, { months: 3 }, { months: 6 }, { months: 12 })],
    ["Months 6 and 12", points({ months: 6 }, { months: 12 })],
    ["at 24 Weeks after baseline", points({ weeks: 24 })],
    ["Change from baseline at week 24", points({ weeks: 0 }, { weeks: 24 })],
    ["52-week", points({ weeks: 52 })],
    ["1 year", points({ months: 12 })],
    ["1.5 yrs", points({ months: 18 })],
    ["28 days", points({ days: 28 })],
    ["Days 0, 7 and 14", points({ days: 0 }, { days: 7 }, { days: 14 })],
    ["Week -4, baseline, week 24", points({ weeks: -4 }, { weeks: 0 }, { weeks: 24 })],
    ["Week -0, week 24", points({ weeks: 0 }, { weeks: 24 })],
    ["Month −3 and Month 4", points({ months: -3 }, { months: 4 })],
    ["Week 4 and 6 months", points({ weeks: 4 }, { months: 6 })],
    ["Baseline to Week 24", { kind: "span", from: { weeks: 0 }, to: { weeks: 24 } }],
    ["From baseline through 12 months", { kind: "span", from: { months: 0 }, to: { months: 12 } }],
    ["Week 4 until Week 24", { kind: "span", from: { weeks: 4 }, to: { weeks: 24 } }],
    ["Day 0 to Day 84", { kind: "span", from: { days: 0 }, to: { days: 84 } }],
    ["Up to 1 year", { kind: "span", to: { months: 12 } }],
    ["through week 52", { kind: "span", to: { weeks: 52 } }],
  ])("reads %j", (text, times) => expect(readTimeFrame(text)).toStrictEqual(times));

  it.each([
    ["nothing", ""],
    ["an end that is an event", "Baseline to end of treatment"],
    ["another beginning", "24 weeks after the last dose"],
    ["a rhythm", "every 4 weeks"],
    ["numbers in words", "four months"],
    ["a day counted from nobody knows where", "Day 28"],
    ["two times or one", "2 years and 6 months"],
    ["a unit before and another after", "Week 4, 8 and 12 months"],
    ["a number without a unit", "Baseline, 4, 8"],
    ["a comment", "24 weeks (6 months)"],
    ["a range by a hyphen", "4-8 weeks"],
    ["two stretches", "Baseline to Week 4 to Week 8"],
    ["a stretch backwards", "Week 24 to Week 4"],
    ["a stretch of nothing", "up to 0 weeks"],
    ["a list that does not run upwards", "Week 24, Week 24"],
    ["a long text", `Baseline, ${"Week 1, ".repeat(1000)}`],
  ])("does not read %s", (_, text) => expect(readTimeFrame(text)).toBeNull());

  it.each([
    [null, "null"],
    [undefined, "undefined"],
    [24, "24"],
    [["24 weeks"], "an array of 1"],
    [{ weeks: 24 }, "an object"],
  ])("refuses %j", (value, received) => {
    expect(() => readTimeFrame(value as never)).toThrow(new TypeError(`readTimeFrame: the time frame must be a text; received ${received}`));
  });

  it("is done with a long text at once", () => expect(readTimeFrame(`${" ".repeat(100_000)}1,`)).toBeNull());
});
