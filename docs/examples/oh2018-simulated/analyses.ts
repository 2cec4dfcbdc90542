/**
 * Every analysis of Oh et al. 2018 (doi:10.1002/ana.25302) that needs participants' data, in the order of the paper, on SIMULATED data.
 * The ids are those of docs/analyses.md. O5 needs no data, and O30 is an audit of printed figures: docs/examples/oh2018.
 */
import {
  baselineCharacteristics,
  biomarkerChange,
  biomarkerCorrelation,
  biomarkerPanel,
  changeFromBaseline,
  classifyResponders,
  commonAdverseEvents,
  compareArms,
  compareProportions,
  compareResponders,
  compareSurvival,
  evaluatePopulation,
  exposure,
  filterParticipants,
  fitPiecewiseMixedModel,
  keysOf,
  not,
  participantFlow,
  percentImprovement,
  powerTTest,
  rocCurve,
  slopeChange,
  slopes,
  survivalByArm,
  tallyAdverseEvents,
  timeToEvent,
} from "trialwise";
import { comparison, each, proportions, under } from "../simulated/figures.ts";
import type { Analysis } from "../simulated/figures.ts";
import { data, trial } from "./trial.ts";

const arms = keysOf(trial.arms);
const msc = { treatment: "msc", control: "control" } as const;
const population = "full";
const nominal = { method: "two-visit", time: "nominal" } as const;
const leadIn = { from: "V1", to: "V5" } as const;

function participants(): Analysis[] {
  const flow = participantFlow(data);
  const { rows } = baselineCharacteristics(data, { population, compare: { ...msc, tests: { numeric: "student", categorical: "auto" } } });
  const numeric = rows.flatMap((row) => (row.kind === "number" ? [row] : []));
  const categorical = rows.flatMap((row) => (row.kind === "category" ? [row] : []));
  const byArm = (cells: { readonly byArm: { readonly [A in (typeof arms)[number]]: { readonly participants: number } } }) => Object.fromEntries(arms.map((arm) => [arm, cells.byArm[arm].participants]));
  const doses = exposure(data, { population });
  return [
    {
      id: "O1",
      title: "Participant flow",
      figures: under({ randomised: byArm(flow.randomised), dosed: byArm(flow.dosed), completed: byArm(flow.outcomes.completed), lost: byArm(flow.outcomes["lost-to-follow-up"]), died: byArm(flow.outcomes.died) }),
    },
    { id: "O2", title: "Analysis sets: members", figures: each(["safety", "full", "younger"], (set) => Object.fromEntries(arms.map((arm) => [arm, evaluatePopulation(data, set).counts[arm].members]))) },
    {
      id: "O3",
      title: "Baseline, numbers: mean, SD, Student's t",
      figures: under(
        Object.fromEntries(
          numeric.map((row) => [
            row.label,
            { ...each(arms, (arm) => ({ n: row.byArm[arm].n, mean: row.byArm[arm].mean, standardDeviation: row.byArm[arm].standardDeviation })), pValue: row.test?.pValue ?? null },
          ]),
        ),
      ),
    },
    {
      id: "O4",
      title: "Baseline, categories: counts, Pearson's or Fisher's test",
      figures: under(
        Object.fromEntries(
          categorical
            .filter(({ label }) => label !== trial.covariates.variant.label)
            .map((row) => [
              row.label,
              { ...under(Object.fromEntries(row.levels.map(({ level, byArm: counts }) => [level, Object.fromEntries(arms.map((arm) => [arm, counts[arm].participants]))]))), pValue: row.test?.pValue ?? null },
            ]),
        ),
      ),
    },
    {
      id: "O5",
      title: "Sample size per arm, from the published design",
      figures: { msc: powerTTest({ difference: 2.28, standardDeviation: 3, power: 0.8, significanceLevel: 0.025 }, { formula: "normal", alternative: "greater", dropout: 0.1 }).nEnrolled.treatment },
    },
    {
      id: "O28",
      title: "Participants with a pathogenic variant",
      figures: Object.fromEntries(arms.map((arm) => [arm, categorical.find(({ label }) => label === trial.covariates.variant.label)?.levels.find(({ level }) => level === "found")?.byArm[arm].participants ?? null])),
    },
    {
      id: "O29",
      title: "Doses, and cells in all (millions)",
      figures: { ...each(arms, (arm) => ({ doses: doses.byArm[arm].doses.mean })), "msc.cells": doses.byArm.msc.totals[0]?.total.mean ?? null, "msc.cellsSd": doses.byArm.msc.totals[0]?.total.standardDeviation ?? null, "msc.atLeast2": doses.atLeast[1]?.byArm.msc.participants ?? null },
    },
  ];
}

