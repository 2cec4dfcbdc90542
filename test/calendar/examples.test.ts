import { describe, expect, it } from "vitest";
import { alsfrsR } from "trialwise/instruments";
import {
  type Assessment,
  assignVisits,
  type AssignVisitsOptions,
  dateOfStudyDay,
  durationBetween,
  type EventToJudge,
  imputeDates,
  monthsBetween,
  studyDay,
  treatmentEmergence,
} from "trialwise/calendar";
import { attempt } from "trialwise/result";
import { defineTrial, type KeysOf, readTrialData, recordsFromRows } from "trialwise/trial";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";

/** The path and code of every problem that a call reports. */
function issuesOf(call: () => unknown): readonly string[] {
  const result = attempt(call);
  return result.ok ? [] : result.issue.issues.map(({ path, code }) => `${path.join(".")} ${code}`);
}

describe("studyDay", () => {
  it("has no day 0: the reference is day 1, the day before it day -1", () => {
    const reference = "2014-01-02";
    expect(["2013-12-31", "2014-01-01", "2014-01-02", "2014-01-03"].map((date) => studyDay(date, { reference }))).toEqual([-2, -1, 1, 2]);
    // 31 days of January from the 2nd on are 30, then 28 of February: 1 March is day 59; in 2012 a day more.
    expect(studyDay("2014-03-01", { reference })).toBe(59);
    expect(studyDay("2012-03-01", { reference: "2012-01-02" })).toBe(60);
  });

  it("counts the days on which clocks change, in whatever zone it runs, and far dates", () => {
    // Auckland 2014-04-06 and 2014-09-28, Los Angeles 2014-03-09 and 2014-11-02; Apia had no 2011-12-30.
    for (const [before, after] of [["2014-04-05", "2014-04-07"], ["2014-09-27", "2014-09-29"], ["2014-03-08", "2014-03-10"], ["2014-11-01", "2014-11-03"], ["2011-12-29", "2011-12-31"]] as const) {
      expect(studyDay(after, { reference: before })).toBe(3);
      expect(dateOfStudyDay(3, { reference: before })).toBe(after);
      expect(dateOfStudyDay(-2, { reference: after })).toBe(before);
    }
    // The Gregorian calendar has 3 652 059 days from 0001-01-01 to 9999-12-31.
    expect(studyDay("9999-12-31", { reference: "0001-01-01" })).toBe(3_652_059);
    expect(dateOfStudyDay(3_652_059, { reference: "0001-01-01" })).toBe("9999-12-31");
    expect(studyDay("2000-03-01", { reference: "2000-02-28" })).toBe(3);
    expect(studyDay("1900-03-01", { reference: "1900-02-28" })).toBe(2);
  });

  it("reports both dates at once, and refuses what is no full date", () => {
    expect(issuesOf(() => studyDay("2014-02-30", { reference: "02JAN2014" }))).toEqual(["date invalid-date", "reference invalid-date"]);
    for (const date of ["2014-02", "2014", "20140201", "2014-02-01T10:00", "2014-W05-1", "2014-13-01", "2013-02-29", "+2014-02-01", " 2014-02-01", ""]) {
      expect(issuesOf(() => studyDay(date, { reference: "2014-01-02" }))).toEqual(["date invalid-date"]);
    }
    const untyped: { readonly date: string; readonly reference: string } = JSON.parse(`{ "date": 20140201 }`);
    expect(issuesOf(() => studyDay(untyped.date, { reference: untyped.reference }))).toEqual(["date invalid-type", "reference missing-field"]);
    expect(() => studyDay("2014-02-01", JSON.parse(`{ "refrence": "2014-01-02" }`))).toThrow(`Did you mean "reference"?`);
  });
});

describe("dateOfStudyDay", () => {
  it("is the day that studyDay counts, and refuses day 0", () => {
    const reference = "2012-02-28";
    expect([-59, -1, 1, 2, 3, 366].map((day) => dateOfStudyDay(day, { reference }))).toEqual(["2011-12-31", "2012-02-27", "2012-02-28", "2012-02-29", "2012-03-01", "2013-02-27"]);
    expect(() => dateOfStudyDay(0, { reference })).toThrow("day must not be 0");
    expect(() => dateOfStudyDay(1.5, { reference })).toThrow("whole number");
    expect(() => dateOfStudyDay(Number.NaN, { reference })).toThrow("finite");
    expect(() => dateOfStudyDay(4_000_000, { reference })).toThrow("0000 to 9999");
    expect(() => dateOfStudyDay(1e300, { reference })).toThrow("0000 to 9999");
    expect(issuesOf(() => dateOfStudyDay(1, { reference: "2013-02-29" }))).toEqual(["reference invalid-date"]);
  });
});

