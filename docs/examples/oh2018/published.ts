/**
 * Every figure of Oh et al. 2018 that the demonstration needs, copied from the paper as printed.
 *
 * Oh KW, Noh MY, Kwon MS, et al. Repeated intrathecal mesenchymal stem cells for amyotrophic lateral sclerosis.
 * Ann Neurol 2018;84:361-373, doi 10.1002/ana.25302; NCT01363401. Treatment: bone-marrow mesenchymal stem cells (MSC) and riluzole;
 * control: riluzole.
 *
 * Text is a figure as printed; a number is a count, or a value that the comment beside it derives.
 */
import type { PublishedTable } from "trialwise";

const source = "Oh et al. 2018, Ann Neurol 84:361-373, doi 10.1002/ana.25302";

/** Table 1: the full analysis set, MSC 32 and control 27. */
export const table1 = {
  title: "Table 1. Baseline characteristics",
  source: `${source}, Table 1`,
  rows: [
    {
      kind: "proportions",
      id: "male",
      label: "Male",
      treatment: { events: 18, n: 32, percent: "56" },
      control: { events: 11, n: 27, percent: "41" },
      printed: { pValue: "0.235" },
    },
    {
      kind: "proportions",
      id: "female",
      label: "Female",
      treatment: { events: 14, n: 32, percent: "44" },
      control: { events: 16, n: 27, percent: "59" },
    },
    {
      kind: "means",
      id: "age",
      label: "Age at screening, yr",
      treatment: { n: 32, mean: "53.7", standardDeviation: "7.7" },
      control: { n: 27, mean: "52.5", standardDeviation: "9.4" },
      printed: { pValue: "0.598" },
    },
    {
      kind: "means",
      id: "symptomDuration",
      label: "Duration of symptoms, mo",
      treatment: { n: 32, mean: "22.4", standardDeviation: "10.6" },
      control: { n: 27, mean: "24.0", standardDeviation: "11.5" },
      printed: { pValue: "0.581" },
    },
    {
      kind: "means",
      id: "diagnosisToBaseline",
      label: "Diagnosis to baseline, mo",
      treatment: { n: 32, mean: "11.7", standardDeviation: "8.8" },
      control: { n: 27, mean: "10.8", standardDeviation: "6.9" },
      printed: { pValue: "0.667" },
    },
    {
      kind: "proportions",
      id: "limbOnset",
      label: "Limb onset",
      treatment: { events: 23, n: 32, percent: "72" },
      control: { events: 21, n: 27, percent: "78" },
      printed: { pValue: "0.604" },
    },
    {
      kind: "proportions",
      id: "bulbarOnset",
      label: "Bulbar onset",
      treatment: { events: 9, n: 32, percent: "28" },
      control: { events: 6, n: 27, percent: "22" },
    },
    {
      kind: "proportions",
      id: "familyHistory",
      label: "Family history of ALS",
      treatment: { events: 0, n: 32, percent: "0" },
      control: { events: 0, n: 27, percent: "0" },
    },
    {
      kind: "means",
      id: "alsfrsrBaseline",
      label: "ALSFRS-R at baseline",
      treatment: { n: 32, mean: "35.5", standardDeviation: "4.2" },
      control: { n: 27, mean: "34.7", standardDeviation: "5.5" },
      printed: { pValue: "0.538" },
    },
    {
      kind: "means",
      id: "aalsBaseline",
      label: "AALS at baseline",
      treatment: { n: 32, mean: "80.8", standardDeviation: "17.4" },
      control: { n: 27, mean: "89.2", standardDeviation: "23.8" },
      printed: { pValue: "0.124" },
    },
    {
      kind: "means",
      id: "fvcBaseline",
      label: "FVC at baseline, %",
      treatment: { n: 32, mean: "73.1", standardDeviation: "21.1" },
      control: { n: 27, mean: "71.3", standardDeviation: "16.1" },
      printed: { pValue: "0.727" },
    },
    {
      kind: "means",
      id: "sf36Baseline",
      label: "SF-36 at baseline",
      treatment: { n: 32, mean: "42.4", standardDeviation: "14.8" },
      control: { n: 27, mean: "41.8", standardDeviation: "17.2" },
      printed: { pValue: "0.893" },
    },
    {
      kind: "means",
      id: "alsfrsrLeadInSlope",
      label: "ALSFRS-R slope, lead-in, /mo",
      treatment: { n: 32, mean: "-1.55", standardDeviation: "1.21" },
      control: { n: 27, mean: "-1.20", standardDeviation: "1.35" },
      printed: { pValue: "0.294" },
    },
    {
      kind: "means",
      id: "aalsLeadInSlope",
      label: "AALS slope, lead-in, /mo",
      treatment: { n: 32, mean: "4.21", standardDeviation: "2.98" },
      control: { n: 27, mean: "4.47", standardDeviation: "3.60" },
      printed: { pValue: "0.759" },
    },
    {
      kind: "means",
      id: "fvcLeadInSlope",
      label: "FVC slope, lead-in, %/mo",
      treatment: { n: 32, mean: "-1.39", standardDeviation: "2.33" },
      control: { n: 27, mean: "-1.89", standardDeviation: "3.04" },
      printed: { pValue: "0.493" },
    },
    {
      kind: "proportions",
      id: "riluzole",
      label: "Concomitant riluzole",
      treatment: { events: 32, n: 32, percent: "100" },
      control: { events: 27, n: 27, percent: "100" },
    },
  ],
} as const satisfies PublishedTable;

