import { create, createUnitDependencies, type MathJsInstance, type Unit, unitDependencies } from "mathjs";

/** By what a number of one unit is multiplied to be one of another; or why it cannot be. */
export type UnitFactor = (from: string, to: string, molarMass?: number) => number | "unknown" | "incompatible" | "needs-molar-mass";

/**
 * Factors between the units that mathjs can express: `pg/mL`, `mg/dL`, `nmol/L`, `mmHg`, `10^9/L`. Of mathjs only units are loaded, and
 * texts are read as units alone: no expression is evaluated. Cells count as a unit of their own, so that `cells/kg` is no mere 1/kg.
 */
export function unitFactors(): UnitFactor {
  const { createUnit, unit } = create({ ...unitDependencies, ...createUnitDependencies });
  createUnit("cell", { aliases: ["cells"] });
  return (from, to, molarMass) => {
    const [source, target] = [read(unit, from), read(unit, to)];
    if (source === undefined || target === undefined) return "unknown";
    if (source.equalBase(target)) return hasOwnZero(unit, from) || hasOwnZero(unit, to) ? "incompatible" : shortest(numberOf(source, target));
    // Mass is amount of substance times molar mass.
    const [mass, moles] = [read(unit, `${from} * g / mol`), read(unit, `${from} * mol / g`)];
    const isMass = mass?.equalBase(target) === true;
    const bridged = isMass ? mass : moles?.equalBase(target) === true ? moles : undefined;
    if (bridged === undefined) return "incompatible";
    if (molarMass === undefined) return "needs-molar-mass";
    return shortest(isMass ? numberOf(bridged, target) * molarMass : numberOf(bridged, target) / molarMass);
  };
}

function numberOf(source: Unit, target: Unit): number {
  return source.toNumber(target.formatUnits()) / target.toNumber(target.formatUnits());
}

/** 0 °C is not 0 K: such a scale has no factor to another. */
function hasOwnZero(unit: MathJsInstance["unit"], text: string): boolean {
  return read(unit, text)?.equalBase(unit(1, "K")) === true;
}

/** One of a unit; undefined for a text that is none. `10^9/L` and `10^6 cells/kg` are a number of a unit. */
function read(unit: MathJsInstance["unit"], text: string): Unit | undefined {
  if (text.length > 60) return undefined;
  const [, power, rest] = /^10\^(\d{1,2})(?: ?(\/.+)| (.+))$/u.exec(text)?.filter((part) => part !== undefined) ?? [];
  try {
    return power === undefined || rest === undefined ? unit(1, nameOf(text)) : unit(Number(`1e${power}`), nameOf(rest.replace(/^\//u, "1/")));
  } catch {
    return undefined;
  }
}

/** A unit's name as mathjs has it. It would read `2 mg` and drop the 2, so that no number but 1 may come first. */
function nameOf(text: string): string {
  const [, leading = "1"] = /^[\s(]*(\d*\.?\d+(?:e[+-]?\d+)?)/iu.exec(text) ?? [];
  if (Number(leading) !== 1) throw new RangeError(`${leading} is a number of its own`);
  return text.replaceAll(/[µμ]/gu, "u").replaceAll(/\bmcg\b/gu, "ug");
}

/** Factors are short but for the rounding of several multiplications: 1 pg/mL comes out as 0.9999999999999999 ng/L. */
function shortest(factor: number): number {
  return Number(factor.toPrecision(14));
}

/** A number in another unit, without the rounding of the multiplication. */
export function times(value: number, factor: number): number {
  return Number.isFinite(value) ? shortest(value * factor) : value;
}
