import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankSumTest } from "trialwise/inference";
import { compareWins, jointRank, jointRankTest, winRatio, type WinRatioInput } from "trialwise/joint";
import { kaplanMeier } from "trialwise/survival";
import { attempt } from "trialwise/result";
import { cases } from "./fixtures.ts";
import { lastVisitOf, trialOf } from "./trialOf.ts";

interface Person {
  readonly time: number;
  readonly event: boolean;
  readonly visits: readonly (number | null)[];
}

const visits = 3;
const person: fc.Arbitrary<Person> = fc.record({
  // Eighths are exact, so that scaling is too; few of them, so that there are ties.
  time: fc.integer({ min: 1, max: 48 }).map((eighths) => eighths / 8),
  event: fc.boolean(),
  visits: fc.array(fc.option(fc.integer({ min: -8, max: 3 }), { freq: 4 }), { minLength: visits, maxLength: visits }),
});
const group = fc.array(person, { minLength: 1, maxLength: 12 });

const columnsOf = (people: readonly Person[]) => ({
  time: people.map(({ time }) => time),
  event: people.map(({ event }) => event),
  improvement: Array.from({ length: visits }, (_, visit) => people.map((each) => each.visits[visit]!)),
});
const inputOf = (treatment: readonly Person[], control: readonly Person[]) => ({ treatment: columnsOf(treatment), control: columnsOf(control) });

