import * as z from "zod";
import { CalendarDate } from "../trial/CalendarDate.ts";
import * as codes from "./codes.ts";
import { resultsSchema } from "./resultsSchema.ts";

/**
 * The fields of a study that are read, as the registry's API publishes them. Nearly all may be left out there; those that other
 * parts refer to, or that a row would be nameless without, may not. Further fields are passed over.
 */
export const StudyInput = /* @__PURE__ */ (() => {
  const text = z.string().exactOptional();
  const list = z.array(z.string()).readonly().exactOptional();
  const dateType = z.enum(["ACTUAL", "ESTIMATED"]).exactOptional();
  const date = z.object({ date: CalendarDate.exactOptional(), type: dateType }).readonly().exactOptional();
  const outcomes = z
    .array(z.object({ measure: z.string().min(1), description: text, timeFrame: text }).readonly())
    .readonly()
    .exactOptional();
  const meshes = z
    .object({ meshes: z.array(z.object({ id: text, term: text }).readonly()).readonly().exactOptional() })
    .exactOptional();
  const maskingInfo = z.object({
    masking: z.enum(codes.maskings).exactOptional(),
    maskingDescription: text,
    whoMasked: z.array(z.enum(codes.masked)).readonly().exactOptional(),
  });
  const designInfo = z.object({
    allocation: z.enum(codes.allocations).exactOptional(),
    interventionModel: z.enum(codes.interventionModels).exactOptional(),
    interventionModelDescription: text,
    primaryPurpose: text,
    observationalModel: z.enum(codes.observationalModels).exactOptional(),
    timePerspective: z.enum(codes.timePerspectives).exactOptional(),
    maskingInfo: maskingInfo.exactOptional(),
  });
  const arm = z.object({ label: z.string().min(1), type: z.enum(codes.armGroupTypes).exactOptional(), description: text, interventionNames: list });
  const intervention = z.object({
    type: z.enum(codes.interventionTypes).exactOptional(),
    name: z.string().min(1),
    description: text,
    armGroupLabels: list,
    otherNames: list,
  });
  const eligibility = z.object({
    eligibilityCriteria: text,
    healthyVolunteers: z.boolean().exactOptional(),
    sex: z.enum(codes.sexes).exactOptional(),
    genderBased: z.boolean().exactOptional(),
    genderDescription: text,
    minimumAge: text,
    maximumAge: text,
    stdAges: list,
    studyPopulation: text,
    samplingMethod: text,
  });
  const protocolSection = z.object({
    identificationModule: z.object({ nctId: z.string().min(1), briefTitle: text, officialTitle: text, acronym: text }),
    statusModule: z
      .object({
        overallStatus: text,
        whyStopped: text,
        startDateStruct: date,
        primaryCompletionDateStruct: date,
        completionDateStruct: date,
        studyFirstPostDateStruct: date,
        resultsFirstPostDateStruct: date,
        lastUpdatePostDateStruct: date,
      })
      .exactOptional(),
    sponsorCollaboratorsModule: z.object({ leadSponsor: z.object({ name: text }).exactOptional() }).exactOptional(),
    conditionsModule: z.object({ conditions: list, keywords: list }).exactOptional(),
    designModule: z
      .object({
        studyType: z.enum(codes.studyTypes).exactOptional(),
        phases: z.array(z.enum(codes.phases)).readonly().exactOptional(),
        designInfo: designInfo.exactOptional(),
        enrollmentInfo: z.object({ count: z.int().min(0).exactOptional(), type: dateType }).readonly().exactOptional(),
      })
      .exactOptional(),
    armsInterventionsModule: z
      .object({
        armGroups: z.array(arm.readonly()).readonly().exactOptional(),
        interventions: z.array(intervention.readonly()).readonly().exactOptional(),
      })
      .exactOptional(),
    outcomesModule: z.object({ primaryOutcomes: outcomes, secondaryOutcomes: outcomes, otherOutcomes: outcomes }).exactOptional(),
    eligibilityModule: eligibility.readonly().exactOptional(),
  });
  return z.object({
    protocolSection,
    resultsSection: resultsSchema().exactOptional(),
    derivedSection: z.object({ conditionBrowseModule: meshes, interventionBrowseModule: meshes }).exactOptional(),
    hasResults: z.boolean().exactOptional(),
  });
})();

export type StudyInput = z.output<typeof StudyInput>;
export type ProtocolInput = StudyInput["protocolSection"];
export type ResultsInput = NonNullable<StudyInput["resultsSection"]>;
