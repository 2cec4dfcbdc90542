// The registry's enumerations, as its API publishes them (OpenAPI description of version 2).

export const studyTypes = ["EXPANDED_ACCESS", "INTERVENTIONAL", "OBSERVATIONAL"] as const;
export type RegistryStudyType = (typeof studyTypes)[number];

export const phases = ["NA", "EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4"] as const;
export type RegistryPhase = (typeof phases)[number];

export const allocations = ["RANDOMIZED", "NON_RANDOMIZED", "NA"] as const;
export type RegistryAllocation = (typeof allocations)[number];

export const interventionModels = ["SINGLE_GROUP", "PARALLEL", "CROSSOVER", "FACTORIAL", "SEQUENTIAL"] as const;
export type RegistryInterventionModel = (typeof interventionModels)[number];

export const observationalModels = [
  "COHORT",
  "CASE_CONTROL",
  "CASE_ONLY",
  "CASE_CROSSOVER",
  "ECOLOGIC_OR_COMMUNITY",
  "FAMILY_BASED",
  "DEFINED_POPULATION",
  "NATURAL_HISTORY",
  "OTHER",
] as const;
export type RegistryObservationalModel = (typeof observationalModels)[number];

export const timePerspectives = ["RETROSPECTIVE", "PROSPECTIVE", "CROSS_SECTIONAL", "OTHER"] as const;
export type RegistryTimePerspective = (typeof timePerspectives)[number];

export const maskings = ["NONE", "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"] as const;
export type RegistryMasking = (typeof maskings)[number];

export const masked = ["PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"] as const;
export type RegistryWhoMasked = (typeof masked)[number];

export const armGroupTypes = ["EXPERIMENTAL", "ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION", "OTHER"] as const;
export type RegistryArmGroupType = (typeof armGroupTypes)[number];

export const interventionTypes = [
  "BEHAVIORAL",
  "BIOLOGICAL",
  "COMBINATION_PRODUCT",
  "DEVICE",
  "DIAGNOSTIC_TEST",
  "DIETARY_SUPPLEMENT",
  "DRUG",
  "GENETIC",
  "PROCEDURE",
  "RADIATION",
  "OTHER",
] as const;
export type RegistryInterventionType = (typeof interventionTypes)[number];

export const sexes = ["FEMALE", "MALE", "ALL"] as const;
export type RegistrySex = (typeof sexes)[number];

export const measureParameters = [
  "GEOMETRIC_MEAN",
  "GEOMETRIC_LEAST_SQUARES_MEAN",
  "LEAST_SQUARES_MEAN",
  "LOG_MEAN",
  "MEAN",
  "MEDIAN",
  "NUMBER",
  "COUNT_OF_PARTICIPANTS",
  "COUNT_OF_UNITS",
] as const;
export type RegistryMeasureParameter = (typeof measureParameters)[number];

export const outcomeTypes = ["PRIMARY", "SECONDARY", "OTHER_PRE_SPECIFIED", "POST_HOC"] as const;
export type RegistryOutcomeType = (typeof outcomeTypes)[number];

export const nonInferiorityTypes = [
  "SUPERIORITY",
  "NON_INFERIORITY",
  "EQUIVALENCE",
  "OTHER",
  "NON_INFERIORITY_OR_EQUIVALENCE",
  "SUPERIORITY_OR_OTHER",
  "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY",
  "SUPERIORITY_OR_OTHER_LEGACY",
] as const;
export type RegistryNonInferiorityType = (typeof nonInferiorityTypes)[number];

export const assessmentTypes = ["NON_SYSTEMATIC_ASSESSMENT", "SYSTEMATIC_ASSESSMENT"] as const;
export type RegistryAssessmentType = (typeof assessmentTypes)[number];
