import { assertType, describe, expectTypeOf, it } from "vitest";
import { assignVisits, durationBetween, monthsBetween, treatmentEmergence } from "trialwise/calendar";
import { alsfrsR } from "trialwise/instruments";
import { defineTrial, readTrialData } from "trialwise/trial";

const trial = defineTrial({
  id: "made-up",
  arms: { msc: { label: "MSC", role: "experimental" } },
  visits: { V5: { at: { days: 0 }, baseline: true }, V9: { at: { days: 120 } } },
  measures: { alsfrsR },
});
const data = readTrialData(trial, { participants: [{ id: "001", arm: "msc" }] });

describe("the types of the calendar", () => {
  it("know the trial's measures and visits", () => {
    const { observations } = assignVisits(data, [{ participant: "001", measure: "alsfrsR", day: 3, value: 40 }], { windows: "midpoint" });
    expectTypeOf(observations[0]!.visit).toEqualTypeOf<"V5" | "V9">();
    assignVisits(data, [{ participant: "001", measure: "alsfrsR", day: 3, value: 40 }], { windows: "midpoint" });
    // @ts-expect-error No such measure.
    assignVisits(data, [{ participant: "001", measure: "alsfrs", day: 3, value: 40 }], { windows: "midpoint" });
    assignVisits(data, [{ participant: "001", measure: "alsfrsR", day: 3, date: "2014-01-02", value: 40 }], { windows: "midpoint" });
    // @ts-expect-error A date and a study day.
    assignVisits(data, [{ participant: "001", measure: "alsfrsR", studyDay: 3, date: "2014-01-02", value: 40 }], { windows: "midpoint" });
    assignVisits(data, [], { windows: "midpoint", several: "last" });
    // @ts-expect-error A mean is a value that nobody measured.
    assignVisits(data, [], { windows: "midpoint", several: "mean" });
  });

  it("ask for what has no default", () => {
    // @ts-expect-error Whether the last day counts.
    durationBetween({ from: "2014-01-02", to: "2014-01-03" }, { unit: "day" });
    // @ts-expect-error Days need no convention.
    durationBetween({ from: "2014-01-02", to: "2014-01-03" }, { unit: "day", end: "inclusive", convention: "julian" });
    // @ts-expect-error The end of the window.
    treatmentEmergence([], { preexisting: "never" });
    // @ts-expect-error Whether somebody was treated.
    treatmentEmergence([{ onset: "2014-01-02" }], { daysAfterLastDose: 30, preexisting: "never" });
    assertType<number>(monthsBetween({ from: "2014-01-02", to: "2014-02-02" }));
  });
});
