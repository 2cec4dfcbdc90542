# Power of a comparison of slopes by a linear mixed model, for 240 random designs. Each design is a whole trial written out: every
# participant's rows of the design matrix, and the covariance of all observations as one dense matrix, from which the variance of the
# generalised least squares estimate follows by solve(). Participants leave after the visits that the observed counts say.
# Run: Rscript test/reference/inference/slopePower.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20220704
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

root <- function(f, range) uniroot(f, range, tol = 1e-14, maxiter = 10000)$root
powerOf <- function(d, tail, df) pt(qt(tail, df, lower.tail = FALSE), df, d, lower.tail = FALSE)

randomCorrelation <- function(q) {
  A <- matrix(rnorm(q * q), q)
  round(cov2cor(A %*% t(A) + diag(0.2, q)), 3)
}

# How many of n are still seen at each visit; everybody at the first `kept` visits.
seen <- function(n, visits, kept) {
  left <- rbinom(visits, 1, 0.5) * sample(0:2, visits, replace = TRUE)
  left[seq_len(kept)] <- 0
  pmax(n - cumsum(left), ceiling(n / 3))
}

cases <- lapply(1:240, function(i) {
  hinge <- i %% 2 == 0
  visits <- sample(4:7, 1)
  times <- if (hinge) sort(c(sample(-6:-1, sample(1:2, 1)), if (i %% 4) 0, sample(1:12, visits - 2))) else sort(sample(seq(0, 12, 0.25), visits)) - (i %% 3 == 0) * 3
  q <- if (hinge) 3 else 2
  variances <- c(round(runif(1, 4, 60), 2), round(runif(q - 1, 0.05, 2), 3))
  correlations <- randomCorrelation(q)
  residual <- round(runif(1, 0.3, 6), 2)
  G <- diag(sqrt(variances)) %*% correlations %*% diag(sqrt(variances))
  n <- c(treatment = sample(6:14, 1), control = sample(6:14, 1))
  kept <- if (hinge) sum(times <= 0) + 1 else 2
  counts <- if (i %% 3 == 1) lapply(n, function(size) rep(size, length(times))) else lapply(n, function(size) seen(size, length(times), kept))
  intercepts <- c("by-arm", "common")[1 + (i %/% 2) %% 2]
  leadInSlopes <- c("by-arm", "common")[1 + (i %/% 4) %% 2]
  effect <- c("slope-change", "follow-up-slope")[1 + (i %/% 8) %% 2]
  basis <- function(t) if (hinge) cbind(1, pmin(t, 0), pmax(t, 0)) else cbind(1, t)

  X <- NULL; blocks <- list()
  for (arm in names(n)) for (participant in seq_len(n[[arm]])) {
    t <- times[participant <= counts[[arm]]]
    Z <- basis(t)
    own <- Z * (arm == "treatment")
    # Columns: those of both arms, then what treatment adds to each that is by arm.
    byArm <- if (hinge) c(intercepts == "by-arm", leadInSlopes == "by-arm", TRUE) else c(intercepts == "by-arm", TRUE)
    X <- rbind(X, cbind(Z, own[, byArm, drop = FALSE]))
    blocks[[length(blocks) + 1]] <- Z %*% G %*% t(Z) + diag(residual, length(t))
  }
  V <- matrix(0, nrow(X), nrow(X)); at <- 0
  for (block in blocks) { V[at + seq_len(nrow(block)), at + seq_len(nrow(block))] <- block; at <- at + nrow(block) }
  weights <- numeric(ncol(X)); weights[ncol(X)] <- 1
  if (hinge && effect == "slope-change" && leadInSlopes == "by-arm") weights[ncol(X) - 1] <- -1
  standardError <- sqrt(drop(t(weights) %*% solve(t(X) %*% solve(V, X), weights)))

  alternative <- c("two-sided", "greater", "less")[1 + i %% 3]
  level <- sample(c(0.05, 0.025, 0.01, 0.1), 1)
  tail <- level / (if (alternative == "two-sided") 2 else 1)
  power <- sample(c(0.7, 0.8, 0.9), 1)
  sign <- if (alternative == "less") -1 else 1
  effectSize <- runif(1, 1.5, 4)
  difference <- round(effectSize * standardError, 5)
  noncentrality <- difference / standardError
  df <- sum(n) - 2
  z <- qnorm(tail, lower.tail = FALSE) + qnorm(power)
  studentNoncentrality <- root(function(d) powerOf(d, tail, df) - power, c(0.1, 20))
  # Sizes in the same ratio: the noncentrality grows with their root.
  student <- root(function(k) powerOf(noncentrality * sqrt(k), tail, k * sum(n) - 2) - power, c(2.5 / sum(n), 60))
  list(
    model = if (hinge) "lead-in-hinge" else "two-slopes", times = values(times),
    observed = list(treatment = values(counts$treatment / n[["treatment"]]), control = values(counts$control / n[["control"]])),
    intercepts = intercepts, leadInSlopes = leadInSlopes, effect = effect,
    variances = values(variances), correlations = values(correlations[lower.tri(correlations)]), residual = residual,
    n = as.list(n), alternative = alternative, significanceLevel = level, power = power, difference = sign * difference,
    standardError = standardError,
    normal = list(power = pnorm(noncentrality - qnorm(tail, lower.tail = FALSE)), difference = sign * z * standardError, control = n[["control"]] * (z / noncentrality)^2),
    student = list(power = powerOf(noncentrality, tail, df), difference = sign * studentNoncentrality * standardError, control = n[["control"]] * student)
  )
})
writeFixture("slopePower", seed, cases)
