import { randomStream } from "../numeric/randomStream.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import type { AdverseEvent, Grade } from "../trial/AdverseEvent.ts";
import type { Dose } from "../trial/Dose.ts";
import { daysPerMonth, offsetInDays } from "../trial/Offset.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { Address } from "./course.ts";
import type { SimulatedAdverseEvent, SimulatedDose } from "./SimulationDesign.ts";
import { rateOf } from "./timeline.ts";

const grades: readonly Grade[] = [1, 2, 3, 4];

/** The events of one kind that come while a participant is in the trial: exponential times apart, the first after `from`. */
export function simulateAdverseEvents<Keys extends TrialKeys>(
  participant: { readonly id: string; readonly arm: Keys["arm"]; readonly address: Address },
  event: SimulatedAdverseEvent<Keys>,
  enrolled: number,
  end: number,
): AdverseEvent[] {
  const { systemOrganClass, preferredTerm } = event;
  const rate = rateOf(event.perMonth, participant.arm);
  const events: AdverseEvent[] = [];
  if (rate === 0) return events;
  const stream = randomStream([...participant.address, "adverse-event", systemOrganClass, preferredTerm]);
  let time = Math.max(enrolled, event.from === undefined ? 0 : offsetInDays(event.from, daysPerMonth));
  for (;;) {
    time += (stream.exponential() / rate) * daysPerMonth;
    const start = withoutNegativeZero(Math.ceil(time));
    if (!(start < end)) return events;
    // Drawn whether they are recorded or not, so that recording one more thing does not move the rest.
    const [gradeDraw, seriousDraw, duration] = [stream.uniform(), stream.uniform(), stream.exponential()];
    events.push({
      participant: participant.id,
      systemOrganClass,
      preferredTerm,
      ...(event.grades === undefined ? {} : { grade: gradeOf(event.grades, gradeDraw) }),
      ...(event.serious === undefined ? {} : { serious: seriousDraw < event.serious }),
      start: { days: start },
      ...(event.meanDays === undefined ? {} : endOf(start, start + Math.floor(duration * event.meanDays), end)),
    });
  }
}

function gradeOf(weights: readonly number[], uniform: number): Grade {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let cumulative = 0;
  const index = weights.findIndex((weight) => uniform * total < (cumulative += weight));
  return grades[index]!;
}

/** What has not ended when the participant leaves is recorded as going on. */
function endOf(start: number, day: number, last: number): Pick<AdverseEvent, "end" | "outcome"> {
  return day < last ? { end: { days: Math.max(start, day) }, outcome: "recovered" } : { outcome: "not-recovered" };
}

/** The doses that fall before a participant leaves or dies. */
export function givenDoses<Keys extends TrialKeys>(id: string, planned: readonly SimulatedDose<Keys>[], end: number): Dose[] {
  return planned.flatMap(({ at, ...dose }, index) => {
    const given: Dose = { participant: id, number: index + 1, at, ...dose };
    return offsetInDays(at, daysPerMonth) < end ? [given] : [];
  });
}
