# Comparisons of 240 pairs of proportions. p-values: chisq.test(correct = FALSE) and fisher.test(). Newcombe's interval from
# Wilson limits of prop.test(); Wald's by prop.test(); ratios by their log-Wald closed forms. Miettinen and Nurminen's is not in
# base R: here the constrained maximum likelihood estimate is the closed trigonometric solution of the cubic in the paper's
# appendix (the library solves the likelihood equation instead), and limits are found by uniroot() at full precision.
# Run: Rscript test/reference/inference/twoProportions.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20187
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Score statistic squared for a difference of delta, with variance N/(N - 1).
scoreSquared <- function(x1, n1, x0, n0, delta) {
  N <- n1 + n0
  l3 <- N
  l2 <- (n1 + 2 * n0) * delta - N - (x1 + x0)
  l1 <- (n0 * delta - N - 2 * x0) * delta + x1 + x0
  l0 <- x0 * delta * (1 - delta)
  q <- l2^3 / (3 * l3)^3 - l1 * l2 / (6 * l3^2) + l0 / (2 * l3)
  p <- (if (q > 0) 1 else -1) * sqrt(max(0, l2^2 / (3 * l3)^2 - l1 / (3 * l3)))
  angle <- (pi + acos(max(-1, min(1, if (p == 0) 0 else q / p^3)))) / 3
  r0 <- 2 * p * cos(angle) - l2 / (3 * l3)
  r0 <- min(max(r0, 0, -delta), 1, 1 - delta)
  # One more step on the cubic takes away the rounding of the trigonometric form.
  slope <- (3 * l3 * r0 + 2 * l2) * r0 + l1
  if (slope != 0) r0 <- min(max(r0 - (((l3 * r0 + l2) * r0 + l1) * r0 + l0) / slope, 0, -delta), 1, 1 - delta)
  r1 <- r0 + delta
  variance <- (r1 * (1 - r1) / n1 + r0 * (1 - r0) / n0) * N / (N - 1)
  if (delta == x1 / n1 - x0 / n0) 0 else (x1 / n1 - x0 / n0 - delta)^2 / variance
}

miettinenNurminen <- function(x1, n1, x0, n0, z) {
  difference <- x1 / n1 - x0 / n0
  f <- function(delta) { s <- scoreSquared(x1, n1, x0, n0, delta); if (s > 1e6) 1e6 else s - z^2 }
  limit <- function(bound) if (difference == bound) bound else
    uniroot(f, sort(c(bound, difference)), tol = 1e-16, maxiter = 10000)$root
  list(limit(-1), limit(1))
}

cases <- lapply(1:240, function(i) {
  n1 <- if (i %% 5) sample(4:60, 1) else sample(100:2000, 1)
  n0 <- if (i %% 5) sample(4:60, 1) else sample(100:2000, 1)
  x1 <- rbinom(1, n1, runif(1))
  x0 <- rbinom(1, n0, if (i %% 3) runif(1) else x1 / n1)
  if (i %% 20 == 0) x0 <- 0
  if (i %% 20 == 10) x1 <- n1
  level <- c(0.95, 0.9, 0.99)[1 + i %% 3]
  z <- qnorm((1 - level) / 2, lower.tail = FALSE)
  wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE, conf.level = level))$conf.int
  w1 <- wilson(x1, n1); w0 <- wilson(x0, n0)
  p1 <- x1 / n1; p0 <- x0 / n0
  counts <- matrix(c(x1, x0, n1 - x1, n0 - x0), 2)
  chi <- suppressWarnings(chisq.test(counts, correct = FALSE))
  cells <- c(x1, n1 - x1, x0, n0 - x0)
  riskError <- if (x1 > 0 && x0 > 0 && x1 + x0 < n1 + n0) sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0) else NA
  oddsError <- if (all(cells > 0)) sqrt(sum(1 / cells)) else NA
  ratio <- function(estimate, error) list(
    estimate = if (is.finite(estimate)) estimate else NA, standardErrorOfLog = error,
    lower = estimate * exp(-z * error), upper = estimate * exp(z * error)
  )
  list(
    treatment = list(events = x1, n = n1), control = list(events = x0, n = n0), level = level,
    difference = p1 - p0, standardError = sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0),
    newcombe = list(p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2)),
    miettinenNurminen = miettinenNurminen(x1, n1, x0, n0, z),
    wald = values(suppressWarnings(prop.test(c(x1, x0), c(n1, n0), correct = FALSE, conf.level = level))$conf.int[1:2]),
    riskRatio = ratio(p1 / p0, riskError), oddsRatio = ratio(x1 / (n1 - x1) * ((n0 - x0) / x0), oddsError),
    smallestExpectedCount = min(chi$expected), statistic = chi$statistic[[1]],
    pearson = chi$p.value, fisher = fisher.test(counts)$p.value
  )
})
writeFixture("twoProportions", seed, cases)
