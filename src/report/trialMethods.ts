import type { AdjustedBiomarkerChangeResult } from "../biomarker/adjustedBiomarkerChange.ts";
import type { BiomarkerChangeResult, CensoredBiomarkerChangeResult } from "../biomarker/BiomarkerChangeResult.ts";
import type { BiomarkerCorrelationResult } from "../biomarker/biomarkerCorrelation.ts";
import type { ResolvedBiomarkerQuantity } from "../biomarker/biomarkerQuantity.ts";
import type { BiomarkerPanelResult } from "../biomarker/biomarkerPanel.ts";
import type { CensoredNormalResult } from "../biomarker/censoredNormal.ts";
import type { CensoredPairsResult } from "../biomarker/censoredNormalPairs.ts";
import type { LimitRule } from "../biomarker/limitRule.ts";
import type { ChangeResult } from "../change/changeResult.ts";
import type { LeastSquaresSlopeResult } from "../change/leastSquaresSlope.ts";
import type { PercentSlowingResult } from "../change/percentSlowing.ts";
import type { ProgressionRateResult } from "../change/progressionRate.ts";
import type { ProgressionRatesResult } from "../change/progressionRates.ts";
import type { SlopeChangeResult } from "../change/slopeChange.ts";
import type { SlopeImprovementResult } from "../change/slopeImprovement.ts";
import type { SlopesResult } from "../change/slopes.ts";
import type { CrossoverRespondersResult } from "../crossover/crossoverResponders.ts";
import type { BaselineCharacteristicsResult } from "../participants/baselineCharacteristics.ts";
import type { ExposureResult } from "../participants/exposure.ts";
import type { ParticipantFlowResult } from "../participants/participantFlow.ts";
import type { ResponderPolicies, ResponderResult } from "../response/ResponderResult.ts";
import type { ResolvedBound, ResolvedWindow } from "../safety/AdverseEventWindow.ts";
import type { AdverseEventTally } from "../safety/AdverseEventTally.ts";
import type { AdverseEventComparison } from "../safety/compareAdverseEvents.ts";
import type { IncidenceRateResult } from "../safety/incidenceRate.ts";
import type { ConvertUnitsResult } from "../units/convertUnits.ts";
import { adjusted, inPopulation, intervals, limitTexts, listed, offsetText, policyTexts, quartiles, rankPValueText, riskDifferenceTexts, sided, slopeTexts, testAndInterval, timeAxis } from "./methodsPhrases.ts";
import { responderRuleText } from "./responderRuleText.ts";
import { keysIn } from "./tableArms.ts";
import { levelText } from "./tableFigures.ts";
import { capitalised } from "./tableNotes.ts";

