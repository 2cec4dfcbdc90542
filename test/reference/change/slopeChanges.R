# Changes of slope of 200 simulated trials, by two visits and by lm(), on planned and on actual times, their arms described by quantile() of
# types 1 to 9, and two of the arms compared by t.test(). Records and definitions: records.R.
# Run: Rscript test/reference/change/slopeChanges.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "records.R"))
thirteenDigits()
seed <- 20187
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:200, function(i) {
  trial <- randomTrial(i)
  sign <- if (trial$higher) 1 else -1
  options <- randomSlopeOptions()
  type <- sample(1:9, 1)
  population <- sample(populations, 1)
  leadIn <- c(sample(c("V1", "V1", "V3"), 1), "V5")
  followUp <- if (runif(1) < 0.2) c("V6", "V10") else c("V5", sample(c("V6", "V9", "V9", "V10"), 1))
  found <- analyse(trial, population, function(p) {
    lead <- slopeOf(trial, p, leadIn, options)
    if (!is.null(lead$reason)) return(lead)
    follow <- slopeOf(trial, p, followUp, options)
    if (!is.null(follow$reason)) return(follow)
    improvement <- sign * (follow$slope - lead$slope)
    decline <- -sign * lead$slope
    # A scale that is open at one end is as wide as the largest of the participant's own values.
    width <- if (anyNA(trial$range)) max(abs(c(lead$values, follow$values))) else diff(trial$range)
    list(change = follow$slope - lead$slope, improvement = improvement, leadInSlope = lead$slope, followUpSlope = follow$slope,
      percentImprovement = if (decline > 1e-9 * width) 100 * improvement / decline else NA, leadInVisits = length(lead$values), followUpVisits = length(follow$values))
  })
  quantity <- sample(c("change", "improvement", "leadInSlope", "followUpSlope", "percentImprovement", "percentImprovement"), 1)
  better <- if (grepl("mprovement", quantity) || trial$higher) "higher" else "lower"
  c(recordsOf(trial, dates = TRUE), list(
    options = options, population = population, quantileType = type, leadIn = values(leadIn), followUp = values(followUp),
    rows = column(found, "p"), leadInSlope = column(found, "leadInSlope"), followUpSlope = column(found, "followUpSlope"), percent = column(found, "percentImprovement"),
    leadInVisits = column(found, "leadInVisits"), followUpVisits = column(found, "followUpVisits"), excluded = found$excluded,
    of = quantity, byArm = describeArms(found, quantity, type), compared = compare(found, quantity, better)
  ))
})
writeCases("change", "slopeChanges", seed, cases)
