import type { AdamDataset, AdtteMapping } from "./AdamMapping.ts";
import { type AdamContext, chosenRows, findColumn, knownParticipant, needColumn, toNumber } from "./adamReader.ts";

/** One parameter of ADTTE as columns, one entry for each participant: what the survival functions take. */
export interface AdamTimeToEvent {
  /** `PARAMCD`. */
  readonly parameter: string;
  /** `PARAM` of its first row. */
  readonly label?: string;
  /** `AVALU`, where the dataset has it: the unit of `time`. */
  readonly unit?: string;
  readonly participant: readonly string[];
  /** The participant's arm. */
  readonly group: readonly string[];
  /** `AVAL`. ADaM's day of the origin is 1. */
  readonly time: readonly number[];
  /** Whether the event happened then (`CNSR` 0), or observation ended. */
  readonly event: readonly boolean[];
}

interface Entry {
  readonly group: string;
  readonly time: number;
  readonly event: boolean;
}

interface Parameter {
  readonly label: string | undefined;
  readonly unit: string | undefined;
  /** By participant. */
  readonly entries: Map<string, Entry>;
}

/** Times to events, parameter by parameter in the order of their first rows. */
export function adamTimes(context: AdamContext, dataset: AdamDataset, mapping: AdtteMapping): AdamTimeToEvent[] {
  const parameterColumn = needColumn("adtte", dataset, mapping.parameter, "PARAMCD");
  const timeColumn = needColumn("adtte", dataset, mapping.time, "AVAL");
  const censoringColumn = needColumn("adtte", dataset, mapping.censoring, "CNSR");
  const [labelColumn, unitColumn] = [findColumn("adtte", dataset, mapping.label, "PARAM"), findColumn("adtte", dataset, mapping.unit, "AVALU")];
  const parameters = new Map<string, Parameter>();

  for (const row of chosenRows(context, "adtte", dataset, mapping.where)) {
    const participant = knownParticipant(context, row);
    if (participant === null) continue;
    const parameter = row.text(parameterColumn);
    const [time, censoring] = [toNumber(row.text(timeColumn) ?? ""), toNumber(row.text(censoringColumn) ?? "")];
    if (parameter === undefined) row.leaveOut("parameter-not-mapped", parameterColumn);
    else if (time === null || time < 0) row.leaveOut("no-time", timeColumn);
    else if (censoring === null || censoring < 0 || !Number.isInteger(censoring)) row.leaveOut("no-censoring", censoringColumn);
    else {
      const read = parameters.get(parameter) ?? { label: row.text(labelColumn), unit: row.text(unitColumn), entries: new Map<string, Entry>() };
      parameters.set(parameter, read);
      const { entries, unit } = read;
      if (entries.has(participant.id)) row.leaveOut("repeats-earlier-row", parameterColumn);
      else if (row.text(unitColumn) !== unit) row.leaveOut("other-unit", unitColumn ?? "");
      else entries.set(participant.id, { group: participant.arm, time, event: censoring === 0 });
    }
  }
  return [...parameters].map(([parameter, { label, unit, entries }]) => {
    const rows = [...entries.values()];
    return {
      parameter,
      ...(label !== undefined && { label }),
      ...(unit !== undefined && { unit }),
      participant: [...entries.keys()],
      group: rows.map(({ group }) => group),
      time: rows.map(({ time }) => time),
      event: rows.map(({ event }) => event),
    };
  });
}
