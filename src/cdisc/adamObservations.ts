import type { Observation } from "../trial/Observation.ts";
import type { AdamDataset, BdsMapping } from "./AdamMapping.ts";
import { type AdamContext, chosenRows, findColumn, knownParticipant, needColumn, toNumber } from "./adamReader.ts";
import { isFullDate, readTime } from "./adamTime.ts";

/** The values of a dataset in the Basic Data Structure, one for each participant, visit and measure. */
export function adamObservations(context: AdamContext, name: string, dataset: AdamDataset, mapping: BdsMapping, seen: Set<string>): Observation[] {
  const parameterColumn = needColumn(name, dataset, mapping.parameter, "PARAMCD");
  const visitColumn = needColumn(name, dataset, mapping.visit, "AVISIT");
  const valueColumn = needColumn(name, dataset, mapping.value, "AVAL");
  const timeColumns = { date: findColumn(name, dataset, mapping.date, "ADT"), day: findColumn(name, dataset, mapping.day, "ADY") };
  const { baselineVisit } = mapping;
  const flagColumn = baselineVisit === undefined ? undefined : needColumn(name, dataset, mapping.baselineFlag, "ABLFL");
  const [measures, visits] = [new Map(Object.entries(mapping.measures)), new Map(Object.entries(mapping.visits))];

  return chosenRows(context, name, dataset, mapping.where).flatMap((row): Observation[] => {
    const participant = knownParticipant(context, row);
    if (participant === null) return [];
    const isBaseline = row.text(flagColumn) === "Y";
    const measure = measures.get(row.text(parameterColumn) ?? "");
    const visit = isBaseline ? baselineVisit : visits.get(row.text(visitColumn) ?? "");
    if (measure === undefined || visit === undefined) {
      row.leaveOut(measure === undefined ? "parameter-not-mapped" : "visit-not-mapped", measure === undefined ? parameterColumn : visitColumn);
      return [];
    }
    if (visit === baselineVisit && !isBaseline) {
      row.leaveOut("not-chosen", flagColumn ?? "");
      return [];
    }
    const text = row.text(valueColumn);
    const value = text === undefined ? undefined : toNumber(text);
    if (value === null) {
      row.leaveOut("not-a-value", valueColumn);
      return [];
    }
    const time = readTime(row, participant.baselineDate, timeColumns);
    if (time === null) return [];
    if (time?.date !== undefined && !isFullDate(time.date)) {
      row.leaveOut("not-a-date", timeColumns.date ?? "");
      return [];
    }
    const identity = JSON.stringify([participant.id, visit, measure]);
    if (seen.has(identity)) {
      row.leaveOut("repeats-earlier-row", visitColumn);
      return [];
    }
    seen.add(identity);
    const where = { participant: participant.id, visit, measure, ...(time?.date !== undefined && { date: time.date }), ...(time?.days !== undefined && { day: time.days }) };
    return [value === undefined ? { ...where, missing: "unknown" } : { ...where, value }];
  });
}
