import fc from "fast-check";
import { adverseEventOutcomes, type AdverseEvent, defineTrial, type Disposition, type Dose, type KeysOf, type Observation, type Participant, readTrialData, type TimePoint, type TrialData } from "trialwise/trial";

export const trial = defineTrial({
  id: "made-up",
  arms: { msc: { label: "BM-MSC", role: "experimental" }, control: { label: "Placebo", role: "control" } },
  treatments: { cells: { label: "Cells" }, sham: { label: "Sham" } },
  visits: { V1: { at: { months: -3 } }, V5: { label: "Baseline", at: { months: 0 }, baseline: true }, V9: { label: "Month 4", at: { months: 4 } } },
  measures: {
    alsfrsR: { label: "ALSFRS-R", unit: "points", better: "higher" },
    // The same first eight letters as another key.
    slowVitalCapacity: { label: "Slow vital capacity", unit: "", better: "higher" },
    slowVitalCapacitySitting: { label: "Slow vital capacity, sitting", unit: "%", better: "higher" },
  },
  biomarkers: { nfl: { label: "NfL", unit: "pg/mL", matrix: "serum" } },
  covariates: { age: { kind: "number", label: "Age", unit: "years" }, site: { kind: "category", label: "Site", levels: ["01", "02", "a site"] } },
  populations: { safety: { label: "Safety population", rule: { kind: "dosed" } } },
});

export type Keys = KeysOf<typeof trial>;

const dayAfter = (date: string, days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const word = fc.constantFrom("Headache", "Fall", "__proto__", "Sinus tachycardia", "ä, ö and \"ü\"");
const product = fc.constantFrom("yes" as const, "no" as const, "unstated" as const);

/** Fields that may be absent. */
const some = <Fields extends object>(fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> }) => fc.record(fields, { requiredKeys: [] });

interface Person {
  readonly participant: Participant;
  readonly observations: readonly Observation[];
  readonly doses: readonly Dose[];
  readonly adverseEvents: readonly AdverseEvent[];
  readonly dispositions: readonly Disposition[];
  readonly death: { readonly at: TimePoint; readonly description?: string } | undefined;
}

