# survfit() of a factor of causes and cmprsk's cuminc() with timepoints(), on 240 random groups of 2 to 13, every fourth with delayed
# entry: there only the estimates, since survfit()'s standard errors are then those of a jackknife, and cuminc() takes no entry.
# Run: Rscript test/reference/survival/cumulativeIncidence.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
suppressPackageStartupMessages(library(cmprsk))
seed <- 61
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# cuminc() takes times that differ in the last digit for two, survfit() for one: here they are one.
same <- function(t) { u <- sort(unique(t)); first <- u; for (k in seq_along(u)[-1]) if (u[k] - u[k - 1] < 1e-8) first[k] <- first[k - 1]; first[match(t, u)] }

cases <- lapply(1:240, function(i) repeat {
  n <- sample(2:13, 1)
  time <- timesOf(n)
  causes <- sample(1:3, 1)
  cause <- sample(0:causes, n, TRUE, c(sample(c(0, 0.3, 0.6), 1), rep(0.4, causes)))
  if (i %% 9 == 0) cause <- ifelse(seq_len(n) == sample(n, 1), 1, 0)
  if (all(cause == 0)) next
  entry <- if (i %% 4 == 0) entriesOf(time) else NULL
  method <- c("log-log", "log", "plain")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + i %% 5 %% 3]
  present <- sort(setdiff(unique(cause), 0))
  state <- factor(cause, c(0, present))
  y <- if (is.null(entry)) Surv(time, state) else Surv(entry, time, state)
  fit <- survfit(y ~ 1, id = if (is.null(entry)) NULL else seq_len(n), conf.type = method, conf.int = level, data = data.frame(seq_len(n)))
  rows <- fit$n.event[, -1, drop = FALSE]
  aalen <- if (is.null(entry)) timepoints(cuminc(same(time), cause), unique(same(sort(time)))) else NULL
  return(list(
    time = values(time), cause = lapply(cause, function(k) if (k == 0) NULL else k), entry = if (is.null(entry)) NULL else values(entry),
    intervalMethod = method, level = level, steps = values(fit$time), eventFree = values(fit$pstate[, 1]),
    causes = lapply(seq_along(present), function(k) list(
      cause = present[k], events = values(fit$n.event[, k + 1]), estimate = values(fit$pstate[, k + 1]),
      standardError = if (is.null(entry)) values(fit$std.err[, k + 1]) else NULL,
      lower = if (is.null(entry)) values(fit$lower[, k + 1]) else NULL, upper = if (is.null(entry)) values(fit$upper[, k + 1]) else NULL,
      aalen = if (is.null(aalen)) NULL else values(unname(aalen$var[match(paste("1", present[k]), rownames(aalen$var)), ]))
    ))
  ))
})
writeFixture("cumulativeIncidence", seed, cases, c("survival", "cmprsk"))
