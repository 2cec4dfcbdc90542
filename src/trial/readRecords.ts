import { show } from "../result/show.ts";
import { type AdverseEvent, adverseEventOutcomes, type Answer, type Grade } from "./AdverseEvent.ts";
import type { BiomarkerResult, BiomarkerSample } from "./BiomarkerSample.ts";
import { type ClinicalEvent, clinicalEventKinds } from "./ClinicalEvent.ts";
import { type Disposition, dispositionStatuses } from "./Disposition.ts";
import type { Dose } from "./Dose.ts";
import { isNumeric } from "./isNumeric.ts";
import { keysOf } from "./keysOf.ts";
import { type MissingReason, missingReasons, type Observation } from "./Observation.ts";
import type { Participant } from "./Participant.ts";
import type { RowReader } from "./readRow.ts";
import type { AdverseEventRows, BiomarkerSampleRows, ClinicalEventRows, DispositionRows, DoseRows, LongRows, ParticipantRows, Source, WideRows } from "./RowMapping.ts";

/** What `missingReasons` of the mapping says: cells in place of a value, and why there is none. */
type ReasonByCell = { readonly [cell: string]: MissingReason };

export function readParticipants(mapping: ParticipantRows, rows: readonly RowReader[]): Participant[] {
  return rows.map((row) => {
    const baselineDate = row.date("baselineDate", mapping.baselineDate);
    const covariates = keysOf(mapping.covariates ?? {}).flatMap((key) => {
      const value = row.text(key, mapping.covariates?.[key]);
      return value === undefined ? [] : [[key, value] as const];
    });
    return {
      id: row.key("id", mapping.id),
      arm: row.key("arm", mapping.arm),
      ...(baselineDate !== undefined && { baselineDate }),
      ...(mapping.covariates && { covariates: Object.fromEntries(covariates) }),
    };
  });
}

export function readLong(mapping: LongRows, rows: readonly RowReader[], reasons: ReasonByCell): Observation[] {
  return rows.map((row) => ({
    participant: row.key("participant", mapping.participant),
    visit: row.key("visit", mapping.visit),
    measure: row.key("measure", mapping.measure),
    ...readDay(row, mapping),
    ...readScore(row, mapping, reasons),
  }));
}

export function readWide(mapping: WideRows, rows: readonly RowReader[], reasons: ReasonByCell): Observation[] {
  return rows.flatMap((row) => {
    const participant = row.key("participant", mapping.participant);
    return mapping.columns.map(({ column, measure, visit, ...when }) => ({ participant, visit, measure, ...readDay(row, when), ...readScore(row, { value: column }, reasons) }));
  });
}

export function readAdverseEvents(mapping: AdverseEventRows, rows: readonly RowReader[]): AdverseEvent[] {
  const grades: readonly Grade[] = [1, 2, 3, 4, 5];
  const answers: readonly Answer[] = ["yes", "no", "unstated"];
  return rows.map((row) => {
    const grade = row.oneOf("grade", mapping.grade, grades);
    const priorGrade = row.oneOf("priorGrade", mapping.priorGrade, grades);
    const product = row.oneOf("relatedToProduct", mapping.relatedToProduct, answers);
    const procedure = row.oneOf("relatedToProcedure", mapping.relatedToProcedure, answers);
    const serious = row.yesOrNo("serious", mapping.serious);
    const start = row.time("start", mapping.start);
    const end = row.time("end", mapping.end);
    const outcome = row.oneOf("outcome", mapping.outcome, adverseEventOutcomes);
    return {
      participant: row.key("participant", mapping.participant),
      systemOrganClass: row.key("systemOrganClass", mapping.systemOrganClass),
      preferredTerm: row.key("preferredTerm", mapping.preferredTerm),
      ...(grade !== undefined && { grade }),
      ...(priorGrade !== undefined && { priorGrade }),
      ...((product ?? procedure) !== undefined && {
        related: { ...(product !== undefined && { product }), ...(procedure !== undefined && { procedure }) },
      }),
      ...(serious !== undefined && { serious }),
      ...(start !== undefined && { start }),
      ...(end !== undefined && { end }),
      ...(outcome !== undefined && { outcome }),
    };
  });
}

export function readClinicalEvents(mapping: ClinicalEventRows, rows: readonly RowReader[]): ClinicalEvent[] {
  return rows.map((row) => {
    const description = row.text("description", mapping.description);
    return {
      participant: row.key("participant", mapping.participant),
      kind: row.oneOf("kind", mapping.kind, clinicalEventKinds) ?? row.needed("kind", mapping.kind, "other"),
      at: row.time("at", mapping.at) ?? row.needed("at", mapping.at, { date: "" }),
      ...(description !== undefined && { description }),
    };
  });
}

