import type { CompareArmsResult } from "../comparison/compareArms.ts";
import type { CompareRespondersResult } from "../comparison/compareResponders.ts";
import type { BinomialTestResult } from "../inference/binomialTest.ts";
import type { CochranMantelHaenszelTestResult } from "../inference/cochranMantelHaenszelTest.ts";
import type { CompareEstimatesResult } from "../inference/compareEstimates.ts";
import type { CompareProportionsResult } from "../inference/compareProportions.ts";
import type { CompareRocCurvesResult } from "../inference/compareRocCurves.ts";
import type { CompareStratifiedProportionsResult } from "../inference/compareStratifiedProportions.ts";
import type { CorrelationResult } from "../inference/correlation.ts";
import type { FisherExactTestResult } from "../inference/fisherExactTest.ts";
import type { KruskalWallisTestResult } from "../inference/kruskalWallisTest.ts";
import type { McNemarTestResult } from "../inference/mcNemarTest.ts";
import type { PairedTTestResult } from "../inference/pairedTTest.ts";
import type { PearsonChiSquareTestResult } from "../inference/pearsonChiSquareTest.ts";
import type { ProportionResult } from "../inference/proportion.ts";
import type { QuantilesResult } from "../inference/quantiles.ts";
import type { RankCorrelationResult } from "../inference/rankCorrelation.ts";
import type { RankSumTestResult } from "../inference/rankSumTest.ts";
import type { RocCurveResult } from "../inference/rocCurve.ts";
import type { SignedRankTestResult } from "../inference/signedRankTest.ts";
import type { SignTestResult } from "../inference/signTest.ts";
import type { StudentTTestResult } from "../inference/studentTTest.ts";
import type { SummariseResult } from "../inference/summarise.ts";
import type { WelchTTestResult } from "../inference/welchTTest.ts";
import type { CrossoverBinaryTestResult } from "../crossover/crossoverBinaryTest.ts";
import type { ContrastResult } from "../model/contrast.ts";
import { degreesOfFreedomTexts, informationText, intervals, listed, quantityWords, quartiles, rankPValueText, riskDifferenceTexts, sidedInBrackets, testAndInterval } from "./methodsPhrases.ts";
import { levelText } from "./tableFigures.ts";

/** Methods sections of tests and estimates on numbers, by the names of the methods. */
export const inferenceMethods = {
  summary: ({ options }: SummariseResult["method"]) => `Values are described by n, mean, standard deviation, median, quartiles and range. ${quartiles(options.quantileType)}`,
  quantiles: ({ options }: QuantilesResult["method"]) => `Quantiles at ${listed(options.probabilities)} are those of Hyndman and Fan's definition ${options.quantileType}.`,
  "student-t-test": ({ options }: StudentTTestResult["method"] | CompareArmsResult["method"]) =>
    `${meansCompared(options)} by Student's t test with a pooled variance. ${testAndInterval(options)}`,
  "welch-t-test": ({ options }: WelchTTestResult["method"] | CompareArmsResult["method"]) =>
    `${meansCompared(options)} by Welch's t test, with a variance for each group and Welch–Satterthwaite degrees of freedom. ${testAndInterval(options)}`,
  "paired-t-test": ({ options }: PairedTTestResult["method"]) => `Paired values were compared by the paired t test. ${testAndInterval(options)}`,
  "rank-sum-test": ({ options }: RankSumTestResult["method"]) =>
    `Two groups were compared by Wilcoxon's rank-sum test (Mann–Whitney), with midranks for ties and ${rankPValueText(options)}; the shift between them is Hodges and Lehmann's estimate. ${testAndInterval(options)}`,
  "signed-rank-test": ({ options }: SignedRankTestResult["method"]) =>
    `Paired values were compared by Wilcoxon's signed-rank test, with midranks for ties, ${options.zeros === "pratt" ? "zero differences ranked and then left out (Pratt)" : "zero differences left out before ranking"} and ${rankPValueText(options)}; the location is Hodges and Lehmann's estimate. ${testAndInterval(options)}`,
  "sign-test": ({ options }: SignTestResult["method"]) => `Paired values were compared by the exact sign test, without zero differences. ${testAndInterval(options)}`,
  "kruskal-wallis-test": ({ options }: KruskalWallisTestResult["method"]) => `Groups were compared by the Kruskal–Wallis test, corrected for ties, with ${kruskalWallisPValues[options.pValueMethod]}.`,
  "wald-z-test": ({ options }: CompareEstimatesResult["method"]) => `Independent estimates were compared by Wald's z test. ${testAndInterval(options)}`,
  "wald-t-test": ({ options }: CompareEstimatesResult["method"] | ContrastResult["method"]) =>
    "degreesOfFreedomMethod" in options
      ? `A combination of the model's coefficients was tested by Wald's t test, with ${degreesOfFreedomTexts[options.degreesOfFreedomMethod]}${informationText(options)}. The test was two-sided. ${intervals(options.level)}`
      : `Independent estimates were compared by Wald's t test${options.degreesOfFreedom === undefined ? "" : ` with ${options.degreesOfFreedom} degrees of freedom`}. ${testAndInterval(options)}`,
  "pearson-chi-square-test": ({ options }: PearsonChiSquareTestResult["method"]) =>
    `Counts were compared by Pearson's χ² test ${options.continuityCorrection ? "with Yates's" : "without"} continuity correction.`,
  "fisher-exact-test": ({ options }: FisherExactTestResult["method"]) =>
    `Counts were compared by Fisher's exact test (${sidedInBrackets(options.alternative)}); for two by two tables the odds ratio is the conditional estimate, with an exact ${levelText(options.level)} confidence interval.`,
  "mcnemar-test": ({ options }: McNemarTestResult["method"] | CrossoverBinaryTestResult["method"]) =>
    "treatment" in options
      ? `The treatments ${options.treatment} and ${options.control} were compared within participants by McNemar's test, with ${options.pValueMethod === "exact" ? "exact p-values" : "the χ² approximation without continuity correction"}. ${testAndInterval(options)}`
      : `Paired proportions were compared by McNemar's test, with ${mcNemarPValue(options)}. ${testAndInterval(options)}`,
  "cochran-mantel-haenszel-test": ({ options }: CochranMantelHaenszelTestResult["method"]) =>
    `Stratified two by two tables were compared by the Cochran–Mantel–Haenszel test ${options.continuityCorrection ? "with" : "without"} continuity correction; the common odds ratio is Mantel and Haenszel's estimate. ${testAndInterval(options)}`,
  wilson: proportionText,
  "clopper-pearson": proportionText,
  "agresti-coull": proportionText,
  jeffreys: proportionText,
  wald: proportionText,
  "binomial-test": ({ options }: BinomialTestResult["method"]) =>
    `A proportion was compared with ${options.probability} by the exact binomial test, with Clopper and Pearson's interval. ${testAndInterval(options)}`,
  "two-proportions": ({ options }: CompareProportionsResult["method"] | CompareRespondersResult["method"]) =>
    `Proportions ${"treatment" in options ? `of ${options.treatment} and ${options.control} ` : ""}were compared ${proportionTests[options.test]} (two-sided); the interval of the risk difference is by ${riskDifferenceTexts[options.intervalMethod]}. Events count as ${options.events}, which decides the direction of the number needed to treat. ${intervals(options.level)}`,
  "stratified-proportions": ({ options }: CompareStratifiedProportionsResult["method"]) =>
    `Stratified proportions were compared by the difference of risks with Mantel–Haenszel weights and Miettinen and Nurminen's score interval at a level of ${levelText(options.level)}.`,
  "pearson-correlation": ({ options }: CorrelationResult["method"]) => `Pearson's correlation was estimated, with Fisher's z transformation for its interval. ${testAndInterval(options)}`,
  "spearman-correlation": ({ options }: TestedRankCorrelation) => `Spearman's rank correlation was estimated, with ${rankCorrelationPValue(options)}${correlationIntervals[options.intervalMethod]}. ${testAndInterval(options)}`,
  "kendall-correlation": ({ options }: TestedRankCorrelation) => `Kendall's rank correlation τ-b was estimated, with ${rankCorrelationPValue(options)}${correlationIntervals[options.intervalMethod]}. ${testAndInterval(options)}`,
  "roc-curve": ({ options }: RocCurveResult["method"]) =>
    `The receiver operating characteristic curve takes ${options.direction === "higher-is-positive" ? "high" : "low"} values as positive${options.paired ? ", from pairs" : ""}; the variance of the area is DeLong's${options.partial === undefined ? "" : ", and the area is partial"}, with the interval on the ${options.intervalMethod} scale. ${intervals(options.level)}`,
  "delong-test": ({ options }: CompareRocCurvesResult["method"]) =>
    `Areas under two ${options.design} receiver operating characteristic curves were compared by DeLong's test. ${testAndInterval(options)}`,
};

