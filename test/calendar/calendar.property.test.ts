import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Assessment,
  assignVisits,
  dateOfStudyDay,
  durationBetween,
  type EventToJudge,
  imputeDates,
  monthsBetween,
  studyDay,
  treatmentEmergence,
} from "trialwise/calendar";
import { tallyAdverseEvents } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import { expectPlain } from "../change/plain.ts";
import { deepFreeze } from "../deepFreeze.ts";
import {
  civilOf,
  dayNumber,
  format,
  naiveDateOfStudyDay,
  naiveDays,
  naiveImpute,
  naiveMonths,
  naiveStudyDay,
  naiveVerdict,
  naiveVisits,
  type NaiveVisitCase,
  parse,
} from "../naive/calendar.ts";
import { assign, type MadeUpKeys, recordsOf } from "./visitCase.ts";

const conventions = ["julian", "thirty-day", "calendar", "completed", "boundaries"] as const;
const last = dayNumber(parse("9999-12-31"));
const dateAt = (number: number) => format(civilOf(number));

/** Any date of ten thousand years, and often a neighbour of the end of a month, of February or of the year. */
const date = fc.oneof(
  fc.integer({ min: 0, max: last }).map(dateAt),
  fc.tuple(fc.integer({ min: 1890, max: 2110 }), fc.constantFrom("-02-28", "-03-01", "-12-31", "-01-01", "-01-31", "-04-30"), fc.integer({ min: -1, max: 1 })).map(
    ([year, ending, shift]) => dateAt(dayNumber(parse(`${year}${ending}`)) + shift),
  ),
);
const near = fc.tuple(date, fc.integer({ min: -900, max: 900 })).map(([from, days]) => [from, dateAt(Math.min(last, Math.max(0, dayNumber(parse(from)) + days)))] as const);

describe("studyDay and dateOfStudyDay", () => {
  it("agree with counting from civil dates, and undo each other", () => {
    fc.assert(
      fc.property(date, date, (one, reference) => {
        const day = studyDay(one, { reference });
        expect(day).toBe(naiveStudyDay(one, reference));
        expect(day).not.toBe(0);
        expect(dateOfStudyDay(day, { reference })).toBe(one);
        expect(naiveDateOfStudyDay(day, reference)).toBe(one);
        // Seen from the other side, the same distance: the two days 1 are one apart.
        const back = studyDay(reference, { reference: one });
        expect(one === reference ? [day, back] : [day + back]).toEqual(one === reference ? [1, 1] : [1]);
      }),
    );
  });
});

