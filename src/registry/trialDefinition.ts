import { daysPerMonth, type Offset, offsetInDays, offsetParts } from "../trial/Offset.ts";
import type { Arm } from "../trial/Arm.ts";
import type { TrialDefinition } from "../trial/Trial.ts";
import type { Visit } from "../trial/Visit.ts";
import type { RegistryArmGroupType, RegistryPhase } from "./codes.ts";
import { leave, type Reading } from "./reading.ts";
import type { RegistryDesign, RegistryRecord } from "./RegistryRecord.ts";
import type { TimeFrame } from "./readTimeFrame.ts";

type Described = Omit<RegistryRecord, "definition" | "results" | "notRead">;

/** The trial as `readTrial` takes it, as far as the record says it in fields and plain time frames. */
export function trialDefinition(record: Described, timeFrames: readonly TimeFrame[], reading: Reading): TrialDefinition | undefined {
  const armGroups = ["protocolSection", "armsInterventionsModule", "armGroups"];
  if (record.arms.length === 0) {
    leave(reading, armGroups, "no-arms", undefined, "the record has no arms, and a trial's definition needs at least one");
    return undefined;
  }
  if (record.design.interventionModel === "CROSSOVER") {
    leave(reading, armGroups, "no-periods", undefined, "which treatments follow each other in the arms of a crossover trial stands in prose only; the arms have no periods");
  }
  if (record.outcomes.length > 0) {
    const message = "no field of the record says which direction of an outcome is better; the definition declares no measures";
    leave(reading, ["protocolSection", "outcomesModule"], "no-direction", undefined, message);
  }
  const arms = record.arms.map((arm, index): [string, Arm] => {
    const role = roleOf(record, arm.type);
    if (role === "observational" && record.studyType !== "OBSERVATIONAL") {
      const message = `the record does not say whether the arm ${JSON.stringify(arm.label)} is experimental or a control; it stands as "observational"`;
      leave(reading, [...armGroups, index, "type"], "arm-role", arm.type, message);
    }
    return [arm.key, { label: arm.label, role }];
  });
  const phase = record.phases.map((each) => phaseNames[each]).filter((name) => name !== "").join("/");
  const condition = record.conditions.join("; ");
  const blinding = blindingOf(record.design);
  const visits = visitsAt(timeFrames.flatMap(namedTimes));
  return {
    id: record.id,
    ...(record.title !== undefined && { title: record.title }),
    ...(condition !== "" && { condition }),
    ...(phase !== "" && { phase }),
    ...(blinding !== undefined && { blinding }),
    arms: Object.fromEntries(arms),
    ...(visits.length > 0 && { visits: Object.fromEntries(visits) }),
  };
}

function roleOf({ studyType }: Described, type: RegistryArmGroupType | undefined): Arm["role"] {
  if (studyType === "OBSERVATIONAL" || type === undefined || type === "OTHER") return "observational";
  return type === "EXPERIMENTAL" ? "experimental" : "control";
}

const phaseNames: Readonly<Record<RegistryPhase, string>> = {
  NA: "",
  EARLY_PHASE1: "Early Phase 1",
  PHASE1: "Phase 1",
  PHASE2: "Phase 2",
  PHASE3: "Phase 3",
  PHASE4: "Phase 4",
};

/** Who is masked, where the record lists them or says that nobody is. Care providers have no place in a definition. */
function blindingOf({ masking, whoMasked }: RegistryDesign): TrialDefinition["blinding"] {
  if (masking === undefined || (masking !== "NONE" && whoMasked.length === 0)) return undefined;
  const masked = (who: RegistryDesign["whoMasked"][number]) => (whoMasked.includes(who) ? "yes" : "no");
  return { participant: masked("PARTICIPANT"), investigator: masked("INVESTIGATOR"), assessor: masked("OUTCOMES_ASSESSOR") };
}

/** The end of a stretch without a beginning is where follow-up ends, and need not be a visit. */
function namedTimes(times: TimeFrame): readonly Offset[] {
  if (times.kind === "points") return times.points;
  return times.from === undefined ? [] : [times.from, times.to];
}

/** Every time once, in order, and the baseline that they are counted from; none where there is no time but baseline. */
function visitsAt(times: readonly Offset[]): readonly [string, Visit][] {
  const others = times.filter((time) => offsetParts(time).amount !== 0);
  if (others.length === 0) return [];
  const visits = new Map<string, Visit>([["baseline", { label: "Baseline", at: { days: 0 }, baseline: true }]]);
  for (const time of others) {
    const { unit, amount } = offsetParts(time);
    const key = `${unit}${String(amount).replace("-", "Minus").replace(".", "_")}`;
    visits.set(key, { label: `${unit[0]!.toUpperCase()}${unit.slice(1)} ${amount}`, at: time });
  }
  return [...visits].sort(([, one], [, other]) => offsetInDays(one.at, daysPerMonth) - offsetInDays(other.at, daysPerMonth));
}

/** Keys for arms: the words of the label in one, `arm2` where they make none, numbered where two labels make the same. */
export function armKeys(labels: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return labels.map((label, index) => {
    const words = label.slice(0, 200).match(/[\p{L}\p{N}]+/gu) ?? [];
    const joined = words.map((word, position) => (position === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase())).join("");
    // A key must not look like a number, which would change the order of the keys, nor be a name that every object answers to.
    const key = /^\p{L}/u.test(joined) && !(joined in Object.prototype) && joined !== "prototype" ? joined : `arm${index + 1}`;
    let unique = key;
    for (let number = 2; taken.has(unique); number++) unique = `${key}${number}`;
    taken.add(unique);
    return unique;
  });
}
