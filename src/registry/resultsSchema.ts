import * as z from "zod";
import { CalendarDate } from "../trial/CalendarDate.ts";
import * as codes from "./codes.ts";

/** The results section. Called where the whole schema is built, so that nothing is built twice. */
export function resultsSchema() {
  return z.object({
    participantFlowModule: flow().exactOptional(),
    baselineCharacteristicsModule: baseline().exactOptional(),
    outcomeMeasuresModule: z.object({ outcomeMeasures: z.array(outcome()).readonly().exactOptional() }).exactOptional(),
    adverseEventsModule: adverseEvents().exactOptional(),
    moreInfoModule: z.object({ limitationsAndCaveats: z.object({ description: optionalText() }).exactOptional() }).exactOptional(),
  });
}

export type DenominatorInput = z.output<ReturnType<typeof denominator>>;
export type MeasureInput = z.output<ReturnType<typeof measure>>;
export type FlowInput = z.output<ReturnType<typeof flow>>;
export type BaselineInput = z.output<ReturnType<typeof baseline>>;
export type OutcomeInput = z.output<ReturnType<typeof outcome>>;
export type AdverseEventsInput = z.output<ReturnType<typeof adverseEvents>>;

const optionalText = () => z.string().exactOptional();
const name = () => z.string().min(1);
const groups = () => z.array(z.object({ id: name(), title: optionalText(), description: optionalText() })).readonly().exactOptional();

function flow() {
  const count = z.object({ groupId: name(), comment: optionalText(), numSubjects: optionalText(), numUnits: optionalText() });
  const counts = z.array(count).readonly().exactOptional();
  const milestone = z.object({ type: name(), comment: optionalText(), achievements: counts });
  const withdrawal = z.object({ type: name(), comment: optionalText(), reasons: counts });
  const period = z.object({
    title: optionalText(),
    milestones: z.array(milestone).readonly().exactOptional(),
    dropWithdraws: z.array(withdrawal).readonly().exactOptional(),
  });
  return z.object({
    preAssignmentDetails: optionalText(),
    recruitmentDetails: optionalText(),
    typeUnitsAnalyzed: optionalText(),
    groups: groups(),
    periods: z.array(period).readonly().exactOptional(),
  });
}

function denominator() {
  const count = z.object({ groupId: name(), value: optionalText() });
  return z.object({ units: optionalText(), counts: z.array(count).readonly().exactOptional() });
}

function measure() {
  const denoms = z.array(denominator()).readonly().exactOptional();
  const measurement = z.object({
    groupId: name(),
    value: optionalText(),
    spread: optionalText(),
    lowerLimit: optionalText(),
    upperLimit: optionalText(),
    comment: optionalText(),
  });
  const category = z.object({ title: optionalText(), measurements: z.array(measurement).readonly().exactOptional() });
  return z.object({
    title: name(),
    description: optionalText(),
    populationDescription: optionalText(),
    paramType: z.enum(codes.measureParameters).exactOptional(),
    // A code in baseline measures ("STANDARD_DEVIATION"), a text in outcomes ("95% Confidence Interval").
    dispersionType: optionalText(),
    unitOfMeasure: optionalText(),
    calculatePct: z.boolean().exactOptional(),
    denomUnitsSelected: optionalText(),
    denoms,
    classes: z
      .array(z.object({ title: optionalText(), denoms, categories: z.array(category).readonly().exactOptional() }))
      .readonly()
      .exactOptional(),
  });
}

function baseline() {
  return z.object({
    populationDescription: optionalText(),
    typeUnitsAnalyzed: optionalText(),
    groups: groups(),
    denoms: z.array(denominator()).readonly().exactOptional(),
    measures: z.array(measure()).readonly().exactOptional(),
  });
}

function outcome() {
  const analysis = z.object({
    groupIds: z.array(name()).readonly().exactOptional(),
    groupDescription: optionalText(),
    statisticalMethod: optionalText(),
    statisticalComment: optionalText(),
    pValue: optionalText(),
    pValueComment: optionalText(),
    paramType: optionalText(),
    paramValue: optionalText(),
    dispersionType: z.enum(["STANDARD_DEVIATION", "STANDARD_ERROR_OF_MEAN"]).exactOptional(),
    dispersionValue: optionalText(),
    ciPctValue: optionalText(),
    ciNumSides: z.enum(["ONE_SIDED", "TWO_SIDED"]).exactOptional(),
    ciLowerLimit: optionalText(),
    ciUpperLimit: optionalText(),
    ciLowerLimitComment: optionalText(),
    ciUpperLimitComment: optionalText(),
    estimateComment: optionalText(),
    testedNonInferiority: z.boolean().exactOptional(),
    nonInferiorityType: z.enum(codes.nonInferiorityTypes).exactOptional(),
    nonInferiorityComment: optionalText(),
    otherAnalysisDescription: optionalText(),
  });
  return measure().extend({
    type: z.enum(codes.outcomeTypes).exactOptional(),
    reportingStatus: z.enum(["NOT_POSTED", "POSTED"]).exactOptional(),
    anticipatedPostingDate: CalendarDate.exactOptional(),
    timeFrame: optionalText(),
    typeUnitsAnalyzed: optionalText(),
    groups: groups(),
    analyses: z.array(analysis).readonly().exactOptional(),
  });
}

function adverseEvents() {
  const count = () => z.int().min(0).exactOptional();
  const stats = z.object({ groupId: name(), numAffected: count(), numAtRisk: count(), numEvents: count() });
  const event = z.object({
    term: name(),
    organSystem: optionalText(),
    sourceVocabulary: optionalText(),
    assessmentType: z.enum(codes.assessmentTypes).exactOptional(),
    notes: optionalText(),
    stats: z.array(stats).readonly().exactOptional(),
  });
  const group = z.object({
    id: name(),
    title: optionalText(),
    description: optionalText(),
    deathsNumAffected: count(),
    deathsNumAtRisk: count(),
    seriousNumAffected: count(),
    seriousNumAtRisk: count(),
    otherNumAffected: count(),
    otherNumAtRisk: count(),
  });
  return z.object({
    frequencyThreshold: optionalText(),
    timeFrame: optionalText(),
    description: optionalText(),
    allCauseMortalityComment: optionalText(),
    eventGroups: z.array(group).readonly().exactOptional(),
    seriousEvents: z.array(event).readonly().exactOptional(),
    otherEvents: z.array(event).readonly().exactOptional(),
  });
}
