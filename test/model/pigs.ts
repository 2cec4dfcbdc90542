/**
 * Two arms by three doses, two animals in each cell, 1 above and 1 below the cell's mean: 3 5 7 and 4 8 9, so that the residual
 * sum of squares is 12 on 6 degrees of freedom.
 */
export const pigs = {
  response: [2, 4, 4, 6, 6, 8, 3, 5, 7, 9, 8, 10],
  terms: ["arm", "dose", ["arm", "dose"]],
  data: {
    arm: ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b"],
    dose: ["1", "1", "2", "2", "3", "3", "1", "1", "2", "2", "3", "3"],
  },
} as const;
