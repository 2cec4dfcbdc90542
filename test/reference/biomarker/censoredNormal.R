# survreg() of interval-censored values on 240 random samples, on both scales, with profile limits of the mean and of the standard
# deviation found by uniroot() on a likelihood of our own.
# Run: Rscript test/reference/biomarker/censoredNormal.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
library(survival)
seed <- 71
set(seed)

logLikelihood <- function(kind, x, mean, log.sd) {
  s <- exp(log.sd)
  sum(ifelse(kind == "value", dnorm(x, mean, s, log = TRUE),
    ifelse(kind == "below", pnorm(x, mean, s, log.p = TRUE), pnorm(x, mean, s, lower.tail = FALSE, log.p = TRUE))))
}

best <- function(f, centre, width) {
  found <- optimize(f, c(centre - width, centre + width), maximum = TRUE, tol = 1e-9)
  found$objective
}

limits <- function(profile, estimate, se, maximum, drop) {
  side <- function(sign) {
    reach <- sign * se
    while (maximum - profile(estimate + reach) < drop) reach <- 2 * reach
    uniroot(function(v) maximum - profile(v) - drop, sort(c(estimate, estimate + reach)), tol = 1e-12)$root
  }
  c(side(-1), side(1))
}

oneCase <- function(i) {
  scale <- c("raw", "log")[1 + i %% 2]
  n <- sample(4:40, 1)
  mean <- runif(1, -2, 4); sd <- exp(runif(1, -1.5, 1))
  y <- rnorm(n, mean, sd)
  at <- function(p) mean + sd * qnorm(p)
  lower <- if (i %% 3 == 0) -Inf else at(runif(1, 0.05, 0.6))
  upper <- if (i %% 3 == 1) Inf else at(runif(1, 0.65, 0.97))
  # Some assays changed their limit halfway.
  if (i %% 5 == 0) lower <- rep(c(lower, lower + 0.4 * sd), length.out = n)
  if (scale == "log") { y <- exp(y); lower <- exp(lower); upper <- exp(upper) }
  lower <- signif(lower, 4); upper <- signif(upper, 4)
  found <- censor(y, lower, upper)
  kind <- found$kind
  exact <- sum(kind == "value")
  if (exact < 2 || (exact == n && i %% 10 != 9)) return(oneCase(i))
  left <- ifelse(kind == "below", NA, found$limit)
  right <- ifelse(kind == "above", NA, found$limit)
  fit <- survreg(Surv(left, right, type = "interval2") ~ 1, dist = if (scale == "log") "lognormal" else "gaussian",
    control = survreg.control(rel.tolerance = 1e-14, maxiter = 500))
  x <- if (scale == "log") log(found$limit) else found$limit
  mu <- unname(fit$coefficients); tau <- log(fit$scale); v <- unname(fit$var)
  # Newton's steps with R's own numerical derivatives, to the last digits.
  f <- function(p) logLikelihood(kind, x, p[1], p[2])
  for (step in 1:3) {
    move <- solve(numDeriv::hessian(f, c(mu, tau)), numDeriv::grad(f, c(mu, tau)))
    mu <- mu - move[1]; tau <- tau - move[2]
  }
  stopifnot(abs(mu - fit$coefficients) < 1e-5 * fit$scale, abs(tau - log(fit$scale)) < 1e-5)
  maximum <- f(c(mu, tau))
  level <- c(0.95, 0.9, 0.99)[1 + i %% 3]
  drop <- qchisq(level, 1) / 2
  byMean <- limits(function(m) best(function(t) logLikelihood(kind, x, m, t), tau, 4), mu, sqrt(v[1, 1]), maximum, drop)
  byTau <- limits(function(t) best(function(m) logLikelihood(kind, x, m, t), mu, 8 * exp(max(t, tau))), tau, sqrt(v[2, 2]), maximum, drop)
  list(
    values = reported(kind, found$limit), scale = unbox(scale), level = unbox(level),
    mean = unbox(mu), logDeviation = unbox(tau), covariance = values(c(v[1, 1], v[1, 2], v[2, 2])),
    survreg = values(c(unname(fit$coefficients), fit$scale)),
    logLikelihood = unbox(maximum), survregLogLikelihood = unbox(fit$loglik[2]), profileMean = values(byMean), profileDeviation = values(exp(byTau))
  )
}
writeFixture("censoredNormal", seed, c("survival", "numDeriv", "jsonlite"), lapply(1:240, oneCase))
