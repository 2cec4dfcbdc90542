# The polished optimum of a linear mixed model and what follows from it. Sourced by the scripts beside it.
#
# A case is a list: data (with `response` and `participant`), the names of its fixed and random columns, structure ("unstructured"
# or "diagonal"), reml.
suppressPackageStartupMessages({library(lme4); library(pbkrtest); library(jsonlite)})

# ---- the polished optimum ---------------------------------------------------------------------------------------------------
# Newton's method in the free elements of the Cholesky factor and the residual variance, with the exact derivatives below.
polish <- function(case, data, theta, residual, free) {
  decrement <- Inf
  L <- theta * sqrt(residual)
  for (step in 1:30) {
    d <- derivatives(case, data, L, residual)
    chart <- onChart(case, d, free)
    move <- chart$inverse %*% chart$gradient
    now <- sum(chart$gradient * move)
    if (!(now < decrement / 2)) break
    decrement <- now
    best <- list(theta = L / sqrt(residual), decrement = decrement)
    L[free] <- L[free] - move[seq_along(free)]
    residual <- residual - move[length(move)]
  }
  stopifnot(decrement < 1e-16)
  best
}

fitCase <- function(case) {
  bars <- paste0("(0 + ", paste(case$random, collapse = " + "), if (case$structure == "diagonal") " || " else " | ", "participant)")
  formula <- as.formula(paste("response ~ 0 +", paste(case$fixed, collapse = " + "), "+", bars))
  control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE, check.conv.singular = "ignore",
                         check.scaleX = "ignore")
  data <- case$data
  if (!is.null(case$rescale)) data <- case$rescale(data)
  lf <- lFormula(formula, data, REML = case$reml, control = control)
  deviance <- do.call(mkLmerDevfun, c(lf, list(control = control)))
  opt <- optimizeLmer(deviance, optimizer = "bobyqa", control = list(rhoend = 1e-10, maxfun = 1e5))
  theta <- opt$par
  # One restart, then what is zero stays zero, if the deviance agrees.
  restart <- optimizeLmer(deviance, optimizer = "Nelder_Mead", control = list(maxfun = 1e5), start = theta * 1.1 + 0.01)
  if (restart$fval < opt$fval - 1e-9) theta <- restart$par
  q <- length(case$random)
  zero <- abs(theta) < 1e-4
  if (case$structure == "unstructured") {
    # A column of zeros on and below the diagonal is a rank that is lacking.
    place <- which(lower.tri(diag(q), diag = TRUE), arr.ind = TRUE)
    lackingColumns <- place[place[, 1] == place[, 2] & zero, 2]
    zero <- place[, 2] %in% lackingColumns & (abs(theta) < 1e-3)
  }
  theta[zero] <- 0
  deviance(theta)
  rough <- mkMerMod(environment(deviance), list(par = theta, fval = 0, feval = 0, conv = 0, message = ""), lf$reTrms, fr = lf$fr)
  best <- polish(case, data, theta, sigma(rough)^2, which(!zero))
  stopifnot(deviance(best$theta) <= min(opt$fval, restart$fval) + 1e-9)
  fval <- deviance(best$theta)
  merMod <- mkMerMod(environment(deviance), list(par = best$theta, fval = fval, feval = 0, conv = 0, message = ""), lf$reTrms, fr = lf$fr)
  list(merMod = merMod, theta = best$theta, decrement = best$decrement, free = which(!zero), deviance = fval, data = data, formula = formula)
}

# ---- what follows from it, in blocks of participants -------------------------------------------------------------------------
inverse <- function(M) { d <- 1 / sqrt(diag(M)); d * t(d * solve(d * t(d * M))) }
placesOf <- function(case) { q <- length(case$random); if (case$structure == "diagonal") cbind(1:q, 1:q) else which(lower.tri(diag(q), diag = TRUE), arr.ind = TRUE) }

