// A second implementation of responder classification that goes another way: bounds in whole numbers without a division, rules
// with open parts decided by going through every way they could have come out, and plain tables of scores in place of trial data.

export interface NaivePart {
  readonly kind: "percent" | "slope" | "change" | "noWorsening";
  readonly end: string;
  /** Percent; twelfths of a point a month; points. */
  readonly bound: number;
  readonly strict: boolean;
  /** Weeks over which it has to be confirmed. */
  readonly weeks?: number;
}

export type NaiveRule = { readonly part: NaivePart } | { readonly any: readonly NaiveRule[] } | { readonly all: readonly NaiveRule[] } | { readonly not: NaiveRule };

export interface NaivePolicies {
  readonly deaths: string;
  readonly missing: string;
  readonly noLeadInDecline: string;
}

export interface NaiveParticipant {
  readonly better: "higher" | "lower";
  /** Scores by visit; the lead-in is V1 to V5. */
  readonly scores: { readonly [visit: string]: number | null };
  readonly deathMonth: number | null;
}

type Months = { readonly [visit: string]: number };

/** Whether a score reaches a part at a visit: `"missing"` and `"none"` (no decline) where it cannot be told. */
function reaches({ better, scores }: NaiveParticipant, months: Months, part: NaivePart, end: string): boolean | "missing" | "none" {
  const sign = better === "higher" ? 1 : -1;
  const [before, baseline, after] = [scores["V1"] ?? null, scores["V5"] ?? null, scores[end] ?? null];
  if (baseline === null || after === null) return "missing";
  const gained = sign * (after - baseline);
  const compare = (left: number, right: number) => (part.strict ? left > right : left >= right);
  if (part.kind === "noWorsening") return gained >= 0;
  if (part.kind === "change") return compare(gained, part.bound);
  if (before === null) return "missing";
  const lost = -sign * (baseline - before);
  const length = months[end]!;
  if (part.kind === "slope") return compare(12 * (3 * gained + length * lost), 3 * part.bound * length);
  return lost > 0 ? compare(100 * (3 * gained + length * lost), part.bound * lost * length) : "none";
}

function judgePart(participant: NaiveParticipant, months: Months, part: NaivePart, policies: NaivePolicies): boolean | null {
  const byPolicy = (policy: string) => (policy === "non-responder" ? false : null);
  const isDead = participant.deathMonth !== null && participant.deathMonth <= months[part.end]!;
  const policy = isDead ? policies.deaths : policies.missing;
  if (isDead && policy !== "as-observed") return byPolicy(policy);
  const ends = Object.keys(months).filter((visit) => months[visit]! > 0 && months[visit]! < months[part.end]!);
  const candidates = policy === "as-observed" ? [part.end, ...ends.reverse()] : [part.end];
  const seen = candidates.map((end) => reaches(participant, months, part, end)).find((found) => found !== "missing");
  if (seen === undefined) return byPolicy(policy);
  if (typeof seen !== "boolean") return byPolicy(policies.noLeadInDecline);
  if (!seen || part.weeks === undefined) return seen;
  return confirmed(participant, months, part, policies);
}

/** The values after the window's end, one by one. */
function confirmed(participant: NaiveParticipant, months: Months, part: NaivePart, policies: NaivePolicies): boolean | null {
  const later = Object.keys(months).filter((visit) => months[visit]! > months[part.end]!);
  const weeksAfter = (visit: string) => ((months[visit]! - months[part.end]!) * 30.4375) / 7;
  const due = later.filter((visit) => weeksAfter(visit) >= part.weeks!);
  const observed = later.filter((visit) => participant.scores[visit] !== null && participant.scores[visit] !== undefined);
  const needed = observed.slice(0, observed.findIndex((visit) => due.includes(visit)) + 1);
  if (needed.length > 0) return needed.every((visit) => reaches(participant, months, part, visit) === true);
  if (observed.some((visit) => reaches(participant, months, part, visit) !== true)) return false;
  const isDead = participant.deathMonth !== null && participant.deathMonth <= months[due[0]!]!;
  return (isDead ? policies.deaths : policies.missing) === "excluded" ? null : false;
}

/** True or false if the rule comes out so whichever way its open parts would have come out, otherwise null. */
export function naiveResponds(participant: NaiveParticipant, months: Months, rule: NaiveRule, policies: NaivePolicies): boolean | null {
  const parts = partsOf(rule).map((part) => judgePart(participant, months, part, policies));
  const open = parts.flatMap((verdict, index) => (verdict === null ? [index] : []));
  const outcomes = new Set<boolean>();
  for (let way = 0; way < 2 ** open.length; way++) {
    const decided = parts.map((verdict, index) => verdict ?? Boolean((way >> open.indexOf(index)) & 1));
    outcomes.add(holds(rule, decided[Symbol.iterator]()));
  }
  return outcomes.size === 1 ? [...outcomes][0]! : null;
}

function partsOf(rule: NaiveRule): readonly NaivePart[] {
  if ("part" in rule) return [rule.part];
  if ("not" in rule) return partsOf(rule.not);
  return ("any" in rule ? rule.any : rule.all).flatMap(partsOf);
}

function holds(rule: NaiveRule, verdicts: Iterator<boolean>): boolean {
  if ("part" in rule) return verdicts.next().value === true;
  if ("not" in rule) return !holds(rule.not, verdicts);
  // Every part is looked at, so that the verdicts stay in step.
  const inner = ("any" in rule ? rule.any : rule.all).map((each) => holds(each, verdicts));
  return "any" in rule ? inner.includes(true) : !inner.includes(false);
}
