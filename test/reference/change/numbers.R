# Slopes and ratios on numbers: lm() and confint() for the least-squares slope, uniroot() on the test statistic for Fieller's
# limits (the values that the test does not reject, found by search), plain arithmetic for the rest. 240 random cases.
# Run: Rscript test/reference/change/numbers.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
source(file.path(here, "write.R"))
seed <- 20184
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

leastSquares <- function(i) {
  n <- if (i %% 6 == 0) 2 else sample(3:12, 1)
  origin <- sample(c(0, 0, -3, 1000), 1)
  time <- origin + if (i %% 2) sort(sample(0:24, n)) else round(cumsum(runif(n, 0.1, 4)), 3)
  # Points that happen to lie on a line leave R an error that is nothing but rounding.
  repeat {
    value <- if (i %% 3) round(rnorm(1, 36, 5) + rnorm(1, -1, 1) * (time - origin) + rnorm(n, 0, 1.5)) else rnorm(n, 70, 20)
    fit <- lm(value ~ time)
    if (n == 2 || sqrt(mean(resid(fit)^2)) > 1e-6) break
  }
  level <- sample(c(0.9, 0.95, 0.99), 1)
  found <- list(time = values(time), value = values(value), level = level, estimate = coef(fit)[[2]], intercept = coef(fit)[[1]])
  if (n == 2) return(found)
  interval <- suppressWarnings(confint(fit, level = level))[2, ]
  error <- suppressWarnings(summary(fit))
  c(found, list(standardError = error$coefficients[2, 2], lower = interval[[1]], upper = interval[[2]], residual = error$sigma))
}

slowing <- function(i) {
  treatment <- round(rnorm(1, -0.8, 0.6), 3)
  control <- -round(abs(rnorm(1, 1, 0.6)) + 0.01, 3)
  errors <- round(runif(2, 0.02, if (i %% 4) 0.3 else 0.9), 3)
  df <- sample(c(NA, 12, 34.5, 57), 1)
  level <- sample(c(0.9, 0.95, 0.99), 1)
  q <- if (is.na(df)) qnorm(1 - (1 - level) / 2) else qt(1 - (1 - level) / 2, df)
  rejects <- function(r) (treatment - r * control)^2 - q^2 * (errors[1]^2 + r^2 * errors[2]^2)
  found <- list(
    treatment = treatment, control = control, errors = values(errors), degreesOfFreedom = df, level = level,
    estimate = 100 * (1 - treatment / control), lower = NA, upper = NA
  )
  # The values that are not rejected are bounded if and only if control differs from zero at the level.
  if (abs(control) / errors[2] <= q) return(found)
  ratio <- treatment / control
  out <- 1
  while (rejects(ratio - out) <= 0 || rejects(ratio + out) <= 0) out <- out * 2
  search <- function(from, to) uniroot(rejects, c(from, to), tol = 1e-15, maxiter = 10000)$root
  found$lower <- 100 * (1 - search(ratio, ratio + out))
  found$upper <- 100 * (1 - search(ratio - out, ratio))
  found
}

improvement <- function(i) {
  leadIn <- round(rnorm(1, -1.2, 1), 2)
  followUp <- round(rnorm(1, -0.8, 1), 2)
  higher <- i %% 2 == 0
  if (!higher) { leadIn <- -leadIn; followUp <- -followUp }
  decline <- if (higher) -leadIn else leadIn
  change <- followUp - leadIn
  better <- if (higher) change else -change
  list(
    better = if (higher) "higher" else "lower", leadIn = leadIn, followUp = followUp, change = change, improvement = better,
    decline = decline, percent = if (decline > 0) 100 * better / decline else NA
  )
}

cases <- lapply(1:240, function(i) {
  twoTimes <- round(c(-runif(1, 0.5, 9), runif(1, 0, 3)), 3)
  twoValues <- round(rnorm(2, 36, 6))
  score <- sample(0:48, 1)
  months <- round(runif(1, 1, 60), 1)
  list(
    leastSquares = leastSquares(i),
    twoVisit = list(time = values(twoTimes), value = values(twoValues), estimate = diff(twoValues) / diff(twoTimes)),
    slowing = slowing(i),
    improvement = improvement(i),
    rate = list(score = score, months = months, estimate = (48 - score) / months)
  )
})
writeCases("change", "numbers", seed, cases)
