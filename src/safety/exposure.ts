import { checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { type DispositionStatus, dispositionStatuses } from "../trial/Disposition.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { PlacedDeath } from "./deaths.ts";
import type { Span } from "./windowSpans.ts";

/** How the time at risk is counted. */
export interface ExposureOptions {
  /**
   * Dispositions that end the follow-up of adverse events, besides death; the last of them counts where a participant has
   * several. Default `["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"]`.
   */
  readonly followUpEnds?: readonly DispositionStatus[];
  /**
   * The day that a partial date stands for, of an onset or of an end of follow-up.
   *
   * - `earliest`: the first it may mean, though not before the window: the shortest time at risk, so the highest rate. An event
   *   without an onset then counts on the window's first day
   * - `latest`: the last it may mean, though not after the window, nor after the end of follow-up where it may lie before that
   *
   * Default `"earliest"`.
   */
  readonly partialDates?: "earliest" | "latest";
}

export type ResolvedExposureOptions = Required<ExposureOptions>;

const leaving: readonly DispositionStatus[] = ["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"];

export function resolveExposure(caller: string, options: ExposureOptions): ResolvedExposureOptions {
  checkKnownKeys(caller, "exposure", options, ["followUpEnds", "partialDates"]);
  const { followUpEnds = leaving, partialDates = "earliest" } = options;
  if (!Array.isArray(followUpEnds)) throw new TypeError(`${caller}: exposure.followUpEnds must be a list of dispositions; received ${show(followUpEnds)}`);
  for (const status of followUpEnds) checkChoice(caller, "exposure.followUpEnds", status, dispositionStatuses);
  checkChoice(caller, "exposure.partialDates", partialDates, ["earliest", "latest"]);
  return { followUpEnds: [...followUpEnds], partialDates };
}

/** The day on which a participant's follow-up ended: that of death, or of the last disposition that ends it; infinity where neither is on record. */
export function followUpReader(data: TrialData, { followUpEnds, partialDates }: ResolvedExposureOptions): (participant: string, death: PlacedDeath<string> | undefined) => number {
  const left = new Map<string, number>();
  for (const { participant, status, at } of data.dispositions) {
    if (at === undefined || status === "died" || !followUpEnds.includes(status)) continue;
    left.set(participant, Math.max(at[partialDates], left.get(participant) ?? -Infinity));
  }
  return (participant, death) => Math.min(death?.death.day?.[partialDates] ?? Infinity, left.get(participant) ?? Infinity);
}

/**
 * The day in the window that an onset between these days stands for, as {@link ExposureOptions} has it. Only an event that must have
 * come after the end of follow-up shows that it went on.
 */
export function onsetDay(earliest: number, latest: number, span: Span, followUpEnd: number, partialDates: "earliest" | "latest"): number {
  if (partialDates === "earliest") return Math.max(earliest, span.start);
  return Math.min(latest, span.end, earliest > followUpEnd ? Infinity : Math.max(followUpEnd, span.start));
}
