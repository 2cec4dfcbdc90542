# Reference values for piecewise linear mixed models of small random trials: 12 to 32 participants, one knot or two, lines that meet or do not,
# random lines, slopes or levels, covariates, planned times or days, visits missing at random; REML and ML. Run from the repository's
# root: Rscript test/reference/mixed/smallPiecewise.R
#
# Columns are made here by the definitions of the model. Fits are those of smallFit.R; standard errors and degrees of freedom of
# Kenward-Roger are pbkrtest's at that optimum, those of Satterthwaite use exact second derivatives. smallPiecewiseTrials.json has the data.
source("test/reference/fixture.R")
source("test/reference/mixed/polishedFit.R")
source("test/reference/mixed/smallFit.R")
seed <- 20261202
set.seed(seed)
trials <- 200
planned <- c(V1 = -3, V2 = -2, V3 = -1, V5 = 0, V6 = 1, V7 = 2, V8 = 3, V9 = 4, V10 = 6, V11 = 8, V12 = 10)
monthLength <- 30.4375

# ---- random trials ----------------------------------------------------------------------------------------------------------
randomTrial <- function(index) {
  random <- sample(c("continuous", "intercept-and-slope", "intercept", "separate"), 1, prob = c(0.45, 0.3, 0.18, 0.07))
  knots <- if (random != "separate" && runif(1) < 0.12) c(0, 4) else 0
  arms <- if (runif(1) < 0.2) c("msc", "low", "control") else c("msc", "control")
  n <- if (random == "separate") sample(26:32, 1) else sample(12:30, 1) + 6 * (length(arms) - 2)
  before <- if (random == "separate") c("V1", "V2", "V3") else sort(sample(c("V1", "V2", "V3"), sample(1:2, 1)))
  after <- if (random == "separate") c("V6", "V7", "V9", "V10") else if (length(knots) == 2) c("V7", "V9", "V10", "V12") else names(planned)[sort(sample(5:9, sample(2:3, 1)))]
  visits <- c(before, "V5", after)
  actual <- runif(1) < 0.25
  covariates <- switch(sample(3, 1, prob = c(0.6, 0.25, 0.15)), character(), "age", c("age", "sex"))
  spread <- c(one(c(1, 3, 5)), one(c(0, 0.3, 0.8)), one(c(0, 0.3, 0.7)))
  residual <- round(runif(1, 0.6, 2), 1); rate <- one(c(0, 0.05, 0.1)); jump <- if (random == "separate") 2 else 0
  rows <- lapply(seq_len(n), function(i) {
    arm <- arms[(i - 1) %% length(arms) + 1]
    age <- round(rnorm(1, 58, 9)); sex <- sample(c("female", "male", "other"), 1, prob = c(0.45, 0.4, 0.15))
    day <- round(planned[visits] * monthLength + actual * round(runif(length(visits), -6, 6)) * (visits != "V5"))
    time <- if (actual) day / monthLength else planned[visits]
    b <- spread * rnorm(3)
    y <- round(38 + b[1] - 0.05 * (age - 58) + (-1 + b[2]) * pmin(time, 0) + (-0.9 + 0.4 * (arm == "msc") + b[3]) * pmax(time, 0) + jump * rnorm(1) * (time > 0) + rnorm(length(time), 0, residual), 1)
    keep <- runif(length(visits)) > 0.05
    for (v in seq_len(length(visits) - 1)) if (runif(1) < rate * exp(min(2, (y[1] - y[v]) / 6))) { keep[(v + 1):length(visits)] <- FALSE; break }
    if (!any(keep)) keep[sample(length(visits), 1)] <- TRUE
    data.frame(participant = i, arm = arm, age = age, sex = sex, visit = visits, time = time, day = day, response = y)[keep, ]
  })
  list(name = sprintf("trial %d, %s", index, random), data = do.call(rbind, rows), knots = knots, random = random, continuity = if (random == "separate") "separate" else "continuous", arms = arms,
    covariates = covariates, factorWeights = one(c("equal", "proportional")), reml = runif(1) < 0.68, structure = if (runif(1) < 0.25) "diagonal" else "unstructured", actual = actual, grid = one(c(-1, 1, 3)))
}

