# What mmrm.R and trialMmrm.R share: structures, the criterion, its optimum, and what follows from it. Not run by itself.
#
# Every entry of the covariance is an expression in variances and covariances (unstructured, Toeplitz, compound symmetry, diagonal) or in
# variances and correlations (all others), as PROC MIXED has them; D() differentiates it. The gradient of -2 log-likelihood is
# written out; its Hessian, and the derivatives of the fixed effects' covariance, are complex-step derivatives, which are exact to
# rounding. Kenward and Roger's terms are those of their paper (1997), participant by participant.
suppressPackageStartupMessages({library(nlme); library(lme4); library(pbkrtest); library(jsonlite)})

# ---- structures ------------------------------------------------------------------------------------------------------------
entries <- function(m, f) lapply(seq_len(m), function(i) lapply(seq_len(m), function(j) parse(text = f(min(i, j), max(i, j)))[[1]]))
structure_ <- function(name, m) {
  v <- paste0("v", 1:m); r <- if (m > 1) paste0("r", seq_len(m - 1)) else character()
  scaled <- function(i, j, rho) if (i == j) paste0("v", i) else sprintf("sqrt(v%d*v%d)*%s", i, j, rho)
  common <- function(i, j, rho) if (i == j) "v" else paste0("v*", rho)
  ante <- function(i, j) paste(paste0("r", i:(j - 1)), collapse = "*")
  switch(name,
    "unstructured" = list(names = unlist(lapply(1:m, function(j) paste0("c", 1:j, "_", j))), f = entries(m, function(i, j) paste0("c", i, "_", j))),
    "toeplitz" = list(names = paste0("c", 0:(m - 1)), f = entries(m, function(i, j) paste0("c", j - i))),
    "heterogeneous-toeplitz" = list(names = c(v, r), f = entries(m, function(i, j) scaled(i, j, paste0("r", j - i)))),
    "ar1" = list(names = c("v", "r"), f = entries(m, function(i, j) common(i, j, sprintf("r^%d", j - i)))),
    "heterogeneous-ar1" = list(names = c(v, "r"), f = entries(m, function(i, j) scaled(i, j, sprintf("r^%d", j - i)))),
    "compound-symmetry" = list(names = c("c", "s"), f = entries(m, function(i, j) if (i == j) "c+s" else "c")),
    "heterogeneous-compound-symmetry" = list(names = c(v, "r"), f = entries(m, function(i, j) scaled(i, j, "r"))),
    "ante-dependence" = list(names = c("v", r), f = entries(m, function(i, j) common(i, j, ante(i, j)))),
    "heterogeneous-ante-dependence" = list(names = c(v, r), f = entries(m, function(i, j) scaled(i, j, ante(i, j)))),
    "diagonal" = list(names = v, f = entries(m, function(i, j) if (i == j) paste0("v", i) else "0")))
}
# The parameters nearest to a covariance.
nearest <- function(name, S) {
  m <- nrow(S); R <- cov2cor(S); lag <- function(k) mean(R[row(R) - col(R) == k]); r1 <- lag(1); v <- mean(diag(S))
  switch(name,
    "unstructured" = unlist(lapply(1:m, function(j) S[1:j, j])),
    "toeplitz" = c(v, v * sapply(1:(m - 1), lag)), "heterogeneous-toeplitz" = c(diag(S), sapply(1:(m - 1), lag)),
    "ar1" = c(v, r1), "heterogeneous-ar1" = c(diag(S), r1),
    "compound-symmetry" = c(mean(S[lower.tri(S)]), v - mean(S[lower.tri(S)])), "heterogeneous-compound-symmetry" = c(diag(S), mean(R[lower.tri(R)])),
    "ante-dependence" = c(v, R[cbind(2:m, 1:(m - 1))]), "heterogeneous-ante-dependence" = c(diag(S), R[cbind(2:m, 1:(m - 1))]),
    "diagonal" = diag(S))
}

