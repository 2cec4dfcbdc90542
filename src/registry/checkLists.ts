import { checkParts } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";

/** Refuses anything but a part of a record with these lists in it. */
export function checkLists<Name extends string>(caller: string, name: string, part: { readonly [N in Name]: readonly unknown[] }, lists: readonly Name[]): void {
  checkParts(caller, name, part, lists);
  for (const list of lists) {
    if (!Array.isArray(part[list])) throw new TypeError(`${caller}: ${list} of ${name} must be a list; received ${show(part[list])}`);
  }
}
