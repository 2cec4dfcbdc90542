// A second implementation of the tallies: every cell asks every event anew, participants are sets, a day is counted by walking.
// Quadratic and plain on purpose; it shares nothing with the first but types.
import type { AdverseEventFilter, AdverseEventWindow, TallyAdverseEventsOptions } from "trialwise/safety";
import type { Offset, PlacedAdverseEvent, PlacedTime, TrialData } from "trialwise/trial";

type Options = Pick<TallyAdverseEventsOptions, "exposure" | "timeZero">;

export interface NaiveCell {
  readonly events: number;
  readonly participantIds: readonly string[];
  /** Participants by highest grade, ungraded first. */
  readonly highest: readonly number[];
  readonly firstEvents: number;
  /** `null` where a participant's follow-up has no end. */
  readonly days: number | null;
  readonly prevalent: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** One cell; `systemOrganClass` and `preferredTerm` undefined for the row of any event. */
export function naiveCell(
  data: TrialData,
  options: Options,
  members: ReadonlySet<string>,
  where: { readonly window: AdverseEventWindow; readonly category: AdverseEventFilter; readonly arm: string; readonly systemOrganClass?: string; readonly preferredTerm?: string },
): NaiveCell {
  const inRow = data.adverseEvents.filter(
    (event) =>
      (where.systemOrganClass === undefined || event.systemOrganClass === where.systemOrganClass) &&
      (where.preferredTerm === undefined || event.preferredTerm === where.preferredTerm) &&
      members.has(event.participant) &&
      armOf(data, event.participant) === where.arm &&
      naiveFilter(where.category, event) === true,
  );
  const of = (status: string) => inRow.filter((event) => naiveStatus(data, where.window, options.timeZero ?? "baseline", event).split(" ").includes(status));
  const counted = of("counted");
  const participantIds = data.participants.map(({ id }) => id).filter((id) => counted.some((event) => event.participant === id));
  const there = new Set(of("there").map((event) => event.participant));
  const highest = [0, 0, 0, 0, 0, 0];
  for (const id of participantIds) highest[Math.max(...counted.filter((event) => event.participant === id).map((event) => event.grade ?? 0))]! += 1;

  let [days, prevalent, unknown] = [0, 0, false];
  for (const { id, arm } of data.participants) {
    const span = arm === where.arm && members.has(id) ? naiveSpan(data, where.window, options.timeZero ?? "baseline", id) : null;
    if (span === null) continue;
    const end = Math.min(span.to, naiveFollowUp(data, options, id));
    if (end === Infinity) unknown = true;
    const followed = walk(span.from, end);
    if (there.has(id)) prevalent += followed === 0 ? 0 : 1;
    else {
      const onsets = counted.filter((event) => event.participant === id).map((event) => naiveOnset(data, options, event, span));
      const first = Math.min(...onsets);
      days += first === Infinity ? followed : walk(span.from, first);
    }
  }
  return {
    events: counted.length,
    participantIds,
    highest,
    firstEvents: participantIds.filter((id) => !there.has(id)).length,
    days: unknown ? null : days,
    prevalent,
  };
}

/** `counted`, `there` (when the window opened), both, `over`, `later` or `never-open`. */
export function naiveStatus(data: TrialData, window: AdverseEventWindow, timeZero: string, event: PlacedAdverseEvent): string {
  const span = naiveSpan(data, window, timeZero, event.participant);
  if (span === null) return "never-open";
  const onset = { from: event.start?.earliest ?? -Infinity, to: Math.min(event.start?.latest ?? Infinity, naiveLast(data, event)) };
  if (onset.to >= span.from - 1e-6) return onset.from <= span.to + 1e-6 ? "counted" : "later";
  if (naiveLast(data, event) < span.from - 1e-6) return "over";
  const rise = { from: event.worsenedAt?.earliest ?? -Infinity, to: event.worsenedAt?.latest ?? Infinity };
  const rose = (event.grade ?? 0) > (event.priorGrade ?? 9);
  return rose && rise.to >= span.from - 1e-6 && rise.from <= span.to + 1e-6 ? "there counted" : "there";
}

/** On what ground an event is counted, `certain` where nothing is open; `null` where it is not. */
export function naiveGround(data: TrialData, window: AdverseEventWindow, timeZero: string, event: PlacedAdverseEvent): "worsened" | "missingOnset" | "uncertainOnset" | "certain" | null {
  const status = naiveStatus(data, window, timeZero, event);
  if (status === "there counted") return "worsened";
  if (status !== "counted") return null;
  if (event.start === undefined) return "missingOnset";
  const { from, to } = naiveSpan(data, window, timeZero, event.participant)!;
  const isInside = (day: number) => day >= from - 1e-6 && day <= to + 1e-6;
  return isInside(event.start.earliest) && isInside(Math.min(event.start.latest, naiveLast(data, event))) ? "certain" : "uncertainOnset";
}

/** Positions of events that an earlier one of these participants equals in every field, each with the first such one. */
export function naiveDuplicates(data: TrialData, members: ReadonlySet<string>): (readonly [number, number])[] {
  const days = (time: PlacedTime | undefined) => (time === undefined ? null : [time.earliest, time.latest]);
  const texts = data.adverseEvents.map(({ start, end, worsenedAt, related, ...rest }) =>
    JSON.stringify([Object.entries(rest).sort(), days(start), days(end), days(worsenedAt), related?.product ?? null, related?.procedure ?? null]),
  );
  return texts.flatMap((text, event) => {
    const first = texts.indexOf(text);
    return first < event && members.has(data.adverseEvents[event]!.participant) ? [[event, first] as const] : [];
  });
}

/** `undefined` where the event cannot be judged. */
export function naiveFilter(filter: AdverseEventFilter, event: PlacedAdverseEvent): boolean | undefined {
  const grades = { from: filter.grade?.from ?? 1, to: filter.grade?.to ?? 5 };
  const answers = [
    filter.serious === undefined ? true : event.serious === undefined ? undefined : event.serious === filter.serious,
    filter.relatedTo === undefined ? true : { yes: true, no: false, unstated: undefined }[event.related?.[filter.relatedTo] ?? "unstated"],
    filter.outcomes === undefined ? true : event.outcome === undefined ? undefined : filter.outcomes.includes(event.outcome),
    filter.grade === undefined ? true : event.grade === undefined ? undefined : event.grade >= grades.from && event.grade <= grades.to,
    filter.fatal === undefined ? true : event.outcome === undefined && event.grade !== 5 ? undefined : filter.fatal === (event.outcome === "fatal" || event.grade === 5),
  ];
  if (answers.includes(false)) return false;
  if (!answers.includes(undefined)) return true;
  return filter.unstated === "count" ? true : undefined;
}

export function naiveSpan(data: TrialData, window: AdverseEventWindow, timeZero: string, id: string): Span | null {
  const from = naiveDay(data, window.start, timeZero, id);
  const ends = window.end === "end-of-follow-up" ? [Infinity] : [window.end].flat().map((bound) => naiveDay(data, bound, timeZero, id)?.latest);
  const to = Math.min(...ends.filter((end) => end !== undefined));
  if (from === null || ends.every((end) => end === undefined) || to < from.earliest) return null;
  return { from: from.earliest, to };
}

function naiveDay(data: TrialData, bound: Offset & { readonly from?: string }, timeZero: string, id: string): { readonly earliest: number; readonly latest: number } | null {
  const offset = "months" in bound ? bound.months * (365.25 / 12) : "weeks" in bound ? bound.weeks * 7 : bound.days;
  const from = bound.from ?? "baseline";
  if (from === "baseline") return { earliest: offset, latest: offset };
  let anchor: { readonly earliest: number; readonly latest: number } | null = null;
  if (from.startsWith("dose:")) {
    anchor = data.doses.find((dose) => dose.participant === id && from === `dose:${dose.number}`)?.at ?? null;
    const dosed = data.doses.some((dose) => armOf(data, dose.participant) === armOf(data, id));
    if (anchor === null && from === "dose:1" && !dosed) anchor = naiveDay(data, { days: 0, from: timeZero }, timeZero, id);
  } else {
    const visit = data.trial.visits[from]!;
    anchor = naiveDay(data, { ...visit.at, ...(visit.from && { from: visit.from }) }, timeZero, id);
  }
  return anchor && { earliest: anchor.earliest + offset, latest: anchor.latest + offset };
}

function naiveLast(data: TrialData, event: PlacedAdverseEvent): number {
  return Math.min(event.end?.latest ?? Infinity, naiveDeath(data, event.participant)?.latest ?? Infinity);
}

function naiveDeath(data: TrialData, id: string): PlacedTime | undefined {
  const death = data.clinicalEvents.find(({ participant, kind }) => participant === id && kind === "death");
  const recorded = death?.at ?? data.dispositions.filter(({ participant, status, at }) => participant === id && status === "died" && at !== undefined).at(-1)?.at;
  if (recorded !== undefined) return recorded;
  // Without a record of its own a death is where the first of the fatal events ended.
  const ends = data.adverseEvents.flatMap(({ participant, outcome, grade, end }) => (participant === id && (outcome === "fatal" || grade === 5) && end ? [end] : []));
  return ends.sort((left, right) => left.latest - right.latest)[0];
}

function naiveFollowUp(data: TrialData, { exposure = {} }: Options, id: string): number {
  const { followUpEnds = ["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded"], partialDates = "earliest" } = exposure;
  const left = data.dispositions.flatMap(({ participant, status, at }) => (participant === id && followUpEnds.includes(status) && at ? [at[partialDates]] : []));
  return Math.min(naiveDeath(data, id)?.[partialDates] ?? Infinity, left.length === 0 ? Infinity : Math.max(...left));
}

function naiveOnset(data: TrialData, options: Options, event: PlacedAdverseEvent, span: Span): number {
  const { exposure = {} } = options;
  const first = event.start?.earliest ?? -Infinity;
  if (exposure.partialDates !== "latest") return Math.max(first, span.from);
  const last = Math.min(event.start?.latest ?? Infinity, naiveLast(data, event), span.to);
  const left = naiveFollowUp(data, options, event.participant);
  // Where it may have come while the participant was followed, it did; taken to be in the window, it is there on its first day at least.
  return first > left || last <= left ? last : left < span.from ? span.from : left;
}

/** Days from one time to another, walked: both belong to the days that they lie in. */
function walk(from: number, to: number): number {
  if (to === Infinity) return NaN;
  let days = 0;
  for (let day = Math.floor(from); day <= Math.floor(to); day++) days += 1;
  return days;
}

function armOf(data: TrialData, id: string): string {
  return data.participants.find((participant) => participant.id === id)!.arm;
}

/** Garwood's limits without the χ² distribution: the rates at which the Poisson probabilities add up to the tail, by bisection. */
export function naivePoissonInterval(events: number, time: number, level: number): readonly [number, number] {
  const tail = (1 - level) / 2;
  const atMost = (count: number, mean: number) => {
    let [term, sum] = [Math.exp(-mean), 0];
    for (let k = 0; k <= count; k++) {
      sum += term;
      term *= mean / (k + 1);
    }
    return sum;
  };
  const atLeast = (count: number, mean: number) => {
    let term = Math.exp(-mean);
    for (let k = 1; k <= count; k++) term *= mean / k;
    let sum = 0;
    for (let k = count; k < count + 400; k++) {
      sum += term;
      term *= mean / (k + 1);
    }
    return sum;
  };
  const solve = (rising: (mean: number) => number) => {
    let [low, high] = [0, 4 * events + 60];
    for (let step = 0; step < 200; step++) {
      const middle = (low + high) / 2;
      if (rising(middle) < 0) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  const lower = events === 0 ? 0 : solve((mean) => atLeast(events, mean) - tail);
  return [lower / time, solve((mean) => tail - atMost(events, mean)) / time];
}