# Kenward & Roger's P and Q, score and information in the variances and covariances and the residual variance.
derivatives <- function(case, data, elements, s2) {
  X <- as.matrix(data[case$fixed]); Z <- as.matrix(data[case$random]); y <- data$response
  q <- ncol(Z); p <- ncol(X)
  place <- placesOf(case)
  L <- matrix(0, q, q); L[place] <- elements
  G <- L %*% t(L)
  # dV of each variance and covariance, and of the residual variance
  linear <- lapply(seq_len(nrow(place)), function(k) { D <- matrix(0, q, q); D[place[k, 1], place[k, 2]] <- 1; D[place[k, 2], place[k, 1]] <- 1; D })
  blocks <- split(seq_along(y), data$participant)
  r <- length(linear) + 1
  XVX <- matrix(0, p, p); XVy <- numeric(p)
  inv <- list()
  for (i in seq_along(blocks)) {
    rows <- blocks[[i]]; Zi <- Z[rows, , drop = FALSE]; Xi <- X[rows, , drop = FALSE]
    inv[[i]] <- solve(Zi %*% G %*% t(Zi) + s2 * diag(length(rows)))
    XVX <- XVX + t(Xi) %*% inv[[i]] %*% Xi; XVy <- XVy + t(Xi) %*% inv[[i]] %*% y[rows]
  }
  scale <- 1 / sqrt(diag(XVX))
  Phi <- scale * t(scale * solve(scale * t(scale * XVX)))
  beta <- as.vector(Phi %*% XVy)
  P <- array(0, c(r, p, p)); Q <- array(0, c(r, r, p, p)); traces <- matrix(0, r, r); cross <- matrix(0, r, p); quad <- matrix(0, r, r)
  score <- numeric(r)
  for (i in seq_along(blocks)) {
    rows <- blocks[[i]]; Zi <- Z[rows, , drop = FALSE]; Xi <- X[rows, , drop = FALSE]; e <- y[rows] - Xi %*% beta; W <- inv[[i]]
    dV <- c(lapply(linear, function(D) Zi %*% D %*% t(Zi)), list(diag(length(rows))))
    WX <- W %*% Xi; We <- W %*% e
    for (h in 1:r) {
      A <- dV[[h]] %*% WX; a <- dV[[h]] %*% We
      P[h, , ] <- P[h, , ] - t(WX) %*% A
      cross[h, ] <- cross[h, ] + as.vector(t(WX) %*% a)
      score[h] <- score[h] + sum(diag(W %*% dV[[h]])) - sum(We * a)
      for (j in 1:r) {
        Q[h, j, , ] <- Q[h, j, , ] + t(A) %*% W %*% dV[[j]] %*% WX
        traces[h, j] <- traces[h, j] + sum((W %*% dV[[h]]) * t(W %*% dV[[j]]))
        quad[h, j] <- quad[h, j] + sum(a * (W %*% (dV[[j]] %*% We)))
      }
    }
  }
  tr <- function(M) sum(diag(M))
  expected <- observed <- matrix(0, r, r)
  for (h in 1:r) for (j in 1:r) {
    fixedPart <- if (case$reml) -2 * tr(Phi %*% Q[h, j, , ]) + tr(Phi %*% P[h, , ] %*% Phi %*% P[j, , ]) else 0
    expected[h, j] <- traces[h, j] + fixedPart
    observed[h, j] <- -(traces[h, j] + fixedPart) + 2 * quad[h, j] - 2 * cross[h, ] %*% Phi %*% cross[j, ]
    # d2 of log|X'V^-1X| is -tr(Phi P Phi P) + 2 tr(Phi Q), which the sign above has already
  }
  if (case$reml) score <- score + sapply(1:r, function(h) tr(Phi %*% P[h, , ]))
  list(X = X, Z = Z, y = y, q = q, p = p, place = place, L = L, G = G, s2 = s2, linear = linear, blocks = blocks, r = r, Phi = Phi, beta = beta, P = P, Q = Q,
    score = score, expected = expected, observed = observed)
}

