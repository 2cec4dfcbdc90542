import type { AdverseEventOutcome } from "../trial/AdverseEvent.ts";
import type { TrialData } from "../trial/TrialData.ts";
import { standardOutcomes } from "./adamAdverseEvents.ts";
import { type AdamColumn, adamDataset, type AdamWriter, recordWriter } from "./adamWriter.ts";
import type { Dataset } from "./Dataset.ts";

const columns: readonly AdamColumn[] = [
  ["AESEQ", "Sequence Number", "integer", 3],
  ["AEDECOD", "Dictionary-Derived Term", "string"],
  ["AEBODSYS", "Body System or Organ Class", "string"],
  ["ASTDT", "Analysis Start Date", "date"],
  ["ASTDY", "Analysis Start Relative Day", "integer"],
  ["AESTDTC", "Start Date/Time of Adverse Event", "partial-date"],
  ["AENDT", "Analysis End Date", "date"],
  ["AENDY", "Analysis End Relative Day", "integer"],
  ["AEENDTC", "End Date/Time of Adverse Event", "partial-date"],
  ["AETOXGR", "Standard Toxicity Grade", "string"],
  ["AESER", "Serious Event", "string"],
  ["AEREL", "Causality", "string"],
  ["AEOUT", "Outcome of Adverse Event", "string"],
];

/** Adverse events as ADAE. */
export function writeAdae(writer: AdamWriter, { adverseEvents }: TrialData): Dataset {
  // A column of relations says of every event that it has none, where it is blank.
  const hasRelations = adverseEvents.some(({ related }) => related?.product !== undefined);
  const counts = new Map<string, number>();
  const rows = adverseEvents.flatMap((event, index) => {
    const { participant, systemOrganClass, preferredTerm, grade, serious, related, start, end, outcome } = event;
    const record = recordWriter(writer, "adverseEvents", index, participant);
    if (systemOrganClass.trim() === "" || preferredTerm.trim() === "") {
      record.lose(null, "not-written");
      return [];
    }
    if (event.priorGrade !== undefined) record.lose("priorGrade", "not-written");
    if (event.worsenedAt !== undefined) record.lose("worsenedAt", "not-written");
    if (related?.procedure !== undefined) record.lose("related.procedure", "not-written");
    if (related?.product === undefined && hasRelations) record.lose("related.product", "reads-otherwise");
    const sequence = (counts.get(participant) ?? 0) + 1;
    counts.set(participant, sequence);
    const [startCells, endCells] = [record.time("start", start), record.time("end", end)];
    return [
      {
        USUBJID: participant,
        AESEQ: sequence,
        AEDECOD: record.text("preferredTerm", preferredTerm),
        AEBODSYS: record.text("systemOrganClass", systemOrganClass),
        ASTDT: startCells.date,
        ASTDY: startCells.day,
        AESTDTC: startCells.text,
        AENDT: endCells.date,
        AENDY: endCells.day,
        AEENDTC: endCells.text,
        AETOXGR: grade === undefined ? "" : String(grade),
        AESER: serious === undefined ? "" : serious ? "Y" : "N",
        AEREL: related?.product === "yes" ? "Y" : related?.product === "no" ? "N" : related?.product === "unstated" ? "UNSTATED" : "",
        AEOUT: outcome === undefined ? "" : wordOf(outcome),
      },
    ];
  });
  return adamDataset(writer, { name: "ADAE", label: "Adverse Events Analysis Dataset", columns, needed: ["AEDECOD", "AEBODSYS"] }, rows);
}

function wordOf(outcome: AdverseEventOutcome): string {
  return Object.entries(standardOutcomes).find(([, meaning]) => meaning === outcome)?.[0] ?? "";
}