function meansCompared(options: StudentTTestResult["method"]["options"] | CompareArmsResult["method"]["options"]): string {
  return "of" in options ? `The mean ${quantityWords(options.of)} was compared between ${options.treatment} and ${options.control}` : "The means of two groups were compared";
}

/** A rank correlation has no choice of a p-value: its result says which it was. */
interface TestedRankCorrelation {
  readonly options: RankCorrelationResult["method"]["options"] & { readonly pValueMethod?: RankCorrelationResult["pValueMethodUsed"] };
}

function rankCorrelationPValue({ pValueMethod }: TestedRankCorrelation["options"]): string {
  return pValueMethod === undefined ? "" : `${rankCorrelationPValues[pValueMethod]} and `;
}

function mcNemarPValue({ pValueMethod, continuityCorrection }: McNemarTestResult["method"]["options"]): string {
  const normal = `the χ² approximation ${continuityCorrection ? "with" : "without"} continuity correction`;
  return { auto: `exact p-values where discordant pairs are few, or else ${normal}`, exact: "exact p-values", "mid-p": "mid-p values", normal }[pValueMethod];
}

function proportionText({ options }: ProportionResult["method"]): string {
  return `Proportions have ${levelText(options.level)} confidence intervals by ${proportionIntervals[options.intervalMethod]} method.`;
}

const proportionIntervals = { wilson: "Wilson's score", "clopper-pearson": "Clopper and Pearson's exact", "agresti-coull": "Agresti and Coull's", jeffreys: "Jeffreys's", wald: "Wald's" } as const;

const kruskalWallisPValues = { auto: "exact p-values where samples are small, or else the χ² approximation", exact: "exact p-values", "chi-square": "the χ² approximation" } as const;

const rankCorrelationPValues = { exact: "an exact p-value", "student-t": "a p-value from Student's t", normal: "a p-value from the normal distribution" } as const;

const correlationIntervals = { "bonett-wright": "Bonett and Wright's interval", fieller: "Fieller, Hartley and Pearson's interval" } as const;

const proportionTests = {
  auto: "by Pearson's χ² test without correction, or by Fisher's exact test where an expected count was below 5",
  pearson: "by Pearson's χ² test without correction",
  fisher: "by Fisher's exact test",
} as const;
