import type { Summary } from "../result/Summary.ts";
import type { RegistryAssessmentType, RegistryMeasureParameter, RegistryNonInferiorityType, RegistryOutcomeType } from "./codes.ts";
import type { RegistryFigures, RegistryEstimate, RegistryProportion } from "./RegistryFigures.ts";
import type { TimeFrame } from "./readTimeFrame.ts";

/** Posted results. RegistryFigures stay the text that was posted; the numbers beside them are those of exact figures. */
export interface RegistryResults {
  readonly flow?: RegistryFlow;
  readonly baseline?: RegistryBaseline;
  readonly outcomes: readonly RegistryOutcome[];
  readonly adverseEvents?: RegistryAdverseEvents;
  readonly limitations?: string;
}

export interface RegistryGroup {
  readonly id: string;
  readonly title?: string;
  readonly description?: string;
  /** The key of the arm whose label is this group's title, letter case and spaces aside. */
  readonly arm?: string;
}

/** Participant flow: who started, who completed and who did not, by period. */
export interface RegistryFlow {
  readonly preAssignmentDetails?: string;
  readonly recruitmentDetails?: string;
  readonly typeUnitsAnalyzed?: string;
  readonly groups: readonly RegistryGroup[];
  readonly periods: readonly RegistryPeriod[];
}

export interface RegistryPeriod {
  readonly title?: string;
  readonly milestones: readonly RegistryMilestone[];
  readonly dropWithdraws: readonly RegistryWithdrawal[];
}

/** `"STARTED"`, `"COMPLETED"`, `"NOT COMPLETED"`, or a milestone of the trial's own. */
export interface RegistryMilestone {
  readonly type: string;
  readonly comment?: string;
  readonly achievements: readonly RegistryFlowCount[];
}

export interface RegistryWithdrawal {
  readonly type: string;
  readonly comment?: string;
  readonly reasons: readonly RegistryFlowCount[];
}

export interface RegistryFlowCount {
  readonly groupId: string;
  readonly comment?: string;
  readonly numSubjects?: string;
  readonly numUnits?: string;
  readonly numbers: RegistryFigures<"numSubjects" | "numUnits">;
}

export interface RegistryBaseline {
  readonly populationDescription?: string;
  readonly typeUnitsAnalyzed?: string;
  readonly groups: readonly RegistryGroup[];
  readonly denoms: readonly RegistryDenominator[];
  readonly measures: readonly RegistryMeasure[];
}

/** How many participants, or other units, a figure is about, by group. */
export interface RegistryDenominator {
  readonly units?: string;
  readonly counts: readonly { readonly groupId: string; readonly value?: string; readonly n?: number }[];
}

/** A baseline characteristic or an outcome, by class (a visit, a scale) and category (a level). */
export interface RegistryMeasure {
  readonly title: string;
  readonly description?: string;
  readonly populationDescription?: string;
  readonly paramType?: RegistryMeasureParameter;
  readonly dispersionType?: string;
  /** What `dispersionType` says. */
  readonly dispersion?: RegistryDispersion;
  readonly unitOfMeasure?: string;
  readonly calculatePct?: boolean;
  readonly denomUnitsSelected?: string;
  readonly denoms: readonly RegistryDenominator[];
  readonly classes: readonly RegistryMeasureClass[];
}

/** What `spread`, or `lowerLimit` and `upperLimit`, of a measurement are. */
export type RegistryDispersion =
  | { readonly kind: "standard-deviation" | "standard-error" | "inter-quartile-range" | "full-range" | "geometric-coefficient-of-variation" }
  | { readonly kind: "confidence-interval"; readonly level?: number };

export interface RegistryMeasureClass {
  readonly title?: string;
  readonly denoms: readonly RegistryDenominator[];
  readonly categories: readonly RegistryCategory[];
}

export interface RegistryCategory {
  readonly title?: string;
  readonly measurements: readonly RegistryMeasurement[];
}

