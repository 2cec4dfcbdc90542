import type { CompareWinsResult } from "../joint/compareWins.ts";
import type { JointRankResult } from "../joint/jointRank.ts";
import type { JointRankTestResult } from "../joint/jointRankTest.ts";
import type { WinRatioResult } from "../joint/winRatio.ts";
import type { CompareRestrictedMeanSurvivalResult } from "../survival/compareRestrictedMeanSurvival.ts";
import type { CompareSurvivalResult } from "../survival/compareSurvival.ts";
import type { CoxRegressionResult } from "../survival/coxRegression.ts";
import type { CumulativeIncidenceResult } from "../survival/cumulativeIncidence.ts";
import type { CumulativeIncidenceByArmResult } from "../survival/cumulativeIncidenceByArm.ts";
import type { GrayTestResult } from "../survival/grayTest.ts";
import type { KaplanMeierResult } from "../survival/kaplanMeier.ts";
import type { LogRankTestResult } from "../survival/logRankTest.ts";
import type { PredictSurvivalResult } from "../survival/predictSurvival.ts";
import type { ProportionalHazardsTestResult } from "../survival/proportionalHazardsTest.ts";
import type { RestrictedMeanSurvivalResult } from "../survival/restrictedMeanSurvival.ts";
import type { SurvivalByArmResult } from "../survival/survivalByArm.ts";
import type { TimeToEventResult } from "../survival/TimeToEventResult.ts";
import { curveScaleTexts, inPopulation, intervals, listed, offsetText, sided, strataText, testAndInterval } from "./methodsPhrases.ts";
import { levelText } from "./tableFigures.ts";

type CurveOptions = KaplanMeierResult["method"]["options"];
type TimeToEventOptions = TimeToEventResult["method"]["options"];
/** Whether Gray's test was made depends on the times, and its result says so. */
interface TestedSurvivalComparison {
  readonly options: CompareSurvivalResult["method"]["options"] & { readonly grayTest?: boolean };
}
type JointOptions = JointRankTestResult["method"]["options"];