describe("jointRankTest", () => {
  it("scores cancel out, and swapping the groups turns the estimate and keeps the two-sided p-value", () => {
    fc.assert(
      fc.property(group, group, fc.constantFrom("midranks" as const, "sums" as const), (treatment, control, scores) => {
        const [result, swapped] = [inputOf(treatment, control), inputOf(control, treatment)].map((input) => attempt(() => jointRankTest(input, { scores })));
        if (result?.ok !== true || swapped?.ok !== true) {
          expect(result?.ok).toBe(swapped?.ok);
          return;
        }
        const { groups, estimate, pValue, pairs, pairsBetween } = result.value;
        const all = [...groups.treatment.scores, ...groups.control.scores];
        expect(all.reduce((total, score) => total + score, 0)).toBe(0);
        expect(pairs.byDeath + pairs.byFunction + pairs.tied).toBe((all.length * (all.length - 1)) / 2);
        expect(swapped.value.estimate).toBeCloseTo(-estimate, 10);
        expect(swapped.value.pValue).toBeCloseTo(pValue, 10);
        expect(swapped.value.pairsBetween.controlBetter).toEqual(pairsBetween.treatmentBetter);
      }),
      { numRuns: 150 },
    );
  });

  it("any rising function of change, and any unit of time, leave every rank as it is", () => {
    fc.assert(
      fc.property(group, group, fc.constantFrom(0.25, 30.4375, 1000), (treatment, control, unit) => {
        const changed = ({ time, event, visits: values }: Person): Person => ({ time: time * unit, event, visits: values.map((value) => (value === null ? null : value ** 3 + 5 * value)) });
        const result = attempt(() => jointRankTest(inputOf(treatment, control), { horizon: 4 }));
        const other = attempt(() => jointRankTest(inputOf(treatment.map(changed), control.map(changed)), { horizon: 4 * unit }));
        if (!result.ok || !other.ok) {
          expect(result.ok).toBe(other.ok);
          return;
        }
        expect(other.value.groups).toEqual(result.value.groups);
        expect(other.value.pValue).toBe(result.value.pValue);
      }),
      { numRuns: 150 },
    );
  });

  it("without deaths and with everyone at the last visit it is the rank sum test of the changes", () => {
    const changes = fc.array(fc.integer({ min: -12, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(changes, changes, fc.constantFrom("exact" as const, "normal" as const), (treatment, control, pValueMethod) => {
        const whole = (values: readonly number[]) => ({ time: values.map(() => 6), event: values.map(() => false), improvement: [values] });
        const joint = attempt(() => jointRankTest({ treatment: whole(treatment), control: whole(control) }, { pValueMethod }));
        const ranks = attempt(() => rankSumTest({ treatment, control }, { pValueMethod }));
        if (!joint.ok || !ranks.ok) {
          expect(joint.ok).toBe(ranks.ok);
          return;
        }
        expect(joint.value.pValue).toBeCloseTo(ranks.value.pValue, 12);
        const { n, meanRank } = joint.value.groups.treatment;
        expect(n * meanRank - (n * (n + 1)) / 2).toBeCloseTo(ranks.value.statistic, 10);
      }),
      { numRuns: 150 },
    );
  });

  it("when all die the ranks are those of the times, and without values its sums are Gehan's", () => {
    fc.assert(
      fc.property(group, group, (treatment, control) => {
        const people = [...treatment, ...control];
        const dead = people.map((each): Person => ({ ...each, event: true, visits: [null, null, null] }));
        const part = (some: readonly Person[]) => inputOf(some.slice(0, treatment.length), some.slice(treatment.length));
        const all = attempt(() => jointRankTest(part(dead)));
        const byTime = attempt(() => rankSumTest({ treatment: treatment.map(({ time }) => time), control: control.map(({ time }) => time) }));
        expect(all.ok).toBe(byTime.ok);
        if (all.ok && byTime.ok) expect(all.value.pValue).toBeCloseTo(byTime.value.pValue, 12);
        // Gehan's score of an event: those still at risk after it, less those with an event before; of a censoring: minus the events until then.
        const silent = people.map((each): Person => ({ ...each, visits: [null, null, null] }));
        const gehan = attempt(() => jointRankTest(part(silent)));
        if (!gehan.ok) return;
        const scores = [...gehan.value.groups.treatment.scores, ...gehan.value.groups.control.scores];
        const { steps } = kaplanMeier({ time: people.map(({ time }) => time), event: people.map(({ event }) => event) });
        people.forEach(({ time, event }, index) => {
          const until = steps.filter((step) => step.time <= time);
          const at = steps.find((step) => step.time === time)!;
          const deathsBefore = until.reduce((total, step) => total + step.events, 0) - (event ? at.events : 0);
          expect(scores[index]).toBe(deathsBefore - (event ? at.atRisk - at.events : 0));
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("jointRank", () => {
  it("in a trial, swapping the arms turns the estimate, and the order of the records does not matter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: cases.length - 1 }), fc.constantFrom("last-common-visit" as const, "last-value" as const, "death-equivalent" as const), (index, dropout) => {
        const data = trialOf(cases[index]!);
        const options = { measure: "score", to: lastVisitOf(cases[index]!), dropout } as const;
        const result = jointRank(data, { ...options, treatment: "treatment", control: "control" });
        const swapped = jointRank(data, { ...options, treatment: "control", control: "treatment" });
        const reversed = jointRank({ ...data, participants: [...data.participants].reverse(), observations: [...data.observations].reverse() }, { ...options, treatment: "treatment", control: "control" });
        if (result.estimate === null) {
          expect(swapped.estimate).toBeNull();
          return;
        }
        expect(swapped.estimate).toBeCloseTo(-result.estimate, 10);
        expect(swapped.pValue).toBeCloseTo(result.pValue!, 10);
        expect(reversed.pairsBetween).toEqual(result.pairsBetween);
        expect(reversed.pValue).toBeCloseTo(result.pValue!, 12);
      }),
      { numRuns: 100 },
    );
  });
});

describe("winRatio", () => {
  const winsOf = (treatment: readonly Person[], control: readonly Person[], threshold: number): WinRatioInput => {
    const [ours, theirs] = [columnsOf(treatment), columnsOf(control)];
    return {
      outcomes: [
        { kind: "time-to-event", treatment: { time: ours.time, event: ours.event }, control: { time: theirs.time, event: theirs.event } },
        { kind: "last-common-visit", better: "higher", threshold, treatment: ours.improvement, control: theirs.improvement },
      ],
    };
  };

  it("swapping the groups inverts ratio and odds, and the three agree on the sign", () => {
    fc.assert(
      fc.property(group, group, fc.integer({ min: 0, max: 3 }), (treatment, control, threshold) => {
        const result = winRatio(winsOf(treatment, control, threshold));
        const swapped = winRatio(winsOf(control, treatment, threshold));
        expect(swapped.netBenefit.estimate).toBeCloseTo(-result.netBenefit.estimate!, 12);
        expect(swapped.counts.wins).toBe(result.counts.losses);
        expect(result.counts.wins + result.counts.losses + result.counts.ties).toBe(treatment.length * control.length);
        if (result.winRatio.standardError !== null) {
          expect(swapped.winRatio.estimate! * result.winRatio.estimate!).toBeCloseTo(1, 10);
          expect(swapped.winRatio.interval.lower! * result.winRatio.interval.upper!).toBeCloseTo(1, 8);
          expect(Math.abs(Math.log(result.winRatio.estimate!))).toBeGreaterThanOrEqual(Math.abs(Math.log(result.winOdds.estimate!)) - 1e-12);
        }
        const { estimate } = result.netBenefit;
        if (Math.abs(estimate!) > 1e-12 && result.winOdds.estimate !== null) expect(Math.sign(Math.log(result.winOdds.estimate))).toBe(Math.sign(estimate!));
        // The joint rank counts the same pairs.
        const joint = attempt(() => jointRankTest(inputOf(treatment, control)));
        if (threshold > 0 || !joint.ok) return;
        const { treatmentBetter } = joint.value.pairsBetween;
        expect(result.byOutcome.map(({ wins }) => wins)).toEqual([treatmentBetter.byDeath, treatmentBetter.byFunction]);
      }),
      { numRuns: 150 },
    );
  });

  it("one stratum for all is no stratum, and equal strata together are as one of them", () => {
    fc.assert(
      fc.property(group, group, (treatment, control) => {
        const input = winsOf(treatment, control, 0);
        const whole = winRatio(input);
        const stratified = winRatio({ ...input, stratum: { treatment: treatment.map(() => "a"), control: control.map(() => "a") } });
        expect(stratified.winRatio).toEqual(whole.winRatio);
        const doubled = winsOf([...treatment, ...treatment], [...control, ...control], 0);
        const halves = (some: readonly Person[]) => [...some.map(() => 1), ...some.map(() => 2)];
        const twice = winRatio({ ...doubled, stratum: { treatment: halves(treatment), control: halves(control) } });
        expect(twice.netBenefit.estimate).toBeCloseTo(whole.netBenefit.estimate!, 12);
        if (whole.netBenefit.standardError !== null) expect(twice.netBenefit.standardError! * Math.SQRT2).toBeCloseTo(whole.netBenefit.standardError, 12);
      }),
      { numRuns: 100 },
    );
  });

  it("swapping the arms of a trial inverts ratio and odds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: cases.length - 1 }), fc.integer({ min: 0, max: 2 }), (index, threshold) => {
        const each = cases[index]!;
        const outcomes = [{ endpoint: { kind: "time-to-event", events: ["death"] } }, { endpoint: { kind: "change", measure: "score", to: lastVisitOf(each) }, threshold }] as const;
        const { wins } = compareWins(trialOf(each), { treatment: "treatment", control: "control", outcomes });
        const { wins: swapped } = compareWins(trialOf(each), { treatment: "control", control: "treatment", outcomes });
        expect(swapped?.counts.wins).toBe(wins?.counts.losses);
        if (wins?.winOdds.standardError === null) expect(swapped?.winOdds.standardError).toBeNull();
        else expect(swapped!.winOdds.estimate! * wins!.winOdds.estimate!).toBeCloseTo(1, 10);
      }),
      { numRuns: 100 },
    );
  });
});