/** Table 3, upper part: outcomes, mean (SD) by arm and MSC − control. */
export const table3 = {
  title: "Table 3. Outcomes, MSC minus control",
  source: `${source}, Table 3`,
  rows: [
    {
      kind: "means",
      id: "alsfrsrChange4",
      label: "ALSFRS-R change, 4 mo (primary)",
      treatment: { n: 32, mean: "-1.69", standardDeviation: "2.51" },
      control: { n: 27, mean: "-4.67", standardDeviation: "3.25" },
      printed: { difference: "2.98", standardError: "0.75", interval: { lower: "1.48", upper: "4.47" }, pValue: "<0.001" },
    },
    {
      kind: "means",
      id: "alsfrsrChange6",
      label: "ALSFRS-R change, 6 mo (primary)",
      treatment: { n: 31, mean: "-3.10", standardDeviation: "3.51" },
      control: { n: 25, mean: "-6.48", standardDeviation: "4.53" },
      printed: { difference: "3.38", standardError: "1.07", interval: { lower: "1.23", upper: "5.54" }, pValue: "0.003" },
    },
    {
      kind: "means",
      id: "alsfrsrSlopeChange4",
      label: "ALSFRS-R slope change, 4 mo",
      treatment: { n: 32, mean: "1.13", standardDeviation: "1.33" },
      control: { n: 27, mean: "0.03", standardDeviation: "1.33" },
      printed: { difference: "1.10", standardError: "0.35", interval: { lower: "0.40", upper: "1.79" }, pValue: "0.003" },
    },
    {
      kind: "means",
      id: "alsfrsrSlopeChange6",
      label: "ALSFRS-R slope change, 6 mo",
      treatment: { n: 32, mean: "1.08", standardDeviation: "1.34" },
      control: { n: 25, mean: "0.16", standardDeviation: "1.46" },
      printed: { difference: "0.92", standardError: "0.38", interval: { lower: "0.16", upper: "1.67" }, pValue: "0.018" },
    },
    {
      kind: "means",
      id: "aalsChange4",
      label: "AALS change, 4 mo",
      treatment: { n: 32, mean: "10.44", standardDeviation: "9.24" },
      control: { n: 25, mean: "17.96", standardDeviation: "11.78" },
      printed: { difference: "-7.18", standardError: "2.76", interval: { lower: "-12.71", upper: "-1.64" }, pValue: "0.009" },
    },
    {
      kind: "means",
      id: "aalsSlopeChange4",
      label: "AALS slope change, 4 mo",
      treatment: { n: 31, mean: "-1.51", standardDeviation: "3.52" },
      control: { n: 25, mean: "0.29", standardDeviation: "5.06" },
      printed: { difference: "-1.80", standardError: "1.14", interval: { lower: "-4.08", upper: "0.48" }, pValue: "0.119" },
    },
    {
      kind: "means",
      id: "fvcChange4",
      label: "FVC % change, 4 mo",
      treatment: { n: 31, mean: "-11.28", standardDeviation: "10.06" },
      control: { n: 25, mean: "-10.75", standardDeviation: "8.40" },
      printed: { difference: "-0.53", standardError: "2.52", interval: { lower: "-5.58", upper: "4.51" }, pValue: "0.833" },
    },
    {
      kind: "means",
      id: "fvcSlopeChange4",
      label: "FVC % slope change, 4 mo",
      treatment: { n: 31, mean: "-1.54", standardDeviation: "3.38" },
      control: { n: 25, mean: "-0.80", standardDeviation: "3.18" },
      printed: { difference: "-0.74", standardError: "0.89", interval: { lower: "-2.52", upper: "1.03" }, pValue: "0.406" },
    },
    {
      kind: "means",
      id: "sf36Change4",
      label: "SF-36 change, 4 mo",
      treatment: { n: 32, mean: "-9.06", standardDeviation: "12.83" },
      control: { n: 25, mean: "-11.83", standardDeviation: "11.28" },
      printed: { difference: "2.78", standardError: "12.18", interval: { lower: "-3.74", upper: "9.29" }, pValue: "0.397" },
    },
  ],
} as const satisfies PublishedTable;

