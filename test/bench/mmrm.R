# How long nlme's gls takes for the model of test/bench/mmrm.ts: Rscript test/bench/mmrm.R [participants ...]
# It stops at its default tolerance, and gives neither Satterthwaite's nor Kenward and Roger's degrees of freedom.
suppressPackageStartupMessages(library(nlme))
set.seed(1)
sizes <- as.integer(commandArgs(TRUE)); if (length(sizes) == 0) sizes <- c(59, 500, 12000)
for (n in sizes) {
  d <- do.call(rbind, lapply(0:(n - 1), function(i) {
    base <- rnorm(1, 38, 5); slope <- rnorm(1, 0, 0.4); arm <- i %% 2
    error <- as.vector(filter(rnorm(9), 0.6, "recursive"))
    k <- seq_len(if (i %% 4 == 0) 3 + i %% 7 else 9)
    data.frame(participant = i, visit = k, arm = arm, base = base, response = (0.9 * base + (slope - 1 + 0.3 * arm) * (1:9) + 2 * error)[k])
  }))
  d$at <- factor(d$visit)
  for (structure in c("unstructured", "ar1")) {
    correlation <- if (structure == "ar1") corAR1(form = ~ visit | participant) else corSymm(form = ~ visit | participant)
    weights <- if (structure == "unstructured") varIdent(form = ~ 1 | at)
    took <- system.time(fit <- try(gls(response ~ 0 + at + at:arm + at:base, d, correlation = correlation, weights = weights,
      control = glsControl(msMaxIter = 500, maxIter = 200)), silent = TRUE))[["elapsed"]]
    cat(sprintf("%5d participants, %-12s %8.2f s  %s\n", n, structure, took, if (inherits(fit, "try-error")) "failed" else sprintf("log-likelihood %.4f", as.numeric(logLik(fit)))))
  }
}