/** Methods sections of times to an event, and of function and survival together. */
export const survivalMethods = {
  "kaplan-meier": ({ options }: KaplanMeierResult["method"]) => curves(options),
  "kaplan-meier-by-arm": ({ options }: SurvivalByArmResult["method"]) =>
    `${timesText(options.timeToEvent)} ${curves(options)}${
      options.horizon === undefined ? "" : ` Restricted means run up to ${options.horizon === "last-time" ? "each arm's last time" : `${options.timeToEvent.unit} ${options.horizon}`}, ${correctionTexts[options.varianceCorrection ?? "none"]}.`
    }`,
  "restricted-mean-survival": ({ options }: RestrictedMeanSurvivalResult["method"]) =>
    `The restricted mean survival time up to ${options.horizon === "last-time" ? "the last time" : options.horizon} is the area under the Kaplan–Meier curve, ${correctionTexts[options.varianceCorrection]}. ${intervals(options.level)}`,
  "restricted-mean-survival-comparison": ({ options }: CompareRestrictedMeanSurvivalResult["method"]) =>
    `Restricted mean survival times up to ${options.horizon} were compared by their difference and ratio, ${correctionTexts[options.varianceCorrection]}. ${testAndInterval(options)}`,
  "log-rank-test": ranked,
  "g-rho-test": ranked,
  "log-rank-trend-test": ranked,
  "g-rho-trend-test": ranked,
  "cox-regression": ({ options }: CoxRegressionResult["method"]) =>
    `Hazards were modelled by Cox's proportional-hazards regression, with ${ties(options.ties)} and ${covarianceTexts[options.covarianceMethod]}${strataText(options)}. ${intervals(options.level)}`,
  "proportional-hazards-test": ({ options }: ProportionalHazardsTestResult["method"]) =>
    `Proportional hazards were tested by Grambsch and Therneau's score test of scaled Schoenfeld residuals, with time ${options.transform === "km" ? "transformed by the Kaplan–Meier estimate" : "as it is"} and ${ties(options.ties)}.`,
  "cox-survival-prediction": ({ options }: PredictSurvivalResult["method"]) =>
    `Survival was predicted from Cox's regression for ${options.at.length} ${options.at.length === 1 ? "set" : "sets"} of covariates, with ${ties(options.ties)} and limits on the ${curveScaleTexts[options.intervalMethod]} scale; quantiles (${quantileTexts[options.quantileRule]})${atTimes(options.times)}. ${intervals(options.level)}`,
  "cumulative-incidence": ({ options }: CumulativeIncidenceResult["method"]) => incidence(options),
  "cumulative-incidence-by-arm": ({ options }: CumulativeIncidenceByArmResult["method"]) => `${timesText(options.timeToEvent)} ${incidence(options)} Causes are ${options.causes === "outcome" ? "the events of interest together and the competing events together" : "told apart by the kind of event"}.`,
  "gray-test": ({ options }: GrayTestResult["method"]) =>
    `Cumulative incidences of ${options.of} were compared by Gray's test${options.rho === 0 ? "" : `, weighted with ρ = ${options.rho}`}.`,
  "time-to-event": ({ options }: TimeToEventResult["method"]) => timesText(options),
  "survival-comparison": ({ options }: TestedSurvivalComparison) =>
    `${timesText(options.timeToEvent)} The arms ${options.treatment} and ${options.control} were compared by the ${options.rho === 0 ? "log-rank test" : `weighted log-rank test (ρ = ${options.rho})`} and by Cox's regression, with ${ties(options.ties)} and ${covarianceTexts[options.covarianceMethod]}${
      options.strata.length === 0 ? "" : `, stratified by ${listed(options.strata)}`
    }${options.horizon === undefined ? "" : `, and by restricted mean survival up to ${options.timeToEvent.unit} ${options.horizon}`}${
      options.competing.length === 0 ? "" : `; hazards are cause-specific${options.grayTest === true ? ", and cumulative incidences were compared by Gray's test" : ""}`
    }.${
      options.adjustFor === undefined ? "" : ` A second regression, with the same strata and the same method for ties, was adjusted for ${listed(options.adjustFor.map(({ covariate }) => covariate))}, without participants who lack one of these.`
    } Proportional hazards were tested by Grambsch and Therneau's test. Tests are two-sided. ${intervals(options.level)}`,
  "joint-rank-test": ({ options }: JointRankTestResult["method"]) =>
    `Function and survival were ranked together${options.horizon === undefined ? "" : ` up to ${options.horizon}`}, ${dropoutTexts[options.dropout]}. ${jointTest(options)}`,
  "joint-rank": ({ options }: JointRankResult["method"]) =>
    `Change of ${options.measure} from ${options.from} to ${options.to}${inPopulation(options.population)} and survival up to ${options.unit} ${options.horizon} were ranked together in ${options.treatment} and ${options.control}${
      options.deathEquivalents.length === 0 ? "" : `, with ${listed(options.deathEquivalents)} counted as death`
    }, ${dropoutTexts[options.dropout]}${options.covariates.length === 0 ? "" : `, adjusted for ${listed(options.covariates)}`}${options.adjustForBaseline ? ", adjusted for baseline" : ""}. A month is ${options.daysPerMonth} days. ${jointTest(options)}`,
  "win-ratio": ({ options }: WinRatioResult["method"]) =>
    `Pairs of participants were compared by the ${options.stratified ? "stratified " : ""}win ratio, with the win odds and the net benefit. ${testAndInterval(options)}`,
  "win-comparison": ({ options }: CompareWinsResult["method"]) =>
    `Pairs of participants of ${options.treatment} and ${options.control}${inPopulation(options.population)} were compared on ${listed(options.outcomes.map(winText), "then")}, in this order of importance, by the win ratio${options.strata.length === 0 ? "" : `, stratified by ${listed(options.strata)}`}. ${testAndInterval(options)}`,
};

function winText({ endpoint, threshold, horizon }: CompareWinsResult["method"]["options"]["outcomes"][number]): string {
  return `${endpoint}${threshold === undefined ? "" : ` (differences of at least ${threshold})`}${horizon === undefined ? "" : ` (up to month ${horizon})`}`;
}

function curves({ intervalMethod, quantileRule, probabilities, times, level }: CurveOptions): string {
  return `Survival was estimated by the Kaplan–Meier method, with Greenwood's variance and limits on the ${curveScaleTexts[intervalMethod]} scale; quantiles at ${listed(probabilities)} (${quantileTexts[quantileRule]})${atTimes(times)}. ${intervals(level)}`;
}

function atTimes(times: readonly number[]): string {
  return times.length === 0 ? "" : `; estimates at ${listed(times)}`;
}

