import type { AssignVisitsResult } from "../calendar/assignVisits.ts";
import type { DurationResult } from "../calendar/durationBetween.ts";
import type { ImputeDatesResult } from "../calendar/imputeDates.ts";
import type { TreatmentEmergenceResult } from "../calendar/treatmentEmergence.ts";
import type { CompareCrossoverResult } from "../crossover/compareCrossover.ts";
import type { CrossoverBinaryTestResult } from "../crossover/crossoverBinaryTest.ts";
import type { CrossoverChangeResult } from "../crossover/crossoverChange.ts";
import type { CrossoverMixedModelResult } from "../crossover/crossoverMixedModel.ts";
import type { CrossoverRankTestResult } from "../crossover/crossoverRankTest.ts";
import type { CrossoverTTestResult } from "../crossover/crossoverTTest.ts";
import type { CycleRespondersResult, ImprovementRange } from "../cycles/cycleResponders.ts";
import type { CycleSlopesResult } from "../cycles/CycleSlopesResult.ts";
import type { DeriveMeasuresResult } from "../expressions/deriveMeasures.ts";
import type { SensitivityResult } from "../sensitivity/sensitivity.ts";
import { degreesOfFreedomTexts, inPopulation, intervals, listed, offsetText, policyTexts, quantityWords, quartiles, rankPValueText, sided, slopeTexts, testAndInterval, timeAxis } from "./methodsPhrases.ts";
import { keysIn } from "./tableArms.ts";

type Compared = CompareCrossoverResult["method"]["options"];

/** Methods sections of dates, treatment cycles and cross-over trials. */
export const courseMethods = {
  "calendar-duration": ({ options }: DurationResult["method"]) => `Durations are in ${options.unit}s${"convention" in options ? conventionTexts[options.convention][options.unit] : ""}, the last day ${options.end === "inclusive" ? "included" : "not included"}.`,
  "visit-windows": ({ options }: AssignVisitsResult["method"]) =>
    `Assessments were assigned to visits by ${windowTexts[options.windows]}${options.within === undefined ? "" : `, within ${options.within} days`}; of several the ${options.several} counts, of two as close the ${options.ties}. ${
      options.baseline === "window" ? "Baseline is that of its window." : "Baseline is the last assessment before treatment."
    } Visits as recorded were ${options.recordedVisits === "keep" ? "kept" : "ignored"}. A month is ${options.daysPerMonth} days.`,
  "date-imputation": ({ options }: ImputeDatesResult["method"]) =>
    `A partial date stands for its ${options.rule} day; where the year is unknown the date ${options.unknownYear === "leave" ? "was left open" : "was bounded by others"}.`,
  "treatment-emergence": ({ options }: TreatmentEmergenceResult["method"]) =>
    `Adverse events that started after the first dose${options.daysAfterLastDose === null ? "" : `, and up to ${options.daysAfterLastDose} days after the last one,`} are treatment-emergent; those present before ${options.preexisting === "worsened" ? "are so where they worsened" : "are not"}.`,
  "crossover-t-test": ({ options }: CrossoverTTestResult["method"] | CompareCrossoverResult["method"]) =>
    `${crossed(options)} within participants by the t test of the cross-over design${"test" in options && options.test === "welch" ? ", with a variance for each sequence" : ", with one variance for the sequences"}. ${testAndInterval(options)}`,
  "first-period-t-test": ({ options }: CrossoverTTestResult["method"] | CompareCrossoverResult["method"]) =>
    `${crossed(options)} in the first period alone, by ${options.test === "welch" ? "Welch" : "Student"}'s t test. ${testAndInterval(options)}`,
  "crossover-rank-test": ({ options }: CrossoverRankTestResult["method"] | CompareCrossoverResult["method"]) =>
    `${crossed(options)} within participants by rank-sum tests of the cross-over design, with ${rankPValueText({ pValueMethod: "auto", continuityCorrection: true, ...options })}. ${testAndInterval(options)}`,
  "first-period-rank-test": ({ options }: CrossoverRankTestResult["method"]) =>
    `${crossed(options)} in the first period alone, by Wilcoxon's rank-sum test, with ${rankPValueText(options)}. ${testAndInterval(options)}`,
  "crossover-mixed-model": ({ options }: CrossoverMixedModelResult["method"] | CompareCrossoverResult["method"]) =>
    "sequences" in options
      ? `${crossed(options)} by a linear mixed model with treatment, period${options.sequences === "fixed" ? ", sequence" : ""} and a random intercept for participants, and ${degreesOfFreedomTexts[options.degreesOfFreedomMethod]}. The test was two-sided. ${intervals(options.level)}`
      : `${crossed(options)} by a linear mixed model with treatment, period, sequence and a random intercept for participants. ${testAndInterval(options)}`,
  "prescott-test": binary,
  "mainland-gart-test": binary,
  "crossover-change": ({ options }: CrossoverChangeResult["method"]) =>
    `Change of ${options.measure}${inPopulation(options.population)} was computed in each period (${listed(options.periods.map(({ from, to }) => `${from} to ${to}`))}). ${quartiles(options.quantileType)}`,
  "cycle-slopes": ({ options }: CycleSlopesResult["method"]) =>
    `Slopes of ${options.measure}${inPopulation(options.population)} were computed for each treatment cycle ${slopeTexts[options.method]} and set against ${options.against === "lead-in" ? "the lead-in" : "the cycle before"}; the value at a dose is the ${
      options.atDose === "nearest" ? "nearest" : "last before"
    } (at most ${offsetText(options.window.before)} before and ${offsetText(options.window.after)} after it), the last cycle is of ${offsetText(options.lastCycle)}, and a cycle ${options.closing === "at-end" ? "closes with a value at its end" : "closes with its last value"}. Participants who were never dosed are ${
      options.neverDosed === "excluded" ? "excluded" : "taken as one course"
    }. ${timeAxis(options)} ${quartiles(options.quantileType)} Tests are ${sided(options.alternative)}. ${intervals(options.level)}`,
  "cycle-responders": ({ options }: CycleRespondersResult["method"]) =>
    `Participants who had the dose were classed by ${options.of === "percentImprovement" ? "percent improvement" : "improvement"} of the slope: ${keysIn<string>(options.classes)
      .map((name) => `${name} ${rangeText(options.classes[name] ?? {})}`)
      .join("; ")}. Those who died ${policyTexts[options.deaths]}; those without a slope ${policyTexts[options.missing]}; those without a decline in the lead-in ${policyTexts[options.noLeadInDecline]}.`,
  sensitivity: ({ options }: SensitivityResult["method"]) =>
    `The analysis was repeated under every combination of the choices left open (${keysIn<string>(options.conventions)
      .map((name) => `${name}: ${listed((options.conventions[name] ?? []).map(String), "or")}`)
      .join("; ")}); p-values below ${options.significanceLevel} are counted.`,
  "derived-measures": ({ options }: DeriveMeasuresResult["method"]) =>
    `Derived measures: ${keysIn<string>(options.expressions).map((measure) => `${measure} = ${options.expressions[measure] ?? ""}`).join("; ")}.`,
};

