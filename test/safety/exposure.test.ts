import { describe, expect, it } from "vitest";
import { tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventWindow, ExposureOptions } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent, KeysOf, TrialRecords } from "trialwise/trial";

const trial = defineTrial({
  id: "exposure",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});

const headache = (participant: string, rest: Partial<AdverseEvent> = {}): AdverseEvent => ({
  participant, systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", ...rest,
});

const msc = ["quiet", "event", "left", "there", "dead"].map((id) => ({ id, arm: "msc", baselineDate: "2012-03-01" }));

/** 100 days, from day 0 to day 99: one follows to the end, one has a headache on day 9, one leaves on day 49, one comes with a headache, one dies on day 19. */
const records: TrialRecords = {
  participants: msc,
  dispositions: [{ participant: "left", status: "withdrew", at: { days: 49 } }],
  clinicalEvents: [{ participant: "dead", kind: "death", at: { days: 19 } }],
  adverseEvents: [headache("event", { start: { days: 9 } }), headache("event", { start: { days: 60 } }), headache("there", { start: { days: -5 } })],
};

const days100 = { start: { days: 0 }, end: { days: 99 } } as const;

function inMsc(changed: Partial<TrialRecords> = {}, exposure: ExposureOptions = {}, window: AdverseEventWindow<KeysOf<typeof trial>> = days100) {
  const data = readTrialData(trial, { ...records, ...changed });
  const { categories, exposure: followed } = tallyAdverseEvents(data, { population: "safety", windows: { w: window }, categories: { all: {} }, exposure }).windows.w;
  return { incidence: categories.all.overall.byArm.msc.incidence!, followed: followed!.msc, control: categories.all.overall.byArm.control.incidence! };
}

