// An invented study: no such trial was registered, and no participant of it exists. Its shape is that of version 2 of the API.

const flowCounts = (cells: string, placebo: string) => [
  { groupId: "FG000", numSubjects: cells },
  { groupId: "FG001", numSubjects: placebo },
];

const baselineCounts = (cells: string, placebo: string, total: string) => [
  { groupId: "BG000", value: cells },
  { groupId: "BG001", value: placebo },
  { groupId: "BG002", value: total },
];

const outcomeGroups = [
  { id: "OG000", title: "Invented Cells", description: "Two invented infusions" },
  { id: "OG001", title: "Placebo", description: "Two infusions of saline" },
];

const outcomeDenoms = [{ units: "Participants", counts: [{ groupId: "OG000", value: "56" }, { groupId: "OG001", value: "55" }] }];

const eventCounts = (cells: readonly [number, number], placebo: readonly [number, number]) => [
  { groupId: "EG000", numEvents: cells[1], numAffected: cells[0], numAtRisk: 58 },
  { groupId: "EG001", numEvents: placebo[1], numAffected: placebo[0], numAtRisk: 57 },
];

export const inventedRecord = {
  protocolSection: {
    identificationModule: {
      nctId: "NCT00000000",
      orgStudyIdInfo: { id: "INVENTED-1" },
      organization: { fullName: "Nobody", class: "OTHER" },
      briefTitle: "Invented Cells in ALS",
      officialTitle: "An Invented Trial of Invented Cells in Amyotrophic Lateral Sclerosis",
      acronym: "INVENTED",
    },
    statusModule: {
      statusVerifiedDate: "2021-05",
      overallStatus: "COMPLETED",
      expandedAccessInfo: { hasExpandedAccess: false },
      startDateStruct: { date: "2017-09" },
      primaryCompletionDateStruct: { date: "2020-02-28", type: "ACTUAL" },
      completionDateStruct: { date: "2020", type: "ACTUAL" },
      studyFirstPostDateStruct: { date: "2017-08-30", type: "ESTIMATED" },
      resultsFirstPostDateStruct: { date: "2021-06-01", type: "ACTUAL" },
      lastUpdatePostDateStruct: { date: "2021-06-01", type: "ACTUAL" },
    },
    sponsorCollaboratorsModule: { responsibleParty: { type: "SPONSOR" }, leadSponsor: { name: "Nobody", class: "OTHER" } },
    oversightModule: { oversightHasDmc: true },
    descriptionModule: { briefSummary: "Invented." },
    conditionsModule: { conditions: ["Amyotrophic Lateral Sclerosis"], keywords: ["invented", "cells"] },
    designModule: {
      studyType: "INTERVENTIONAL",
      phases: ["PHASE2", "PHASE3"],
      designInfo: {
        allocation: "RANDOMIZED",
        interventionModel: "PARALLEL",
        primaryPurpose: "TREATMENT",
        maskingInfo: { masking: "TRIPLE", maskingDescription: "Syringes are covered.", whoMasked: ["PARTICIPANT", "CARE_PROVIDER", "OUTCOMES_ASSESSOR"] },
      },
      enrollmentInfo: { count: 115, type: "ACTUAL" },
    },
    armsInterventionsModule: {
      armGroups: [
        { label: "Invented cells", type: "EXPERIMENTAL", description: "Two invented infusions", interventionNames: ["Biological: Invented cells"] },
        { label: "Placebo", type: "PLACEBO_COMPARATOR", description: "Two infusions of saline", interventionNames: ["Drug: Saline"] },
      ],
      interventions: [
        { type: "BIOLOGICAL", name: "Invented cells", description: "10 million", armGroupLabels: ["Invented cells"], otherNames: ["IC-1"] },
        { type: "DRUG", name: "Saline", armGroupLabels: ["Placebo"] },
      ],
    },
    outcomesModule: {
      primaryOutcomes: [{ measure: "Change in ALSFRS-R", description: "Total score", timeFrame: "Baseline and 24 weeks" }],
      secondaryOutcomes: [
        { measure: "Responders", timeFrame: "Baseline, Weeks 12 and 24" },
        { measure: "Survival", timeFrame: "Up to 1 year" },
        { measure: "Slow vital capacity", timeFrame: "24 weeks after the last infusion" },
      ],
      otherOutcomes: [{ measure: "Neurofilament light chain" }],
    },
    eligibilityModule: {
      eligibilityCriteria: "Inclusion Criteria:\n\n* invented",
      healthyVolunteers: false,
      sex: "ALL",
      minimumAge: "18 Years",
      maximumAge: "75 Years",
      stdAges: ["ADULT", "OLDER_ADULT"],
    },
  },
  resultsSection: {
    participantFlowModule: {
      preAssignmentDetails: "140 invented participants were screened.",
      recruitmentDetails: "At two invented sites.",
      groups: [
        { id: "FG000", title: "Invented cells", description: "Two invented infusions" },
        { id: "FG001", title: "Placebo", description: "Two infusions of saline" },
      ],
      periods: [
        {
          title: "Treatment",
          milestones: [
            { type: "STARTED", achievements: flowCounts("58", "57") },
            { type: "Received the second infusion", comment: "of two", achievements: flowCounts("55", "54") },
            { type: "COMPLETED", achievements: flowCounts("52", "50") },
            { type: "NOT COMPLETED", achievements: flowCounts("6", "7") },
          ],
          dropWithdraws: [
            { type: "Death", reasons: flowCounts("2", "3") },
            { type: "Withdrawal by Subject", comment: "any reason", reasons: flowCounts("4", "4") },
          ],
        },
        {
          title: "Follow-up",
          milestones: [
            { type: "STARTED", achievements: flowCounts("52", "50") },
            { type: "COMPLETED", achievements: flowCounts("51", "50") },
            { type: "NOT COMPLETED", achievements: flowCounts("1", "0") },
          ],
          dropWithdraws: [{ type: "Lost to Follow-up", reasons: flowCounts("1", "0") }],
        },
      ],
    },
    baselineCharacteristicsModule: {
      populationDescription: "Everyone with a value after baseline",
      groups: [
        { id: "BG000", title: "Invented cells" },
        { id: "BG001", title: "Placebo" },
        { id: "BG002", title: "Total", description: "Total of all reporting groups" },
      ],
      denoms: [{ units: "Participants", counts: baselineCounts("56", "55", "111") }],
      measures: [
        {
          title: "Age, Continuous",
          paramType: "MEAN",
          dispersionType: "STANDARD_DEVIATION",
          unitOfMeasure: "years",
          classes: [
            {
              categories: [
                {
                  measurements: [
                    { groupId: "BG000", value: "58.1", spread: "10.20" },
                    { groupId: "BG001", value: "59.4", spread: "9.8" },
                    { groupId: "BG002", value: "58.7", spread: "10.0" },
                  ],
                },
              ],
            },
          ],
        },
        {
          title: "Sex: Female, Male",
          paramType: "COUNT_OF_PARTICIPANTS",
          unitOfMeasure: "Participants",
          calculatePct: true,
          classes: [
            {
              categories: [
                { title: "Female", measurements: baselineCounts("24", "21", "45") },
                { title: "Male", measurements: baselineCounts("32", "34", "66") },
              ],
            },
          ],
        },
        {
          title: "Slow vital capacity",
          paramType: "MEDIAN",
          dispersionType: "INTER_QUARTILE_RANGE",
          unitOfMeasure: "percent of predicted",
          populationDescription: "One participant was not measured.",
          denoms: [{ units: "Participants", counts: baselineCounts("56", "54", "110") }],
          classes: [
            {
              categories: [
                {
                  measurements: [
                    { groupId: "BG000", value: "81", lowerLimit: "70", upperLimit: "92" },
                    { groupId: "BG001", value: "80", lowerLimit: "69", upperLimit: "94" },
                    { groupId: "BG002", value: "81", lowerLimit: "70", upperLimit: "93" },
                  ],
                },
              ],
            },
          ],
        },
        {
          title: "Months since onset",
          paramType: "MEDIAN",
          dispersionType: "FULL_RANGE",
          unitOfMeasure: "months",
          classes: [{ categories: [{ measurements: [{ groupId: "BG002", value: "19", lowerLimit: "4", upperLimit: "NA", comment: "not recorded for all" }] }] }],
        },
        {
          title: "Neurofilament light chain",
          paramType: "GEOMETRIC_MEAN",
          dispersionType: "GEOMETRIC_COEFFICIENT",
          unitOfMeasure: "pg/mL",
          classes: [{ title: "CSF", categories: [{ measurements: [{ groupId: "BG002", value: "1,234", spread: "61.5" }] }] }],
        },
      ],
    },
    outcomeMeasuresModule: {
      outcomeMeasures: [
        {
          type: "PRIMARY",
          title: "Change in ALSFRS-R",
          description: "Total score",
          populationDescription: "Everyone with a value after baseline",
          reportingStatus: "POSTED",
          paramType: "MEAN",
          dispersionType: "Standard Deviation",
          unitOfMeasure: "points",
          timeFrame: "Baseline and 24 weeks",
          groups: outcomeGroups,
          denoms: outcomeDenoms,
          classes: [
            {
              categories: [
                {
                  measurements: [
                    { groupId: "OG000", value: "-4.2", spread: "5.1" },
                    { groupId: "OG001", value: "-6.6", spread: "5.3" },
                  ],
                },
              ],
            },
          ],
          analyses: [
            {
              groupIds: ["OG000", "OG001"],
              groupDescription: "The null hypothesis is no difference.",
              nonInferiorityType: "SUPERIORITY",
              testedNonInferiority: false,
              pValue: "=0.017",
              pValueComment: "not adjusted",
              statisticalMethod: "t-test, 2 sided",
              paramType: "Mean Difference (Final Values)",
              paramValue: "2.4",
              ciPctValue: "95",
              ciNumSides: "TWO_SIDED",
              ciLowerLimit: "0.44",
              ciUpperLimit: "4.36",
              dispersionType: "STANDARD_ERROR_OF_MEAN",
              dispersionValue: "0.99",
              estimateComment: "cells - placebo",
            },
          ],
        },
        {
          type: "SECONDARY",
          title: "Responders",
          reportingStatus: "POSTED",
          paramType: "COUNT_OF_PARTICIPANTS",
          unitOfMeasure: "Participants",
          timeFrame: "Baseline to Week 24",
          groups: outcomeGroups,
          denoms: outcomeDenoms,
          classes: [
            {
              categories: [
                { title: "Responder", measurements: [{ groupId: "OG000", value: "18" }, { groupId: "OG001", value: "9" }] },
                { title: "No responder", measurements: [{ groupId: "OG000", value: "38" }, { groupId: "OG001", value: "46" }] },
              ],
            },
          ],
          analyses: [
            {
              groupIds: ["OG000", "OG001"],
              nonInferiorityType: "SUPERIORITY_OR_OTHER_LEGACY",
              pValue: "0.076",
              statisticalMethod: "Fisher Exact",
              paramType: "Odds Ratio (OR)",
              paramValue: "2.42",
              ciPctValue: "95",
              ciNumSides: "ONE_SIDED",
              ciLowerLimit: "0.97",
              ciLowerLimitComment: "one-sided",
            },
          ],
        },
        {
          type: "SECONDARY",
          title: "Change in ALSFRS-R, repeated measures",
          reportingStatus: "POSTED",
          paramType: "LEAST_SQUARES_MEAN",
          dispersionType: "Standard Error",
          unitOfMeasure: "points",
          timeFrame: "Baseline, Weeks 12 and 24",
          groups: outcomeGroups,
          denoms: outcomeDenoms,
          classes: [
            {
              categories: [
                {
                  measurements: [
                    { groupId: "OG000", value: "-4.1", spread: "0.70" },
                    { groupId: "OG001", value: "-6.5", spread: "0.70" },
                  ],
                },
              ],
            },
          ],
          analyses: [
            {
              groupIds: ["OG000", "OG001"],
              nonInferiorityType: "SUPERIORITY",
              pValue: "0.017",
              statisticalMethod: "Mixed Models Analysis",
              paramType: "Mean Difference (Final Values)",
              paramValue: "2.4",
              ciPctValue: "95",
              ciNumSides: "TWO_SIDED",
              ciLowerLimit: "0.44",
              ciUpperLimit: "4.36",
              dispersionType: "STANDARD_ERROR_OF_MEAN",
              dispersionValue: "0.99",
            },
          ],
        },
        {
          type: "OTHER_PRE_SPECIFIED",
          title: "Survival",
          reportingStatus: "POSTED",
          paramType: "MEDIAN",
          dispersionType: "95% Confidence Interval",
          unitOfMeasure: "months",
          timeFrame: "Up to 1 year",
          groups: outcomeGroups,
          denoms: outcomeDenoms,
          classes: [
            {
              title: "All",
              denoms: [{ units: "Participants", counts: [{ groupId: "OG000", value: "56" }, { groupId: "OG001", value: "54" }] }],
              categories: [
                {
                  measurements: [
                    { groupId: "OG000", value: "NA", lowerLimit: "NA", upperLimit: "NA", comment: "not reached" },
                    { groupId: "OG001", value: "11.5", lowerLimit: "9.1", upperLimit: "NA" },
                  ],
                },
              ],
            },
          ],
          analyses: [
            {
              groupIds: ["OG000", "OG001"],
              nonInferiorityType: "OTHER",
              nonInferiorityComment: "none",
              otherAnalysisDescription: "exploratory",
              pValue: "<0.001",
              statisticalMethod: "Log Rank",
              statisticalComment: "stratified",
              paramType: "Hazard Ratio (HR)",
              paramValue: "0.48",
              ciPctValue: "97.5",
              ciNumSides: "TWO_SIDED",
              ciLowerLimit: "0.30",
              ciUpperLimit: "0.77",
              ciUpperLimitComment: "bootstrap",
            },
          ],
        },
        { type: "POST_HOC", title: "Neurofilament light chain", reportingStatus: "NOT_POSTED", anticipatedPostingDate: "2022-03", timeFrame: "every 4 weeks" },
      ],
    },
    adverseEventsModule: {
      frequencyThreshold: "5",
      timeFrame: "1 year",
      description: "Everyone who had an infusion",
      allCauseMortalityComment: "none",
      eventGroups: [
        {
          id: "EG000", title: "Invented cells", description: "Two invented infusions",
          deathsNumAffected: 3, deathsNumAtRisk: 58, seriousNumAffected: 9, seriousNumAtRisk: 58, otherNumAffected: 31, otherNumAtRisk: 58,
        },
        {
          id: "EG001", title: "Placebo", description: "Two infusions of saline",
          deathsNumAffected: 4, deathsNumAtRisk: 57, seriousNumAffected: 8, seriousNumAtRisk: 57, otherNumAffected: 26, otherNumAtRisk: 57,
        },
      ],
      seriousEvents: [
        { term: "Respiratory failure", organSystem: "Respiratory, thoracic and mediastinal disorders", sourceVocabulary: "MedDRA 20.1", assessmentType: "SYSTEMATIC_ASSESSMENT", notes: "invented", stats: eventCounts([5, 5], [6, 7]) },
        { term: "Pneumonia", organSystem: "Infections and infestations", sourceVocabulary: "MedDRA 20.1", stats: eventCounts([2, 2], [1, 1]) },
        { term: "Dyspnoea", organSystem: "Respiratory, thoracic and mediastinal disorders", stats: eventCounts([2, 3], [1, 1]) },
      ],
      otherEvents: [
        { term: "Headache", organSystem: "Nervous system disorders", assessmentType: "NON_SYSTEMATIC_ASSESSMENT", stats: eventCounts([14, 22], [6, 8]) },
        { term: "Back pain", organSystem: "Musculoskeletal and connective tissue disorders", stats: eventCounts([12, 13], [9, 11]) },
      ],
    },
    moreInfoModule: { limitationsAndCaveats: { description: "It is invented." }, certainAgreement: { piSponsorEmployee: false } },
  },
  documentSection: { largeDocumentModule: {} },
  derivedSection: {
    miscInfoModule: { versionHolder: "2024-01-01" },
    conditionBrowseModule: { meshes: [{ id: "D000690", term: "Amyotrophic Lateral Sclerosis" }], ancestors: [{ id: "D000", term: "Invented" }] },
    interventionBrowseModule: {},
  },
  hasResults: true,
};