# ---- columns of lines -------------------------------------------------------------------------------------------------------
lineColumns <- function(time, knots, continuity) {
  S <- length(knots) + 1
  anchor <- function(s) knots[max(s - 1, 1)]
  segment <- 1 + rowSums(outer(time, knots, ">"))
  edges <- c(-Inf, knots, Inf)
  out <- if (continuity == "continuous") data.frame(intercept = rep(1, length(time))) else data.frame(row.names = seq_along(time))
  for (s in 1:S) {
    if (continuity == "separate") out[[paste0("intercept", s)]] <- as.numeric(segment == s)
    out[[paste0("slope", s)]] <- if (continuity == "separate") (segment == s) * (time - anchor(s)) else pmin(pmax(time, edges[s]), edges[s + 1]) - anchor(s)
  }
  out
}
caseOf <- function(trial) {
  d <- trial$data; mean <- lineColumns(d$time, trial$knots, trial$continuity)
  data <- data.frame(participant = d$participant, response = d$response)
  fixed <- c()
  for (arm in trial$arms) for (term in names(mean)) { name <- paste0(arm, ".", term); data[[name]] <- mean[[term]] * (d$arm == arm); fixed <- c(fixed, name) }
  people <- d[!duplicated(d$participant), ]
  if ("age" %in% trial$covariates) { data$age <- d$age - base::mean(people$age); fixed <- c(fixed, "age") }
  if ("sex" %in% trial$covariates) {
    present <- intersect(c("female", "male", "other"), people$sex)
    for (level in present[-1]) { data[[level]] <- (d$sex == level) - if (trial$factorWeights == "equal") 1 / length(present) else base::mean(people$sex == level); fixed <- c(fixed, level) }
  }
  columns <- switch(trial$random, continuous = lineColumns(d$time, trial$knots, "continuous"), separate = lineColumns(d$time, trial$knots, "separate"),
    "intercept-and-slope" = data.frame(intercept = rep(1, nrow(d)), slope = d$time - trial$knots[1]), intercept = data.frame(intercept = rep(1, nrow(d))))
  names(columns) <- paste0("r", names(columns))
  list(name = trial$name, data = cbind(data, columns), fixed = fixed, random = names(columns), structure = trial$structure, reml = trial$reml)
}
weightsOf <- function(trial, fixed) {
  knots <- trial$knots; S <- length(knots) + 1
  row <- function(...) { l <- setNames(rep(0, length(fixed)), fixed); for (w in list(...)) l[names(w)] <- l[names(w)] + w; l }
  slope <- function(arm, s, by = 1) setNames(by, paste0(arm, ".slope", s))
  effects <- function(arm) c(lapply(1:S, function(s) row(slope(arm, s))), lapply(seq_len(S - 1), function(k) row(slope(arm, k + 1), slope(arm, k, -1))),
    if (trial$continuity == "separate") lapply(seq_len(S - 1), function(k) row(setNames(c(1, -1), paste0(arm, ".intercept", c(k + 1, k))), slope(arm, k, (if (k == 1) knots[1] else knots[k - 1]) - knots[k]))))
  at <- lineColumns(trial$grid, knots, trial$continuity)
  curve <- function(arm) list(row(setNames(unlist(at), paste0(arm, ".", names(at)))))
  do.call(rbind, c(unlist(lapply(trial$arms, function(arm) c(effects(arm), curve(arm))), recursive = FALSE),
    unlist(lapply(setdiff(trial$arms, "control"), function(arm) Map(`-`, effects(arm), effects("control"))), recursive = FALSE)))
}

