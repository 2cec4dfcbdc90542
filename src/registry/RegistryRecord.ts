import type { TrialDefinition } from "../trial/Trial.ts";
import type { RegistryNotRead } from "./RegistryFigures.ts";
import type {
  RegistryArmGroupType,
  RegistryAllocation,
  RegistryMasking,
  RegistryInterventionModel,
  RegistryInterventionType,
  RegistryObservationalModel,
  RegistryPhase,
  RegistrySex,
  RegistryStudyType,
  RegistryTimePerspective,
  RegistryWhoMasked,
} from "./codes.ts";
import type { RegistryResults } from "./RegistryResults.ts";
import type { TimeFrame } from "./readTimeFrame.ts";

/**
 * A study record of ClinicalTrials.gov. Texts and codes (`"PHASE2"`, `"PLACEBO_COMPARATOR"`) are the registry's own; a field that
 * the record does not have is absent.
 */
export interface RegistryRecord {
  /** The NCT number. */
  readonly id: string;
  readonly title?: string;
  readonly officialTitle?: string;
  readonly acronym?: string;
  readonly sponsor?: string;
  /** `"COMPLETED"`, `"RECRUITING"`, … */
  readonly status?: string;
  readonly whyStopped?: string;
  readonly dates: RegistryDates;
  readonly conditions: readonly string[];
  readonly keywords: readonly string[];
  readonly studyType?: RegistryStudyType;
  /** Two for a trial of phases 1 and 2. */
  readonly phases: readonly RegistryPhase[];
  readonly design: RegistryDesign;
  readonly enrolment?: { readonly count?: number; readonly type?: RegistryDateType };
  readonly arms: readonly RegistryArm[];
  readonly interventions: readonly RegistryIntervention[];
  readonly outcomes: readonly RegistryDeclaredOutcome[];
  readonly eligibility: RegistryEligibility;
  /** The terms that the registry's own indexing derives. */
  readonly meshTerms: { readonly conditions: readonly RegistryMeshTerm[]; readonly interventions: readonly RegistryMeshTerm[] };
  /** For {@link readTrial}: arms, and the visits that plain time frames name. Absent where the record has no arms. */
  readonly definition?: TrialDefinition;
  /** Absent where no results are posted. */
  readonly results?: RegistryResults;
  /** What stands here as text alone, or not at all. */
  readonly notRead: readonly RegistryNotRead[];
}

export type RegistryDateType = "ACTUAL" | "ESTIMATED";

/** A date, full or partial (`2012-03`). */
export interface RegistryDate {
  readonly date?: string;
  readonly type?: RegistryDateType;
}

export interface RegistryDates {
  readonly start?: RegistryDate;
  readonly primaryCompletion?: RegistryDate;
  readonly completion?: RegistryDate;
  readonly firstPosted?: RegistryDate;
  readonly resultsFirstPosted?: RegistryDate;
  readonly lastUpdatePosted?: RegistryDate;
}

export interface RegistryDesign {
  readonly allocation?: RegistryAllocation;
  readonly interventionModel?: RegistryInterventionModel;
  readonly interventionModelDescription?: string;
  readonly primaryPurpose?: string;
  readonly observationalModel?: RegistryObservationalModel;
  readonly timePerspective?: RegistryTimePerspective;
  readonly masking?: RegistryMasking;
  readonly maskingDescription?: string;
  readonly whoMasked: readonly RegistryWhoMasked[];
}

export interface RegistryArm {
  /** The arm's key in `definition`, made of its label. */
  readonly key: string;
  readonly label: string;
  readonly type?: RegistryArmGroupType;
  readonly description?: string;
  /** With the type before each: `"Drug: Riluzole"`. */
  readonly interventionNames?: readonly string[];
}

export interface RegistryIntervention {
  readonly type?: RegistryInterventionType;
  readonly name: string;
  readonly description?: string;
  readonly armGroupLabels?: readonly string[];
  readonly otherNames?: readonly string[];
}

/** An outcome as declared in the protocol, before any result. */
export interface RegistryDeclaredOutcome {
  readonly type: "primary" | "secondary" | "other";
  readonly measure: string;
  readonly description?: string;
  readonly timeFrame?: string;
  /** What the time frame says, where it is a plain one. */
  readonly times?: TimeFrame;
}

export interface RegistryEligibility {
  readonly eligibilityCriteria?: string;
  readonly healthyVolunteers?: boolean;
  readonly sex?: RegistrySex;
  readonly genderBased?: boolean;
  readonly genderDescription?: string;
  /** `"18 Years"`. */
  readonly minimumAge?: string;
  readonly maximumAge?: string;
  readonly stdAges?: readonly string[];
  readonly studyPopulation?: string;
  readonly samplingMethod?: string;
}

export interface RegistryMeshTerm {
  readonly id?: string;
  readonly term?: string;
}