/** Methods sections of what is computed from a trial's records: participants, change, responders, safety, biomarkers. */
export const trialMethods = {
  "baseline-characteristics": ({ options }: BaselineCharacteristicsResult["method"]) =>
    `Baseline characteristics${inPopulation(options.population)} are described by mean, standard deviation, median and quartiles if they are numbers, by counts and percentages of those whose level is known if they are categories.${limitsText(options.limits)} ${quartiles(options.quantileType)}${
      options.compare === undefined
        ? ""
        : ` The arms ${options.compare.treatment} and ${options.compare.control} are set against each other${options.compare.standardisedDifferences ? " by standardised differences" : ""}${
            options.compare.tests === undefined ? "" : `, with two-sided p-values of ${numericTests[options.compare.tests.numeric]} and ${categoricalTests[options.compare.tests.categorical]}`
          }.`
    }`,
  "participant-flow": ({ options }: ParticipantFlowResult["method"]) =>
    `The flow of participants is that of CONSORT: everyone is counted once, by what first ended their time in the trial.${options.screening === undefined ? "" : ` Of ${options.screening.screened} screened, those not assigned have no records.`}`,
  exposure: ({ options }: ExposureResult["method"]) => `Doses received${inPopulation(options.population)} are counted by participant and described by arm. ${quartiles(options.quantileType)}`,
  "change-from-baseline": changeText,
  "percent-change-from-baseline": changeText,
  slope: ({ options }: SlopesResult["method"]) =>
    `Slopes of ${options.measure} from ${options.from} to ${options.to}${inPopulation(options.population)} were computed for each participant ${slopeTexts[options.method]}. ${timeAxis(options)} ${quartiles(options.quantileType)}`,
  "slope-change": ({ options }: SlopeChangeResult["method"]) =>
    `The change of the slope of ${options.measure}${inPopulation(options.population)} is the slope of the follow-up (${options.followUp.from} to ${options.followUp.to}) minus that of the lead-in (${options.leadIn.from} to ${options.leadIn.to}), each computed for each participant ${
      slopeTexts[options.method]
    }. ${timeAxis(options)} ${quartiles(options.quantileType)}`,
  "two-visit-slope": () => "The slope is the difference of the last and the first value, divided by the time between them.",
  "least-squares-slope": ({ options }: LeastSquaresSlopeResult["method"]) => `The slope is that of the least-squares line through the values. ${intervals(options.level)}`,
  "slope-improvement": ({ options }: SlopeImprovementResult["method"]) =>
    `Improvement is the change of the slope towards ${options.better} values, also in per cent of the lead-in decline; a decline of at most 10⁻⁹ of the range of ${options.range} is none.`,
  "fieller-ratio": ({ options }: PercentSlowingResult["method"]) =>
    `The slowing of the decline is 100 × (1 − the treatment's slope / the control's), with Fieller's interval${options.degreesOfFreedom === undefined ? " from the normal distribution" : ` from t with ${options.degreesOfFreedom} degrees of freedom`}; ${options.better} values are better. ${intervals(options.level)}`,
  "progression-rate": ({ options }: ProgressionRateResult["method"] | ProgressionRatesResult["method"]) =>
    "maximum" in options
      ? `The rate of progression is the loss from the maximum of ${options.maximum}, divided by the time since onset.`
      : `The rate of progression is the loss of ${options.measure} at ${options.visit} from the normal value of ${options.normal}, divided by the months since onset (${options.monthsSinceOnset})${inPopulation(options.population)}. ${quartiles(options.quantileType)}`,
  "responder-classification": ({ options }: ResponderResult["method"]) =>
    `Responders${inPopulation(options.population)} were participants ${responderRuleText(options.rule)}. ${policiesText(options)}`,
  "crossover-responders": ({ options }: CrossoverRespondersResult["method"]) =>
    `Responders${inPopulation(options.population)} were classified in each period of the cross-over: ${options.rules.map((rule, index) => `in period ${index + 1} those ${responderRuleText(rule)}`).join("; ")}. ${policiesText(options)}`,
  "adverse-event-tally": ({ options }: AdverseEventTally["method"]) =>
    `Adverse events in the population ${options.population} were counted by system organ class and preferred term, each participant once in a row, in the ${counted("window", keysIn<string>(options.windows).map((name) => `${name} (${windowText(options.windows[name]!)})`))} and the ${counted("category", keysIn<string>(options.categories))}; what cannot be proven to lie outside a window counts.${
      options.grading === undefined ? "" : ` Grades are those of ${options.grading}.`
    }${options.exposure === undefined ? "" : ` Incidence is of first events by participant-year at risk, with exact Poisson intervals at a level of ${levelText(options.level)}; a partial date stands for the ${options.exposure.partialDates} day.`}`,
  "adverse-event-comparison": ({ options }: AdverseEventComparison["method"]) =>
    `Participants with adverse events in ${options.treatment} and ${options.control} were compared by the risk difference, with its interval by ${riskDifferenceTexts[options.intervalMethod]}, and by Fisher's exact test (two-sided), ${options.adjust === undefined ? "not adjusted for the number of rows" : `${adjusted(options.adjust)} among terms and among classes`}. ${intervals(options.level)}`,
  "exact-poisson": ({ options }: IncidenceRateResult["method"]) => `Incidence rates have exact Poisson intervals. ${intervals(options.level)}`,
  "biomarker-change": biomarkerText,
  "censored-biomarker-change": biomarkerText,
  "biomarker-panel": ({ options }: BiomarkerPanelResult["method"]) =>
    `The ${scaleTexts[options.scale]} of ${listed(options.biomarkers)} from ${options.from} to ${options.to}${inPopulation(options.population)} was tested in each arm by ${panelTestText(options.test)}.${limitsText(options.limits)} P-values are ${adjusted(options.adjustment)}, ${options.family === "panel" ? "over the whole panel" : "in each arm"}. Tests are ${sided(options.alternative)}. ${intervals(options.level)}`,
  "biomarker-correlation": ({ options }: BiomarkerCorrelationResult["method"]) =>
    `${capitalised(quantityText(options.x))} and ${quantityText(options.y)}${inPopulation(options.population)} were related by ${correlations[options.method]} in each arm.${limitsText(options.limits)} ${testAndInterval(options)}`,
  "adjusted-biomarker-change": ({ options }: AdjustedBiomarkerChangeResult["method"]) =>
    `The ${scaleTexts[options.scale]} in ${options.treatment} and ${options.control} was compared by analysis of covariance, adjusted for the value before. The test was two-sided. ${intervals(options.level)}`,
  "censored-normal": ({ options }: CensoredNormalResult["method"]) =>
    `Mean and standard deviation${options.scale === "log" ? " of logarithms" : ""} were estimated by maximum likelihood of a normal distribution censored at the limits of quantification, with ${options.intervalMethod === "profile" ? "profile-likelihood" : "Wald's"} intervals. ${testAndInterval(options)}`,
  "censored-normal-pairs": ({ options }: CensoredPairsResult["method"]) =>
    `The change${options.scale === "log" ? " of logarithms" : ""} was estimated by maximum likelihood of a bivariate normal distribution censored at the limits of quantification, with ${options.intervalMethod === "profile" ? "profile-likelihood" : "Wald's"} intervals. ${testAndInterval(options)}`,
  "unit-conversion": ({ options }: ConvertUnitsResult["method"]) => {
    const masses = keysIn<string>(options.molarMasses).map((biomarker) => `${biomarker} ${options.molarMasses[biomarker] ?? 0} g/mol`);
    return `Values were converted to the declared units${masses.length === 0 ? "" : `, with molar masses of ${listed(masses)}`}.`;
  },
};

