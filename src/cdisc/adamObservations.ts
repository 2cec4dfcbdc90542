import { spanOf } from "../trial/calendar.ts";
import type { Observation } from "../trial/Observation.ts";
import type { AdamDataset, BdsMapping } from "./AdamMapping.ts";
import { type AdamContext, chosenRows, findColumn, isFullDate, knownParticipant, needColumn, readTime, toNumber } from "./adamReader.ts";

/** The values of a dataset in the Basic Data Structure, one for each participant, visit and measure. */
export function adamObservations(context: AdamContext, name: string, dataset: AdamDataset, mapping: BdsMapping, seen: Set<string>): Observation[] {
  const parameterColumn = needColumn(name, dataset, mapping.parameter, "PARAMCD");
  const visitColumn = needColumn(name, dataset, mapping.visit, "AVISIT");
  const valueColumn = needColumn(name, dataset, mapping.value, "AVAL");
  const timeColumns = { date: findColumn(name, dataset, mapping.date, "ADT"), day: findColumn(name, dataset, mapping.day, "ADY") };
  const [measures, visits] = [new Map(Object.entries(mapping.measures)), new Map(Object.entries(mapping.visits))];

  return chosenRows(context, name, dataset, mapping.where).flatMap((row): Observation[] => {
    const participant = knownParticipant(context, row);
    if (participant === null) return [];
    const [measure, visit] = [measures.get(row.text(parameterColumn) ?? ""), visits.get(row.text(visitColumn) ?? "")];
    if (measure === undefined || visit === undefined) {
      row.leaveOut(measure === undefined ? "parameter-not-mapped" : "visit-not-mapped", measure === undefined ? parameterColumn : visitColumn);
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
    const date = time?.date ?? (time?.days !== undefined && participant.baselineDate !== undefined ? dateAfter(participant.baselineDate, time.days) : undefined);
    const where = { participant: participant.id, visit, measure, ...(date !== undefined && { date }) };
    return [value === undefined ? { ...where, missing: "unknown" } : { ...where, value }];
  });
}

const millisecondsPerDay = 86_400_000;

function dateAfter(date: string, days: number): string {
  return new Date(spanOf(date).first.getTime() + days * millisecondsPerDay).toISOString().slice(0, 10);
}
