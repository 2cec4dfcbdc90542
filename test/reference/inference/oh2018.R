# Recomputes the figures of Oh et al. 2018 (Ann Neurol 84:361-373, https://doi.org/10.1002/ana.25302) from the numbers of
# participants, means, SDs and counts printed there. Base R; no random numbers.
# Run: Rscript test/reference/inference/oh2018.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))

tTest <- function(difference, se, df) {
  margin <- qt(0.025, df, lower.tail = FALSE) * se
  list(estimate = difference, standardError = se, degreesOfFreedom = df, statistic = difference / se,
    pValue = 2 * pt(-abs(difference / se), df), lower = difference - margin, upper = difference + margin)
}

means <- function(id, n1, m1, s1, n0, m0, s0) {
  pooled <- sqrt(((n1 - 1) * s1^2 + (n0 - 1) * s0^2) / (n1 + n0 - 2))
  v1 <- s1^2 / n1; v0 <- s0^2 / n0
  list(
    kind = "means", id = id,
    treatment = list(n = n1, mean = m1, standardDeviation = s1), control = list(n = n0, mean = m0, standardDeviation = s0),
    pooledStandardDeviation = pooled, student = tTest(m1 - m0, pooled * sqrt(1 / n1 + 1 / n0), n1 + n0 - 2),
    welch = tTest(m1 - m0, sqrt(v1 + v0), (v1 + v0)^2 / (v1^2 / (n1 - 1) + v0^2 / (n0 - 1)))
  )
}

counts <- function(id, x1, n1, x0, n0) {
  p1 <- x1 / n1; p0 <- x0 / n0; z <- qnorm(0.975)
  table <- matrix(c(x1, x0, n1 - x1, n0 - x0), 2)
  plain <- suppressWarnings(chisq.test(table, correct = FALSE)); yates <- suppressWarnings(chisq.test(table))
  wilson <- function(x, n) values(suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int[1:2])
  w1 <- wilson(x1, n1); w0 <- wilson(x0, n0)
  ratio <- function(estimate, error) list(estimate = if (is.finite(estimate)) estimate else NA,
    lower = if (is.finite(error)) estimate * exp(-z * error) else NA, upper = if (is.finite(error)) estimate * exp(z * error) else NA)
  list(
    kind = "counts", id = id, treatment = list(events = x1, n = n1), control = list(events = x0, n = n0),
    statistic = plain$statistic[[1]], pValue = plain$p.value, smallestExpectedCount = min(plain$expected),
    yates = list(statistic = yates$statistic[[1]], pValue = yates$p.value), fisher = fisher.test(table)$p.value,
    riskDifference = p1 - p0, wald = values(p1 - p0 + c(-1, 1) * z * sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)),
    newcombe = list(p1 - p0 - sqrt((p1 - w1[[1]])^2 + (w0[[2]] - p0)^2), p1 - p0 + sqrt((w1[[2]] - p1)^2 + (p0 - w0[[1]])^2)),
    wilson = list(treatment = w1, control = w0),
    clopperPearson = list(treatment = values(binom.test(x1, n1)$conf.int[1:2]), control = values(binom.test(x0, n0)$conf.int[1:2])),
    riskRatio = ratio(p1 / p0, sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0)),
    oddsRatio = ratio(x1 * (n0 - x0) / (x0 * (n1 - x1)), sqrt(sum(1 / table)))
  )
}

correlated <- function(id, rSquared, n) {
  t <- sqrt(rSquared * (n - 2) / (1 - rSquared))
  list(kind = "correlation", id = id, rSquared = rSquared, n = n, statistic = t, oneSided = pt(t, n - 2, lower.tail = FALSE))
}

# Table 3; n of the MSC and the control arm as printed in each row.
table3 <- list(
  means("ALSFRS-R change, 4 months", 32, -1.69, 2.51, 27, -4.67, 3.25),
  means("ALSFRS-R change, 6 months", 31, -3.10, 3.51, 25, -6.48, 4.53),
  means("ALSFRS-R slope change, 4 months", 32, 1.13, 1.33, 27, 0.03, 1.33),
  means("ALSFRS-R slope change, 6 months", 32, 1.08, 1.34, 25, 0.16, 1.46),
  means("AALS change, 4 months", 32, 10.44, 9.24, 25, 17.96, 11.78),
  means("AALS slope change, 4 months", 31, -1.51, 3.52, 25, 0.29, 5.06),
  means("FVC change, 4 months", 31, -11.28, 10.06, 25, -10.75, 8.40),
  means("FVC slope change, 4 months", 31, -1.54, 3.38, 25, -0.80, 3.18),
  means("SF-36 change, 4 months", 32, -9.06, 12.83, 25, -11.83, 11.28)
)
responders <- list(
  counts("at least 50 %, 4 months", 22, 32, 5, 27), counts("at least 75 %, 4 months", 18, 32, 2, 27),
  counts("at least 100 %, 4 months", 13, 32, 1, 27), counts("at least 50 %, 6 months", 20, 32, 6, 27),
  counts("at least 75 %, 6 months", 17, 32, 3, 27), counts("at least 100 %, 6 months", 8, 32, 1, 27)
)
safety <- list(
  counts("any adverse event, 4 months", 20, 33, 22, 31), counts("any adverse event, 6 months", 21, 33, 23, 31),
  counts("any adverse drug reaction", 3, 33, 0, 31), counts("any serious adverse event, 6 months", 3, 33, 6, 31),
  counts("death", 1, 33, 3, 31)
)
correlations <- list(
  correlated("good responders, 4 months", 0.259, 20), correlated("good responders, 6 months", 0.259, 18),
  correlated("poor responders, 4 months", 0.062, 8), correlated("poor responders, 6 months", 0.102, 10)
)

se <- sqrt(0.11^2 + 0.15^2); wald <- (-0.55 + 1.13) / se
slopes <- list(kind = "slopes", id = "ALSFRS-R slope after baseline, piecewise mixed model",
  treatment = list(estimate = -0.55, standardError = 0.11), control = list(estimate = -1.13, standardError = 0.15),
  estimate = 0.58, standardError = se, statistic = wald, normal = 2 * pnorm(-wald), t57 = 2 * pt(-wald, 57))

# Sample size: difference 2.28, power 0.80, one-sided 0.025, dropout 10 %; printed 32 per arm, no SD printed.
root <- function(f, range) uniroot(f, range, tol = 1e-15, maxiter = 10000)$root
powerT <- function(n, sd) pt(qt(0.975, 2 * n - 2), 2 * n - 2, 2.28 / (sd * sqrt(2 / n)), lower.tail = FALSE)
z <- qnorm(0.975) + qnorm(0.8)
sampleSize <- list(kind = "sampleSize", id = "sample size",
  normal = 2 * (z * 3 / 2.28)^2, noncentralT = root(function(n) powerT(n, 3) - 0.8, c(5, 100)),
  impliedStandardDeviations = lapply(c(27, 28, 28.8, 29, 32), function(n) list(n = n,
    normal = 2.28 / (z * sqrt(2 / n)), noncentralT = root(function(sd) 0.8 - powerT(n, sd), c(1, 6)))))

writeFixture("oh2018", "none", c(table3, responders, safety, correlations, list(slopes, sampleSize)))
