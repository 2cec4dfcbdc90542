# Student's t test where one group has a single value: t.test(var.equal = TRUE) of R on 60 random samples.
# Run: Rscript test/reference/inference/tTestsOfOneValue.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20190
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

alternatives <- c("two.sided", "greater", "less")
levels <- c(0.95, 0.9, 0.99, 0.8)

cases <- lapply(1:60, function(i) {
  scale <- c(0.01, 1, 50)[1 + i %% 3]
  several <- round(rnorm(2 + i %/% 3, sample(c(0, 40), 1), scale), 3)
  while (sd(several) == 0) several <- round(rnorm(length(several), 0, scale), 3)
  single <- round(mean(several) + rnorm(1, 0, 2 * scale), 3)
  treatment <- if (i %% 2) single else several
  control <- if (i %% 2) several else single
  alternative <- alternatives[1 + i %% 3]
  level <- levels[1 + i %% 4]
  test <- t.test(treatment, control, var.equal = TRUE, alternative = alternative, conf.level = level)
  list(
    alternative = sub("\\.", "-", alternative), level = level,
    treatment = values(treatment), control = values(control),
    student = list(
      estimate = test$estimate[[1]] - test$estimate[[2]], standardError = test$stderr, degreesOfFreedom = test$parameter[[1]],
      statistic = test$statistic[[1]], pValue = test$p.value, lower = test$conf.int[1], upper = test$conf.int[2]
    ),
    pooledStandardDeviation = sd(several)
  )
})
writeFixture("tTestsOfOneValue", seed, cases)
