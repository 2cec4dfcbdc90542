# Crossover trials of two treatments in two periods: 200 made-up trials, some with missing periods, ties or a preference that is rare.
# t tests of half period differences by t.test(), held here against lm() with every participant as a level; rank sum tests by coin; binary
# responses by coin (Prescott), fisher.test() (Mainland-Gart), binom.test() and mcnemar.test() (McNemar).
# Run: Rscript test/reference/crossover/twoPeriods.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
suppressMessages(library(coin))
# 12 significant digits: the tests compare to 1e-10.
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && !is.na(x)) signif(x, 12) else x) })
seed <- 19790
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

tTest <- function(x, y, equal, ...) {
  t <- t.test(x, y, var.equal = equal, ...)
  list(estimate = mean(x) - mean(y), standardError = t$stderr, degreesOfFreedom = t$parameter[[1]], statistic = t$statistic[[1]], pValue = t$p.value, lower = t$conf.int[1], upper = t$conf.int[2])
}
short <- function(t) t[c("estimate", "standardError", "degreesOfFreedom", "pValue")]
rank <- function(x, y) {
  # Differences that are equal on paper differ in their last digits, by which they would be ranked.
  x <- round(x, 9); y <- round(y, 9)
  d <- data.frame(v = c(x, y), g = factor(rep(c("a", "b"), c(length(x), length(y)))))
  list(estimate = median(outer(x, y, "-")), statistic = sum(outer(x, y, ">")) + sum(outer(x, y, "==")) / 2, pValue = as.numeric(pvalue(wilcox_test(v ~ g, d, distribution = "exact"))))
}
binary <- function(a, b) {
  d1 <- a[, 1] - a[, 2]; d2 <- b[, 1] - b[, 2]
  d <- data.frame(v = c(d1, d2), g = factor(rep(c("a", "b"), c(length(d1), length(d2)))))
  out <- list(estimate = (mean(d1) - mean(d2)) / 2, standardError = sqrt(var(d1) / length(d1) + var(d2) / length(d2)) / 2)
  if (length(unique(d$v)) > 1) {
    it <- independence_test(v ~ g, d, distribution = "exact")
    one <- independence_test(v ~ g, d, distribution = "exact", alternative = "greater")
    out$prescott <- list(statistic = as.numeric(statistic(it)), exact = as.numeric(pvalue(it)), greater = as.numeric(pvalue(one)), normal = 2 * pnorm(-abs(as.numeric(statistic(it)))))
    # Turned round in one sequence, what is left is the difference between the periods.
    turned <- transform(d, v = ifelse(g == "a", -v, v))
    out$period <- list(estimate = (mean(-d1) - mean(d2)) / 2, prescott = if (length(unique(turned$v)) > 1) as.numeric(pvalue(independence_test(v ~ g, turned, distribution = "exact"))) else 1)
  }
  m <- rbind(c(sum(d1 == 1), sum(d1 == -1)), c(sum(d2 == 1), sum(d2 == -1)))
  if (all(rowSums(m) > 0) && all(colSums(m) > 0)) out$mainlandGart <- list(exact = fisher.test(m)$p.value, greater = fisher.test(m, alternative = "greater")$p.value, normal = suppressWarnings(chisq.test(m, correct = FALSE)$p.value))
  into <- m[1, 1] + m[2, 2]; outOf <- m[1, 2] + m[2, 1]
  if (into + outOf > 0) out$mcNemar <- list(exact = binom.test(into, into + outOf)$p.value, normal = suppressWarnings(mcnemar.test(rbind(c(0, outOf), c(into, 0)), correct = FALSE)$p.value))
  out
}
cases <- lapply(1:200, function(i) {
  n <- sample(3:if (i %% 3 == 0) 14 else 8, 2, replace = TRUE)
  level <- rnorm(sum(n), 30, 8)
  effect <- runif(1, -4, 4); shift <- runif(1, -3, 3); digits <- sample(0:2, 1)
  first <- rep(c(TRUE, FALSE), n)
  y <- cbind(level + effect * first, level + shift + effect * !first) + rnorm(2 * sum(n), 0, 3)
  y <- round(y, digits)
  responds <- matrix(as.integer(runif(2 * sum(n)) < c(plogis(cbind(0.8 * first, 0.8 * !first) + runif(1, -1.5, 1.5)))), ncol = 2)
  # Every sequence keeps three with both periods.
  kept <- unlist(lapply(n, function(k) c(rep(TRUE, 3), runif(k - 3) < if (i %% 2) 1 else 0.8)))
  lacks <- ifelse(kept, 0, sample(2, sum(n), replace = TRUE))
  seen <- cbind(lacks != 1, lacks != 2)
  y[!seen] <- NA; responds[!seen] <- NA
  whole <- lacks == 0
  half <- (y[, 1] - y[, 2]) / 2; total <- y[, 1] + y[, 2]
  a <- whole & first; b <- whole & !first
  rows <- data.frame(y = c(y[whole, ]), id = factor(rep(which(whole), 2)), period = factor(rep(1:2, each = sum(whole))), given = c(first[whole], !first[whole]))
  fit <- summary(lm(y ~ id + period + given, rows))$coefficients
  student <- tTest(half[a], half[b], TRUE)
  stopifnot(abs(fit["givenTRUE", 1:2] - unlist(student[1:2])) < 1e-9 * (1 + abs(unlist(student[1:2]))))
  period <- tTest(-half[a], half[b], TRUE)
  stopifnot(abs(fit["period2", 1:2] - unlist(period[1:2])) < 1e-9 * (1 + abs(unlist(period[1:2]))))
  begins <- function(f) y[f & !is.na(y[, 1]), 1]
  people <- function(f, v) lapply(which(f), function(k) values(v[k, ]))
  list(
    treatmentFirst = people(first, y), controlFirst = people(!first, y), binaryTreatmentFirst = people(first, responds), binaryControlFirst = people(!first, responds),
    student = student, welch = short(tTest(half[a], half[b], FALSE)), less = t.test(half[a], half[b], var.equal = TRUE, alternative = "less")$p.value,
    period = short(period), carryOver = short(tTest(total[a], total[b], TRUE)), firstPeriod = short(tTest(begins(first), begins(!first), TRUE)),
    rank = rank(half[a], half[b]), rankPeriod = rank(-half[a], half[b]), rankCarryOver = rank(total[a], total[b]), rankFirstPeriod = rank(begins(first), begins(!first)),
    binary = binary(responds[a, , drop = FALSE], responds[b, , drop = FALSE])
  )
})
writeFixture("twoPeriods", seed, cases, "coin")
