import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";

/** An arm of a table, and what to call it. */
export interface TableArm<Arm extends string = string> {
  readonly arm: Arm;
  readonly label: string;
}

/** The arms to show, in their order: those asked for, or all that there are, by their keys. */
export function tableArms<Arm extends string>(caller: string, known: readonly Arm[], asked: readonly TableArm<Arm>[] | undefined): readonly TableArm<Arm>[] {
  return asked === undefined ? known.map((arm) => ({ arm, label: arm })) : checkedArms(caller, known, asked);
}

/** The keys of a record by arm, visit or population, in the order of the result. */
export function keysIn<Key extends string>(record: { readonly [K in Key]: unknown }): readonly Key[] {
  const keys: Key[] = [];
  for (const key in record) if (Object.hasOwn(record, key)) keys.push(key);
  return keys;
}

/** What a column of all participants has to say where it counts more than the arms beside it. */
export function allArmsNotes(known: readonly string[], arms: readonly TableArm[]): readonly string[] {
  return arms.length < known.length ? ["The column of all has the arms too that are not shown."] : [];
}

/** A label for each arm of a comparison; its key where none is given. */
export function labelOfArm<Arm extends string>(arm: Arm, arms: readonly TableArm<Arm>[]): string {
  return arms.find((one) => one.arm === arm)?.label ?? arm;
}

function checkedArms<Arm extends string>(caller: string, known: readonly Arm[], asked: readonly TableArm<Arm>[]): readonly TableArm<Arm>[] {
  if (!Array.isArray(asked) || asked.length === 0) throw new TypeError(`${caller}: arms must be a list of { arm, label }; received ${show(asked)}`);
  const seen = new Set<Arm>();
  for (const [index, one] of asked.entries()) {
    const where = `arms[${index}]`;
    checkParts(caller, where, one, ["arm", "label"]);
    checkKnownKeys(caller, where, one, ["arm", "label"]);
    checkChoice(caller, `${where}.arm`, one.arm, known);
    if (typeof one.label !== "string") throw new TypeError(`${caller}: ${where}.label must be text; received ${show(one.label)}`);
    if (seen.has(one.arm)) throw new RangeError(`${caller}: ${where}.arm must be another arm than those before it; received ${show(one.arm)}`);
    seen.add(one.arm);
  }
  return asked;
}
