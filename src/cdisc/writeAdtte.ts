import { checkFinite } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { AdamTimeToEvent } from "./adamTimes.ts";
import { type AdamColumn, adamDataset, type AdamWriter } from "./adamWriter.ts";
import type { Dataset } from "./Dataset.ts";

/** Times to an event as {@link fromAdam} gives them; the arm is that of the participant. */
export type TimesToWrite = Omit<AdamTimeToEvent, "group">;

const columns: readonly AdamColumn[] = [
  ["PARAMCD", "Parameter Code", "string", 3],
  ["PARAM", "Parameter", "string"],
  ["AVAL", "Analysis Value", "float"],
  ["AVALU", "Analysis Value Unit", "string"],
  ["CNSR", "Censor", "integer"],
];

/** Times to events as ADTTE. */
export function writeAdtte(writer: AdamWriter, { participants }: TrialData, parameters: readonly TimesToWrite[]): Dataset {
  const known = new Set(participants.map(({ id }) => id));
  const codes = new Set<string>();
  const rows = parameters.flatMap((times, index) => {
    const where = `timeToEvent[${index}]`;
    checkTimes(where, times, known);
    const { parameter, label = "", unit = "", participant, time, event } = times;
    if (codes.has(parameter)) throw new RangeError(`toAdam: ${where}.parameter ${show(parameter)} is that of earlier times`);
    codes.add(parameter);
    return participant.map((id, row) => ({ USUBJID: id, PARAMCD: parameter, PARAM: label, AVAL: time[row]!, AVALU: unit, CNSR: event[row] === true ? 0 : 1 }));
  });
  return adamDataset(writer, { name: "ADTTE", label: "Time-to-Event Analysis Dataset", columns, needed: ["AVAL", "CNSR"] }, rows);
}

function checkTimes(where: string, { parameter, participant, time, event }: TimesToWrite, known: ReadonlySet<string>): void {
  if (typeof parameter !== "string" || parameter === "" || parameter !== parameter.trim()) {
    throw new TypeError(`toAdam: ${where}.parameter must be text without blanks at its ends; received ${show(parameter)}`);
  }
  const lists: readonly unknown[] = [participant, time, event];
  if (!lists.every((list) => Array.isArray(list) && list.length === participant.length)) {
    throw new TypeError(`toAdam: ${where} must have a participant, a time and an event for each row`);
  }
  const seen = new Set<string>();
  participant.forEach((id, row) => {
    if (!known.has(id)) throw new RangeError(`toAdam: ${where}.participant[${row}] must be among the data's participants; received ${show(id)}`);
    if (seen.has(id)) throw new RangeError(`toAdam: ${where}.participant[${row}] is listed twice: ${show(id)}`);
    seen.add(id);
    checkFinite("toAdam", `${where}.time[${row}]`, time[row]!);
    if (time[row]! < 0) throw new RangeError(`toAdam: ${where}.time[${row}] must not be negative; received ${show(time[row])}`);
    if (typeof event[row] !== "boolean") throw new TypeError(`toAdam: ${where}.event[${row}] must be true or false; received ${show(event[row])}`);
  });
}
