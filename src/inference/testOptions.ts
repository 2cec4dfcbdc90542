import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";

/** What every test of one estimate can be asked for. */
export interface TestOptions {
  /** Coverage of the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
  /**
   * The alternative hypothesis, declared before the data are seen. A one-sided alternative also makes the interval
   * one-sided. Default `"two-sided"`.
   */
  readonly alternative?: Alternative;
}

/** Test options after defaults were applied. */
export interface ResolvedTestOptions {
  readonly level: number;
  readonly alternative: Alternative;
}

/** Applies the defaults and checks the values, and the keys: a caller has `own` options besides these. */
export function resolveTestOptions(caller: string, options: TestOptions, own: readonly string[] = []): ResolvedTestOptions {
  checkOptionKeys(caller, options, [...own, "level", "alternative"]);
  const { level = 0.95, alternative = "two-sided" } = options;
  checkLevel(caller, level);
  checkChoice(caller, "alternative", alternative, alternatives);
  return { level, alternative };
}
