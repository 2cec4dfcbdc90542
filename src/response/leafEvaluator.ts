import type { EndpointReference } from "../trial/Endpoint.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { checkConfirmable, confirmation } from "./confirmation.ts";
import { type LeafView, leafView, type RuleContext } from "./leafView.ts";
import type { RuleEvidence } from "./ResponderResult.ts";
import type { LeafRule } from "./ruleBound.ts";

/** How a part of a rule is looked at: turned round, and with the weeks over which it has to be confirmed. */
export interface PartOptions {
  readonly negated: boolean;
  readonly weeks: number | null;
}

/** What a part of a rule finds in each participant. */
export function leafEvaluator<Keys extends TrialKeys>(
  context: RuleContext<Keys>,
  rule: LeafRule<EndpointReference<Keys>>,
  { negated, weeks }: PartOptions,
): (participant: string) => RuleEvidence<Keys> {
  const { policies, data, caller } = context;
  const view = leafView(context, rule, negated);
  if (weeks !== null) checkConfirmable(caller, data.trial, view, weeks);
  const key = typeof rule.of === "string" ? { endpoint: rule.of } : {};
  return (participant) => {
    const evidence = { ...key, ...atEndOfWindow(context, view, participant) };
    if (weeks === null || evidence.holds !== true || evidence.reason !== "met") return evidence;
    return { ...evidence, ...confirmation(view, policies, { participant, weeks, negated }) };
  };
}

/** What the window says at its end; under `as-observed`, the last value before where there is none. */
function atEndOfWindow<Keys extends TrialKeys>(
  { policies }: RuleContext<Keys>,
  view: LeafView<Keys>,
  participant: string,
): RuleEvidence<Keys> {
  const { to } = view.window;
  const isDead = view.isDeadBy(participant, to);
  const policy = isDead ? policies.deaths : policies.missing;
  const reason = isDead ? "died" : "missing";
  if (isDead && policy !== "as-observed") return { visit: to, ...view.assume(policy, reason, { reason: "died", visit: to }) };
  const judged = view.judgeAt(participant, to);
  if (judged.found) return judged.evidence;
  const earlier = policy === "as-observed" ? lastInWindow(view, participant) : null;
  return earlier ?? { visit: to, ...view.assume(policy, reason, { reason: judged.reason, visit: judged.visit ?? to }) };
}

function lastInWindow<Keys extends TrialKeys>({ window, calendar, judgeAt }: LeafView<Keys>, participant: string): RuleEvidence<Keys> | null {
  const visits = calendar(participant);
  const start = visits.find(({ visit }) => visit === window.from)?.days ?? 0;
  const within = visits.filter(({ days }) => days > start && days < 0).reverse();
  for (const { visit } of within) {
    const judged = judgeAt(participant, visit);
    if (judged.found) return judged.evidence;
  }
  return null;
}
