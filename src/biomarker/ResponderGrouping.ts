import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
import { keysOf } from "../trial/keysOf.ts";

/** A result of `classifyResponders`, of one rule or of classes. */
export type ResponderGrouping = RuleGrouping | ClassGrouping;

interface RuleGrouping {
  readonly rows: readonly { readonly participant: string; readonly status: "responder" | "non-responder" | "excluded" }[];
}

interface ClassGrouping {
  readonly byClass: object;
  readonly rows: readonly { readonly participant: string; readonly classes: readonly string[] }[];
}

/** Participants of an arm who are in one class. A class is found after baseline, so randomisation does not protect what it shows. */
export interface ClassMembership<Arm extends string = string> {
  /** The name of the class; `responder` or `non-responder` for a single rule. */
  readonly class: string;
  readonly arm: Arm;
  readonly postBaseline: true;
}

/** The rows of each class in each arm, also where there are none. */
export function groupByClass<Arm extends string, Row extends { readonly participant: string; readonly arm: Arm }, Described extends object>(
  grouping: ResponderGrouping,
  arms: { readonly [A in Arm]: unknown },
  rows: readonly Row[],
  describe: (rows: readonly Row[]) => Described,
): (ClassMembership<Arm> & Described)[] {
  const { names, members } = membersOf(grouping);
  return names.flatMap((name) =>
    keysOf(arms).map((arm) => {
      const own = rows.filter((row) => row.arm === arm && members.get(name)!.has(row.participant));
      return { class: name, arm, postBaseline: true as const, ...describe(own) };
    }),
  );
}

/** Participants with a row who are in no class. */
export function unclassifiedOf(grouping: ResponderGrouping, rows: readonly { readonly participant: string }[]): string[] {
  const sets = [...membersOf(grouping).members.values()];
  return rows.map(({ participant }) => participant).filter((participant) => !sets.some((set) => set.has(participant)));
}

/** Refuses what is no result of `classifyResponders`. */
export function checkGrouping(caller: string, grouping: ResponderGrouping): void {
  checkParts(caller, "classes", grouping, ["rows"]);
  const isRow = (row: object) => "participant" in row && ("status" in row || ("classes" in row && "byClass" in grouping));
  if (Array.isArray(grouping.rows) && grouping.rows.every(isRow)) return;
  throw new TypeError(`${caller}: classes must be a result of classifyResponders; received rows without a status or classes: ${show(grouping.rows)}`);
}

function membersOf(grouping: ResponderGrouping): { readonly names: readonly string[]; readonly members: ReadonlyMap<string, ReadonlySet<string>> } {
  const names = "byClass" in grouping ? keysOf(grouping.byClass) : ["responder", "non-responder"];
  const members = new Map(names.map((name) => [name, new Set<string>()]));
  for (const row of grouping.rows) {
    const own: readonly string[] = "classes" in row ? row.classes : [row.status];
    for (const name of own) members.get(name)?.add(row.participant);
  }
  return { names, members };
}
