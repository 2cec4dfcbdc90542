import { describe, expect, it } from "vitest";
import { jointRank, jointRankTest, type JointRankOptions } from "trialwise/joint";
import { alsfrsR } from "trialwise/instruments";
import { defineTrial, type KeysOf, readTrialData } from "trialwise/trial";
import { deepFreeze } from "../deepFreeze.ts";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { type NaivePerson, naiveJointRanks } from "../naive/joint.ts";
import { expectPlain } from "../survival/plain.ts";
import { cases, groupsOf } from "./fixtures.ts";
import { data, type trial } from "./jointTrial.ts";
import { lastVisitOf, trialOf } from "./trialOf.ts";

type Options = Partial<JointRankOptions<KeysOf<typeof trial>>>;
const rank = (options: Options = {}) => jointRank(data, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control", ...options });
const scoresOf = (options: Options = {}) => Object.fromEntries(rank(options).rows.map(({ participant, score }) => [participant, score]));

describe("jointRank", () => {
  it("scores the participants of a small trial as by hand", () => {
    /*
     * Up to month 6. F died at 2 and loses to all six. C died at 5 and loses to A, B, D and G; E left at 4, so that C and E are compared at V9:
     * −4 against −1. At V10: A −2, B −1, D −5, G −4. E and the others at V9: A −1, B 0, D −3, E −1, G −3.
     * A: B − C + D + E 0 F + G + = 3. B: 6. C: F + else −5 … = −4. D: A − B − C + E − F + G − = −2. E: A 0 B − C + D + F + G + = 3.
     */
    expect(scoresOf()).toEqual({ A: 3, B: 6, C: -4, D: -2, E: 3, F: -6, G: 0 });
    const result = rank();
    expect(result.rows.map(({ participant, rank: place }) => [participant, place])).toEqual([["A", 5.5], ["B", 7], ["C", 2], ["D", 3], ["E", 5.5], ["F", 1], ["G", 4]]);
    expect(result.excluded).toEqual([{ participant: "H", arm: "msc", reason: "no-observation", visit: "V5" }]);
    expect(result.counts).toEqual({ participants: 8, analysed: 7, excluded: 1 });
    expect(result.groups.treatment).toEqual({ arm: "msc", n: 3, deaths: 1, withoutFunction: 0, meanRank: 14.5 / 3 });
    expect(result.groups.control).toEqual({ arm: "control", n: 4, deaths: 1, withoutFunction: 1, meanRank: 13.5 / 4 });
    expect(result.pairs).toEqual({ total: 21, byDeath: 10, byFunction: 10, tied: 1 });
    expect(result.estimate).toBeCloseTo(14.5 / 3 - 13.5 / 4, 14);
    expect(result.method.options).toMatchObject({ from: "V5", visits: ["V9", "V10"], horizon: 6, dropout: "last-common-visit", adjustForBaseline: false });
  });

  it("counts the equivalents of death that were declared, and no value from after them", () => {
    // G has a tracheostomy at 4 and now loses to A, B and D, and to C, who died later; E was seen until that very day.
    expect(scoresOf({ deathEquivalents: ["tracheostomy"] })).toEqual({ A: 3, B: 6, C: -2, D: 0, E: 3, F: -6, G: -4 });
    const row = rank({ deathEquivalents: ["tracheostomy"] }).rows.find(({ participant }) => participant === "G");
    expect(row).toMatchObject({ time: 4, died: true, event: "tracheostomy", improvements: [{ visit: "V9", improvement: -3 }] });
  });

  it("names what becomes of those who left", () => {
    // At own last visits E has −1 against A −2, B −1, D −5, G −4, C −4.
    expect(scoresOf({ dropout: "last-value" })).toEqual({ A: 2, B: 5, C: -4, D: -2, E: 5, F: -6, G: 0 });
    // Leaving at 4 is worse than death at 5.
    expect(scoresOf({ dropout: "death-equivalent" })).toEqual({ A: 4, B: 6, C: -2, D: 0, E: -4, F: -6, G: 2 });
    expect(rank({ dropout: "death-equivalent" }).rows.find(({ participant }) => participant === "E")).toMatchObject({ died: true, censoring: "withdrew" });
  });

  it("ends where it is told to, and says which events came too late to count", () => {
    expect(rank({ horizon: { months: 4.5 } }).groups.treatment.deaths).toBe(0);
    expect(rank({ horizon: { weeks: 13 } }).method.options.horizon).toBeCloseTo(91 / 30.4375, 14);
    expect(rank({ to: "V9" }).method.options).toMatchObject({ visits: ["V9"], horizon: 3 });
    expect(rank({ unit: "day" }).rows.map(({ time }) => time)[2]).toBe(5 * 30.4375);
    expect(scoresOf({ unit: "day" })).toEqual(scoresOf());
    // Without the disposition the withdrawal is no end of observation: E was last seen at V9, or when leaving.
    expect(rank({ followUpEnds: [] }).rows.find(({ participant }) => participant === "E")).toMatchObject({ time: 4, censoring: "last-contact" });
  });

  it("adjusts the ranks for baseline and covariates as a linear model does", () => {
    const result = rank({ test: "ancova", covariates: ["age"] });
    expect(result.excluded.map(({ participant, reason }) => [participant, reason])).toEqual([["E", "no-covariate"], ["H", "no-observation"]]);
    const columns = (arm: string) => {
      const rows = result.rows.filter((row) => row.arm === arm);
      const age: Record<string, number> = { A: 50, B: 61, C: 47, D: 66, F: 70, G: 40 };
      return {
        time: rows.map(({ time }) => time),
        event: rows.map(({ died }) => died),
        improvement: (["V9", "V10"] as const).map((visit) => rows.map(({ improvements }) => improvements.find((each) => each.visit === visit)?.improvement ?? null)),
        covariates: { baseline: rows.map(({ baseline }) => baseline), age: rows.map(({ participant }) => age[participant]!) },
      };
    };
    const numbers = jointRankTest({ treatment: columns("msc"), control: columns("control") }, { horizon: 6, test: "ancova" });
    expect(result.estimate).toBe(numbers.estimate);
    expect(result.interval).toEqual(numbers.interval);
    expect(result.degreesOfFreedom).toBe(2);
    expect(rank({ test: "ancova", adjustForBaseline: false }).degreesOfFreedom).toBe(5);
    expect(rank({ test: "ancova", covariates: ["site"] }).estimate).not.toBeNull();
  });

  it("adjusts for a covariate whatever the trial calls it", () => {
    // A column called as the group was taken for the group; one called "baseline" took the place of the value at baseline.
    const called = <Key extends string>(key: Key) => {
      const trial = defineTrial({
        id: "names",
        arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
        visits: { V5: { at: { months: 0 }, baseline: true }, V10: { at: { months: 6 } } },
        measures: { alsfrsR },
        covariates: { [key]: { kind: "number", label: "Age" } } as const,
      });
      const scores = [[40, 38], [36, 35], [44, 40], [42, 41], [38, 33], [41, 40], [33, 29], [39, 30]];
      const ages = [50, 61, 47, 58, 66, 44, 70, 40];
      const records = readTrialData(trial, {
        participants: scores.map((_, index) => ({ id: `P${index}`, arm: index < 4 ? "msc" : "control", covariates: { [key]: ages[index]! } })),
        observations: scores.flatMap((values, index) => values.map((value, visit) => ({ participant: `P${index}`, visit: visit === 0 ? "V5" : "V10", measure: "alsfrsR", value }))),
      });
      const { estimate, standardError, degreesOfFreedom } = jointRank(records, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control", test: "ancova", covariates: [key] });
      return { estimate, standardError, degreesOfFreedom };
    };
    const asAge = called("age");
    expect(asAge.degreesOfFreedom).toBe(4);
    for (const key of ["treatment", "baseline", "intercept", "covariate age", "a:b", "a*b"]) expect(called(key)).toEqual(asAge);
  });

  it("says whose arm began later than the time is counted from", () => {
    // 3 months before baseline nobody was in an arm yet, and none of them could have died and be among those compared.
    const early = { ...data, observations: data.observations.map((observation) => (observation.visit === "V5" ? { ...observation, visit: "V1" as const } : observation)) };
    const { immortalTime, rows } = jointRank(early, { measure: "alsfrsR", from: "V1", to: "V10", treatment: "msc", control: "control" });
    expect(immortalTime.map(({ participant }) => participant).sort()).toEqual(rows.map(({ participant }) => participant).sort());
    expect(immortalTime).toHaveLength(7);
    expect(immortalTime.every(({ time }) => time === 3)).toBe(true);
    expect(rank().immortalTime).toEqual([]);
  });

  it("says in its options which dispositions ended observation, also where none were named", () => {
    expect(rank().method.options.followUpEnds).toEqual(["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"]);
    expect(rank({ followUpEnds: ["withdrew"] }).method.options.followUpEnds).toEqual(["withdrew"]);
  });

  it("turns measures of which less is better", () => {
    const measured = { ...data, observations: data.observations.map((observation) => ({ ...observation, measure: "edss" as const })) };
    const turned = jointRank(measured, { measure: "edss", to: "V10", treatment: "msc", control: "control" });
    expect(turned.rows[0]?.improvements).toEqual([{ visit: "V9", improvement: 1 }, { visit: "V10", improvement: 2 }]);
  });

  it("agrees with the matrices of pairs in R on 240 random trials", () => {
    const worst = new WorstErrors();
    cases.forEach((each, at) => {
      const result = jointRank(trialOf(each), { measure: "score", to: lastVisitOf(each), horizon: { months: each.horizon }, treatment: "treatment", control: "control" });
      expect(result.rows.map(({ score }) => score)).toEqual(each.joint.scores);
      expect(result.rows.map(({ rank: place }) => place)).toEqual(each.joint.ranks);
      worst.add(at, { pValue: errorOf(result.pValue, each.joint.midranks?.exact[0] ?? null) });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation that settles every pair by the words of the definition", () => {
    cases.slice(0, 80).forEach((each) => {
      const result = jointRank(trialOf(each), { measure: "score", to: lastVisitOf(each), horizon: { months: each.horizon }, treatment: "treatment", control: "control" });
      const people = result.rows.map(({ arm, time, died, improvements }): NaivePerson => ({
        isTreated: arm === "treatment",
        time,
        died,
        visits: each.visits.map((_, visit) => improvements.find((improvement) => improvement.visit === `M${visit + 1}`)?.improvement ?? null),
      }));
      expect(result.rows.map(({ score }) => score)).toEqual(naiveJointRanks(people, each.horizon).scores);
      expect(people.length).toBe(groupsOf(each).treatment.time.length + groupsOf(each).control.time.length);
    });
  });

  it("is null with a reason where arms cannot be compared; rows and pairs stand", () => {
    const alone = rank({ population: "mscAlone" });
    expect(alone).toMatchObject({ estimate: null, pValue: null, reasons: { estimate: "no-values", pValue: "no-values", "groups.control.meanRank": "no-values" } });
    expect(alone.rows.map(({ score }) => score)).toEqual([0, 2, -2]);
    const equal = { ...data, observations: data.observations.filter(({ visit }) => visit === "V5"), clinicalEvents: [] };
    expect(jointRank(equal, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control" })).toMatchObject({ estimate: null, reasons: { statistic: "no-variance" }, pairs: { tied: 21 } });
    const nobody = { ...data, participants: [] };
    expect(jointRank(nobody, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control" })).toMatchObject({ pValue: null, rows: [], pairs: { total: 0 } });
    expect(rank({ test: "ancova", covariates: ["age", "site"], to: "V9" }).reasons ?? {}).not.toHaveProperty("groups.control.meanRank");
    for (const each of [data, equal, nobody]) expectPlain((input) => jointRank(input, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control" }), each);
    expectPlain((input) => jointRank(input, { measure: "alsfrsR", to: "V10", treatment: "msc", control: "control", test: "ancova", alternative: "greater" }), deepFreeze(data));
  });

  it("refuses keys that are not declared, and options that contradict each other", () => {
    const untyped = (options: object) => () => rank(options);
    expect(untyped({ measure: "alsfrs" })).toThrow('jointRank: measure "alsfrs" is not declared (declared: "alsfrsR", "edss"). Did you mean "alsfrsR"?');
    expect(untyped({ control: "msc" })).toThrow('jointRank: treatment and control must be two arms; received "msc" for both');
    expect(untyped({ to: "V1" })).toThrow("jointRank: \"V1\" must be later than \"V5\"");
    expect(untyped({ covariates: ["age"] })).toThrow('jointRank: a permutation test has no covariates; use test: "ancova"');
    expect(untyped({ adjustForBaseline: true })).toThrow("a permutation test has no covariates");
    expect(untyped({ horizon: { months: 0 } })).toThrow("jointRank: horizon must be after the visit it is counted from; received 0 months");
    expect(untyped({ horizon: { moths: 3 } })).toThrow('jointRank: horizon must not have "moths". Did you mean "months"?');
    expect(untyped({ dropouts: "last-value" })).toThrow('Did you mean "dropout"?');
    expect(untyped({ deathEquivalents: ["death"] })).toThrow('jointRank: deathEquivalents must be one of "tracheostomy"');
    expect(untyped({ deathEquivalents: ["tracheotomy"] })).toThrow('jointRank: deathEquivalents must be one of "tracheostomy"');
    expect(untyped({ deathEquivalents: "tracheostomy" })).toThrow('jointRank: deathEquivalents must be a list; received "tracheostomy"');
    expect(untyped({ deathEquivalents: ["tracheostomy", "tracheostomy"] })).toThrow('jointRank: deathEquivalents has "tracheostomy" twice');
    expect(untyped({ followUpEnds: ["withdrawn"] })).toThrow('jointRank: followUpEnds must be one of');
    expect(untyped({ partialDates: "mid" })).toThrow('jointRank: partialDates must be one of');
    expect(untyped({ population: "dosd" })).toThrow('jointRank: population "dosd" is not declared');
  });
});
