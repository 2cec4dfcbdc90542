import { coxRegression, kaplanMeier, logRankTest } from "trialwise/survival";
import type { Comparison } from "./compareSpeed.ts";

/*
 * Curves, the log-rank test and Cox's regression on simulated participants in two arms, with times in whole days (heavy ties) and almost
 * without ties. test/bench/survival.R times R's survival package on participants drawn by the same rule.
 */
function participants(size: number, days: number) {
  const draw = uniformDraws();
  const [time, event] = [new Float64Array(size), new Float64Array(size)];
  const covariates = { treated: new Float64Array(size), age: new Float64Array(size), onset: new Float64Array(size) };
  const group: number[] = [];
  for (let row = 0; row < size; row++) {
    const treated = row % 2;
    const age = 45 + Math.floor(30 * draw());
    const onset = Math.floor(24 * draw());
    const hazard = Math.exp(-0.4 * treated + 0.02 * (age - 60) - 0.01 * onset);
    const own = -Math.log(1 - draw()) / hazard;
    const censored = 0.2 + 1.8 * draw();
    time[row] = Math.ceil(Math.min(own, censored) * days);
    event[row] = own <= censored ? 1 : 0;
    covariates.treated[row] = treated;
    covariates.age[row] = age;
    covariates.onset[row] = onset;
    group.push(treated);
  }
  return { time, event, covariates, group };
}

/** Numbers between 0 and 1, always the same. */
function uniformDraws(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
}

function comparisonOf(size: number, days: number, title: string): Comparison {
  const { time, event, covariates, group } = participants(size, days);
  return {
    title: `${size.toLocaleString("en")} participants, ${title}`,
    baseline: { name: "sorting the times", run: () => Array.from(time.keys()).sort((a, b) => time[a]! - time[b]!) },
    others: [
      { name: "kaplanMeier", run: () => kaplanMeier({ time, event }) },
      { name: "logRankTest, two groups", run: () => logRankTest({ time, event, group }) },
      { name: "coxRegression, three covariates, Efron", run: () => coxRegression({ time, event, covariates }) },
    ],
  };
}

// The rounds of a million take some minutes.
export const comparisons: readonly Comparison[] = [
  comparisonOf(10_000, 365, "times in days"),
  comparisonOf(1_000_000, 365, "times in days"),
  comparisonOf(100_000, 1e9, "almost no ties"),
];
