import { describe, expect, it } from "vitest";
import { compareSurvival, coxRegression } from "trialwise/survival";
import { errorOf, WorstErrors } from "../inference/closeness.ts";
import { inverse, naiveSlopes, type NaiveCoxPerson, people } from "../naive/survival.ts";
import { type AdjustedCase, adjustedCases, type AdjustedPerson, arms, optionsOfCase, peopleOfCase, timesOfPeople } from "./adjustedCase.ts";
import { toy } from "./aml.ts";
import { floored } from "./fixtures.ts";
import { expectPlain } from "./plain.ts";

const adjust = (each: AdjustedCase, options: object = {}) => compareSurvival(timesOfPeople(peopleOfCase(each)), { ...optionsOfCase(each), ...options });
const isComplete = ({ age, site, riluzole }: AdjustedCase) => (_: unknown, row: number) => age[row] !== null && site[row] !== null && riluzole[row] !== null;

/** Newton's method on sums taken anew from the definition. */
function naiveMaximum(group: readonly NaiveCoxPerson[], ties: "efron" | "breslow") {
  let estimates = group[0]!.x.map(() => 0);
  for (let step = 0; step < 12; step++) {
    const { gradient, information } = naiveSlopes(group, estimates, ties);
    const covariance = inverse(information);
    estimates = estimates.map((value, i) => value + covariance[i]!.reduce((sum, entry, j) => sum + entry * gradient[j]!, 0));
  }
  return { estimates, standardErrors: inverse(naiveSlopes(group, estimates, ties).information).map((row, i) => Math.sqrt(row[i]!)) };
}

/** Everyone in region 1 has a limb onset and differs in the arm; in region 2 arm and site of onset go together. */
const confounded: readonly AdjustedPerson[] = toy.time.flatMap((day, row) => {
  const x = toy.covariates.x[row]!;
  const died = toy.event[row] === 1;
  return [
    { arm: x === 1 ? "msc" : "control", day, died, covariates: { region: "1", site: "limb", age: 60 } },
    { arm: x === 1 ? "control" : "msc", day, died, covariates: { region: "2", site: x === 1 ? "limb" : "bulbar", age: 60 } },
  ];
});

