# Rank correlations of 240 random samples of 3 to 60 pairs, half of them with heavy ties: cor.test() of R. Spearman's p-value
# is exact to 9 pairs without ties in R; from 11 pairs on, and with ties, it is Student's t of the coefficient of the ranks here
# (10 pairs, where R has no exact one, are left out). Kendall's is exact without ties, normal with them.
# Intervals are their closed forms (Bonett & Wright 2000; Fieller, Hartley & Pearson 1957).
# Run: Rscript test/reference/inference/rankCorrelations.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20196
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:240, function(i) {
  tied <- i %% 2 == 0
  repeat {
    n <- if (i %% 4 == 1) sample(3:9, 1) else sample(c(3:9, 11:60), 1)
    x <- if (tied) sample(0:sample(2:9, 1), n, TRUE) else sample(1000, n) / 8
    y <- if (tied) pmax(0, x + sample(-3:3, n, TRUE)) else round(x * runif(1, -1, 1)) + sample(5000, n) / 16
    if (length(unique(x)) > 1 && length(unique(y)) > 1 && (tied || (!anyDuplicated(x) && !anyDuplicated(y))) && abs(cor(rank(x), rank(y))) < 1 - 1e-12) break
  }
  alternative <- c("two.sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + (i %/% 3) %% 3]
  isTied <- anyDuplicated(x) > 0 || anyDuplicated(y) > 0
  spearman <- if (!isTied && n < 10) cor.test(x, y, method = "spearman", exact = TRUE, alternative = alternative)
    else cor.test(rank(x), rank(y), alternative = alternative)
  kendall <- suppressWarnings(cor.test(x, y, method = "kendall", exact = !isTied, alternative = alternative))
  rho <- cor(x, y, method = "spearman"); tau <- cor(x, y, method = "kendall")
  limits <- function(r, variance) {
    z <- qnorm(if (alternative == "two.sided") (1 - level) / 2 else 1 - level, lower.tail = FALSE) * sqrt(variance)
    list(if (alternative == "less") -1 else tanh(atanh(r) - z), if (alternative == "greater") 1 else tanh(atanh(r) + z))
  }
  none <- list(NA, NA)
  rhoLimits <- if (n > 3) limits(rho, (1 + rho^2 / 2) / (n - 3)) else none
  tauLimits <- if (n > 4 && abs(tau) < 1) limits(tau, 0.437 / (n - 4)) else none
  list(
    x = values(x), y = values(y), alternative = sub("\\.", "-", alternative), level = level,
    spearman = list(estimate = rho, statistic = spearman$statistic[[1]], pValue = spearman$p.value, lower = rhoLimits[[1]], upper = rhoLimits[[2]]),
    kendall = list(estimate = tau, statistic = kendall$statistic[[1]], pValue = kendall$p.value, lower = tauLimits[[1]], upper = tauLimits[[2]])
  )
})
writeFixture("rankCorrelations", seed, cases)
