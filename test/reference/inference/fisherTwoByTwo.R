# Fisher's exact test of 240 random 2 x 2 tables. The p-values are fisher.test()'s. Its odds ratio and limits are found to
# about four digits only, so they are computed here from their definition: X, the first count, has the probabilities
# dhyper(x) psi^x / sum, and the equations E(X) = x, P(X >= x) = tail and P(X <= x) = tail are solved for log psi to full
# precision. That they agree with fisher.test() to its own precision is checked on the way.
# Run: Rscript test/reference/inference/fisherTwoByTwo.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20184
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

oddsRatio <- function(counts, tail, alternative) {
  successes <- sum(counts[, 1]); failures <- sum(counts[, 2]); draws <- sum(counts[1, ]); x <- counts[1, 1]
  support <- max(0, draws - failures):min(draws, successes)
  logNull <- dhyper(support, successes, failures, draws, log = TRUE)
  density <- function(logPsi) {
    logs <- logNull + logPsi * support
    weights <- exp(logs - max(logs))
    weights / sum(weights)
  }
  solve <- function(f) {
    range <- c(-1, 1)
    while (f(range[1]) > 0) range[1] <- 2 * range[1]
    while (f(range[2]) < 0) range[2] <- 2 * range[2]
    exp(uniroot(f, range, tol = .Machine$double.eps, maxiter = 10000)$root)
  }
  edge <- function(at) x == at
  list(
    estimate = if (length(support) == 1) NA else if (edge(max(support))) NA else if (edge(min(support))) 0 else solve(function(l) sum(support * density(l)) - x),
    lower = if (alternative == "less" || edge(min(support))) 0 else solve(function(l) log(sum(density(l)[support >= x])) - log(tail)),
    upper = if (alternative == "greater" || edge(max(support))) NA else solve(function(l) log(tail) - log(sum(density(l)[support <= x])))
  )
}

# fisher.test() solves for the odds ratio or, above 1, for its inverse, to about 1.2e-4.
agrees <- function(mine, theirs) {
  if (is.na(mine) || is.infinite(theirs)) return(is.na(mine) && is.infinite(theirs))
  if (theirs > 1) abs(1 / mine - 1 / theirs) < 2e-4 else abs(mine - theirs) < 2e-4
}

cases <- lapply(1:240, function(i) {
  repeat {
    counts <- matrix(rpois(4, sample(c(1, 4, 12, 60), 1)) , 2)
    if (all(rowSums(counts) > 0) && all(colSums(counts) > 0)) break
  }
  alternative <- c("two.sided", "greater", "less")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + (i %/% 3) %% 3]
  test <- fisher.test(counts, alternative = alternative, conf.level = level)
  found <- oddsRatio(counts, if (alternative == "two.sided") (1 - level) / 2 else 1 - level, alternative)
  stopifnot(agrees(found$estimate, test$estimate), agrees(found$lower, test$conf.int[1]), agrees(found$upper, test$conf.int[2]))
  c(list(alternative = sub("\\.", "-", alternative), level = level, counts = counts, pValue = test$p.value), found)
})
writeFixture("fisherTwoByTwo", seed, cases)