function crossed(options: { readonly treatment: string; readonly control: string } & Partial<Pick<Compared, "of">>): string {
  return `The treatments ${options.treatment} and ${options.control} were compared${options.of === undefined ? "" : ` in ${quantityWords(options.of)}`}`;
}

function binary({ name, options }: CrossoverBinaryTestResult["method"]): string {
  const test = name === "prescott-test" ? "Prescott's test" : "Mainland and Gart's test";
  return `${crossed(options)} within participants by ${test}, with ${options.pValueMethod === "exact" ? "exact p-values" : "the normal approximation without continuity correction"}. ${testAndInterval(options)}`;
}

function rangeText({ atLeast, moreThan, atMost, lessThan }: ImprovementRange): string {
  const bounds = [["at least", atLeast], ["more than", moreThan], ["at most", atMost], ["less than", lessThan]] as const;
  return listed(bounds.flatMap(([words, bound]) => (bound === undefined ? [] : [`${words} ${bound}`])));
}

const conventionTexts = {
  julian: { month: " of 30.4375 days", year: " of 365.25 days" },
  "thirty-day": { month: " of 30 days", year: " of 360 days" },
  calendar: { month: " of the calendar, with fractions", year: " of the calendar, with fractions" },
  completed: { month: " of the calendar, completed ones alone", year: " of the calendar, completed ones alone" },
  boundaries: { month: ", counted by how often one began", year: ", counted by how often one began" },
} as const;

const windowTexts = { declared: "the windows declared", midpoint: "windows that meet midway between visits", closest: "the closest planned visit" } as const;
