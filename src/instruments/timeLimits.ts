/** The time, in seconds, that stands for a test that could not be completed. */
export const timeLimits = { t25fw: 180, "9hpt": 300 } as const;
