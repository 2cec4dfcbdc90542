/**
 * Every analysis of Berry et al. 2019 (doi:10.1212/WNL.0000000000008620) that needs participants' data, on SIMULATED data. The ids are
 * those of docs/analyses.md. The paper does not say which test compared slopes or which correlation it used: Welch's test and both
 * usual correlations stand here.
 */
import {
  absoluteImprovement,
  biomarkerChange,
  biomarkerCorrelation,
  changeFromBaseline,
  classifyResponders,
  compareArms,
  compareProportions,
  compareResponders,
  filterParticipants,
  keysOf,
  participantFlow,
  progressorGroup,
  slopeChange,
  tallyAdverseEvents,
} from "trialwise";
import { comparison, each, proportions, under } from "../simulated/figures.ts";
import type { Analysis } from "../simulated/figures.ts";
import { data, trial } from "./trial.ts";

const arms = keysOf(trial.arms);
const pair = { treatment: "cells", control: "placebo" } as const;
const leadIn = { from: "week -12", to: "baseline" } as const;
const visits = ["week 4", "week 8", "week 12", "week 16", "week 24"] as const;
type FollowUpVisit = (typeof visits)[number];

/** Points a month before and after, by two visits or by every visit between. */
const slopeChangeTo = (to: FollowUpVisit, method: "two-visit" | "least-squares") =>
  ({ kind: "slope-change", measure: "alsfrsR", method, per: "month", leadIn, followUp: { from: "baseline", to } }) as const;

/** Who lost more than two points in the twelve weeks before: the rule of the trial that followed. */
const lossBefore = new Map(changeFromBaseline(data, { measure: "alsfrsR", from: "week -12", to: "baseline" }).rows.map(({ participant, change }) => [participant, -change]));
const rapid = filterParticipants(data, ({ id }) => {
  const lost = lossBefore.get(id);
  return lost !== undefined && progressorGroup({ lostBeforeTreatment: lost }, { cutOff: "msc-ntf-2018" }).group === "rapid";
});

const compareSlopes = (subset: typeof data) => each(visits, (to) => comparison(compareArms(slopeChange(subset, slopeChangeTo(to, "two-visit")), pair)));

const responders = (subset: typeof data, to: FollowUpVisit) =>
  proportions(compareResponders(classifyResponders(subset, { rule: absoluteImprovement({ of: slopeChangeTo(to, "two-visit"), atLeast: 1.5 }) }), { ...pair, test: "fisher" }), arms);

function safety(): Analysis["figures"] {
  const tally = tallyAdverseEvents(data, { population: "everyone", windows: { weeks24: { start: { days: 0 }, end: { weeks: 24 } } }, categories: { all: {}, serious: { serious: true } } });
  const { all, serious } = tally.windows.weeks24.categories;
  const rows = { ...Object.fromEntries(all.systemOrganClasses.map(({ systemOrganClass, byArm }) => [systemOrganClass, byArm])), Total: all.overall.byArm, Serious: serious.overall.byArm };
  const count = (arm: (typeof arms)[number]) => ({ events: all.overall.byArm[arm].participants, n: tally.denominators[arm] });
  return {
    ...under(Object.fromEntries(Object.entries(rows).map(([name, byArm]) => [name, each(arms, (arm) => ({ events: byArm[arm].events, participants: byArm[arm].participants }))]))),
    ...under({ Any: proportions(compareProportions({ treatment: count("cells"), control: count("placebo") }), arms) }),
  };
}

const puncture = { from: "baseline", to: "week 2", scale: "log" } as const;

function analyte(biomarker: keyof typeof trial.biomarkers, better: "higher" | "lower"): Analysis["figures"] {
  const change = biomarkerChange(data, { ...puncture, biomarker, better });
  return {
    ...each(arms, (arm) => {
      const { n, tTest } = change.byArm[arm];
      return { n, estimate: tTest.estimate, standardError: tTest.standardError, pValue: tTest.pValue };
    }),
    ...under({ difference: comparison(compareArms(change, pair)) }),
  };
}

/** All of them, in the order of their ids. */
export function runAnalyses(): readonly Analysis[] {
  const { assigned } = participantFlow(data);
  return [
    { id: "B1", title: "Participants allocated", figures: Object.fromEntries(arms.map((arm) => [arm, assigned.byArm[arm].participants])) },
    { id: "B2", title: "Adverse events in 24 weeks", figures: safety() },
    {
      id: "B3",
      title: "Slopes before and after, points a month",
      figures: each(["two-visit", "least-squares"], (method) =>
        each(visits, (to) => {
          const { byArm } = slopeChange(data, slopeChangeTo(to, method));
          return each(arms, (arm) => ({ n: byArm[arm].n, before: byArm[arm].leadInSlope.mean, after: byArm[arm].followUpSlope.mean, change: byArm[arm].change.mean, standardDeviation: byArm[arm].change.standardDeviation }));
        }),
      ),
    },
    { id: "B4", title: "Slope change, cells − placebo", figures: compareSlopes(data) },
    { id: "B5", title: "Slope change, rapid progressors", figures: compareSlopes(rapid) },
    { id: "B6", title: "Responders (slope better by 1.5 points a month)", figures: each(visits, (to) => responders(data, to)) },
    { id: "B7", title: "Responders among rapid progressors", figures: each(["week 4", "week 12"], (to) => responders(rapid, to)) },
    { id: "B8", title: "Neurotrophic factors, change of the logarithm in two weeks", figures: each(["vegf", "hgf", "lif"], (biomarker) => analyte(biomarker, "higher")) },
    { id: "B9", title: "Inflammatory markers, change of the logarithm in two weeks", figures: each(["ccl2", "sdf1"], (biomarker) => analyte(biomarker, "lower")) },
    {
      id: "B10",
      title: "Change of MCP-1 and improvement of the slope, arm of cells",
      figures: each(["pearson", "spearman"], (method) =>
        each(visits, (to) => {
          const y = { result: slopeChange(data, slopeChangeTo(to, "two-visit")), of: "improvement" } as const;
          const { n, correlation } = biomarkerCorrelation(data, { x: { biomarker: "ccl2", ...puncture }, y, method }).byArm.cells;
          return { n, estimate: correlation.estimate, ...(method === "pearson" && { pValue: correlation.pValue }) };
        }),
      ),
    },
  ];
}