describe("monthsBetween", () => {
  it("counts 31 January to the days round the end of February by five conventions, as by hand", () => {
    const from = "2012-01-31";
    const all = (to: string) => (["julian", "thirty-day", "calendar", "completed", "boundaries"] as const).map((convention) => monthsBetween({ from, to }, { convention }));
    expect(all("2012-02-28")).toEqual([28 / 30.4375, 28 / 30, 28 / 29, 0, 1]);
    expect(all("2012-02-29")).toEqual([29 / 30.4375, 29 / 30, 1, 1, 1]);
    // One day into the month from 29 February to 31 March.
    expect(all("2012-03-01")).toEqual([30 / 30.4375, 30 / 30, 1 + 1 / 31, 1, 2]);
    expect(all("2012-03-31")).toEqual([60 / 30.4375, 2, 2, 2, 2]);
    expect(all("2012-01-31")).toEqual([0, 0, 0, 0, 0]);
    expect(monthsBetween({ from: "2012-02-29", to: "2012-01-31" }, { convention: "calendar" })).toBe(-1);
    // SAS's own example of INTCK: a day that is a year, and nearly a year that is none.
    expect(durationBetween({ from: "1994-12-31", to: "1995-01-01" }, { unit: "year", end: "exclusive", convention: "boundaries" }).amount).toBe(1);
    expect(durationBetween({ from: "1994-01-01", to: "1994-12-31" }, { unit: "year", end: "exclusive", convention: "boundaries" }).amount).toBe(0);
  });

  it("refuses a convention that does not exist, and both bad dates at once", () => {
    expect(() => monthsBetween({ from: "2012-01-31", to: "2012-02-28" }, JSON.parse(`{ "convention": "calender" }`))).toThrow(`Did you mean "calendar"?`);
    expect(() => monthsBetween(JSON.parse(`{ "from": "2012-01-31", "until": "2012-02-28" }`))).toThrow("to is missing");
    expect(issuesOf(() => monthsBetween({ from: "2012", to: "2012-02-30" }))).toEqual(["from invalid-date", "to invalid-date"]);
  });
});

describe("durationBetween", () => {
  it("counts an event of two days over a leap day, in each unit, with its last day and without", () => {
    const dates = { from: "2012-02-28", to: "2012-03-01" };
    expect(durationBetween(dates, { unit: "day", end: "inclusive" })).toMatchObject({ amount: 3, unit: "day", days: 3 });
    expect(durationBetween(dates, { unit: "week", end: "exclusive" })).toMatchObject({ amount: 2 / 7, days: 2 });
    expect(durationBetween(dates, { unit: "month", end: "inclusive" }).amount).toBe(3 / 30.4375);
    expect(durationBetween({ from: "2012-01-01", to: "2012-01-31" }, { unit: "month", end: "inclusive", convention: "calendar" }).amount).toBe(1);
    const birthdays = { from: "1960-02-29", to: "2013-02-28" };
    expect(durationBetween(birthdays, { unit: "year", end: "exclusive", convention: "completed" }).amount).toBe(53);
    expect(durationBetween({ ...birthdays, to: "2012-02-28" }, { unit: "year", end: "exclusive", convention: "completed" }).amount).toBe(51);
    // lubridate's documentation of time_length(): 99.99726 years.
    expect(durationBetween({ from: "1900-01-01", to: "1999-12-31" }, { unit: "year", end: "exclusive", convention: "calendar" }).amount).toBe(99 + 364 / 365);
    const result = durationBetween(deepFreeze(dates), deepFreeze({ unit: "month", end: "exclusive" }));
    expectPlain(result);
    expect(result.method.options).toEqual({ unit: "month", end: "exclusive", convention: "julian" });
  });

  it("says which options are missing where none are given", () => {
    expect(() => durationBetween({ from: "2014-01-01", to: "2014-01-31" }, JSON.parse("null"))).toThrow("durationBetween: options must be an object; received null");
  });

  it("refuses an end before the start, and a convention for days", () => {
    expect(issuesOf(() => durationBetween({ from: "2012-03-01", to: "2012-02-29" }, { unit: "day", end: "inclusive" }))).toEqual(["to impossible-order"]);
    expect(() => durationBetween({ from: "2012-03-01", to: "2012-03-02" }, JSON.parse(`{ "unit": "day", "end": "inclusive", "convention": "julian" }`))).toThrow("convention");
    expect(() => durationBetween({ from: "2012-03-01", to: "2012-03-02" }, JSON.parse(`{ "unit": "day" }`))).toThrow("end must be one of");
    expect(() => durationBetween({ from: "2012-03-01", to: "2012-03-02" }, JSON.parse(`{ "unit": "days", "end": "inclusive" }`))).toThrow("unit must be one of");
  });
});

