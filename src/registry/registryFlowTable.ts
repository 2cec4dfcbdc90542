import type { PublishedRow, PublishedTable } from "../published/PublishedTable.ts";
import { checkLists } from "./checkLists.ts";
import type { RegistryFlowCount, RegistryFlow, RegistryPeriod } from "./RegistryResults.ts";
import { isCount } from "./figureText.ts";

/**
 * A posted participant flow as a table for {@link auditTable}: in each period and group those who started must be those who completed
 * and those who did not, and those who did not must add up over the reasons.
 *
 * A sum with a part that was not posted as a count is left out.
 *
 * @throws TypeError for what is no participant flow of a record
 *
 * @example An invented flow
 * ```ts
 * import { auditTable, registryFlowTable } from "trialwise";
 *
 * const flow = {
 *   groups: [{ id: "FG000", title: "Placebo" }],
 *   periods: [{
 *     milestones: [
 *       { type: "STARTED", achievements: [{ groupId: "FG000", numSubjects: "50", numbers: { numSubjects: 50 } }] },
 *       { type: "COMPLETED", achievements: [{ groupId: "FG000", numSubjects: "44", numbers: { numSubjects: 44 } }] },
 *       { type: "NOT COMPLETED", achievements: [{ groupId: "FG000", numSubjects: "5", numbers: { numSubjects: 5 } }] },
 *     ],
 *     dropWithdraws: [],
 *   }],
 * };
 * const audit = auditTable(registryFlowTable(flow));
 *
 * audit.figures.map(({ label, recomputed, verdict }) => [label, recomputed, verdict.kind]); // => [["Placebo: started", 49, "inconsistent"]]
 * ```
 */
export function registryFlowTable(flow: RegistryFlow): PublishedTable {
  checkLists("registryFlowTable", "the flow", flow, ["groups", "periods"]);
  const rows = flow.periods.flatMap((period, index) => flow.groups.flatMap((group) => periodRows(period, group.id, group.title ?? group.id, index)));
  return { title: "Participant flow", rows };
}

function periodRows(period: RegistryPeriod, groupId: string, group: string, index: number): readonly PublishedRow[] {
  const milestone = (type: string) => period.milestones.find((each) => each.type.trim().toUpperCase() === type)?.achievements ?? [];
  const [started, completed, notCompleted] = ["STARTED", "COMPLETED", "NOT COMPLETED"].map((type) => countOf(milestone(type), groupId));
  const reasons = period.dropWithdraws.map((withdrawal) => countOf(withdrawal.reasons, groupId));
  const label = period.title === undefined ? group : `${period.title}, ${group}`;
  return [
    ...totalRow(`periods.${index}.${groupId}.started`, `${label}: started`, [completed, notCompleted], started),
    ...totalRow(`periods.${index}.${groupId}.notCompleted`, `${label}: not completed`, reasons, notCompleted),
  ];
}

function countOf(counts: readonly RegistryFlowCount[], groupId: string): number | undefined {
  return counts.find((count) => count.groupId === groupId)?.numbers.numSubjects;
}

/** A sum and its parts, where there are parts and all of them are counts. */
export function totalRow(id: string, label: string, parts: readonly (number | undefined)[], total: number | undefined): readonly PublishedRow[] {
  const known = parts.filter(isCount);
  if (!isCount(total) || known.length === 0 || known.length < parts.length) return [];
  return [{ kind: "total", id, label, parts: known, printed: { total: String(total) } }];
}