const student = { ...msc, test: "student" } as const;

function outcomes(): Analysis[] {
  const change = (measure: keyof typeof trial.measures, to: "V9" | "V10") => comparison(compareArms(changeFromBaseline(data, { measure, to, population }), student));
  const changeOfSlope = (measure: "aals" | "fvc") => comparison(compareArms(slopeChange(data, { ...nominal, measure, leadIn, followUp: { from: "V5", to: "V9" } }, { population }), student));
  const visits = ["V6", "V7", "V8", "V9", "V10"] as const;
  const { byVisit } = changeFromBaseline(data, { measure: "alsfrsR", to: visits, population });
  return [
    { id: "O6", title: "ALSFRS-R, change to month 4, MSC − control", figures: change("alsfrsR", "V9") },
    { id: "O7", title: "ALSFRS-R, change to month 6", figures: change("alsfrsR", "V10") },
    {
      id: "O8",
      title: "Lead-in slopes, points a month",
      figures: each(["alsfrsR", "aals", "fvc"], (measure) => {
        const { byArm } = slopes(data, { ...nominal, ...leadIn, measure }, { population });
        return each(arms, (arm) => ({ n: byArm[arm].n, mean: byArm[arm].slope.mean, standardDeviation: byArm[arm].slope.standardDeviation }));
      }),
    },
    { id: "O9", title: "ALSFRS-R, slope change to months 4 and 6", figures: each(["slope4", "slope6"], (endpoint) => comparison(compareArms(slopeChange(data, endpoint, { population }), student))) },
    { id: "O10", title: "AALS and FVC, slope change to month 4", figures: each(["aals", "fvc"], changeOfSlope) },
    { id: "O11", title: "AALS, FVC and SF-36, change to month 4", figures: each(["aals", "fvc", "sf36"], (measure) => change(measure, "V9")) },
    { id: "O18", title: "A laboratory value (alanine transaminase), change to month 4", figures: change("alt", "V9") },
    {
      id: "O19",
      title: "ALSFRS-R, mean change by visit",
      figures: each(visits, (visit) => ({ ...each(arms, (arm) => ({ mean: byVisit[visit].byArm[arm].change.mean, standardError: byVisit[visit].byArm[arm].change.standardError })), pValue: compareArms(byVisit[visit], student).pValue })),
    },
  ];
}

const endpoints = ["slope4", "slope6"] as const;
type SlopeEndpoint = (typeof endpoints)[number];

function classesBy(of: SlopeEndpoint) {
  const [half, threeQuarters, whole] = [50, 75, 100].map((atLeast) => percentImprovement({ of, atLeast })) as [Rule, Rule, Rule];
  return classifyResponders(data, { classes: { good: half, better: threeQuarters, best: whole, poor: not(half) }, population });
}
type Rule = ReturnType<typeof percentImprovement<SlopeEndpoint>>;

function responders(): Analysis[] {
  const classes = ["good", "better", "best", "poor"] as const;
  return [
    { id: "O12", title: "Responders (≥ 50, 75, 100 % improvement of the slope) and others", figures: each(endpoints, (of) => each(classes, (name) => Object.fromEntries(arms.map((arm) => [arm, classesBy(of).byClass[name].byArm[arm].responders])))) },
    { id: "O13", title: "Responders compared", figures: each(endpoints, (of) => each(["good", "better", "best"], (name) => proportions(compareResponders(classesBy(of).byClass[name], msc), arms))) },
  ];
}

