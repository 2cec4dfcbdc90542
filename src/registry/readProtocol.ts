import { type RegistryDeclaredOutcome, type RegistryArm, type RegistryDates, type RegistryDesign, type RegistryRecord } from "./RegistryRecord.ts";
import { leave, type Reading } from "./reading.ts";
import { readTimeFrame, type TimeFrame } from "./readTimeFrame.ts";
import type { ProtocolInput, StudyInput } from "./studySchema.ts";
import { armKeys } from "./trialDefinition.ts";
import { show } from "../result/show.ts";
import type { Path } from "../trial/problem.ts";

/** What the protocol section says, with its own words. */
export function readProtocol(study: StudyInput, reading: Reading): Omit<RegistryRecord, "definition" | "results" | "notRead"> {
  const { identificationModule: identification, statusModule: status = {}, designModule: design = {}, ...protocol } = study.protocolSection;
  const sponsor = protocol.sponsorCollaboratorsModule?.leadSponsor?.name;
  return {
    id: identification.nctId,
    ...(identification.briefTitle !== undefined && { title: identification.briefTitle }),
    ...(identification.officialTitle !== undefined && { officialTitle: identification.officialTitle }),
    ...(identification.acronym !== undefined && { acronym: identification.acronym }),
    ...(sponsor !== undefined && { sponsor }),
    ...(status.overallStatus !== undefined && { status: status.overallStatus }),
    ...(status.whyStopped !== undefined && { whyStopped: status.whyStopped }),
    dates: datesOf(status),
    conditions: protocol.conditionsModule?.conditions ?? [],
    keywords: protocol.conditionsModule?.keywords ?? [],
    ...(design.studyType !== undefined && { studyType: design.studyType }),
    phases: design.phases ?? [],
    design: designOf(design.designInfo),
    ...(design.enrollmentInfo !== undefined && { enrolment: design.enrollmentInfo }),
    arms: reading.arms,
    interventions: protocol.armsInterventionsModule?.interventions ?? [],
    outcomes: outcomesOf(protocol.outcomesModule, reading),
    eligibility: protocol.eligibilityModule ?? {},
    meshTerms: {
      conditions: study.derivedSection?.conditionBrowseModule?.meshes ?? [],
      interventions: study.derivedSection?.interventionBrowseModule?.meshes ?? [],
    },
  };
}

/** The arms with the keys that other parts name them by. */
export function armsOf({ armsInterventionsModule }: ProtocolInput): readonly RegistryArm[] {
  const groups = armsInterventionsModule?.armGroups ?? [];
  const keys = armKeys(groups.map(({ label }) => label));
  return groups.map((group, index) => ({ key: keys[index]!, ...group }));
}

/** The time frame as times, or a note that it is text alone. */
export function timesOf(timeFrame: string | undefined, path: Path, reading: Reading): { readonly times?: TimeFrame } {
  if (timeFrame === undefined) return {};
  const times = readTimeFrame(timeFrame);
  if (times !== null) return { times };
  leave(reading, path, "time-frame", timeFrame, `the time frame ${show(timeFrame)} is not one of the plain ones that are read`);
  return {};
}

function datesOf(status: NonNullable<ProtocolInput["statusModule"]>): RegistryDates {
  return {
    ...(status.startDateStruct !== undefined && { start: status.startDateStruct }),
    ...(status.primaryCompletionDateStruct !== undefined && { primaryCompletion: status.primaryCompletionDateStruct }),
    ...(status.completionDateStruct !== undefined && { completion: status.completionDateStruct }),
    ...(status.studyFirstPostDateStruct !== undefined && { firstPosted: status.studyFirstPostDateStruct }),
    ...(status.resultsFirstPostDateStruct !== undefined && { resultsFirstPosted: status.resultsFirstPostDateStruct }),
    ...(status.lastUpdatePostDateStruct !== undefined && { lastUpdatePosted: status.lastUpdatePostDateStruct }),
  };
}

function designOf(info: NonNullable<ProtocolInput["designModule"]>["designInfo"] = {}): RegistryDesign {
  const { maskingInfo = {}, ...design } = info;
  return { ...design, ...maskingInfo, whoMasked: maskingInfo.whoMasked ?? [] };
}

const families = [
  ["primary", "primaryOutcomes"],
  ["secondary", "secondaryOutcomes"],
  ["other", "otherOutcomes"],
] as const;

function outcomesOf(outcomes: ProtocolInput["outcomesModule"] = {}, reading: Reading): readonly RegistryDeclaredOutcome[] {
  return families.flatMap(([type, field]) =>
    (outcomes[field] ?? []).map((outcome, index) => {
      const path = ["protocolSection", "outcomesModule", field, index, "timeFrame"];
      return { type, ...outcome, ...timesOf(outcome.timeFrame, path, reading) };
    }),
  );
}
