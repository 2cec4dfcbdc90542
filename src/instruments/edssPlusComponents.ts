/** The components of the EDSS-Plus, in the order that results list them. */
export const edssPlusComponents = ["edss", "t25fw", "nineHolePegDominant", "nineHolePegNonDominant"] as const;
