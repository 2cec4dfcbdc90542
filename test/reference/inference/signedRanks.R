# Signed rank tests of 260 random samples of pairs, two thirds of them with heavy ties and zeros, some as small as one pair.
# Exact p-values by both rules for zeros: coin's wilcoxsign_test(distribution = "exact"). Normal p-values: Pratt's by
# wilcoxsign_test(distribution = "asymptotic"), which has no continuity correction; Wilcoxon's, corrected, by wilcox.test().
# Limits: from their definition over all signs of the midranks of all sizes, zeros too: the centres at which the statistic (the
# number of Walsh averages above, half of those equal) is not in a tail of at most (1 - level)/2. Without ties and zeros they are
# checked against wilcox.test(conf.int = TRUE), where no tail is equal to the bound, which is rejected here and kept there.
# Values are multiples of 1/4, so that their averages are exact.
# Run: Rscript test/reference/inference/signedRanks.R
suppressMessages(library(coin))
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20192
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

walsh <- function(d) { pairs <- outer(d, d, "+") / 2; pairs[upper.tri(pairs, diag = TRUE)] }

limits <- function(d, tail, alternative) {
  ranks <- rank(abs(d))
  sums <- as.vector(as.matrix(expand.grid(rep(list(0:1), length(d)))) %*% ranks)
  averages <- walsh(d)
  steps <- sort(unique(averages))
  between <- c(steps[1] - 1, (head(steps, -1) + tail(steps, -1)) / 2, steps[length(steps)] + 1)
  v <- vapply(between, function(centre) sum(averages > centre), 0)
  atStep <- vapply(steps, function(centre) sum(averages > centre) + sum(averages == centre) / 2, 0)
  upperKept <- function(v) mean(sums >= v) > tail * (1 + 1e-9)
  lowerKept <- function(v) mean(sums <= v) > tail * (1 + 1e-9)
  lower <- if (upperKept(v[1])) NA else min(steps[vapply(atStep, upperKept, NA)], steps[vapply(v[-1], upperKept, NA)])
  upper <- if (lowerKept(v[length(v)])) NA else max(steps[vapply(atStep, lowerKept, NA)], steps[vapply(v[-length(v)], lowerKept, NA)])
  tails <- c(vapply(sums, function(v) mean(sums >= v), 0), vapply(sums, function(v) mean(sums <= v), 0))
  list(
    lower = if (alternative == "less") NA else lower, upper = if (alternative == "greater") NA else upper,
    isAtBound = any(abs(tails - tail) < 1e-9)
  )
}

compared <- 0
cases <- lapply(1:260, function(i) {
  tied <- i %% 3 > 0
  repeat {
    n <- sample(if (i %% 10 == 0) 1:3 else 3:10, 1)
    before <- if (tied) sample(0:c(3, 8)[i %% 3], n, TRUE) else sample(400, n) / 4
    after <- if (tied) sample(0:c(3, 8)[i %% 3], n, TRUE) + sample(0:1, 1) else sample(400, n) / 4
    d <- after - before
    if (any(d != 0) && (tied || (all(d != 0) && !anyDuplicated(abs(d))))) break
  }
  alternative <- if (i %% 2) "two.sided" else c("two.sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99, 0.8)[1 + (i %/% 3) %% 4]
  tail <- if (alternative == "two.sided") (1 - level) / 2 else 1 - level
  found <- limits(d, tail, alternative)
  exact <- function(zeros) as.numeric(pvalue(wilcoxsign_test(after ~ before, distribution = "exact", zero.method = zeros, alternative = alternative)))
  plain <- suppressWarnings(wilcox.test(after, before, paired = TRUE, exact = FALSE, alternative = alternative))
  if (!tied) {
    theirs <- suppressWarnings(wilcox.test(after, before, paired = TRUE, exact = TRUE, conf.int = TRUE, conf.level = level, alternative = alternative))
    # Where so few pairs do not reach the level, R gives the widest interval that there is.
    if (!found$isAtBound && !anyNA(found[if (alternative == "two.sided") c("lower", "upper") else if (alternative == "less") "upper" else "lower"])) {
      mine <- c(if (is.na(found$lower)) -Inf else found$lower, if (is.na(found$upper)) Inf else found$upper)
      stopifnot(all.equal(mine, as.vector(theirs$conf.int)))
      compared <<- compared + 1
    }
    stopifnot(abs(theirs$p.value - exact("Pratt")) < 1e-12)
  }
  positive <- rank(abs(d))[d > 0]
  c(list(
    before = values(before), after = values(after), alternative = sub("\\.", "-", alternative), level = level,
    estimate = median(walsh(d)), statistic = plain$statistic[[1]], prattStatistic = sum(positive),
    wilcoxon = exact("Wilcoxon"), pratt = exact("Pratt"),
    prattNormal = as.numeric(pvalue(wilcoxsign_test(after ~ before, distribution = "asymptotic", zero.method = "Pratt", alternative = alternative))),
    wilcoxonCorrected = plain$p.value
  ), found[c("lower", "upper")])
})
cat(compared, "intervals agree with wilcox.test()\n")
writeFixture("signedRanks", seed, cases, "coin")
