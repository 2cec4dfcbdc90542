/** Times made of months and doses differ in the last digits; what lies within a tenth of a second is one time. */
export const dayTolerance = 1e-6;

/** Days from one time to another, both days included. A time belongs to the day that it lies in; 0 where it ends before it begins. */
export function daysIncluding(from: number, to: number): number {
  return Math.max(0, wholeDay(to) - wholeDay(from) + 1);
}

function wholeDay(time: number): number {
  return Math.floor(time + dayTolerance);
}
