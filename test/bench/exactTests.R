# How long R takes for the work of test/bench/exactTests.ts, on tables and groups drawn by the same rule (not the same numbers): milliseconds of
# the best of three runs. The baseline is the χ² test of the tables, as there, so that the ratios of the two can be set side by side.
# Run on the same idle machine: Rscript test/bench/exactTests.R, then npm run bench -- exactTests
suppressPackageStartupMessages(library(coin))
set.seed(1)
best <- function(run) 1000 * min(replicate(3, system.time(run())[["elapsed"]]))

tables <- lapply(1:500, function(i) { e <- 1 + floor(30 * runif(2)); rbind(c(e[1], 100 - e[1]), c(e[2], 100 - e[2])) })
draw <- function(n, shift) round(20 * runif(n) + shift)
x <- draw(50, 2); y <- draw(50, 0); d <- draw(100, -8)
d <- d[d != 0]
milliseconds <- c(
  "chisq.test, 500 tables" = best(function() for (table in tables) chisq.test(table, correct = FALSE)),
  "fisher.test, 500 tables" = best(function() for (table in tables) fisher.test(table)),
  "coin's wilcox_test of 50 and 50, exact, with the interval" = best(function() { t <- wilcox_test(c(x, y) ~ gl(2, 50), distribution = "exact", conf.int = TRUE); pvalue(t); confint(t) }),
  "coin's wilcoxsign_test of 100 pairs, exact" = best(function() pvalue(wilcoxsign_test(d ~ rep(0, length(d)), distribution = "exact")))
)
cat(R.version.string, "coin", as.character(packageVersion("coin")), "\n")
print(data.frame(ms = signif(milliseconds, 3), ratio = signif(milliseconds / milliseconds[1], 3)))
