# Changes from baseline and rates of progression of 200 simulated trials, their arms described by quantile() of types 1 to 9, and two of
# the arms compared by t.test(). Records and definitions: records.R.
# Run: Rscript test/reference/change/trials.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "records.R"))
seed <- 20185
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
# 15 significant digits: the tests compare to 1e-14.
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && is.finite(x)) signif(x, 15) else x) })

cases <- lapply(1:200, function(i) {
  trial <- randomTrial(i)
  sign <- if (trial$higher) 1 else -1
  visits <- if (i %% 3) c("V5", sample(c("V6", "V9", "V10"), 1)) else names(months)[sort(sample(6, 2))]
  type <- sample(1:9, 1)
  changes <- function(population) analyse(trial, population, function(p) {
    for (visit in visits) if (is.na(trial$score[p, visit])) return(list(reason = whyNot(trial, p, visit), visit = visit))
    change <- trial$score[[p, visits[2]]] - trial$score[[p, visits[1]]]
    # Of a value of 0 or less there is no percentage.
    percent <- if (trial$score[[p, visits[1]]] > 0) 100 * change / trial$score[[p, visits[1]]] else NA
    list(change = change, improvement = sign * change, percentChange = percent, percentImprovement = sign * percent)
  })
  rates <- function(population) analyse(trial, population, function(p) {
    score <- trial$score[[p, "V5"]]
    if (is.na(score)) return(list(reason = whyNot(trial, p, "V5"), visit = "V5"))
    if (is.na(trial$onset[p]) || trial$onset[p] <= 0) return(list(reason = "no-covariate", visit = "V5"))
    list(progressionRate = (if (trial$higher) 48 - score else score - trial$range[1]) / trial$onset[p])
  })
  population <- sample(populations, 1)
  change <- changes(population)
  rate <- rates(population)
  quantity <- sample(c("change", "improvement", "percentChange", "percentImprovement"), 1)
  ofRates <- i %% 4 == 0
  better <- if (ofRates) "lower" else if (grepl("mprovement", quantity)) "higher" else if (trial$higher) "higher" else "lower"
  c(recordsOf(trial, dates = FALSE), list(
    from = visits[1], to = visits[2], population = population, quantileType = type,
    change = list(rows = column(change, "p"), change = column(change, "change"), percentChange = column(change, "percentChange"), excluded = change$excluded,
      of = quantity, byArm = describeArms(change, quantity, type)),
    rate = list(rows = column(rate, "p"), rate = column(rate, "progressionRate"), excluded = rate$excluded, byArm = describeArms(rate, "progressionRate", type)),
    compared = if (ofRates) compare(rate, "progressionRate", better) else compare(change, quantity, better)
  ))
})
writeCases("change", "trials", seed, cases)
