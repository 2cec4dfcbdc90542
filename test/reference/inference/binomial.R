# Binomial, sign and McNemar tests of 240 random cases, some with no events or nothing but events.
# binom.test() gives p-values and limits, of the sign test and of McNemar's exact test too; mcnemar.test() the chi-square.
# Mid-p-values and the limits of a median are from their definition by pbinom(), dbinom() and qbinom().
# Run: Rscript test/reference/inference/binomial.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20194
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:240, function(i) {
  alternative <- c("two.sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + (i %/% 3) %% 3]
  tail <- if (alternative == "two.sided") (1 - level) / 2 else 1 - level
  n <- if (i %% 4) sample(1:30, 1) else sample(100:3000, 1)
  probability <- sample(c(0.5, 0.05, 0.2, 0.75, 0.97), 1)
  x <- if (i %% 12 == 0) sample(c(0, n), 1) else rbinom(1, n, if (i %% 2) probability else runif(1))
  test <- binom.test(x, n, probability, alternative = alternative, conf.level = level)
  # Sign test, with zeros.
  differences <- sample(-3:4, sample(2:15, 1), TRUE)
  if (all(differences == 0)) differences[1] <- 1
  positive <- sum(differences > 0)
  sign <- binom.test(positive, sum(differences != 0), 0.5, alternative = alternative)
  # The largest k with P(X <= k - 1) <= tail.
  k <- sum(pbinom(0:(length(differences) - 1), length(differences), 0.5) <= tail * (1 + 1e-9))
  sorted <- sort(differences)
  limit <- function(at, open) if (k == 0 || open) NA else sorted[at]
  # McNemar: changes into the first category are events of a half.
  repeat {
    table <- matrix(rpois(4, sample(c(1, 4, 20), 1)), 2)
    if (table[1, 2] + table[2, 1] > 0) break
  }
  into <- table[2, 1]; changes <- table[1, 2] + table[2, 1]
  exact <- binom.test(into, changes, 0.5, alternative = alternative, conf.level = level)
  half <- dbinom(into, changes, 0.5) / 2
  lower <- pbinom(into, changes, 0.5) - half
  upper <- pbinom(into - 1, changes, 0.5, lower.tail = FALSE) - half
  midP <- switch(alternative, two.sided = if (2 * into == changes) 1 - half else 2 * min(lower, upper), greater = upper, less = lower)
  plain <- mcnemar.test(table, correct = FALSE)
  corrected <- mcnemar.test(table, correct = TRUE)
  odds <- function(p) if (p == 1) NA else p / (1 - p)
  list(
    alternative = sub("\\.", "-", alternative), level = level, events = x, n = n, probability = probability,
    pValue = test$p.value, lower = test$conf.int[1], upper = test$conf.int[2],
    differences = values(differences), positive = positive, median = median(differences), signP = sign$p.value,
    medianLower = limit(k, alternative == "less"), medianUpper = limit(length(differences) + 1 - k, alternative == "greater"),
    table = table, exact = exact$p.value, midP = midP, oddsLower = odds(exact$conf.int[1]), oddsUpper = odds(exact$conf.int[2]),
    chiSquare = plain$statistic[[1]], chiSquareP = plain$p.value, corrected = corrected$statistic[[1]], correctedP = corrected$p.value
  )
})
writeFixture("binomial", seed, cases)