function changeText({ name, options }: ChangeResult["method"]): string {
  return `${name === "change-from-baseline" ? "Change" : "Percent change"} of ${options.measure} from ${options.from} to ${options.to}${inPopulation(options.population)} is the later value minus the earlier one${name === "change-from-baseline" ? "" : ", in per cent of the earlier one"}, in participants with both. ${quartiles(options.quantileType)}`;
}

/** The p-value of a signed-rank test is one or the other, and its result says which; without a result, the rule. */
interface TestedBiomarkerChange {
  readonly options: (BiomarkerChangeResult | CensoredBiomarkerChangeResult)["method"]["options"] & { readonly pValueMethod?: "exact" | "normal" | "auto" };
}

function biomarkerText({ options }: TestedBiomarkerChange): string {
  return `The ${scaleTexts[options.scale]} of ${options.biomarker} from ${options.from} to ${options.to}${inPopulation(options.population)} was estimated in each arm ${options.limits === "tobit" ? "by maximum likelihood of a bivariate normal distribution" : `and tested by the paired t test and by Wilcoxon's signed-rank test, with zero changes ranked and then left out (Pratt) and ${rankPValueText({ pValueMethod: options.pValueMethod ?? "auto", continuityCorrection: true })}`}.${limitsText(options.limits)} ${testAndInterval(options)} ${quartiles(options.quantileType)}`;
}

function quantityText(quantity: ResolvedBiomarkerQuantity): string {
  if ("of" in quantity) return quantity.of;
  const scale = quantity.scale === "log" ? "the logarithm of " : "";
  return "at" in quantity ? `${scale}${quantity.biomarker} at ${quantity.at}` : `the change of ${scale}${quantity.biomarker} from ${quantity.from} to ${quantity.to}`;
}

/** `from baseline to 6 months after baseline` */
function windowText({ start, end }: ResolvedWindow): string {
  const ends = end === "end-of-follow-up" ? "the end of follow-up" : end.map(boundText).join(" or ");
  return `from ${boundText(start)} to ${ends}${typeof end === "string" || end.length < 2 ? "" : ", whichever comes first"}`;
}

function boundText(bound: ResolvedBound): string {
  const anchor = bound.from.replace(/^dose:/u, "dose ");
  const offset = offsetText(bound);
  if (offset.startsWith("0 ")) return anchor;
  return offset.startsWith("-") ? `${offset.slice(1)} before ${anchor}` : `${offset} after ${anchor}`;
}

/** `window early`, `categories all and serious` */
function counted(noun: "window" | "category", names: readonly string[]): string {
  return `${names.length === 1 ? noun : { window: "windows", category: "categories" }[noun]} ${listed(names)}`;
}

function limitsText(limits: LimitRule | undefined): string {
  if (limits === undefined) return "";
  return limits === "tobit" ? " Values beyond the limits of quantification are censored there." : ` A value beyond a limit of quantification stands as ${limitTexts[limits]}.`;
}

const numericTests = { welch: "Welch's t test", student: "Student's t test", "rank-sum": "Wilcoxon's rank-sum test" } as const;

const categoricalTests = { pearson: "Pearson's χ² test", fisher: "Fisher's exact test", auto: "Pearson's χ² test, or Fisher's exact test where an expected count was below 5" } as const;

function policiesText({ deaths, missing, noLeadInDecline }: Required<ResponderPolicies>): string {
  return `Participants who died ${policyTexts[deaths]}; those without the values needed ${policyTexts[missing]}; those without a decline in the lead-in ${policyTexts[noLeadInDecline]}.`;
}

const scaleTexts = { raw: "change", log: "change of the logarithm", fold: "ratio after / before (analysed as logarithms)" } as const;

function panelTestText(test: "paired-t" | "signed-rank" | "tobit"): string {
  if (test === "paired-t") return "the paired t test";
  if (test === "tobit") return "the likelihood ratio of a censored bivariate normal distribution";
  return `Wilcoxon's signed-rank test, with ${rankPValueText({ pValueMethod: "auto", continuityCorrection: true })}`;
}

const correlations = { pearson: "Pearson's correlation", spearman: "Spearman's rank correlation", kendall: "Kendall's rank correlation" } as const;
