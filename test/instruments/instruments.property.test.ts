import fc from "fast-check";
import {
  type AlsfrsRItems,
  confirmedProgression,
  edssChange,
  edssFunctionalSystem,
  edssPlusImprovement,
  edssPlusProgression,
  type EdssPlusSeries,
  kingsStage,
  mitosStage,
  progressorGroup,
  scoreAlsfrsR,
  timedTestScore,
} from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { itemsOf } from "./fixtures.ts";

const rating = fc.integer({ min: 0, max: 4 });
const whole = fc.array(rating, { minLength: 12, maxLength: 12 });
const partial = fc.array(fc.oneof({ weight: 6, arbitrary: rating }, { weight: 1, arbitrary: fc.constant(null) }), { minLength: 12, maxLength: 12 });
const form = fc.constantFrom("5a", "5b" as const);
const step = fc.constantFrom(0, ...Array.from({ length: 19 }, (_, index) => 1 + index / 2));
const halfPointFrom = fc.constantFrom(5, 5.5, 6);
const seconds = fc.integer({ min: 30, max: 1800 }).map((tenths) => tenths / 10);

/** Ascending days from 0, and a value for each. */
function series(value: fc.Arbitrary<number>) {
  return fc
    .array(fc.record({ gap: fc.constantFrom(28, 77, 84, 91, 168), value }), { minLength: 2, maxLength: 9 })
    .map((visits) => ({ time: visits.map((_, index) => visits.slice(1, index + 1).reduce((days, { gap }) => days + gap, 0)), value: visits.map((visit) => visit.value) }));
}

/** One item made worse by at least a point. */
function worsen(items: readonly (number | null)[], at: number, by: number): readonly (number | null)[] {
  return items.map((item, index) => (index === at && item !== null ? Math.max(0, item - by) : item));
}

function filled(items: readonly (number | null)[], values: readonly number[]): readonly number[] {
  return items.map((item, index) => item ?? values[index]!);
}

