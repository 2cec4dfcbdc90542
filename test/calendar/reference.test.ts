import { describe, expect, it } from "vitest";
import { dateOfStudyDay, durationBetween, imputeDates, monthsBetween, studyDay, treatmentEmergence } from "trialwise/calendar";
import { deepFreeze } from "../deepFreeze.ts";
import { referenceCases } from "./referenceCases.ts";
import { assign } from "./visitCase.ts";

const conventions = ["julian", "thirty-day", "calendar", "completed", "boundaries"] as const;

/** The largest difference, relative to the expected value where that is above 1: the fractions are quotients of two whole numbers. */
function worstOf(pairs: readonly (readonly [number, number])[]): number {
  return Math.max(...pairs.map(([actual, expected]) => Math.abs(actual - expected) / Math.max(1, Math.abs(expected))));
}

describe("against base R's dates", () => {
  it("counts the study days of 300 dates alike", () => {
    expect(referenceCases.studyDays.map(({ date, reference }) => studyDay(date, { reference }))).toEqual(referenceCases.studyDays.map(({ day }) => day));
  });

  it("finds the dates of 300 study days alike", () => {
    expect(referenceCases.studyDays.map(({ day, reference }) => dateOfStudyDay(day, { reference }))).toEqual(referenceCases.studyDays.map(({ date }) => date));
  });

  it("counts the months between 300 pairs of dates alike, under five conventions", () => {
    const pairs = referenceCases.months.flatMap(({ from, to, months }) => conventions.map((convention, index) => [monthsBetween({ from, to }, { convention }), months[index]!] as const));
    expect(pairs.length).toBe(1500);
    // 15 digits are printed.
    expect(worstOf(pairs)).toBeLessThan(1e-14);
  });

  it("counts the years between 300 pairs of dates alike, under five conventions", () => {
    const pairs = referenceCases.months.flatMap(({ from, to, years }) =>
      conventions.map((convention, index) => [durationBetween({ from, to }, { unit: "year", end: "exclusive", convention }).amount, years[index]!] as const),
    );
    expect(worstOf(pairs)).toBeLessThan(1e-14);
  });

  it("imputes 300 partial dates alike, within bounds", () => {
    for (const rule of ["first", "middle", "last"] as const) {
      const cases = referenceCases.imputations.filter((one) => one.rule === rule);
      const result = imputeDates(deepFreeze(cases.map(({ date, notBefore, notAfter }) => ({ date, notBefore, notAfter }))), { rule });
      expect(result.dates.map(({ date, flag = "", movedTo, outsideBounds = false }) => ({ date, flag, moved: movedTo !== undefined, outsideBounds }))).toEqual(
        cases.map(({ imputed, flag, moved, outside }) => ({ date: imputed, flag, moved, outsideBounds: outside })),
      );
    }
  });

  it("assigns the assessments of 250 participants alike", () => {
    for (const { before, after, declared, baseline, ...rest } of referenceCases.visits) {
      const windows = declared.map((is, visit) => (is ? { before: before[visit]!, after: after[visit]! } : null));
      expect(assign({ ...rest, windows, baseline: baseline - 1 }).visits).toEqual(rest.visit.map((visit) => (visit === 0 ? null : visit - 1)));
    }
  });

  it("judges 300 adverse events alike, reading by reading", () => {
    expect(referenceCases.emergence.length).toBe(300);
    for (const { verdict, daysAfterLastDose, preexisting, ...event } of referenceCases.emergence) {
      const options = { daysAfterLastDose: daysAfterLastDose < 0 ? null : daysAfterLastDose, preexisting };
      expect([event, treatmentEmergence(deepFreeze([event]), options).events[0]?.verdict]).toEqual([event, verdict]);
    }
  });
});
