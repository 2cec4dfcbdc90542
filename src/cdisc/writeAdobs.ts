import type { TrialData } from "../trial/TrialData.ts";
import { wordsOf } from "./adamNames.ts";
import { type AdamColumn, adamDataset, type AdamWriter, noTime, recordWriter } from "./adamWriter.ts";
import type { Dataset } from "./Dataset.ts";

const columns: readonly AdamColumn[] = [
  ["PARAMCD", "Parameter Code", "string", 3],
  ["PARAM", "Parameter", "string"],
  ["AVISIT", "Analysis Visit", "string", 4],
  ["AVISITN", "Analysis Visit (N)", "integer"],
  ["AVAL", "Analysis Value", "float"],
  ["ADT", "Analysis Date", "date"],
  ["ADY", "Analysis Relative Day", "integer"],
  ["ABLFL", "Baseline Record Flag", "string"],
];

/** Observations in the Basic Data Structure, and the word of each visit in it. */
export function writeAdobs(writer: AdamWriter, data: TrialData, codes: ReadonlyMap<string, string>): { readonly dataset: Dataset; readonly words: ReadonlyMap<string, string> } {
  const { measures, visits } = data.trial;
  const words = wordsOf(visits, "Visit");
  const order = Object.keys(visits);
  const rows = data.observations.map(({ participant, visit, measure, date, day, value, missing }, index) => {
    const record = recordWriter(writer, "observations", index, participant);
    if (missing !== undefined && missing !== "unknown") record.lose("missing", "reads-otherwise");
    const { label, unit } = measures[measure]!;
    const cells = day === undefined ? noTime : record.time("day", { earliest: day, latest: day, recorded: date === undefined ? { days: day } : { date } });
    return {
      USUBJID: participant,
      PARAMCD: codes.get(measure) ?? "",
      PARAM: unit === "" ? label : `${label} (${unit})`,
      AVISIT: words.get(visit) ?? "",
      AVISITN: order.indexOf(visit) + 1,
      AVAL: value ?? null,
      ADT: cells.date,
      ADY: cells.day,
      ABLFL: value !== undefined && visits[visit]?.baseline === true ? "Y" : "",
    };
  });
  return { dataset: adamDataset(writer, { name: "ADOBS", label: "Observations Analysis Dataset", columns, needed: ["AVAL"] }, rows), words };
}
