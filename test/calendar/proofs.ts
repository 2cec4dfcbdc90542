const implementation = "test/naive/calendar.ts";
const [examples, reference, properties] = ["test/calendar/examples.test.ts", "test/calendar/reference.test.ts", "test/calendar/calendar.property.test.ts"];
const made = { script: "test/reference/calendar/calendar.R", fixture: "test/reference/calendar/calendar.json" };

/** Where the four proofs of each calculator stand. */
export const proofs = {
  studyDay: {
    example: { file: examples, test: "has no day 0: the reference is day 1, the day before it day -1" },
    reference: { file: reference, test: "counts the study days of 300 dates alike", ...made },
    naive: { file: properties, test: "agree with counting from civil dates, and undo each other", implementation },
    properties: { file: properties, test: "agree with counting from civil dates, and undo each other" },
  },
  dateOfStudyDay: {
    example: { file: examples, test: "is the day that studyDay counts, and refuses day 0" },
    reference: { file: reference, test: "finds the dates of 300 study days alike", ...made },
    naive: { file: properties, test: "agree with counting from civil dates, and undo each other", implementation },
    properties: { file: properties, test: "agree with counting from civil dates, and undo each other" },
  },
  monthsBetween: {
    example: { file: examples, test: "counts 31 January to the days round the end of February by five conventions, as by hand" },
    reference: { file: reference, test: "counts the months between 300 pairs of dates alike, under five conventions", ...made },
    naive: { file: properties, test: "agree with counting months one after the other", implementation },
    properties: { file: properties, test: "turn their sign with the dates, never run backwards, and stand in order" },
  },
  durationBetween: {
    example: { file: examples, test: "counts an event of two days over a leap day, in each unit, with its last day and without" },
    reference: { file: reference, test: "counts the years between 300 pairs of dates alike, under five conventions", ...made },
    naive: { file: properties, test: "agree with counting months one after the other", implementation },
    properties: { file: properties, test: "lasts a day longer with its last day, in every unit as long as to the day after" },
  },
  imputeDates: {
    example: { file: examples, test: "imputes CDISC's partial dates by each rule as by hand, and says what" },
    reference: { file: reference, test: "imputes 300 partial dates alike, within bounds", ...made },
    naive: { file: properties, test: "agrees with trying every day of the year, and stays within what is known and the bounds", implementation },
    properties: { file: properties, test: "puts the first day no later than the middle one, and that no later than the last" },
  },
  assignVisits: {
    example: { file: examples, test: "places made-up days as by hand, under each rule" },
    reference: { file: reference, test: "assigns the assessments of 250 participants alike", ...made },
    naive: { file: properties, test: "agrees with ranking all pairs of visits and days, and can be read back", implementation },
    properties: { file: properties, test: "places the same values whatever their order, and by date or study day as by day" },
  },
  treatmentEmergence: {
    example: { file: examples, test: "judges the events of admiral's own tests as admiral does, and does not guess where it does" },
    reference: { file: reference, test: "judges 300 adverse events alike, reading by reading", ...made },
    naive: { file: properties, test: "agrees with judging every reading of the dates, day by day", implementation },
    properties: { file: properties, test: "calls nothing emergent that the tally leaves out, and nothing not emergent that it counts" },
  },
} as const;
