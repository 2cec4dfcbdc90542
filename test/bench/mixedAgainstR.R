# One size of the comparison with R: Rscript test/bench/mixedAgainstR.R data.csv rounds
# Prints one line of JSON: milliseconds of the first fit and of the median of the later ones, and the peak of resident memory.
# The optimiser is bobyqa: with lme4's default the same fits stop at a boundary that is not the optimum, here and there.
suppressPackageStartupMessages({library(lme4); library(lmerTest); library(pbkrtest); library(jsonlite)})
args <- commandArgs(trailingOnly = TRUE)
d <- read.csv(args[1])
rounds <- as.integer(args[2])
# Of the processor: what others do on the machine does not count.
milliseconds <- function(expression) { gc(FALSE); start <- sum(proc.time()[1:2]); force(expression); 1000 * (sum(proc.time()[1:2]) - start) }
peak <- function() as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
formula <- response ~ 0 + intercept + pre + post + arm + armPre + armPost + (0 + intercept + pre + post | participant)
control <- lmerControl(optimizer = "bobyqa")
timed <- function(run) { times <- sapply(seq_len(rounds + 1), function(i) milliseconds(run())); list(first = times[1], later = if (rounds > 0) median(times[-1]) else NULL) }
quietly <- function(x) suppressMessages(suppressWarnings(x))
satterthwaite <- timed(function() quietly(coef(summary(lmerTest::lmer(formula, d, control = control)))))
memory <- peak()
fit <- quietly(lme4::lmer(formula, d, control = control))
deviance <- getME(fit, "devfun"); theta <- getME(fit, "theta")
evaluations <- max(5, min(2000, ceiling(1e6 / nrow(d))))
evaluation <- milliseconds(for (i in seq_len(evaluations)) deviance(theta * (1 + i * 1e-9))) / evaluations
result <- list(satterthwaite = satterthwaite, evaluation = evaluation, peak = memory, logLikelihood = as.numeric(logLik(fit)), defaultLogLikelihood = as.numeric(logLik(quietly(lme4::lmer(formula, d)))))
# Once is enough to see what pbkrtest takes.
result$kenwardRoger <- list(first = milliseconds(quietly({ fit <- lme4::lmer(formula, d, control = control); adjusted <- vcovAdj(fit); for (i in 1:6) get_Lb_ddf(fit, diag(6)[i, ]) })))
result$kenwardRogerPeak <- peak()
cat(toJSON(result, auto_unbox = TRUE, digits = 10), "\n")