/** The printed difference and standard error of the AALS change give a p-value of their own: 32 + 25 − 2 degrees of freedom. */
export const aalsFromPrintedDifference = {
  title: "Table 3. AALS change, from the printed difference and standard error",
  source: `${source}, Table 3`,
  rows: [
    {
      kind: "estimate",
      id: "aalsChange4FromDifference",
      label: "AALS change, 4 mo",
      estimate: "-7.18",
      standardError: "2.76",
      degreesOfFreedom: 55,
      printed: { interval: { lower: "-12.71", upper: "-1.64" }, pValue: "0.009" },
    },
  ],
} as const satisfies PublishedTable;

/**
 * Table 3 once more, from whole-number totals. ALSFRS-R and AALS are whole numbers, so a printed mean and SD of known n stand for
 * few totals S and sums of squares Q; where there is but one pair, mean and SD are known exactly. Lead-in totals (V1 to V5, 3 months)
 * follow in the same way from the printed lead-in slopes. Every derived number stands beside its S, Q and n.
 */
export const table3WholeNumbers = {
  title: "Table 3. Rows from whole-number totals",
  source: `${source}, Tables 1 and 3; totals reconstructed`,
  rows: [
    {
      kind: "means",
      id: "alsfrsrChange4",
      label: "ALSFRS-R change, 4 mo (-54, -126)",
      treatment: { n: 32, mean: -54 / 32, standardDeviation: Math.sqrt((286 - 54 ** 2 / 32) / 31) },
      control: { n: 27, mean: -126 / 27, standardDeviation: Math.sqrt((862 - 126 ** 2 / 27) / 26) },
      printed: { difference: "2.98", standardError: "0.75", interval: { lower: "1.48", upper: "4.47" }, pValue: "<0.001" },
    },
    {
      kind: "means",
      id: "alsfrsrChange6",
      label: "ALSFRS-R change, 6 mo (-96, -162)",
      treatment: { n: 31, mean: -96 / 31, standardDeviation: Math.sqrt((666 - 96 ** 2 / 31) / 30) },
      control: { n: 25, mean: -162 / 25, standardDeviation: Math.sqrt((1542 - 162 ** 2 / 25) / 24) },
      printed: { difference: "3.38", standardError: "1.07", interval: { lower: "1.23", upper: "5.54" }, pValue: "0.003" },
    },
    {
      kind: "means",
      id: "alsfrsrSlopeChange4",
      label: "ALSFRS-R slope change, 4 mo (-149, -97)",
      treatment: { n: 32, mean: -54 / 32 / 4 + 149 / 32 / 3, standardDeviation: "1.33" },
      control: { n: 27, mean: -126 / 27 / 4 + 97 / 27 / 3, standardDeviation: "1.33" },
      printed: { difference: "1.10", standardError: "0.35", interval: { lower: "0.40", upper: "1.79" }, pValue: "0.003" },
    },
    {
      kind: "means",
      id: "alsfrsrSlopeChange6",
      label: "ALSFRS-R slope change, 6 mo (-148, -93)",
      treatment: { n: 31, mean: -96 / 31 / 6 + 148 / 31 / 3, standardDeviation: "1.34" },
      control: { n: 25, mean: -162 / 25 / 6 + 93 / 25 / 3, standardDeviation: "1.46" },
      printed: { difference: "0.92", standardError: "0.38", interval: { lower: "0.16", upper: "1.67" }, pValue: "0.018" },
    },
    {
      kind: "means",
      id: "aalsSlopeChange4",
      label: "AALS slope change, 4 mo (404, 315)",
      treatment: { n: 32, mean: 345 / 32 / 4 - 404 / 32 / 3, standardDeviation: "3.52" },
      control: { n: 25, mean: 449 / 25 / 4 - 315 / 25 / 3, standardDeviation: "5.06" },
      printed: { difference: "-1.80", standardError: "1.14", interval: { lower: "-4.08", upper: "0.48" }, pValue: "0.119" },
    },
  ],
} as const satisfies PublishedTable;

