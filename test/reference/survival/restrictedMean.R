# The restricted mean of survfit() and its standard error, on 240 random pairs of groups, up to a time, or the last one.
# Run: Rscript test/reference/survival/restrictedMean.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 53
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

groupOf <- function(i) {
  n <- sample(3:25, 1)
  time <- timesOf(n)
  list(time = time, event = if (i %% 15 == 0) rep(0, n) else eventsOf(n), entry = if (i %% 5 == 0) entriesOf(time) else NULL)
}
fitOf <- function(g) survfit((if (is.null(g$entry)) Surv(g$time, g$event) else Surv(g$entry, g$time, g$event)) ~ 1)
meanOf <- function(g, horizon) {
  table <- summary(fitOf(g), rmean = horizon)$table
  list(estimate = table[["rmean"]], standardError = table[["se(rmean)"]], events = sum(g$event[g$time <= horizon + 1e-7]))
}
plainOf <- function(g) list(time = values(g$time), event = values(g$event), entry = if (is.null(g$entry)) NULL else values(g$entry))

cases <- lapply(1:240, function(i) repeat {
  treatment <- groupOf(i)
  control <- groupOf(i + 1)
  scale <- max(treatment$time) / max(control$time)
  if (scale > 5 || scale < 0.2) next
  horizon <- if (i %% 4 == 0) sample(treatment$time, 1) else round(runif(1, 0.3, 1) * min(max(treatment$time), max(control$time)), 2)
  # summary() refuses a horizon before the first time, where the mean is the horizon itself.
  if (horizon <= max(min(treatment$time), min(control$time)) || horizon > min(max(treatment$time), max(control$time))) next
  t <- meanOf(treatment, horizon)
  c <- meanOf(control, horizon)
  difference <- t$estimate - c$estimate
  error <- sqrt(t$standardError^2 + c$standardError^2)
  if (error == 0 || min(t$estimate, c$estimate) <= 0) next
  errorOfLog <- sqrt((t$standardError / t$estimate)^2 + (c$standardError / c$estimate)^2)
  z <- qnorm(0.975)
  return(list(
    treatment = plainOf(treatment), control = plainOf(control), horizon = horizon,
    treatmentMean = t, controlMean = c, lastTime = meanOf(treatment, max(treatment$time)),
    difference = list(estimate = difference, standardError = error, pValue = 2 * pnorm(-abs(difference / error)), lower = difference - z * error, upper = difference + z * error),
    ratio = list(
      estimate = t$estimate / c$estimate, standardError = errorOfLog, pValue = 2 * pnorm(-abs(log(t$estimate / c$estimate) / errorOfLog)),
      lower = exp(log(t$estimate / c$estimate) - z * errorOfLog), upper = exp(log(t$estimate / c$estimate) + z * errorOfLog)
    )
  ))
})
writeFixture("restrictedMean", seed, cases, "survival")
