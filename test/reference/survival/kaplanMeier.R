# survfit(), its median, quantile() and summary() at given times, on 240 random groups of 1 to 16, every fourth with delayed entry.
# Run: Rscript test/reference/survival/kaplanMeier.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 51
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:240, function(i) {
  n <- sample(1:16, 1)
  time <- timesOf(n)
  event <- if (i %% 20 == 0) rep(0, n) else eventsOf(n)
  entry <- if (i %% 4 == 0) entriesOf(time) else NULL
  if (is.null(entry) && i %% 7 == 0) time[1] <- 0
  method <- c("log-log", "log", "plain")[1 + i %% 3]
  level <- c(0.95, 0.9, 0.99)[1 + i %% 5 %% 3]
  y <- if (is.null(entry)) Surv(time, event) else Surv(entry, time, event)
  fit <- survfit(y ~ 1, conf.type = method, conf.int = level)
  table <- summary(fit)$table
  quantiles <- quantile(fit, c(0.25, 0.5, 0.75))
  # Apart from every time: R takes a time asked for as it is, and does not tie it with a step.
  at <- sort(floor(runif(2, 0, max(time)) * 100) / 100 + 0.0003)
  asked <- summary(fit, times = at, extend = TRUE)
  list(
    time = values(time), event = values(event), entry = if (is.null(entry)) NULL else values(entry),
    intervalMethod = method, level = level,
    steps = list(
      time = values(fit$time), atRisk = values(fit$n.risk), events = values(fit$n.event), censored = values(fit$n.censor),
      estimate = values(fit$surv), standardError = values(fit$surv * fit$std.err), lower = values(fit$lower), upper = values(fit$upper)
    ),
    median = values(unname(table[c("median", grep("LCL", names(table), value = TRUE), grep("UCL", names(table), value = TRUE))])),
    quantiles = list(estimate = values(unname(quantiles$quantile)), lower = values(unname(quantiles$lower)), upper = values(unname(quantiles$upper))),
    at = list(time = values(at), estimate = values(asked$surv), standardError = values(asked$std.err), lower = values(asked$lower), upper = values(asked$upper), atRisk = values(asked$n.risk))
  )
})
writeFixture("kaplanMeier", seed, cases, "survival")
