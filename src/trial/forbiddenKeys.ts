import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";

export const trialFamilies = ["arms", "treatments", "visits", "measures", "biomarkers", "covariates", "endpoints", "populations"] as const;

/**
 * Declared keys that every object answers to (`constructor`, `toString`, `__proto__`): results are objects with these
 * keys, so such a name could be mistaken for an entry that is not there. Participant ids and terms may have any name.
 */
export function forbiddenKeys(definition: unknown): DataIssue[] {
  if (typeof definition !== "object" || definition === null) return [];
  const issues: DataIssue[] = [];
  for (const name of trialFamilies) {
    const family: unknown = Object.hasOwn(definition, name) ? Reflect.get(definition, name) : undefined;
    if (typeof family !== "object" || family === null) continue;
    const refuse = (key: string, message: string) => issues.push({ path: [name, key], code: "forbidden-key", received: key, message });
    // A literal { __proto__: … } sets the prototype instead of declaring a key, and would be lost without a word. What has a
    // constructor of its own (a list, a map, bytes) the schema refuses.
    const prototype: unknown = Object.getPrototypeOf(family);
    if (typeof prototype === "object" && prototype !== null && !Object.hasOwn(prototype, "constructor")) {
      refuse("__proto__", `${name} must be a plain object; a key "__proto__" cannot be declared`);
    }
    for (const key of Object.getOwnPropertyNames(family)) {
      if (key === "prototype" || key in Object.prototype) refuse(key, `${name} cannot declare ${show(key)}: every object answers to that name`);
      else if (key === "") refuse(key, `${name} cannot declare an empty key`);
    }
  }
  return issues;
}
