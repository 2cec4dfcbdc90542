import type { Issue } from "../result/Issue.ts";
import type { Reason } from "../result/Reason.ts";
import type { ErrorCode } from "../result/TrialwiseError.ts";

/** Why a part of a comparison is `null`, of the error that it ended with. */
export function failureReason({ code }: Pick<Issue, "code">): Reason {
  return reasonsByCode[code] ?? "not-defined";
}

const reasonsByCode: { readonly [Code in ErrorCode]?: Reason } = {
  "too-few-values": "no-values",
  "no-events": "no-values",
  "no-variance": "no-variance",
  "singular-design": "no-variance",
  "monotone-likelihood": "unbounded",
  "beyond-follow-up": "beyond-follow-up",
};