function safety(): Analysis[] {
  const windows = {
    at4: { start: { days: 0, from: "V1" }, end: { months: 4 } },
    at6: { start: { days: 0, from: "V1" }, end: { months: 6 } },
    fromBaseline: { start: { days: 0 }, end: { months: 6 } },
  } as const;
  const tally = tallyAdverseEvents(data, { population: "safety", windows, categories: { all: {}, serious: { serious: true } } });
  const names = keysOf(windows);
  const common = commonAdverseEvents(tally, { window: "at6", category: "all", arm: "msc" });
  const incidence = (window: (typeof names)[number]) => {
    const { byArm } = tally.windows[window].categories.all.overall;
    const count = (arm: (typeof arms)[number]) => ({ events: byArm[arm].participants, n: tally.denominators[arm] });
    return proportions(compareProportions({ treatment: count("msc"), control: count("control") }), arms);
  };
  return [
    { id: "O14", title: "Participants with an adverse event", figures: each(["at4", "at6"], incidence) },
    {
      id: "O15",
      title: "Adverse events by class: events and participants",
      figures: each(names, (window) =>
        each(["all", "serious"], (category) => {
          const { overall, systemOrganClasses } = tally.windows[window].categories[category];
          const rows = [{ name: "Total", byArm: overall.byArm }, ...systemOrganClasses.map(({ systemOrganClass, byArm }) => ({ name: systemOrganClass, byArm }))];
          return under(Object.fromEntries(rows.map(({ name, byArm }) => [name, each(arms, (arm) => ({ events: byArm[arm].events, participants: byArm[arm].participants }))])));
        }),
      ),
    },
    { id: "O16", title: "Commonest adverse events of the MSC arm: participants", figures: Object.fromEntries(common.map(({ preferredTerm, participants: count }) => [preferredTerm, count])) },
    { id: "O17", title: "Deaths", figures: each(names, (window) => Object.fromEntries(arms.map((arm) => [arm, tally.windows[window].deaths.byArm[arm].participants]))) },
  ];
}

function mixedModel(): Analysis {
  return {
    id: "O20",
    title: "Piecewise linear mixed model of ALSFRS-R, knot at baseline",
    figures: each(["continuous", "separate"], (random) => {
      const model = fitPiecewiseMixedModel(data, { measure: "alsfrsR", knots: ["V5"], random, population });
      const [difference] = model.differences;
      const slope = ({ estimate, standardError, degreesOfFreedom, pValue }: NonNullable<typeof difference>["slopes"][number]) => ({ estimate, standardError, degreesOfFreedom, pValue });
      const ofArms = each(arms, (arm) => each(["before", "after"], (when) => slope(model.byArm[arm].slopes[when === "before" ? 0 : 1]!)));
      const means = each(arms, (arm) => Object.fromEntries(model.byArm[arm].curve.map(({ time, estimate }) => [`month ${time}`, estimate])));
      return { ...ofArms, ...under({ difference: slope(difference!.slopes[1]!), mean: means }), logLikelihood: model.fit.logLikelihood };
    }),
  };
}

const rising = ["tgfb1", "tgfb2", "tgfb3", "il6", "il10", "il1b"] as const;
const analytes = keysOf(trial.biomarkers);
const puncture = { from: "V5", to: "V6", population } as const;

