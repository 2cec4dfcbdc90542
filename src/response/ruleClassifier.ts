import { checkChoice } from "../result/checkOption.ts";
import type { EndpointReference } from "../trial/Endpoint.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import type { Exclusion } from "../trial/Exclusion.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { Participant } from "../trial/Participant.ts";
import type { ResponderRule } from "../trial/ResponderRule.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { countResponders } from "./countResponders.ts";
import type { RuleContext } from "./leafView.ts";
import type { ParticipantResponse, ResponderPolicies, ResponderResult, RespondersInArm, RuleEvidence } from "./ResponderResult.ts";
import { ruleEvaluator } from "./ruleEvaluator.ts";

/** Classifies the population by any rule, with its mistakes named as the caller's. */
export function ruleClassifier<Keys extends TrialKeys>(
  caller: string,
  data: TrialData<Keys>,
  { population, ...given }: ResponderPolicies & { readonly population?: Keys["population"] },
): (rule: ResponderRule<EndpointReference<Keys>>) => ResponderResult<Keys> {
  const isMember = membershipTest(caller, data, population);
  const policies = resolvePolicies(caller, given);
  return (rule) => classifyByRule({ caller, data, policies }, isMember, { rule, ...policies, ...(population !== undefined && { population }) });
}

function classifyByRule<Keys extends TrialKeys>(
  context: RuleContext<Keys>,
  isMember: (participant: Participant<Keys>) => boolean,
  options: ResponderResult<Keys>["method"]["options"],
): ResponderResult<Keys> {
  const { data } = context;
  const evaluate = ruleEvaluator(context, options.rule);
  const rows: ParticipantResponse<Keys>[] = [];
  const excluded: Exclusion<Keys>[] = [];
  for (const participant of data.participants) {
    const { id, arm } = participant;
    if (!isMember(participant)) {
      excluded.push({ participant: id, arm, reason: "not-in-population" });
      continue;
    }
    const evidence: RuleEvidence<Keys>[] = [];
    const verdict = evaluate(id, evidence);
    if (verdict.holds === null) excluded.push({ participant: id, arm, ...verdict.lack });
    const status = verdict.holds === null ? "excluded" : verdict.holds ? "responder" : "non-responder";
    rows.push({ participant: id, arm, status, reason: verdict.reason, evidence });
  }
  const { n, responders, nonResponders } = countResponders(rows, excluded.length);
  return {
    kind: "response",
    rows,
    byArm: recordOf<Keys["arm"], RespondersInArm>(keysOf(data.trial.arms), (arm) => {
      const isInArm = (row: { readonly arm: Keys["arm"] }) => row.arm === arm;
      return countResponders(rows.filter(isInArm), excluded.filter(isInArm).length);
    }),
    counts: { participants: n + excluded.length, responders, nonResponders, excluded: excluded.length },
    excluded,
    method: { name: "responder-classification", options, reference: "Oh et al. 2018, doi:10.1002/ana.25302" },
  };
}

function resolvePolicies(caller: string, { deaths = "non-responder", missing = "non-responder", noLeadInDecline = "non-responder" }: ResponderPolicies): Required<ResponderPolicies> {
  const choices = ["non-responder", "excluded", "as-observed"] as const;
  checkChoice(caller, "deaths", deaths, choices);
  checkChoice(caller, "missing", missing, choices);
  checkChoice(caller, "noLeadInDecline", noLeadInDecline, ["non-responder", "excluded"]);
  return { deaths, missing, noLeadInDecline };
}