export function readDoses(mapping: DoseRows, rows: readonly RowReader[]): Dose[] {
  const given = new Map<string, number>();
  return rows.map((row) => {
    const participant = row.key("participant", mapping.participant);
    const next = (given.get(participant) ?? 0) + 1;
    given.set(participant, next);
    const treatment = row.text("treatment", mapping.treatment);
    const route = row.text("route", mapping.route);
    const value = row.number("amount", mapping.amount);
    return {
      participant,
      number: mapping.number === undefined ? next : (row.number("number", mapping.number) ?? row.needed("number", mapping.number, next)),
      at: row.time("at", mapping.at) ?? row.needed("at", mapping.at, { date: "" }),
      ...(treatment !== undefined && { treatment }),
      ...(route !== undefined && { routes: [route] }),
      ...(value !== undefined && mapping.unit !== undefined && { amount: { value, unit: row.key("unit", mapping.unit) } }),
    };
  });
}

export function readDispositions(mapping: DispositionRows, rows: readonly RowReader[]): Disposition[] {
  return rows.map((row) => {
    const at = row.time("at", mapping.at);
    const reason = row.text("reason", mapping.reason);
    return {
      participant: row.key("participant", mapping.participant),
      status: row.oneOf("status", mapping.status, dispositionStatuses) ?? row.needed("status", mapping.status, "screened"),
      ...(at !== undefined && { at }),
      ...(reason !== undefined && { reason }),
    };
  });
}

export function readBiomarkerSamples(mapping: BiomarkerSampleRows, rows: readonly RowReader[], reasons: ReasonByCell): BiomarkerSample[] {
  return rows.map((row) => ({
    participant: row.key("participant", mapping.participant),
    visit: row.key("visit", mapping.visit),
    biomarker: row.key("biomarker", mapping.biomarker),
    unit: row.key("unit", mapping.unit),
    ...readDay(row, mapping),
    ...readResult(row, mapping, reasons),
  }));
}

function readDay(row: RowReader, mapping: { readonly date?: Source; readonly day?: string }): { readonly date?: string; readonly day?: number } {
  const date = row.date("date", mapping.date);
  const day = row.number("day", mapping.day);
  return { ...(date !== undefined && { date }), ...(day !== undefined && { day }) };
}

interface ValueColumns {
  readonly value: string;
  readonly reason?: Source;
}

function readScore(row: RowReader, mapping: ValueColumns, reasons: ReasonByCell): { readonly value: number } | { readonly missing: MissingReason } {
  return valueOrReason(row, mapping, reasons, () => valueOf(row, mapping, "", noValueHint));
}

function readResult(row: RowReader, mapping: ValueColumns, reasons: ReasonByCell): BiomarkerResult {
  return valueOrReason(row, mapping, reasons, (word): BiomarkerResult | undefined => {
    const [, sign, limit = ""] = /^([<>])\s*(\S+)$/u.exec(word) ?? [];
    if (!isNumeric(limit)) return valueOf(row, mapping, ", or a limit such as <5.0 or >1000", isLimitInWords(word) ? ". If it is a limit, write it with its number as <5.0 or >1000 is" : noValueHint);
    return sign === "<" ? { below: Number(limit) } : { above: Number(limit) };
  });
}

const noValueHint = ". If it stands for no value, list it in missing or missingReasons";

/** A limit of quantification, which must not be taken for a missing value. */
function isLimitInWords(word: string): boolean {
  return /^[<>≤≥]|loq$|^[ab]lq$/iu.test(word);
}

function valueOf(row: RowReader, mapping: ValueColumns, alternatives: string, hint: string): { readonly value: number } | undefined {
  const value = row.number("value", mapping.value, hint, alternatives);
  return value === undefined ? undefined : { value };
}

/** A cell without a value is an observation that is missing, not one that was never planned. */
function valueOrReason<Result>(
  row: RowReader,
  mapping: ValueColumns,
  reasons: ReasonByCell,
  read: (word: string) => Result | undefined,
): Result | { readonly missing: MissingReason } {
  const word = row.word("value", mapping.value);
  const inCell = Object.hasOwn(reasons, word) ? reasons[word] : undefined;
  const reason = row.oneOf("reason", mapping.reason, missingReasons);
  const result = inCell === undefined ? read(word) : undefined;
  if (reason !== undefined && result !== undefined) row.report(mapping.value, "conflict", word, `has a value, and the row says why it has none (${show(reason)})`);
  if (reason !== undefined && inCell !== undefined && reason !== inCell) {
    row.report(mapping.value, "conflict", word, `has no value as ${show(inCell)} by missingReasons, and as ${show(reason)} by the row`);
  }
  return result ?? { missing: inCell ?? reason ?? "unknown" };
}
