# Joined lines with estimated breakpoints: 210 random cases, 140 with one breakpoint and 70 with two.
# Run: Rscript test/reference/trajectory/segmented.R > test/reference/trajectory/segmented.json
#
# The least sum of squares is looked for by brute force: lm.fit() on a grid of 9 places in every gap (for two breakpoints in every
# pair of gaps), optim() from the best grid points, then Newton's steps of the linearised model for what lies inside a gap, and
# breakpoints near a time in the data are also tried exactly there. Cases whose optimum leaves fewer than two times strictly
# inside a segment are kept as refused. Errors come from vcov(lm()) of the linearised model; limits of profiles from uniroot()
# between neighbours of a grid whose F statistics lie on both sides of the quantile, from outside in. Where segmented() ends at
# the same optimum, its own standard errors and confint() are given too.

suppressPackageStartupMessages(library(segmented))
seed <- 20030922
set.seed(seed)

exactly <- function(x) vapply(x, function(v) {
  for (digits in 15:17) if (as.numeric(sprintf("%.*g", digits, v)) == v) return(sprintf("%.*g", digits, v))
}, "")
array_of <- function(text) paste0("[", paste(text, collapse = ","), "]")
results <- function(x) array_of(ifelse(is.na(x), "null", sprintf("%.12g", x)))

hinges <- function(x, psi) cbind(1, x, vapply(psi, function(p) pmax(x - p, 0), numeric(length(x))))
rss <- function(x, y, psi) sum(lm.fit(hinges(x, psi), y)$residuals^2)

# Places in a gap, its ends included.
places <- function(from, to, n = 9) from + (to - from) * seq(0, 1, length.out = n)

# Newton's steps for the breakpoints marked free, which stay in their gaps; NULL where they do not.
newton <- function(x, y, psi, free, gaps) {
  for (step in 1:60) {
    if (!any(free)) break
    V <- vapply(psi[free], function(p) -as.numeric(x > p), numeric(length(x)))
    b <- lm.fit(cbind(hinges(x, psi), V), y)$coefficients
    k <- length(psi)
    move <- b[-seq_len(2 + k)] / b[2 + seq_len(k)][free]
    if (any(is.na(move))) return(NULL)
    psi[free] <- psi[free] + move
    if (any(psi < gaps[, 1] | psi > gaps[, 2])) return(NULL)
    if (max(abs(move)) < 1e-14 * max(abs(x))) break
  }
  psi
}

cells <- function(u, count) {
  n <- length(u)
  if (count == 1) return(matrix(2:(n - 2), ncol = 1))
  pairs <- expand.grid(i = 2:(n - 2), j = 2:(n - 2))
  as.matrix(pairs[pairs$j >= pairs$i + 2, ])
}

brute_force <- function(x, y, count) {
  u <- sort(unique(x))
  best <- list(rss = Inf)
  starts <- list()
  all <- cells(u, count)
  for (row in seq_len(nrow(all))) {
    cell <- all[row, ]
    gaps <- cbind(u[cell], u[cell + 1])
    grid <- as.matrix(expand.grid(lapply(seq_len(count), function(k) places(gaps[k, 1], gaps[k, 2]))))
    values <- apply(grid, 1, function(psi) rss(x, y, psi))
    starts[[row]] <- list(gaps = gaps, psi = grid[which.min(values), ], rss = min(values))
  }
  order_of <- order(vapply(starts, function(s) s$rss, 0))
  for (s in starts[head(order_of, 12)]) {
    gaps <- s$gaps
    fit <- optim(s$psi, function(psi) rss(x, y, psi), method = "L-BFGS-B", lower = gaps[, 1], upper = gaps[, 2], control = list(factr = 10))
    # Each breakpoint free, at the start of its gap or at its end.
    for (kinds in asplit(as.matrix(expand.grid(rep(list(0:2), count))), 1)) {
      psi <- ifelse(kinds == 0, fit$par, ifelse(kinds == 1, gaps[, 1], gaps[, 2]))
      psi <- newton(x, y, psi, kinds == 0, gaps)
      if (is.null(psi)) next
      value <- rss(x, y, psi)
      if (value < best$rss * (1 - 1e-12)) best <- list(psi = psi, rss = value)
    }
    if (fit$value < best$rss * (1 - 1e-9)) stop("an optimum that Newton's steps do not reach")
  }
  best
}

# The sum of squares at a time of one breakpoint, the least over the other one.
profile_at <- function(x, y, psi, index, count) {
  if (count == 1) return(rss(x, y, psi))
  u <- sort(unique(x))
  n <- length(u)
  least <- Inf
  for (j in 2:(n - 2)) {
    other <- places(u[j], u[j + 1], 5)
    apart <- function(p) sum(u > min(p, psi) & u < max(p, psi)) >= 2 && (p > psi) == (index == 1)
    middle <- other[3]
    if (!apart(middle)) next
    least <- min(least, rss(x, y, c(psi, other[1])), rss(x, y, c(psi, other[5])),
      optimize(function(p) rss(x, y, c(psi, p)), other[c(1, 5)], tol = 1e-10)$objective)
  }
  least
}