/** What was posted for one group. */
export interface RegistryMeasurement {
  readonly groupId: string;
  readonly value?: string;
  readonly spread?: string;
  readonly lowerLimit?: string;
  readonly upperLimit?: string;
  readonly comment?: string;
  readonly numbers: RegistryFigures<"value" | "spread" | "lowerLimit" | "upperLimit">;
  /** The denominator: of the class if it has one, else of the measure, else of all baseline measures. */
  readonly n?: number;
  /** Of a mean with its standard deviation: for `studentTTest` and `welchTTest`. */
  readonly summary?: Summary;
  /** Of a mean or least-squares mean with its standard error: for `compareEstimates`. */
  readonly estimate?: RegistryEstimate;
  /** Of a count of participants: for `compareProportions` and `fisherExactTest`. */
  readonly proportion?: RegistryProportion;
}

export interface RegistryOutcome extends RegistryMeasure {
  readonly type?: RegistryOutcomeType;
  readonly reportingStatus?: "NOT_POSTED" | "POSTED";
  readonly anticipatedPostingDate?: string;
  readonly timeFrame?: string;
  /** What the time frame says, where it is a plain one. */
  readonly times?: TimeFrame;
  readonly typeUnitsAnalyzed?: string;
  readonly groups: readonly RegistryGroup[];
  readonly analyses: readonly RegistryAnalysis[];
}

/** A posted analysis of one or more groups. */
export interface RegistryAnalysis {
  readonly groupIds?: readonly string[];
  readonly groupDescription?: string;
  readonly statisticalMethod?: string;
  readonly statisticalComment?: string;
  /** As posted: `"0.034"`, `"<0.001"`. */
  readonly pValue?: string;
  readonly pValueComment?: string;
  /** What was estimated: `"Mean Difference (Final Values)"`, `"Hazard Ratio (HR)"`. */
  readonly paramType?: string;
  readonly paramValue?: string;
  readonly dispersionType?: "STANDARD_DEVIATION" | "STANDARD_ERROR_OF_MEAN";
  readonly dispersionValue?: string;
  readonly ciPctValue?: string;
  readonly ciNumSides?: "ONE_SIDED" | "TWO_SIDED";
  readonly ciLowerLimit?: string;
  readonly ciUpperLimit?: string;
  readonly ciLowerLimitComment?: string;
  readonly ciUpperLimitComment?: string;
  readonly estimateComment?: string;
  readonly testedNonInferiority?: boolean;
  readonly nonInferiorityType?: RegistryNonInferiorityType;
  readonly nonInferiorityComment?: string;
  readonly otherAnalysisDescription?: string;
  /** A p-value posted as a bound (`"<0.001"`) is no number and stays text. */
  readonly numbers: RegistryFigures<RegistryAnalysisFigure>;
}

export type RegistryAnalysisFigure = "pValue" | "paramValue" | "dispersionValue" | "ciPctValue" | "ciLowerLimit" | "ciUpperLimit";

export interface RegistryAdverseEvents {
  /** In percent: other events below it may be left out of the record. */
  readonly frequencyThreshold?: string;
  readonly timeFrame?: string;
  readonly description?: string;
  readonly allCauseMortalityComment?: string;
  readonly groups: readonly RegistryEventGroup[];
  readonly serious: readonly RegistryOrganSystem[];
  readonly other: readonly RegistryOrganSystem[];
}

/** Participants with any death, serious event or other event. */
export interface RegistryEventGroup extends RegistryGroup {
  readonly deathsNumAffected?: number;
  readonly deathsNumAtRisk?: number;
  readonly seriousNumAffected?: number;
  readonly seriousNumAtRisk?: number;
  readonly otherNumAffected?: number;
  readonly otherNumAtRisk?: number;
  readonly proportions: {
    readonly deaths?: RegistryProportion;
    readonly serious?: RegistryProportion;
    readonly other?: RegistryProportion;
  };
}

/** The events of one organ system, in the order of the record. */
export interface RegistryOrganSystem {
  readonly organSystem?: string;
  readonly events: readonly RegistryEvent[];
}

export interface RegistryEvent {
  readonly term: string;
  readonly sourceVocabulary?: string;
  readonly assessmentType?: RegistryAssessmentType;
  readonly notes?: string;
  readonly stats: readonly RegistryEventCount[];
}

export interface RegistryEventCount {
  readonly groupId: string;
  /** Participants with the event. */
  readonly numAffected?: number;
  readonly numAtRisk?: number;
  /** Occurrences, where they are counted. */
  readonly numEvents?: number;
  /** Participants with the event out of those at risk. */
  readonly proportion?: RegistryProportion;
}