describe("imputeDates", () => {
  it("imputes CDISC's partial dates by each rule as by hand, and says what", () => {
    const dates = ["2019-02", "2020-02", "2019", "2019---01", "2019---31", "2019-02-03"].map((date) => ({ date }));
    const imputed = (rule: "first" | "middle" | "last") => imputeDates(deepFreeze(dates), { rule }).dates.map(({ date, flag = "" }) => `${date} ${flag}`);
    expect(imputed("first")).toEqual(["2019-02-01 D", "2020-02-01 D", "2019-01-01 M", "2019-01-01 M", "2019-01-31 M", "2019-02-03 "]);
    expect(imputed("middle")).toEqual(["2019-02-15 D", "2020-02-15 D", "2019-06-30 M", "2019-06-01 M", "2019-07-31 M", "2019-02-03 "]);
    expect(imputed("last")).toEqual(["2019-02-28 D", "2020-02-29 D", "2019-12-31 M", "2019-12-01 M", "2019-12-31 M", "2019-02-03 "]);
  });

  it("keeps to bounds, where the date can", () => {
    const one = (date: string, notBefore: string | null, notAfter: string | null, rule: "first" | "last" = "first") => {
      const { date: imputed, movedTo = "", outsideBounds } = imputeDates([{ date, notBefore, notAfter }], { rule }).dates[0]!;
      return `${imputed} ${movedTo}${outsideBounds ? "outside" : ""}`;
    };
    // admiral's documentation of min_dates: 2020-11-11 counts, 2020-12-06 cannot.
    expect(one("2020-11", "2020-11-11", null)).toBe("2020-11-11 not-before");
    expect(one("2020-11", "2020-12-06", null)).toBe("2020-11-01 outside");
    expect(one("2020-11", "2020-10-06", null)).toBe("2020-11-01 ");
    expect(one("2020", "2020-11-11", null)).toBe("2020-11-11 not-before");
    expect(one("2020---15", "2020-11-20", null)).toBe("2020-12-15 not-before");
    expect(one("2020", null, "2020-04-02", "last")).toBe("2020-04-02 not-after");
    expect(one("2020---15", null, "2020-04-02", "last")).toBe("2020-03-15 not-after");
    expect(one("2020-11-02", "2020-11-11", null)).toBe("2020-11-02 outside");
    // Nothing between the two: the 15th is beyond one or the other.
    expect(one("2020---15", "2020-04-16", "2020-05-14")).toBe("2020-01-15 outside");
  });

  it("leaves dates of an unknown year, or finds the first or last such day within the bound", () => {
    const dates = [{ date: "" }, { date: null, notBefore: "2019-03-20" }, { date: "--02-29", notBefore: "2019-03-20" }, { date: "--03-15", notBefore: "2019-03-20" }, { date: "----31", notBefore: "2019-04-01" }];
    const left = imputeDates(deepFreeze(dates), { rule: "first" });
    expectPlain(left);
    expect(left.dates.map(({ date, reasons }) => [date, reasons?.date])).toEqual([[null, "no-values"], [null, "no-values"], [null, "partial-date"], [null, "partial-date"], [null, "partial-date"]]);
    const bound = imputeDates(dates, { rule: "first", unknownYear: "bound" });
    expectPlain(bound);
    expect(bound.dates.map(({ date, flag }) => [date, flag])).toEqual([[null, undefined], ["2019-03-20", "Y"], ["2020-02-29", "Y"], ["2020-03-15", "Y"], ["2019-05-31", "Y"]]);
    expect(bound.counts).toEqual({ dates: 5, complete: 0, imputed: { D: 0, M: 0, Y: 4 }, notImputed: 1, moved: 0, outsideBounds: 0 });
    const before = imputeDates([{ date: "--02-29", notAfter: "2103-01-01" }, { date: null, notAfter: "2103-01-01", notBefore: "2103-01-01" }], { rule: "last", unknownYear: "bound" });
    // 2100 is no leap year.
    expect(before.dates.map(({ date }) => date)).toEqual(["2096-02-29", "2103-01-01"]);
    expect(imputeDates([{ date: null, notBefore: "2019-03-20" }], { rule: "middle", unknownYear: "bound" }).dates[0]?.date).toBe(null);
    // There are eight years without a 29 February from 1896 to 1904, and the calendar's last has none.
    const rare = [{ date: "--02-29", notBefore: "1896-03-01" }, { date: "--02-29", notBefore: "9997-01-01" }, { date: "--06-30", notBefore: "9999-07-01" }];
    expect(imputeDates(rare, { rule: "first", unknownYear: "bound" }).dates.map(({ date }) => date)).toEqual(["1904-02-29", null, null]);
    expect(imputeDates([{ date: "--02-29", notAfter: "1904-02-28" }], { rule: "last", unknownYear: "bound" }).dates[0]?.date).toBe("1896-02-29");
    // The first 29 February from the bound on lies beyond the other bound: said, not hidden.
    const dead = imputeDates([{ date: "--02-29", notBefore: "2019-03-20", notAfter: "2019-12-31" }], { rule: "first", unknownYear: "bound" });
    expect(dead.dates).toEqual([{ recorded: "--02-29", date: "2020-02-29", flag: "Y", outsideBounds: true }]);
  });

  it("lists the days of a year once, however many rows name it", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ date: index % 2 === 0 ? "2019" : null, notBefore: "2019-03-20" }));
    expect(imputeDates(rows, { rule: "first", unknownYear: "bound" }).counts).toMatchObject({ imputed: { D: 0, M: 10_000, Y: 10_000 }, moved: 10_000 });
  }, 3000);

  it("reports every problem at once", () => {
    const bad: Parameters<typeof imputeDates>[0] = JSON.parse(
      `[{ "date": "2019-02-30" }, { "date": "2019-3" }, { "date": "2019-02-03T10:00" }, { "date": 2019 }, {}, { "date": "2019", "notBefore": "2019-02" }, { "date": "2019", "notBefore": "2019-03-01", "notAfter": "2019-02-01" }, { "date": "2019", "floor": "2019-02-01" }, null, { "date": "2019-13" }, { "date": "--02-30" }, { "date": "2019--" }]`,
    );
    expect(issuesOf(() => imputeDates(bad, { rule: "first" }))).toEqual([
      "dates.0.date invalid-date", "dates.1.date invalid-date", "dates.2.date invalid-date", "dates.3.date invalid-type", "dates.4.date missing-field",
      "dates.5.notBefore invalid-date", "dates.6.notAfter impossible-order", "dates.7.floor unknown-field", "dates.8 invalid-type", "dates.9.date invalid-date",
      "dates.10.date invalid-date",
    ]);
    expect(() => imputeDates([{ date: "2019-02-03T10:00" }], { rule: "first" })).toThrow("time of day");
    // oxlint-disable-next-line no-sparse-arrays
    expect(issuesOf(() => imputeDates([, { date: "2019" }] as readonly { date: string }[], { rule: "first" }))).toEqual(["dates.0 invalid-type"]);
    expect(() => imputeDates([], JSON.parse(`{ "rule": "mid" }`))).toThrow(`rule must be one of "first", "middle", "last"`);
    expect(() => imputeDates(JSON.parse(`"2019"`), { rule: "first" })).toThrow("must be an array");
    expect(issuesOf(() => imputeDates([{ date: "2".repeat(1_000_000) }], { rule: "first" }))).toEqual(["dates.0.date invalid-date"]);
  });
});

