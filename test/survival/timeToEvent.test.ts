import { describe, expect, it } from "vitest";
import { defineTrial, readTrialData, type TrialRecords } from "trialwise/trial";
import { timeToEvent } from "trialwise/survival";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { naiveTimeToEvent } from "../naive/timeToEvent.ts";
import { idOf, timesOfCase, trial, trialCases } from "./trialCase.ts";

const month = 30.4375;
const read = (records: Omit<TrialRecords, "participants">, ids: readonly string[] = ["1"]) =>
  readTrialData(trial, { participants: ids.map((id) => ({ id, arm: "msc", baselineDate: "2012-02-01" })), ...records });
const composite = { events: ["death", "tracheostomy", "permanent-ventilation", "gastrostomy"] } as const;

describe("timeToEvent", () => {
  it("has the first of a composite endpoint, in months of 30.4375 days, or why observation ended", () => {
    const data = read(
      {
        clinicalEvents: [
          { participant: "1", kind: "gastrostomy", at: { months: 7 } },
          { participant: "1", kind: "tracheostomy", at: { months: 5 } },
          { participant: "1", kind: "death", at: { months: 9 } },
          { participant: "2", kind: "death", at: { date: "2012-03-02" } },
          { participant: "3", kind: "other-therapy", at: { weeks: 3 } },
          { participant: "3", kind: "death", at: { months: 4 } },
        ],
        dispositions: [
          { participant: "3", status: "completed", at: { months: 12 } },
          { participant: "4", status: "lost-to-follow-up", at: { days: 100 } },
        ],
      },
      ["1", "2", "3", "4", "5"],
    );
    const { rows, excluded, uncountedEvents, byArm, counts } = timeToEvent(data, { ...composite, censoredBy: ["other-therapy"] });
    expect(rows).toEqual([
      { participant: "1", arm: "msc", time: 5, entry: 0, outcome: "event", event: "tracheostomy", day: 5 * month },
      { participant: "2", arm: "msc", time: 30 / month, entry: 0, outcome: "event", event: "death", day: 30 },
      { participant: "3", arm: "msc", time: 21 / month, entry: 0, outcome: "censored", censoring: "other-therapy", day: 21 },
      { participant: "4", arm: "msc", time: 100 / month, entry: 0, outcome: "censored", censoring: "lost-to-follow-up", day: 100 },
    ]);
    expect(excluded).toEqual([{ participant: "5", arm: "msc", reason: "no-end-of-follow-up" }]);
    expect(uncountedEvents).toEqual([{ participant: "3", arm: "msc", event: "death", time: 4, censoring: "other-therapy" }]);
    expect(byArm.msc).toMatchObject({ n: 4, events: 2, censored: 2, competing: 0, byEvent: { death: 1, tracheostomy: 1, gastrostomy: 0 }, byCensoring: { "lost-to-follow-up": 1, "other-therapy": 1 } });
    expect(byArm.control.n).toBe(0);
    expect(counts).toEqual({ participants: 5, analysed: 4, excluded: 1 });
  });

  it("agrees with R's times of 200 simulated trials, with delayed entry, other origins, cut-offs and competing events", () => {
    expect(trialCases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    let compared = 0;
    trialCases.forEach((each, at) => {
      const { rows, excluded, counts } = timesOfCase(each);
      const expected = each.people.flatMap((person, index) => (person.expected === undefined ? [] : [{ participant: idOf(index), ...person.expected }]));
      expect(rows.map(({ participant }) => participant)).toEqual(expected.map(({ participant }) => participant));
      expect(rows.map(({ event }) => event ?? "none")).toEqual(expected.map(({ kind }) => kind));
      expect(excluded.length).toBe(counts.participants - expected.length);
      rows.forEach((row, index) => worst.add(at, { time: errorOf(row.time * month, expected[index]!.time, 1), entry: errorOf(row.entry * month, expected[index]!.entry, 1) }));
      compared += rows.length;
    });
    expect(compared).toBeGreaterThan(1500);
    worst.expectBelow(1e-12);
  });

  it("agrees with a second implementation that walks through each participant's days", () => {
    for (const each of trialCases) {
      const { rows } = timesOfCase(each);
      for (const row of rows) {
        const person = each.people[Number(row.participant.slice(1))]!;
        const origin = each.fromDose ? person.dose! : 0;
        const contact = Math.max(...[person.tracheostomy, person.gastrostomy, person.therapy, person.dose].map((day) => day ?? -Infinity));
        const diary = { ...person, contact: person.left === undefined && person.death === undefined ? contact : undefined, cutOff: each.cutOff === null ? undefined : origin + each.cutOff };
        const { time, what } = naiveTimeToEvent({ ...diary, arm: undefined, status: undefined, expected: undefined }, { events: ["tracheostomy", "death"], competing: each.competing ? ["gastrostomy"] : [], censoring: ["therapy", "left", "contact", "cutOff"] }, origin, 5000)!;
        expect(row.time * month).toBeCloseTo(time, 9);
        const names: Record<string, string> = { therapy: "other-therapy", left: person.status ?? "", contact: "last-contact", cutOff: "cut-off" };
        expect(row.event ?? row.censoring).toBe(names[what] ?? what);
      }
    }
  });

  it("says who carries immortal time: treated at V5, timed from V1, until entry is declared (Oh 2018's design)", () => {
    const data = read(
      {
        doses: [{ participant: "1", number: 1, at: { days: 0 } }, { participant: "2", number: 1, at: { days: 10 } }],
        dispositions: [
          { participant: "1", status: "completed", at: { months: 6 } },
          { participant: "2", status: "completed", at: { months: 6 } },
          { participant: "3", status: "withdrew", at: { months: -1 } },
        ],
      },
      ["1", "2", "3"],
    );
    const endpoint = { events: ["death"], origin: "V1" } as const;
    const undeclared = timeToEvent(data, endpoint);
    expect(undeclared.rows.map(({ time, entry }) => [time, entry])).toEqual([[9, 0], [9, 0], [2, 0]]);
    // Who left before treatment has none.
    expect(undeclared.immortalTime).toEqual([
      { participant: "1", arm: "msc", time: 3 },
      { participant: "2", arm: "msc", time: 3 + 10 / month },
    ]);
    const declared = timeToEvent(data, endpoint, { entry: { visit: "V5" } });
    expect(declared.immortalTime).toEqual([]);
    expect(declared.rows.map(({ entry }) => entry)).toEqual([3, 3]);
    expect(declared.excluded).toEqual([{ participant: "3", arm: "msc", reason: "ended-before-entry" }]);
    expect(timeToEvent(data, endpoint, { entry: "first-dose" }).rows[1]!.entry).toBeCloseTo(3 + 10 / month, 14);
    // Everyone was followed from V1 on, whoever died before treatment included.
    expect(timeToEvent(data, endpoint, { entry: "origin" })).toMatchObject({ immortalTime: [], rows: undeclared.rows });
    expect(declared.method.options.entry).toEqual({ visit: "V5" });
    expect("entry" in undeclared.method.options).toBe(false);
  });

  it("leaves out, with its reason, whoever has no time to the event", () => {
    const reasonOf = (records: Omit<TrialRecords, "participants">, options: Parameters<typeof timeToEvent>[2] = {}, endpoint = "survival" as const) =>
      timeToEvent(read(records), endpoint, options as object).excluded[0]?.reason;
    const left = (days: number) => ({ participant: "1", status: "completed", at: { days } }) as const;
    const event = (kind: "death" | "tracheostomy" | "other-therapy" | "gastrostomy", days: number) => ({ participant: "1", kind, at: { days } }) as const;
    expect(reasonOf({ dispositions: [left(10)] })).toBeUndefined();
    expect(reasonOf({})).toBe("no-end-of-follow-up");
    expect(reasonOf({}, { cutOff: { months: 6 } })).toBe("no-end-of-follow-up");
    expect(reasonOf({ dispositions: [left(10)] }, { origin: "first-dose" })).toBe("no-origin");
    expect(reasonOf({ dispositions: [left(10)] }, { origin: "randomisation" })).toBe("no-origin");
    expect(reasonOf({ dispositions: [left(10)] }, { entry: "first-dose" })).toBe("no-entry");
    expect(reasonOf({ dispositions: [left(-10)] })).toBe("ended-before-origin");
    expect(reasonOf({ clinicalEvents: [event("death", -10)] })).toBe("died-before-origin");
    expect(reasonOf({ clinicalEvents: [event("tracheostomy", -10), event("death", 10)] })).toBe("event-before-origin");
    expect(reasonOf({ clinicalEvents: [event("tracheostomy", -10), event("death", 10)] }, { priorEvents: "ignore" })).toBeUndefined();
    expect(reasonOf({ clinicalEvents: [event("gastrostomy", -10), event("death", 10)] }, { competing: ["gastrostomy"] })).toBe("event-before-origin");
    expect(reasonOf({ clinicalEvents: [event("gastrostomy", -10), event("death", 10)] })).toBeUndefined();
    // Dead, but not known by when: not alive at the cut-off either.
    expect(reasonOf({ dispositions: [{ participant: "1", status: "died" }] })).toBe("no-event-time");
    expect(reasonOf({ dispositions: [{ participant: "1", status: "died" }] }, { cutOff: { months: 6 } })).toBe("no-event-time");
    const nobody = readTrialData(trial, { participants: [{ id: "1", arm: "msc" }], clinicalEvents: [event("death", 10)] });
    expect(timeToEvent(nobody, "survival", { cutOff: { date: "2012-12-31" } }).excluded[0]?.reason).toBe("no-baseline-date");
  });

  it("ends at a cut-off: a date on each participant's calendar, or so long after the origin", () => {
    const data = read({ clinicalEvents: [{ participant: "1", kind: "death", at: { days: 200 } }] });
    expect(timeToEvent(data, "survival", { cutOff: { date: "2012-03-02" } }).rows[0]).toMatchObject({ day: 30, censoring: "cut-off" });
    const { rows, uncountedEvents } = timeToEvent(data, "survival", { cutOff: { months: 2 }, unit: "day" });
    expect(rows[0]).toMatchObject({ time: 2 * month, outcome: "censored", censoring: "cut-off" });
    expect(uncountedEvents).toEqual([{ participant: "1", arm: "msc", event: "death", time: 200, censoring: "cut-off" }]);
    // On the day of the cut-off the event counts.
    expect(timeToEvent(data, "survival", { cutOff: { days: 200 } }).rows[0]!.outcome).toBe("event");
  });

  it("has death last of what happens on one day, and events before the end of follow-up", () => {
    const on = (kinds: readonly ("death" | "tracheostomy" | "gastrostomy")[]) => read({ clinicalEvents: kinds.map((kind) => ({ participant: "1", kind, at: { days: 50 } })), dispositions: [{ participant: "1", status: "completed", at: { days: 50 } }] });
    expect(timeToEvent(on(["death", "tracheostomy"]), { events: ["death", "tracheostomy"] }).rows[0]!.event).toBe("tracheostomy");
    expect(timeToEvent(on(["death", "gastrostomy"]), { events: ["death"] }, { competing: ["gastrostomy"] }).rows[0]).toMatchObject({ outcome: "competing", event: "gastrostomy" });
    expect(timeToEvent(on(["death", "gastrostomy"]), { events: ["gastrostomy"] }, { competing: ["death"] }).rows[0]).toMatchObject({ outcome: "event", event: "gastrostomy" });
    expect(timeToEvent(on(["tracheostomy", "gastrostomy"]), { events: ["gastrostomy", "tracheostomy"] }).rows[0]!.event).toBe("gastrostomy");
  });

  it("takes 0.1 + 0.2 months and 0.3 months for one time: the event of that day counts", () => {
    const data = read({ clinicalEvents: [{ participant: "1", kind: "tracheostomy", at: { months: 0.1 + 0.2 } }], dispositions: [{ participant: "1", status: "completed", at: { months: 0.3 } }] });
    expect(timeToEvent(data, "survival").rows[0]).toMatchObject({ outcome: "event", event: "tracheostomy" });
  });

  it("finds deaths wherever they are recorded, and says so where the day stands for bounds", () => {
    const measured = defineTrial({
      id: "x",
      arms: { msc: { label: "MSC", role: "experimental" } },
      visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
      measures: { score: { label: "Score", unit: "points", better: "higher" } },
    });
    const data = readTrialData(measured, {
      participants: ["1", "2", "3", "4"].map((id) => ({ id, arm: "msc", baselineDate: "2012-02-01" })),
      observations: [
        { participant: "1", visit: "V9", measure: "score", value: 3 },
        { participant: "1", visit: "V10", measure: "score", missing: "died" },
        { participant: "4", visit: "V9", measure: "score", value: 3 },
      ],
      clinicalEvents: [{ participant: "2", kind: "death", at: { date: "2012-05" } }],
      adverseEvents: [{ participant: "3", systemOrganClass: "Cardiac", preferredTerm: "Arrest", serious: true, outcome: "fatal", start: { days: 70 }, end: { days: 77 } }],
    });
    const days = (partialDates: "earliest" | "midpoint" | "latest") => timeToEvent(data, { events: ["death"] }, { partialDates }).rows.map(({ day }) => day);
    // Died after the day of V9 and by V10; in May, 90 to 120 days from 1 February; on day 77; seen last at V9.
    expect(days("earliest")).toEqual([4 * month + 1, 90, 77, 4 * month]);
    expect(days("latest")).toEqual([6 * month, 120, 77, 4 * month]);
    expect(days("midpoint")).toEqual([5 * month + 0.5, 105, 77, 4 * month]);
    const { rows } = timeToEvent(data, { events: ["death"] });
    expect(rows.map(({ dayImputed, censoring }) => [dayImputed, censoring])).toEqual([[true, undefined], [true, undefined], [undefined, undefined], [undefined, "last-contact"]]);
    // A death that the endpoint does not name censors.
    expect(timeToEvent(data, { events: ["relapse"] }).rows[2]).toMatchObject({ outcome: "censored", censoring: "death", day: 77 });
  });

  it("has no death before what else is on record: of a year's 366 days, those after the last contact are left", () => {
    const data = read({
      clinicalEvents: [{ participant: "1", kind: "death", at: { date: "2012" } }, { participant: "2", kind: "death", at: { date: "2012" } }, { participant: "1", kind: "tracheostomy", at: { date: "2012-08-31" } }],
      dispositions: [{ participant: "2", status: "withdrew", at: { date: "2012-08-31" } }],
    }, ["1", "2"]);
    // 31 August is day 212 from 1 February, 31 December day 334.
    expect(timeToEvent(data, "survival", { unit: "day" }).rows[0]).toMatchObject({ event: "tracheostomy", time: 212 });
    const days = (partialDates: "earliest" | "midpoint" | "latest") => timeToEvent(data, { events: ["death"] }, { partialDates, followUpEnds: [] }).rows.map(({ day }) => day);
    expect([days("earliest"), days("midpoint"), days("latest")]).toEqual([[212, 212], [273, 273], [334, 334]]);
    const { rows, uncountedEvents } = timeToEvent(data, { events: ["death"] }, { unit: "day" });
    expect([rows[1]!.censoring, uncountedEvents]).toEqual(["withdrew", [{ participant: "2", arm: "msc", event: "death", time: 273, censoring: "withdrew" }]]);
  });

  it("counts deaths after withdrawal only where follow-up goes on, from declared origins and recorded visit days", () => {
    const data = read({
      clinicalEvents: [{ participant: "1", kind: "death", at: { months: 8 } }],
      dispositions: [{ participant: "1", status: "randomised", at: { days: 7 } }, { participant: "1", status: "withdrew", at: { months: 3 } }],
    });
    const { rows, uncountedEvents } = timeToEvent(data, "survival");
    expect([rows[0]!.censoring, uncountedEvents[0]!.time]).toEqual(["withdrew", 8]);
    expect(timeToEvent(data, "survival", { followUpEnds: [] }).rows[0]).toMatchObject({ outcome: "event", time: 8 });
    expect(timeToEvent(data, "survival", { followUpEnds: ["completed"], origin: "randomisation", unit: "week" }).rows[0]!.time).toBeCloseTo((8 * month - 7) / 7, 12);
    expect(timeToEvent(data, "survival", { origin: { visit: "V1" }, entry: "origin" }).rows[0]!.time).toBe(6);
    expect(timeToEvent(data, "survival", { origin: { visit: "V1" }, visitDays: "actual" }).excluded[0]!.reason).toBe("no-origin");
  });

  it("is plain data from frozen data, echoes every option, and minds hostile names", () => {
    for (const each of trialCases.slice(0, 40)) expectPlain(timesOfCase(each));
    const data = deepFreeze(read({ clinicalEvents: [{ participant: "__proto__", kind: "death", at: { days: 0 } }] }, ["__proto__", "constructor"]));
    const result = timeToEvent(data, deepFreeze({ events: ["death"] } as const), deepFreeze({ competing: ["tracheostomy"] } as const));
    expectPlain(result);
    expect(result.rows).toEqual([{ participant: "__proto__", arm: "msc", time: 0, entry: 0, outcome: "event", event: "death", day: 0 }]);
    expect(result.method.options).toEqual({
      events: ["death"], competing: ["tracheostomy"], censoredBy: [], origin: "baseline", priorEvents: "exclude", partialDates: "midpoint", visitDays: "nominal", unit: "month",
      followUpEnds: ["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"], daysPerMonth: 30.4375,
    });
  });

  it("refuses what notebooks may hand over, by name", () => {
    const data = read({});
    const take = (endpoint: unknown, options?: unknown) => () => timeToEvent(data, endpoint as "survival", options as object);
    expect(take("survivl")).toThrow('Did you mean "survival"?');
    expect(take({ events: ["deaths"] })).toThrow('Did you mean "death"?');
    expect(take({ events: [] })).toThrow("events must name at least one");
    expect(take({ events: ["death"], origin: "V11" })).toThrow('visit "V11" is not declared');
    expect(take({ events: ["death"], censor: [] })).toThrow("censor");
    expect(take({ events: ["death"], origin: "V1" }, { origin: "baseline" })).toThrow("the endpoint counts from the visit");
    expect(take({ events: ["death"], censoredBy: ["death"] })).toThrow("named in events and in censoredBy");
    expect(take("survival", { competing: ["tracheostomy"] })).toThrow('"tracheostomy" is named in events and in competing');
    expect(take("survival", { origin: "randomization" })).toThrow('Did you mean "randomisation"?');
    expect(take("survival", { entry: { visit: "V0" } })).toThrow("is not declared");
    expect(take("survival", { cutOff: { date: "2012-02-30" } })).toThrow("must be a full ISO date");
    expect(take("survival", { cutOff: { months: 0 } })).toThrow("after the origin");
    expect(take("survival", { cutOff: { months: 1, days: 1 } })).toThrow("cutOff must be");
    expect(take("survival", { cutOff: "2014-06-30" })).toThrow('timeToEvent: cutOff must be an object; received "2014-06-30"');
    expect(take("survival", { cutOff: null })).toThrow("timeToEvent: cutOff must be an object; received null");
    expect(take("survival", { cutOff: { date: "2014-06-30", days: 3 } })).toThrow("cutOff must be");
    expect(take("survival", { followUpEnds: ["died"] })).toThrow("followUpEnds");
    expect(take("survival", { unit: "year" })).toThrow("unit must be one of");
    expect(take("survival", { entrie: "origin" })).toThrow('Did you mean "entry"?');
    expect(take("survival", { population: "all" })).toThrow("population");
    expect(take(undefined)).toThrow("endpoint");
  });
});
