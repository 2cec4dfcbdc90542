# Pearson's correlation: cor.test() of R on 220 random samples of 4 to 30 pairs.
# Run: Rscript test/reference/inference/correlations.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20188
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:220, function(i) {
  n <- sample(4:30, 1)
  x <- round(rnorm(n, sample(c(0, 50), 1), sample(c(0.5, 5), 1)), 2)
  y <- round(runif(1, -1, 1) * x + rnorm(n, 0, sample(c(0.3, 1, 4), 1)), 2)
  alternative <- c("two.sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + (i %/% 3) %% 3]
  test <- cor.test(x, y, alternative = alternative, conf.level = level)
  list(
    x = values(x), y = values(y), alternative = sub("\\.", "-", alternative), level = level,
    estimate = test$estimate[[1]], degreesOfFreedom = test$parameter[[1]], statistic = test$statistic[[1]],
    pValue = test$p.value, lower = test$conf.int[1], upper = test$conf.int[2]
  )
})
writeFixture("correlations", seed, cases)
