import type { Alternative } from "../result/Alternative.ts";
import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import type { ErrorRates, Size, Without } from "./designNumbers.ts";
import { checkDesignNumber, checkErrorRates, checkGiven, quantityLeftOut, readAllocation, readSize } from "./designNumbers.ts";
import type { ExponentialFollowUp, ResolvedFollowUp } from "./eventProbability.ts";
import { eventProbability, readFollowUp } from "./eventProbability.ts";
import type { PerArm } from "./solvePower.ts";

interface NoSize {
  readonly events?: never;
  readonly nPerGroup?: never;
  readonly n?: never;
}

interface Events {
  /** In both groups together. */
  readonly events: number;
  readonly nPerGroup?: never;
  readonly n?: never;
}

/** Where the number of participants comes from, or goes to. */
type Observation =
  | { readonly eventProbability?: never; readonly followUp?: never }
  | {
      /** Probability that a participant's event is seen. */
      readonly eventProbability: PerArm;
      readonly followUp?: never;
    }
  | { readonly followUp: ExponentialFollowUp; readonly eventProbability?: never };

type Given = (Events & Observation) | (Size & { readonly events?: never } & Exclude<Observation, { readonly eventProbability?: never; readonly followUp?: never }>);

interface Effect {
  /** Hazard under treatment / hazard under control that the trial should detect. */
  readonly hazardRatio: number;
}

/** The design with one quantity left out: the size, the hazard ratio, the power or the significance level. */
export type PowerSurvivalInput =
  | (NoSize & Observation & Effect & ErrorRates)
  | (Given & Without<Effect, "hazardRatio"> & ErrorRates)
  | (Given & Effect & Without<ErrorRates, "power">)
  | (Given & Effect & Without<ErrorRates, "significanceLevel">);

/** Events that a size gives at a hazard ratio. */
type EventsAt = (hazardRatio: number) => number;

export type SurvivalQuestion =
  | { readonly solvedFor: "events"; readonly hazardRatio: number; readonly power: number; readonly significanceLevel: number }
  | { readonly solvedFor: "hazardRatio"; readonly eventsAt: EventsAt; readonly power: number; readonly significanceLevel: number }
  | { readonly solvedFor: "power"; readonly eventsAt: EventsAt; readonly hazardRatio: number; readonly significanceLevel: number }
  | { readonly solvedFor: "significanceLevel"; readonly eventsAt: EventsAt; readonly hazardRatio: number; readonly power: number; readonly significanceLevel?: never };

interface SurvivalReading {
  readonly question: SurvivalQuestion;
  readonly allocation: PerArm;
  /** The probability of a seen event at a hazard ratio, where there is one. */
  readonly probabilityAt?: (hazardRatio: number) => PerArm;
  readonly followUp?: ResolvedFollowUp;
}

/** Checks everything that is given, and sees which quantity is left out; a significance level left out beside another is 0.05. */
export function readSurvivalQuestion(caller: string, input: PowerSurvivalInput, alternative: Alternative, ratio: PerArm | undefined): SurvivalReading {
  checkKnownKeys(caller, "the input", input, ["events", "nPerGroup", "n", "eventProbability", "followUp", "hazardRatio", "power", "significanceLevel"]);
  const { events, hazardRatio, power, significanceLevel } = input;
  const n = readSize(caller, input);
  if (events !== undefined && n !== undefined) throw new TypeError(`${caller}: give events or participants, not both`);
  checkGiven(caller, "events", events, (value) => value > 0, "above 0");
  checkHazardRatio(caller, hazardRatio, power, alternative);
  checkErrorRates(caller, input);
  quantityLeftOut(caller, { events: events ?? n, hazardRatio, power }, significanceLevel);
  const allocation = readAllocation(caller, ratio, n);
  const observation = readObservation(caller, input);
  return { question: questionOf(caller, input, observation.probabilityAt), allocation, ...observation };
}

function questionOf(caller: string, input: PowerSurvivalInput, probabilityAt: SurvivalReading["probabilityAt"]): SurvivalQuestion {
  const { significanceLevel = 0.05 } = input;
  if (input.events === undefined && input.nPerGroup === undefined && input.n === undefined) {
    return { solvedFor: "events", hazardRatio: input.hazardRatio, power: input.power, significanceLevel };
  }
  const eventsAt = eventsOf(caller, input, probabilityAt);
  if (input.hazardRatio === undefined) return { solvedFor: "hazardRatio", eventsAt, power: input.power, significanceLevel };
  if (input.power === undefined) return { solvedFor: "power", eventsAt, hazardRatio: input.hazardRatio, significanceLevel };
  return { solvedFor: "significanceLevel", eventsAt, hazardRatio: input.hazardRatio, power: input.power };
}

function eventsOf(caller: string, input: Given, probabilityAt: SurvivalReading["probabilityAt"]): EventsAt {
  if (input.events !== undefined) return () => input.events;
  const n = input.n ?? { treatment: input.nPerGroup, control: input.nPerGroup };
  if (probabilityAt === undefined) throw new TypeError(`${caller}: with participants given, eventProbability or followUp must say how many events they have`);
  return (hazardRatio) => {
    const probability = probabilityAt(hazardRatio);
    return n.treatment * probability.treatment + n.control * probability.control;
  };
}

function readObservation(caller: string, { eventProbability: stated, followUp: described }: PowerSurvivalInput): Pick<SurvivalReading, "probabilityAt" | "followUp"> {
  if (stated !== undefined && described !== undefined) throw new TypeError(`${caller}: give eventProbability or followUp, not both`);
  if (stated !== undefined) {
    checkParts(caller, "eventProbability", stated, ["treatment", "control"]);
    const { treatment, control } = stated;
    for (const [name, value] of Object.entries({ treatment, control })) {
      checkDesignNumber(caller, `eventProbability.${name}`, value, value > 0 && value <= 1, "above 0 and at most 1");
    }
    return { probabilityAt: () => ({ treatment, control }) };
  }
  if (described === undefined) return {};
  const followUp = readFollowUp(caller, described);
  const probabilityAt = (hazardRatio: number) => ({
    treatment: eventProbability(hazardRatio * followUp.controlHazard, followUp),
    control: eventProbability(followUp.controlHazard, followUp),
  });
  return { probabilityAt, followUp };
}

function checkHazardRatio(caller: string, hazardRatio: number | undefined, power: number | undefined, alternative: Alternative): void {
  if (hazardRatio === undefined) return;
  checkDesignNumber(caller, "hazardRatio", hazardRatio, hazardRatio > 0, "above 0");
  if (power === undefined) return;
  const isRight = alternative === "less" ? hazardRatio < 1 : alternative === "greater" ? hazardRatio > 1 : hazardRatio !== 1;
  if (isRight) return;
  const rule = alternative === "two-sided" ? "must differ from 1" : `must be ${alternative === "less" ? "below" : "above"} 1 for alternative "${alternative}"`;
  throw new RangeError(`${caller}: hazardRatio ${rule}; received ${show(hazardRatio)}`);
}
