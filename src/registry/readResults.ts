import { show } from "../result/show.ts";
import { timesOf } from "./readProtocol.ts";
import { isCount } from "./figureText.ts";
import { readAdverseEvents } from "./readAdverseEvents.ts";
import { readDenominators, readMeasure } from "./readMeasure.ts";
import { checkGroupIds, leave, readFigures, readGroups, type Reading } from "./reading.ts";
import type { RegistryFlowCount, RegistryAnalysis, RegistryBaseline, RegistryFlow, RegistryOutcome, RegistryResults } from "./RegistryResults.ts";
import type { BaselineInput, FlowInput, OutcomeInput } from "./resultsSchema.ts";
import type { Path } from "../trial/problem.ts";
import type { ResultsInput } from "./studySchema.ts";

/** The results section as tables. */
export function readResults(results: ResultsInput, reading: Reading): RegistryResults {
  const { participantFlowModule, baselineCharacteristicsModule, outcomeMeasuresModule, adverseEventsModule, moreInfoModule } = results;
  const limitations = moreInfoModule?.limitationsAndCaveats?.description;
  return {
    ...(participantFlowModule !== undefined && { flow: readFlow(participantFlowModule, reading) }),
    ...(baselineCharacteristicsModule !== undefined && { baseline: readBaseline(baselineCharacteristicsModule, reading) }),
    outcomes: (outcomeMeasuresModule?.outcomeMeasures ?? []).map((outcome, index) =>
      readOutcome(outcome, reading, ["resultsSection", "outcomeMeasuresModule", "outcomeMeasures", index]),
    ),
    ...(adverseEventsModule !== undefined && { adverseEvents: readAdverseEvents(adverseEventsModule, reading) }),
    ...(limitations !== undefined && { limitations }),
  };
}

function readFlow({ groups: given = [], periods = [], ...described }: FlowInput, reading: Reading): RegistryFlow {
  const path = ["resultsSection", "participantFlowModule"];
  const groups = readGroups(reading, given, [...path, "groups"]);
  const counts = (rows: readonly Omit<RegistryFlowCount, "numbers">[], rowsPath: Path): readonly RegistryFlowCount[] => {
    checkGroupIds(reading, groups, rows.map(({ groupId }) => groupId), (index) => [...rowsPath, index, "groupId"]);
    return rows.map((row, index) => {
      const numbers = readFigures(reading, row, ["numSubjects", "numUnits"], [...rowsPath, index]);
      if (numbers.numSubjects !== undefined && !isCount(numbers.numSubjects)) {
        leave(reading, [...rowsPath, index, "numSubjects"], "not-a-count", row.numSubjects, `${show(row.numSubjects)} is no count`);
      }
      return { ...row, numbers };
    });
  };
  return {
    ...described,
    groups,
    periods: periods.map(({ milestones = [], dropWithdraws = [], ...period }, position) => {
      const periodPath = [...path, "periods", position];
      return {
        ...period,
        milestones: milestones.map(({ achievements = [], ...milestone }, index) => ({
          ...milestone,
          achievements: counts(achievements, [...periodPath, "milestones", index, "achievements"]),
        })),
        dropWithdraws: dropWithdraws.map(({ reasons = [], ...withdrawal }, index) => ({
          ...withdrawal,
          reasons: counts(reasons, [...periodPath, "dropWithdraws", index, "reasons"]),
        })),
      };
    }),
  };
}

function readBaseline({ groups: given = [], denoms: tables, measures = [], ...described }: BaselineInput, reading: Reading): RegistryBaseline {
  const path = ["resultsSection", "baselineCharacteristicsModule"];
  const groups = readGroups(reading, given, [...path, "groups"]);
  const denoms = readDenominators(reading, tables, groups, [...path, "denoms"]);
  return {
    ...described,
    groups,
    denoms,
    measures: measures.map((measure, index) => readMeasure(reading, measure, { ...described, groups, denoms }, [...path, "measures", index])),
  };
}

function readOutcome(outcome: OutcomeInput, reading: Reading, path: Path): RegistryOutcome {
  const { groups: given = [], analyses = [], type, reportingStatus, anticipatedPostingDate, timeFrame, typeUnitsAnalyzed, ...measure } = outcome;
  const groups = readGroups(reading, given, [...path, "groups"]);
  const scope = { groups, denoms: [], ...(typeUnitsAnalyzed !== undefined && { typeUnitsAnalyzed }) };
  return {
    ...(type !== undefined && { type }),
    ...readMeasure(reading, measure, scope, path),
    ...(reportingStatus !== undefined && { reportingStatus }),
    ...(anticipatedPostingDate !== undefined && { anticipatedPostingDate }),
    ...(timeFrame !== undefined && { timeFrame }),
    ...timesOf(timeFrame, [...path, "timeFrame"], reading),
    ...(typeUnitsAnalyzed !== undefined && { typeUnitsAnalyzed }),
    groups,
    analyses: analyses.map((analysis, index): RegistryAnalysis => {
      const analysisPath = [...path, "analyses", index];
      checkGroupIds(reading, groups, analysis.groupIds ?? [], (position) => [...analysisPath, "groupIds", position]);
      return { ...analysis, numbers: readFigures(reading, analysis, analysisFigures, analysisPath) };
    }),
  };
}

const analysisFigures = ["pValue", "paramValue", "dispersionValue", "ciPctValue", "ciLowerLimit", "ciUpperLimit"] as const;
