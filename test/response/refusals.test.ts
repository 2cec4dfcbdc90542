import { describe, expect, it } from "vitest";
import { absoluteImprovement, anyOf, percentImprovement, type ResponderRule } from "trialwise";
import { classifyResponders } from "trialwise/response";
import { readExample } from "../change/exampleTrial.ts";

const data = readExample({ "001": { arm: "msc", at: { V1: 42, V5: 36, V9: 33 } } });
const good = percentImprovement({ of: "slope4", atLeast: 50 });

describe("classifyResponders refuses", () => {
  it("an endpoint that is not declared, naming the nearest", () => {
    // @ts-expect-error slope5 is not declared
    expect(() => classifyResponders(data, { rule: percentImprovement({ of: "slope5", atLeast: 50 }) })).toThrow(/endpoint "slope5" is not declared.*Did you mean "slope4"/);
  });

  it("an endpoint of another kind, and a percentage of a plain change", () => {
    expect(() => classifyResponders(data, { rule: percentImprovement({ of: "leadIn", atLeast: 50 }) })).toThrow(/the endpoint's kind must be one of "change", "percent-change", "slope-change"; received "slope"/);
    expect(() => classifyResponders(data, { rule: percentImprovement({ of: "change4", atLeast: 50 }) })).toThrow(/percentImprovement needs an endpoint of kind "slope-change" or "percent-change"; received "change"/);
  });

  it("an endpoint in place with a field that is misspelt or a visit that is not declared", () => {
    const endpoint = { kind: "change", measure: "alsfrsR", to: "V9" } as const;
    // @ts-expect-error V99 is not declared
    expect(() => classifyResponders(data, { rule: absoluteImprovement({ of: { ...endpoint, to: "V99" }, atLeast: 1 }) })).toThrow(/visit "V99" is not declared/);
    expect(() => classifyResponders(data, { rule: absoluteImprovement({ of: { ...endpoint, form: "V1" } as typeof endpoint, atLeast: 1 }) })).toThrow(/must not have "form".*Did you mean "from"/);
  });

  it("a policy that is none", () => {
    // @ts-expect-error deaths is one of three words
    expect(() => classifyResponders(data, { rule: good, deaths: "nonresponder" })).toThrow(/deaths must be one of .*Did you mean "non-responder"/);
    // @ts-expect-error a decline that was not there cannot be observed
    expect(() => classifyResponders(data, { rule: good, noLeadInDecline: "as-observed" })).toThrow(/noLeadInDecline must be one of "non-responder", "excluded"/);
    // @ts-expect-error the option is called missing
    expect(() => classifyResponders(data, { rule: good, missings: "excluded" })).toThrow(/must not have "missings".*Did you mean "missing"/);
    // @ts-expect-error a population that is not declared
    expect(() => classifyResponders(data, { rule: good, population: "full" })).toThrow(/population "full" is not declared/);
  });

  it("neither rule nor classes, both, no class, and a class that every object answers to", () => {
    // @ts-expect-error a rule or classes are needed
    expect(() => classifyResponders(data, {})).toThrow(/classes is missing/);
    // @ts-expect-error one of the two
    expect(() => classifyResponders(data, { rule: good, classes: { good } })).toThrow(/must not have "classes"/);
    expect(() => classifyResponders(data, { classes: {} })).toThrow(/at least one rule/);
    expect(() => classifyResponders(data, { classes: { constructor: good } })).toThrow(/cannot be named "constructor"/);
    expect(() => classifyResponders(data, { classes: { __proto__: good, good } })).toThrow(/cannot be named "__proto__"/);
    expect(() => classifyResponders(data, { classes: JSON.parse('{"__proto__":{"kind":"not"}}') })).toThrow(/cannot be named "__proto__"/);
    // @ts-expect-error classes are an object
    expect(() => classifyResponders(data, { classes: null })).toThrow(/^classifyResponders: classes must be an object; received null$/);
    const listed = [good] as unknown as { readonly good: typeof good };
    expect(() => classifyResponders(data, { classes: listed })).toThrow(/classes must be an object; received an array of 1/);
  });

  it("weeks of a confirmation that are text, as a rule from JSON may have them", () => {
    const confirmed = (weeks: unknown) => () => classifyResponders(data, { rule: { kind: "confirmed", rule: good, weeks } as never });
    expect(confirmed("4")).toThrow(/^classifyResponders: confirmed needs weeks above 0; received "4"$/);
    expect(confirmed(true)).toThrow(/confirmed needs weeks above 0; received true/);
    expect(confirmed(undefined)).toThrow(/confirmed needs weeks above 0; received undefined/);
  });

  it("rules that are no rules, without a bound, without parts, or without an end", () => {
    const untyped = (rule: unknown) => () => classifyResponders(data, { rule: rule as typeof good });
    expect(untyped(null)).toThrow(/a rule must be an object; received null/);
    expect(untyped({ kind: "percentage" })).toThrow(/there is no rule of kind "percentage"/);
    expect(untyped({ kind: "percent-improvement", of: "slope4" })).toThrow(/either atLeast or moreThan/);
    expect(untyped({ kind: "percent-improvement", of: "slope4", atLeast: 50, moreThan: 50 })).toThrow(/either atLeast or moreThan/);
    expect(untyped({ kind: "percent-improvement", of: "slope4", atLeast: Number.NaN })).toThrow(RangeError);
    expect(untyped({ kind: "percent-improvement", of: "slope4", atLeast: Number.NaN, moreThan: 25 })).toThrow(/either atLeast or moreThan/);
    expect(untyped({ kind: "percent-improvement", of: "slope4", atLeast: null, moreThan: 25 })).toThrow(/either atLeast or moreThan/);
    expect(untyped({ kind: "percent-improvement", of: "slope4", atLeast: "50" })).toThrow(/either atLeast or moreThan/);
    expect(untyped({ kind: "not" })).toThrow(/a rule must be an object; received undefined/);
    expect(untyped(anyOf())).toThrow(/"any-of" needs at least one rule/);
    const endless: { kind: string; rule?: unknown } = { kind: "not" };
    endless.rule = endless;
    expect(untyped(endless)).toThrow(/contains itself/);
    const wide: { kind: string; rules?: unknown[] } = { kind: "any-of" };
    wide.rules = [wide];
    expect(untyped(wide)).toThrow(/contains itself/);
  });

  it("a field that a rule of this kind does not have, which would be ignored", () => {
    const untyped = (rule: unknown) => () => classifyResponders(data, { rule: rule as typeof good });
    expect(untyped({ kind: "no-worsening", of: "slope4", atLeast: 1 })).toThrow(/^classifyResponders: the rule must not have "atLeast"/);
    expect(untyped({ ...good, morethan: 60 })).toThrow(/the rule must not have "morethan". Did you mean "moreThan"\?/);
    expect(untyped({ kind: "any-of", rules: [good], rule: good })).toThrow(/the rule must not have "rule"/);
    expect(untyped({ kind: "not", rule: good, weeks: 24 })).toThrow(/the rule must not have "weeks"/);
    expect(untyped({ kind: "confirmed", rule: good, weeks: 4, months: 1 })).toThrow(/the rule must not have "months"/);
  });

  it("nothing that a stored rule may hold: it reads back as it was written", () => {
    const stored: ResponderRule<"slope4"> = JSON.parse(JSON.stringify(anyOf(good, percentImprovement({ of: "slope4", moreThan: 75 }))));
    expect(classifyResponders(data, { rule: stored }).byArm.msc.responders).toBe(1);
  });
});
