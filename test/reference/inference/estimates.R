# Wald's comparison of 220 pairs of estimates with their standard errors, by pnorm(), qnorm(), pt() and qt() of R.
# Run: Rscript test/reference/inference/estimates.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20189
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:220, function(i) {
  treatment <- list(estimate = round(rnorm(1, 0, 2), 3), standardError = round(runif(1, 0.05, 2), 3))
  control <- list(estimate = round(rnorm(1, 0, 2), 3), standardError = round(runif(1, 0.05, 2), 3))
  df <- if (i %% 2) Inf else round(runif(1, 1, 80), 1)
  alternative <- c("two-sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + (i %/% 3) %% 3]
  difference <- treatment$estimate - control$estimate
  se <- sqrt(treatment$standardError^2 + control$standardError^2)
  t <- difference / se
  p <- switch(alternative, "two-sided" = 2 * pt(-abs(t), df), greater = pt(t, df, lower.tail = FALSE), less = pt(t, df))
  q <- qt(if (alternative == "two-sided") (1 - level) / 2 else 1 - level, df, lower.tail = FALSE)
  list(
    treatment = treatment, control = control, degreesOfFreedom = if (is.finite(df)) df else NA, alternative = alternative, level = level,
    estimate = difference, standardError = se, statistic = t, pValue = p,
    lower = if (alternative == "less") NA else difference - q * se, upper = if (alternative == "greater") NA else difference + q * se
  )
})
writeFixture("estimates", seed, cases)
