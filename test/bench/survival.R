# How long R's survival package takes for the work of test/bench/survival.ts, on participants drawn by the same rule (not the same numbers):
# seconds of the best of three runs. The baseline is sorting the times, as there, so that the ratios of the two can be set side by side.
# Run on the same idle machine: Rscript test/bench/survival.R, then npm run bench -- survival
suppressPackageStartupMessages(library(survival))
set.seed(1)

best <- function(run) min(replicate(3, system.time(run())[["elapsed"]]))

compare <- function(n, days, title) {
  treated <- rep(0:1, length.out = n)
  age <- 45 + floor(30 * runif(n))
  onset <- floor(24 * runif(n))
  own <- rexp(n) / exp(-0.4 * treated + 0.02 * (age - 60) - 0.01 * onset)
  censored <- 0.2 + 1.8 * runif(n)
  d <- data.frame(time = ceiling(pmin(own, censored) * days), event = as.numeric(own <= censored), treated, age, onset)
  seconds <- c(
    "sorting the times" = best(function() order(d$time)),
    "survfit" = best(function() survfit(Surv(time, event) ~ 1, data = d, conf.type = "log-log")),
    "survdiff, two groups" = best(function() survdiff(Surv(time, event) ~ treated, data = d)),
    "coxph, three covariates, Efron" = best(function() coxph(Surv(time, event) ~ treated + age + onset, data = d))
  )
  cat(sprintf("\n%s participants, %s\n", format(n, big.mark = ",", scientific = FALSE), title))
  print(data.frame("ms" = signif(1000 * seconds, 3), "ratio to the first" = signif(seconds / max(seconds[1], 1e-3), 3), check.names = FALSE))
}

cat(R.version.string, "survival", as.character(packageVersion("survival")), "\n")
compare(10000, 365, "times in days")
compare(1e6, 365, "times in days")
compare(1e5, 1e9, "almost no ties")
