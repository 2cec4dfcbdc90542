import type { EmergenceVerdict, EventToJudge, MonthConvention, TreatmentEmergenceOptions } from "trialwise/calendar";

/*
 * Calendars without dates of any library: a day is a number, counted by the lengths of months and the rule of leap years. Every day that
 * a date may mean is tried one by one.
 */
interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function lengthOfMonth(year: number, month: number): number {
  const leap = year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** Days since 1 January of the year 0: whole years by the rule of leap years, then months. */
export function dayNumber({ year, month, day }: Civil): number {
  const before = year - 1;
  let number = 365 * year + (year === 0 ? 0 : 1 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400));
  for (let earlier = 1; earlier < month; earlier++) number += lengthOfMonth(year, earlier);
  return number + day - 1;
}

export function civilOf(number: number): Civil {
  let year = Math.floor(number / 365.2425);
  while (dayNumber({ year, month: 1, day: 1 }) > number) year--;
  while (dayNumber({ year: year + 1, month: 1, day: 1 }) <= number) year++;
  let month = 12;
  while (dayNumber({ year, month, day: 1 }) > number) month--;
  return { year, month, day: number - dayNumber({ year, month, day: 1 }) + 1 };
}

export function parse(text: string): Civil {
  const [year, month, day] = text.split("-").map(Number);
  return { year: year!, month: month!, day: day! };
}

export function format({ year, month, day }: Civil): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const numberOf = (text: string): number => dayNumber(parse(text));

/** Day 1 is the reference; counted one day at a time past the day 0 that does not exist. */
export function naiveStudyDay(date: string, reference: string): number {
  const [to, from] = [numberOf(date), numberOf(reference)];
  const day = to - from;
  return to < from ? day : day + 1;
}

export function naiveDateOfStudyDay(day: number, reference: string): string {
  return format(civilOf(numberOf(reference) + (day > 0 ? day - 1 : day)));
}

/** Units of so many months, counted one after the other from the start. */
export function naiveMonths(from: string, to: string, convention: MonthConvention, monthsPerUnit: number): number {
  const [start, end] = [numberOf(from), numberOf(to)];
  if (convention === "julian") return (end - start) / ((365.25 / 12) * monthsPerUnit);
  if (convention === "thirty-day") return (end - start) / (30 * monthsPerUnit);
  if (end < start) return -naiveMonths(to, from, convention, monthsPerUnit);
  const [first, last] = [parse(from), parse(to)];
  if (convention === "boundaries") {
    return monthsPerUnit === 12 ? last.year - first.year : 12 * (last.year - first.year) + last.month - first.month;
  }
  const anniversary = (count: number) => {
    const months = first.month - 1 + count * monthsPerUnit;
    const [year, month] = [first.year + Math.floor(months / 12), (months % 12) + 1];
    return dayNumber({ year, month, day: Math.min(first.day, lengthOfMonth(year, month)) });
  };
  let completed = 0;
  while (anniversary(completed + 1) <= end) completed++;
  if (convention === "completed") return completed;
  return completed + (end - anniversary(completed)) / (anniversary(completed + 1) - anniversary(completed));
}

/** Every day of a year that a date with unknown parts may mean. */
export function naiveDays(text: string): readonly string[] {
  const pattern = /^(\d{4})(?:-(\d\d|-))?(?:-(\d\d|-))?$/.exec(text)!;
  const [year, month, day] = [Number(pattern[1]), pattern[2], pattern[3]];
  const days: string[] = [];
  for (let number = dayNumber({ year, month: 1, day: 1 }); number < dayNumber({ year: year + 1, month: 1, day: 1 }); number++) {
    const civil = civilOf(number);
    if ((month === undefined || month === "-" || Number(month) === civil.month) && (day === undefined || day === "-" || Number(day) === civil.day)) days.push(format(civil));
  }
  return days;
}

export function naiveImpute(text: string, rule: "first" | "middle" | "last", notBefore: string | null, notAfter: string | null): { readonly date: string; readonly outsideBounds: boolean } {
  const days = naiveDays(text);
  const ending = /^\d{4}-\d\d-\d\d$/.test(text) ? "" : /^\d{4}-\d\d$/.test(text) ? "-15" : /^\d{4}$/.test(text) ? "-06-30" : text.endsWith("31") ? "-07-31" : `-06-${text.slice(-2)}`;
  const chosen = rule === "first" ? days[0]! : rule === "last" ? days.at(-1)! : days.find((day) => day.endsWith(ending))!;
  const within = days.filter((day) => (notBefore === null || day >= notBefore) && (notAfter === null || day <= notAfter));
  if (within.length === 0) return { date: chosen, outsideBounds: true };
  // Of the days within, the one fewest days away.
  const distance = (day: string) => Math.abs(numberOf(day) - numberOf(chosen));
  return { date: within.reduce((nearest, day) => (distance(day) < distance(nearest) ? day : nearest)), outsideBounds: false };
}

