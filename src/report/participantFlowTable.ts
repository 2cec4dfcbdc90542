import type { ArmCells } from "../participants/flowCells.ts";
import type { ParticipantFlowResult } from "../participants/participantFlow.ts";
import type { TrialOutcome } from "../participants/trialOutcome.ts";
import { checkResult } from "../result/checkResult.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkDecimals } from "./checkDecimals.ts";
import { populationRuleText } from "./populationRuleText.ts";
import type { Table, TableRow, TableRowGroup } from "./Table.ts";
import { allArmsNotes, keysIn, tableArms } from "./tableArms.ts";
import { armHeading, countText } from "./tableFigures.ts";
import { tableNotes } from "./tableNotes.ts";
import { checkTableOptions, type TableOptions } from "./tableOptions.ts";

export interface ParticipantFlowTableOptions<Arm extends string = string> extends TableOptions<Arm> {
  /** Of percentages. Default 1. */
  readonly percentDecimals?: number;
  /** Whether the trial's visits are rows: who was in the trial, and who was observed. Default true. */
  readonly visits?: boolean;
}

/**
 * The flow of participants in rows, for a CONSORT diagram or instead of one: screening, allocation, how participants left and why, visits,
 * and populations with who is not in them. Each cell is n (%) of the arm. Somebody whose reason is on record stands below the outcome.
 *
 * @throws RangeError, TypeError for an arm that the result does not have, decimals out of range, an unknown option
 *
 * @example
 * ```ts
 * import { defineTrial, participantFlow, participantFlowTable, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({ id: "example", arms: { msc: { label: "MSC", role: "experimental" } } });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   dispositions: [{ participant: "001", status: "completed" }, { participant: "002", status: "withdrew", reason: "Travel" }],
 * });
 * const table = participantFlowTable(participantFlow(data), { arms: [{ arm: "msc", label: "BM-MSC" }] });
 *
 * table.groups[1]?.rows.map(({ cells }) => cells[1]); // => ["1 (50.0)", "1 (50.0)", "1 (50.0)", "1 (50.0)", "0 (0.0)"]
 * ```
 */
export function participantFlowTable<Keys extends TrialKeys>(
  result: ParticipantFlowResult<Keys>,
  options: ParticipantFlowTableOptions<NoInfer<Keys["arm"]>> = {},
): Table {
  const caller = "participantFlowTable";
  checkResult(caller, result, { "participant-flow": "participantFlow" });
  const { title, footnotes } = checkTableOptions(caller, options, ["percentDecimals", "visits"], "Participant flow");
  const { percentDecimals = 1, visits = true } = options;
  checkDecimals(caller, percentDecimals);
  const { assigned, screening, outcomes } = result;
  const everyArm = keysIn<Keys["arm"]>(assigned.byArm);
  const arms = tableArms(caller, everyArm, options.arms);
  const notes = tableNotes([
    ...footnotes,
    "n (%) of the arm. Everyone is counted once, by what first ended their time in the trial; deaths are counted also after it.",
    ...allArmsNotes(everyArm, arms),
  ]);
  const row = (label: string, cells: ArmCells<Keys["arm"]>, indent = 0): TableRow => {
    const written = arms.map(({ arm }) => countText(notes, cells.byArm[arm].participants, assigned.byArm[arm].participants, percentDecimals));
    return { cells: [label, ...written, countText(notes, cells.overall.participants, assigned.overall.participants, percentDecimals)], indent };
  };
  const inAll = (label: string, participants: number, indent = 0): TableRow => ({ cells: [label, ...arms.map(() => ""), String(participants)], indent });
  const unlessNobody = (label: string, cells: ArmCells<Keys["arm"]>): TableRow[] => (cells.overall.participants === 0 ? [] : [row(label, cells)]);
  const left = leavings.flatMap((outcome): TableRow[] => {
    const flow = outcomes[outcome];
    if (flow.overall.participants === 0) return [];
    const reasons = flow.byReason.flatMap(({ reason, ...cells }) => (reason === undefined ? [] : [row(reason, cells, 2)]));
    return [row(outcomeNames[outcome], flow, 1), ...reasons];
  });
  const groups: readonly TableRowGroup[] = [
    {
      label: "Enrolment",
      rows: [
        ...(screening === undefined ? [] : [inAll("Assessed for eligibility", screening.screened), ...screening.notAssigned.map(({ reason, participants }) => inAll(reason, participants, 1))]),
        row("Assigned", assigned),
        ...unlessNobody("Randomised", result.randomised),
        ...unlessNobody("Dosed", result.dosed),
      ],
    },
    {
      label: "Follow-up",
      rows: [row("Completed", outcomes.completed), row("Discontinued", result.discontinued), ...left, ...unlessNobody(outcomeNames["not-recorded"], outcomes["not-recorded"]), row("Died", result.died)],
    },
    ...(visits ? visitRows() : []),
    ...populationRows(),
  ];

  function visitRows(): readonly TableRowGroup[] {
    const rows: TableRow[] = [];
    for (const visit of keysIn<Keys["visit"]>(result.visits)) {
      const { inTrial, observed } = result.visits[visit];
      rows.push(row(`${visit}: in the trial`, inTrial), row("Observed", observed, 1));
    }
    return rows.length === 0 ? [] : [{ label: notes.mark("Visits", "Observed: with a value of any measure or biomarker at the visit."), rows }];
  }

  function populationRows(): readonly TableRowGroup[] {
    const rows: TableRow[] = [];
    for (const population of keysIn<Keys["population"]>(result.populations)) {
      const { label, analysed, notAnalysed } = result.populations[population];
      rows.push(row(label, analysed));
      for (const { condition, ...cells } of notAnalysed) {
        if (cells.overall.participants > 0) rows.push(row(`Not met: ${populationRuleText(condition)}`, cells, 1));
      }
    }
    return rows.length === 0 ? [] : [{ label: "Populations", rows }];
  }

  return {
    title,
    columns: [
      { label: "", align: "left" },
      ...arms.map(({ arm, label }) => ({ label: armHeading(label, assigned.byArm[arm].participants), align: "right" as const })),
      { label: armHeading("All", assigned.overall.participants), align: "right" },
    ],
    groups,
    footnotes: notes.footnotes(),
  };
}

const leavings = ["withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded", "died"] as const satisfies readonly TrialOutcome[];

const outcomeNames: { readonly [O in TrialOutcome]: string } = {
  completed: "Completed",
  withdrew: "Withdrew",
  "lost-to-follow-up": "Lost to follow-up",
  "stopped-for-adverse-event": "Stopped for an adverse event",
  excluded: "Excluded",
  died: "Died in the trial",
  "not-recorded": "No end recorded",
};
