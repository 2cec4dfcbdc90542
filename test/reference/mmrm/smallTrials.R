# Reference values for mixed models for repeated measures of small random trials: 8 to 40 participants in two or three arms, 3 to 6 visits, values
# missing at random and now and then; every structure, one covariance or one for each arm, REML and ML. Run from the repository's
# root: Rscript test/reference/mmrm/smallTrials.R
#
# The likelihood is searched from nlme's gls where it has the structure and from two other points, and polished by Newton's method
# (functions.R). Trials of which no search finds an optimum are kept: a fit must refuse them. smallTrials.json has the data and fits,
# smallTrialTests.json likelihood-ratio tests of the same trials.
source("test/reference/fixture.R")
source("test/reference/mmrm/functions.R")
seed <- 20261201
set.seed(seed)
trials <- 210
one <- function(x) x[[sample(length(x), 1)]]
simple <- c("ar1", "heterogeneous-ar1", "compound-symmetry", "diagonal")
above <- list(diagonal = c("heterogeneous-ar1", "heterogeneous-compound-symmetry", "unstructured"), ar1 = c("heterogeneous-ar1", "toeplitz", "ante-dependence", "heterogeneous-toeplitz", "unstructured"),
  "compound-symmetry" = c("heterogeneous-compound-symmetry", "toeplitz", "unstructured"), toeplitz = c("heterogeneous-toeplitz", "unstructured"), "ante-dependence" = c("heterogeneous-ante-dependence", "unstructured"),
  "heterogeneous-ar1" = c("heterogeneous-toeplitz", "heterogeneous-ante-dependence", "unstructured"), "heterogeneous-compound-symmetry" = c("heterogeneous-toeplitz", "unstructured"),
  "heterogeneous-toeplitz" = "unstructured", "heterogeneous-ante-dependence" = "unstructured")
parameters <- function(structure, m) switch(structure, "unstructured" = m * (m + 1) / 2, "toeplitz" = , "ante-dependence" = , "diagonal" = m, "ar1" = , "compound-symmetry" = 2,
  "heterogeneous-ar1" = , "heterogeneous-compound-symmetry" = m + 1, 2 * m - 1)

# ---- random trials ----------------------------------------------------------------------------------------------------------
randomCase <- function(index) {
  m <- sample(3:6, 1, prob = c(0.35, 0.35, 0.2, 0.1))
  arms <- sample(2:3, 1, prob = c(0.75, 0.25))
  restricted <- one(names(above)); full <- one(above[[restricted]])
  byArm <- restricted %in% simple && runif(1) < 0.3
  if (byArm) full <- restricted
  n <- max(8 + (full == "unstructured") * 2 * m, if (byArm) 6 * arms else 0, if (runif(1) < 0.6) sample(8:20, 1) else sample(21:40, 1))
  s <- round(runif(m, 2, 6), 1); r <- runif(1, 0.3, 0.9)
  R <- if (runif(1) < 0.5) r^abs(outer(1:m, 1:m, "-")) else r + (1 - r) * diag(m)
  root <- t(chol(s * t(s * R)))
  rate <- one(c(0, 0.06, 0.12)); withBase <- runif(1) < 0.35; digits <- sample(0:1, 1)
  rows <- lapply(seq_len(n), function(i) {
    arm <- (i - 1) %% arms; base <- round(rnorm(1, 38, 5))
    y <- round(withBase * 0.6 * (base - 38) + 36 - 1.1 * (1:m) + 0.5 * arm * (1:m) + as.vector(root %*% rnorm(m)), digits)
    keep <- runif(m) > 0.06
    for (v in seq_len(m - 1)) if (runif(1) < rate * exp(pmin(2, (36 - y[v]) / 8))) { keep[(v + 1):m] <- FALSE; break }
    if (!any(keep)) keep[sample(m, 1)] <- TRUE
    data.frame(participant = i, arm = arm, base = base, visit = (1:m)[keep], response = y[keep])
  })
  d <- do.call(rbind, rows)
  d <- d[sample(nrow(d)), ]
  d$intercept <- 1; d$time <- d$visit
  fixed <- if (runif(1) < 0.6) { for (v in 1:m) d[[paste0("v", v)]] <- as.numeric(d$visit == v); paste0("v", 1:m) } else c("intercept", "time")
  for (k in seq_len(arms - 1)) { d[[paste0("arm", k)]] <- as.numeric(d$arm == k); d[[paste0("time", k)]] <- d$time * (d$arm == k); fixed <- c(fixed, paste0("arm", k), if (runif(1) < 0.6) paste0("time", k)) }
  if (withBase) fixed <- c(fixed, "base")
  case <- list(name = sprintf("trial %d, %s%s", index, full, if (byArm) " by arm" else ""), m = m, arms = arms, data = d, structure = full, fixed = fixed, reml = runif(1) < 0.68, group = if (byArm) "arm")
  other <- case; other$structure <- restricted; other["group"] <- list(NULL)
  if (!case$reml && runif(1) < 0.3) { other <- case; other$fixed <- head(case$fixed, -1) }
  list(full = case, restricted = other)
}

