import { type AnyReason, reasonText } from "./reasonText.ts";

/** A sentence on who is not in a table: how many, and why, the commonest reason first; none where everybody is. */
export function exclusionNotes(what: string, excluded: readonly { readonly reason: AnyReason }[]): readonly string[] {
  if (excluded.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { reason } of excluded) counts.set(reasonText(reason), (counts.get(reasonText(reason)) ?? 0) + 1);
  const reasons = [...counts].sort(([, left], [, right]) => right - left).map(([reason, count]) => `${reason} (${count})`);
  return [`${what}: ${excluded.length} not included: ${reasons.join(", ")}.`];
}

/** Those of the arms that a table shows. */
export function inArms<Excluded extends { readonly arm: string }>(excluded: readonly Excluded[], arms: readonly { readonly arm: string }[]): readonly Excluded[] {
  return excluded.filter((one) => arms.some(({ arm }) => arm === one.arm));
}
