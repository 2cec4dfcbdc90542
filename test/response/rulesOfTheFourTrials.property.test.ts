import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absoluteImprovement, allOf, anyOf, not, percentImprovement, startingWithin } from "trialwise";
import { edssPlusImprovement } from "trialwise/instruments";
import { classifyResponders } from "trialwise/response";
import { readPeople } from "../progression/fixtures.ts";

const to = "d84";
const fall = { kind: "change", measure: "edss", to } as const;
const time = (measure: "t25fw" | "nineHolePegDominant" | "nineHolePegNonDominant") => percentImprovement({ of: { kind: "percent-change", measure, to } as const, atLeast: 20 });
const edssPlus = anyOf(
  allOf(startingWithin({ of: fall, from: 6 }), absoluteImprovement({ of: fall, atLeast: 0.5 })),
  allOf(startingWithin({ of: fall, to: 5.5 }), absoluteImprovement({ of: fall, atLeast: 1 })),
  time("t25fw"),
  time("nineHolePegDominant"),
  time("nineHolePegNonDominant"),
);

const step = fc.constantFrom(0, ...Array.from({ length: 19 }, (_, index) => 1 + index / 2));
const seconds = fc.oneof(fc.integer({ min: 30, max: 1800 }), fc.constantFrom(50, 40, 55, 44, 100, 80)).map((tenths) => tenths / 10);
const pair = (value: fc.Arbitrary<number>) => fc.tuple(fc.option(value, { freq: 8 }), fc.option(value, { freq: 8 }));
const person = fc.record({ edss: pair(step), t25fw: pair(seconds), nineHolePegDominant: pair(seconds), nineHolePegNonDominant: pair(seconds) });

describe("EDSS-Plus as a rule", () => {
  it("is edssPlusImprovement for everyone, whatever is missing", () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 6 }), (people) => {
        const { rows } = classifyResponders(readPeople(people.map((values) => ({ values }))), { rule: edssPlus, missing: "excluded" });
        const at = (values: (typeof people)[number], visit: 0 | 1) => ({ edss: values.edss[visit], t25fw: values.t25fw[visit], nineHolePegDominant: values.nineHolePegDominant[visit], nineHolePegNonDominant: values.nineHolePegNonDominant[visit] });
        const verdicts = rows.map(({ status }) => (status === "excluded" ? null : status === "responder"));
        expect(verdicts).toEqual(people.map((values) => edssPlusImprovement({ baseline: at(values, 0), followUp: at(values, 1) }).improved));
      }),
    );
  });

  it("two ranges that meet share out everyone who can be read, and a range turned round holds the others", () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 6 }), step, (people, bound) => {
        const classes = { from: startingWithin({ of: fall, from: bound }), below: startingWithin({ of: fall, to: bound - 0.25 }), others: not(startingWithin({ of: fall, from: bound })) };
        const { rows } = classifyResponders(readPeople(people.map((values) => ({ values }))), { classes, missing: "excluded" });
        rows.forEach((row, index) => {
          const [before, after] = people[index]!.edss;
          expect(row.classes).toEqual(before === null || after === null ? [] : before >= bound ? ["from"] : ["below", "others"]);
        });
      }),
    );
  });
});
