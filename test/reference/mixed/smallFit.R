# The optimum of lme4's criterion for small trials, on the boundary or inside. Sourced by the scripts beside it, after polishedFit.R.
one <- function(x) x[[sample(length(x), 1)]]
digits12 <- function(x) if (is.list(x)) lapply(x, digits12) else if (is.numeric(x)) signif(x, 12) else x
listed <- function(x) as.list(unname(x))

formulaOf <- function(case) as.formula(paste("response ~ 0 +", paste(case$fixed, collapse = " + "), "+",
  paste0("(0 + ", paste(case$random, collapse = " + "), if (case$structure == "diagonal") " || " else " | ", "participant)")))
factorOf <- function(case, theta) { q <- length(case$random); L <- matrix(0, q, q); L[placesOf(case)] <- theta; L }
sizesOf <- function(case) sqrt(colMeans(as.matrix(case$data[case$random])^2))
criterionOf <- function(case) {
  control <- lmerControl(calc.derivs = FALSE, check.conv.singular = "ignore", check.scaleX = "ignore", check.nobs.vs.nRE = "ignore")
  lf <- lFormula(formulaOf(case), case$data, REML = case$reml, control = control)
  list(lf = lf, deviance = do.call(mkLmerDevfun, c(lf, list(control = control))))
}
search <- function(case) {
  criterion <- criterionOf(case)
  sizes <- sizesOf(case)
  start <- function(scale) { L <- diag(scale / sizes, length(sizes)); L[placesOf(case)] }
  found <- lapply(list(1, 0.15, 6), function(scale) optimizeLmer(criterion$deviance, optimizer = "bobyqa", control = list(rhoend = 1e-10, maxfun = 1e5), start = start(scale)))
  found <- c(found, list(optimizeLmer(criterion$deviance, optimizer = "Nelder_Mead", control = list(maxfun = 1e5), start = found[[1]]$par * 1.1 + 0.01)))
  values <- sapply(found, `[[`, "fval")
  list(theta = found[[which.min(values)]]$par, lowest = min(values))
}
# Polished, and searched on where the likelihood rises with a variance that was lacking.
fitSmall <- function(case) {
  rough <- search(case)
  for (round in 1:5) {
    fit <- polishFrom(case, rough)
    s2 <- sigma(fit$merMod)^2
    d <- derivatives(fit$case, case$data, fit$theta * sqrt(s2), s2)
    out <- wayOut(fit$case, d)
    if (out$slope > -1e-6) return(fit)
    back <- order(fit$order)
    G <- (d$G + 0.01 * s2 / max(colMeans(d$Z^2)) * out$direction %*% t(out$direction))[back, back, drop = FALSE] / s2
    L <- t(chol(G + 1e-8 * diag(diag(G) + 1e-8, nrow(G))))
    found <- optimizeLmer(criterionOf(case)$deviance, optimizer = "bobyqa", control = list(rhoend = 1e-10, maxfun = 1e5), start = L[placesOf(case)])
    rough <- list(theta = found$par, lowest = min(rough$lowest, found$fval))
  }
  stop(case$name, ": no optimum")
}
# Columns that vary come first, so that what is lacking are the last columns of the factor.
polishFrom <- function(case, rough) {
  sizes <- sizesOf(case)
  L <- factorOf(case, rough$theta)
  G <- (sizes * L) %*% t(sizes * L)
  q <- ncol(L)
  if (case$structure == "diagonal") { order <- seq_len(q); zero <- diag(G) < 1e-6 }
  else {
    rank <- sum(eigen(G, TRUE)$values > 1e-6)
    pivoted <- suppressWarnings(chol(G, pivot = TRUE))
    order <- attr(pivoted, "pivot")
    case$random <- case$random[order]
    L <- t(pivoted) / sizes[order]
    L[, seq_len(q) > rank] <- 0
    zero <- (placesOf(case)[, 2]) > rank
  }
  theta <- L[placesOf(case)]; theta[zero] <- 0
  criterion <- criterionOf(case)
  criterion$deviance(theta)
  merMod <- function(par) {
    value <- criterion$deviance(par)
    mkMerMod(environment(criterion$deviance), list(par = par, fval = value, feval = 0, conv = 0, message = ""), criterion$lf$reTrms, fr = criterion$lf$fr)
  }
  best <- polish(case, case$data, theta, sigma(merMod(theta))^2, which(!zero))
  fitted <- merMod(best$theta)
  value <- criterion$deviance(best$theta)
  stopifnot(value <= rough$lowest + 1e-8)
  list(case = case, order = order, merMod = fitted, theta = best$theta, free = which(!zero), deviance = value, lowest = rough$lowest, decrement = best$decrement)
}
# Where no variance is, the likelihood must not rise with some: the least slope of the criterion in directions that are lacking.
wayOut <- function(case, d) {
  S <- matrix(0, d$q, d$q)
  for (k in seq_along(d$linear)) S <- S + d$linear[[k]] * d$score[k] / (1 + (d$place[k, 1] != d$place[k, 2]))
  lacking <- if (case$structure == "diagonal") diag(d$q)[, diag(d$G) == 0, drop = FALSE] else { v <- eigen(d$G, TRUE); v$vectors[, v$values < 1e-12 * max(v$values, 1e-300) | v$values == 0, drop = FALSE] }
  if (ncol(lacking) == 0) return(list(slope = Inf))
  within <- t(lacking) %*% S %*% lacking
  if (case$structure == "diagonal") within <- diag(diag(within), nrow(within))
  e <- eigen(within, TRUE)
  list(slope = min(e$values), direction = lacking %*% e$vectors[, which.min(e$values)])
}
