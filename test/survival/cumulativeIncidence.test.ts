import { describe, expect, it } from "vitest";
import { cumulativeIncidence } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { codeOf } from "../inference/robustness.ts";
import { competitors, naiveEventFree, naiveIncidence, naiveIncidenceVariance } from "../naive/competing.ts";
import { type Known, readFixture } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

interface IncidenceCase {
  readonly time: readonly number[];
  readonly cause: readonly (number | null)[];
  readonly entry: readonly number[] | null;
  readonly intervalMethod: "log-log" | "log" | "plain";
  readonly level: number;
  readonly steps: readonly number[];
  readonly eventFree: readonly number[];
  readonly causes: readonly {
    readonly cause: number;
    readonly events: readonly number[];
    readonly estimate: readonly number[];
    readonly standardError: readonly number[] | null;
    readonly lower: readonly Known[] | null;
    readonly upper: readonly Known[] | null;
    readonly aalen: readonly number[] | null;
  }[];
}

const { cases } = readFixture<IncidenceCase>("cumulativeIncidence");
const inputOf = ({ time, cause, entry }: IncidenceCase) => ({ time, cause, ...(entry !== null && { entry }) });

describe("cumulativeIncidence", () => {
  it("is right by hand for six participants", () => {
    // Of six one has a gastrostomy at 2; of five one each at 4; one is censored at 6; of two one at 9. S: 5/6, 1/2, 1/4.
    const { causes, steps } = cumulativeIncidence({ time: [2, 4, 4, 6, 9, 12], cause: ["g", "d", "g", null, "g", null] });
    expect(causes.map(({ cause, events }) => [cause, events])).toEqual([["d", 1], ["g", 3]]);
    const [d, g] = causes;
    expect(g!.steps.map(({ time }) => time)).toEqual([2, 4, 9]);
    [1 / 6, 1 / 6 + 5 / 6 / 5, 1 / 3 + 1 / 4].forEach((value, index) => expect(g!.steps[index]!.estimate).toBeCloseTo(value, 14));
    expect(d!.steps[0]!.estimate).toBeCloseTo(1 / 6, 14);
    [5 / 6, 1 / 2, 1 / 2, 1 / 4, 1 / 4].forEach((value, index) => expect(steps[index]!.eventFree).toBeCloseTo(value, 14));
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([6, 5, 3, 2, 1]);
    // Before anyone is censored the estimate is a share of six, with a binomial error.
    expect(g!.steps[1]!.standardError).toBeCloseTo(Math.sqrt((1 / 3) * (2 / 3) / 6), 14);
  });

  it("agrees with R's survfit() on 240 random groups, and with the variance of cmprsk's cuminc()", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const { intervalMethod, level } = each;
      const result = cumulativeIncidence(inputOf(each), { intervalMethod, level });
      const aalen = cumulativeIncidence(inputOf(each), { varianceMethod: "aalen" });
      expect(result.steps.length).toBe(each.steps.length);
      result.steps.forEach((step, index) => worst.add(at, { time: errorOf(step.time, each.steps[index]!), eventFree: errorOf(step.eventFree, each.eventFree[index]!, 1) }));
      expect(result.causes.map(({ cause }) => cause)).toEqual(each.causes.map(({ cause }) => cause));
      each.causes.forEach((expected, place) => {
        const places = expected.events.flatMap((events, index) => (events > 0 ? [index] : []));
        const { steps } = result.causes[place]!;
        expect(steps.map(({ events }) => events)).toEqual(places.map((index) => expected.events[index]));
        places.forEach((index, step) => {
          const { estimate, standardError, interval } = steps[step]!;
          worst.add(at, { estimate: errorOf(estimate, expected.estimate[index]!) });
          if (expected.aalen !== null) worst.add(at, { aalen: errorOf(aalen.causes[place]!.steps[step]!.standardError, Math.sqrt(expected.aalen[index]!), Math.max(Math.sqrt(expected.aalen[index]!), 1e-6)) });
          if (expected.standardError === null) return;
          // Where everyone had the event of one cause R's error is the rounding of 0, of about 1e-16.
          worst.add(at, { standardError: errorOf(standardError, expected.standardError[index]!, Math.max(expected.standardError[index]!, 1e-4)) });
          if (interval.lower === null) return expect(estimate).toBeCloseTo(1, 12);
          worst.add(at, {
            lower: errorOf(interval.lower, expected.lower![index]!, Math.max(expected.lower![index] ?? 1, 1e-4)),
            upper: errorOf(interval.upper, expected.upper![index]!),
          });
        });
      });
    });
    worst.expectBelow(1e-11);
  });

  it("agrees with a second implementation by sums over all event times, delayed entry included", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const group = competitors(each);
      for (const varianceMethod of ["greenwood", "aalen"] as const) {
        const { causes, steps } = cumulativeIncidence(inputOf(each), { varianceMethod });
        for (const step of steps) worst.add(at, { eventFree: errorOf(step.eventFree, naiveEventFree(group, step.time), 1) });
        for (const { cause, steps: own } of causes) {
          for (const { time, estimate, standardError } of own) {
            const variance = Math.max(0, naiveIncidenceVariance(group, cause, time, varianceMethod));
            worst.add(at, { estimate: errorOf(estimate, naiveIncidence(group, cause, time), 1), [varianceMethod]: errorOf(standardError ** 2, variance, Math.max(variance, 1e-6)) });
          }
        }
      }
    });
    worst.expectBelow(1e-10);
  });

  it("takes 0.1 + 0.2 and 0.3 for one time, and gives given times", () => {
    const { causes, steps } = cumulativeIncidence({ time: [0.3, 0.1 + 0.2, 0.5, 0.7], cause: [1, 2, 1, null] }, { times: [0.1, 0.1 + 0.2, 0.7, 0.8] });
    expect(steps.map(({ atRisk, events }) => [atRisk, events])).toEqual([[4, 2], [2, 1], [1, 0]]);
    expect(causes[0]!.atTimes.map(({ estimate }) => estimate)).toEqual([0, 0.25, 0.5, null]);
    expect(causes[0]!.atTimes[0]!.reasons).toMatchObject({ "interval.lower": "no-variance" });
    expect(causes[0]!.atTimes[3]!.reasons).toMatchObject({ estimate: "beyond-follow-up" });
    // Nobody is left free of an event: incidences stay as they are.
    expect(cumulativeIncidence({ time: [1, 2], cause: [1, 2] }, { times: [3] }).causes[0]!.atTimes[0]!.estimate).toBe(0.5);
  });

  it("is plain data, leaves frozen input alone, and lists no cause without events", () => {
    for (const intervalMethod of ["log-log", "log", "plain"] as const) {
      for (const varianceMethod of ["greenwood", "aalen"] as const) {
        cases.slice(0, 60).forEach((each) => expectPlain((input) => cumulativeIncidence(input, { intervalMethod, varianceMethod, times: [0, 2, 500] }), inputOf(each)));
      }
    }
    expectPlain(cumulativeIncidence, { time: [1, 2], cause: [null, null] });
    expect(cumulativeIncidence({ time: [1, 2], cause: [null, null] }).causes).toEqual([]);
    expect(codeOf(() => cumulativeIncidence({ time: [], cause: [] }))).toBe("too-few-values");
  });

  it("refuses causes that are none, options it does not know, and lists of unequal length", () => {
    const withCause = (cause: unknown) => () => cumulativeIncidence({ time: [1, 2], cause: cause as number[] });
    expect(withCause([1, 0])).toThrow("cause[1] must be a name, a number other than 0, or null where censored; received 0");
    expect(withCause([1, undefined])).toThrow(TypeError);
    expect(withCause([true, 1])).toThrow("cause[0]");
    expect(withCause([NaN, 1])).toThrow("cause[0]");
    expect(withCause("11")).toThrow("cause must be an array");
    expect(withCause([1])).toThrow(RangeError);
    expect(() => cumulativeIncidence({ time: [1], cause: [1] }, { intervalMethod: "loglog" as "log-log" })).toThrow('Did you mean "log-log"?');
    expect(() => cumulativeIncidence({ time: [1], cause: [1], event: [1] } as never)).toThrow("event");
    expect(() => cumulativeIncidence({ time: [1], cause: [1] }, { times: [-1] })).toThrow("times[0] must not be negative");
  });
});