function cytokines(): Analysis[] {
  const panel = biomarkerPanel(data, { ...puncture, scale: "raw", family: "arm" });
  const changeOf = (biomarker: (typeof analytes)[number]) => biomarkerChange(data, { ...puncture, biomarker, scale: "raw" });
  const inClass = (rows: readonly { readonly class: string; readonly arm: string }[] | undefined, name: string) => rows?.findIndex((row) => row.class === name && row.arm === "msc") ?? -1;
  return [
    {
      id: "O21",
      title: "CSF analytes, change in a month, MSC arm, paired t",
      figures: each(analytes, (biomarker) => {
        const { n, tTest } = changeOf(biomarker).byArm.msc;
        const row = panel.rows.find((entry) => entry.biomarker === biomarker && entry.arm === "msc");
        return { n, estimate: tTest.estimate, standardError: tTest.standardError, pValue: tTest.pValue, holm: row?.adjustedPValue ?? null };
      }),
    },
    {
      id: "O22",
      title: "CSF analytes, before against after: ROC, samples as if independent",
      figures: each(analytes, (biomarker) => {
        const { rows } = changeOf(biomarker);
        const direction = (rising as readonly string[]).includes(biomarker) ? "higher-is-positive" : "lower-is-positive";
        const score = [...rows.map(({ before }) => before), ...rows.map(({ after }) => after)];
        const { auc } = rocCurve({ score, positive: score.map((_, index) => index >= rows.length) }, { direction, paired: true });
        return { estimate: auc.estimate, standardError: auc.standardError, lower: auc.interval.lower, upper: auc.interval.upper };
      }),
    },
    {
      id: "O23",
      title: "Change of MCP-1 on that of TGF-β1 by response, one-sided p",
      figures: each(endpoints, (of) => {
        const between = { biomarker: "tgfb1", from: "V5", to: "V6" } as const;
        const { byClass } = biomarkerCorrelation(data, { x: between, y: { ...between, biomarker: "ccl2" }, population, classes: classesBy(of), alternative: "less" });
        return each(["good", "poor"], (name) => {
          const relation = byClass?.[inClass(byClass, name)];
          return { n: relation?.n ?? null, rSquared: relation?.regression.rSquared ?? null, slope: relation?.regression.slope.estimate ?? null, pValue: relation?.correlation.pValue ?? null };
        });
      }),
    },
    {
      id: "O24",
      title: "Change of IL-6 by response, paired t",
      figures: each(endpoints, (of) => {
        const { byClass } = biomarkerChange(data, { ...puncture, biomarker: "il6", scale: "raw", classes: classesBy(of) });
        return each(["good", "poor"], (name) => {
          const change = byClass?.[inClass(byClass, name)];
          return { n: change?.n ?? null, estimate: change?.tTest.estimate ?? null, standardError: change?.tTest.standardError ?? null, pValue: change?.tTest.pValue ?? null };
        });
      }),
    },
  ];
}

/** Of those who completed the six months, the last record ends observation and not the completion. */
const longTerm = { entry: "origin", followUpEnds: ["withdrew", "lost-to-follow-up"] } as const;

function survival(endpoint: "survival" | "tracheostomyFree", subset: typeof data): Analysis["figures"] {
  const times = timeToEvent(subset, endpoint, longTerm);
  const { byArm } = survivalByArm(times, { horizon: "last-time" });
  const { logRank, regression } = compareSurvival(times, msc);
  return {
    ...each(arms, (arm) => ({
      n: byArm[arm].n,
      events: byArm[arm].events,
      mean: byArm[arm].restrictedMean?.estimate ?? null,
      standardError: byArm[arm].restrictedMean?.standardError ?? null,
      median: byArm[arm].survival?.median.estimate ?? null,
    })),
    logRank: logRank?.statistic ?? null,
    pValue: logRank?.pValue ?? null,
    logHazardRatio: regression?.coefficients.treatment.estimate ?? null,
    logHazardRatioError: regression?.coefficients.treatment.standardError ?? null,
  };
}

function survivals(): Analysis[] {
  const subgroups = {
    female: filterParticipants(data, ({ covariates }) => covariates?.sex === "female"),
    male: filterParticipants(data, ({ covariates }) => covariates?.sex === "male"),
    younger: filterParticipants(data, ({ covariates }) => Number(covariates?.age) < 54),
    older: filterParticipants(data, ({ covariates }) => Number(covariates?.age) >= 54),
    limb: filterParticipants(data, ({ covariates }) => covariates?.onset === "limb"),
    bulbar: filterParticipants(data, ({ covariates }) => covariates?.onset === "bulbar"),
  };
  return [
    { id: "O25", title: "Survival from the first visit, months", figures: survival("survival", data) },
    { id: "O26", title: "Survival without tracheostomy, months", figures: survival("tracheostomyFree", data) },
    { id: "O27", title: "Survival in subgroups, months", figures: each(keysOf(subgroups), (name) => each(["survival", "tracheostomyFree"], (endpoint) => survival(endpoint, subgroups[name]))) },
  ];
}

const inOrder = (left: Analysis, right: Analysis) => Number(left.id.slice(1)) - Number(right.id.slice(1));

/** All of them, in the order of their ids. */
export function runAnalyses(): readonly Analysis[] {
  return [...participants(), ...outcomes(), ...responders(), ...safety(), mixedModel(), ...cytokines(), ...survivals()].sort(inOrder);
}