/** The verdicts of all readings of all dates, day by day. */
export function naiveVerdict(event: EventToJudge, { daysAfterLastDose, preexisting }: TreatmentEmergenceOptions): EmergenceVerdict {
  if (event.firstDose === null) return "not-emergent";
  const first = numberOf(event.firstDose);
  const isKnown = (text: string | null | undefined): text is string => typeof text === "string" && /^\d{4}/.test(text);
  const last = isKnown(event.end) ? numberOf(naiveDays(event.end).at(-1)!) : Infinity;
  const onsets = isKnown(event.onset) ? naiveDays(event.onset).map(numberOf) : Array.from({ length: 1200 }, (_, index) => first - 400 + index);
  const ends =
    daysAfterLastDose === null ? [Infinity] : isKnown(event.lastDose) ? [numberOf(event.lastDose) + daysAfterLastDose] : [...Array.from({ length: 700 }, (_, index) => first + daysAfterLastDose + index), Infinity];
  const verdicts = new Set<EmergenceVerdict>();
  for (const onset of last < first ? [last] : onsets.filter((day) => day <= last)) {
    for (const end of ends) {
      if (onset >= first) verdicts.add(onset <= end ? "emergent" : "not-emergent");
      else if (last < first || preexisting === "never") verdicts.add("not-emergent");
      else if (event.grade === undefined || event.priorGrade === undefined) verdicts.add("undecidable");
      else if (event.grade <= event.priorGrade) verdicts.add("not-emergent");
      else {
        const rises = isKnown(event.worsenedAt)
          ? naiveDays(event.worsenedAt).map(numberOf).filter((day) => !isKnown(event.onset) || day >= onsets[0]!)
          : Array.from({ length: 900 }, (_, index) => first + index);
        // The prior grade stood until the first dose; a record that says otherwise in every reading rose outside the window.
        const later = rises.filter((day) => day >= first && day <= last);
        for (const rise of later.length > 0 ? later : rises) if (rise <= last) verdicts.add(rise >= first && rise <= end ? "emergent" : "not-emergent");
      }
      if (verdicts.size > 1) return "undecidable";
    }
  }
  return [...verdicts][0] ?? "undecidable";
}

export interface NaiveVisitCase {
  readonly targets: readonly number[];
  readonly windows: readonly ({ readonly before: number; readonly after: number } | null)[];
  readonly baseline: number;
  readonly rule: "declared" | "midpoint" | "closest";
  readonly within: number;
  readonly ties: "earlier" | "later";
  readonly several: "closest" | "first" | "last";
  readonly useLast: boolean;
  readonly dose: number | null;
  readonly day: readonly number[];
  readonly known: readonly boolean[];
}

/** The visit of each day, by position; null where there is none. Written as a list of all pairs of visits and days that could be, best first. */
export function naiveVisits(visitCase: NaiveVisitCase): readonly (number | null)[] {
  const { targets, windows, baseline, rule, within, ties, several, useLast, dose, day, known } = visitCase;
  const [outerBefore, outerAfter] = [windows[0]?.before ?? Infinity, windows.at(-1)?.after ?? Infinity];
  const takes = (visit: number, on: number): boolean => {
    const target = targets[visit]!;
    if (target * on < 0) return false;
    const [early, late] = [target - on, on - target];
    const window = windows[visit]!;
    if (rule === "closest") return Math.abs(late) <= within;
    if (rule === "declared") return early <= (window?.before ?? 0) && late <= (window?.after ?? 0);
    return targets[0]! - on <= outerBefore && on - targets.at(-1)! <= outerAfter;
  };
  const better = (left: readonly number[], right: readonly number[]) => {
    const place = left.findIndex((value, index) => value !== right[index]);
    return place === -1 ? 0 : left[place]! - right[place]!;
  };
  const home = day.map((on) => {
    const takers = targets.flatMap((target, visit) => (takes(visit, on) ? [{ visit, rank: [Math.abs(target - on), ties === "later" ? -target : target] }] : []));
    return takers.sort((a, b) => better(a.rank, b.rank))[0]?.visit ?? null;
  });
  const result: (number | null)[] = day.map(() => null);
  const beforeTreatment = day.flatMap((on, index) => (useLast && known[index] && on <= (dose ?? 0) ? [{ index, on }] : [])).sort((a, b) => b.on - a.on)[0];
  if (beforeTreatment !== undefined) result[beforeTreatment.index] = baseline;
  for (let visit = 0; visit < targets.length; visit++) {
    if (useLast && visit === baseline) continue;
    const rank = (index: number) => {
      const on = day[index]!;
      const [first, last] = [on, -on];
      const preference = several === "first" ? [first] : several === "last" ? [last] : [Math.abs(on - targets[visit]!), ties === "later" ? last : first];
      return [known[index] ? 0 : 1, ...preference];
    };
    const own = day.flatMap((_, index) => (home[index] === visit && index !== beforeTreatment?.index ? [index] : []));
    const [chosen] = own.sort((a, b) => better(rank(a), rank(b)));
    if (chosen !== undefined) result[chosen] = visit;
  }
  return result;
}