profile_limits <- function(x, y, fit, index, level) {
  count <- length(fit$psi)
  df <- length(x) - 2 - 2 * count
  allowed <- fit$rss * (1 + qf(level, 1, df) / df)
  u <- sort(unique(x))
  n <- length(u)
  first <- if (count == 2 && index == 2) 4 else 2
  last <- if (count == 2 && index == 1) n - 3 else n - 1
  per_gap <- if (count == 1) 40 else 6
  grid <- sort(unique(c(unlist(lapply(first:(last - 1), function(i) places(u[i], u[i + 1], per_gap))), fit$psi[index])))
  f <- function(p) profile_at(x, y, p, index, count) - allowed
  values <- vapply(grid, f, 0)
  limit <- function(order) {
    grid <- grid[order]
    values <- values[order]
    at <- which(values <= 0)[1]
    if (at == 1) return(NA)
    root <- uniroot(f, sort(grid[c(at - 1, at)]), tol = 1e-13)$root
    # At a time in the data there may be a step instead of a root: beyond it no pair of gaps leaves two times between.
    if (abs(f(root)) > 1e-6 * allowed || abs(f(root + sign(grid[at] - root) * 1e-9)) > 1e-6 * allowed) NA else root
  }
  c(limit(seq_along(grid)), limit(rev(seq_along(grid))))
}

make_case <- function(index) {
  count <- if (index <= 140) 1 else 2
  level <- sample(c(0.95, 0.95, 0.9, 0.99), 1)
  n <- sample(if (count == 1) 5:16 else 8:14, 1)
  offset <- sample(c(0, 0, 0, 50, -7), 1)
  repeat {
    x <- sample(c(seq(-6, 10, by = 0.5), round(runif(8, -6, 10), 2)), n, replace = TRUE)
    if (length(unique(x)) >= 2 * count + 2 + (count == 2)) break
  }
  true <- quantile(x, if (count == 1) runif(1, 0.2, 0.8) else c(runif(1, 0.2, 0.4), runif(1, 0.6, 0.8)))
  change <- sample(c(0.3, 1.5, 4), 1) * sample(c(-1, 1), 1)
  mean_value <- 40 - 0.5 * x + change * pmax(x - true[1], 0)
  if (count == 2) mean_value <- mean_value - change * pmax(x - true[2], 0)
  y <- round(mean_value + rnorm(n, 0, sample(c(0.3, 1, 2), 1)), 1)
  x <- x + offset
  fit <- brute_force(x, y, count)
  psi <- fit$psi
  bounds <- c(-Inf, psi, Inf)
  inside <- vapply(seq_len(count + 1), function(s) sum(unique(x) > bounds[s] + 1e-9 & unique(x) < bounds[s + 1] - 1e-9), 0)
  start <- paste0('{"breakpoints":', count, ',"level":', exactly(level), ',"time":', array_of(exactly(x)), ',"value":', array_of(exactly(y)))
  if (any(inside < 2)) return(paste0(start, ',"refused":true}'))
  U <- vapply(psi, function(p) pmax(x - p, 0), numeric(n))
  V <- vapply(psi, function(p) -as.numeric(x > p), numeric(n))
  df <- n - 2 - 2 * count
  joined <- lm(y ~ x + U)
  b <- coef(joined)
  delta <- b[-(1:2)]
  X <- cbind(1, x, U, V %*% diag(delta, count))
  sigma2 <- fit$rss / df
  covariance <- if (df > 0) sigma2 * solve(crossprod(qr.R(qr(X)))) else matrix(NA, ncol(X), ncol(X))
  # From intercept, first slope, changes and breakpoints to the value at 0, slopes, changes and breakpoints.
  before <- as.numeric(psi < 0)
  at_zero <- c(1, 0, -psi * before, -delta * before)
  slopes <- t(vapply(0:count, function(s) c(0, 1, as.numeric(seq_len(count) <= s), rep(0, count)), numeric(2 + 2 * count)))
  changes <- slopes[-1, , drop = FALSE] - slopes[-(count + 1), , drop = FALSE]
  breakpoints <- cbind(matrix(0, count, 2 + count), diag(count))
  L <- rbind(at_zero, slopes, changes, breakpoints)
  estimate <- c(b[1] - sum(delta * psi * before), cumsum(b[-1]), delta, psi)
  errors <- sqrt(diag(L %*% covariance %*% t(L)))
  profiles <- if (df > 0) lapply(seq_len(count), function(k) profile_limits(x, y, fit, k, level))
  own <- if (df > 0) tryCatch(suppressWarnings({
    line <- lm(y ~ x)
    s <- segmented(line, seg.Z = ~x, psi = unname(psi), control = seg.control(display = FALSE, n.boot = 0, tol = 1e-14, it.max = 60))
    limits <- confint(s, level = level, digits = 15)
    if (abs(deviance(s) / fit$rss - 1) > 1e-12 || max(abs(s$psi[, 2] - psi)) > 1e-7) NULL else cbind(sqrt(diag(vcov(s)))[-seq_len(2 + count)], limits[, 2:3, drop = FALSE])
  }), error = function(e) NULL)
  paste0(
    start, ',"residualSumOfSquares":', sprintf("%.12g", fit$rss), ',"degreesOfFreedom":', df,
    ',"inData":', array_of(ifelse(vapply(psi, function(p) min(abs(x - p)) < 1e-9, NA), "true", "false")),
    ',"estimates":', results(estimate), if (df > 0) paste0(',"standardErrors":', results(errors), ',"profiles":', array_of(vapply(profiles, results, ""))),
    if (!is.null(own)) paste0(',"segmented":', array_of(apply(own, 1, results))), "}"
  )
}

cases <- vapply(1:210, make_case, "")
cat('{"generator":{"script":"test/reference/trajectory/segmented.R","software":"', R.version.string, ", segmented ", as.character(packageVersion("segmented")), '","seed":', seed, '},\n"cases":[\n', sep = "")
cat(cases, sep = ",\n")
cat("\n]}\n")