describe("ALSFRS-R", () => {
  it("the total is the sum of the domains and of the items, whatever the form of item 5", () => {
    fc.assert(
      fc.property(whole, form, (items, which) => {
        const { total, domains } = scoreAlsfrsR(itemsOf(items, which));
        expect(total).toBe(items.reduce((sum, item) => sum + item, 0));
        expect(Object.values(domains).reduce<number>((sum, domain) => sum + domain!, 0)).toBe(total);
      }),
    );
  });

  it("a prorated score lies between the scores with the missing items at 0 and at 4", () => {
    fc.assert(
      fc.property(partial, (items) => {
        const result = scoreAlsfrsR(itemsOf(items), { missingItems: "prorate-domain" });
        expectPlain(result);
        if (result.total === null) return;
        expect(result.total).toBeGreaterThanOrEqual(scoreAlsfrsR(itemsOf(items.map((item) => item ?? 0))).total!);
        expect(result.total).toBeLessThanOrEqual(scoreAlsfrsR(itemsOf(items.map((item) => item ?? 4))).total!);
      }),
    );
  });

  it("a worse item never gives a better King's stage, nor does an event", () => {
    fc.assert(
      fc.property(partial, form, fc.nat(11), fc.integer({ min: 1, max: 4 }), fc.record({ ventilation: fc.boolean(), died: fc.boolean() }), (items, which, at, by, events) => {
        const stages = (values: readonly (number | null)[], record: object) => kingsStage(itemsOf(values, which), record).possible;
        const before = stages(items, {});
        for (const after of [stages(worsen(items, at, by), {}), stages(items, events), stages(items, { gastrostomy: true })]) {
          expect(after.from).toBeGreaterThanOrEqual(before.from);
        }
        expect(stages(worsen(items, at, by), {}).to).toBeGreaterThanOrEqual(before.to);
      }),
    );
  });

  it("a worse item never gives a better MiToS stage", () => {
    fc.assert(
      fc.property(partial, fc.nat(11), fc.integer({ min: 1, max: 4 }), (items, at, by) => {
        const [before, after] = [mitosStage(itemsOf(items)).possible, mitosStage(itemsOf(worsen(items, at, by))).possible];
        expect(after.from).toBeGreaterThanOrEqual(before.from);
        expect(after.to).toBeGreaterThanOrEqual(before.to);
      }),
    );
  });

  it("whatever a missing item was, the stage is among the possible ones, and is the one given", () => {
    fc.assert(
      fc.property(partial, whole, (items, values) => {
        for (const stageAt of [(all: AlsfrsRItems) => kingsStage(all, { gastrostomy: false }), (all: AlsfrsRItems) => mitosStage(all)]) {
          const result = stageAt(itemsOf(items));
          expectPlain(result);
          const { stage } = stageAt(itemsOf(filled(items, values)));
          expect(stage).toBeGreaterThanOrEqual(result.possible.from);
          expect(stage).toBeLessThanOrEqual(result.possible.to);
          if (result.stage !== null) expect(stage).toBe(result.stage);
        }
      }),
    );
  });

  it("a larger loss never gives a slower group", () => {
    const rank = { slow: 0, intermediate: 1, rapid: 2 };
    fc.assert(
      fc.property(fc.constantFrom("kimura-2006", "kimura-2006-two-groups", "gordon-2006", "labra-2016" as const), fc.double({ min: -2, max: 5, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), (cutOff, lost, more) => {
        const groupAt = (lostPerMonth: number) => rank[progressorGroup({ lostPerMonth }, { cutOff }).group];
        expect(groupAt(lost + more)).toBeGreaterThanOrEqual(groupAt(lost));
      }),
    );
  });
});

describe("EDSS and timed tests", () => {
  it("a higher EDSS is never a better verdict, and a verdict one way excludes the other", () => {
    const rank = { improvement: 0, neither: 1, progression: 2 };
    fc.assert(
      fc.property(step, step, step, halfPointFrom, (baseline, one, other, cut) => {
        const verdictAt = (followUp: number) => rank[edssChange({ baseline, followUp }, { halfPointFrom: cut }).verdict];
        expect(verdictAt(Math.max(one, other))).toBeGreaterThanOrEqual(verdictAt(Math.min(one, other)));
        expect(verdictAt(baseline)).toBe(rank.neither);
      }),
    );
  });

  it("a higher grade never converts to a lower one, and none rises", () => {
    fc.assert(
      fc.property(fc.constantFrom("visual", "bowel-bladder" as const), fc.integer({ min: 0, max: 5 }), (system, grade) => {
        expect(edssFunctionalSystem(system, grade + 1)).toBeGreaterThanOrEqual(edssFunctionalSystem(system, grade));
        expect(edssFunctionalSystem(system, grade)).toBeLessThanOrEqual(grade);
      }),
    );
  });

  it("a score lies between the fastest and the slowest trial, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(seconds, fc.constant("unable" as const)), { minLength: 1, maxLength: 4 }), (trials) => {
        const result = timedTestScore({ test: "t25fw", trials });
        expectPlain(result);
        expect(timedTestScore({ test: "t25fw", trials: [...trials].reverse() }).seconds).toBeCloseTo(result.seconds, 10);
        const times = trials.map((trial) => (trial === "unable" ? 180 : trial));
        expect(result.seconds).toBeLessThanOrEqual(Math.max(...times) + 1e-9);
        expect(result.seconds).toBeGreaterThanOrEqual(Math.min(...times) - 1e-9);
      }),
    );
  });

  it("a confirmed event holds at every visit from onset to confirmation, which are far enough apart", () => {
    fc.assert(
      fc.property(series(step), fc.constantFrom(12, 24), halfPointFrom, fc.constantFrom("fixed", "roving" as const), (visits, weeks, cut, reference) => {
        const result = confirmedProgression(visits, { rule: { kind: "edss", halfPointFrom: cut }, weeks, reference });
        expectPlain(result);
        const { onset, confirmation } = result;
        if (onset === null || confirmation === null) return;
        expect(confirmation.time - onset.time).toBeGreaterThanOrEqual(7 * weeks);
        visits.value.forEach((followUp, index) => {
          const at = visits.time[index]!;
          if (at < onset.time || at > confirmation.time) return;
          expect(edssChange({ baseline: result.references.at(-1)!.value, followUp }, { halfPointFrom: cut }).verdict).toBe("progression");
        });
      }),
    );
  });

  it("visits after a confirmation change nothing, more weeks never confirm earlier, and time may start anywhere", () => {
    fc.assert(
      fc.property(series(step), step, fc.integer({ min: -500, max: 500 }), (visits, last, origin) => {
        const at = (weeks: number, given = visits) => confirmedProgression(given, { rule: { kind: "edss" }, weeks });
        const [short, long] = [at(12), at(24)];
        if (long.onset !== null) expect(short.onset!.time).toBeLessThanOrEqual(long.onset.time);
        const longer = at(12, { time: [...visits.time, visits.time.at(-1)! + 84], value: [...visits.value, last] });
        if (short.onset !== null) expect(longer).toEqual(short);
        const moved = at(12, { time: visits.time.map((time) => time + origin), value: visits.value });
        expect(moved.onset?.time ?? null).toBe(short.onset === null ? null : short.onset.time + origin);
      }),
    );
  });

  it("a worse later visit never takes a confirmed progression away, nor puts it off, from a fixed reference", () => {
    fc.assert(
      fc.property(series(step), fc.nat(8), fc.constantFrom(12, 24), (visits, place, weeks) => {
        const worse = visits.value.map((value, index) => (index > 0 && index === place ? Math.min(10, value === 0 ? 1 : value + 0.5) : value));
        const at = (value: readonly number[]) => confirmedProgression({ time: visits.time, value }, { rule: { kind: "edss" }, weeks });
        const [before, after] = [at(visits.value), at(worse)];
        if (before.onset !== null) expect(after.onset!.time).toBeLessThanOrEqual(before.onset.time);
      }),
    );
  });

  it("a worse visit can take one away from a roving reference, and a worse baseline from any", () => {
    const onsetOf = (value: readonly number[], reference: "fixed" | "roving") => confirmedProgression({ time: [0, 84, 168, 252, 336], value }, { rule: { kind: "edss" }, weeks: 12, reference }).onset?.time ?? null;
    // The improvement to 3 is no longer confirmed, so that 4 remains what 4 is compared with.
    expect([onsetOf([4, 3, 3, 4, 4], "roving"), onsetOf([4, 3, 4, 4, 4], "roving")]).toEqual([252, null]);
    expect([onsetOf([4, 4, 4, 5, 5], "fixed"), onsetOf([4.5, 4, 4, 5, 5], "fixed")]).toEqual([252, null]);
    // The thresholds are not even over the scale: half a point counts from 6, not from 5.5.
    expect([edssChange({ baseline: 5.5, followUp: 6 }).verdict, edssChange({ baseline: 6, followUp: 6.5 }).verdict]).toEqual(["neither", "progression"]);
  });

  it("no component of EDSS-Plus improves and progresses at one visit, though two components can do one each", () => {
    const values = fc.record({ edss: step, t25fw: seconds, nineHolePegDominant: seconds, nineHolePegNonDominant: seconds });
    fc.assert(
      fc.property(values, values, (baseline, followUp) => {
        const { improvedIn } = edssPlusImprovement({ baseline, followUp });
        const seriesOf = (component: keyof typeof baseline) => ({ time: [0, 168, 336], value: [baseline[component], followUp[component], followUp[component]] });
        const { progressedIn } = edssPlusProgression({ edss: seriesOf("edss"), t25fw: seriesOf("t25fw"), nineHolePegDominant: seriesOf("nineHolePegDominant"), nineHolePegNonDominant: seriesOf("nineHolePegNonDominant") });
        expect(improvedIn.filter((component) => progressedIn.includes(component))).toEqual([]);
        const { verdict } = edssChange({ baseline: baseline.edss, followUp: followUp.edss });
        expect([improvedIn.includes("edss"), progressedIn.includes("edss")]).toEqual([verdict === "improvement", verdict === "progression"]);
      }),
    );
    const [baseline, followUp] = [{ edss: 4, t25fw: 10 }, { edss: 5, t25fw: 7 }];
    expect(edssPlusImprovement({ baseline, followUp }).improvedIn).toEqual(["t25fw"]);
    expect(edssPlusProgression({ edss: { time: [0, 168, 336], value: [4, 5, 5] }, t25fw: { time: [0, 168, 336], value: [10, 7, 7] } }).progressedIn).toEqual(["edss"]);
  });

  it("a better value of a component never takes EDSS-Plus improvement away", () => {
    const values = fc.record({ edss: step, t25fw: seconds, nineHolePegDominant: seconds, nineHolePegNonDominant: seconds });
    fc.assert(
      fc.property(values, values, fc.constantFrom("t25fw", "nineHolePegDominant", "nineHolePegNonDominant" as const), (baseline, followUp, component) => {
        const better = { ...followUp, edss: followUp.edss <= 1 ? 0 : followUp.edss - 0.5, [component]: followUp[component] * 0.9 };
        if (edssPlusImprovement({ baseline, followUp }).improved === true) expect(edssPlusImprovement({ baseline, followUp: better }).improved).toBe(true);
      }),
    );
  });

  it("EDSS-Plus improves when a component does, and scaling the times changes nothing", () => {
    const values = fc.record({ edss: step, t25fw: seconds, nineHolePegDominant: seconds, nineHolePegNonDominant: seconds });
    fc.assert(
      fc.property(values, values, (baseline, followUp) => {
        const result = edssPlusImprovement({ baseline, followUp });
        expectPlain(result);
        expect(result.improved).toBe(result.improvedIn.length > 0);
        const scaled = (visit: typeof baseline) => ({ ...visit, t25fw: 4 * visit.t25fw, nineHolePegDominant: 2 * visit.nineHolePegDominant });
        expect(edssPlusImprovement({ baseline: scaled(baseline), followUp: scaled(followUp) }).improvedIn).toEqual(result.improvedIn);
      }),
    );
  });

  it("EDSS-Plus progression is no later than any of its components, and a component added never undoes it", () => {
    fc.assert(
      fc.property(series(step), series(seconds), series(seconds), (edss, t25fw, nineHolePegDominant) => {
        const two: EdssPlusSeries = { edss, t25fw };
        const [fewer, more] = [edssPlusProgression(two), edssPlusProgression({ ...two, nineHolePegDominant })];
        expectPlain(more);
        if (fewer.progressed === true) expect(more.progressed).toBe(true);
        for (const component of more.progressedIn) expect(more.onset).toBeLessThanOrEqual(more.components[component]!.onset!.time);
        if (fewer.onset !== null) expect(more.onset).toBeLessThanOrEqual(fewer.onset);
      }),
    );
  });
});
