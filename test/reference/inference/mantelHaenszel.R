# Stratified 2 x 2 tables, 240 random cases of 1 to 8 strata: mantelhaen.test() of R, with and without continuity correction, in
# three alternatives. Some strata lack a group or an outcome. Breslow and Day's test is not in base R: here the expected counts
# are found by uniroot() from the odds ratio that they must have, and Tarone's correction is written out.
# Run: Rscript test/reference/inference/mantelHaenszel.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20195
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

breslowDay <- function(tables, oddsRatio) {
  parts <- vapply(tables, function(x) {
    row <- sum(x[1, ]); column <- sum(x[, 1]); n <- sum(x)
    cells <- function(a) c(a, row - a, column - a, n - row - column + a)
    f <- function(a) { k <- cells(a); log(k[1]) + log(k[4]) - log(k[2]) - log(k[3]) - log(oddsRatio) }
    range <- c(max(0, row + column - n), min(row, column))
    width <- range[2] - range[1]
    a <- uniroot(f, range + c(1e-12, -1e-12) * width, tol = 1e-16, maxiter = 10000)$root
    c(x[1, 1] - a, 1 / sum(1 / cells(a)))
  }, c(0, 0))
  statistic <- sum(parts[1, ]^2 / parts[2, ])
  c(statistic, statistic - sum(parts[1, ])^2 / sum(parts[2, ]))
}

cases <- lapply(1:240, function(i) {
  repeat {
    k <- sample(1:8, 1)
    tables <- lapply(1:k, function(j) matrix(rpois(4, sample(c(1, 3, 10, 40), 1)), 2))
    # R refuses strata of fewer than two.
    if (any(vapply(tables, sum, 0) < 2)) next
    informative <- Filter(function(x) all(rowSums(x) > 0) && all(colSums(x) > 0), tables)
    products <- function(f) sum(vapply(tables, f, 0))
    if (length(informative) > 0 && products(function(x) x[1, 1] * x[2, 2]) > 0 && products(function(x) x[1, 2] * x[2, 1]) > 0) break
  }
  alternative <- c("two.sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + (i %/% 3) %% 3]
  # With one stratum R wants an array all the same; an uninformative one beside it adds nothing.
  array <- array(unlist(c(tables, if (k == 1) list(matrix(c(1, 1, 0, 0), 2)))), c(2, 2, max(2, k)))
  test <- function(correct) mantelhaen.test(array, alternative = alternative, correct = correct, conf.level = level)
  plain <- test(FALSE)
  corrected <- test(TRUE)
  # Where the deviation is below a half, mantelhaen.test() corrects nothing; here it is corrected to none.
  deviation <- products(function(x) x[1, 1] - sum(x[1, ]) * sum(x[, 1]) / sum(x))
  if (abs(deviation) < 0.5) corrected <- list(statistic = list(0), p.value = if (alternative == "two.sided") 1 else 0.5)
  homogeneity <- if (length(informative) > 1) breslowDay(informative, plain$estimate[[1]]) else c(NA, NA)
  df <- length(informative) - 1
  p <- function(x) if (is.na(x)) NA else pchisq(x, df, lower.tail = FALSE)
  list(
    alternative = sub("\\.", "-", alternative), level = level, counts = tables, informative = length(informative),
    estimate = plain$estimate[[1]], lower = plain$conf.int[1], upper = if (is.infinite(plain$conf.int[2])) NA else plain$conf.int[2],
    statistic = plain$statistic[[1]], pValue = plain$p.value, corrected = corrected$statistic[[1]], correctedP = corrected$p.value,
    breslowDay = homogeneity[1], breslowDayP = p(homogeneity[1]), tarone = homogeneity[2], taroneP = p(homogeneity[2])
  )
})
writeFixture("mantelHaenszel", seed, cases)
