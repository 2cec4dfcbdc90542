# Descriptions of 220 random samples, with quartiles of types 7 and 2 by quantile() of R.
# Run: Rscript test/reference/inference/summaries.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20182
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:220, function(i) {
  n <- sample(2:25, 1)
  # Every third sample is of whole numbers with ties.
  x <- if (i %% 3) round(rnorm(n, sample(c(0, 100), 1), 10), 2) else sample(-6:6, n, replace = TRUE)
  quartiles <- function(type) list(lower = quantile(x, 0.25, type = type)[[1]], upper = quantile(x, 0.75, type = type)[[1]])
  list(
    sample = values(x), mean = mean(x), standardDeviation = sd(x), standardError = sd(x) / sqrt(n),
    median = median(x), minimum = min(x), maximum = max(x), type7 = quartiles(7), type2 = quartiles(2)
  )
})
writeFixture("summaries", seed, cases)
