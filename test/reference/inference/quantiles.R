# Quantiles of 220 random samples, by each of the nine types of quantile() of R.
# Run: Rscript test/reference/inference/quantiles.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 19961
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:220, function(i) {
  n <- if (i %% 10) sample(1:25, 1) else sample(c(40, 100), 1)
  # Every third sample is of whole numbers with heavy ties.
  x <- if (i %% 3) round(rnorm(n, sample(c(0, 100), 1), 10), 2) else sample(-3:3, n, replace = TRUE)
  # Of powers of two, so that n * p is exact (of 0.07 * 100, R 4.2 takes the eighth value in type 1), and an arbitrary one.
  p <- c(0, 0.125, 0.25, 0.5, 0.75, sample(1:63, 1) / 64, 0.9375, 1, (floor(runif(1) * 1000) + 0.5) / 1001)
  list(sample = values(x), probabilities = p, types = lapply(1:9, function(type) unname(quantile(x, p, type = type))))
})
writeFixture("quantiles", seed, cases)
