/**
 * Every analysis of Petrou et al. 2021 (doi:10.52586/4980) on SIMULATED data. The ids are those of docs/analyses.md. The paper does not say
 * how slopes were taken nor which tests were used: slopes by two visits and by least squares, the paired t and the signed rank test, and two
 * correlations stand here.
 */
import { adjustPValues, baselineCharacteristics, binomialTest, correlation, cycleResponders, cycleSlopes, exposure, keysOf, proportion, signTest, summarise, tallyAdverseEvents } from "trialwise";
import type { CycleSlopes, CycleSlopesOptions, EventCount, KeysOf, PeriodSummary, TreatmentSlopes } from "trialwise";
import { each, under } from "../simulated/figures.ts";
import type { Analysis, Figures } from "../simulated/figures.ts";
import { data, type trial } from "./trial.ts";

type Method = CycleSlopesOptions["method"];
const methods = ["two-visit", "least-squares"] as const;

/** Slopes in points a month, on recorded dates. The visit before an injection stands at it; the last cycle lasts six months. */
const slopesOf = (measure: CycleSlopesOptions<KeysOf<typeof trial>>["measure"], method: Method) =>
  cycleSlopes(data, { measure, method, lastCycle: { months: 6 }, window: { before: { months: 1 }, after: { days: 14 } }, neverDosed: "whole-course" });
const alsfrsR = { "two-visit": slopesOf("alsfrsR", "two-visit"), "least-squares": slopesOf("alsfrsR", "least-squares") };

function paired({ n, slopeBefore, slope, tTest, signedRankTest }: PeriodSummary): Figures {
  return {
    n,
    before: slopeBefore.mean,
    after: slope.mean,
    change: tTest?.estimate ?? null,
    lower: tTest?.interval.lower ?? null,
    upper: tTest?.interval.upper ?? null,
    pValue: tTest?.pValue ?? null,
    median: signedRankTest?.estimate ?? null,
    "rank.pValue": signedRankTest?.pValue ?? null,
  };
}

function share(count: EventCount): Figures {
  const { estimate, interval } = proportion(count, { intervalMethod: "clopper-pearson" });
  return { events: count.events, n: count.n, estimate, lower: interval.lower, upper: interval.upper };
}

const times = [1, 2, 3, 4] as const;
const cyclesBy = (figuresOf: (dose: (typeof times)[number]) => Figures) => under(Object.fromEntries(times.map((dose) => [`cycle ${dose}`, figuresOf(dose)])));

/** The paper's classes, some of which overlap: "below" holds those who got worse too. */
const classes = {
  "more than 25 %": { moreThan: 25 },
  "below 25 %": { atMost: 25 },
  "0 to 25 %": { atLeast: 0, atMost: 25 },
  better: { moreThan: 0 },
  worse: { lessThan: 0 },
} as const;
type Period = CycleSlopes<KeysOf<typeof trial>> | TreatmentSlopes<KeysOf<typeof trial>>;
const countIn = (period: Period, name: keyof typeof classes) => cycleResponders(period, { classes }).byClass[name].byArm.cells.responders;

function response(method: Method): Figures {
  const { treatment } = alsfrsR[method];
  const { byClass, counts } = cycleResponders(treatment, { classes });
  const responders = byClass["more than 25 %"].byArm.cells.participantIds;
  const percentages = treatment.rows.flatMap(({ participant, percentImprovement }) => (percentImprovement !== null && responders.includes(participant) ? [percentImprovement] : []));
  return {
    ...Object.fromEntries(keysOf(classes).map((name) => [name, byClass[name].byArm.cells.responders])),
    "no decline before": counts.noLeadInDecline,
    "mean of all": treatment.byArm.cells.percentImprovement.mean,
    "mean of responders": summarise(percentages).mean,
    ...under({ test: paired(treatment.byArm.cells) }),
  };
}

/** Points gained from the visit before the first injection to the end of cycle 1, and who had them still at the end of cycle 2. */
function gains(): Figures {
  const [first, second] = alsfrsR["two-visit"].cycles;
  const before = new Map(first!.rows.map(({ participant, values }) => [participant, values.from]));
  const gained = first!.rows.map(({ participant, values }) => ({ participant, points: values.to - values.from })).filter(({ points }) => points >= 1);
  const seenAgain = second!.rows.filter(({ participant }) => gained.some((each) => each.participant === participant));
  return {
    n: first!.rows.length,
    gained: gained.length,
    least: Math.min(...gained.map(({ points }) => points)),
    most: Math.max(...gained.map(({ points }) => points)),
    "seen after cycle 2": seenAgain.length,
    kept: seenAgain.filter(({ participant, values }) => values.to - before.get(participant)! >= 1).length,
  };
}

