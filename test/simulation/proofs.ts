/** Where the four proofs of each calculator stand. */
export const proofs = {
  simulateTrial: {
    example: { file: "test/simulation/simulateTrial.test.ts", test: "follows the mean courses exactly where nothing varies, worked by hand" },
    reference: {
      file: "test/simulation/simulateTrial.test.ts",
      test: "agrees with a second program in Python on 200 random designs, participant by participant",
      script: "test/reference/simulation/simulatedTrials.py",
      fixture: "test/reference/simulation/simulatedTrials.json",
    },
    naive: { file: "test/simulation/simulateTrial.test.ts", test: "agrees with a second implementation on whole numbers of any size", implementation: "test/naive/simulation.ts" },
    properties: { file: "test/simulation/simulateTrial.property.test.ts", test: "makes records that read without an issue, whatever the design, and plain results" },
  },
} as const;
