# R's side of test/bench/againstR.ts, which starts it: Rscript test/bench/againstR.R numbers names
# Reads the names of works, does each, and answers with one line of JSON: processor milliseconds, and a number of the result.
suppressPackageStartupMessages({library(survival); library(pROC); library(coin)})
args <- commandArgs(trailingOnly = TRUE)
names <- strsplit(args[2], ",")[[1]]
d <- as.data.frame(matrix(readBin(args[1], "double", file.size(args[1]) / 8), ncol = length(names), dimnames = list(NULL, names)))
works <- list(
  "kaplanMeier | survfit" = list(run = function() survfit(Surv(time, event) ~ 1, data = d, conf.type = "log-log"), value = function(fit) sum(fit$surv)),
  "logRankTest | survdiff" = list(run = function() survdiff(Surv(time, event) ~ treated, data = d), value = function(fit) fit$chisq),
  "coxRegression | coxph" = list(run = function() coxph(Surv(time, event) ~ treated + age + onset, data = d), value = function(fit) coef(fit)[["treated"]]),
  "coxRegression with entry | coxph" = list(run = function() coxph(Surv(entry, time, event) ~ treated + age + onset, data = d), value = function(fit) coef(fit)[["treated"]]),
  "rocCurve | roc, ci.auc" = list(
    run = function() { curve <- roc(d$positive, d$first, levels = c(0, 1), direction = "<"); list(curve, ci.auc(curve, method = "delong")) },
    value = function(result) as.numeric(auc(result[[1]]))),
  "compareRocCurves | roc.test" = list(
    run = function() roc.test(roc(d$positive, d$first, levels = c(0, 1), direction = "<"), roc(d$positive, d$second, levels = c(0, 1), direction = "<"), method = "delong", paired = TRUE),
    value = function(test) test$p.value),
  "fisherExactTest | fisher.test" = list(
    run = function() lapply(seq_len(nrow(d)), function(i) fisher.test(rbind(c(d$events[i], 100 - d$events[i]), c(d$others[i], 100 - d$others[i])))),
    value = function(tests) sum(sapply(tests, function(test) test$p.value))),
  "rankSumTest | wilcox_test" = list(
    run = function() { test <- wilcox_test(c(d$treatment, d$control) ~ gl(2, nrow(d)), distribution = "exact", conf.int = TRUE); list(pvalue(test), confint(test)) },
    value = function(result) as.numeric(result[[1]])),
  "signedRankTest | wilcoxsign_test" = list(
    run = function() pvalue(wilcoxsign_test(d$difference ~ rep(0, nrow(d)), distribution = "exact")),
    value = function(p) as.numeric(p)))
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  work <- works[[line]]
  start <- sum(proc.time()[1:2])
  result <- work$run()
  milliseconds <- 1000 * (sum(proc.time()[1:2]) - start)
  cat(sprintf('{"milliseconds": %.3f, "value": %.15g}\n', milliseconds, work$value(result)))
  flush(stdout())
}
