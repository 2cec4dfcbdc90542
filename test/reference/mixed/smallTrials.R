# Reference values for linear mixed models of small random trials: 8 to 40 participants in two or three arms, 3 to 6 visits, values missing at
# random, unequal and own visit times, covariates; a random intercept, an intercept and a slope that covary or not, or slopes before and after
# a hinge; REML and ML. Many fits are singular. Run from the repository's root: Rscript test/reference/mixed/smallTrials.R
#
# The criterion is lme4's, searched from several starts and polished by Newton's method with exact derivatives; where the covariance lacks a rank the
# point is checked to be pushed against the boundary (smallFit.R). Kenward-Roger is pbkrtest's, for a merMod at that
# optimum, checked by the formulas of the 1997 paper. Satterthwaite's degrees of freedom use exact second derivatives and are checked
# against lmerTest's numerical ones. smallTrials.json has the data and fits, smallTrialTests.json contrasts, means and nested fits of the same trials.
source("test/reference/fixture.R")
source("test/reference/mixed/polishedFit.R")
source("test/reference/mixed/smallFit.R")
suppressPackageStartupMessages(library(lmerTest))
seed <- 20261130
set.seed(seed)
trials <- 200

# ---- random trials ----------------------------------------------------------------------------------------------------------
randomCase <- function(index) {
  kind <- sample(c("intercept", "slope", "diagonal", "hinge"), 1, prob = c(0.25, 0.4, 0.2, 0.15))
  arms <- sample(2:3, 1, prob = c(0.65, 0.35))
  n <- if (kind == "hinge") sample(16:32, 1) else if (runif(1) < 0.6) sample(8:18, 1) else sample(19:40, 1)
  visits <- if (kind == "hinge") sample(5:6, 1) else sample(3:6, 1, prob = c(0.35, 0.3, 0.2, 0.15))
  planned <- if (kind == "hinge") sort(c(-3, 0, sample(c(-2, -1, 1, 2, 4, 6), visits - 2))) else if (runif(1) < 0.5) 0:(visits - 1) else c(0, sort(sample(c(1, 2, 3, 6, 9, 12), visits - 1)))
  unit <- if (runif(1) < 0.12) 30 else 1
  jitter <- runif(1) < 0.3
  spread <- c(one(c(0.3, 1.5, 4, 6)), one(c(0, 0.2, 0.5, 0.9)), one(c(0, 0.3, 0.6)))
  r <- one(c(-0.9, -0.4, 0, 0.4, 0.95))
  residual <- round(runif(1, 0.6, 2.5), 1)
  rate <- one(c(0, 0.05, 0.12))
  digits <- sample(0:1, 1)
  withAge <- runif(1) < 0.35
  rows <- lapply(seq_len(n), function(i) {
    arm <- (i - 1) %% arms
    t <- planned + if (jitter) round(runif(visits, -0.3, 0.3), 1) * (planned != 0) else 0
    z <- rnorm(3); b <- spread * c(z[1], r * z[1] + sqrt(1 - r^2) * z[2], z[3])
    age <- round(rnorm(1, 58, 9))
    y <- 38 + b[1] - 0.1 * (age - 58) * withAge + (-0.8 + b[2]) * if (kind == "hinge") pmin(t, 0) else t
    if (kind == "hinge") y <- y + (-0.8 + 0.4 * arm + b[3]) * pmax(t, 0) else y <- y + 0.3 * arm * t
    y <- round(y + rnorm(visits, 0, residual), digits)
    # At random: who has lost more since the first visit leaves sooner. A visit is missed now and then.
    keep <- runif(visits) > 0.07
    for (v in seq_len(visits - 1)) if (runif(1) < rate * exp(pmin(2, (y[1] - y[v]) / 6))) { keep[(v + 1):visits] <- FALSE; break }
    if (!any(keep)) keep[sample(visits, 1)] <- TRUE
    data.frame(participant = i, response = y, time = t * unit, arm = arm, age = age)[keep, ]
  })
  d <- do.call(rbind, rows)
  d$intercept <- 1
  time <- if (kind == "hinge") c("pre", "post") else "time"
  if (kind == "hinge") { d$pre <- pmin(d$time, 0); d$post <- pmax(d$time, 0) }
  fixed <- c("intercept", time)
  for (k in seq_len(arms - 1)) {
    d[[paste0("arm", k)]] <- as.numeric(d$arm == k)
    for (column in time) d[[paste0(column, k)]] <- d[[column]] * (d$arm == k)
    fixed <- c(fixed, if (kind != "hinge" && runif(1) < 0.5) paste0("arm", k), paste0(time, k))
  }
  if (withAge) fixed <- c(fixed, "age")
  list(name = sprintf("trial %d, %s", index, kind), data = d, fixed = fixed, random = if (kind == "intercept") "intercept" else c("intercept", time),
       structure = if (kind == "diagonal" || (kind == "hinge" && runif(1) < 0.4)) "diagonal" else "unstructured", reml = runif(1) < 0.68, kind = kind, time = time)
}

