import { checkChoice } from "../result/checkOption.ts";
import type { AdverseEvent, AdverseEventOutcome, Answer, Grade } from "../trial/AdverseEvent.ts";
import type { TimePoint } from "../trial/TimePoint.ts";
import type { AdaeMapping, AdamDataset } from "./AdamMapping.ts";
import { type AdamContext, type AdamReader, chosenRows, findColumn, knownParticipant, lookUp, needColumn } from "./adamReader.ts";
import { readTime, type TimeColumns } from "./adamTime.ts";

const standardGrades: { readonly [word: string]: Grade } = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, MILD: 1, MODERATE: 2, SEVERE: 3 };

/** Unlikely and remote are no reasonable possibility, which is what ICH E2A calls related. */
const standardRelations: { readonly [word: string]: Answer } = {
  Y: "yes",
  RELATED: "yes",
  DEFINITE: "yes",
  PROBABLE: "yes",
  "PROBABLY RELATED": "yes",
  POSSIBLE: "yes",
  "POSSIBLY RELATED": "yes",
  N: "no",
  NONE: "no",
  "NOT RELATED": "no",
  UNRELATED: "no",
  UNLIKELY: "no",
  "UNLIKELY RELATED": "no",
  REMOTE: "no",
  UNKNOWN: "unstated",
  UNSTATED: "unstated",
};

/** CDISC's codelist OUT. */
export const standardOutcomes: { readonly [word: string]: AdverseEventOutcome } = {
  "RECOVERED/RESOLVED": "recovered",
  "RECOVERING/RESOLVING": "recovering",
  "RECOVERED/RESOLVED WITH SEQUELAE": "recovered-with-sequelae",
  "NOT RECOVERED/NOT RESOLVED": "not-recovered",
  FATAL: "fatal",
  UNKNOWN: "unknown",
};

/** The adverse events of ADAE whose participant, class, term and times can be placed. */
export function adamAdverseEvents(context: AdamContext, dataset: AdamDataset, mapping: AdaeMapping): AdverseEvent[] {
  const { imputedDates = "as-given", grades = standardGrades, relations = standardRelations, outcomes = standardOutcomes } = mapping;
  checkChoice("fromAdam", "adae.imputedDates", imputedDates, ["as-given", "known-part"]);
  const find = (named: string | undefined, ...standard: readonly string[]) => findColumn("adae", dataset, named, ...standard);
  const systemOrganClassColumn = needColumn("adae", dataset, mapping.systemOrganClass ?? find(undefined, "AEBODSYS", "AESOC"), "AEBODSYS");
  const preferredTermColumn = needColumn("adae", dataset, mapping.preferredTerm, "AEDECOD");
  const [gradeColumn, seriousColumn] = [find(mapping.grade, "AETOXGR", "AESEV"), find(mapping.serious, "AESER")];
  const [relationColumn, outcomeColumn] = [find(mapping.relatedToProduct, "AEREL"), find(mapping.outcome, "AEOUT")];
  const startColumns = { date: find(mapping.startDate, "ASTDT"), day: find(mapping.startDay, "ASTDY"), text: find(mapping.startText, "AESTDTC"), flag: find(undefined, "ASTDTF") };
  const endColumns = { date: find(mapping.endDate, "AENDT"), day: find(mapping.endDay, "AENDY"), text: find(mapping.endText, "AEENDTC"), flag: find(undefined, "AENDTF") };

  const timeIn = (row: AdamReader, baselineDate: string | undefined, columns: TimeColumns & { readonly flag: string | undefined }): TimePoint | null | undefined => {
    const time = readTime(row, baselineDate, columns);
    return imputedDates === "known-part" && time?.date !== undefined ? knownPart(time, time.date, lookUp(row, columns.flag, imputationFlags)) : time;
  };

  return chosenRows(context, "adae", dataset, mapping.where).flatMap((row): AdverseEvent[] => {
    const participant = knownParticipant(context, row);
    if (participant === null) return [];
    const [systemOrganClass, preferredTerm] = [row.text(systemOrganClassColumn), row.text(preferredTermColumn)];
    if (systemOrganClass === undefined || preferredTerm === undefined) {
      row.leaveOut("no-term", systemOrganClass === undefined ? systemOrganClassColumn : preferredTermColumn);
      return [];
    }
    const start = timeIn(row, participant.baselineDate, startColumns);
    if (start === null) return [];
    const end = timeIn(row, participant.baselineDate, endColumns);
    if (end === null) return [];
    const grade = lookUp(row, gradeColumn, grades);
    const serious = lookUp(row, seriousColumn, { Y: true, N: false });
    const product = relationColumn === undefined ? undefined : row.text(relationColumn) === undefined ? "unstated" : lookUp(row, relationColumn, relations);
    const outcome = lookUp(row, outcomeColumn, outcomes);
    return [
      {
        participant: participant.id,
        systemOrganClass,
        preferredTerm,
        ...(grade !== undefined && { grade }),
        ...(serious !== undefined && { serious }),
        ...(product !== undefined && { related: { product } }),
        ...(start !== undefined && { start }),
        ...(end !== undefined && { end }),
        ...(outcome !== undefined && { outcome }),
      },
    ];
  });
}

/** CDISC's codelist DATEFL: the highest part of a date that was completed. */
const imputationFlags = { D: "day", M: "month", Y: "year" } as const;

/** The part of a completed date that was recorded. */
function knownPart(time: TimePoint, date: string, completed: "day" | "month" | "year" | undefined): TimePoint | undefined {
  switch (completed) {
    case undefined:
      return time;
    case "day":
      return { date: date.slice(0, 7) };
    case "month":
      return { date: date.slice(0, 4) };
    case "year":
      return undefined;
  }
}
