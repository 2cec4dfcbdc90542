import type { PValueStyle } from "../numeric/pValueText.ts";
import { attempt } from "../result/attempt.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { agreementOf, nearestTo, printedLike } from "./compareWithPrinted.ts";
import type { Agreement } from "./compareWithPrinted.ts";
import type { CandidateDerivation, CandidateMethod, Derivation, Quantity } from "./Derivation.ts";
import { envelopeOf } from "./envelope.ts";
import type { Envelope } from "./envelope.ts";
import { parsePrinted } from "./readPrinted.ts";
import type { PrintedFigure } from "./readPrinted.ts";

/** A printed figure beside what the printed inputs give. */
export interface AuditedFigure<Id extends string = string> {
  readonly id: `${Id}.${Quantity}`;
  readonly row: Id;
  readonly label: string;
  readonly quantity: Quantity;
  readonly printed: PrintedFigure;
  /** By the stated method, at the inputs as printed, unrounded; `null` where the verdict is `not-derivable`. */
  readonly recomputed: number | null;
  /** The same, in the form of the printed figure. */
  readonly rounded: string | null;
  /** Every method that could be tried, the stated one first; one that cannot estimate anything from the inputs is left out. */
  readonly candidates: readonly Candidate[];
  readonly verdict: Verdict;
}

/** What one method makes of the printed inputs. */
export interface Candidate {
  readonly method: CandidateMethod;
  readonly recomputed: number;
  readonly rounded: string;
  /** The values it can take while every input stays within its rounding. */
  readonly envelope: Envelope;
  readonly agreement: Agreement;
}

/**
 * Whether a printed figure follows from the printed inputs, told apart by `kind`. It speaks of the stated method; `methods` and
 * `reproducedBy` name every method tried that gives the figure, so that a figure due to another test than the one stated shows.
 */
export type Verdict =
  | { readonly kind: "consistent"; readonly agreement: Exclude<Agreement, "none">; readonly methods: readonly CandidateMethod[] }
  | {
      readonly kind: "inconsistent";
      readonly reproducedBy: readonly CandidateMethod[];
      /** The value nearest to the printed one that the stated method can reach. */
      readonly nearest: number;
    }
  | { readonly kind: "not-derivable"; readonly reason: NotDerivableReason; readonly needs: string };

/** `inputs-not-printed`: the paper does not print what the figure follows from. `not-estimable`: the method fails on the inputs. */
export type NotDerivableReason = "inputs-not-printed" | "not-estimable";

/** Recomputes one printed figure of a row by every candidate. */
export function auditFigure<Id extends string>(
  row: RowName<Id>,
  derivation: Derivation,
  quantity: Quantity,
  text: string,
  pValueStyle: PValueStyle,
): AuditedFigure<Id> {
  const printed = parsePrinted(`auditTable: ${row.id}: ${quantity}`, text);
  const attempts = derivation.candidates.map((candidate) =>
    attempt(() => recompute(candidate, derivation, quantity, printed, pValueStyle)),
  );
  const candidates = attempts.flatMap((each) => (each.ok ? [each.value] : []));
  const stated = attempts[0]!;
  if (!stated.ok) return { ...notDerivable(row, quantity, text, "not-estimable", stated.issue.required), candidates };
  const { recomputed, rounded, envelope, agreement } = stated.value;
  const methods = candidates.flatMap((each) => (each.agreement === "none" ? [] : [each.method]));
  return {
    ...describe(row, quantity),
    printed,
    recomputed,
    rounded,
    candidates,
    verdict:
      agreement === "none"
        ? { kind: "inconsistent", reproducedBy: methods, nearest: nearestTo(printed, envelope) }
        : { kind: "consistent", agreement, methods },
  };
}

/** A printed figure that nothing could be recomputed for. */
export function notDerivable<Id extends string>(
  row: RowName<Id>,
  quantity: Quantity,
  text: string,
  reason: NotDerivableReason,
  needs: string,
): AuditedFigure<Id> {
  const verdict = { kind: "not-derivable", reason, needs } as const;
  const printed = parsePrinted(`auditTable: ${row.id}: ${quantity}`, text);
  return { ...describe(row, quantity), printed, recomputed: null, rounded: null, candidates: [], verdict };
}

interface RowName<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

function describe<Id extends string>({ id, label }: RowName<Id>, quantity: Quantity) {
  return { id: `${id}.${quantity}`, row: id, label, quantity } as const;
}

function recompute(
  { method, recompute: figuresAt, turnsIn = [] }: CandidateDerivation,
  { box, extremes }: Derivation,
  quantity: Quantity,
  printed: PrintedFigure,
  pValueStyle: PValueStyle,
): Candidate {
  // Every candidate gives every figure that its kind of row can print, and both limits of a two-sided interval exist.
  const figureAt = (inputs: readonly number[]): number => withoutNegativeZero(figuresAt(inputs)[quantity]!);
  const asPrinted = box.map(({ value }) => value);
  const recomputed = figureAt(asPrinted);
  const envelope = envelopeOf(figureAt, box, [asPrinted, ...extremes], turnsIn);
  return {
    method,
    recomputed,
    rounded: printedLike(recomputed, quantity, printed, pValueStyle),
    envelope,
    agreement: agreementOf(recomputed, envelope, printed, pValueStyle),
  };
}
