# Slopes of 200 simulated trials, by two visits and by lm(), on planned and on actual times, their arms described by quantile() of
# types 1 to 9, and two of the arms compared by t.test(). Records and definitions: records.R.
# Run: Rscript test/reference/change/slopes.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "records.R"))
thirteenDigits()
seed <- 20186
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:200, function(i) {
  trial <- randomTrial(i)
  sign <- if (trial$higher) 1 else -1
  options <- randomSlopeOptions()
  type <- sample(1:9, 1)
  population <- sample(populations, 1)
  range <- names(months)[sort(sample(6, 2))]
  found <- analyse(trial, population, function(p) {
    slope <- slopeOf(trial, p, range, options)
    if (is.null(slope$reason)) list(slope = slope$slope, improvement = sign * slope$slope, visits = length(slope$values)) else slope
  })
  quantity <- sample(c("slope", "improvement"), 1)
  c(recordsOf(trial, dates = TRUE), list(
    options = options, population = population, quantileType = type, from = range[1], to = range[2],
    rows = column(found, "p"), slope = column(found, "slope"), visits = column(found, "visits"), excluded = found$excluded,
    of = quantity, byArm = describeArms(found, quantity, type), compared = compare(found, quantity, if (quantity == "improvement" || trial$higher) "higher" else "lower")
  ))
})
writeCases("change", "slopes", seed, cases)
