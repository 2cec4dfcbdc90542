import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type AdamLoss, fromAdam, readDatasetJson, toAdam, toDatasetJson } from "trialwise/cdisc";
import { readTrialData, type TrialData } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../deepFreeze.ts";
import { type Keys, trial, trialDataOf } from "./arbitraryTrialData.ts";

const created = "2026-01-31T12:00:00";

/** Written, stringified, parsed, read. */
function roundTrip(data: TrialData<Keys>): { readonly back: TrialData<Keys>; readonly lost: readonly AdamLoss[] } {
  const { datasets, mapping, lost } = toAdam(deepFreeze(data), { created });
  const files = Object.entries(datasets).map(([name, dataset]) => [name, JSON.stringify(toDatasetJson(dataset))] as const);
  const read = Object.fromEntries(files.map(([name, text]) => [name, readDatasetJson(JSON.parse(text))] as const));
  const result = fromAdam({ ...read, adsl: readDatasetJson(JSON.parse(JSON.stringify(toDatasetJson(datasets.adsl)))) }, mapping);
  expect(result.notPlaced).toEqual([]);
  expect(result.changed).toEqual([]);
  return { back: readTrialData(trial, result.records), lost };
}

/** Dispositions come back participant by participant; their order among themselves says nothing. */
function inOrder(data: TrialData<Keys>): TrialData<Keys> {
  const keyOf = ({ participant, status }: { readonly participant: string; readonly status: string }) => `${participant} ${status}`;
  return { ...data, dispositions: [...data.dispositions].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)) };
}

describe("toAdam and fromAdam", () => {
  it("give the same data again where nothing is lost", () => {
    fc.assert(
      fc.property(trialDataOf({ isPlain: true }), (data) => {
        const { back, lost } = roundTrip(data);
        expect(lost).toEqual([]);
        expect(inOrder(back)).toStrictEqual(inOrder(data));
      }),
      { numRuns: 200 },
    );
  });

  it("list a loss exactly where the data come back otherwise", () => {
    fc.assert(
      fc.property(trialDataOf({ isPlain: false }), (data) => {
        const { back, lost } = roundTrip(data);
        expect(lost.length === 0).toBe(isDeepStrictEqual(inOrder(back), inOrder(data)));
        for (const records of ["participants", "observations", "doses", "adverseEvents"] as const) {
          expect(back[records]).toHaveLength(data[records].length);
          const touched = new Set(lost.filter((loss) => loss.records === records).map(({ index }) => index));
          data[records].forEach((record, index) => expect(isDeepStrictEqual(back[records][index], record)).toBe(!touched.has(index)));
        }
        // Times come back on the same day, or as near to it as whole days allow.
        data.adverseEvents.forEach(({ start }, index) => expect(Math.abs((back.adverseEvents[index]?.start?.earliest ?? 0) - (start?.earliest ?? 0))).toBeLessThanOrEqual(0.5));
      }),
      { numRuns: 200 },
    );
  });
});
