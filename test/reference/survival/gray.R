# Gray's test by cmprsk's cuminc() on 240 random samples of 8 to 40 in 2 or 3 groups, with heavy ties, strata and weights.
# Run: Rscript test/reference/survival/gray.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
suppressPackageStartupMessages(library(cmprsk))
seed <- 64
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:240, function(i) repeat {
  n <- sample(8:40, 1)
  time <- switch(sample(3, 1), ceiling(rexp(n) * 3), round(rexp(n) * 3, 1) + 0.1, round(rexp(n), 4) + 0.001)
  cause <- sample(0:2, n, TRUE, c(sample(c(0.1, 0.4), 1), 0.4, sample(c(0.05, 0.4), 1)))
  group <- sample(sample(2:3, 1), n, TRUE)
  if (i %% 7 == 0) cause[group == 1 & cause == 2] <- 0
  if (i %% 11 == 0) cause[group == 2 & cause == 1] <- 0
  stratum <- if (i %% 4 == 0) sample(2, n, TRUE) else NULL
  rho <- c(0, 0, 1, 0.5)[1 + i %% 3 + (i %% 12 == 5)]
  test <- tryCatch(if (is.null(stratum)) cuminc(time, cause, group, rho = rho)$Tests else cuminc(time, cause, group, stratum, rho = rho)$Tests, error = function(e) NULL)
  if (is.null(test) || !("1" %in% rownames(test)) || !is.finite(test["1", 1]) || test["1", 1] > 40 || test["1", 1] < 1e-6) next
  return(list(time = values(time), cause = lapply(cause, function(k) if (k == 0) NULL else k), group = values(group), stratum = if (is.null(stratum)) NULL else values(stratum), rho = rho, statistic = unname(test["1", "stat"]), pValue = unname(test["1", "pv"]), degreesOfFreedom = unname(test["1", "df"])))
})
writeFixture("gray", seed, cases, c("survival", "cmprsk"))