describe("monthsBetween and durationBetween", () => {
  it("agree with counting months one after the other", () => {
    fc.assert(
      fc.property(near, fc.constantFrom(...conventions), ([from, to], convention) => {
        expect(monthsBetween({ from, to }, { convention })).toBeCloseTo(naiveMonths(from, to, convention, 1), 10);
        if (to < from) return;
        expect(durationBetween({ from, to }, { unit: "year", end: "exclusive", convention }).amount).toBeCloseTo(naiveMonths(from, to, convention, 12), 10);
      }),
    );
  });

  it("turn their sign with the dates, never run backwards, and stand in order", () => {
    fc.assert(
      fc.property(near, ([from, to]) => {
        const counts = conventions.map((convention) => monthsBetween({ from, to }, { convention }));
        expect(counts.map((count) => (count === 0 ? 0 : -count))).toEqual(conventions.map((convention) => monthsBetween({ from: to, to: from }, { convention })));
        const [julian, thirtyDay, calendar, completed, boundaries] = counts;
        // A sum with 0 turns −0 into 0.
        expect(Math.trunc(calendar!) + 0).toBe(completed);
        expect(Math.abs(boundaries!) - Math.abs(completed!)).toBeLessThanOrEqual(1);
        expect(Math.abs(thirtyDay!)).toBeGreaterThanOrEqual(Math.abs(julian!));
        // A calendar month is 28 to 31 days.
        const days = Math.abs(dayNumber(parse(to)) - dayNumber(parse(from)));
        expect(Math.abs(calendar!)).toBeGreaterThanOrEqual(days / 31 - 1e-9);
        expect(Math.abs(calendar!)).toBeLessThanOrEqual(days / 28 + 1e-9);
        const later = dateAt(Math.min(last, dayNumber(parse(to)) + 1));
        for (const convention of conventions) expect(monthsBetween({ from, to: later }, { convention })).toBeGreaterThanOrEqual(monthsBetween({ from, to }, { convention }));
      }),
    );
  });

  it("counts the leap day of the year 0, which falls on no day of 1900", () => {
    expect(durationBetween({ from: "0000-01-10", to: "0000-02-28" }, { unit: "day", end: "inclusive" }).amount).toBe(50);
  });

  it("lasts a day longer with its last day, in every unit as long as to the day after", () => {
    fc.assert(
      fc.property(near, fc.constantFrom("day", "week"), fc.constantFrom("month", "year"), fc.constantFrom(...conventions), ([one, other], short, long, convention) => {
        const [from, to] = one <= other ? [one, other] : [other, one];
        if (to === "9999-12-31") return;
        const dayAfter = dateAt(dayNumber(parse(to)) + 1);
        for (const options of [{ unit: short }, { unit: long, convention }] as const) {
          const inclusive = durationBetween({ from, to }, { ...options, end: "inclusive" });
          expectPlain(inclusive);
          expect(inclusive.amount).toBe(durationBetween({ from, to: dayAfter }, { ...options, end: "exclusive" }).amount);
          expect(inclusive.days).toBe(dayNumber(parse(to)) - dayNumber(parse(from)) + 1);
        }
      }),
    );
  });
});

/** A date of which some parts are unknown. */
const partial = fc.tuple(fc.integer({ min: dayNumber(parse("2011-01-01")), max: dayNumber(parse("2013-12-31")) }).map(dateAt), fc.constantFrom("full", "month", "year", "day")).map(
  ([full, kind]) => ({ full, kind, text: kind === "full" ? full : kind === "month" ? full.slice(0, 7) : kind === "year" ? full.slice(0, 4) : `${full.slice(0, 4)}---${full.slice(8)}` }),
);
const plainDate = fc.integer({ min: dayNumber(parse("2010-10-01")), max: dayNumber(parse("2014-03-01")) }).map(dateAt);

describe("imputeDates", () => {
  it("agrees with trying every day of the year, and stays within what is known and the bounds", () => {
    fc.assert(
      fc.property(partial, fc.constantFrom("first", "middle", "last"), fc.option(plainDate), fc.option(plainDate), ({ text, kind }, rule, one, other) => {
        const [notBefore, notAfter] = one !== null && other !== null && one > other ? [other, one] : [one, other];
        const result = imputeDates(deepFreeze([{ date: text, notBefore, notAfter }]), { rule });
        expectPlain(result);
        const [imputed] = result.dates;
        const naive = naiveImpute(text, rule, notBefore, notAfter);
        expect(imputed).toMatchObject({ recorded: text, date: naive.date });
        expect(imputed!.outsideBounds ?? false).toBe(naive.outsideBounds);
        expect(naiveDays(text)).toContain(imputed!.date);
        expect(imputed!.flag ?? "").toBe({ full: "", month: "D", year: "M", day: "M" }[kind]!);
        if (!naive.outsideBounds) expect((notBefore ?? "") <= imputed!.date! && imputed!.date! <= (notAfter ?? "9")).toBe(true);
      }),
    );
  });

  it("puts the first day no later than the middle one, and that no later than the last", () => {
    fc.assert(
      fc.property(partial, fc.option(plainDate), ({ text }, notBefore) => {
        const [first, middle, latest] = (["first", "middle", "last"] as const).map((rule) => imputeDates([{ date: text, notBefore }], { rule }).dates[0]!.date!);
        expect(first! <= middle! && middle! <= latest!).toBe(true);
      }),
    );
  });
});

