# Piecewise linear fits with known knots by lm(): 204 random cases, continuous and separate, no knot to three.
# Run: Rscript test/reference/trajectory/piecewiseLinear.R > test/reference/trajectory/piecewiseLinear.json
#
# Columns are counted from the first knot (or the first time), which lm() needs far from 0; whatever is reported is a linear
# combination L of its coefficients, with standard error sqrt(L V L').

seed <- 20181113
set.seed(seed)
options(warn = 2)

# Inputs by the shortest text that reads back as the same double, results to 13 digits.
exactly <- function(x) vapply(x, function(v) {
  for (digits in 15:17) if (as.numeric(sprintf("%.*g", digits, v)) == v) return(sprintf("%.*g", digits, v))
}, "")
array_of <- function(text) paste0("[", paste(text, collapse = ","), "]")
inputs <- function(x) array_of(exactly(x))
results <- function(x) array_of(sprintf("%.13g", x))
rows <- function(m) array_of(if (nrow(m) == 0) character() else apply(m, 1, results))

# The time spent in each segment, counted from the origin.
within_segments <- function(t, knots, origin) {
  bounds <- c(-Inf, knots, Inf)
  sapply(seq_along(bounds)[-1], function(j) pmin(pmax(t, bounds[j - 1]), bounds[j]) - pmin(pmax(origin, bounds[j - 1]), bounds[j]))
}

# lm() takes these columns; a row for any time, as a line through the segment `at` when they are separate.
design <- function(t, knots, continuity, origin, at = findInterval(t, knots, left.open = TRUE) + 1) {
  t <- as.numeric(t)
  if (continuity == "continuous") return(cbind(1, matrix(within_segments(t, knots, origin), nrow = length(t))))
  do.call(cbind, lapply(seq_len(length(knots) + 1), function(j) cbind(at == j, (at == j) * (t - origin))))
}

# Estimate, standard error, p-value and upper limit of each combination.
estimates <- function(fit, L, level) {
  estimate <- drop(L %*% coef(fit))
  se <- sqrt(diag(L %*% vcov(fit) %*% t(L)))
  margin <- qt((1 + level) / 2, fit$df.residual) * se
  cbind(estimate, se, 2 * pt(-abs(estimate / se), fit$df.residual), estimate + margin)
}

make_case <- function(index) {
  continuity <- c("continuous", "separate")[index %% 2 + 1]
  count <- c(1, 1, 2, 3, 0, 1)[(index %/% 2) %% 6 + 1]
  offset <- sample(c(0, 0, 0, 2, -7, 40000, 44197), 1)
  time_unit <- sample(c(1, 1, 1, 30.4375, 1e-9), 1)
  value_unit <- sample(c(1, 1, 1, 1e-12, 1e6), 1)
  knots <- offset * time_unit + sort(sample(seq(-4, 8, by = 0.5), count)) * time_unit
  level <- sample(c(0.95, 0.95, 0.9, 0.99), 1)
  bounds <- c(-Inf, knots, Inf)
  repeat {
    n <- sample(3:12, 1) + 2 * count
    t <- sample(c(seq(-6, 10, by = 0.5), round(runif(8, -6, 10), 2)), n, replace = TRUE)
    t <- offset * time_unit + t * time_unit
    at <- findInterval(t, knots, left.open = TRUE) + 1
    distinct <- sapply(seq_len(count + 1), function(j) length(unique(t[at == j])))
    enough <- if (continuity == "separate") all(distinct >= 2) && n > 2 * count + 2 else all(distinct >= 1) && distinct[1] >= 2 && length(unique(t)) >= count + 3 && any(t > bounds[count + 1])
    if (enough && all(diff(sort(unique(t))) > 1e-4 * time_unit)) {
      X <- design(t, knots, continuity, origin = c(knots, mean(t))[1])
      if (qr(scale(X[, -1], scale = apply(X[, -1, drop = FALSE], 2, function(c) max(abs(c)))), tol = 1e-4)$rank == ncol(X) - 1 && qr(X)$rank == ncol(X) && nrow(X) > ncol(X)) break
    }
  }
  start <- runif(1, 20, 48)
  y <- round((start - 1.2 * (t / time_unit - offset) + rnorm(n, 0, 2)) * 100) / 100 * value_unit
  origin <- c(knots, mean(t))[1]
  X <- design(t, knots, continuity, origin)
  fit <- lm(y ~ X - 1)
  p <- ncol(X)
  unit <- function(j) as.numeric(seq_len(p) == j)
  slope_column <- function(j) if (continuity == "continuous") 1 + j else 2 * j
  slopes <- t(sapply(seq_len(count + 1), function(j) unit(slope_column(j))))
  at_zero <- design(0, knots, continuity, origin)
  changes <- if (count > 0) slopes[-1, , drop = FALSE] - slopes[-(count + 1), , drop = FALSE] else slopes[0, , drop = FALSE]
  jumps <- if (continuity == "separate" && count > 0) t(sapply(seq_len(count), function(j) {
    design(knots[j], knots, continuity, origin, at = j + 1) - design(knots[j], knots, continuity, origin, at = j)
  })) else slopes[0, , drop = FALSE]
  parameters <- rbind(at_zero, slopes, jumps)
  grid <- offset * time_unit + c(-7.25, 0.75, 11) * time_unit
  predicted <- estimates(fit, design(grid, knots, continuity, origin), level)
  total <- sum((y - mean(y))^2)
  paste0(
    '{"continuity":"', continuity, '","knots":', inputs(knots), ',"level":', exactly(level), ',"time":', inputs(t), ',"value":', inputs(y),
    ',"degreesOfFreedom":', fit$df.residual, ',"residualStandardDeviation":', sprintf("%.13g", sqrt(sum(residuals(fit)^2) / fit$df.residual)),
    ',"rSquared":', sprintf("%.13g", 1 - sum(residuals(fit)^2) / total),
    ',"residuals":', results(residuals(fit)),
    ',"slopes":', rows(estimates(fit, slopes, level)),
    ',"slopeChanges":', rows(estimates(fit, changes, level)),
    ',"jumps":', rows(estimates(fit, jumps, level)),
    ',"intercept":', results(estimates(fit, at_zero, level)),
    ',"covariance":', rows(parameters %*% vcov(fit) %*% t(parameters)),
    ',"grid":', inputs(grid), ',"predictions":', rows(predicted[, c(1, 2, 4)]), "}"
  )
}

cases <- vapply(1:204, make_case, "")
cat('{"generator":{"script":"test/reference/trajectory/piecewiseLinear.R","software":"', R.version.string, '","seed":', seed, '},\n"cases":[\n', sep = "")
cat(cases, sep = ",\n")
cat("\n]}\n")
