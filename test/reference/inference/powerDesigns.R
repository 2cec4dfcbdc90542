# Power of the paired t test, of two proportions and of the log-rank test for 220 random designs each, from the definitions with
# pt(ncp =), pnorm() and uniroot() at full precision. Where power.t.test() and power.prop.test() of R have the design, both agree.
# Probabilities of an event are integrals over the entry time and the follow-up, by integrate().
# Run: Rscript test/reference/inference/powerDesigns.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20201
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
root <- function(f, range) uniroot(f, range, tol = 1e-15, maxiter = 10000)$root
upper <- function(p) qnorm(p, lower.tail = FALSE)

design <- function(i) {
  alternative <- c("two-sided", "greater", "less")[1 + i %% 3]
  level <- sample(c(0.05, 0.025, 0.01, 0.1), 1)
  list(alternative = alternative, significanceLevel = level, tail = if (alternative == "two-sided") level / 2 else level,
    power = sample(c(0.8, 0.9, 0.95, 0.7), 1), sign = if (alternative == "less") -1 else 1)
}

paired <- lapply(1:220, function(i) {
  d <- design(i)
  deviation <- round(runif(1, 0.5, 10), 2)
  size <- round(runif(1, 0.3, 1.4) * deviation, 3)
  powerOf <- function(n, effect) pt(qt(d$tail, n - 1, lower.tail = FALSE), n - 1, effect * sqrt(n), lower.tail = FALSE)
  n <- round(runif(1, 6, 80), sample(0:1, 1))
  solved <- root(function(n) powerOf(n, size / deviation) - d$power, c(1.1, 4 * (upper(d$tail) + qnorm(d$power))^2 / (size / deviation)^2 + 60))
  stopifnot(abs(power.t.test(n = n, delta = size, sd = deviation, sig.level = d$significanceLevel, type = "paired",
    alternative = if (d$alternative == "two-sided") "two.sided" else "one.sided")$power - powerOf(n, size / deviation)) < 1e-9)
  list(kind = "paired", alternative = d$alternative, significanceLevel = d$significanceLevel, power = d$power, difference = d$sign * size,
    standardDeviation = deviation, n = n, solvedN = solved, solvedPower = powerOf(n, size / deviation),
    solvedDifference = d$sign * deviation * root(function(e) powerOf(n, e) - d$power, c(1e-3, 30)))
})

formulas <- c("pooled", "unpooled", "continuity-corrected", "arcsine")
proportions <- lapply(1:220, function(i) {
  d <- design(i)
  formula <- formulas[1 + i %% 4]
  repeat { p <- round(runif(2, 0.05, 0.95), 3); if (abs(p[1] - p[2]) > 0.1) break }
  p <- if (d$alternative == "less") sort(p) else rev(sort(p)) # treatment first
  a <- if (i %% 5) 1 else sample(2:3, 1)
  powerOf <- function(p1, p0, n1, n0) {
    if (formula == "arcsine") return(pnorm(abs(2 * asin(sqrt(p1)) - 2 * asin(sqrt(p0))) / sqrt(1 / n1 + 1 / n0) - upper(d$tail)))
    se <- sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
    bar <- (n1 * p1 + n0 * p0) / (n1 + n0)
    null <- if (formula == "unpooled") se else sqrt(bar * (1 - bar) * (1 / n1 + 1 / n0))
    shorter <- if (formula == "continuity-corrected") (1 / n1 + 1 / n0) / 2 else 0
    pnorm((abs(p1 - p0) - shorter - upper(d$tail) * null) / se)
  }
  n0 <- round(runif(1, 40, 120)); n1 <- a * n0
  if (formula == "pooled" && a == 1) stopifnot(abs(power.prop.test(n = n0, p1 = p[1], p2 = p[2], sig.level = d$significanceLevel,
    alternative = if (d$alternative == "two-sided") "two.sided" else "one.sided")$power - powerOf(p[1], p[2], n1, n0)) < 1e-12)
  end <- if (d$alternative == "less") 0 else 1
  reaches <- powerOf(end, p[2], n1, n0) > d$power
  list(kind = "proportions", formula = formula, alternative = d$alternative, significanceLevel = d$significanceLevel, power = d$power,
    treatment = p[1], control = p[2], allocation = list(treatment = a, control = 1), n = list(treatment = n1, control = n0),
    solvedN = root(function(n) powerOf(p[1], p[2], a * n, n) - d$power, c(0.5, 1e5)), solvedPower = powerOf(p[1], p[2], n1, n0),
    solvedTreatment = if (reaches) root(function(x) powerOf(x, p[2], n1, n0) - d$power, c(p[2], end)) else NULL)
})

survival <- lapply(1:220, function(i) {
  d <- design(i)
  formula <- c("schoenfeld", "freedman")[1 + i %% 2]
  ratio <- round(exp(d$sign * runif(1, 0.2, 1)), 3); if (d$alternative == "two-sided" && i %% 2) ratio <- round(1 / ratio, 3)
  a <- if (i %% 4) 1 else sample(2:3, 1)
  effect <- function(h) if (formula == "schoenfeld") sqrt(a / (1 + a)^2) * abs(log(h)) else abs(1 - h) * sqrt(a) / (1 + a * h)
  followUp <- list(controlHazard = round(runif(1, 0.005, 0.08), 4), accrual = sample(c(0, 6, 12, 24), 1), followUp = sample(c(6, 12, 18), 1), lossHazard = sample(c(0, 0.01), 1))
  seen <- function(h) {
    within <- function(time) integrate(function(t) h * exp(-(h + followUp$lossHazard) * t), 0, time, rel.tol = 1e-13)$value
    if (followUp$accrual == 0) return(within(followUp$followUp))
    integrate(function(entry) vapply(followUp$followUp + followUp$accrual - entry, within, 0), 0, followUp$accrual, rel.tol = 1e-13)$value / followUp$accrual
  }
  probability <- list(treatment = seen(ratio * followUp$controlHazard), control = seen(followUp$controlHazard))
  events <- ((upper(d$tail) + qnorm(d$power)) / effect(ratio))^2
  n0 <- events / (a * probability$treatment + probability$control)
  given <- round(runif(1, 20, 200))
  powerOf <- function(h) pnorm(sqrt(given) * effect(h) - upper(d$tail))
  below <- d$alternative != "greater"
  end <- if (below) -30 else 30
  reaches <- powerOf(exp(end)) > d$power
  list(kind = "survival", formula = formula, alternative = d$alternative, significanceLevel = d$significanceLevel, power = d$power, hazardRatio = ratio,
    allocation = list(treatment = a, control = 1), followUp = followUp, probability = probability, events = events, n = list(treatment = a * n0, control = n0),
    given = given, solvedPower = powerOf(ratio), solvedRatio = if (reaches) exp(root(function(x) powerOf(exp(x)) - d$power, c(0, end))) else NULL)
})
writeFixture("powerDesigns", seed, c(paired, proportions, survival))
