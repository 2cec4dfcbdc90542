/** 0 to 4 in life, 5 is death. */
export type AlsStage = 0 | 1 | 2 | 3 | 4 | 5;

/** The stages that remain possible, whatever the missing items are: one stage where they cannot change it. */
export interface PossibleStages {
  readonly from: AlsStage;
  readonly to: AlsStage;
}

/** The number of signs that hold, with the unknown ones absent and present. */
export function countPossible(signs: readonly (boolean | null)[]): PossibleStages {
  const known = signs.filter((sign) => sign === true).length;
  const unknown = signs.filter((sign) => sign === null).length;
  return { from: stageOf(known), to: stageOf(known + unknown) };
}

function stageOf(count: number): AlsStage {
  return count === 0 ? 0 : count === 1 ? 1 : count === 2 ? 2 : count === 3 ? 3 : 4;
}

/** Reasons for the signs that are unknown, and for the stage where more than one is possible. */
export function missingItemReasons(possible: PossibleStages, signs: Readonly<Record<string, boolean | null>>): { readonly reasons?: Readonly<Record<string, "missing-item">> } {
  const unknown = Object.entries(signs).flatMap(([path, sign]) => (sign === null ? [path] : []));
  const paths = possible.from === possible.to ? unknown : ["stage", ...unknown];
  return paths.length === 0 ? {} : { reasons: Object.fromEntries(paths.map((path) => [path, "missing-item" as const])) };
}
