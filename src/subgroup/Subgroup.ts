import type { PopulationRule } from "../trial/Population.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

/** When a subgroup was named: in the plan, to look around, or after its data had been seen. */
export const subgroupStatuses = ["prespecified", "exploratory", "post-hoc"] as const;
export type SubgroupStatus = (typeof subgroupStatuses)[number];

/** A way to divide the participants into groups that do not overlap. */
export type Subgroup<Keys extends TrialKeys = TrialKeys> = SubgroupByLevel<Keys> | SubgroupByRule<Keys> | SubgroupByList;

interface Named {
  readonly label: string;
  readonly status: SubgroupStatus;
}

/** One group for each declared level of a categorical covariate. */
export interface SubgroupByLevel<Keys extends TrialKeys = TrialKeys> extends Named {
  readonly covariate: Keys["covariate"];
}

/** Two groups: those who meet a rule and the others. */
export interface SubgroupByRule<Keys extends TrialKeys = TrialKeys> extends Named {
  readonly rule: PopulationRule<Keys>;
  /** What to call the two. Default `{ met: "yes", notMet: "no" }`. */
  readonly names?: { readonly met: string; readonly notMet: string };
}

/** Groups by participant id, such as the classes of a responder analysis. */
export interface SubgroupByList extends Named {
  readonly groups: readonly { readonly group: string; readonly participants: readonly string[] }[];
  /** Whether what divides the groups was known only after baseline. */
  readonly postBaseline: boolean;
}
