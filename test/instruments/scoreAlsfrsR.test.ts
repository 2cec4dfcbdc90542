import { scoreAlsfrsR } from "trialwise/instruments";
import { describe, expect, it } from "vitest";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import { naiveAlsfrsR } from "../naive/instruments.ts";
import { cases, itemsOf, normalBut } from "./fixtures.ts";

const domainsOf = ({ domains }: ReturnType<typeof scoreAlsfrsR>) => [domains.bulbar, domains.fineMotor, domains.grossMotor, domains.respiratory];

/** Items 1 to 12, and by hand the domains (items 1–3, 4–6, 7–9, 10–12) and the total. */
const byHand: readonly (readonly [readonly (number | null)[], readonly (number | null)[], number | null])[] = [
  [[4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], [12, 12, 12, 12], 48],
  [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0], 0],
  [[1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2], [6, 5, 9, 3], 23],
  [[3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], [11, 12, 12, 12], 47],
  [[4, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], [11, 12, 12, 12], 47],
  [[4, 4, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4], [11, 12, 12, 12], 47],
  [[4, 4, 4, 3, 4, 4, 4, 4, 4, 4, 4, 4], [12, 11, 12, 12], 47],
  [[4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4, 4], [12, 11, 12, 12], 47],
  [[4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4], [12, 11, 12, 12], 47],
  [[4, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4], [12, 12, 11, 12], 47],
  [[4, 4, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4], [12, 12, 11, 12], 47],
  [[4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 4, 4], [12, 12, 11, 12], 47],
  [[4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 4], [12, 12, 12, 11], 47],
  [[4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4], [12, 12, 12, 11], 47],
  [[4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3], [12, 12, 12, 11], 47],
  [[2, 3, 2, 1, 1, 2, 2, 2, 0, 3, 4, 4], [7, 4, 4, 11], 26],
  [[null, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], [null, 12, 12, 12], null],
  [[4, 4, 4, 4, null, 4, 4, 4, 4, 4, 4, 4], [12, null, 12, 12], null],
  [[0, 0, 0, 0, 0, 0, null, 0, 0, 0, 0, 0], [0, 0, null, 0], null],
  [[4, 4, 4, 4, 4, 4, 4, 4, 4, 4, null, null], [12, 12, 12, null], null],
  [[null, null, null, null, null, null, null, null, null, null, null, null], [null, null, null, null], null],
];

describe("scoreAlsfrsR", () => {
  it("sums items 1–3, 4–6, 7–9 and 10–12 by hand, and says nothing where an item misses", () => {
    for (const [items, domains, total] of byHand) {
      const result = scoreAlsfrsR(itemsOf(items));
      expect([domainsOf(result), result.total]).toEqual([domains, total]);
    }
    expect(byHand.length).toBeGreaterThanOrEqual(20);
  });

  it("puts the mean of two rated items for the third, within the domain, when asked", () => {
    const prorated = (items: readonly (number | null)[]) => scoreAlsfrsR(itemsOf(items), { missingItems: "prorate-domain" });
    expect(prorated([null, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]).domains.bulbar).toBe(10.5);
    expect(prorated([null, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]).total).toBe(46.5);
    expect(prorated([4, 4, 4, 4, 4, 4, 1, 2, null, 4, null, 2])).toMatchObject({ total: 37.5, domains: { grossMotor: 4.5, respiratory: 9 }, prorated: ["grossMotor", "respiratory"], missing: ["climbingStairs", "orthopnea"] });
    expect(prorated([null, 3, null, 4, 4, 4, 4, 4, 4, 4, 4, 4])).toMatchObject({ total: null, domains: { bulbar: null }, prorated: [], reasons: { total: "missing-item", "domains.bulbar": "missing-item" } });
  });

  it("counts both forms of item 5 alike and says which it was", () => {
    expect(scoreAlsfrsR(normalBut({ 5: 1 }, "5b"))).toMatchObject({ total: 45, cuttingForm: "5b" });
    expect(scoreAlsfrsR(normalBut({ 5: 1 }))).toMatchObject({ total: 45, cuttingForm: "5a" });
    expect(scoreAlsfrsR({}).cuttingForm).toBe("not-rated");
    expect(scoreAlsfrsR({ ...normalBut(), cuttingWithGastrostomy: null }).total).toBe(48);
  });

  it("agrees with R on 240 random visits, with and without missing items", () => {
    for (const { staging } of cases) {
      const items = itemsOf(staging.items, staging.form);
      const plain = scoreAlsfrsR(items);
      const prorated = scoreAlsfrsR(items, { missingItems: "prorate-domain" });
      expect([domainsOf(plain), plain.total]).toEqual([staging.domains, staging.total]);
      expect([domainsOf(prorated), prorated.total]).toEqual([staging.proratedDomains, staging.proratedTotal]);
    }
    expect(cases.filter(({ staging }) => staging.total === null).length).toBeGreaterThan(60);
    expect(cases.filter(({ staging }) => staging.total === null && staging.proratedTotal !== null).length).toBeGreaterThan(30);
  });

  it("agrees with a second implementation that counts what was lost", () => {
    for (const { staging } of cases) {
      const { total, domains } = naiveAlsfrsR(staging.items);
      const result = scoreAlsfrsR(itemsOf(staging.items, staging.form));
      expect([domainsOf(result), result.total]).toEqual([domains, total]);
    }
  });

  it("is plain data from frozen input", () => {
    for (const { staging } of cases.slice(0, 40)) {
      expectPlain(scoreAlsfrsR(deepFreeze(itemsOf(staging.items, staging.form))));
      expectPlain(scoreAlsfrsR(deepFreeze(itemsOf(staging.items, staging.form)), deepFreeze({ missingItems: "prorate-domain" })));
    }
    expectPlain(scoreAlsfrsR(normalBut({ 1: -0, 2: -0, 3: -0 })));
  });

  it("refuses what is no rating, unknown items and options, and both forms of item 5", () => {
    expect(() => scoreAlsfrsR(normalBut({ 3: 5 }))).toThrow(/^scoreAlsfrsR: swallowing must be 0, 1, 2, 3 or 4, or null where it was not rated; received 5$/);
    for (const value of [-1, 2.5, Number.NaN, Infinity]) expect(() => scoreAlsfrsR(normalBut({ 1: value }))).toThrow(RangeError);
    // @ts-expect-error a rating is a number
    expect(() => scoreAlsfrsR({ speech: "4" })).toThrow(TypeError);
    // @ts-expect-error the item is called speech
    expect(() => scoreAlsfrsR({ speach: 4 })).toThrow(/Did you mean "speech"/);
    expect(() => scoreAlsfrsR({ cutting: 3, cuttingWithGastrostomy: 3 })).toThrow(/item 5 must be rated once/);
    // @ts-expect-error an unknown rule
    expect(() => scoreAlsfrsR({}, { missingItems: "prorate-domains" })).toThrow(/Did you mean "prorate-domain"/);
    // @ts-expect-error an unknown option
    expect(() => scoreAlsfrsR({}, { missing: "unscored" })).toThrow(TypeError);
  });
});