# ---- what follows from it ---------------------------------------------------------------------------------------------------
tr <- function(M) sum(diag(M))
worst <- list(kenwardRoger = 0, lmerTest = 0, decrement = 0)
follow <- function(fit, combinations, joint) {
  case <- fit$case
  s2 <- sigma(fit$merMod)^2
  d <- derivatives(case, case$data, fit$theta * sqrt(s2), s2)
  worst$decrement <<- max(worst$decrement, fit$decrement)
  singular <- length(fit$free) < length(fit$theta)
  change <- lapply(1:d$r, function(h) -d$Phi %*% d$P[h, , ] %*% d$Phi)
  alongFace <- function() { chart <- onChart(case, d, fit$free); list(W = 2 * chart$inverse, change = lapply(seq_len(ncol(chart$J)), function(a) Reduce(`+`, lapply(1:d$r, function(k) chart$J[k, a] * change[[k]])))) }
  observed <- if (singular) alongFace() else list(W = 2 * inverse(d$observed), change = change)
  expected <- list(W = 2 * inverse(d$expected), change = change)
  satterthwaite <- function(by, l) { v <- sum(l * (d$Phi %*% l)); g <- sapply(by$change, function(D) sum(l * (D %*% l))); 2 * v^2 / sum(g * (by$W %*% g)) }
  unit <- lapply(1:d$p, function(j) as.numeric(1:d$p == j))
  rows <- lapply(seq_len(nrow(combinations)), function(i) combinations[i, ])
  errors <- function(M, rows) sapply(rows, function(l) sqrt(sum(l * (M %*% l))))
  back <- order(fit$order)
  out <- list(beta = d$beta, standardErrors = errors(d$Phi, unit), satterthwaite = sapply(unit, function(l) satterthwaite(observed, l)),
    expected = sapply(unit, function(l) satterthwaite(expected, l)), G = d$G[back, back, drop = FALSE], residualVariance = s2, logLikelihood = -fit$deviance / 2,
    rank = if (case$structure == "diagonal") length(fit$free) else length(unique(placesOf(case)[fit$free, 2])))
  tests <- list(estimates = as.vector(combinations %*% d$beta), standardErrors = errors(d$Phi, rows), satterthwaite = sapply(rows, function(l) satterthwaite(observed, l)))
  # F of several contrasts: Fai & Cornelius, in the principal axes of their covariance.
  C <- joint %*% d$Phi %*% t(joint); e <- eigen(C, TRUE)
  axes <- t(e$vectors) %*% joint
  nu <- apply(axes, 1, function(l) satterthwaite(observed, l)); k <- nrow(joint)
  estimate <- as.vector(joint %*% d$beta)
  E <- sum((nu / (nu - 2))[nu > 2])
  tests$f <- list(statistic = sum(estimate * solve(C, estimate)) / k, denominator = if (all(nu > 2)) 2 * E / (E - k) else NA)
  if (case$reml) {
    inner <- matrix(0, d$p, d$p)
    for (h in 1:d$r) for (j in 1:d$r) inner <- inner + expected$W[h, j] * (d$Q[h, j, , ] - d$P[h, , ] %*% d$Phi %*% d$P[j, , ])
    Lambda <- d$Phi + 2 * d$Phi %*% inner %*% d$Phi
    if (any(d$G != 0)) {
      adjusted <- as.matrix(vcovAdj(fit$merMod))
      df <- sapply(unit, function(l) get_Lb_ddf(fit$merMod, l))
      off <- max(abs(adjusted - Lambda) / sqrt(outer(diag(Lambda), diag(Lambda))), abs(df / out$expected - 1))
      worst$kenwardRoger <<- max(worst$kenwardRoger, off)
      stopifnot(off < 1e-7)
      test <- KRmodcomp(fit$merMod, joint)$stats
      tests$kenwardRogerF <- list(statistic = unname(test$Fstat), denominator = unname(test$ddf), scale = unname(test$F.scaling))
      out$expected <- df; Lambda <- adjusted
    }
    out$kenwardRoger <- errors(Lambda, unit)
    tests$kenwardRoger <- errors(Lambda, rows)
    tests$expected <- sapply(rows, function(l) satterthwaite(expected, l))
  }
  if (case$reml && !singular) {
    usual <- tryCatch(suppressMessages(suppressWarnings(lmerTest::lmer(formulaOf(case), case$data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10), check.scaleX = "ignore")))), error = function(e) NULL)
    if (!is.null(usual) && abs(as.numeric(logLik(usual)) + fit$deviance / 2) < 1e-7) {
      off <- abs(sapply(unit, function(l) contest1D(usual, l)$df) / out$satterthwaite - 1)
      worst$lmerTest <<- max(worst$lmerTest, off)
      out$lmerTest <- max(off)
    }
  }
  people <- unique(case$data$participant)[1:2]
  out$effects <- lapply(people, function(i) {
    rows <- which(case$data$participant == i); Z <- d$Z[rows, , drop = FALSE]; W <- solve(Z %*% d$G %*% t(Z) + s2 * diag(length(rows)))
    list(estimates = as.vector(d$G %*% t(Z) %*% W %*% (d$y[rows] - d$X[rows, , drop = FALSE] %*% d$beta))[back],
         standardDeviations = sqrt(pmax(0, diag(d$G - d$G %*% t(Z) %*% W %*% Z %*% d$G)))[back])
  })
  list(fit = out, tests = tests)
}

