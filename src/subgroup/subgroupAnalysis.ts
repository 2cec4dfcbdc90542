import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkCount, checkLevel } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { analyseParticipants, type ParticipantCounts } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { analyseGroup } from "./analyseGroup.ts";
import { classifyParticipants, type NoGroup } from "./classifyParticipants.ts";
import { type InteractionDistribution, type SubgroupInteraction, testInteraction } from "./interaction.ts";
import type { Subgroup, SubgroupStatus } from "./Subgroup.ts";
import type { EffectRow, GroupRow, SubgroupEffect } from "./SubgroupEffect.ts";

export interface SubgroupAnalysisOptions<Keys extends TrialKeys = TrialKeys, Name extends string = string> {
  readonly subgroups: { readonly [S in Name]: Subgroup<Keys> };
  /** The comparison of two arms, run on everyone and then on each group's data. */
  readonly analysis: (subset: TrialData<Keys>) => SubgroupEffect;
  /** Whom to analyse; everyone in the records if left out. */
  readonly population?: Keys["population"];
  /** A group with fewer analysed in an arm has no estimate. Default 2. */
  readonly minimumPerArm?: number;
  /**
   * The reference distribution of the interaction of two groups: `normal`, or Student's t with degrees of freedom put together from
   * those of the two analyses (Satterthwaite), for small groups. Default `"normal"`.
   */
  readonly distribution?: InteractionDistribution;
  /** Coverage of the interval of the interaction. Default 0.95. */
  readonly level?: number;
}

export interface SubgroupAnalysisResult<Keys extends TrialKeys = TrialKeys, Name extends string = string> {
  /** Everyone, whatever their group: the first line of a forest plot. */
  readonly overall: EffectRow;
  readonly subgroups: { readonly [S in Name]: SubgroupResult<Keys> };
  readonly counts: ParticipantCounts;
  /** Those outside the population. */
  readonly excluded: readonly Exclusion<Keys>[];
  readonly method: Method<"subgroup-analysis", ResolvedSubgroupOptions<Keys>>;
}

export interface ResolvedSubgroupOptions<Keys extends TrialKeys = TrialKeys> {
  readonly population?: Keys["population"];
  readonly minimumPerArm: number;
  readonly distribution: InteractionDistribution;
  readonly level: number;
}

export interface SubgroupResult<Keys extends TrialKeys = TrialKeys> {
  readonly label: string;
  readonly status: SubgroupStatus;
  /** What divides the groups was known only after baseline, so that treatment may have changed who is in them. */
  readonly postBaseline: boolean;
  /** The lines of a forest plot, without p-values: an effect in one group says nothing of a difference between groups. */
  readonly groups: readonly GroupRow[];
  readonly interaction: SubgroupInteraction;
  /** Participants of the population who are in no group. */
  readonly unclassified: readonly Unclassified<Keys>[];
}

export interface Unclassified<Keys extends TrialKeys = TrialKeys> extends NoGroup {
  readonly participant: string;
  readonly arm: Keys["arm"];
}

/**
 * A comparison of two arms in subgroups, with the test of interaction that alone can say whether they differ.
 *
 * `analysis` is run on everyone and on each group's data; any function that gives an estimate with its standard error will do:
 * `compareArms` of a change or slope, the logarithm of a hazard or odds ratio. The result has the lines of a forest plot and, for each
 * subgroup, the interaction. Lines have intervals and no p-values: that one group's interval leaves zero out and another's does not is
 * no evidence of a difference between them (Altman & Bland 2003).
 *
 * - **Two groups**: the difference of the effects, first − second, with √(SE² + SE²): the groups share nobody. Normal, or Student's t by
 *   Satterthwaite.
 * - **More groups**: Cochran's Q = Σ(θᵢ − θ̄)²/SEᵢ² against χ² with one degree of freedom less than groups; groups without an estimate are
 *   named in `leftOut`.
 * - **Small groups**: below `minimumPerArm` the line keeps its counts and its estimate is `null` (`"too-few-values"`), as it is where
 *   the analysis could not be done. With fewer than two effects there is no interaction (`"not-estimable"`).
 * - **Nobody is dropped**: participants with an unknown covariate, or on no list, are in `unclassified`.
 * - **After baseline**: groups by something that treatment may have changed (responders, doses received, visits attended) are flagged
 *   `postBaseline`; a difference between them has no causal reading. Rules are looked through for it; lists must say so.
 *
 * `fitSubgroupModel` gives the interaction of arm and group in one linear model, with a pooled variance. p-values are not adjusted for the
 * number of subgroups: see `adjustPValues`.
 *
 * @throws RangeError, TypeError for a covariate, rule or population that the trial does not declare, a numeric covariate, groups that
 *   overlap, an analysis without an estimate, an unknown option
 *
 * Source: Altman & Bland 2003 (https://doi.org/10.1136/bmj.326.7382.219); Cochran 1954 (https://doi.org/10.2307/3001666); Satterthwaite
 * 1946 (https://doi.org/10.2307/3002019); Wang 2007 (https://doi.org/10.1056/NEJMsr077003).
 *
 * @example
 * ```ts
 * import { alsfrsR, changeFromBaseline, compareArms, defineTrial, readTrialData, subgroupAnalysis } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: { alsfrsR },
 *   covariates: { sex: { kind: "category", label: "Sex", levels: ["female", "male"] } },
 * });
 * const changes = { female: { msc: [-1, -3, -2], control: [-5, -6, -4] }, male: { msc: [-4, -2, -6], control: [-5, -7, -3] } };
 * const people = (["female", "male"] as const).flatMap((sex) =>
 *   (["msc", "control"] as const).flatMap((arm) => changes[sex][arm].map((change, index) => ({ id: `${sex}-${arm}-${index}`, arm, sex, change }))),
 * );
 * const data = readTrialData(trial, {
 *   participants: people.map(({ id, arm, sex }) => ({ id, arm, covariates: { sex } })),
 *   observations: people.flatMap(({ id, change }) => [
 *     { participant: id, visit: "V5", measure: "alsfrsR", value: 40 },
 *     { participant: id, visit: "V9", measure: "alsfrsR", value: 40 + change },
 *   ]),
 * });
 * const result = subgroupAnalysis(data, {
 *   subgroups: { sex: { label: "Sex", covariate: "sex", status: "prespecified" } },
 *   analysis: (subset) => compareArms(changeFromBaseline(subset, { measure: "alsfrsR", to: "V9" }), { treatment: "msc", control: "control" }),
 * });
 *
 * result.subgroups.sex.groups.map(({ group, estimate }) => [group, estimate]); // => [["female", 3], ["male", 1]]
 * result.subgroups.sex.interaction.pValue; // => 0.2733
 * ```
 */