# ---- what follows from the fit ----------------------------------------------------------------------------------------------
follow <- function(trial, fit, L) {
  case <- fit$case; s2 <- sigma(fit$merMod)^2
  d <- derivatives(case, case$data, fit$theta * sqrt(s2), s2)
  singular <- length(fit$free) < length(fit$theta)
  change <- lapply(1:d$r, function(h) -d$Phi %*% d$P[h, , ] %*% d$Phi)
  W <- if (singular) { chart <- onChart(case, d, fit$free); 2 * chart$inverse } else 2 * inverse(d$observed)
  along <- if (singular) lapply(seq_len(ncol(chart$J)), function(a) Reduce(`+`, lapply(1:d$r, function(k) chart$J[k, a] * change[[k]]))) else change
  rows <- lapply(seq_len(nrow(L)), function(i) L[i, ])
  variance <- function(M) sapply(rows, function(l) sum(l * (M %*% l)))
  satterthwaite <- sapply(rows, function(l) { g <- sapply(along, function(D) sum(l * (D %*% l))); 2 * sum(l * (d$Phi %*% l))^2 / sum(g * (W %*% g)) })
  out <- list(estimates = as.vector(L %*% d$beta), standardErrors = sqrt(variance(d$Phi)), satterthwaite = satterthwaite)
  if (case$reml && any(d$G != 0)) {
    adjusted <- vcovAdj(fit$merMod); plain <- vcov(fit$merMod)
    out$kenwardRoger <- list(standardErrors = sqrt(variance(as.matrix(adjusted))), degreesOfFreedom = sapply(rows, function(l) Lb_ddf(l, plain, adjusted)))
  }
  back <- order(fit$order)
  out$covariates <- d$beta[!grepl("[.]", case$fixed)]
  out$G <- d$G[back, back, drop = FALSE][lower.tri(d$G, TRUE)]; out$residualVariance <- s2; out$logLikelihood <- -fit$deviance / 2
  out$rank <- if (case$structure == "diagonal") length(fit$free) else length(unique(placesOf(case)[fit$free, 2]))
  # Own slopes, and their changes, of the first two participants: the arm's and wb, with the deviation of wb given the observations.
  names <- sub("^r", "", case$random); S <- length(trial$knots) + 1
  uses <- function(s) as.numeric(names == "slope" | names == paste0("slope", s))
  w <- c(lapply(1:S, uses), lapply(seq_len(S - 1), function(k) uses(k + 1) - uses(k)))
  out$participants <- lapply(unique(case$data$participant)[1:2], function(i) {
    own <- which(case$data$participant == i); Z <- d$Z[own, , drop = FALSE]; V <- solve(Z %*% d$G %*% t(Z) + s2 * diag(length(own)))
    b <- as.vector(d$G %*% t(Z) %*% V %*% (d$y[own] - d$X[own, , drop = FALSE] %*% d$beta)); C <- d$G - d$G %*% t(Z) %*% V %*% Z %*% d$G
    arm <- match(trial$data$arm[own[1]], trial$arms); each <- 2 * S - 1 + (trial$continuity == "separate") * (S - 1) + 1
    list(estimates = out$estimates[(arm - 1) * each + seq_len(2 * S - 1)] + sapply(w, function(x) sum(x * b)), standardDeviations = sapply(w, function(x) if (any(x != 0)) sqrt(max(0, sum(x * (C %*% x)))) else NA))
  })
  out
}

cases <- data <- list()
for (index in seq_len(trials)) {
  # Again where the visits kept leave an arm without one of its slopes.
  repeat { trial <- randomTrial(index); case <- caseOf(trial); if (qr(as.matrix(case$data[case$fixed]))$rank == length(case$fixed)) break }
  d <- trial$data
  L <- weightsOf(trial, case$fixed)
  fit <- fitSmall(case)
  out <- follow(trial, fit, L)
  cat(sprintf("%-30s n %2d rows %3d knots %d rank %d of %d %-12s %s logLik %.6f decrement %.0e\n", trial$name, length(unique(d$participant)), nrow(d), length(trial$knots), out$rank, length(case$random), case$structure,
    if (case$reml) "REML" else "ML", out$logLikelihood, fit$decrement))
  first <- !duplicated(d$participant); people <- d[first, ]
  visits <- names(planned)[names(planned) %in% d$visit]
  data[[index]] <- digits12(list(name = trial$name, knots = listed(trial$knots), random = trial$random, covariates = listed(trial$covariates), factorWeights = trial$factorWeights, reml = trial$reml, structure = trial$structure,
    grid = trial$grid, arms = listed(trial$arms), visits = listed(visits), arm = listed(match(people$arm, trial$arms) - 1), age = if ("age" %in% trial$covariates) listed(people$age), sex = if ("sex" %in% trial$covariates) listed(people$sex),
    # By participant: the visits kept, as places among `visits`.
    seen = listed(vapply(people$participant, function(i) paste(match(d$visit[d$participant == i], visits) - 1, collapse = ""), "")),
    day = if (trial$actual) listed(d$day), value = listed(d$response)))
  cases[[index]] <- digits12(list(name = trial$name, estimates = listed(out$estimates), standardErrors = listed(out$standardErrors), satterthwaite = listed(out$satterthwaite), kenwardRoger = if (!is.null(out$kenwardRoger)) lapply(out$kenwardRoger, listed),
    covariateEffects = listed(out$covariates), G = listed(out$G), residualVariance = out$residualVariance, logLikelihood = out$logLikelihood, rank = out$rank,
    participants = lapply(out$participants, function(p) lapply(p, listed))))
}
writeFixture("smallPiecewiseTrials", seed, data, c("lme4", "pbkrtest"))
writeFixture("smallPiecewise", seed, cases, c("lme4", "pbkrtest"))
