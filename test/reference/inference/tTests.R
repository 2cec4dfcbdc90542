# Student's, Welch's and the paired t test: t.test() of R on random samples of 2 to 30 values, 240 of each.
# Run: Rscript test/reference/inference/tTests.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20181
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

alternatives <- c("two.sided", "greater", "less")
levels <- c(0.95, 0.9, 0.99, 0.8)

described <- function(test) list(
  estimate = if (length(test$estimate) == 2) test$estimate[[1]] - test$estimate[[2]] else test$estimate[[1]],
  standardError = test$stderr,
  degreesOfFreedom = test$parameter[[1]],
  statistic = test$statistic[[1]],
  pValue = test$p.value,
  lower = test$conf.int[1],
  upper = test$conf.int[2]
)

sampleOf <- function(n) {
  scale <- sample(c(0.01, 1, 3, 50), 1)
  shift <- sample(c(0, -2, 40), 1)
  round(rnorm(n, shift + rnorm(1) * scale, scale * runif(1, 0.5, 2)), 3)
}

cases <- lapply(1:240, function(i) {
  repeat {
    treatment <- sampleOf(sample(2:30, 1))
    # Half of the pairs of groups have the same scale.
    control <- if (i %% 2) sampleOf(sample(2:30, 1)) else round(mean(treatment) + rnorm(sample(2:30, 1), 0, sd(treatment)), 3)
    before <- sampleOf(sample(2:25, 1))
    after <- round(before + rnorm(length(before), runif(1, -1, 1), runif(1, 0.2, 2)), 3)
    if (sd(treatment) > 0 && sd(control) > 0 && sd(after - before) > 0) break
  }
  alternative <- alternatives[1 + i %% 3]
  level <- levels[1 + i %% 4]
  test <- function(...) described(t.test(..., alternative = alternative, conf.level = level))
  list(
    alternative = sub("\\.", "-", alternative), level = level,
    treatment = values(treatment), control = values(control), before = values(before), after = values(after),
    student = test(treatment, control, var.equal = TRUE),
    pooledStandardDeviation = sqrt(((length(treatment) - 1) * var(treatment) + (length(control) - 1) * var(control)) /
      (length(treatment) + length(control) - 2)),
    welch = test(treatment, control),
    paired = test(after, before, paired = TRUE)
  )
})
writeFixture("tTests", seed, cases)