# ---- the criterion and its gradient, for real and complex parameters ---------------------------------------------------------
model <- function(case) {
  d <- case$data; m <- max(d$visit); s <- structure_(case$structure, m)
  groups <- if (is.null(case$group)) rep(1L, nrow(d)) else d[[case$group]] + 1L
  k <- length(s$names); G <- max(groups)
  first <- lapply(s$names, function(n) lapply(s$f, function(row) lapply(row, D, n)))
  second <- lapply(first, function(f) lapply(s$names, function(n) lapply(f, function(row) lapply(row, D, n))))
  matrixAt <- function(f, theta) { e <- as.list(theta); names(e) <- s$names; matrix(vapply(f, function(row) vapply(row, function(x) as.complex(eval(x, e)), 0i), complex(m)), m, m) }
  X <- as.matrix(d[case$fixed])
  rows <- split(seq_len(nrow(d)), d$participant)
  rows <- lapply(rows, function(r) r[order(d$visit[r])])
  parts <- lapply(rows, function(r) list(X = X[r, , drop = FALSE], y = d$response[r], v = d$visit[r], g = groups[r[1]], rows = r))
  list(case = case, m = m, k = k, G = G, K = k * G, n = nrow(d), p = ncol(X), parts = parts, f = s$f, first = first, second = second, matrixAt = matrixAt, names = s$names)
}
thetaOf <- function(M, theta, g) theta[(g - 1) * M$k + seq_len(M$k)]
matrices <- function(M, theta, what) lapply(seq_len(M$G), function(g) what(thetaOf(M, theta, g)))
plain <- function(z) if (is.complex(z) && all(Im(z) == 0)) Re(z) else z
evaluate <- function(M, theta, gradient = TRUE) {
  S <- matrices(M, theta, function(t) plain(M$matrixAt(M$f, t)))
  dS <- if (gradient) matrices(M, theta, function(t) lapply(M$first, function(f) plain(M$matrixAt(f, t))))
  A <- 0; b <- 0; logDet <- 0
  W <- lapply(M$parts, function(q) solve(S[[q$g]][q$v, q$v, drop = FALSE]))
  for (i in seq_along(M$parts)) { q <- M$parts[[i]]; XW <- t(q$X) %*% W[[i]]; A <- A + XW %*% q$X; b <- b + XW %*% q$y
    if (!is.complex(W[[i]])) logDet <- logDet - as.numeric(determinant(W[[i]])$modulus) }
  Phi <- solve(A); beta <- Phi %*% b
  rss <- 0; score <- rep(0i, M$K)
  for (i in seq_along(M$parts)) {
    q <- M$parts[[i]]; r <- q$y - q$X %*% beta; Wr <- W[[i]] %*% r; rss <- rss + sum(r * Wr)
    if (gradient) { WX <- W[[i]] %*% q$X; inner <- W[[i]] - if (M$case$reml) WX %*% Phi %*% t(WX) else 0
      for (h in seq_len(M$k)) { V <- dS[[q$g]][[h]][q$v, q$v, drop = FALSE]; at <- (q$g - 1) * M$k + h; score[at] <- score[at] + sum(inner * V) - sum(Wr * (V %*% Wr)) } }
  }
  value <- if (is.complex(A)) NA else (M$n - if (M$case$reml) M$p else 0) * log(2 * pi) + logDet + rss + if (M$case$reml) as.numeric(determinant(A)$modulus) else 0
  list(value = value, score = plain(score), Phi = Phi, beta = as.vector(beta), S = S, W = W)
}
step <- 1e-100
complexStep <- function(f, theta) sapply(seq_along(theta), function(j) { t <- as.complex(theta); t[j] <- t[j] + step * 1i * max(1e-3, abs(theta[j])); Im(f(t)) / (step * max(1e-3, abs(theta[j]))) })

