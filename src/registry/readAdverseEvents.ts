import type { Path } from "../trial/problem.ts";
import type { RegistryProportion } from "./RegistryFigures.ts";
import { checkGroupIds, leave, readGroups, type Reading } from "./reading.ts";
import type { AdverseEventsInput } from "./resultsSchema.ts";
import type { RegistryAdverseEvents, RegistryEvent, RegistryEventGroup, RegistryGroup, RegistryOrganSystem } from "./RegistryResults.ts";

/** Adverse events by organ system, participants with an event out of those at risk. */
export function readAdverseEvents(
  { eventGroups = [], seriousEvents = [], otherEvents = [], ...described }: AdverseEventsInput,
  reading: Reading,
): RegistryAdverseEvents {
  const path = ["resultsSection", "adverseEventsModule"];
  const groups = readGroups(reading, eventGroups, [...path, "eventGroups"]).map((group, index): RegistryEventGroup => {
    const groupPath = [...path, "eventGroups", index];
    const deaths = proportionOf(group.deathsNumAffected, group.deathsNumAtRisk, [...groupPath, "deathsNumAffected"], reading);
    const serious = proportionOf(group.seriousNumAffected, group.seriousNumAtRisk, [...groupPath, "seriousNumAffected"], reading);
    const other = proportionOf(group.otherNumAffected, group.otherNumAtRisk, [...groupPath, "otherNumAffected"], reading);
    const proportions = { ...(deaths !== undefined && { deaths }), ...(serious !== undefined && { serious }), ...(other !== undefined && { other }) };
    return { ...group, proportions };
  });
  return {
    ...described,
    groups,
    serious: byOrganSystem(seriousEvents, groups, [...path, "seriousEvents"], reading),
    other: byOrganSystem(otherEvents, groups, [...path, "otherEvents"], reading),
  };
}

function byOrganSystem(
  events: NonNullable<AdverseEventsInput["seriousEvents"]>,
  groups: readonly RegistryGroup[],
  path: Path,
  reading: Reading,
): readonly RegistryOrganSystem[] {
  const systems = new Map<string | undefined, RegistryEvent[]>();
  events.forEach(({ organSystem, stats = [], ...event }, position) => {
    const rows = [...path, position, "stats"];
    checkGroupIds(reading, groups, stats.map(({ groupId }) => groupId), (index) => [...rows, index, "groupId"]);
    const read = {
      ...event,
      stats: stats.map((count, index) => {
        const proportion = proportionOf(count.numAffected, count.numAtRisk, [...rows, index, "numAffected"], reading);
        return { ...count, ...(proportion !== undefined && { proportion }) };
      }),
    };
    const system = systems.get(organSystem);
    if (system === undefined) systems.set(organSystem, [read]);
    else system.push(read);
  });
  return [...systems].map(([organSystem, inSystem]) => ({ ...(organSystem !== undefined && { organSystem }), events: inSystem }));
}

/** Nobody at risk is no proportion, and nothing that was left out: a group of nobody has no events. */
function proportionOf(events: number | undefined, n: number | undefined, path: Path, reading: Reading): RegistryProportion | undefined {
  if (events === undefined || (n === 0 && events === 0)) return undefined;
  if (n === undefined) leave(reading, path, "no-denominator", undefined, `no number at risk is given that the ${events} participants are out of`);
  else if (events > n) leave(reading, path, "more-than-denominator", undefined, `${events} participants are more than the ${n} at risk`);
  else return { events, n };
  return undefined;
}