/** Table 3, lower part: responders by improvement of the ALSFRS-R slope, of the 32 and 27 of the full analysis set. */
export const responders = {
  title: "Table 3. Responders by improvement of the ALSFRS-R slope",
  source: `${source}, Table 3`,
  rows: [
    {
      kind: "proportions",
      id: "below50At4",
      label: "< 50 % (poor), 4 mo",
      treatment: { events: 10, n: 32, percent: "31" },
      control: { events: 22, n: 27, percent: "82" },
      printed: { pValue: "<0.001" },
    },
    {
      kind: "proportions",
      id: "atLeast50At4",
      label: "≥ 50 % (good), 4 mo",
      treatment: { events: 22, n: 32, percent: "69" },
      control: { events: 5, n: 27, percent: "19" },
      printed: { pValue: "<0.001" },
    },
    {
      kind: "proportions",
      id: "atLeast75At4",
      label: "≥ 75 %, 4 mo",
      treatment: { events: 18, n: 32, percent: "56" },
      control: { events: 2, n: 27, percent: "7" },
      printed: { pValue: "<0.001" },
    },
    {
      kind: "proportions",
      id: "atLeast100At4",
      label: "≥ 100 %, 4 mo",
      treatment: { events: 13, n: 32, percent: "41" },
      control: { events: 1, n: 27, percent: "4" },
      printed: { pValue: "0.001" },
    },
    {
      kind: "proportions",
      id: "below50At6",
      label: "< 50 % (poor), 6 mo",
      treatment: { events: 12, n: 32, percent: "38" },
      control: { events: 21, n: 27, percent: "78" },
      printed: { pValue: "0.002" },
    },
    {
      kind: "proportions",
      id: "atLeast50At6",
      label: "≥ 50 % (good), 6 mo",
      treatment: { events: 20, n: 32, percent: "63" },
      control: { events: 6, n: 27, percent: "22" },
      printed: { pValue: "0.002" },
    },
    {
      kind: "proportions",
      id: "atLeast75At6",
      label: "≥ 75 %, 6 mo",
      treatment: { events: 17, n: 32, percent: "53" },
      control: { events: 3, n: 27, percent: "11" },
      printed: { pValue: "0.001" },
    },
    {
      kind: "proportions",
      id: "atLeast100At6",
      label: "≥ 100 %, 6 mo",
      treatment: { events: 8, n: 32, percent: "25" },
      control: { events: 1, n: 27, percent: "4" },
      printed: { pValue: "0.031" },
    },
  ],
} as const satisfies PublishedTable;

/** The running text repeats the 4-month comparison of good responders, with another p-value. */
export const respondersInText = {
  title: "Text. Good responders at 4 months",
  source: `${source}, Results`,
  rows: [
    {
      kind: "proportions",
      id: "atLeast50At4InText",
      label: "≥ 50 % (good), 4 mo",
      treatment: { events: 22, n: 32, percent: "69" },
      control: { events: 5, n: 27, percent: "19" },
      printed: { pValue: "0.002" },
    },
  ],
} as const satisfies PublishedTable;

/** Participants with any adverse event, of all 33 and 31 randomised. */
export const adverseEventIncidence = {
  title: "Text. Participants with an adverse event",
  source: `${source}, Results`,
  rows: [
    {
      kind: "proportions",
      id: "anyAt4",
      label: "Any adverse event, 4 mo",
      treatment: { events: 20, n: 33, percent: "61" },
      control: { events: 22, n: 31, percent: "71" },
      printed: { pValue: "0.383" },
    },
    {
      kind: "proportions",
      id: "anyAt6",
      label: "Any adverse event, 6 mo",
      treatment: { events: 21, n: 33, percent: "64" },
      control: { events: 23, n: 31, percent: "74" },
      printed: { pValue: "0.363" },
    },
  ],
} as const satisfies PublishedTable;

