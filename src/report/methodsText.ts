import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import type { Method } from "../result/Method.ts";
import { courseMethods } from "./courseMethods.ts";
import { designMethods } from "./designMethods.ts";
import { inferenceMethods } from "./inferenceMethods.ts";
import { instrumentMethods } from "./instrumentMethods.ts";
import { modelMethods } from "./modelMethods.ts";
import { survivalMethods } from "./survivalMethods.ts";
import { trialMethods } from "./trialMethods.ts";

type Writers = typeof inferenceMethods & typeof designMethods & typeof modelMethods & typeof survivalMethods & typeof trialMethods & typeof instrumentMethods & typeof courseMethods;

/**
 * What a methods section has to say about a result: one or more sentences, from its own `method` with every option that was in force, and
 * the references. Where a choice was left to the data (`"auto"`) and the result says what was chosen, the sentence does too.
 *
 * Names of arms, visits, measures and populations are the trial's keys; replace them by what they stand for.
 *
 * @throws RangeError when the result's method is none of the library's
 * @throws TypeError when the result has no `method`
 *
 * @example
 * ```ts
 * import { methodsText, welchTTest } from "trialwise";
 *
 * methodsText(welchTTest({ treatment: [4.1, 5.2, 6.3], control: [3.2, 2.9, 4.4] }));
 * // => "The means of two groups were compared by Welch's t test, with a variance for each group and Welch–Satterthwaite degrees of freedom. The test was two-sided; the confidence interval has a level of 95%. Reference: Welch 1947, doi:10.1093/biomet/34.1-2.28."
 * ```
 */
export function methodsText(result: { readonly method: Method }): string {
  const method: unknown = typeof result === "object" && result !== null ? result.method : undefined;
  if (!isMethod(method)) throw new TypeError(`methodsText: a result must have a method with name, options and reference; received ${show(method)}`);
  const { name, reference } = method;
  const writer = new Map(Object.entries(writers())).get(name);
  if (writer === undefined) {
    const nearest = nearestKey(name, Object.keys(writers()));
    throw new RangeError(`methodsText: there is no text for the method ${show(name)}${nearest === undefined ? "" : `. Is it ${show(nearest)}?`}`);
  }
  return `${writer({ ...method, ...whatWasUsed(result) })} Reference${reference.includes("; ") ? "s" : ""}: ${reference}${reference.endsWith(".") ? "" : "."}`;
}

interface WithChoices {
  readonly method: Method;
  readonly pValueMethodUsed?: unknown;
  readonly testUsed?: unknown;
  readonly counts?: unknown;
  readonly randomPart?: unknown;
  readonly diagnostics?: unknown;
  readonly byArm?: unknown;
  readonly byClass?: unknown;
  readonly gray?: unknown;
}

/** What the computation chose, written over the options, and what they do not have: a methods section says what was done. */
function whatWasUsed({ method, byArm, byClass, pValueMethodUsed = signedRankMethodUsed(byArm, byClass), testUsed, counts, randomPart, diagnostics, gray }: WithChoices): Pick<Method, "options"> {
  return {
    options: {
      ...method.options,
      ...(typeof pValueMethodUsed === "string" && { pValueMethod: pValueMethodUsed }),
      ...(typeof testUsed === "string" && { test: testUsed }),
      ...(typeof counts === "object" && counts !== null && "strata" in counts && { numberOfStrata: counts.strata }),
      ...(typeof gray === "object" && gray !== null && { grayTest: true }),
      ...(typeof randomPart === "object" && randomPart !== null && { randomPart }),
      ...(typeof diagnostics === "object" && diagnostics !== null && "singular" in diagnostics && { singular: diagnostics.singular }),
    },
  };
}

/** How the signed-rank tests of arms and classes found their p-values, where all that were made did it in one way. */
function signedRankMethodUsed(byArm: unknown, byClass: unknown): unknown {
  const groups = [byArm, byClass].flatMap((some): unknown[] => (typeof some === "object" && some !== null ? Object.values(some) : []));
  const used = groups.flatMap((group) => {
    const test = typeof group === "object" && group !== null && "signedRankTest" in group ? group.signedRankTest : undefined;
    return typeof test === "object" && test !== null && "pValueMethodUsed" in test && test.pValueMethodUsed !== null ? [test.pValueMethodUsed] : [];
  });
  return new Set(used).size === 1 ? used[0] : undefined;
}

/** The names of the methods that have a text. */
export function methodNames(): readonly string[] {
  return Object.keys(writers());
}

/** The one place where a method meets its writer: TypeScript cannot see that both are found by one name. */
function writers(): { readonly [name: string]: (method: Method) => string } {
  const byName: Writers = { ...inferenceMethods, ...designMethods, ...modelMethods, ...survivalMethods, ...trialMethods, ...instrumentMethods, ...courseMethods };
  return byName as unknown as { readonly [name: string]: (method: Method) => string };
}

function isMethod(method: unknown): method is Method {
  if (typeof method !== "object" || method === null || !("name" in method && "options" in method && "reference" in method)) return false;
  return typeof method.name === "string" && typeof method.options === "object" && method.options !== null && typeof method.reference === "string";
}
