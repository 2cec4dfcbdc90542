import type { PublishedRow, PublishedTable } from "../published/PublishedTable.ts";
import { checkLists } from "./checkLists.ts";
import { countsParticipants } from "./countsParticipants.ts";
import { registryLabel } from "./registryLabel.ts";
import { totalRow } from "./registryFlowTable.ts";
import type { RegistryBaseline, RegistryCategory } from "./RegistryResults.ts";

/**
 * Posted baseline characteristics as a table for {@link auditTable}: the categories of a characteristic that counts participants must
 * add up to the participants of each group, and the groups to the group of all.
 *
 * The registry asks for categories that exclude each other and leave nobody out; its classes need not. The group of all is the one that is
 * titled `Total`. A sum with a part that was not posted as a count is left out, and so are means and medians, which do not add up.
 *
 * @throws TypeError for what is no baseline of a record
 *
 * @example Invented counts
 * ```ts
 * import { auditTable, registryBaselineTable } from "trialwise";
 *
 * const of = (groupId: string, value: number) => ({ groupId, value: String(value), numbers: { value }, n: 40 });
 * const audit = auditTable(registryBaselineTable({
 *   groups: [{ id: "BG000", title: "Placebo" }],
 *   denoms: [],
 *   measures: [{
 *     title: "Sex", paramType: "COUNT_OF_PARTICIPANTS", denoms: [],
 *     classes: [{ denoms: [], categories: [{ title: "Female", measurements: [of("BG000", 22)] }, { title: "Male", measurements: [of("BG000", 17)] }] }],
 *   }],
 * }));
 *
 * audit.figures.map(({ label, recomputed, verdict }) => [label, recomputed, verdict.kind]); // => [["Sex: Placebo", 39, "inconsistent"]]
 * ```
 */
export function registryBaselineTable(baseline: RegistryBaseline): PublishedTable {
  checkLists("registryBaselineTable", "the baseline", baseline, ["groups", "measures"]);
  const all = baseline.groups.find(({ title }) => title?.trim().toLowerCase() === "total");
  const parts = baseline.groups.filter((group) => group !== all);
  const rows = baseline.measures.flatMap((measure, measureIndex) => {
    if (!countsParticipants(measure)) return [];
    return measure.classes.flatMap(({ title, categories }, classIndex): readonly PublishedRow[] => {
      const id = `measures.${measureIndex}.classes.${classIndex}`;
      const overCategories = baseline.groups.flatMap((group) => {
        if (categories.length < 2) return [];
        const n = categories.flatMap(({ measurements }) => measurements).find(({ groupId }) => groupId === group.id)?.n;
        const label = registryLabel(measure.title, title, group.title ?? group.id);
        return totalRow(`${id}.${group.id}`, label, categories.map((category) => countOf(category, group.id)), n);
      });
      const overGroups = categories.flatMap((category, index) => {
        if (all === undefined) return [];
        const label = registryLabel(measure.title, title, category.title, "all groups");
        return totalRow(`${id}.categories.${index}`, label, parts.map((group) => countOf(category, group.id)), countOf(category, all.id));
      });
      return [...overCategories, ...overGroups];
    });
  });
  return { title: "Baseline characteristics", rows };
}

function countOf({ measurements }: RegistryCategory, groupId: string): number | undefined {
  return measurements.find((measurement) => measurement.groupId === groupId)?.numbers.value;
}
