import { alsfrsR, defineTrial, readTrialData } from "trialwise";

/** Arms, visits and analytes like those of Oh 2018 (https://doi.org/10.1002/ana.25302); any data read into it are made up. */
export const trial = defineTrial({
  id: "example",
  arms: { msc: { label: "BM-MSC + riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
  visits: {
    V1: { at: { months: -3 } },
    V5: { at: { months: 0 }, baseline: true },
    V6: { at: { months: 1 } },
    V9: { at: { months: 4 } },
  },
  measures: { alsfrsR },
  biomarkers: {
    tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL", lowerLimit: 15, upperLimit: 120 },
    ccl2: { label: "CCL2", matrix: "CSF", unit: "pg/mL", synonyms: ["MCP-1"] },
    il6: { label: "IL-6", matrix: "CSF", unit: "pg/mL" },
  },
  endpoints: {
    tgfb1Change: { kind: "biomarker-change", biomarker: "tgfb1", from: "V5", to: "V6", scale: "log" },
    slope4: { kind: "slope-change", measure: "alsfrsR", method: "two-visit", leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } },
  },
  populations: { sampled: { label: "Sampled before", rule: { kind: "sampled", biomarker: "tgfb1", visit: "V5" } } },
});

export type Analyte = keyof typeof trial.biomarkers;

/** A value, `"<15"` or `">120"`, why it is missing, or null where nothing was recorded. */
export type Written = number | `<${number}` | `>${number}` | "not-done" | "died" | null;

/** A participant in one line: the arm, analytes before and after, and scores at V1, V5 and V9. */
export interface ExampleParticipant {
  readonly id: string;
  readonly arm: "msc" | "control";
  readonly samples: { readonly [A in Analyte]?: readonly [before: Written, after: Written] };
  readonly scores?: readonly [number, number, number];
  readonly deathMonth?: number;
}

export function readExample(participants: readonly ExampleParticipant[]) {
  return readTrialData(trial, {
    participants: participants.map(({ id, arm }) => ({ id, arm })),
    observations: participants.flatMap(({ id, scores = [] }) =>
      (["V1", "V5", "V9"] as const).flatMap((visit, index) => (scores[index] === undefined ? [] : [{ participant: id, visit, measure: "alsfrsR" as const, value: scores[index] }])),
    ),
    biomarkerSamples: participants.flatMap(({ id, samples }) =>
      (Object.keys(samples) as Analyte[]).flatMap((biomarker) =>
        (["V5", "V6"] as const).flatMap((visit, index) => {
          const written = samples[biomarker]![index]!;
          return written === null ? [] : [{ participant: id, visit, biomarker, unit: "pg/mL", ...resultOf(written) }];
        }),
      ),
    ),
    clinicalEvents: participants.flatMap(({ id, deathMonth }) => (deathMonth === undefined ? [] : [{ participant: id, kind: "death" as const, at: { months: deathMonth } }])),
  });
}

function resultOf(written: Exclude<Written, null>) {
  if (typeof written === "number") return { value: written };
  if (written === "not-done" || written === "died") return { missing: written };
  const limit = Number(written.slice(1));
  return written.startsWith("<") ? { below: limit } : { above: limit };
}

/** Eight participants, by hand. */
export const participants: readonly ExampleParticipant[] = [
  { id: "01", arm: "msc", samples: { tgfb1: [20, 40], ccl2: [300, 250], il6: [4, 3] }, scores: [42, 36, 34] },
  { id: "02", arm: "msc", samples: { tgfb1: ["<15", 30], ccl2: [310, 290], il6: [5, 5] }, scores: [40, 37, 32] },
  { id: "03", arm: "msc", samples: { tgfb1: [25, 50], ccl2: [280, 260], il6: [2, 3] }, scores: [45, 41, 39] },
  { id: "04", arm: "msc", samples: { tgfb1: [30, "not-done"], ccl2: [270, 265], il6: [6, 4] }, scores: [38, 34, 30] },
  { id: "05", arm: "control", samples: { tgfb1: [22, 20], ccl2: [320, 315], il6: [3, 4] }, scores: [41, 37, 31] },
  { id: "06", arm: "control", samples: { tgfb1: [16, "<15"], ccl2: [290, 300] }, scores: [39, 35, 29] },
  { id: "07", arm: "control", samples: { tgfb1: [100, ">120"], ccl2: [305, 305] }, scores: [44, 40, 36] },
  { id: "08", arm: "control", samples: { tgfb1: [18, null], ccl2: [299, null] }, deathMonth: 0.5 },
];
