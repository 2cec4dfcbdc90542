# Rank sum tests of 260 random pairs of samples, two thirds of them with heavy ties, some as small as one value.
# Exact p-values: coin's wilcox_test(distribution = "exact"), without ties wilcox.test(exact = TRUE) too. Normal p-values:
# wilcox.test(exact = FALSE) with and without continuity correction.
# Exact limits: from their definition over all subsets of the observed midranks, listed by combn(): the shifts at which the
# statistic is not in a tail of at most (1 - level)/2. They are checked against coin's own where it gives any (it does not where
# a group is completely above the other), and where no tail is equal to the bound, which is rejected here and kept there.
# Values are multiples of 1/4, so that their differences are exact.
# Run: Rscript test/reference/inference/rankSums.R
suppressMessages(library(coin))
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20191
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

limits <- function(x, y, tail, alternative) {
  ranks <- rank(c(x, y))
  sums <- combn(length(ranks), length(x), function(chosen) sum(ranks[chosen])) - length(x) * (length(x) + 1) / 2
  steps <- sort(unique(as.vector(outer(x, y, "-"))))
  # Between two neighbouring differences, the statistic is the number of differences above; beyond the last there is none.
  between <- c(steps[1] - 1, (head(steps, -1) + tail(steps, -1)) / 2, steps[length(steps)] + 1)
  w <- vapply(between, function(shift) sum(outer(x, y, "-") > shift), 0)
  atStep <- vapply(steps, function(shift) sum(outer(x, y, "-") > shift) + sum(outer(x, y, "-") == shift) / 2, 0)
  # A tail that equals the bound is rejected, whatever the rounding.
  upperKept <- function(w) mean(sums >= w) > tail * (1 + 1e-9)
  lowerKept <- function(w) mean(sums <= w) > tail * (1 + 1e-9)
  lower <- if (upperKept(w[1])) NA else min(steps[vapply(atStep, upperKept, NA)], c(steps, Inf)[vapply(w[-1], upperKept, NA)])
  upper <- if (lowerKept(w[length(w)])) NA else max(steps[vapply(atStep, lowerKept, NA)], steps[vapply(w[-length(w)], lowerKept, NA)])
  tails <- c(vapply(sums, function(w) mean(sums >= w), 0), vapply(sums, function(w) mean(sums <= w), 0))
  list(
    lower = if (alternative == "less") NA else lower, upper = if (alternative == "greater") NA else upper,
    isAtBound = any(abs(tails - tail) < 1e-9)
  )
}

compared <- 0
cases <- lapply(1:260, function(i) {
  repeat {
    m <- sample(if (i %% 10 == 0) 1:2 else 2:8, 1)
    n <- sample(if (i %% 10 == 5) 1:2 else 2:8, 1)
    x <- if (i %% 3) sample(0:c(3, 8)[i %% 3], m, TRUE) + sample(0:2, 1) else sample(400, m) / 4
    y <- if (i %% 3) sample(0:c(3, 8)[i %% 3], n, TRUE) else sample(400, n) / 4
    if (length(unique(c(x, y))) > 1 && (i %% 3 || !anyDuplicated(c(x, y)))) break
  }
  alternative <- c("two.sided", "greater", "less")[1 + i %% 3]
  if (i %% 2) alternative <- "two.sided"
  level <- c(0.95, 0.9, 0.99, 0.8)[1 + (i %/% 3) %% 4]
  tail <- if (alternative == "two.sided") (1 - level) / 2 else 1 - level
  data <- data.frame(value = c(x, y), group = factor(rep(c("x", "y"), c(m, n))))
  exact <- wilcox_test(value ~ group, data, distribution = "exact", alternative = alternative, conf.int = TRUE, conf.level = level)
  found <- limits(x, y, tail, alternative)
  theirs <- suppressWarnings(tryCatch(confint(exact), error = function(e) NULL))
  if (!is.null(theirs) && all(!is.na(theirs$conf.int)) && !found$isAtBound) {
    mine <- c(if (is.na(found$lower)) -Inf else found$lower, if (is.na(found$upper)) Inf else found$upper)
    finite <- is.finite(mine) & is.finite(theirs$conf.int)
    stopifnot(abs(mine - theirs$conf.int)[finite] < 1e-6)
    compared <<- compared + 1
  }
  normal <- function(correct) suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = correct, alternative = alternative))$p.value
  if (i %% 3 == 0) stopifnot(abs(wilcox.test(x, y, exact = TRUE, alternative = "greater")$p.value -
    as.numeric(pvalue(wilcox_test(value ~ group, data, distribution = "exact", alternative = "greater")))) < 1e-12)
  c(list(
    treatment = values(x), control = values(y), alternative = sub("\\.", "-", alternative), level = level,
    estimate = median(outer(x, y, "-")), statistic = suppressWarnings(wilcox.test(x, y, exact = FALSE))$statistic[[1]],
    pValue = as.numeric(pvalue(exact)), normal = normal(FALSE), corrected = normal(TRUE)
  ), found[c("lower", "upper")])
})
cat(compared, "intervals agree with coin's\n")
writeFixture("rankSums", seed, cases, "coin")
