import type { TrialData } from "../trial/TrialData.ts";
import { wordsOf } from "./adamNames.ts";
import { type AdamColumn, adamDataset, type AdamWriter, recordWriter } from "./adamWriter.ts";
import type { Dataset } from "./Dataset.ts";

const columns: readonly AdamColumn[] = [
  ["EXSEQ", "Sequence Number", "integer", 3],
  ["EXTRT", "Name of Treatment", "string"],
  ["EXDOSE", "Dose", "float"],
  ["EXDOSU", "Dose Units", "string"],
  ["EXROUTE", "Route of Administration", "string"],
  ["ASTDT", "Analysis Start Date", "date"],
  ["ASTDY", "Analysis Start Relative Day", "integer"],
  ["EXSTDTC", "Start Date/Time of Treatment", "partial-date"],
];

/** Doses as ADEX, and the word of each treatment in it. */
export function writeAdex(writer: AdamWriter, { doses, trial }: TrialData): { readonly dataset: Dataset; readonly words: ReadonlyMap<string, string> } {
  const words = wordsOf(trial.treatments, "Treatment");
  const rows = doses.map(({ participant, number, at, treatment, routes, amount }, index) => {
    const record = recordWriter(writer, "doses", index, participant);
    const { date, day, text } = record.time("at", at);
    const areClear = routes?.every((route) => route !== "" && route === route.trim() && !route.includes(";")) ?? true;
    if (!areClear || routes?.length === 0) record.lose("routes", "reads-otherwise");
    return {
      USUBJID: participant,
      EXSEQ: number,
      EXTRT: treatment === undefined ? "" : (words.get(treatment) ?? ""),
      EXDOSE: amount?.value ?? null,
      EXDOSU: record.text("amount.unit", amount?.unit),
      EXROUTE: routes?.join("; ") ?? "",
      ASTDT: date,
      ASTDY: day,
      EXSTDTC: text,
    };
  });
  return { dataset: adamDataset(writer, { name: "ADEX", label: "Exposure Analysis Dataset", columns, needed: [] }, rows), words };
}
