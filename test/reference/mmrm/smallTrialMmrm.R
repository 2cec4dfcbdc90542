# Reference values for mixed models for repeated measures of small random trials, from the trial's records: 12 to 36 participants in two or three
# arms, 2 to 4 visits after baseline, values missing at random; adjusted means by arm and visit and their differences. Run from the
# repository's root: Rscript test/reference/mmrm/smallTrialMmrm.R
#
# Models are written out as columns, as in trialMmrm.R: a mean for each arm and visit, baseline less its participant mean, age less its mean,
# sex; so are the weights of every mean. Fits are those of functions.R from two starting points. Trials of which no search finds an
# optimum are kept: a fit must refuse them.
source("test/reference/fixture.R")
source("test/reference/mmrm/functions.R")
seed <- 20261203
set.seed(seed)
trials <- 200
one <- function(x) x[[sample(length(x), 1)]]
structures <- c("unstructured", "toeplitz", "heterogeneous-toeplitz", "ar1", "heterogeneous-ar1", "compound-symmetry", "heterogeneous-compound-symmetry", "ante-dependence", "heterogeneous-ante-dependence", "diagonal")

randomCase <- function(index) {
  m <- sample(2:4, 1, prob = c(0.3, 0.4, 0.3)); arms <- sample(2:3, 1, prob = c(0.75, 0.25))
  structure <- if (runif(1) < 0.3) "unstructured" else one(structures)
  byArm <- structure %in% c("ar1", "compound-symmetry", "diagonal") && runif(1) < 0.4
  n <- sample(12:28, 1) + 4 * (arms - 2) + 2 * m * (structure == "unstructured")
  baseline <- one(c("by-visit", "common", "none")); covariates <- one(list(character(), "age", c("age", "sex"))); weights <- one(c("equal", "proportional"))
  s <- round(runif(m, 2, 5), 1); r <- runif(1, 0.3, 0.85); root <- t(chol(s * t(s * r^abs(outer(1:m, 1:m, "-")))))
  rate <- one(c(0, 0.05, 0.1))
  repeat {
    people <- data.frame(participant = 1:n, arm = (1:n - 1) %% arms, base = round(rnorm(n, 36, 5)), age = round(rnorm(n, 58, 9)), female = rbinom(n, 1, 0.45))
    scores <- t(sapply(1:n, function(i) {
      y <- round(people$base[i] - (1.2 - 0.4 * (people$arm[i] == 1)) * (1:m) - 0.05 * (people$age[i] - 58) + as.vector(root %*% rnorm(m)))
      keep <- runif(m) > 0.05
      for (v in seq_len(m - 1)) if (runif(1) < rate * exp(pmin(2, (people$base[i] - y[v]) / 6))) { keep[(v + 1):m] <- FALSE; break }
      replace(y, !keep, NA)
    }))
    long <- do.call(rbind, lapply(1:n, function(i) { k <- which(!is.na(scores[i, ])); if (length(k)) cbind(people[rep(i, length(k)), ], visit = k, value = scores[i, k]) }))
    analysed <- people[people$participant %in% long$participant, ]
    if (all(table(factor(long$arm, 0:(arms - 1)), factor(long$visit, 1:m)) >= 3) && length(unique(analysed$female)) == 2) break
  }
  outcome <- one(c("change", "value"))
  long$response <- if (outcome == "change") long$value - long$base else long$value
  long$baseC <- long$base - mean(analysed$base); long$ageC <- long$age - mean(analysed$age)
  cells <- c()
  for (a in seq_len(arms) - 1) for (v in 1:m) { name <- paste0("a", a, "v", v); long[[name]] <- (long$visit == v) * (long$arm == a); cells <- c(cells, name) }
  for (v in 1:m) long[[paste0("b", v)]] <- (long$visit == v) * long$baseC
  fixed <- c(cells, switch(baseline, "by-visit" = paste0("b", 1:m), common = "baseC", none = NULL), c(age = "ageC", sex = "female")[covariates])
  mean_ <- function(column) { l <- as.numeric(fixed == column); if ("sex" %in% covariates) l[fixed == "female"] <- if (weights == "equal") 0.5 else mean(analysed$female); l }
  L <- t(sapply(cells, mean_))
  for (a in seq_len(arms - 1)) L <- rbind(L, L[a * m + 1:m, , drop = FALSE] - L[1:m, , drop = FALSE])
  list(name = sprintf("trial %d, %s%s", index, structure, if (byArm) " by arm" else ""), m = m, arms = arms, outcome = outcome, structure = structure, baseline = baseline, covariates = covariates, weights = weights,
    group = if (byArm) "arm", reml = runif(1) < 0.68, fixed = fixed, data = long, L = L, people = people, scores = scores)
}
polished <- function(case, M) {
  r <- residuals(lm(as.formula(paste("response ~ 0 +", paste(case$fixed, collapse = " + "))), case$data))
  s <- sqrt(as.vector(tapply(r^2, factor(case$data$visit, 1:case$m), mean))); s <- pmax(s, 0.2 * mean(s))
  lag <- abs(outer(1:case$m, 1:case$m, "-"))
  found <- lapply(list(0.6^lag, 0.3 + 0.7 * diag(case$m)), function(R) tryCatch(polish(M, rep(nearest(case$structure, s * t(s * R)), M$G), 40), error = function(e) NULL))
  found <- found[!vapply(found, is.null, NA)]
  if (length(found) == 0) NULL else found[[which.min(vapply(found, function(f) f$at$value, 0))]]
}

digits12 <- function(x) if (is.list(x)) lapply(x, digits12) else if (is.numeric(x)) signif(x, 12) else x
listed <- function(x) as.list(unname(x))
cases <- list()
for (index in seq_len(trials)) {
  case <- randomCase(index); people <- case$people
  described <- c(case[c("name", "outcome", "structure", "baseline")], list(covariates = listed(case$covariates), weights = case$weights, byArm = !is.null(case$group), reml = case$reml, arm = listed(people$arm), base = listed(people$base),
    age = if ("age" %in% case$covariates) listed(people$age), female = if ("sex" %in% case$covariates) listed(people$female), scores = case$scores))
  M <- model(case); best <- polished(case, M)
  if (is.null(best)) { cat(case$name, "no optimum\n"); cases[[index]] <- described; next }
  out <- analyse(case, M, list(S = NULL, logLik = NA), best)
  cases[[index]] <- digits12(c(described, list(logLikelihood = out$logLikelihood, estimates = listed(out$estimates), standardErrors = listed(out$standardErrors), satterthwaite = listed(out$satterthwaite)),
    if (case$reml) list(kenwardRoger = lapply(out$kenwardRoger, listed))))
}
writeFixture("smallTrialMmrm", seed, cases, "nlme")