function intervalsAndResponse(dose: 1 | 2 | 3): Figures {
  const rows = alsfrsR["least-squares"].cycles[dose - 1]!.rows.flatMap(({ interval, improvement }) => (interval === null ? [] : [{ interval, improvement }]));
  const columns = { x: rows.map(({ interval }) => interval), y: rows.map(({ improvement }) => improvement) };
  const pearson = correlation(columns, { method: "pearson" });
  return { n: rows.length, pearson: pearson.estimate, lower: pearson.interval.lower, upper: pearson.interval.upper, pValue: pearson.pValue, spearman: correlation(columns, { method: "spearman" }).estimate };
}

function adverseEvents(): Figures {
  const tally = tallyAdverseEvents(data, {
    population: "treated",
    windows: { all: { start: { days: 0 }, end: { months: 26 } } },
    categories: { all: {}, puncture: { relatedTo: "procedure" }, product: { relatedTo: "product" }, serious: { serious: true } },
  });
  const { all, puncture, product, serious } = tally.windows.all.categories;
  const terms = all.systemOrganClasses.flatMap(({ preferredTerms }) => preferredTerms);
  const rows = { ...Object.fromEntries(terms.map(({ preferredTerm, byArm }) => [preferredTerm, byArm])), "Related to puncture": puncture.overall.byArm, "Related to product": product.overall.byArm, Serious: serious.overall.byArm };
  return under(Object.fromEntries(Object.entries(rows).map(([name, { cells: { events, participants } }]) => [name, { events, participants, n: tally.denominators.cells }])));
}

function precision(): Figures {
  const { treatment } = alsfrsR["least-squares"];
  const [better, worse] = [countIn(treatment, "better"), countIn(treatment, "worse")];
  const n = treatment.counts.dosed;
  return {
    ...under({ responders: share({ events: countIn(treatment, "more than 25 %"), n }) }),
    ...under({ better: share({ events: better, n }) }),
    "better.binomial.pValue": binomialTest({ events: better, n: better + worse }).pValue,
    "better.sign.pValue": signTest({ differences: treatment.rows.map(({ improvement }) => improvement) }).pValue,
  };
}

/** All of them, in the order of their ids. */
export function runAnalyses(): readonly Analysis[] {
  const { rows } = baselineCharacteristics(data, { population: "enrolled" });
  const { atLeast, overall } = exposure(data, { population: "treated" });
  return [
    {
      id: "P1",
      title: "Participants enrolled",
      figures: under(
        Object.fromEntries(
          rows.map((row) => [
            row.label,
            row.kind === "number"
              ? { n: row.overall.n, mean: row.overall.mean, standardDeviation: row.overall.standardDeviation }
              : Object.fromEntries(row.levels.map(({ level, overall: count }) => [level, count.participants])),
          ]),
        ),
      ),
    },
    {
      id: "P2",
      title: "Run-in: slope in points a month, and who lost more than half a point",
      figures: each(methods, (method) => {
        const { rows: own, byArm } = alsfrsR[method].leadIn;
        const { slope, length } = byArm.cells;
        return { slope: slope.mean, standardDeviation: slope.standardDeviation, months: length.mean, shortest: length.minimum, longest: length.maximum, ...under({ faster: share({ events: own.filter((row) => row.slope < -0.5).length, n: own.length }) }) };
      }),
    },
    {
      id: "P3",
      title: "Injections: who had at least so many, and days to the next",
      figures: cyclesBy((dose) => {
        const interval = overall.intervals.find(({ from }) => from === dose)?.days;
        return { participants: atLeast[dose - 1]?.byArm.cells.participants ?? 0, days: interval?.mean ?? null, shortest: interval?.minimum ?? null, longest: interval?.maximum ?? null, months: alsfrsR["two-visit"].cycles[dose - 1]?.byArm.cells.interval.mean ?? null };
      }),
    },
    { id: "P4", title: "Whole treatment against the run-in: participants by class, percent", figures: each(methods, response) },
    {
      id: "P5",
      title: "Slope in each cycle against the run-in",
      figures: each(methods, (method) => {
        const summaries = alsfrsR[method].cycles.map(({ byArm }) => byArm.cells);
        const holm = adjustPValues(summaries.map(({ signedRankTest }) => signedRankTest?.pValue ?? 1), "holm");
        return cyclesBy((dose) => ({ ...paired(summaries[dose - 1]!), "rank.holm": holm[dose - 1]!, responders: countIn(alsfrsR[method].cycles[dose - 1]!, "more than 25 %") }));
      }),
    },
    { id: "P6", title: "Gained a point or more in cycle 1, and kept it to the end of cycle 2", figures: gains() },
    { id: "P7", title: "Improvement in a cycle against the months to the next injection", figures: under(Object.fromEntries(([1, 2, 3] as const).map((dose) => [`cycle ${dose}`, intervalsAndResponse(dose)]))) },
    { id: "P8", title: "FVC, percent a month under treatment against the run-in", figures: each(methods, (method) => paired(slopesOf("fvc", method).treatment.byArm.cells)) },
    { id: "P9", title: "Adverse events after the first injection", figures: adverseEvents() },
    { id: "P10", title: "Shares of those treated, with exact limits", figures: precision() },
  ];
}