function ranked({ options }: LogRankTestResult["method"]): string {
  const what = options.rho === 0 ? "the log-rank test" : `the weighted log-rank test of Harrington and Fleming (ρ = ${options.rho})`;
  return `Groups were compared by ${what}${options.test === "trend" ? " for trend" : ""}${strataText(options)}.`;
}

function incidence({ varianceMethod, intervalMethod, times, level }: CumulativeIncidenceResult["method"]["options"]): string {
  return `Cumulative incidence with competing events was estimated by the Aalen–Johansen method, with ${varianceMethod === "greenwood" ? "Greenwood's" : "Aalen's"} variance and limits on the ${curveScaleTexts[intervalMethod]} scale${atTimes(times)}. ${intervals(level)}`;
}

/** Events, origin, what censors. */
function timesText(options: TimeToEventOptions): string {
  const { events, competing, censoredBy, origin, entry, priorEvents, followUpEnds, cutOff, partialDates, visitDays, unit, daysPerMonth, population } = options;
  const anchor = (time: typeof origin): string => (typeof time === "string" ? time : `visit ${time.visit}`);
  const latest = cutOff === undefined ? [] : [`at the latest ${"date" in cutOff ? `on ${cutOff.date}` : `after ${offsetText(cutOff)}`}`];
  const ends = [...(followUpEnds.length === 0 ? [] : [`with the disposition ${listed(followUpEnds, "or")}`]), ...latest];
  const parts = [
    `The time from ${anchor(origin)} to the first ${listed(events, "or")}${inPopulation(population)} is in ${unit}s, a month being ${daysPerMonth} days, from ${visitDays === "nominal" ? "planned" : "actual"} days of visits.`,
    ...(competing.length === 0 ? [] : [`Competing events: ${listed(competing)}.`]),
    ...(censoredBy.length === 0 ? [] : [`Times are censored at ${listed(censoredBy, "or")}.`]),
    ...(ends.length === 0 ? [] : [`Follow-up ends ${ends.join(", ")}.`]),
    ...(entry === undefined ? [] : [`Participants are at risk from ${entry === "origin" ? "the origin" : anchor(entry)} on.`]),
    `A partial date stands for the ${partialDates === "midpoint" ? "middle" : partialDates} of its possible days; participants with an event before the origin are ${priorEvents === "exclude" ? "left out" : "kept"}.`,
  ];
  return parts.join(" ");
}

function jointTest({ test, scores, pValueMethod, continuityCorrection, permutations, seed, level, alternative }: Omit<JointOptions, "horizon" | "dropout">): string {
  const how = {
    auto: `exact p-values where groups are small, or else the normal approximation ${continuityCorrection ? "with" : "without"} continuity correction`,
    exact: "exact p-values",
    normal: `the normal approximation ${continuityCorrection ? "with" : "without"} continuity correction`,
    "monte-carlo": `p-values from ${permutations} random permutations (seed ${seed})`,
  }[pValueMethod];
  const was = `the test was ${sided(alternative)}`;
  // A permutation test has no interval.
  return test === "ancova"
    ? `The scores (${scores}) were compared by analysis of covariance; ${was}, and the confidence interval has a level of ${levelText(level)}.`
    : `The scores (${scores}) were compared by a permutation test with ${how}; ${was}.`;
}

function ties(method: "efron" | "breslow"): string {
  return `${method === "efron" ? "Efron" : "Breslow"}'s method for ties`;
}

const correctionTexts = { none: "without correction of the variance", "m/(m-1)": "with the variance multiplied by m/(m − 1), m being the number of events" } as const;

/** What a quantile is where the curve is level at it. */
const quantileTexts = {
  midpoint: "where the curve is level, the middle of the level stretch, or its first time if the curve stays level to the end",
  "r-quantile": "where the curve is level, the middle of the level stretch, also if the curve stays level to the end",
  sas: "where the curve is level, the middle of the level stretch, or none if the curve stays level to the end",
} as const;

const covarianceTexts = { information: "the variance from the information", robust: "Lin and Wei's robust variance" } as const;

const dropoutTexts = {
  "last-common-visit": "two survivors being compared at the last visit at which both have a value",
  "last-value": "two survivors being compared at their own last visits",
  "death-equivalent": "those who left being counted as dead from that day on, and two survivors compared at the last visit at which both have a value",
} as const;