export function subgroupAnalysis<Keys extends TrialKeys, const Name extends string>(
  data: TrialData<Keys>,
  options: SubgroupAnalysisOptions<NoInfer<Keys>, Name>,
): SubgroupAnalysisResult<Keys, Name> {
  checkTrialData(caller, data);
  const resolved = resolveOptions<Keys>(options);
  const { population, distribution, level } = resolved;
  const { rows: members, counts, excluded } = analyseParticipants<Keys, Participant<Keys>>(caller, data, population, (participant) => participant);
  const effectOf = (some: readonly Participant<Keys>[]) => analyseGroup(caller, data, some, options.analysis, resolved);
  const analyseSubgroup = (name: Name): SubgroupResult<Keys> => {
    const subgroup: Subgroup<Keys> = options.subgroups[name];
    const { groups, postBaseline, groupOf } = classifyParticipants<Keys>(caller, data, `subgroups.${name}`, subgroup);
    const placed = members.map((participant) => ({ participant, group: groupOf(participant) }));
    const effects = groups.map((group) => ({ group, ...effectOf(placed.filter((place) => place.group === group).map(({ participant }) => participant)) }));
    return {
      label: subgroup.label,
      status: subgroup.status,
      postBaseline,
      groups: effects.map(({ group, row }) => ({ group, ...row })),
      interaction: testInteraction(caller, effects.map(({ group, row, degreesOfFreedom }) => ({ group, ...row, degreesOfFreedom })), distribution, level),
      unclassified: placed.flatMap(({ participant: { id, arm }, group }) => (typeof group === "string" ? [] : [{ participant: id, arm, ...group }])),
    };
  };
  return {
    overall: effectOf(members).row,
    subgroups: recordOf<Name, SubgroupResult<Keys>>(keysOf(options.subgroups), analyseSubgroup),
    counts,
    excluded,
    method: {
      name: "subgroup-analysis",
      options: resolved,
      reference: "Altman & Bland 2003, doi:10.1136/bmj.326.7382.219; Cochran 1954, doi:10.2307/3001666",
    },
  };
}

const caller = "subgroupAnalysis";

function resolveOptions<Keys extends TrialKeys>(options: SubgroupAnalysisOptions<Keys>): ResolvedSubgroupOptions<Keys> {
  checkParts(caller, "the options", options, ["subgroups", "analysis"]);
  checkOptionKeys(caller, options, ["subgroups", "analysis", "population", "minimumPerArm", "distribution", "level"]);
  const { subgroups, analysis, population, minimumPerArm = 2, distribution = "normal", level = 0.95 } = options;
  if (typeof subgroups !== "object" || subgroups === null || Array.isArray(subgroups)) {
    throw new TypeError(`${caller}: subgroups must be an object, one entry for each of them; received ${show(subgroups)}`);
  }
  const forbidden = keysOf(subgroups).find((key) => key in Object.prototype);
  if (forbidden !== undefined) throw new RangeError(`${caller}: subgroups cannot have the key ${show(forbidden)}: every object answers to that name`);
  if (typeof analysis !== "function") throw new TypeError(`${caller}: analysis must be a function of a subset of the data; received ${show(analysis)}`);
  checkCount(caller, "minimumPerArm", minimumPerArm, 1);
  checkChoice(caller, "distribution", distribution, ["normal", "satterthwaite"]);
  checkLevel(caller, level);
  return { ...(population !== undefined && { population }), minimumPerArm, distribution, level };
}
