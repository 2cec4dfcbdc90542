import fc from "fast-check";
import { readTimeFrame } from "trialwise/registry";
import { describe, expect, it } from "vitest";

describe("readTimeFrame, of any text", () => {
  it("reads back any list of times that is written plainly", () => {
    const unit = fc.constantFrom("days", "weeks", "months");
    const amounts = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(unit, amounts, fc.boolean(), (name, list, withBaseline) => {
        const numbers = list.join(", ");
        const text = `${withBaseline ? "Baseline, " : ""}${numbers} ${name}`;
        const times = [...(withBaseline ? [0] : []), ...list].map((amount) => ({ [name]: amount }));
        expect(readTimeFrame(text)).toStrictEqual({ kind: "points", points: times });
      }),
    );
  });

  it("answers any text", () => {
    const words = fc.constantFrom("baseline", "week", "weeks", "day", "0", "4", "12", "and", ",", "to", "up to", "months", "-", "at", "after", "year", ".", "∞");
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.array(words, { maxLength: 40 }).map((list) => list.join(" ")));
    fc.assert(
      fc.property(text, (each) => {
        const times = readTimeFrame(each);
        expect(JSON.parse(JSON.stringify(times))).toStrictEqual(times);
      }),
    );
  });
});