# Gradient and Hessian in the free elements of the Cholesky factor, and the residual variance.
onChart <- function(case, d, free) {
  m <- length(free); r <- d$r; q <- d$q; place <- d$place
  J <- matrix(0, r, m + 1); J[r, m + 1] <- 1
  second <- array(0, c(r, m + 1, m + 1))
  coordinates <- function(D) sapply(seq_len(nrow(place)), function(k) D[place[k, 1], place[k, 2]])
  unitOf <- function(a) { E <- matrix(0, q, q); E[place[free[a], , drop = FALSE]] <- 1; E }
  for (a in seq_len(m)) {
    E <- unitOf(a)
    J[-r, a] <- coordinates(E %*% t(d$L) + d$L %*% t(E))
    for (b in seq_len(m)) { F <- unitOf(b); second[-r, a, b] <- coordinates(E %*% t(F) + F %*% t(E)) }
  }
  H <- t(J) %*% d$observed %*% J
  for (k in 1:r) H <- H + d$score[k] * second[k, , ]
  stopifnot(min(eigen(H / sqrt(outer(diag(H), diag(H))))$values) > 0)
  list(J = J, gradient = t(J) %*% d$score, inverse = inverse(H))
}

# `combinations`: weights of fixed effects, one combination in each row.
analyse <- function(case, fit, combinations = NULL) {
  data <- fit$data
  d <- derivatives(case, data, fit$theta * sigma(fit$merMod), sigma(fit$merMod)^2)
  for (name in names(d)) assign(name, d[[name]])
  singular <- length(fit$free) < length(fit$theta)
  derivative <- lapply(1:r, function(h) -Phi %*% P[h, , ] %*% Phi)
  satterthwaite <- function(W, derivative, l) { v <- sum(l * (Phi %*% l)); g <- sapply(derivative, function(D) sum(l * (D %*% l))); 2 * v^2 / sum(g * (W %*% g)) }
  if (singular) {
    # On the face: the observed information in the free elements.
    chart <- onChart(case, d, fit$free)
    W <- 2 * chart$inverse
    faceDerivative <- lapply(seq_len(ncol(chart$J)), function(a) Reduce(`+`, lapply(1:r, function(k) chart$J[k, a] * derivative[[k]])))
  } else { W <- 2 * inverse(observed); faceDerivative <- derivative }
  Lambda <- function(W) {
    inner <- matrix(0, p, p)
    for (h in 1:r) for (j in 1:r) inner <- inner + W[h, j] * (Q[h, j, , ] - P[h, , ] %*% Phi %*% P[j, , ])
    Phi + 2 * Phi %*% inner %*% Phi
  }
  We <- 2 * inverse(expected)
  K <- if (is.null(case$K)) diag(p) else case$K
  randomK <- if (is.null(case$K)) diag(q) else case$randomK
  size <- if (is.null(case$K)) 1 else case$unit
  shift <- if (is.null(case$K)) 0 else case$shift
  errors <- function(M) size * sqrt(diag(K %*% M %*% t(K)))
  unit <- lapply(1:p, function(j) K[j, ])
  result <- list(beta = size * as.vector(K %*% beta) + shift, standardErrors = errors(Phi), G = size^2 * randomK %*% G %*% t(randomK), residualVariance = size^2 * s2,
    satterthwaite = sapply(unit, function(l) satterthwaite(W, faceDerivative, l)),
    expectedSatterthwaite = sapply(unit, function(l) satterthwaite(We, derivative, l)))
  if (case$reml) {
    result$kenwardRoger <- list(standardErrors = errors(Lambda(We)), degreesOfFreedom = sapply(unit, function(l) satterthwaite(We, derivative, l)))
    if (!singular) result$kenwardRogerObserved <- list(standardErrors = errors(Lambda(W)), degreesOfFreedom = sapply(unit, function(l) satterthwaite(W, derivative, l)))
    if (length(y) <= 1800 && !identical(as.vector(G), 0)) {
      adj <- vcovAdj(fit$merMod)
      result$pbkrtest <- list(standardErrors = unname(errors(as.matrix(adj))), degreesOfFreedom = sapply(unit, function(l) get_Lb_ddf(fit$merMod, l)))
    }
  }
  # Several contrasts at once: all fixed effects but the first.
  if (p > 2 && is.null(case$K)) {
    Lrows <- diag(p)[-1, , drop = FALSE]
    est <- as.vector(Lrows %*% beta); C <- Lrows %*% Phi %*% t(Lrows)
    e <- eigen(C)
    rotated <- t(e$vectors) %*% Lrows
    dfs <- apply(rotated, 1, function(l) satterthwaite(W, faceDerivative, l))
    E <- sum((dfs / (dfs - 2))[dfs > 2]); k <- nrow(Lrows)
    result$satterthwaiteF <- list(statistic = sum(est * solve(C, est)) / k, denominator = 2 * E / (E - k))
    if (!is.null(result$pbkrtest)) {
      test <- KRmodcomp(fit$merMod, Lrows)$stats
      result$pbkrtestF <- list(statistic = unname(test$Fstat), unscaled = unname(test$FstatU), denominator = unname(test$ddf))
    }
  }
  if (!is.null(combinations)) {
    each <- lapply(seq_len(nrow(combinations)), function(i) combinations[i, ])
    combined <- function(M) sapply(each, function(l) sqrt(sum(l * (M %*% l))))
    result$combinations <- list(estimates = as.vector(combinations %*% beta), standardErrors = combined(Phi), degreesOfFreedom = sapply(each, function(l) satterthwaite(W, faceDerivative, l)))
    if (case$reml && !identical(as.vector(G), 0)) {
      adj <- as.matrix(vcovAdj(fit$merMod))
      result$combinationsKenwardRoger <- list(standardErrors = combined(adj), degreesOfFreedom = sapply(each, function(l) get_Lb_ddf(fit$merMod, l)))
    }
  }
  # Predicted random effects and their conditional standard deviations, of the first three participants.
  effects <- lapply(blocks[1:3], function(rows) {
    Zi <- Z[rows, , drop = FALSE]; W <- solve(Zi %*% G %*% t(Zi) + s2 * diag(length(rows)))
    list(estimates = size * as.vector(randomK %*% G %*% t(Zi) %*% W %*% (y[rows] - X[rows, , drop = FALSE] %*% beta)),
         standardDeviations = size * sqrt(pmax(0, diag(randomK %*% (G - G %*% t(Zi) %*% W %*% Zi %*% G) %*% t(randomK)))))
  })
  result$effects <- unname(effects)
  result$logLikelihood <- -fit$deviance / 2 - (length(y) - if (case$reml) p else 0) * log(size) + if (case$reml) as.numeric(determinant(K)$modulus) else 0
  if (is.null(case$K)) {
    # What lmer finds with its default optimiser: how far it stops below the optimum, and by how much its largest variance is off.
    default <- suppressMessages(suppressWarnings(lmer(fit$formula, data, REML = case$reml)))
    off <- max(abs(unlist(lapply(VarCorr(default), function(V) diag(as.matrix(V)))) - diag(G)) / max(diag(G), 1e-300))
    result$default <- list(below = result$logLikelihood - as.numeric(logLik(default)), variancesOff = off)
  }
  result$singular <- singular
  result$decrement <- fit$decrement
  result$checkBeta <- max(abs(beta - unname(fixef(fit$merMod))) / sqrt(diag(Phi)))
  result
}
# Vectors stay vectors in JSON, also those of one element.
vectors <- c("beta", "standardErrors", "satterthwaite", "expectedSatterthwaite", "degreesOfFreedom", "estimates", "standardDeviations")
boxed <- function(x, name = "") {
  if (is.list(x)) return(mapply(boxed, x, if (is.null(names(x))) rep("", length(x)) else names(x), SIMPLIFY = FALSE))
  if (name %in% vectors) I(x) else x
}
versions <- c(R = R.version.string, sapply(c("lme4", "pbkrtest", "nlme", "jsonlite"), function(p) as.character(packageVersion(p))))
