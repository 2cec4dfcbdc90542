# Common differences of proportions over 2 to 6 strata, 220 cases, with the stratified score interval of Miettinen and Nurminen
# under weights n1 n0 / N. No package of base R has it: the proportions that are most likely under a difference are found here by
# maximising the binomial likelihood with optimize() and polishing by Newton steps, limits by uniroot() at full precision.
# Run: Rscript test/reference/inference/stratifiedProportions.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20203
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

constrained <- function(x1, n1, x0, n0, delta) {
  low <- max(0, -delta); high <- min(1, 1 - delta)
  if (high - low < 1e-300) return(low)
  term <- function(count, p) if (count == 0) 0 else count * log(pmax(p, 0))
  likelihood <- function(p) term(x1, p + delta) + term(n1 - x1, 1 - p - delta) + term(x0, p) + term(n0 - x0, 1 - p)
  p <- optimize(likelihood, c(low, high), maximum = TRUE, tol = 1e-10)$maximum
  best <- c(low, high)[which.max(c(likelihood(low), likelihood(high)))]
  part <- function(count, p, k) if (count == 0) 0 else count / p^k
  for (step in 1:60) {
    slope <- part(x1, p + delta, 1) - part(n1 - x1, 1 - p - delta, 1) + part(x0, p, 1) - part(n0 - x0, 1 - p, 1)
    curvature <- part(x1, p + delta, 2) + part(n1 - x1, 1 - p - delta, 2) + part(x0, p, 2) + part(n0 - x0, 1 - p, 2)
    move <- slope / curvature
    while (p + move <= low || p + move >= high) { move <- move / 2; if (abs(move) < 1e-320) break }
    p <- p + move
    if (abs(move) < 1e-17) break
  }
  if (isTRUE(likelihood(best) >= likelihood(p))) best else p
}

varianceAt <- function(s, delta) {
  p0 <- constrained(s$x1, s$n1, s$x0, s$n0, delta)
  p1 <- p0 + delta
  n <- s$n1 + s$n0
  (max(0, p1 * (1 - p1)) / s$n1 + max(0, p0 * (1 - p0)) / s$n0) * n / (n - 1)
}

cases <- lapply(1:220, function(i) {
  k <- sample(2:6, 1)
  strata <- lapply(1:k, function(j) {
    n1 <- sample(3:40, 1); n0 <- sample(3:40, 1); p <- runif(1)
    x1 <- rbinom(1, n1, min(1, p + 0.15)); x0 <- rbinom(1, n0, p)
    if (i %% 5 == 0 && j == 1) { x1 <- 0; x0 <- 0 }
    if (i %% 7 == 0 && j == 2) { x1 <- n1; x0 <- n0 }
    list(x1 = x1, n1 = n1, x0 = x0, n0 = n0)
  })
  level <- c(0.95, 0.9, 0.99)[1 + i %% 3]
  z <- qnorm((1 - level) / 2, lower.tail = FALSE)
  w <- vapply(strata, function(s) s$n1 * s$n0 / (s$n1 + s$n0), 0); w <- w / sum(w)
  estimate <- sum(w * vapply(strata, function(s) s$x1 / s$n1 - s$x0 / s$n0, 0))
  total <- function(delta) sum(w^2 * vapply(strata, varianceAt, 0, delta = delta))
  excess <- function(delta) if (delta == estimate) -1 else (estimate - delta)^2 - z^2 * total(delta)
  limit <- function(bound) uniroot(excess, sort(c(bound, estimate)), tol = 1e-16, maxiter = 10000)$root
  statistic <- estimate^2 / total(0)
  list(strata = lapply(strata, function(s) list(treatment = list(events = s$x1, n = s$n1), control = list(events = s$x0, n = s$n0))), level = level,
    estimate = estimate, lower = limit(-1), upper = limit(1), statistic = statistic, pValue = pchisq(statistic, 1, lower.tail = FALSE))
})
writeFixture("stratifiedProportions", seed, cases)
