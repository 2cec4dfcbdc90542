# lm() and emmeans() of R on 200 simulated trials of three arms: change adjusted for the baseline, age and sex, some with a centre that
# a few participants lack; the two arms compared alone, or all three in one model.
# Run: Rscript test/reference/model/covarianceAnalyses.R
suppressMessages(library(emmeans))
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 5104
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:200, function(i) {
  n <- sample(15:36, 1)
  repeat {
    d <- data.frame(arm = sample(c("control", "high", "low"), n, TRUE), before = sample(24:46, n, TRUE), age = round(rnorm(n, 58, 9)), sex = sample(c("female", "male"), n, TRUE))
    d$age[runif(n) < 0.1] <- NA
    d$after <- pmax(0, pmin(48, d$before + round(rnorm(n, c(control = -5, high = -2, low = -4)[d$arm] + 0.15 * (d$before - 36), 3))))
    d$after[runif(n) < 0.08] <- NA
    whole <- d[!is.na(d$age) & !is.na(d$after), ]
    if (all(table(factor(whole$arm, c("control", "high", "low")), factor(whole$sex, c("female", "male"))) > 1)) break
  }
  all <- i %% 2 == 0
  weights <- c("equal", "outer")[1 + i %% 3 %% 2]
  used <- if (all) whole else whole[whole$arm != "low", ]
  used$arm <- factor(used$arm)
  used$change <- used$after - used$before
  fit <- lm(change ~ arm + before + age + sex, used)
  means <- emmeans(fit, "arm", weights = weights)
  table <- summary(means)
  difference <- summary(contrast(means, list(d = as.numeric(table$arm == "high") - as.numeric(table$arm == "control"))), infer = TRUE)
  at <- function(arm) list(n = sum(used$arm == arm), mean = mean(used$change[used$arm == arm]), estimate = table$emmean[table$arm == arm], standardError = table$SE[table$arm == arm])
  list(
    arm = values(d$arm), before = d$before, after = values(d$after), age = values(d$age), sex = values(d$sex),
    arms = if (all) "all" else "compared", weights = if (weights == "equal") "equal" else "proportional",
    estimate = difference$estimate, standardError = difference$SE, degreesOfFreedom = difference$df, pValue = difference$p.value,
    lower = difference$lower.CL, upper = difference$upper.CL, treatment = at("high"), control = at("control"),
    coefficients = unname(coef(fit)[c("before", "age", "sexmale")]), sigma = summary(fit)$sigma
  )
})
writeFixture("covarianceAnalyses", seed, cases, "emmeans")
