import { show } from "../result/show.ts";
import { BiomarkerSample, type PlacedBiomarkerSample } from "./BiomarkerSample.ts";
import { checkTaken } from "./checkTaken.ts";
import { isDeclared, knownParticipant, placeDay, type ReadContext, report } from "./ReadContext.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { wellFormed } from "./wellFormed.ts";

/** The samples whose keys are declared; each is in its biomarker's declared unit and recorded once. */
export function readBiomarkerSamples<Keys extends TrialKeys>(
  context: ReadContext,
  trial: Trial<Keys>,
  rows: readonly unknown[] | undefined,
): PlacedBiomarkerSample<Keys>[] {
  const samples: PlacedBiomarkerSample<Keys>[] = [];
  const seen = new Set<string>();
  for (const { row, path, isLost } of wellFormed(context, "biomarkerSamples", rows, BiomarkerSample, { missing: "unknown" })) {
    const { participant, visit, biomarker } = row;
    const known = knownParticipant(context, participant, path);
    const hasVisit = isDeclared<Keys["visit"]>(context, trial.visits, visit, "visit", [...path, "visit"]);
    const hasBiomarker = isDeclared<Keys["biomarker"]>(context, trial.biomarkers, biomarker, "biomarker", [...path, "biomarker"]);
    const unit = hasBiomarker ? trial.biomarkers[biomarker].unit : row.unit;
    if (row.unit !== unit) {
      report(context, [...path, "unit"], "conflict", row.unit, `${biomarker} is declared in ${show(unit)}; received ${show(row.unit)}: convert before reading`);
    }
    if (row.value !== undefined && row.value < 0) {
      report(context, [...path, "value"], "out-of-range", row.value, `a concentration cannot be negative; received ${row.value}`);
    }
    if (!known || !hasVisit || !hasBiomarker) continue;
    const identity = JSON.stringify([participant, visit, biomarker]);
    if (seen.has(identity)) {
      report(context, path, "duplicate", participant, `${biomarker} of participant ${show(participant)} at ${visit} is recorded twice`);
    }
    seen.add(identity);
    const day = placeDay(context, row, path);
    if (!("missing" in row)) checkTaken(context, row, isLost, day, () => `${biomarker} has a sample`, path);
    samples.push({ ...row, visit, biomarker, ...(day === null ? {} : { day }) });
  }
  return samples;
}
