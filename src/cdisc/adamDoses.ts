import { daysBetween, spanOf } from "../trial/calendar.ts";
import type { Dose } from "../trial/Dose.ts";
import type { TimePoint } from "../trial/TimePoint.ts";
import type { AdamDataset, AdexMapping } from "./AdamMapping.ts";
import { type AdamContext, type AdamReader, chosenRows, findColumn, knownParticipant, lookUp, toNumber } from "./adamReader.ts";
import { readTime } from "./adamTime.ts";

interface PlacedRow {
  readonly row: AdamReader;
  /** Days from baseline, by which doses are numbered. */
  readonly day: number;
  readonly number: number | undefined;
  readonly dose: Omit<Dose, "number">;
}

/** The administrations of a dataset of exposure, one for each row, numbered in each participant. */
export function adamDoses(context: AdamContext, dataset: AdamDataset, mapping: AdexMapping): Dose[] {
  const { treatments } = mapping;
  const find = (named: string | undefined, ...standard: readonly string[]) => findColumn("adex", dataset, named, ...standard);
  const [treatmentColumn, routeColumn] = [find(mapping.treatment, "EXTRT"), find(mapping.route, "EXROUTE")];
  const [amountColumn, unitColumn] = [find(mapping.amount, "EXDOSE"), find(mapping.unit, "EXDOSU")];
  const startColumns = { date: find(mapping.startDate, "ASTDT"), day: find(mapping.startDay, "ASTDY"), text: find(mapping.startText, "EXSTDTC") };
  const numberColumn = find(mapping.number);

  const rows = chosenRows(context, "adex", dataset, mapping.where).flatMap((row): PlacedRow[] => {
    const participant = knownParticipant(context, row);
    if (participant === null) return [];
    const at = readTime(row, participant.baselineDate, startColumns);
    if (at === null) return [];
    if (at === undefined) {
      row.leaveOut("no-time", startColumns.date ?? startColumns.text ?? startColumns.day ?? "ASTDT");
      return [];
    }
    const number = numberColumn === undefined ? undefined : toNumber(row.text(numberColumn) ?? "");
    if (number === null || (number !== undefined && !(Number.isSafeInteger(number) && number > 0))) {
      row.leaveOut("no-number", numberColumn ?? "");
      return [];
    }
    const treatment = treatments && lookUp(row, treatmentColumn, treatments);
    const routes = row.text(routeColumn)?.split(";").map((route) => route.trim()).filter((route) => route !== "") ?? [];
    const amount = readAmount(row, amountColumn, unitColumn);
    const dose = { participant: participant.id, at, ...(treatment !== undefined && { treatment }), ...(routes.length > 0 && { routes }), ...(amount && { amount }) };
    return [{ row, day: dayOf(at, participant.baselineDate), number, dose }];
  });

  const counts = new Map<string, Set<number>>();
  // Sorting keeps the order of rows on the same day.
  const ordered = numberColumn === undefined ? [...rows].sort((left, right) => left.day - right.day) : rows;
  return ordered.flatMap(({ row, number: given, dose: { participant, ...dose } }): Dose[] => {
    const earlier = counts.get(participant) ?? new Set<number>();
    counts.set(participant, earlier);
    const number = given ?? earlier.size + 1;
    if (earlier.has(number)) {
      row.leaveOut("repeats-earlier-row", numberColumn ?? "");
      return [];
    }
    earlier.add(number);
    return [{ participant, number, ...dose }];
  });
}

function readAmount(row: AdamReader, amountColumn: string | undefined, unitColumn: string | undefined): Dose["amount"] {
  const [text, unit] = [row.text(amountColumn), row.text(unitColumn)];
  if (text === undefined) return undefined;
  const value = toNumber(text);
  if (value !== null && unit !== undefined) return { value, unit };
  row.note(value === null ? "not-a-value" : "no-unit", (value === null ? amountColumn : unitColumn ?? amountColumn) ?? "");
  return undefined;
}

function dayOf(at: TimePoint, baselineDate: string | undefined): number {
  if (at.date === undefined) return at.days ?? 0;
  return baselineDate === undefined ? 0 : daysBetween(spanOf(baselineDate).first, spanOf(at.date).first);
}
