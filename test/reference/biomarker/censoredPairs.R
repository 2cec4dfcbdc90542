# The censored bivariate normal likelihood by dnorm(), pnorm() and integrate(), maximised by optim() and polished by Newton's steps
# with numDeriv's derivatives, on 200 random samples of pairs; the likelihood ratio against no difference on all of them, profile
# limits on every fifth.
# Run: Rscript test/reference/biomarker/censoredPairs.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
library(survival)
seed <- 72
set(seed)

# P(X in its side of a, Y in its side of b) by the distribution of Y given X, over the side that x lies on.
quadrant <- function(kind1, a, kind2, b, rho) {
  root <- sqrt((1 - rho) * (1 + rho))
  f <- function(x) dnorm(x) * pnorm((b - rho * x) / root, lower.tail = kind2 == "below")
  ends <- if (kind1 == "below") c(min(a - 1, -9), a) else c(a, max(a + 1, 9))
  integrate(f, ends[1], ends[2], rel.tol = 1e-12, subdivisions = 2000, stop.on.error = FALSE)$value
}

logLikelihood <- function(p, d) {
  s1 <- exp(p[3]); s2 <- exp(p[4]); rho <- tanh(p[5]); root <- 1 / cosh(p[5])
  a <- (d$x - p[1]) / s1; b <- (d$y - p[1] - p[2]) / s2
  k1 <- d$k1; k2 <- d$k2
  given <- function(kind, z) ifelse(kind == "below", pnorm(z, log.p = TRUE), pnorm(z, lower.tail = FALSE, log.p = TRUE))
  total <- 0
  i <- k1 == "value" & k2 == "value"
  total <- total + sum(dnorm(a[i], log = TRUE) - log(s1) + dnorm((b[i] - rho * a[i]) / root, log = TRUE) - log(s2 * root))
  i <- k1 == "value" & k2 != "value"
  total <- total + sum(dnorm(a[i], log = TRUE) - log(s1) + given(k2[i], (b[i] - rho * a[i]) / root))
  i <- k1 != "value" & k2 == "value"
  total <- total + sum(dnorm(b[i], log = TRUE) - log(s2) + given(k1[i], (a[i] - rho * b[i]) / root))
  for (j in which(k1 != "value" & k2 != "value")) total <- total + log(quadrant(k1[j], a[j], k2[j], b[j], rho))
  total
}

# numDeriv's steps are a tenth of each argument, so that it is asked about arguments of 1, in units of a fraction of the errors.
derivatives <- function(f, p, unit) {
  g <- function(u) f(p + (u - 1) * unit)
  one <- rep(1, length(p))
  list(gradient = numDeriv::grad(g, one) / unit, hessian = numDeriv::hessian(g, one) / outer(unit, unit))
}

climb <- function(f, starts, unit) {
  g <- function(p) { v <- suppressWarnings(f(p)); if (is.finite(v)) -v else 1e10 }
  tops <- lapply(starts, function(start) optim(start, g, method = "BFGS", control = list(maxit = 500, reltol = 1e-13)))
  found <- tops[[which.min(sapply(tops, function(top) top$value))]]$par
  for (step in 1:2) {
    d <- derivatives(f, found, unit)
    found <- found - solve(d$hessian, d$gradient)
  }
  found
}

oneCase <- function(i) {
  n <- sample(6:24, 1)
  rho <- tanh(runif(1, -0.4, 1.6)); sd <- exp(runif(2, -1, 0.3)); mean <- runif(1, 0, 3); delta <- rnorm(1, 0, 0.5)
  z <- rnorm(n); w <- rho * z + sqrt(1 - rho^2) * rnorm(n)
  x <- mean + sd[1] * z; y <- mean + delta + sd[2] * w
  lower <- if (i %% 4 == 3) -Inf else mean + sd[1] * qnorm(runif(1, 0.05, 0.45))
  upper <- if (i %% 4 < 2) Inf else mean + sd[1] * qnorm(runif(1, 0.75, 0.95))
  lower <- signif(exp(lower), 4); upper <- signif(exp(upper), 4)
  one <- censor(exp(x), lower, upper); two <- censor(exp(y), lower, upper)
  both <- one$kind == "value" & two$kind == "value"
  if (sum(both) < 4 || (all(both) && i %% 20 != 19)) return(oneCase(i))
  d <- list(k1 = one$kind, x = log(one$limit), k2 = two$kind, y = log(two$limit))
  f <- function(p) logLikelihood(p, d)
  start <- c(mean(d$x), mean(d$y) - mean(d$x), log(sd(d$x)), log(sd(d$y)), atanh(0.9 * cor(d$x[both], d$y[both])))
  unit <- 0.5 * c(exp(start[3]), exp(start[4]), 1, 1, 1) / sqrt(n)
  p <- climb(f, list(start), unit)
  maximum <- f(p)
  d2 <- derivatives(f, p, unit)
  v <- solve(-d2$hessian)
  if (any(diag(v) <= 0) || max(abs(d2$gradient * sqrt(diag(v)))) > 1e-7 || abs(p[5]) > 4) return(oneCase(i))
  # Held away from its maximum, the likelihood may have two: the starts keep the mean before, or after, or scatter round both.
  constrained <- function(delta, start) {
    g <- function(q) f(c(q[1], delta, q[2:4]))
    shift <- p[2] - delta
    wide <- function(tau) log(exp(tau) + abs(shift))
    starts <- list(start, c(p[1], p[3], wide(p[4]), p[5] / 2), c(p[1] + shift, wide(p[3]), p[4], p[5] / 2), c(p[1] + 1.5 * shift, wide(p[3]), wide(p[4]), p[5]), c(p[1] - shift, wide(p[3]), wide(p[4]), p[5]))
    g(climb(g, starts, unit[-2]))
  }
  null <- constrained(0, p[-2])
  result <- list(
    before = reported(one$kind, one$limit), after = reported(two$kind, two$limit),
    parameters = values(p), covariance = values(v[lower.tri(v, diag = TRUE)]), logLikelihood = unbox(maximum), nullLogLikelihood = unbox(null)
  )
  if (i %% 5 == 0) {
    drop <- qchisq(0.95, 1) / 2
    se <- sqrt(v[2, 2])
    side <- function(sign) {
      reach <- 1.7 * sign * se
      excess <- function(value) maximum - constrained(value, p[-2]) - drop
      while (excess(p[2] + reach) < 0) reach <- reach + 0.7 * sign * se
      uniroot(excess, sort(c(p[2] + reach - 0.7 * sign * se, p[2] + reach)), tol = 1e-10, extendInt = "no")$root
    }
    result$profile <- values(c(side(-1), side(1)))
  }
  result
}
attempt <- function(i) tryCatch(oneCase(i), error = function(e) attempt(i))
writeFixture("censoredPairs", seed, c("numDeriv", "jsonlite"), lapply(1:200, attempt))
