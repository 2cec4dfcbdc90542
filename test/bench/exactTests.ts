import { fisherExactTest, kruskalWallisTest, pearsonChiSquareTest, rankSumTest, signedRankTest } from "trialwise/inference";
import type { Comparison } from "./compareSpeed.ts";

/*
 * Exact tests: five hundred tables, as a table of adverse events has, and the tests on ranks at the sizes up to which they are exact by themselves. The data
 * are simulated by a fixed rule, with ties. test/bench/againstR.ts has the same work beside R's.
 */
function numbers(): () => number {
  let state = 1;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const draw = numbers();
const tables = Array.from({ length: 500 }, () => {
  const [events, others] = [1 + Math.floor(30 * draw()), 1 + Math.floor(30 * draw())];
  return [[events, 100 - events], [others, 100 - others]] as const;
});
const sample = (size: number, shift: number) => Array.from({ length: size }, () => Math.round(20 * draw() + shift));
const groups = { treatment: sample(50, 2), control: sample(50, 0) };
const differences = sample(100, -8);
const three = { placebo: sample(8, 0), low: sample(8, 2), high: sample(8, 4) };
// Without ties, which would take more than can be asked for.
const apart = (shift: number) => Array.from({ length: 10 }, () => 20 * draw() + shift);
const tens = { placebo: apart(0), low: apart(2), high: apart(4) };

export const comparisons: readonly Comparison[] = [
  {
    title: "500 tables of 200 participants",
    baseline: { name: "pearsonChiSquareTest", run: () => tables.map((table) => pearsonChiSquareTest(table).pValue) },
    others: [{ name: "fisherExactTest, with its exact interval", run: () => tables.map((table) => fisherExactTest(table).pValue) }],
  },
  {
    title: "ranks with ties, exact against the limiting distribution",
    baseline: { name: "rankSumTest of 50 and 50, normal", run: () => rankSumTest(groups, { pValueMethod: "normal" }) },
    others: [
      { name: "rankSumTest of 50 and 50, exact", run: () => rankSumTest(groups, { pValueMethod: "exact" }) },
      { name: "signedRankTest of 100 pairs, exact", run: () => signedRankTest({ differences }, { pValueMethod: "exact" }) },
      { name: "kruskalWallisTest of three groups of 8, exact", run: () => kruskalWallisTest({ groups: three }, { pValueMethod: "exact" }) },
      { name: "kruskalWallisTest of three groups of 10 without ties, the most that can be asked for", run: () => kruskalWallisTest({ groups: tens }, { pValueMethod: "exact" }) },
    ],
  },
];
