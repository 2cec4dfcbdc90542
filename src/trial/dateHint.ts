import { dateOrders, datePartsOf, isoDate } from "./isoDate.ts";

/** Ends the sentence about text that is no date in the table's order with what it looks like; nothing where it looks like none in particular. */
export function dateHint(text: string): string {
  if (!/\d/u.test(text)) return ". If it stands for no date, list it in missing";
  if (/^\d{5}(\.\d*)?$/u.test(text)) return ". It looks like a spreadsheet's number of a day: export dates as text";
  const parts = datePartsOf(text);
  const isYearShort = parts.length === 3 && parts.some((part) => /^\d\d$/u.test(part)) && parts.every((part) => !/\d{3}/u.test(part));
  if (isYearShort) return ". Its year has two digits, and must have four";
  if (parts.some((part) => /^(un|unk|nk|na|x+|\?+|00)$/u.test(part))) return ". Leave out the day or the month that is not known, if the date may be known in part";
  const isInOtherOrder = dateOrders.some((other) => isoDate(text, other) !== undefined);
  return isInOtherOrder ? ". If the table writes dates in another order, say so by its dateOrder" : "";
}
