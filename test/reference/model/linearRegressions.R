# lm() of R on 200 random regressions on one to four columns, with and without an intercept: columns of very different sizes, some nearly
# combinations of others, responses with much and with hardly any error.
# Run: Rscript test/reference/model/linearRegressions.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 5105
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:200, function(i) {
  k <- sample(1:4, 1)
  n <- k + sample(3:25, 1)
  sizes <- sample(c(0.01, 1, 1, 30, 1e4), k, TRUE)
  x <- sapply(1:k, function(j) signif(rnorm(n, sample(c(0, 1, 5), 1), 1) * sizes[j], 6))
  # Nearly the first column again.
  if (k > 1 && i %% 5 == 0) x[, k] <- signif(x[, 1] / sizes[1] + rnorm(n, 0, 0.05), 6)
  y <- signif(drop(x %*% (runif(k, -2, 2) / sizes)) + rnorm(n, 0, sample(c(0.01, 1, 10), 1)) + 3, 8)
  intercept <- i %% 4 != 0
  fit <- if (intercept) lm(y ~ x) else lm(y ~ x - 1)
  table <- summary(fit)
  limits <- confint(fit, level = if (i %% 3) 0.95 else 0.9)
  list(
    intercept = intercept, level = if (i %% 3) 0.95 else 0.9, x = lapply(1:k, function(j) values(x[, j])), y = values(y),
    estimate = values(coef(fit)), standardError = values(table$coefficients[, 2]), statistic = values(table$coefficients[, 3]), pValue = values(table$coefficients[, 4]),
    lower = values(limits[, 1]), upper = values(limits[, 2]), sigma = table$sigma, rSquared = table$r.squared, adjusted = table$adj.r.squared,
    f = table$fstatistic[[1]], covariance = values(c(vcov(fit)))
  )
})
writeFixture("linearRegressions", seed, cases)
