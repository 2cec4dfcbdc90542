# Change, slopes and slope change of 40 simulated trials: lm() for slopes by least squares, t.test() for two arms, quantile() of
# types 7 and 2. Scores are whole numbers; every value carries a date; some are missing, and the third arm is sometimes empty.
# Run: Rscript test/reference/change/trials.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "inference", "fixture.R"))
source(file.path(here, "write.R"))
seed <- 20185
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
months <- c(V1 = -3, V3 = -1, V5 = 0, V6 = 1, V9 = 4, V10 = 6)
monthLength <- 365.25 / 12

# NULL for who lacks a value, so that it becomes null in JSON.
twoVisit <- function(score, time, from, to) {
  if (is.na(score[from]) || is.na(score[to])) return(NA)
  (score[[to]] - score[[from]]) / (time[[to]] - time[[from]])
}
lineThrough <- function(score, time, from, to) {
  inside <- months >= months[from] & months <= months[to] & !is.na(score)
  if (sum(inside) < 2) return(NA)
  coef(lm(score[inside] ~ time[inside]))[[2]]
}
describe <- function(x) {
  x <- x[!is.na(x)]
  if (length(x) == 0) return(list(n = 0))
  list(
    n = length(x), mean = mean(x), standardDeviation = if (length(x) > 1) sd(x) else NA, median = median(x),
    type7 = values(quantile(x, c(0.25, 0.75), type = 7, names = FALSE)), type2 = values(quantile(x, c(0.25, 0.75), type = 2, names = FALSE)),
    minimum = min(x), maximum = max(x)
  )
}
compare <- function(x, arm, alternative, level) {
  treatment <- x[arm == 1 & !is.na(x)]
  control <- x[arm == 2 & !is.na(x)]
  if (length(treatment) < 2 || length(control) < 2 || (var(treatment) == 0 && var(control) == 0)) return(NULL)
  lapply(c(student = TRUE, welch = FALSE), function(equal) {
    test <- t.test(treatment, control, var.equal = equal, alternative = sub("-", ".", alternative), conf.level = level)
    list(
      estimate = mean(treatment) - mean(control), standardError = test$stderr, degreesOfFreedom = test$parameter[[1]],
      statistic = test$statistic[[1]], pValue = test$p.value, lower = test$conf.int[1], upper = test$conf.int[2]
    )
  })
}

cases <- lapply(1:40, function(i) {
  n <- sample(5:16, 1)
  higher <- i %% 2 == 1
  range <- if (higher) c(0, 48) else c(30, 164)
  direction <- if (higher) -1 else 4
  arm <- sample(if (i %% 5) 1:3 else 1:2, n, replace = TRUE)
  start <- if (higher) 38 else 80
  score <- t(sapply(1:n, function(p) {
    lead <- direction * rnorm(1, 1.2, 1)
    follow <- direction * rnorm(1, 0.9, 1)
    values <- rnorm(1, start, 4) + pmin(months, 0) * lead + pmax(months, 0) * follow + rnorm(6)
    pmin(pmax(round(values), range[1]), range[2])
  }))
  score[runif(length(score)) < 0.1] <- NA
  day <- t(sapply(1:n, function(p) round(months * monthLength) + sample(-6:6, 6, replace = TRUE)))
  colnames(score) <- colnames(day) <- names(months)
  onset <- round(runif(n, 3, 60), 1)
  onset[runif(n) < 0.15] <- NA
  each <- function(f) sapply(1:n, function(p) f(score[p, ], day[p, ] / monthLength))
  leadTwo <- each(function(s, d) twoVisit(s, months, "V1", "V5"))
  followTwo <- each(function(s, d) twoVisit(s, months, "V5", "V9"))
  leadLine <- each(function(s, d) lineThrough(s, months, "V1", "V5"))
  followLine <- each(function(s, d) lineThrough(s, months, "V5", "V10"))
  sign <- if (higher) 1 else -1
  percent <- function(lead, follow) ifelse(-sign * lead > 1e-9, 100 * sign * (follow - lead) / (-sign * lead), NA)
  change <- score[, "V9"] - score[, "V5"]
  alternative <- sample(c("two-sided", "greater", "less"), 1)
  level <- sample(c(0.9, 0.95), 1)
  changeTwo <- followTwo - leadTwo
  list(
    better = if (higher) "higher" else "lower", range = values(range), arm = values(arm), scores = score, days = day, onset = values(onset),
    change = values(change), percentChange = values(100 * change / score[, "V5"]),
    leadTwo = values(leadTwo), followTwo = values(followTwo), leadLine = values(leadLine), followLine = values(followLine),
    actualTwo = values(each(function(s, d) twoVisit(s, d * monthLength / 7, "V5", "V9"))),
    actualLine = values(each(function(s, d) lineThrough(s, d, "V1", "V10"))),
    percentTwo = values(percent(leadTwo, followTwo)), percentLine = values(percent(leadLine, followLine)),
    rates = values(if (higher) (48 - score[, "V5"]) / onset else (score[, "V5"] - 30) / onset),
    described = lapply(1:3, function(a) list(change = describe(change[arm == a]), slopeChange = describe(changeTwo[arm == a]))),
    alternative = alternative, level = level,
    compared = list(change = compare(change, arm, alternative, level), slopeChange = compare(changeTwo, arm, alternative, level))
  )
})
writeCases("change", "trials", seed, cases)
