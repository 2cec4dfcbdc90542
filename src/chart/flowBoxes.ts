import type { ParticipantFlowResult } from "../participants/participantFlow.ts";
import { populationRuleText } from "../report/populationRuleText.ts";

/** A box of the diagram: a heading and the lines below it. */
export interface FlowBox {
  readonly heading: string;
  /** Whose it is, where the heading does not say: for those who read box by box. */
  readonly arm?: string;
  readonly lines: readonly FlowLine[];
}

export interface FlowLine {
  readonly text: string;
  /** Part of the line before it. */
  readonly isPart: boolean;
}

/** The boxes of a flow diagram, from the top: one in the middle, with what left beside it, or one for each arm. */
export interface FlowStage {
  readonly boxes: readonly FlowBox[];
  readonly aside?: FlowBox;
}

type Flow = ParticipantFlowResult;

/** What a CONSORT diagram says, stage by stage. */
export function flowStages(flow: Flow, arms: readonly { readonly key: string; readonly label: string }[], populations: readonly string[]): FlowStage[] {
  const { screening } = flow;
  const stages: FlowStage[] = [];
  if (screening !== undefined) {
    const others = screening.notAssigned.reduce((total, { participants }) => total + participants, 0);
    const aside = { heading: withCount("Not assigned", others), lines: screening.notAssigned.map(({ reason, participants }) => whole(reason, participants)) };
    stages.push({ boxes: [{ heading: withCount("Assessed for eligibility", screening.screened), lines: [] }], aside });
  }
  stages.push({ boxes: [{ heading: withCount("Assigned", flow.assigned.overall.participants), lines: [] }] });
  stages.push({ boxes: arms.map(({ key, label }) => assignment(flow, key, label)) });
  stages.push({ boxes: arms.map(({ key, label }) => ({ arm: label, ...followUp(flow, key) })) });
  if (populations.length > 0) stages.push({ boxes: arms.map(({ key, label }) => ({ arm: label, ...analysis(flow, key, populations) })) });
  return stages;
}

function assignment(flow: Flow, arm: string, label: string): FlowBox {
  const assigned = countIn(flow.assigned, arm);
  const dosed = countIn(flow.dosed, arm);
  return { heading: label, lines: [whole("Assigned", assigned), whole("Dose on record", dosed), whole("No dose on record", assigned - dosed)] };
}

const outcomeNames = {
  completed: "Completed",
  withdrew: "Withdrew",
  "lost-to-follow-up": "Lost to follow-up",
  "stopped-for-adverse-event": "Stopped for an adverse event",
  excluded: "Excluded",
  died: "Died",
  "not-recorded": "No end on record",
} as const;

function followUp(flow: Flow, arm: string): FlowBox {
  const lines = Object.entries(flow.outcomes).flatMap(([outcome, cells]) => {
    const count = countIn(cells, arm);
    const name = outcomeNames[outcome as keyof typeof outcomeNames];
    if (count === 0 && outcome !== "completed") return [];
    const reasons = cells.byReason.flatMap(({ reason, ...own }) => (reason === undefined || countIn(own, arm) === 0 ? [] : [part(reason, countIn(own, arm))]));
    return [whole(name, count), ...reasons];
  });
  return { heading: "Follow-up", lines };
}

function analysis(flow: Flow, arm: string, populations: readonly string[]): FlowBox {
  const lines = populations.flatMap((population) => {
    const { label, analysed, notAnalysed } = flow.populations[population]!;
    const reasons = notAnalysed.flatMap(({ condition, ...cells }) => (countIn(cells, arm) === 0 ? [] : [part(`Left out, not met: ${populationRuleText(condition)}`, countIn(cells, arm))]));
    return [whole(label, countIn(analysed, arm)), ...reasons];
  });
  return { heading: "Analysis", lines };
}

function whole(name: string, count: number): FlowLine {
  return { text: withCount(name, count), isPart: false };
}

function part(name: string, count: number): FlowLine {
  return { text: withCount(name, count), isPart: true };
}

function countIn({ byArm }: Flow["assigned"], arm: string): number {
  return byArm[arm]!.participants;
}

function withCount(name: string, count: number): string {
  return `${name} (n\u00A0=\u00A0${count})`;
}