const trial = defineTrial({
  id: "made-up",
  arms: { msc: { label: "MSC", role: "experimental" } },
  visits: {
    V1: { at: { days: -28 } },
    V5: { at: { days: 0 }, baseline: true },
    V6: { at: { days: 28 }, window: { before: { days: 7 }, after: { days: 7 } } },
    V7: { at: { days: 56 }, window: { before: { days: 21 }, after: { days: 14 } } },
    D2: { at: { days: 10 }, from: "dose:2" },
  },
  measures: { alsfrsR },
});
type Keys = KeysOf<typeof trial>;

const people = { participants: [{ id: "001", arm: "msc", baselineDate: "2014-03-10" }, { id: "002", arm: "msc" }] };
const data = readTrialData(trial, people);
const on = (day: number, value = 30): Assessment<Keys> => ({ participant: "001", measure: "alsfrsR", day, value });
const visitsOf = (days: readonly number[], options: AssignVisitsOptions) => {
  const { placed } = assignVisits(data, days.map((day) => on(day)), options);
  return days.map((_, index) => placed.find(({ assessment }) => assessment === index)?.visit ?? "");
};

describe("assignVisits", () => {
  it("places made-up days as by hand, under each rule", () => {
    // Windows of V6 21 to 35 and of V7 35 to 70; V1 and V5 have their day alone.
    expect(visitsOf([-29, -28, 0, 1, 20, 21], { windows: "declared" })).toEqual(["", "V1", "V5", "", "", "V6"]);
    expect(visitsOf([35], { windows: "declared" })).toEqual(["V6"]);
    expect(visitsOf([36, 70, 71], { windows: "declared", several: "first" })).toEqual(["V7", "", ""]);
    // Midpoints at −14, 14 and 42; V1 reaches back without end, V7 to its day 70.
    expect(visitsOf([-100, -15, -13, 13, 15, 41, 43, 70, 71], { windows: "midpoint", several: "last" })).toEqual(["", "V1", "", "V5", "", "V6", "", "V7", ""]);
    expect(visitsOf([-14, 14, 42], { windows: "midpoint" })).toEqual(["V5", "V6", "V7"]);
    expect(visitsOf([-14, 14, 42], { windows: "midpoint", ties: "earlier" })).toEqual(["V1", "V5", "V6"]);
    expect(visitsOf([-24, 4, 33, 62], { windows: "closest", within: { days: 5 } })).toEqual(["V1", "V5", "V6", ""]);
  });

  it("lets one value of several stand: the closest, the first or the last, and a value before a missing one", () => {
    const days = [24, 31, 33];
    expect(visitsOf(days, { windows: "declared" })).toEqual(["", "V6", ""]);
    expect(visitsOf([25, 31], { windows: "declared" })).toEqual(["", "V6"]);
    expect(visitsOf([25, 31], { windows: "declared", ties: "earlier" })).toEqual(["V6", ""]);
    expect(visitsOf(days, { windows: "declared", several: "first" })).toEqual(["V6", "", ""]);
    expect(visitsOf(days, { windows: "declared", several: "last" })).toEqual(["", "", "V6"]);
    expect(visitsOf([28, 28], { windows: "declared" })).toEqual(["V6", ""]);
    expect(visitsOf([28, 28], { windows: "declared", several: "last" })).toEqual(["", "V6"]);
    const missing = assignVisits(data, [{ participant: "001", measure: "alsfrsR", day: 28, missing: "not-done" }, on(33), { participant: "001", measure: "alsfrsR", day: 56, missing: "died" }], { windows: "declared" });
    expect(missing.observations).toEqual([{ participant: "001", visit: "V6", measure: "alsfrsR", day: 33, value: 30 }, { participant: "001", visit: "V7", measure: "alsfrsR", day: 56, missing: "died" }]);
    expect(() => visitsOf([28], JSON.parse(`{ "windows": "declared", "several": "mean" }`))).toThrow("several must be one of");
  });

  it("takes the last value on or before the first dose as baseline", () => {
    const dosed = readTrialData(trial, { ...people, doses: [{ participant: "001", number: 1, at: { date: "2014-03-12" } }, { participant: "001", number: 2, at: { days: 20 } }] });
    const options = { windows: "midpoint", baseline: "last-before-treatment" } as const;
    const result = assignVisits(dosed, [on(-1), on(2), on(3), on(30), { participant: "002", measure: "alsfrsR", day: 1, value: 1 }, { participant: "002", measure: "alsfrsR", day: -40, value: 2 }], options);
    expectPlain(result);
    // Day 30 is 10 days after the second dose: D2, not V6 on day 28. Without a dose, day 0 is the limit.
    expect(result.placed.map(({ assessment, visit }) => [assessment, visit])).toEqual([[1, "V5"], [3, "D2"], [5, "V5"]]);
    expect(result.notPlaced.map(({ assessment, reason }) => [assessment, reason])).toEqual([[0, "not-baseline-value"], [2, "not-baseline-value"], [4, "not-baseline-value"]]);
  });

  it("keeps visits that were recorded by name, and takes rows of a table", () => {
    const records = recordsFromRows({
      participants: { rows: [{ ID: "001", ARM: "msc", D: "2014-03-10" }], id: "ID", arm: "ARM", baselineDate: "D" },
      observations: [
        {
          shape: "long", participant: "ID", visit: "VISIT", measure: { constant: "alsfrsR" }, value: "AVAL", date: "ADT",
          rows: [
            { ID: "001", VISIT: "V5", AVAL: "38", ADT: "2014-03-10" },
            { ID: "001", VISIT: "Unscheduled", AVAL: "37", ADT: "2014-04-07" },
            { ID: "001", VISIT: "V6", AVAL: "36", ADT: "2014-04-10" },
            { ID: "001", VISIT: "Unscheduled", AVAL: "34", ADT: "2014-05-06" },
            { ID: "001", VISIT: "V1", AVAL: "40", ADT: null },
          ],
        },
      ],
    });
    const read = readTrialData(trial, { participants: records.participants });
    const assessments = (records.observations ?? []).map((observation) => ({ ...observation, measure: "alsfrsR" as const }));
    const kept = assignVisits(deepFreeze(read), deepFreeze(assessments), { windows: "declared", recordedVisits: "keep" });
    expectPlain(kept);
    expect(kept.observations.map(({ visit, value }) => [visit, value])).toEqual([["V5", 38], ["V6", 36], ["V7", 34], ["V1", 40]]);
    expect(kept.placed.at(-1)).toEqual({ assessment: 4, visit: "V1", day: null, fromTarget: null, reasons: { day: "not-defined", fromTarget: "not-defined" } });
    expect(kept.notPlaced).toEqual([{ assessment: 1, participant: "001", measure: "alsfrsR", reason: "visit-recorded", visit: "V6" }]);
    expect(readTrialData(trial, { participants: records.participants, observations: kept.observations }).observations.length).toBe(4);
    const byDay = assignVisits(read, assessments, { windows: "declared" });
    expect(byDay.observations.map(({ visit, value }) => [visit, value])).toEqual([["V5", 38], ["V6", 37], ["V7", 34]]);
    expect(byDay.counts).toEqual({
      assessments: 5, placed: 3,
      notPlaced: { "no-time": 1, "no-baseline-date": 0, "outside-windows": 0, "another-chosen": 1, "not-baseline-value": 0, "visit-recorded": 0 },
    });
  });

  it("leaves two values that were recorded at one visit for reading to name", () => {
    const twice = [{ ...on(28), visit: "V6" }, { ...on(29), visit: "V6" }];
    const kept = assignVisits(data, twice, { windows: "declared", recordedVisits: "keep" });
    expect(kept.placed.map(({ visit }) => visit)).toEqual(["V6", "V6"]);
    expect(issuesOf(() => readTrialData(trial, { ...people, observations: kept.observations }))).toEqual(["observations.1 duplicate"]);
  });

  it("says why an assessment is not placed, and reports every problem at once", () => {
    const result = assignVisits(data, [{ participant: "002", measure: "alsfrsR", date: "2014-03-10", value: 1 }, { participant: "001", measure: "alsfrsR", value: 1 }, on(400)], { windows: "declared" });
    expect(result.notPlaced.map(({ reason }) => reason)).toEqual(["no-baseline-date", "no-time", "outside-windows"]);
    // Its observation would carry a date that reading cannot place.
    const both = assignVisits(data, [{ participant: "002", measure: "alsfrsR", date: "2014-03-10", day: 0, value: 1 }], { windows: "declared" });
    expect(both.notPlaced.map(({ reason }) => reason)).toEqual(["no-baseline-date"]);
    const bad: readonly Assessment<Keys>[] = JSON.parse(
      `[{ "participant": "003", "measure": "alsfrs", "date": "2014-02-30", "value": 1 }, { "participant": "001", "measure": "alsfrsR", "day": 1.5 }, { "participant": "001", "measure": "alsfrsR", "studyDay": 0, "value": 1, "missing": "died" }, { "participant": "001", "measure": "alsfrsR", "day": 1, "date": "2014-03-12", "value": 1 }, { "participant": "001", "measure": "alsfrsR", "studyDay": 2, "day": 1, "value": 1 }, 7]`,
    );
    expect(issuesOf(() => assignVisits(data, bad, { windows: "declared" }))).toEqual([
      "assessments.0.participant unknown-key", "assessments.0.measure unknown-key", "assessments.0.date invalid-date", "assessments.1.value missing-field",
      "assessments.1.day off-step", "assessments.2.value conflict", "assessments.2.studyDay out-of-range", "assessments.3.day conflict", "assessments.4 conflict", "assessments.5 invalid-type",
    ]);
    const strangers = Array.from({ length: 20_000 }, (_, index) => ({ ...on(1), participant: `0${index}` }));
    const many = readTrialData(trial, { participants: Array.from({ length: 1000 }, (_, index) => ({ id: `site-${index}`, arm: "msc" })) });
    const refused = attempt(() => assignVisits(many, strangers, { windows: "declared" }));
    expect(refused.ok ? 0 : refused.issue.issues.length).toBe(20_000);
    expect(() => visitsOf([1], { windows: "closest" })).toThrow("within must be given");
    expect(() => visitsOf([1], { windows: "declared", within: { days: 1 } })).toThrow("within must be given");
    expect(() => visitsOf([1], { windows: "closest", within: { days: -1 } })).toThrow("negative");
    expect(() => visitsOf([1], JSON.parse(`{ "windows": "midpoints" }`))).toThrow(`Did you mean "midpoint"?`);
  });
});

