import type { TrialRecords } from "trialwise";
import { type FlatRecords, flatRecords } from "./flatRecords.ts";

/** Records of a trial that goes by dates, as tables for R: with the date of baseline and of every value, and what an event was related to. */
export function datedRecords(records: TrialRecords): FlatRecords {
  const flat = flatRecords(records);
  const { participants, observations = [], adverseEvents = [] } = records;
  return {
    ...flat,
    participants: flat.participants.map((row, index) => ({ ...row, baselineDate: participants[index]?.baselineDate ?? null })),
    observations: flat.observations.map((row, index) => ({ ...row, date: observations[index]?.date ?? null })),
    adverseEvents: flat.adverseEvents.map((row, index) => ({ ...row, product: adverseEvents[index]?.related?.product ?? null, procedure: adverseEvents[index]?.related?.procedure ?? null })),
  };
}
