import { log } from "../numeric/elementary/log.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { analyseParticipants } from "../trial/analyseParticipants.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { type Lack, lack } from "../trial/Lack.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type {
  BiomarkerChangeMethodOptions,
  BiomarkerChangeResult,
  BiomarkerScale,
  CensoredBiomarkerChangeResult,
  ComparableBiomarkerChangeResult,
  ParticipantBiomarkerChange,
  ParticipantCensoredValues,
} from "./BiomarkerChangeResult.ts";
import { censoredChangeInGroup } from "./censoredChangeInGroup.ts";
import { type CensoredValue, partOf } from "./CensoredValue.ts";
import { changeInGroup } from "./changeInGroup.ts";
import { beyondLimits, substitute, type SubstitutionRule, substitutionRules } from "./limitRule.ts";
import { groupByClass, type ResponderGrouping, unclassifiedOf } from "./ResponderGrouping.ts";
import { samplesOf } from "./samplesOf.ts";

/** Changes with a number in the place of each value beyond a limit. */
export function substitutedChange<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  options: BiomarkerChangeMethodOptions<Keys, SubstitutionRule>,
  classes: ResponderGrouping | undefined,
): BiomarkerChangeResult<Keys> | ComparableBiomarkerChangeResult<Keys> {
  const { biomarker: key, scale, limits, better } = options;
  const read = pairReader(caller, data, options);
  const analysed = analyseParticipants<Keys, ParticipantBiomarkerChange<Keys>>(caller, data, options.population, ({ id, arm }) => {
    const pair = read(id);
    if (!pair.found) return pair;
    const [before, after] = [substitute(pair.before, limits), substitute(pair.after, limits)];
    if (before === null || after === null) throw beyondLimits(caller, key, [...substitutionRules, "tobit"], id);
    return { participant: id, arm, before: withoutNegativeZero(before), after: withoutNegativeZero(after), ...changeOf(before, after, scale), ...marksOf(pair) };
  });
  const biomarker = data.trial.biomarkers[key];
  const describe = (rows: readonly ParticipantBiomarkerChange<Keys>[]) => changeInGroup(rows, { ...options, biomarker });
  return {
    ...frameOf(data, options, analysed.rows, classes, describe),
    ...(better !== undefined && { better: { change: better } }),
    counts: analysed.counts,
    excluded: analysed.excluded,
    method: { name: "biomarker-change", options, reference: "Oh et al. 2018, doi:10.1002/ana.25302" },
  };
}

/** Changes of the logarithms, values beyond a limit as what is known of them. */
export function censoredChange<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  options: BiomarkerChangeMethodOptions<Keys, "tobit">,
  classes: ResponderGrouping | undefined,
): CensoredBiomarkerChangeResult<Keys> {
  const read = pairReader(caller, data, options);
  const analysed = analyseParticipants<Keys, ParticipantCensoredValues<Keys>>(caller, data, options.population, ({ id, arm }) => {
    const pair = read(id);
    return pair.found ? { participant: id, arm, before: pair.before, after: pair.after } : pair;
  });
  const biomarker = data.trial.biomarkers[options.biomarker];
  const describe = (rows: readonly ParticipantCensoredValues<Keys>[]) => censoredChangeInGroup(rows, { ...options, biomarker });
  return {
    ...frameOf(data, options, analysed.rows, classes, describe),
    counts: analysed.counts,
    excluded: analysed.excluded,
    method: {
      name: "censored-biomarker-change",
      options,
      reference: "Lyles, Williams & Chuachoowong 2001, doi:10.1111/j.0006-341X.2001.01238.x",
    },
  };
}

/** What both results begin with: the rows, and the groups they fall into. */
function frameOf<Keys extends TrialKeys, Row extends { readonly participant: string; readonly arm: Keys["arm"] }, Group extends object>(
  { trial }: TrialData<Keys>,
  { biomarker, scale }: BiomarkerChangeMethodOptions<Keys>,
  rows: readonly Row[],
  classes: ResponderGrouping | undefined,
  describe: (rows: readonly Row[]) => Group,
) {
  return {
    kind: "biomarker-change" as const,
    unit: trial.biomarkers[biomarker].unit,
    scale,
    rows,
    byArm: recordOf<Keys["arm"], Group>(keysOf(trial.arms), (arm) => describe(rows.filter((row) => row.arm === arm))),
    ...(classes !== undefined && {
      byClass: groupByClass<Keys["arm"], Row, Group>(classes, trial.arms, rows, describe),
      unclassified: unclassifiedOf(classes, rows),
    }),
  };
}

interface Pair {
  readonly found: true;
  readonly before: CensoredValue;
  readonly after: CensoredValue;
}

/** A participant's samples at both visits, or which of them is missing. */
function pairReader<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  { biomarker, from, to, scale }: BiomarkerChangeMethodOptions<Keys>,
): (participant: string) => Pair | Lack<Keys> {
  const sampleAt = samplesOf(caller, data, biomarker);
  return (participant) => {
    const before = sampleAt(participant, from);
    if (!before.found) return before;
    const after = sampleAt(participant, to);
    if (!after.found) return after;
    const hasLogarithm = ({ value }: { readonly value: CensoredValue }) => partOf(value).limit > 0;
    if (scale !== "raw" && !hasLogarithm(before)) return lack("zero-reference", from);
    if (scale !== "raw" && !hasLogarithm(after)) return lack("zero-reference", to);
    return { found: true, before: before.value, after: after.value };
  };
}

function changeOf(before: number, after: number, scale: BiomarkerScale): { readonly change: number; readonly foldChange?: number } {
  if (scale === "raw") return { change: withoutNegativeZero(after - before) };
  const change = withoutNegativeZero(log(after) - log(before));
  return scale === "fold" ? { change, foldChange: after / before } : { change };
}

function marksOf({ before, after }: Pair): Pick<ParticipantBiomarkerChange, "beyond"> {
  const [first, second] = [partOf(before).kind, partOf(after).kind];
  if (first === "value" && second === "value") return {};
  return { beyond: { ...(first !== "value" && { before: first }), ...(second !== "value" && { after: second }) } };
}
