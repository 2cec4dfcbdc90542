import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeFromBaseline } from "trialwise/change";
import { compareArms } from "trialwise/comparison";
import { fitSubgroupModel, subgroupAnalysis } from "trialwise/subgroup";
import type { GroupRow } from "trialwise/subgroup";
import type { KeysOf, TrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { expectPlain } from "../change/plain.ts";
import { naiveEffect, naiveHeterogeneity, naiveInteraction } from "../naive/subgroup.ts";
import { dataOf, levels, type ReferenceCase, type trial } from "./referenceCases.ts";

type Data = TrialData<KeysOf<typeof trial>>;
type People = ReferenceCase["participants"];

const known = (low: number, high: number) => fc.option(fc.integer({ min: low, max: high }), { freq: 8 });
const people = fc.array(fc.tuple(fc.constantFrom(1, 2), known(1, 2), known(1, 3), known(40, 70), known(-12, 6)), { minLength: 1, maxLength: 30 });
const shuffled = people.chain((list) => fc.record({ list: fc.constant(list), other: fc.shuffledSubarray(list, { minLength: list.length }) }));

const change = (subset: Data) => changeFromBaseline(subset, { measure: "score", to: "V9" });
const analysis = (subset: Data) => compareArms(change(subset), { treatment: "msc", control: "control" });
const subgroups = {
  sex: { label: "Sex", covariate: "sex", status: "prespecified" },
  region: { label: "Region", covariate: "region", status: "prespecified" },
  age: { label: "Age", rule: { kind: "within", covariate: "age", to: 54 }, status: "exploratory" },
} as const;

const valuesOf = (list: People, place: 1 | 2, level: number) => {
  const own = (arm: number) => list.flatMap((person) => (person[0] === arm && person[place] === level && person[4] !== null ? [person[4]] : []));
  return { treatment: own(1), control: own(2) };
};

/** What does not depend on who stands where in the data. */
const numbers = (rows: readonly GroupRow[]) => rows.map(({ group, participants, counts, estimate }) => ({ group, participants, counts, estimate: estimate?.toFixed(9) }));

function expectClose(received: number | null | undefined, expected: number): void {
  expect(Math.abs((received ?? NaN) - expected)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(expected)));
}

describe("subgroupAnalysis", () => {
  it("agrees with a second implementation from lists of values and pairs of effects", () => {
    fc.assert(
      fc.property(people, (list) => {
        const result = subgroupAnalysis(deepFreeze(dataOf(list)), { subgroups, analysis });
        expectPlain(result);
        for (const [name, place] of [["sex", 1], ["region", 2]] as const) {
          const { groups, interaction } = result.subgroups[name];
          const lists = levels[name].map((_, index) => valuesOf(list, place, index + 1));
          lists.forEach((own, index) => {
            expect(groups[index]!.counts).toEqual({ treatment: own.treatment.length, control: own.control.length });
            if (groups[index]!.standardError === null) return;
            expectClose(groups[index]!.estimate, naiveEffect(own).estimate);
            expectClose(groups[index]!.standardError, Math.sqrt(naiveEffect(own).variance));
          });
          const estimable = lists.filter((_, index) => groups[index]!.standardError !== null);
          if (interaction.test === "heterogeneity") {
            expect(interaction.leftOut).toHaveLength(lists.length - estimable.length);
            if (interaction.statistic !== null) expectClose(interaction.statistic, naiveHeterogeneity(estimable));
          } else if (interaction.statistic !== null) expectClose(interaction.statistic ** 2, naiveHeterogeneity(estimable));
          expect(interaction.statistic === null).toBe(estimable.length < 2);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("puts everyone in one group or among the unclassified, whoever comes first", () => {
    fc.assert(
      fc.property(shuffled, ({ list, other }) => {
        const [here, there] = [list, other].map((some) => subgroupAnalysis(dataOf(some), { subgroups, analysis }));
        for (const name of ["sex", "region", "age"] as const) {
          const { groups, unclassified, interaction } = here!.subgroups[name];
          const ids = [...groups.flatMap(({ participantIds }) => participantIds), ...unclassified.map(({ participant }) => participant)];
          expect([...ids].sort()).toEqual(list.map((_, index) => `P${index}`).sort());
          expect(numbers(there!.subgroups[name].groups)).toEqual(numbers(groups));
          const [mine, theirs] = [interaction.pValue, there!.subgroups[name].interaction.pValue];
          if (mine === null) expect(theirs).toBe(null);
          else expect(theirs).toBeCloseTo(mine, 9);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("swapping the arms turns every effect and the difference of effects, and keeps the p-values", () => {
    fc.assert(
      fc.property(people, (list) => {
        const here = subgroupAnalysis(dataOf(list), { subgroups, analysis });
        const there = subgroupAnalysis(dataOf(list), { subgroups, analysis: (subset) => compareArms(change(subset), { treatment: "control", control: "msc" }) });
        for (const name of ["sex", "region", "age"] as const) {
          const [mine, theirs] = [here.subgroups[name], there.subgroups[name]];
          mine.groups.forEach(({ estimate }, index) => expect(theirs.groups[index]!.estimate).toBe(estimate === null ? null : -estimate + 0));
          if (mine.interaction.pValue !== null) expect(theirs.interaction.pValue).toBeCloseTo(mine.interaction.pValue, 10);
          if (mine.interaction.test === "heterogeneity" || theirs.interaction.test === "heterogeneity") continue;
          if (mine.interaction.estimate !== null) expect(theirs.interaction.estimate).toBeCloseTo(-mine.interaction.estimate, 10);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("fitSubgroupModel", () => {
  it("agrees with a second implementation that compares two fits", () => {
    fc.assert(
      fc.property(people, (list) => {
        const data = deepFreeze(dataOf(list));
        const result = subgroupAnalysis(data, { subgroups, analysis }).subgroups;
        for (const [name, place] of [["sex", 1], ["region", 2]] as const) {
          const model = fitSubgroupModel(change(data), result[name], { treatment: "msc", control: "control" });
          expectPlain(model);
          const lists = levels[name].map((_, index) => valuesOf(list, place, index + 1)).filter(({ treatment, control }) => treatment.length > 0 && control.length > 0);
          expect(model.groups.map(({ counts }) => counts)).toEqual(lists.map(({ treatment, control }) => ({ treatment: treatment.length, control: control.length })));
          if (model.statistic === null) continue;
          expectClose(model.statistic, naiveInteraction(lists));
          if (model.difference !== undefined) {
            const [first, second] = lists.map(({ treatment, control }) => naiveEffect({ treatment, control }).estimate);
            expectClose(model.difference.estimate, first! - second!);
            expectClose((model.difference.estimate / model.difference.standardError) ** 2, model.statistic);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("neither the order of groups nor a shift of everyone in one group changes F", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: -20, max: 20 }), (list, shift) => {
        const data = dataOf(list);
        const { region } = subgroupAnalysis(data, { subgroups, analysis }).subgroups;
        const arms = { treatment: "msc", control: "control" } as const;
        const here = fitSubgroupModel(change(data), region, arms);
        const turned = fitSubgroupModel(change(data), { groups: [...region.groups].reverse() }, arms);
        const moved = list.map(([arm, sex, place, age, value]) => [arm, sex, place, age, value === null || place !== 2 ? value : value + shift] as const);
        const there = fitSubgroupModel(change(dataOf(moved)), region, arms);
        if (here.statistic === null) expect(turned.statistic).toBe(null);
        else for (const other of [turned, there]) expectClose(other.statistic, here.statistic);
      }),
      { numRuns: 100 },
    );
  });
});
