# oneway.test() with equal and unequal variances, pairwise.t.test() and kruskal.test() of R on 200 random sets of two to five groups,
# some with ties.
# Run: Rscript test/reference/model/groups.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 5105
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:200, function(i) {
  k <- sample(2:5, 1)
  repeat {
    groups <- lapply(1:k, function(g) round(rnorm(sample(2:12, 1), 30 + rnorm(1), runif(1, 0.5, 4)), if (i %% 2) 0 else 2))
    if (all(vapply(groups, sd, 0) > 0)) break
  }
  names(groups) <- letters[1:k]
  value <- unlist(groups)
  group <- factor(rep(names(groups), lengths(groups)))
  equal <- oneway.test(value ~ group, var.equal = TRUE)
  welch <- oneway.test(value ~ group)
  ranks <- kruskal.test(value, group)
  # Lower triangle of the p-values by rows: each group against those before it.
  lower <- function(pool) {
    p <- if (k == 2) matrix(t.test(groups[[1]], groups[[2]], var.equal = pool)$p.value) else
      pairwise.t.test(value, group, p.adjust.method = "none", pool.sd = pool)$p.value
    values(unlist(lapply(seq_len(k - 1), function(row) p[row, seq_len(row)])))
  }
  test <- function(t) list(statistic = t$statistic[[1]], numerator = t$parameter[[1]], denominator = t$parameter[[2]], pValue = t$p.value)
  list(
    groups = lapply(groups, values), equal = test(equal), unequal = test(welch), pooled = lower(TRUE), separate = lower(FALSE),
    kruskal = list(statistic = ranks$statistic[[1]], degreesOfFreedom = ranks$parameter[[1]], pValue = ranks$p.value)
  )
})
writeFixture("groups", seed, cases)
