import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeFromBaseline } from "trialwise";
import { analysisOfCovariance, compareArms } from "trialwise/comparison";
import { expectPlain } from "../change/plain.ts";
import { type Person, readPeople } from "./covariatePeople.ts";

const score = fc.integer({ min: 0, max: 48 });
const person = fc.record({
  arm: fc.constantFrom("low", "high", "control"),
  before: fc.option(score, { freq: 10 }),
  after: fc.option(score, { freq: 10 }),
  age: fc.option(fc.integer({ min: 20, max: 80 }), { freq: 10 }),
  sex: fc.constantFrom("female", "male"),
});
const people = fc.array(person, { maxLength: 24 });
const adjustFor = [{ measure: "alsfrsR", visit: "V5" }, { covariate: "age" }, { covariate: "sex" }] as const;

interface Choices {
  readonly arms?: "compared" | "all";
  readonly treatment?: Person["arm"];
  readonly control?: Person["arm"];
  readonly adjustFor?: readonly ({ readonly measure: "alsfrsR"; readonly visit: "V5" } | { readonly covariate: "age" | "sex" })[];
}

function analyse(everyone: readonly Person[], choices: Choices = {}) {
  const data = readPeople(everyone);
  const change = changeFromBaseline(data, { measure: "alsfrsR", to: "V9" });
  return { change, result: analysisOfCovariance(data, change, { treatment: "high", control: "control", adjustFor, ...choices }) };
}

describe("analysisOfCovariance", () => {
  it("swapping the arms turns the estimate and what it favours, and keeps the p-value", () => {
    fc.assert(
      fc.property(people, fc.constantFrom("compared", "all"), (everyone, arms) => {
        const there = analyse(everyone, { arms }).result;
        const back = analyse(everyone, { arms, treatment: "control", control: "high" }).result;
        expectPlain(there);
        expect(back.reasons?.["estimate"]).toBe(there.reasons?.["estimate"]);
        if (there.estimate === null) return;
        const near = 1e-8 * (1 + Math.abs(there.estimate) + there.standardError!);
        expect(Math.abs(back.estimate! + there.estimate)).toBeLessThan(near);
        expect(Math.abs(back.pValue! - there.pValue!)).toBeLessThan(1e-7);
        expect(Math.abs(back.groups.control.adjustedMean.estimate! - there.groups.treatment.adjustedMean.estimate!)).toBeLessThan(near);
      }),
    );
  });

  it("accounts for every participant of the arms", () => {
    fc.assert(
      fc.property(people, (everyone) => {
        const { result } = analyse(everyone);
        const ofArms = everyone.filter(({ arm }) => arm !== "low").length;
        expect(result.counts.fitted + result.excluded.length).toBe(ofArms);
        expect(result.counts.treatment + result.counts.control).toBe(result.counts.fitted);
      }),
    );
  });

  it("adjusted for what is the same for everybody is Student's comparison", () => {
    fc.assert(
      fc.property(people, (everyone) => {
        const { change, result } = analyse(everyone.map((one) => ({ ...one, age: 50 })), { adjustFor: [{ covariate: "age" }] });
        const student = compareArms(change, { treatment: "high", control: "control", test: "student" });
        expect(result.leftOut.map(({ name }) => name)).toEqual(result.counts.treatment * result.counts.control > 0 ? ["age"] : []);
        if (student.pValue === null || result.estimate === null) return;
        expect(result.estimate).toBeCloseTo(student.estimate!, 9);
        expect(result.pValue).toBeCloseTo(student.pValue, 9);
      }),
    );
  });
});
