import { ruleTest } from "../trial/evaluatePopulation.ts";
import type { Participant } from "../trial/Participant.ts";
import type { PopulationRule } from "../trial/Population.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { ArmCells, cellCounter } from "./flowCells.ts";

/** Who is analysed in a population, and why the others are not. */
export interface PopulationFlow<Keys extends TrialKeys = TrialKeys> {
  readonly label: string;
  readonly analysed: ArmCells<Keys["arm"]>;
  /**
   * The conditions that make up the rule, in its order. Each participant who is left out is counted once, at the first that is
   * not met, so that the analysed and the left out add up to the arm.
   */
  readonly notAnalysed: readonly NotAnalysed<Keys>[];
}

export interface NotAnalysed<Keys extends TrialKeys = TrialKeys> extends ArmCells<Keys["arm"]> {
  /** The condition that is not met. */
  readonly condition: PopulationRule<Keys>;
}

export function populationFlow<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  population: Keys["population"],
  count: ReturnType<typeof cellCounter<Keys>>,
): PopulationFlow<Keys> {
  const { label, rule } = data.trial.populations[population];
  const conditions = conditionsOf(rule).map((condition) => ({ condition, isMet: ruleTest(data, condition) }));
  const firstUnmet = (participant: Participant<Keys>) => conditions.find(({ isMet }) => !isMet(participant))?.condition;
  return {
    label,
    analysed: count((participant) => firstUnmet(participant) === undefined),
    notAnalysed: conditions.map(({ condition }) => ({ condition, ...count((participant) => firstUnmet(participant) === condition) })),
  };
}

/** What must all hold. */
function conditionsOf<Keys extends TrialKeys>(rule: PopulationRule<Keys>): readonly PopulationRule<Keys>[] {
  return rule.kind === "all-of" ? rule.rules.flatMap(conditionsOf) : [rule];
}
