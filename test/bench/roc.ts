import { compareRocCurves, rocCurve } from "trialwise/inference";
import { jointRankTest } from "trialwise/joint";
import { naiveArea } from "../naive/roc.ts";
import type { Comparison } from "./compareSpeed.ts";

/** Simulated by a fixed rule: scores in steps, so that there are ties. */
function sampleOf(size: number) {
  const draw = numbers();
  const positive = Array.from({ length: size }, () => draw() < 0.4);
  const score = positive.map((isPositive) => Math.round(200 * (draw() + (isPositive ? 0.2 : 0))) / 10);
  return { score, second: score.map((value) => value + Math.round(50 * draw()) / 10), positive };
}

/** Two groups over twelve visits, with deaths, dropout and missed visits. */
function outcomesOf(size: number) {
  const draw = numbers();
  const group = () => {
    const end = Array.from({ length: size }, () => 24 * draw());
    return {
      time: end.map((value) => Math.min(value, 12)),
      event: end.map((value) => value < 12 && draw() < 0.5),
      improvement: Array.from({ length: 12 }, (_, visit) => end.map((value) => (value > visit && draw() < 0.95 ? -Math.round(20 * draw()) : null))),
    };
  };
  return { treatment: group(), control: group() };
}

function numbers(): () => number {
  let state = 1;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

const sample = sampleOf(10_000);
const [small, large] = [outcomesOf(600), outcomesOf(6000)];

export const comparisons: readonly Comparison[] = [
  {
    title: "DeLong's interval of 10 000 participants, against an area by pairs",
    baseline: { name: "every pair, area alone", run: () => naiveArea({ score: sample.score, positive: sample.positive.map(Number) }) },
    others: [
      { name: "rocCurve, by ranks, with its points", run: () => rocCurve({ score: sample.score, positive: sample.positive }, { direction: "higher-is-positive" }) },
      { name: "compareRocCurves, by ranks", run: () => compareRocCurves({ first: sample.score, second: sample.second, positive: sample.positive }, { direction: "higher-is-positive" }) },
    ],
  },
  {
    title: "joint ranks of 12 000 participants, against 1200",
    baseline: { name: "1200 participants", run: () => jointRankTest(small, { horizon: 12 }) },
    others: [{ name: "12 000 participants", run: () => jointRankTest(large, { horizon: 12 }) }],
  },
];