const visitCase: fc.Arbitrary<NaiveVisitCase> = fc.uniqueArray(fc.integer({ min: -20, max: 40 }), { minLength: 1, maxLength: 5 }).chain((list) =>
  fc.integer({ min: 0, max: list.length - 1 }).chain((baseline) => {
    const inOrder = [...list].sort((a, b) => a - b);
    const targets = inOrder.map((target) => target - inOrder[baseline]!);
    const side = fc.integer({ min: 0, max: 15 });
    return fc.record({
      targets: fc.constant(targets),
      baseline: fc.constant(baseline),
      windows: fc.array(fc.option(fc.record({ before: side, after: side })), { minLength: targets.length, maxLength: targets.length }),
      rule: fc.constantFrom("declared", "midpoint", "closest"),
      within: fc.integer({ min: 0, max: 12 }),
      ties: fc.constantFrom("earlier", "later"),
      several: fc.constantFrom("closest", "first", "last"),
      useLast: fc.boolean(),
      dose: fc.option(fc.integer({ min: -5, max: 10 })),
      day: fc.uniqueArray(fc.integer({ min: -60, max: 80 }), { maxLength: 12 }),
      known: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    });
  }),
);

describe("assignVisits", () => {
  it("agrees with ranking all pairs of visits and days, and can be read back", () => {
    fc.assert(
      fc.property(visitCase, (own) => {
        const { data, result, visits } = assign(own);
        expect(visits).toEqual(naiveVisits(own));
        expectPlain(result);
        const { counts, placed, notPlaced } = result;
        expect(counts.placed + Object.values(counts.notPlaced).reduce((total, count) => total + count, 0)).toBe(own.day.length);
        expect([...placed, ...notPlaced].map(({ assessment }) => assessment).sort((a, b) => a - b)).toEqual(own.day.map((_, index) => index));
        expect(data.observations.length).toBe(placed.length);
        for (const { day, fromTarget, visit } of placed) expect(day! - fromTarget!).toBe(own.targets[Number(visit.slice(1))]!);
      }),
    );
  });

  it("places the same values whatever their order, and by date or study day as by day", () => {
    fc.assert(
      fc.property(visitCase.chain((own) => fc.record({ own: fc.constant(own), order: fc.shuffledSubarray(own.day.map((_, index) => index), { minLength: own.day.length }) })), ({ own, order }) => {
        const { trial, people, assessments } = recordsOf(own);
        const data = readTrialData(trial, people);
        const options = { windows: "midpoint", ties: own.ties, several: own.several, baseline: own.useLast ? "last-before-treatment" : "window" } as const;
        const visitsBy = (list: readonly Assessment<MadeUpKeys>[], positions: readonly number[]) => {
          const { placed } = assignVisits(data, list, options);
          return new Map(placed.map(({ assessment, visit }) => [positions[assessment], visit]));
        };
        const inPlace = own.day.map((_, index) => index);
        const expected = visitsBy(assessments, inPlace);
        expect(visitsBy(order.map((index) => assessments[index]!), order)).toEqual(expected);
        const timeless = assessments.map((assessment) => {
          const { day, ...rest } = assessment;
          return { rest, day };
        });
        expect(visitsBy(timeless.map(({ rest, day }) => ({ ...rest, date: dateAt(dayNumber(parse("2012-02-20")) + day) })), inPlace)).toEqual(expected);
        expect(visitsBy(timeless.map(({ rest, day }) => ({ ...rest, studyDay: day + (day >= 0 ? 1 : 0) })), inPlace)).toEqual(expected);
      }),
    );
  });
});