describe("treatmentEmergence", () => {
  it("judges the events of admiral's own tests as admiral does, and does not guess where it does", () => {
    // derive_var_trtemfl(), test 2 of its test file, in whole days: treatment from 1 January to 30 April 2022, and 10 days.
    const event = (onset: string | null, end: string | null, priorGrade: 1 | 2 | 3, grade: 1 | 2 | 3 | 4): EventToJudge => ({ onset, end, priorGrade, grade, firstDose: "2022-01-01", lastDose: "2022-04-30" });
    const never = (onset: string | null, end: string | null): EventToJudge => ({ onset, end, firstDose: null });
    const events: readonly (readonly [EventToJudge, string])[] = [
      [event("2021-12-13", "2021-12-15", 1, 1), "not-emergent"], [event("2021-12-14", "2021-12-14", 1, 3), "not-emergent"],
      [event("2021-12-30", "2022-01-14", 1, 3), "emergent"], [event("2021-12-31", "2022-01-01", 1, 1), "not-emergent"],
      [event("2022-01-01", "2022-01-02", 3, 4), "emergent"], [event("2022-05-10", "2022-05-10", 2, 2), "emergent"],
      [event("2022-05-11", "2022-05-11", 2, 2), "not-emergent"], [event("2021-12-30", null, 3, 3), "not-emergent"],
      [event(null, "2022-01-04", 3, 4), "emergent"], [event(null, "2021-12-24", 3, 4), "not-emergent"],
      [never(null, "2021-12-03"), "not-emergent"], [never("2021-12-01", "2021-12-03"), "not-emergent"], [never("2021-12-06", null), "not-emergent"],
      // Flagged there: the onset, or the rise, may lie after the window.
      [event(null, null, 3, 4), "undecidable"], [event("2021-12-30", null, 3, 4), "undecidable"], [event(null, "2022-06-04", 3, 4), "undecidable"],
    ];
    const result = treatmentEmergence(deepFreeze(events.map(([one]) => one)), { daysAfterLastDose: 10, preexisting: "worsened" });
    expectPlain(result.events);
    expect(result.events.map(({ verdict }) => verdict)).toEqual(events.map(([, verdict]) => verdict));
    expect(result.counts).toEqual({ events: 16, emergent: 4, notEmergent: 9, undecidable: 3 });
  });

  it("judges years of days as fast as days", () => {
    const event: EventToJudge = { onset: "2013", worsenedAt: "2014", priorGrade: 1, grade: 2, firstDose: "2013-12-31", lastDose: "2014-04-07" };
    const { counts } = treatmentEmergence(Array.from({ length: 5000 }, () => event), { daysAfterLastDose: 30, preexisting: "worsened" });
    expect(counts.undecidable).toBe(5000);
  }, 3000);

  it("names what decided, and all that may have", () => {
    const treated = { firstDose: "2014-03-10", lastDose: "2014-04-07" };
    const grounds = (event: Partial<EventToJudge>, preexisting: "worsened" | "never" = "worsened", daysAfterLastDose: number | null = 30) =>
      treatmentEmergence([{ ...treated, onset: null, ...event }], { daysAfterLastDose, preexisting }).events[0]!.grounds;
    expect(grounds({ onset: "2014-05-07" })).toEqual(["onset-in-window"]);
    expect(grounds({ onset: "2014-05-08" })).toEqual(["onset-after-window"]);
    expect(grounds({ onset: "2014-05" })).toEqual(["onset-in-window", "onset-after-window"]);
    expect(grounds({ onset: "2014-05" }, "worsened", null)).toEqual(["onset-in-window"]);
    expect(grounds({ onset: "2014---09" }, "never")).toEqual(["onset-before-window", "onset-in-window", "onset-after-window"]);
    expect(grounds({ onset: "2014---09", end: "2014-02" }, "never")).toEqual(["ended-before-window"]);
    expect(grounds({})).toEqual(["grade-unknown", "onset-in-window", "onset-after-window"]);
    const before = { onset: "2014-02", priorGrade: 1, grade: 2 } as const;
    expect(grounds({ ...before, worsenedAt: "2014-04" })).toEqual(["worsened-in-window"]);
    expect(grounds({ ...before, worsenedAt: "2014-05" })).toEqual(["worsened-outside-window", "worsened-in-window"]);
    expect(grounds({ ...before, end: "2014-05-07" })).toEqual(["worsened-in-window"]);
    // The prior grade stood until the first dose: to know the month of the rise, or its year, decides no less than to know nothing.
    expect(grounds({ ...before, worsenedAt: "2014-03" })).toEqual(["worsened-in-window"]);
    expect(grounds({ ...before, worsenedAt: "2014", end: "2014-05-07" })).toEqual(["worsened-in-window"]);
    expect(grounds({ ...before, worsenedAt: "2014-02" })).toEqual(["worsened-outside-window"]);
    expect(grounds({ ...before })).toEqual(["worsened-outside-window", "worsened-in-window"]);
    expect(grounds({ ...before, grade: 1 })).toEqual(["onset-before-window"]);
    expect(grounds({ onset: "2014-04-20", lastDose: null })).toEqual(["onset-in-window", "onset-after-window"]);
    expect(grounds({ onset: "2014-04-09", lastDose: null })).toEqual(["onset-in-window"]);
    expect(grounds({ onset: "2014-04-09", firstDose: null })).toEqual(["never-treated"]);
  });

  it("reports every problem at once", () => {
    const bad: readonly EventToJudge[] = JSON.parse(
      `[{ "onset": "2014-02-30", "firstDose": "2014-03", "lastDose": "2014-04-07" }, { "onset": "2014-03-02", "end": "2014-02", "firstDose": "2014-03-10", "lastDose": "2014-03-09" }, { "onset": "2014-03-02", "firstDose": null, "grade": 6, "serious": true }, {}, { "onset": "2014-03-02", "firstDose": null, "worsenedAt": "2014-02" }, "x"]`,
    );
    expect(issuesOf(() => treatmentEmergence(bad, { daysAfterLastDose: 30, preexisting: "never" }))).toEqual([
      "events.0.onset invalid-date", "events.0.firstDose invalid-date", "events.1.end impossible-order", "events.1.lastDose impossible-order",
      "events.2.serious unknown-field", "events.2.grade invalid-value", "events.3.onset missing-field", "events.3.firstDose missing-field",
      "events.4.worsenedAt impossible-order", "events.5 invalid-type",
    ]);
    expect(() => treatmentEmergence(bad.slice(2, 3), { daysAfterLastDose: 30, preexisting: "never" })).toThrow("events[0].grade: a grade is");
    expect(() => treatmentEmergence([], JSON.parse(`{ "preexisting": "never" }`))).toThrow("daysAfterLastDose");
    expect(() => treatmentEmergence([], { daysAfterLastDose: -1, preexisting: "never" })).toThrow("at least 0");
    expect(() => treatmentEmergence([], JSON.parse(`{ "daysAfterLastDose": 30, "preexisting": "worse" }`))).toThrow(`Did you mean "worsened"?`);
  });
});