# ---- the polished optimum ----------------------------------------------------------------------------------------------------
startingCovariance <- function(case, M) {
  d <- case$data
  d$f <- factor(d$visit); d$p <- factor(d$participant)
  form <- as.formula(paste("response ~ 0 +", paste(case$fixed, collapse = " + ")))
  heterogeneous <- grepl("^hetero|unstr|diag", case$structure)
  correlation <- switch(case$structure, "unstructured" = , "toeplitz" = , "heterogeneous-toeplitz" = corSymm(form = ~ visit | p), "diagonal" = NULL,
    "compound-symmetry" = , "heterogeneous-compound-symmetry" = corCompSymm(form = ~ visit | p), corAR1(form = ~ visit | p))
  fit <- tryCatch(gls(form, d, correlation = correlation, weights = if (heterogeneous) varIdent(form = ~ 1 | f), method = if (case$reml) "REML" else "ML",
    control = glsControl(maxIter = 200, msMaxIter = 500, opt = "optim", returnObject = TRUE)), error = function(e) NULL)
  exact <- case$structure %in% c("unstructured", "ar1", "heterogeneous-ar1", "compound-symmetry", "heterogeneous-compound-symmetry", "diagonal") && is.null(case$group)
  m <- M$m
  if (is.null(fit)) { r <- residuals(lm(form, d)); return(list(S = var(r) * (0.5 * diag(m) + 0.5), logLik = NA)) }
  s <- fit$sigma * if (heterogeneous) coef(fit$modelStruct$varStruct, unconstrained = FALSE, allCoef = TRUE)[as.character(1:m)] else rep(1, m)
  R <- if (is.null(correlation)) diag(m) else { full <- which(lengths(lapply(M$parts, `[[`, "v")) == m)[1]
    if (is.na(full)) diag(m) else corMatrix(fit$modelStruct$corStruct)[[names(M$parts)[full]]] }
  list(S = s * t(s * R), logLik = if (exact) as.numeric(logLik(fit)) else NA)
}
positive <- function(M, theta) all(vapply(matrices(M, theta, function(t) Re(M$matrixAt(M$f, t))), function(S) all(is.finite(S)) && min(eigen(S, TRUE)$values) > 0, NA))
polish <- function(M, theta, most = 100) {
  while (!positive(M, theta)) { S <- matrices(M, theta, function(t) Re(M$matrixAt(M$f, t)))[[1]]; theta <- rep(nearest(M$case$structure, 0.8 * S + 0.2 * diag(diag(S))), M$G) }
  decrement <- Inf; now <- evaluate(M, theta)
  for (iteration in seq_len(most)) {
    H <- complexStep(function(t) evaluate(M, t)$score, theta); H <- (H + t(H)) / 2
    scale <- 1 / sqrt(abs(diag(H))); e <- eigen(scale * t(scale * H), TRUE)
    move <- -scale * as.vector(e$vectors %*% ((t(e$vectors) %*% (scale * now$score)) / pmax(abs(e$values), 1e-3 * (min(e$values) <= 0))))
    d <- sum(now$score * (-move))
    if (min(e$values) > 0 && d < 1e-12 && d > decrement / 4) break
    factor <- 1
    repeat { candidate <- theta + factor * move; if (positive(M, candidate)) { then <- evaluate(M, candidate); if (then$value < now$value + 1e-9 * abs(now$value) * (d < 1e-6)) break }; factor <- factor / 2; if (factor < 1e-12) break }
    if (factor < 1e-12) break
    decrement <- if (min(e$values) > 0) d else Inf; theta <- candidate; now <- then
  }
  stopifnot(min(e$values) > 0, d < 1e-17)
  list(theta = theta, at = now, H = H, decrement = d)
}