const grade = fc.option(fc.constantFrom(1, 2, 3, 4, 5), { nil: undefined, freq: 3 });
const eventCase = fc
  .record({
    first: fc.integer({ min: dayNumber(parse("2011-10-01")), max: dayNumber(parse("2012-06-30")) }),
    course: fc.option(fc.integer({ min: 0, max: 80 }), { freq: 4 }),
    onset: fc.option(partial, { freq: 4 }),
    end: fc.option(partial),
    worsenedAt: fc.option(partial, { freq: 1 }),
    grade,
    priorGrade: grade,
    daysAfterLastDose: fc.constantFrom(null, 0, 7, 30),
    preexisting: fc.constantFrom("worsened", "never"),
  })
  .map(({ first, course, onset, end, worsenedAt, grade: own, priorGrade, ...options }) => {
    const event = {
      onset: onset?.text ?? null,
      end: end?.text ?? null,
      firstDose: dateAt(first),
      lastDose: course === null ? null : dateAt(first + course),
      ...(own !== undefined && { grade: own }),
      ...(priorGrade !== undefined && { priorGrade }),
      worsenedAt: worsenedAt?.text ?? null,
    } satisfies EventToJudge;
    return { event, options, first, course };
  })
  // An event that ends before it starts, or worsens when it is not there, is refused.
  .filter(({ event: { onset, end, worsenedAt } }) => {
    const earliest = onset === null ? "" : naiveDays(onset)[0]!;
    const latest = end === null ? "9" : naiveDays(end).at(-1)!;
    return earliest <= latest && (worsenedAt === null || naiveDays(worsenedAt).some((day) => day >= earliest && day <= latest));
  });

const trial = defineTrial({
  id: "made-up",
  arms: { msc: { label: "MSC", role: "experimental" } },
  visits: { V5: { at: { days: 0 }, baseline: true } },
  populations: { everyone: { label: "Everyone", rule: { kind: "everyone" } } },
});

describe("treatmentEmergence", () => {
  it("agrees with judging every reading of the dates, day by day", () => {
    fc.assert(
      fc.property(eventCase, ({ event, options }) => {
        const result = treatmentEmergence(deepFreeze([event]), options);
        expectPlain(result.events);
        expect(result.events[0]!.verdict).toBe(naiveVerdict(event, options));
      }),
      { numRuns: 200 },
    );
  });

  it("calls nothing emergent that the tally leaves out, and nothing not emergent that it counts", () => {
    fc.assert(
      fc.property(eventCase, ({ event, options, first, course }) => {
        // The tally reads no day of an unknown month.
        const dates = [event.onset, event.end ?? null, event.worsenedAt ?? null];
        if (course === null || options.preexisting === "never" || options.daysAfterLastDose === null || dates.some((text) => text?.includes("---"))) return;
        const [start, end, worsenedAt] = dates.map((text) => (text === null ? undefined : { date: text }));
        const participants = [{ id: "001", arm: "msc", baselineDate: "2012-01-01" }];
        const data = readTrialData(trial, {
          participants,
          doses: course === 0 ? [{ participant: "001", number: 1, at: { date: dateAt(first) } }] : [first, first + course].map((day, index) => ({ participant: "001", number: index + 1, at: { date: dateAt(day) } })),
          adverseEvents: [
            {
              participant: "001",
              systemOrganClass: "Infections",
              preferredTerm: "Cold",
              ...(start && { start }),
              ...(end && { end }),
              ...(worsenedAt && { worsenedAt }),
              ...(event.grade !== undefined && { grade: event.grade }),
              ...(event.priorGrade !== undefined && { priorGrade: event.priorGrade }),
            },
          ],
        });
        const window = { start: { days: 0, from: "dose:1" }, end: { days: options.daysAfterLastDose, from: course === 0 ? "dose:1" : "dose:2" } } as const;
        const { counts } = tallyAdverseEvents(data, { population: "everyone", windows: { treated: window } });
        const { verdict } = treatmentEmergence([event], options).events[0]!;
        expect(verdict === "undecidable" || (verdict === "emergent") === (counts.tallied === 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