describe("exposure-adjusted incidence worked by hand", () => {
  it("stops at the first event, at death and at the end of follow-up, and leaves prevalent cases out", () => {
    const { incidence, followed } = inMsc();
    // 100 quiet + 10 to the headache on day 9 + 50 to day 49 + 20 to the death on day 19; the prevalent case counts neither way.
    expect(incidence).toMatchObject({ events: 1, days: 180, years: 180 / 365.25, prevalent: 1 });
    expect(incidence.estimate).toBeCloseTo(2.0291666667, 9);
    // Garwood's limits for one event are 0.025318 and 5.571643.
    expect(incidence.interval.lower).toBeCloseTo((0.02531780798 * 365.25) / 180, 9);
    expect(incidence.interval.upper).toBeCloseTo((5.571643390938 * 365.25) / 180, 9);
    // Before any event ends it: three times 100 days, and 50 and 20.
    expect(followed).toEqual({ participants: 5, days: 370, years: 370 / 365.25, withoutEndOfFollowUp: 3 });
  });

  it("an event on the last day takes nothing off, and no events leave a rate of zero", () => {
    expect(inMsc({ adverseEvents: [headache("event", { start: { days: 99 } })] }).incidence).toMatchObject({ events: 1, days: 370 });
    const { estimate, interval, days } = inMsc({ adverseEvents: [] }).incidence;
    expect([estimate, interval.lower, days]).toEqual([0, 0, 370]);
    // −ln 0.025, the upper limit for no events, over the years.
    expect(interval.upper).toBeCloseTo((-Math.log(0.025) * 365.25) / 370, 10);
  });

  it("a prevalent case that worsens is tallied, but is no new case", () => {
    const worse = inMsc({ adverseEvents: [headache("there", { start: { days: -5 }, grade: 2, priorGrade: 1 })] }).incidence;
    expect(worse).toMatchObject({ events: 0, days: 270, prevalent: 1 });
  });

  it("a case that was over before the window is no prevalent one", () => {
    const over = inMsc({ adverseEvents: [headache("there", { start: { days: -5 }, end: { days: -1 } })] }).incidence;
    expect(over).toMatchObject({ events: 0, days: 370, prevalent: 0 });
  });

  it("partial dates stand for the day that is named in the options", () => {
    // March 2012 is day 0 to 30; without an onset, the first day of the window or the last day known.
    const march = { adverseEvents: [headache("event", { start: { date: "2012-03" } })] };
    expect(inMsc(march).incidence.days).toBe(270 + 1);
    expect(inMsc(march, { partialDates: "latest" }).incidence.days).toBe(270 + 31);
    const none = { adverseEvents: [headache("event", { end: { days: 40 } })] };
    expect(inMsc(none).incidence.days).toBe(270 + 1);
    expect(inMsc(none, { partialDates: "latest" }).incidence.days).toBe(270 + 41);
    const left = { dispositions: [{ participant: "left", status: "withdrew", at: { date: "2012-04" } }] } as const;
    expect(inMsc(left).followed.days).toBe(320 + 32);
    expect(inMsc(left, { partialDates: "latest" }).followed.days).toBe(320 + 61);
  });

  it("an event that may have come before the recorded end of follow-up is no proof that it went on", () => {
    const latest = (times: Partial<AdverseEvent>) => inMsc({ adverseEvents: [headache("left", times)] }, { partialDates: "latest" }).incidence;
    // Left on day 49, in April 2012: without an onset, or with one in April, the event came on that day at the latest.
    expect(latest({})).toMatchObject({ events: 1, days: 370 });
    expect(latest({ start: { date: "2012-04" } })).toMatchObject({ events: 1, days: 370 });
    expect(latest({ start: { date: "2012-03" } })).toMatchObject({ events: 1, days: 370 - 50 + 31 });
    // May is after the end, and day 91 the last of it.
    expect(latest({ start: { date: "2012-05" } })).toMatchObject({ events: 1, days: 370 - 50 + 92 });
    // Left before the window opened, in which the event is taken to lie: it has the first day.
    const gone = { dispositions: [{ participant: "left", status: "withdrew", at: { days: -3 } }] } as const;
    expect(inMsc({ ...gone, adverseEvents: [headache("left")] }, { partialDates: "latest" }).incidence).toMatchObject({ events: 1, days: 320 + 1 });
  });

  it("an event after the recorded end of follow-up shows that it went on", () => {
    expect(inMsc({ adverseEvents: [headache("left", { start: { days: 79 } })] }).incidence).toMatchObject({ events: 1, days: 370 - 50 + 80 });
  });

  it("follow-up ends with the last disposition that ends it, never after death; which do is an option", () => {
    const dispositions = [
      { participant: "left", status: "stopped-for-adverse-event", at: { days: 29 } },
      { participant: "left", status: "completed", at: { days: 79 } },
      { participant: "dead", status: "completed", at: { days: 79 } },
      { participant: "quiet", status: "started-treatment", at: { days: 0 } },
      { participant: "event", status: "died", at: { days: 9 } },
    ] as const;
    expect(inMsc({ dispositions, adverseEvents: [] }).followed).toMatchObject({ days: 100 + 10 + 80 + 100 + 20, withoutEndOfFollowUp: 2 });
    expect(inMsc({ dispositions, adverseEvents: [] }, { followUpEnds: ["stopped-for-adverse-event"] }).followed.days).toBe(100 + 10 + 30 + 100 + 20);
  });

  it("a death that is known from a fatal adverse event alone ends follow-up like any other", () => {
    const fatal = { participant: "dead", systemOrganClass: "Cardiac disorders", preferredTerm: "Cardiac arrest", start: { days: 19 }, end: { days: 19 }, outcome: "fatal" } as const;
    const byEvent = inMsc({ clinicalEvents: [], adverseEvents: [fatal] }).followed;
    expect(byEvent).toEqual(inMsc({ adverseEvents: [fatal] }).followed);
    expect(byEvent).toMatchObject({ days: 370, withoutEndOfFollowUp: 3 });
    const march = { ...fatal, start: { days: 3 }, end: { date: "2012-03" } } as const;
    expect(inMsc({ clinicalEvents: [], adverseEvents: [march] }).followed.days).toBe(350 + 1);
    expect(inMsc({ clinicalEvents: [], adverseEvents: [march] }, { partialDates: "latest" }).followed.days).toBe(350 + 31);
  });

  it("a participant whose follow-up ended before the window has no time in it", () => {
    expect(inMsc({ dispositions: [{ participant: "left", status: "withdrew", at: { days: -3 } }], adverseEvents: [] }).followed).toMatchObject({ participants: 4, days: 320 });
  });

  it("a window to the end of follow-up needs to know it from everybody", () => {
    const toEnd = { start: { days: 0 }, end: "end-of-follow-up" } as const;
    const unknown = inMsc({}, {}, toEnd);
    const reason = "no-end-of-follow-up";
    expect(unknown.incidence).toEqual({
      estimate: null, interval: { lower: null, upper: null, level: 0.95 }, events: 1, days: null, years: null, prevalent: 1,
      reasons: { estimate: reason, "interval.lower": reason, "interval.upper": reason, days: reason, years: reason },
    });
    expect(unknown.followed).toEqual({ participants: 5, days: null, years: null, withoutEndOfFollowUp: 3, reasons: { days: reason, years: reason } });
    const dispositions = ["quiet", "event", "there"].map((participant) => ({ participant, status: "completed", at: { days: 199 } }) as const);
    const known = inMsc({ dispositions: [...dispositions, ...records.dispositions!] }, {}, toEnd);
    expect(known.incidence).toMatchObject({ events: 1, days: 200 + 10 + 50 + 20, prevalent: 1 });
    // Without an onset, the latest day is bounded by the end of follow-up alone.
    const undated = inMsc({ dispositions: [...dispositions, ...records.dispositions!], adverseEvents: [headache("event")] }, { partialDates: "latest" }, toEnd);
    expect(undated.incidence).toMatchObject({ events: 1, days: 200 + 200 + 200 + 50 + 20 });
  });

  it("an arm without time at risk has no rate", () => {
    expect(inMsc().control).toEqual({
      estimate: null, interval: { lower: null, upper: null, level: 0.95 }, events: 0, days: 0, years: 0, prevalent: 0,
      reasons: { estimate: "zero-denominator", "interval.lower": "zero-denominator", "interval.upper": "zero-denominator" },
    });
  });
});