/**
 * Change of TGF-β1 against change of MCP-1 in cerebrospinal fluid. The paper prints R² and p; n and the one-sided alternative are
 * inferred: they reproduce the four p-values, and 20 + 8 and 18 + 10 both are the 28 participants with cerebrospinal fluid measured.
 */
export const correlations = {
  title: "Text. Correlation of TGF-β1 and MCP-1 changes in CSF",
  source: `${source}, Results`,
  rows: [
    {
      kind: "correlation",
      id: "goodAt4",
      label: "Good responders, 4 mo",
      n: 20,
      rSquared: "0.259",
      direction: "negative",
      alternative: "less",
      printed: { pValue: "0.011" },
    },
    {
      kind: "correlation",
      id: "goodAt6",
      label: "Good responders, 6 mo",
      n: 18,
      rSquared: "0.259",
      direction: "negative",
      alternative: "less",
      printed: { pValue: "0.016" },
    },
    {
      kind: "correlation",
      id: "poorAt4",
      label: "Poor responders, 4 mo",
      n: 8,
      rSquared: "0.062",
      direction: "negative",
      alternative: "less",
      printed: { pValue: "0.276" },
    },
    {
      kind: "correlation",
      id: "poorAt6",
      label: "Poor responders, 6 mo",
      n: 10,
      rSquared: "0.102",
      direction: "negative",
      alternative: "less",
      printed: { pValue: "0.185" },
    },
  ],
} as const satisfies PublishedTable;

/** Piecewise linear mixed model: ALSFRS-R slopes per month after baseline (SE). The degrees of freedom are not printed: 59 − 2 here. */
export const mixedModel = {
  title: "Text. Mixed model: ALSFRS-R slope, baseline to 6 months",
  source: `${source}, Results`,
  rows: [
    {
      kind: "estimates",
      id: "slopeAfterBaseline",
      label: "ALSFRS-R slope, points/mo",
      treatment: { estimate: "-0.55", standardError: "0.11" },
      control: { estimate: "-1.13", standardError: "0.15" },
      degreesOfFreedom: 57,
      printed: { pValue: "0.003" },
    },
  ],
} as const satisfies PublishedTable;

/** The sample size statement. The standard deviation comes from an earlier trial and is not printed; 3 is assumed here. */
export const sampleSizeStatement = {
  source: `${source}, Methods`,
  difference: 2.28,
  power: 0.8,
  oneSidedError: 0.025,
  dropout: 0.1,
  perArm: "32",
  /** "(≥43 %)": the difference as a share of the decline expected in the control arm. */
  percentOfDecline: 43,
  assumedStandardDeviation: 3,
};