# ---- what follows from it ----------------------------------------------------------------------------------------------------
analyse <- function(case, M = model(case), start = startingCovariance(case, M), best = polish(M, rep(nearest(case$structure, start$S), M$G))) {
  logLik <- -best$at$value / 2
  if (!is.na(start$logLik)) stopifnot(start$logLik <= logLik + 1e-6, start$logLik > logLik - 0.05)
  theta <- best$theta; Phi <- best$at$Phi; K <- M$K; p <- M$p; W <- best$at$W
  dPhi <- complexStep(function(t) as.vector(evaluate(M, t, FALSE)$Phi), theta)
  V1 <- matrices(M, theta, function(t) lapply(M$first, function(f) Re(M$matrixAt(f, t))))
  V2 <- matrices(M, theta, function(t) lapply(M$second, function(fs) lapply(fs, function(f) Re(M$matrixAt(f, t)))))
  P <- array(0, c(p, p, K)); Q <- R <- array(0, c(p, p, K, K)); traces <- matrix(0, K, K)
  for (i in seq_along(M$parts)) {
    q <- M$parts[[i]]; w <- W[[i]]; wX <- w %*% q$X
    for (h in seq_len(M$k)) {
      a <- (q$g - 1) * M$k + h; Vh <- V1[[q$g]][[h]][q$v, q$v, drop = FALSE]
      P[, , a] <- P[, , a] - t(wX) %*% Vh %*% wX
      for (j in seq_len(M$k)) {
        b <- (q$g - 1) * M$k + j; Vj <- V1[[q$g]][[j]][q$v, q$v, drop = FALSE]
        Q[, , a, b] <- Q[, , a, b] + t(wX) %*% Vh %*% w %*% Vj %*% wX
        R[, , a, b] <- R[, , a, b] + t(wX) %*% V2[[q$g]][[h]][[j]][q$v, q$v, drop = FALSE] %*% wX
        traces[a, b] <- traces[a, b] + sum((w %*% Vh) * t(w %*% Vj))
      }
    }
  }
  tr <- function(A) sum(diag(A))
  expected <- matrix(0, K, K)
  for (a in 1:K) for (b in 1:K) expected[a, b] <- traces[a, b] + if (case$reml) -2 * tr(Phi %*% Q[, , a, b]) + tr(Phi %*% P[, , a] %*% Phi %*% P[, , b]) else 0
  inverse <- function(A) { s <- 1 / sqrt(diag(A)); s * t(s * solve(s * t(s * A))) }
  covarianceOf <- list(observed = 2 * inverse(best$H), expected = 2 * inverse(expected))
  df <- function(w) sapply(1:p, function(j) { g <- dPhi[(j - 1) * p + j, ]; 2 * Phi[j, j]^2 / sum(g * (w %*% g)) })
  adjustedCovariance <- function(w, second) { A <- matrix(0, p, p); for (a in 1:K) for (b in 1:K) A <- A + w[a, b] * (Q[, , a, b] - P[, , a] %*% Phi %*% P[, , b] - second * R[, , a, b] / 4); Phi + 2 * Phi %*% A %*% Phi }
  adjusted <- function(w, second) sqrt(diag(adjustedCovariance(w, second)))
  first <- M$parts[[1]]; S <- best$at$S
  out <- list(beta = best$at$beta, standardErrors = sqrt(diag(Phi)), logLikelihood = logLik, visitCovariance = S, satterthwaite = df(covarianceOf$observed), expectedSatterthwaite = df(covarianceOf$expected),
    standardisedResiduals = as.vector(forwardsolve(t(chol(S[[first$g]][first$v, first$v])), first$y - first$X %*% best$at$beta)))
  if (case$reml) out <- c(out, list(firstOrder = lapply(covarianceOf, adjusted, 0), secondOrder = lapply(covarianceOf, adjusted, 1)))
  if (isTRUE(case$lmm)) {
    fit <- lmer(as.formula(paste("response ~ 0 +", paste(case$fixed, collapse = " + "), "+ (1 | participant)")), case$data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12)))
    out$pbkrtest <- list(standardErrors = sqrt(diag(as.matrix(vcovAdj(fit)))), degreesOfFreedom = sapply(1:p, function(j) get_Lb_ddf(fit, as.numeric(1:p == j))))
  }
  if (!is.null(case$L)) {
    variance <- function(A) apply(case$L, 1, function(l) sum(l * (A %*% l)))
    dfOf <- function(w) apply(case$L, 1, function(l) { g <- sapply(1:K, function(a) sum(l * (matrix(dPhi[, a], p, p) %*% l))); 2 * sum(l * (Phi %*% l))^2 / sum(g * (w %*% g)) })
    out <- list(logLikelihood = logLik, estimates = as.vector(case$L %*% best$at$beta), standardErrors = sqrt(variance(Phi)), satterthwaite = dfOf(covarianceOf$observed))
    if (case$reml) out <- c(out, list(kenwardRoger = list(standardErrors = sqrt(variance(adjustedCovariance(covarianceOf$expected, 0))), degreesOfFreedom = dfOf(covarianceOf$expected))))
  }
  cat(sprintf("%-60s %14.8f  decrement %.1e  gls %s\n", case$name, logLik, best$decrement, format(start$logLik - logLik, digits = 2)))
  out
}