describe("compareSurvival with adjustFor", () => {
  it("is right by hand for two strata, in one of which arm and covariate go together", () => {
    // Therneau & Grambsch's toy data twice. With β of the arm and γ of bulbar onset, the likelihood is that of β in the first
    // stratum × that of −(β + γ) in the second, each largest at log r: β = log r, γ = −2 log r, with variances v and 2v.
    const r = 1.5 + Math.sqrt(33) / 2;
    const variance = 1 / (r / (r + 1) ** 2 + (6 * r) / (r + 3) ** 2);
    const { adjustedRegression, regression, method } = compareSurvival(timesOfPeople(confounded), { ...arms, strata: ["region"], ties: "breslow", adjustFor: [{ covariate: "site" }] });
    const { treatment, coefficients, leftOut, counts, excluded, reasons } = adjustedRegression!;
    expect(treatment!.estimate).toBeCloseTo(Math.log(r), 12);
    expect(treatment!.hazardRatio).toBeCloseTo(r, 11);
    expect(treatment!.standardError).toBeCloseTo(Math.sqrt(variance), 12);
    expect(coefficients.map(({ name }) => name)).toEqual(["site[bulbar]"]);
    expect(coefficients[0]!.estimate).toBeCloseTo(-2 * Math.log(r), 12);
    expect(coefficients[0]!.standardError).toBeCloseTo(Math.sqrt(2 * variance), 12);
    expect(leftOut).toEqual([{ name: "site[respiratory]", reason: "no-values" }]);
    expect([counts, excluded, reasons]).toEqual([{ treatment: { n: 6, events: 4 }, control: { n: 6, events: 4 } }, [], undefined]);
    // Without the covariate the strata say the opposite, and cancel.
    expect(regression!.coefficients.treatment.estimate).toBeCloseTo(0, 12);
    expect(method.options.adjustFor).toEqual([{ covariate: "site" }]);
  });

  it("agrees with R's coxph() and cox.zph() on 220 simulated trials with missing covariates, three levels, strata and late entry", () => {
    expect(adjustedCases.length).toBeGreaterThanOrEqual(200);
    const worst = new WorstErrors();
    adjustedCases.forEach((each, at) => {
      const { adjustedRegression } = adjust(each);
      const { treatment, coefficients, leftOut, proportionalHazards, counts, excluded } = adjustedRegression!;
      const estimated = each.names.filter((_, index) => each.estimate[index] !== null);
      expect(["arm", ...coefficients.map(({ name }) => name)]).toEqual(estimated);
      expect(leftOut.map(({ name }) => name)).toEqual(expect.arrayContaining(each.names.filter((name) => !estimated.includes(name))));
      expect([counts.treatment.n + counts.control.n, counts.treatment.events + counts.control.events]).toEqual([each.n, each.events]);
      expect(excluded.length).toBe(each.arm.length - each.n);
      const robust = adjust(each, { covarianceMethod: "robust" }).adjustedRegression!;
      const [own, ownRobust] = [[treatment!, ...coefficients], [robust.treatment!, ...robust.coefficients]];
      const drifts = proportionalHazards === null ? [] : [proportionalHazards.treatment, ...proportionalHazards.coefficients];
      const known = (some: readonly (number | null)[]) => some.filter((value) => value !== null);
      own.forEach(({ estimate, standardError }, index) => {
        const [expected, error] = [known(each.estimate)[index]!, known(each.standardError)[index]!];
        const drift = known(each.drift)[index]!;
        worst.add(at, {
          estimate: errorOf(estimate, expected, floored(expected, error)),
          standardError: errorOf(standardError, error),
          robust: errorOf(ownRobust[index]!.standardError, known(each.robustError)[index]!),
          drift: errorOf(drifts[index]?.statistic, drift, floored(drift, 1)),
        });
      });
      worst.add(at, {
        pValue: errorOf(treatment!.pValue, each.pValue),
        lower: errorOf(treatment!.hazardRatioInterval.lower, each.limits[0]!),
        upper: errorOf(treatment!.hazardRatioInterval.upper, each.limits[1]!),
        driftOfAll: errorOf(proportionalHazards?.global.statistic, each.driftOfAll, floored(each.driftOfAll, 1)),
      });
    });
    worst.expectBelow(1e-10);
  });

  it("agrees with a second implementation on columns made by hand", () => {
    const worst = new WorstErrors();
    adjustedCases.filter(({ months, estimate }) => !months && !estimate.includes(null)).slice(0, 60).forEach((each, at) => {
      const keep = isComplete(each);
      const rows = people({ time: each.day.filter(keep), event: each.event.filter(keep), entry: each.entry?.filter(keep) ?? null });
      const columns = [each.arm, each.age, ...[2, 3].map((place) => each.site.map((one) => (one === place ? 1 : 0))), each.riluzole].map((column) => column.filter(keep));
      const hasBulbar = each.names.includes("site[bulbar]");
      // Without limb onset bulbar is what the others are compared with.
      const used = hasBulbar ? columns : columns.filter((_, index) => index !== 2);
      const group = rows.map((person, row) => ({ ...person, stratum: each.region?.filter(keep)[row] ?? 1, x: used.map((column) => Number(column[row])) }));
      // Centred and of one size, so that steps and differences suit every coefficient.
      const centres = used.map((column) => column.reduce<number>((sum, value) => sum + Number(value), 0) / column.length);
      const scales = used.map((column, j) => Math.sqrt(column.reduce<number>((sum, value) => sum + (Number(value) - centres[j]!) ** 2, 0) / column.length));
      const scaled = group.map((person) => ({ ...person, x: person.x.map((value, j) => (value - centres[j]!) / scales[j]!) }));
      const naive = naiveMaximum(scaled, each.ties);
      const { treatment, coefficients } = adjust(each).adjustedRegression!;
      [treatment!, ...coefficients].forEach(({ estimate, standardError }, index) => {
        const error = naive.standardErrors[index]! / scales[index]!;
        worst.add(at, { estimate: errorOf(estimate, naive.estimates[index]! / scales[index]!, error), standardError: errorOf(standardError, error) });
      });
    });
    worst.expectBelow(1e-10);
  });

  it("is coxRegression on the rows' own columns, to the last digit", () => {
    const each = adjustedCases.find(({ region, months, estimate }) => region === null && !months && !estimate.includes(null))!;
    const times = timesOfPeople(peopleOfCase(each));
    const rows = times.rows.filter((row) => ["age", "site", "riluzole"].every((name) => row.covariates !== undefined && name in row.covariates));
    const fit = coxRegression(
      {
        time: rows.map(({ time }) => time),
        event: rows.map(({ outcome }) => outcome === "event"),
        entry: rows.map(({ entry }) => entry),
        covariates: {
          age: rows.map(({ covariates }) => Number(covariates!.age)),
          ...Object.fromEntries(["bulbar", "respiratory"].map((level) => [`site[${level}]`, rows.map(({ covariates }) => (covariates!.site === level ? 1 : 0))])),
          "riluzole[yes]": rows.map(({ covariates }) => (covariates!.riluzole === "yes" ? 1 : 0)),
          treated: rows.map(({ arm }) => (arm === "msc" ? 1 : 0)),
        },
      },
      { ties: each.ties },
    );
    expect(adjust(each).adjustedRegression!.treatment).toEqual(fit.coefficients.treated);
  });

  it("says who and what is not in the regression, and why there is none", () => {
    const person = (arm: string, day: number, died: boolean, covariates: AdjustedPerson["covariates"] = {}): AdjustedPerson => ({ arm, day, died, covariates });
    const ageOf = (some: readonly AdjustedPerson[], options: object = {}) => compareSurvival(timesOfPeople(some), { ...arms, adjustFor: [{ covariate: "age" }], ...options }).adjustedRegression!;
    const lacking = ageOf([person("msc", 9, true), person("control", 5, true, { age: 50 }), person("sham", 3, true)]);
    // The sham arm is not compared.
    expect(lacking.excluded).toEqual([{ participant: "P0", arm: "msc", reason: "no-covariate", covariate: "age" }]);
    expect(lacking.counts).toEqual({ treatment: { n: 0, events: 0 }, control: { n: 1, events: 1 } });
    expect(lacking).toMatchObject({ treatment: null, coefficients: [], leftOut: [], proportionalHazards: null, reasons: { treatment: "no-values", proportionalHazards: "no-values" } });
    const nobody = ageOf([person("msc", 9, false, { age: 50 }), person("control", 5, false, { age: 60 })]);
    expect(nobody.reasons).toEqual({ treatment: "no-values", proportionalHazards: "no-values" });
    // Age tells the arm.
    const told = ageOf([1, 2, 3, 4, 5, 6].map((day) => person(day % 2 === 0 ? "msc" : "control", day, true, { age: day % 2 === 0 ? 50 : 60 })));
    expect(told.reasons).toEqual({ treatment: "not-estimable", proportionalHazards: "not-estimable" });
    // Arms in strata of their own are never at risk together.
    const apart = [1, 2, 3, 4, 5, 6].map((day) => person(day % 2 === 0 ? "msc" : "control", day, true, { age: 50, region: day % 2 === 0 ? "1" : "2" }));
    expect(ageOf(apart, { strata: ["region"] })).toMatchObject({ leftOut: [{ name: "age", reason: "no-variance" }], reasons: { treatment: "no-variance" } });
    // Nobody with riluzole dies: the hazard ratio is 0.
    const infinite = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => person(day % 3 === 0 ? "msc" : "control", day, day < 6, { riluzole: day < 6 ? "no" : "yes" }));
    expect(ageOf(infinite, { adjustFor: [{ covariate: "riluzole" }] }).reasons).toEqual({ treatment: "unbounded", proportionalHazards: "unbounded" });
    expect(ageOf(infinite, { adjustFor: [{ covariate: "riluzole" }] }).leftOut).toContainEqual({ name: "riluzole[yes]", reason: "unbounded" });
    // A covariate of the strata varies within none.
    const stratified = ageOf([...confounded], { strata: ["region"], adjustFor: [{ covariate: "region" }, { covariate: "site" }, { covariate: "age" }] });
    expect(stratified.leftOut).toEqual([
      { name: "site[respiratory]", reason: "no-values" },
      { name: "age", reason: "no-variance" },
      { name: "region[2]", reason: "not-estimable" },
    ]);
    expect(stratified.treatment).not.toBeNull();
    // The same people leave out a stratum's covariate, and one to adjust for.
    const both = compareSurvival(timesOfPeople([...confounded, person("msc", 4, true, { age: 1 }), person("msc", 4, true, { region: "1" })]), { ...arms, strata: ["region"], adjustFor: [{ covariate: "site" }] });
    expect([both.excluded, both.adjustedRegression!.excluded].map((some) => some.map(({ participant }) => participant))).toEqual([["P12"], ["P13"]]);
    for (const some of [confounded, told === undefined ? [] : apart, infinite, [person("msc", 9, true)]]) {
      for (const options of [{}, { covarianceMethod: "robust" as const }, { strata: ["region"] as const }]) {
        expectPlain((times) => compareSurvival(times, { ...arms, adjustFor: [{ covariate: "site" }, { covariate: "riluzole" }], ...options }), timesOfPeople(some));
        expectPlain((times) => compareSurvival(times, { ...arms, adjustFor: [{ covariate: "riluzole" }], ...options }), timesOfPeople(some));
      }
    }
    expectPlain((times) => compareSurvival(times, { ...optionsOfCase(adjustedCases[3]!) }), timesOfPeople(peopleOfCase(adjustedCases[3]!)));
    expect("adjustedRegression" in compareSurvival(timesOfPeople(confounded), arms)).toBe(false);
  });

  it("refuses covariates that the trial does not declare, and other mistakes", () => {
    const take = (adjustFor: unknown) => () => compareSurvival(timesOfPeople(confounded), { ...arms, adjustFor: adjustFor as [] });
    expect(take([{ covariate: "aeg" }])).toThrow('Did you mean "age"?');
    expect(take(["age"])).toThrow('a variable of adjustFor must be { covariate }; received "age"');
    expect(take([{ measure: "alsfrsR", visit: "V5" }])).toThrow("compareSurvival: a variable of adjustFor must have covariate");
    expect(take([{ covariate: "age", as: "number" }])).toThrow('must not have "as"');
    expect(take([])).toThrow("adjustFor must be a list with at least one { covariate }; received an array of 0");
    expect(take({ covariate: "age" })).toThrow("adjustFor must be a list");
    expect(take([{ covariate: "age" }, { covariate: "age" }])).toThrow('adjustFor must not name "age" twice');
    // A number that is called as a category's column would be.
    const clash = { ...timesOfPeople(confounded), covariates: ["site", "site[bulbar]"], levels: { site: ["limb", "bulbar"] } };
    const clashing = { ...clash, rows: clash.rows.map((row, index) => ({ ...row, covariates: { site: row.covariates!.site!, "site[bulbar]": index } })) };
    expect(() => compareSurvival(clashing as never, { ...arms, adjustFor: [{ covariate: "site" }, { covariate: "site[bulbar]" }] } as never)).toThrow('two columns of the adjusted regression would be called "site[bulbar]"');
    expect(() => compareSurvival(timesOfPeople(confounded), { ...arms, adjustedFor: [] } as never)).toThrow('Did you mean "adjustFor"?');
  });
});
