import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTrialwiseError, type TrialRecords } from "trialwise";
import { deriveMeasures } from "trialwise/expressions";
import { exp } from "../../src/numeric/elementary/exp.ts";
import { log } from "../../src/numeric/elementary/log.ts";
import { log10, log2 } from "../../src/numeric/elementary/logarithms.ts";
import { power } from "../../src/numeric/elementary/power.ts";
import { type NaiveCondition, type NaiveNumber, naiveValue, printNumber } from "../naive/expressions.ts";
import { isWorse, trial } from "./walkTrial.ts";

const value = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -1000, max: 1000, noNaN: true }).map((x) => Math.round(x * 1e4) / 1e4 + 0), fc.constantFrom(0, 0.5, 1e-7, 1e300, 8.4));
const inputs = fc.record({ t25fw: value, edss: value, age: value, t25fw_baseline: value });

const { number } = fc.letrec<{ number: NaiveNumber; condition: NaiveCondition }>((tie) => {
  const side = tie("number");
  const numbers = fc.oneof(
    { maxDepth: 5, depthIdentifier: "expression" },
    fc.oneof(
      value.map((written): NaiveNumber => ({ kind: "number", value: Math.abs(written) })),
      fc.constantFrom("t25fw", "edss", "age", "t25fw_baseline").map((name): NaiveNumber => ({ kind: "input", name })),
    ),
    fc.record({ kind: fc.constant("binary" as const), operator: fc.constantFrom("+", "-", "*", "/", "^"), left: side, right: side }),
    fc.record({ kind: fc.constant("negative" as const), of: side }),
    fc.record({ kind: fc.constant("call" as const), name: fc.constantFrom("abs", "sqrt", "log", "log2", "log10", "exp", "floor", "ceil"), of: side }),
    fc.record({ kind: fc.constant("round" as const), of: side, decimals: fc.integer({ min: 0, max: 4 }) }),
    fc.record({ kind: fc.constant("extreme" as const), name: fc.constantFrom("min", "max"), of: fc.array(side, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant("choice" as const), condition: tie("condition"), chosen: side, otherwise: side }),
  );
  const conditions = fc.oneof(
    { maxDepth: 5, depthIdentifier: "expression" },
    fc.record({ kind: fc.constant("compare" as const), operator: fc.constantFrom("<", "<=", ">", ">=", "==", "!="), left: side, right: side }),
    fc.record({ kind: fc.constant("between" as const), from: side, value: side, to: side }),
    fc.record({ kind: fc.constant("logic" as const), operator: fc.constantFrom("and", "or"), left: tie("condition"), right: tie("condition") }),
    fc.record({ kind: fc.constant("not" as const), of: tie("condition") }),
  );
  return { number: numbers, condition: conditions };
});

/** Participants with these inputs, who have their baseline at V5 and their value at V9. */
function recordsOf(people: readonly { readonly t25fw: number; readonly edss: number; readonly age: number; readonly t25fw_baseline: number }[]): TrialRecords {
  return {
    participants: people.map(({ age }, index) => ({ id: String(index), arm: "msc", covariates: { age } })),
    observations: people.flatMap(({ t25fw, edss, t25fw_baseline: atBaseline }, index) => [
      { participant: String(index), visit: "V5", measure: "t25fw", value: atBaseline },
      { participant: String(index), visit: "V9", measure: "t25fw", value: t25fw },
      { participant: String(index), visit: "V9", measure: "edss", value: edss },
    ]),
  };
}

/** What is short enough to be read, with a measure at the visit and without an effect on the value. */
const written = number.map((tree): NaiveNumber => ({ kind: "choice", condition: { kind: "compare", operator: "==", left: { kind: "input", name: "t25fw" }, right: { kind: "input", name: "t25fw" } }, chosen: tree, otherwise: { kind: "number", value: 0 } }));

describe("deriveMeasures", () => {
  it("an expression has the value, or the reason for none, that its tree has by another evaluation", () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 6 }), fc.array(inputs, { minLength: 1, maxLength: 4 }), (trees, people) => {
        const measures = Object.fromEntries(trees.map((tree, index) => [`derived${index}`, { ...isWorse, expression: printNumber(tree) }]));
        fc.pre(trees.every((tree) => printNumber(tree).length <= 2000));
        const result = deriveMeasures(trial, recordsOf(people), { measures });
        for (const [index, tree] of trees.entries()) {
          for (const [person, values] of people.entries()) {
            const expected = naiveValue(tree, values, { exp, log, log2, log10, power });
            const isHere = (row: { readonly participant: string; readonly visit: string; readonly measure: string }) => row.participant === String(person) && row.visit === "V9" && row.measure === `derived${index}`;
            const observation = result.records.observations!.find(isHere)!;
            if (typeof expected === "number") expect(observation.value, printNumber(tree)).toBe(expected + 0 === 0 ? 0 : expected);
            else {
              expect(observation.missing, printNumber(tree)).toBe("not-applicable");
              expect(result.underived.find(isHere)?.reason, printNumber(tree)).toBe(expected);
            }
          }
        }
        expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
      }),
      { numRuns: 150 },
    );
  });

  it("any text is calculated or refused with sentences, and nothing else happens", () => {
    const token = fc.constantFrom("t25fw", "edss", "age", "t25fw_baseline", "pi", "end", "constructor", "__proto__", "abs", "min", "round", "(", ")", ",", "+", "-", "*", "/", "^", "<", "<=", "==", "=", "!", "?", ":", ".", "and", "or", "not", "mod", "to", "in", "1", "2.5", "1e3", "1e999", "0x1", "true", "null", " ", "[", "{", '"', ";", "\n", "%", "\u200B");
    const text = fc.oneof(fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join("")), fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join(" ")), fc.string({ unit: "binary", maxLength: 40 }));
    const keysBefore = Object.getOwnPropertyNames(Object.prototype).length;
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), inputs, (texts, person) => {
        for (const expression of texts) {
          try {
            const { records } = deriveMeasures(trial, recordsOf([person]), { measures: { derived: { ...isWorse, expression } } });
            for (const row of records.observations!.slice(3)) expect(row.missing !== undefined || Number.isFinite(row.value)).toBe(true);
          } catch (error) {
            if (!isTrialwiseError(error)) throw error;
            expect(error.issues.length).toBeGreaterThan(0);
            expect(error.issues.every(({ path, message }) => path.join(".") === "measures.derived.expression" && message.startsWith("measures.derived.expression"))).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).length).toBe(keysBefore);
  });

  it("the order of measures, participants and observations does not change a value", () => {
    const measures = { a: { ...isWorse, expression: "t25fw / t25fw_baseline" }, b: { ...isWorse, expression: "a * edss" }, c: { ...isWorse, expression: "b - b_baseline" } };
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 1, maxLength: 5 }), (people) => {
        const records = recordsOf(people);
        const rowsOf = (result: { readonly records: TrialRecords }) => result.records.observations!.map((row) => JSON.stringify(row)).sort();
        const reversed = { participants: [...records.participants].reverse(), observations: [...records.observations!].reverse() };
        const shuffled = { c: measures.c, b: measures.b, a: measures.a };
        expect(rowsOf(deriveMeasures(trial, reversed, { measures: shuffled }))).toEqual(rowsOf(deriveMeasures(trial, records, { measures })));
      }),
      { numRuns: 50 },
    );
  });
});