# A second model, of which the trial's is a special case or the other way round.
nested <- function(case) {
  other <- case
  if (!case$reml && runif(1) < 0.5) { other$fixed <- setdiff(case$fixed, tail(case$fixed, 1)); return(list(restricted = other, full = case)) }
  if (case$kind == "intercept") { other$random <- c("intercept", case$time); other$structure <- one(c("diagonal", "unstructured")); return(list(restricted = case, full = other)) }
  if (case$structure == "unstructured" && runif(1) < 0.5) other$structure <- "diagonal" else { other$random <- "intercept" }
  list(restricted = other, full = case)
}

fits <- tests <- list()
index <- 0
while (length(fits) < trials) {
  index <- index + 1
  case <- randomCase(index)
  d <- case$data
  p <- length(case$fixed)
  # A mean of the treated late in the trial, a difference of slopes, and a combination of all.
  at <- unlist(d[nrow(d), case$fixed])
  combinations <- rbind(at, as.numeric(1:p == p) - as.numeric(1:p == 2), round(runif(p, -1, 1), 1))
  if (any(rowSums(abs(combinations)) == 0)) combinations[3, ] <- 1
  joint <- diag(p)[sort(sample(p, min(p - 1, sample(2:3, 1)))), , drop = FALSE]
  pair <- nested(case)
  result <- tryCatch({
    fit <- fitSmall(case)
    analysed <- follow(fit, combinations, joint)
    devianceOf <- function(which) if (identical(pair[[which]]$random, case$random) && identical(pair[[which]]$structure, case$structure) && identical(pair[[which]]$fixed, case$fixed)) fit$deviance else fitSmall(pair[[which]])$deviance
    parameters <- function(model) { q <- length(model$random); length(model$fixed) + 1 + if (model$structure == "diagonal") q else q * (q + 1) / 2 }
    deviances <- sapply(c("restricted", "full"), devianceOf)
    df <- parameters(pair$full) - parameters(pair$restricted)
    statistic <- max(0, unname(deviances[1] - deviances[2]))
    list(comparison = list(restricted = -unname(deviances[1]) / 2, full = -unname(deviances[2]) / 2, degreesOfFreedom = df, pValue = pchisq(statistic, df, lower.tail = FALSE)))
  }, error = function(e) stop(case$name, ": ", conditionMessage(e)))
  out <- analysed$fit
  cat(sprintf("%-22s n %2d rows %3d rank %d of %d %-12s %s logLik %.6f decrement %.0e lmerTest %s\n", case$name, length(unique(d$participant)), nrow(d), out$rank, length(case$random), case$structure,
    if (case$reml) "REML" else "ML", out$logLikelihood, fit$decrement, format(out$lmerTest, digits = 2)))
  out$lmerTest <- NULL
  visits <- as.vector(table(factor(d$participant, unique(d$participant))))
  first <- !duplicated(d$participant)
  lower <- out$G[lower.tri(out$G, TRUE)]
  fits[[length(fits) + 1]] <- digits12(list(name = case$name, fixed = listed(case$fixed), random = listed(case$random), structure = case$structure, reml = case$reml,
    visits = listed(visits), arm = listed(d$arm[first]), age = if ("age" %in% case$fixed) listed(d$age[first]), time = listed(d$time), response = listed(d$response),
    beta = listed(out$beta), standardErrors = listed(out$standardErrors), satterthwaite = listed(out$satterthwaite), expected = listed(out$expected), kenwardRoger = if (case$reml) listed(out$kenwardRoger),
    G = listed(lower), residualVariance = out$residualVariance, logLikelihood = out$logLikelihood, rank = out$rank,
    effects = lapply(out$effects, function(e) lapply(e, listed))))
  t <- analysed$tests
  described <- function(model) list(fixed = listed(model$fixed), random = listed(model$random), structure = model$structure)
  tests[[length(tests) + 1]] <- digits12(list(name = case$name, combinations = combinations, joint = listed(apply(joint, 1, which.max) - 1),
    estimates = listed(t$estimates), standardErrors = listed(t$standardErrors), satterthwaite = listed(t$satterthwaite), f = t$f, expected = if (case$reml) listed(t$expected),
    kenwardRoger = if (case$reml) listed(t$kenwardRoger), kenwardRogerF = t$kenwardRogerF,
    nested = c(list(restricted = described(pair$restricted), full = described(pair$full)), list(logLikelihood = listed(c(result$comparison$restricted, result$comparison$full)), degreesOfFreedom = result$comparison$degreesOfFreedom, pValue = result$comparison$pValue))))
}
cat("of", index, "trials;", "worst: "); str(worst)
packages <- c("lme4", "pbkrtest", "lmerTest")
writeFixture("smallTrials", seed, fits, packages)
writeFixture("smallTrialTests", seed, tests, packages)
