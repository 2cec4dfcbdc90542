import { attempt } from "../result/attempt.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import type { ClinicalEventKind } from "../trial/ClinicalEvent.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TimeUnit } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkTimeToEvent } from "./armTimes.ts";
import type { CompetingTimes } from "./causes.ts";
import { cumulativeIncidence, type CumulativeIncidenceOptions, type CumulativeIncidenceResult, resolveCumulativeIncidence } from "./cumulativeIncidence.ts";
import type { TimeToEventExclusion, TimeToEventMethodOptions, TimeToEventResult, TimeToEventRow } from "./TimeToEventResult.ts";

export interface CumulativeIncidenceByArmOptions extends CumulativeIncidenceOptions {
  /**
   * What the incidence is of: the endpoint and all that competes with it (`outcome`: causes `"event"` and `"competing"`), or each kind of
   * clinical event that came first (`kind`). Default `"outcome"`.
   */
  readonly causes?: "outcome" | "kind";
}

export interface CumulativeIncidenceByArmResult<Keys extends TrialKeys = TrialKeys> {
  /** Of every time in the result. */
  readonly unit: TimeUnit;
  readonly byArm: { readonly [A in Keys["arm"]]: IncidenceInArm };
  /** As `timeToEvent` left them out. */
  readonly excluded: readonly TimeToEventExclusion<Keys>[];
  readonly method: Method<"cumulative-incidence-by-arm", Required<CumulativeIncidenceByArmOptions> & { readonly timeToEvent: TimeToEventMethodOptions<Keys> }>;
}

/** What a row's time ended with. */
export type RowCause = "event" | "competing" | ClinicalEventKind;

export interface IncidenceInArm {
  /** Participants analysed. */
  readonly n: number;
  /** `null` (`"no-values"`) for an arm that nobody is in. A cause that nobody in the arm had is not listed in it. */
  readonly incidence: CumulativeIncidenceResult<RowCause> | null;
  readonly reasons?: Reasons<"incidence">;
}

/**
 * Cumulative incidence of an endpoint and of what competes with it, in each arm of a trial.
 *
 * Use it on what `timeToEvent` returns when told what is `competing`: gastrostomy, where death rules it out. Each arm is estimated by
 * `cumulativeIncidence`, from which the conventions are; delayed entry is taken over. With `causes: "kind"` a composite endpoint is
 * split into what came first. An arm that nobody is in is `null` with its reason, and the others stand.
 *
 * @throws RangeError, TypeError for anything but a result of `timeToEvent`, an option that `cumulativeIncidence` refuses
 *
 * Source: Aalen & Johansen 1978 (Scandinavian Journal of Statistics 5, 141–150).
 *
 * @example
 * ```ts
 * import { cumulativeIncidenceByArm, defineTrial, readTrialData, timeToEvent } from "trialwise";
 *
 * const trial = defineTrial({ id: "example", arms: { msc: { label: "MSC", role: "experimental" } }, visits: { V5: { at: { months: 0 }, baseline: true } } });
 * const data = readTrialData(trial, {
 *   participants: ["1", "2", "3", "4"].map((id) => ({ id, arm: "msc" })),
 *   clinicalEvents: [
 *     { participant: "1", kind: "gastrostomy", at: { months: 3 } },
 *     { participant: "1", kind: "death", at: { months: 5 } },
 *     { participant: "2", kind: "death", at: { months: 4 } },
 *   ],
 *   dispositions: [{ participant: "3", status: "completed", at: { months: 12 } }, { participant: "4", status: "completed", at: { months: 12 } }],
 * });
 * const { byArm } = cumulativeIncidenceByArm(timeToEvent(data, { events: ["gastrostomy"] }, { competing: ["death"] }), { times: [6] });
 *
 * byArm.msc.incidence?.causes.map(({ cause, atTimes }) => [cause, atTimes[0]?.estimate]); // => [["competing", 0.25], ["event", 0.25]]
 * ```
 */
export function cumulativeIncidenceByArm<Keys extends TrialKeys>(
  result: TimeToEventResult<Keys>,
  options: CumulativeIncidenceByArmOptions = {},
): CumulativeIncidenceByArmResult<Keys> {
  const caller = "cumulativeIncidenceByArm";
  checkTimeToEvent(caller, result);
  const { causes, curves } = resolveIncidenceByArm(caller, options);
  return {
    unit: result.unit,
    byArm: recordOf<Keys["arm"], IncidenceInArm>(keysOf(result.byArm), (arm) => {
      const rows = result.rows.filter((row) => row.arm === arm);
      const incidence = attempt(() => cumulativeIncidence(competingTimes(rows, causes), curves));
      return { n: rows.length, ...(incidence.ok ? { incidence: incidence.value } : { incidence: null, reasons: { incidence: "no-values" } as const }) };
    }),
    excluded: result.excluded,
    method: {
      name: "cumulative-incidence-by-arm",
      options: { causes, ...curves, timeToEvent: result.method.options },
      reference: "Aalen & Johansen 1978, Scandinavian Journal of Statistics 5, 141-150",
    },
  };
}

function resolveIncidenceByArm(caller: string, options: CumulativeIncidenceByArmOptions) {
  checkOptionKeys(caller, options, ["causes", "varianceMethod", "intervalMethod", "times", "level"]);
  const { causes = "outcome", ...curveOptions } = options;
  checkChoice(caller, "causes", causes, ["outcome", "kind"]);
  return { causes, curves: resolveCumulativeIncidence(caller, curveOptions) };
}

/** Rows as columns; an event without a censoring always has its kind. */
export function competingTimes(rows: readonly TimeToEventRow[], causes: "outcome" | "kind"): CompetingTimes<RowCause> {
  return {
    time: rows.map(({ time }) => time),
    cause: rows.map(({ outcome, event }) => (outcome === "censored" ? null : causes === "kind" ? (event ?? outcome) : outcome)),
    entry: rows.map(({ entry }) => entry),
  };
}