# ---- the optimum ------------------------------------------------------------------------------------------------------------
fitSmall <- function(case) {
  M <- model(case)
  if (max(table(case$data$visit)) < 3) return(NULL)
  r <- residuals(lm(as.formula(paste("response ~ 0 +", paste(case$fixed, collapse = " + "))), case$data))
  v <- tapply(r^2, factor(case$data$visit, 1:case$m), mean); v <- pmax(v, 0.05 * mean(v)); s <- sqrt(as.vector(v))
  start <- function(R) s * t(s * R)
  lag <- abs(outer(1:case$m, 1:case$m, "-"))
  gls <- if (is.null(case$group) && (case$structure != "unstructured" || case$m < 5)) startingCovariance(case, M) else list(S = start(0.2^lag), logLik = NA)
  found <- lapply(list(gls$S, start(0.7^lag), start(0.4 + 0.6 * diag(case$m))), function(S) tryCatch(polish(M, rep(nearest(case$structure, S), M$G), 40), error = function(e) NULL))
  found <- found[!vapply(found, is.null, NA)]
  if (length(found) == 0) return(NULL)
  values <- vapply(found, function(f) f$at$value, 0)
  best <- found[[which.min(values)]]
  if (!is.na(gls$logLik)) { worst$gls <<- max(worst$gls, -best$at$value / 2 - gls$logLik); stopifnot(gls$logLik <= -best$at$value / 2 + 1e-6) }
  list(M = M, best = best, optima = length(unique(round(values, 6))))
}
worst <- list(gls = 0)

digits12 <- function(x) if (is.list(x)) lapply(x, digits12) else if (is.numeric(x)) signif(x, 12) else x
listed <- function(x) as.list(unname(x))
fits <- tests <- list()
refused <- several <- 0
for (index in seq_len(trials)) {
  pair <- randomCase(index)
  case <- pair$full; d <- case$data
  fit <- fitSmall(case)
  first <- !duplicated(d$participant); people <- d[first, ]; people <- people[order(people$participant), ]
  seen <- vapply(people$participant, function(i) paste(d$visit[d$participant == i], collapse = ""), "")
  # Rows by participant: the responses follow the visits of `seen`.
  responses <- unlist(lapply(people$participant, function(i) d$response[d$participant == i]))
  described <- list(name = case$name, structure = case$structure, fixed = listed(case$fixed), reml = case$reml, byArm = !is.null(case$group), seen = listed(seen), arm = listed(people$arm),
    base = if ("base" %in% case$fixed) listed(people$base), response = listed(responses))
  if (is.null(fit)) { cat(case$name, nrow(d), "rows: no optimum\n"); refused <- refused + 1; fits[[index]] <- described; next }
  several <- several + (fit$optima > 1)
  out <- analyse(case, fit$M, list(S = NULL, logLik = NA), fit$best)
  lower <- function(S) listed(S[lower.tri(S, TRUE)])
  fits[[index]] <- digits12(c(described, list(beta = listed(out$beta), standardErrors = listed(out$standardErrors), logLikelihood = out$logLikelihood, covariance = lapply(out$visitCovariance, lower),
    satterthwaite = listed(out$satterthwaite), expected = listed(out$expectedSatterthwaite), residuals = listed(out$standardisedResiduals)),
    if (case$reml) list(firstOrder = listed(out$firstOrder$expected), firstOrderObserved = listed(out$firstOrder$observed), secondOrder = listed(out$secondOrder$expected))))
  other <- fitSmall(pair$restricted)
  if (is.null(other)) { cat("   restricted:", pair$restricted$structure, "no optimum\n"); next }
  count <- function(one) length(one$fixed) + parameters(one$structure, one$m) * if (is.null(one$group)) 1 else one$arms
  values <- c(-other$best$at$value, -fit$best$at$value) / 2
  statistic <- max(0, 2 * diff(values)); df <- count(case) - count(pair$restricted)
  tests[[length(tests) + 1]] <- digits12(list(trial = case$name, restricted = list(structure = pair$restricted$structure, fixed = listed(pair$restricted$fixed), byArm = !is.null(pair$restricted$group)),
    logLikelihood = listed(values), degreesOfFreedom = df, pValue = pchisq(statistic, df, lower.tail = FALSE)))
}
cat(refused, "without an optimum;", several, "with several; gls stops below by up to", worst$gls, "\n")
writeFixture("smallTrials", seed, fits, "nlme")
writeFixture("smallTrialTests", seed, tests, "nlme")