/** `isPlain`: only what ADaM has a place for, in the form that it has. */
function personOf(id: string, isPlain: boolean, hasRelations: boolean): fc.Arbitrary<Person> {
  return fc.option(fc.integer({ min: 0, max: 20_000 }).map((day) => dayAfter("1980-01-01", day)), { nil: undefined }).chain((baselineDate) => {
    /** A time that lies, known or unknown to the day, at or after this day from baseline. */
    const timeAt = (day: number): fc.Arbitrary<TimePoint> => {
      const dates = baselineDate === undefined ? [] : [fc.constant({ date: dayAfter(baselineDate, day) }), fc.constant({ date: dayAfter(baselineDate, day + 31).slice(0, 7) })];
      const others = isPlain ? [] : [fc.constant({ weeks: day / 7 }), fc.constant({ months: Math.ceil(day / 30) + 0.1 }), fc.constant({ days: day + 0.25 }), fc.constant({ days: day, from: "V5" })];
      return fc.oneof(fc.constant({ days: day }), ...dates, ...others);
    };
    // Days are kept apart, so that partial dates cannot be out of order.
    const between = (from: number, to: number) => fc.integer({ min: from, max: to }).chain(timeAt);
    const observation = (visit: "V1" | "V5" | "V9", day: number) => fc.constantFrom("alsfrsR" as const, "slowVitalCapacity" as const, "slowVitalCapacitySitting" as const).chain((measure) => {
      const dated = baselineDate === undefined ? fc.constant({}) : fc.constantFrom({}, { date: dayAfter(baselineDate, day) });
      const value = fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).filter((each) => !Object.is(each, -0)).map((each) => ({ value: each })),
        isPlain ? fc.constant({ missing: "unknown" as const }) : fc.constantFrom({ missing: "unknown" as const }, { missing: "not-done" as const }),
      );
      return fc.tuple(dated, value).map(([date, result]): Observation => ({ participant: id, visit, measure, ...date, ...result }));
    });
    const dose = (number: number, day: number) =>
      fc.tuple(timeAt(day), some({
        treatment: fc.constantFrom("cells", "sham"),
        routes: fc.constantFrom(["intrathecal"], ["intrathecal", "intravenous"], ...(isPlain ? [] : [["a;b"], [" oral"]])),
        amount: fc.record({ value: fc.constantFrom(0, 1.5, 1e8), unit: fc.constantFrom("cells", "mg/kg") }),
      })).map(([at, rest]): Dose => ({ participant: id, number, at, ...rest }));
    const adverseEvent = fc.tuple(word, word, fc.option(between(-50, 100), { nil: undefined }), fc.option(between(200, 250), { nil: undefined }), some({
      grade: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const), serious: fc.boolean(), outcome: fc.constantFrom(...adverseEventOutcomes.filter((each) => each !== "fatal")),
      ...(isPlain ? {} : { priorGrade: fc.constantFrom(1 as const, 2 as const) }),
    }), isPlain ? (hasRelations ? product.map((each) => ({ product: each })) : fc.constant(undefined)) : fc.option(some({ product, procedure: product }), { nil: undefined }))
      .map(([systemOrganClass, preferredTerm, start, end, rest, related]): AdverseEvent => ({
        participant: id, systemOrganClass, preferredTerm, ...rest, ...(start && { start }), ...(end && { end }),
        ...(related !== undefined && Object.keys(related).length > 0 && { related }),
      }));
    const reason = fc.option(fc.constantFrom("Travel", "Lack of efficacy", ...(isPlain ? [] : [" blanks "])), { nil: undefined });
    const early = fc.tuple(fc.constantFrom("withdrew" as const, "lost-to-follow-up" as const, "stopped-for-adverse-event" as const, "excluded" as const, "died" as const), fc.option(between(800, 850), { nil: undefined }), reason)
      .map(([status, at, text]): Disposition => ({ participant: id, status, ...(at && { at }), ...(text !== undefined && { reason: text }) }));
    const completed = fc.option(between(800, 850), { nil: undefined }).map((at): Disposition => ({ participant: id, status: "completed", ...(at && { at }) }));
    const stepOf = (status: "randomised" | "started-treatment", from: number) => between(from, from + 10).map((at): Disposition => ({ participant: id, status, at }));
    const odd = fc.constantFrom<Disposition>({ participant: id, status: "screened" }, { participant: id, status: "died", at: { days: 850 } }, { participant: id, status: "randomised" }, { participant: id, status: "withdrew", reason: "again" });
    const dispositions = fc.tuple(
      fc.option(stepOf("randomised", -20), { nil: undefined }), fc.option(stepOf("started-treatment", 0), { nil: undefined }), fc.option(fc.oneof(early, completed), { nil: undefined }),
      isPlain ? fc.constant(undefined) : fc.option(odd, { nil: undefined }),
    ).map((steps) => steps.flatMap((step) => (step === undefined ? [] : [step])))
      .filter((steps) => steps.filter(({ status }) => status === "died").length < 2);
    return fc.record({
      participant: some({ age: fc.double({ min: 18, max: 90, noNaN: true }), site: fc.constantFrom("01", "02", "a site") }).chain((covariates) =>
        fc.constantFrom("msc", "control").map((arm): Participant => ({ id, arm, ...(baselineDate !== undefined && { baselineDate }), ...(Object.keys(covariates).length > 0 && { covariates }) }))),
      observations: fc.uniqueArray(fc.oneof(observation("V1", -92), observation("V5", 0), observation("V9", 122)), { selector: ({ visit, measure }) => `${visit} ${measure}` }),
      doses: fc.oneof(fc.constant([]), dose(1, 0).map((first) => [first]), fc.tuple(dose(1, 0), dose(3, 90)), dose(2, 50).map((second) => [second])),
      adverseEvents: fc.array(adverseEvent, { maxLength: 3 }),
      dispositions,
      death: fc.option(fc.tuple(between(850, 860), fc.option(word, { nil: undefined })).map(([at, description]) => ({ at, ...(description !== undefined && { description }) })), { nil: undefined }),
    });
  });
}

/** Data of a few participants. */
export function trialDataOf({ isPlain }: { readonly isPlain: boolean }): fc.Arbitrary<TrialData<Keys>> {
  return fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()).chain(([count, hasRelations]) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => personOf(`01-${index}`, isPlain, hasRelations)))).map((people) =>
    readTrialData(trial, {
      participants: people.map(({ participant }) => participant),
      observations: people.flatMap(({ observations }) => observations),
      doses: people.flatMap(({ doses }) => doses),
      adverseEvents: people.flatMap(({ adverseEvents }) => adverseEvents),
      dispositions: people.flatMap(({ dispositions }) => dispositions),
      clinicalEvents: people.flatMap(({ participant, death }) => (death === undefined ? [] : [{ participant: participant.id, kind: "death" as const, ...death }])),
    }));
}