/** Slopes are changes over nominal months: 3 before baseline, 4 and 6 after it. Footnotes a and b say lead-in minus follow-up. */
export const slopeChangeFootnotes = {
  title: "Table 3, footnotes a and b. Slope change as lead-in minus follow-up",
  source: `${source}, Tables 1 and 3`,
  rows: [
    {
      kind: "slope-change",
      id: "alsfrsr4Treatment",
      label: "ALSFRS-R, 4 mo, MSC",
      leadInSlope: "-1.55",
      change: "-1.69",
      followUp: 4,
      printed: { slopeChange: "1.13" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "alsfrsr4Control",
      label: "ALSFRS-R, 4 mo, control",
      leadInSlope: "-1.20",
      change: "-4.67",
      followUp: 4,
      printed: { slopeChange: "0.03" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "alsfrsr6Treatment",
      label: "ALSFRS-R, 6 mo, MSC",
      leadInSlope: "-1.55",
      change: "-3.10",
      followUp: 6,
      printed: { slopeChange: "1.08" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "alsfrsr6Control",
      label: "ALSFRS-R, 6 mo, control",
      leadInSlope: "-1.20",
      change: "-6.48",
      followUp: 6,
      printed: { slopeChange: "0.16" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "aals4Treatment",
      label: "AALS, 4 mo, MSC",
      leadInSlope: "4.21",
      change: "10.44",
      followUp: 4,
      printed: { slopeChange: "-1.51" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "aals4Control",
      label: "AALS, 4 mo, control",
      leadInSlope: "4.47",
      change: "17.96",
      followUp: 4,
      printed: { slopeChange: "0.29" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "fvc4Treatment",
      label: "FVC, 4 mo, MSC",
      leadInSlope: "-1.39",
      change: "-11.28",
      followUp: 4,
      printed: { slopeChange: "-1.54" },
      subtraction: "lead-in-minus-follow-up",
    },
    {
      kind: "slope-change",
      id: "fvc4Control",
      label: "FVC, 4 mo, control",
      leadInSlope: "-1.89",
      change: "-10.75",
      followUp: 4,
      printed: { slopeChange: "-0.80" },
      subtraction: "lead-in-minus-follow-up",
    },
  ],
} as const satisfies PublishedTable;

/** Participants at each step, and the days between the injections. */
export const flow = {
  title: "Flow and schedule",
  source: `${source}, Methods and Results`,
  rows: [
    { kind: "total", id: "randomised", label: "Randomised: 71 screened less 7", parts: [71, -7], printed: { total: "64" } },
    { kind: "total", id: "arms", label: "Randomised: 33 MSC, 31 control", parts: [33, 31], printed: { total: "64" } },
    { kind: "total", id: "analysisSet", label: "Full analysis set: 64 less 1 MSC and 4 control", parts: [64, -1, -4], printed: { total: "59" } },
    { kind: "total", id: "analysisSetArms", label: "Full analysis set: 32 MSC, 27 control", parts: [32, 27], printed: { total: "59" } },
    { kind: "total", id: "sixMonths", label: "ALSFRS-R at 6 mo: 59 less 1 MSC and 2 control", parts: [59, -1, -2], printed: { total: "56" } },
    { kind: "total", id: "sixMonthsArms", label: "ALSFRS-R at 6 mo: 31 MSC, 25 control", parts: [31, 25], printed: { total: "56" } },
    { kind: "total", id: "dosingInterval", label: "Injection interval: marrow on day -2, 28 days of culture", parts: [-2, 28], printed: { total: "26" } },
  ],
} as const satisfies PublishedTable;

/** "Four deaths during the 6-month follow-up": 1 MSC, 3 control. */
export const deathsInFollowUp = { source: `${source}, Results`, deaths: "4" };

/**
 * The last participant was screened on 22 November 2012, 3 months before baseline; follow-up is said to have ended in July 2013.
 * Survival was followed from the first screening, 5 December 2011, to 28 February 2018: "maximum, 75 months".
 */
export const schedule = {
  firstScreening: "2011-12-05",
  lastScreening: "2012-11-22",
  monthsToLastVisit: 9,
  followUpEnded: "2013-07-31",
  survivalFollowedTo: "2018-02-28",
  longestFollowUp: "75",
};

/** Of the 33 randomised to MSC, one withdrew before the first injection. */
export const injected = { source: `${source}, Discussion`, treatment: 32 };

/** Of patients elsewhere, 25 % did not decline over 6 months; the discussion calls that similar to its controls. */
export const withoutDeclineElsewhere = { source: `${source}, Discussion`, percent: "25" };

const individualTimes = "each participant's time and status";

/** Survival from screening: the paper prints nothing that these figures follow from. */
export const notDerivable = {
  title: "Text. Survival",
  source: `${source}, Results`,
  rows: [
    { kind: "not-derivable", id: "survivalTreatment", label: "Mean survival, MSC, mo (SE 4)", printed: { value: "55" }, needs: individualTimes },
    { kind: "not-derivable", id: "survivalControl", label: "Mean survival, control, mo (SE 6)", printed: { value: "48" }, needs: individualTimes },
    { kind: "not-derivable", id: "survivalP", label: "Survival, log-rank p", printed: { value: "0.487" }, needs: individualTimes },
    {
      kind: "not-derivable",
      id: "tracheostomyFreeP",
      label: "Tracheostomy-free survival, log-rank p",
      printed: { value: "0.318" },
      needs: individualTimes,
    },
    { kind: "not-derivable", id: "survivalBelow54P", label: "Survival, age < 54, log-rank p", printed: { value: "0.101" }, needs: individualTimes },
    {
      kind: "not-derivable",
      id: "tracheostomyFreeBelow54P",
      label: "Tracheostomy-free survival, age < 54, log-rank p",
      printed: { value: "0.103" },
      needs: individualTimes,
    },
  ],
} as const satisfies PublishedTable;

/** Events, participants, percentage as printed. */
export type Table2Cell = readonly [events: number, participants: number, percent: string];

export interface Table2Row {
  readonly category: "ADR" | "SAE";
  readonly level: "total" | "SOC" | "PT";
  readonly term: string;
  readonly at4: { readonly treatment: Table2Cell; readonly control: Table2Cell };
  readonly at6: { readonly treatment: Table2Cell; readonly control: Table2Cell };
}

export interface Table2 {
  readonly title: string;
  readonly source: string;
  readonly n: { readonly treatment: number; readonly control: number };
  readonly rows: readonly Table2Row[];
}

/** Table 2: adverse drug reactions (ADR) and serious adverse events (SAE) of all randomised, in the printed order. */
export const table2: Table2 = {
  title: "Table 2. Adverse drug reactions and serious adverse events",
  source: `${source}, Table 2`,
  n: { treatment: 33, control: 31 },
  rows: [
    {
      category: "ADR",
      level: "total",
      term: "Adverse drug reactions",
      at4: { treatment: [4, 3, "9"], control: [0, 0, "0"] },
      at6: { treatment: [4, 3, "9"], control: [0, 0, "0"] },
    },
    {
      category: "ADR",
      level: "SOC",
      term: "General disorders and administration site conditions",
      at4: { treatment: [2, 2, "6"], control: [0, 0, "0"] },
      at6: { treatment: [2, 2, "6"], control: [0, 0, "0"] },
    },
    {
      category: "ADR",
      level: "PT",
      term: "Pyrexia",
      at4: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
    },
    {
      category: "ADR",
      level: "PT",
      term: "Pain",
      at4: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
    },
    {
      category: "ADR",
      level: "SOC",
      term: "Nervous system disorders",
      at4: { treatment: [2, 2, "6"], control: [0, 0, "0"] },
      at6: { treatment: [2, 2, "6"], control: [0, 0, "0"] },
    },
    {
      category: "ADR",
      level: "PT",
      term: "Headache",
      at4: { treatment: [2, 2, "6"], control: [0, 0, "0"] },
      at6: { treatment: [2, 2, "6"], control: [0, 0, "0"] },
    },
    {
      category: "SAE",
      level: "total",
      term: "Serious adverse events",
      at4: { treatment: [2, 2, "6"], control: [3, 3, "9"] },
      at6: { treatment: [3, 3, "9"], control: [6, 6, "19"] },
    },
    {
      category: "SAE",
      level: "SOC",
      term: "Musculoskeletal and connective tissue disorders",
      at4: { treatment: [0, 0, "0"], control: [0, 0, "0"] },
      at6: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Rhabdomyolysis",
      at4: { treatment: [0, 0, "0"], control: [0, 0, "0"] },
      at6: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
    },
    {
      category: "SAE",
      level: "SOC",
      term: "Infections and infestations",
      at4: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Pyelonephritis, acute",
      at4: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
    },
    {
      category: "SAE",
      level: "SOC",
      term: "Injury, poisoning, and procedural complications",
      at4: { treatment: [0, 0, "0"], control: [2, 2, "7"] },
      at6: { treatment: [0, 0, "0"], control: [2, 2, "6"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Contusion",
      at4: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
      at6: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Ankle fracture",
      at4: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
      at6: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
    },
    {
      category: "SAE",
      level: "SOC",
      term: "Respiratory, thoracic, and mediastinal disorders",
      at4: { treatment: [0, 0, "0"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [2, 2, "6"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Respiratory failure",
      at4: { treatment: [0, 0, "0"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [2, 2, "6"] },
    },
    {
      category: "SAE",
      level: "SOC",
      term: "Metabolism and nutrition disorders",
      at4: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Hyponatremia",
      at4: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
      at6: { treatment: [1, 1, "3"], control: [0, 0, "0"] },
    },
    {
      category: "SAE",
      level: "SOC",
      term: "Cardiac disorders",
      at4: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
      at6: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
    },
    {
      category: "SAE",
      level: "PT",
      term: "Cardiac arrest",
      at4: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
      at6: { treatment: [0, 0, "0"], control: [1, 1, "3"] },
    },
  ],
};
