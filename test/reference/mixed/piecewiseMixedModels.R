# Reference values for piecewise linear mixed models of trials, as records of visits: columns are made here by the definitions
# of the model, fits are those of polishedFit.R, and what is reported are weighted sums of their fixed effects.
# Run from the repository's root: Rscript test/reference/mixed/piecewiseMixedModels.R
source("test/reference/mixed/polishedFit.R")
suppressPackageStartupMessages(library(lmerTest))
seed <- 20261123
set.seed(seed)
outFile <- "test/reference/mixed/piecewiseMixedModels.json"
planned <- c(V1 = -3, V2 = -2, V3 = -1, V5 = 0, V6 = 1, V7 = 2, V8 = 3, V9 = 4, V10 = 6, V11 = 8, V12 = 10)
monthLength <- 30.4375

# ---- trials ----------------------------------------------------------------------------------------------------------------
# Values follow lines with bends at `knots`; `spread` are the standard deviations of a participant's level and slopes.
trial <- function(n, visits = names(planned)[1:9], arms = c("msc", "control"), knots = 0, spread = c(5, 0.6, 0.5), slopes = c(-1.1, -0.9), benefit = 0.5,
                  residual = 1.5, jump = 0, jumpSpread = 0, keep = function(i, t) rep(TRUE, length(t)), actual = FALSE, digits = 0, root = NULL) {
  do.call(rbind, lapply(seq_len(n), function(i) {
    t <- planned[visits]
    arm <- arms[(i - 1) %% length(arms) + 1]
    b <- if (is.null(root)) spread * rnorm(length(spread)) else as.vector(root %*% rnorm(nrow(root)))
    age <- round(rnorm(1, 58, 9)); sex <- c("female", "male", "other")[1 + (runif(1) < 0.5) + (runif(1) < 0.1)]
    day <- round(t * monthLength + if (actual) round(runif(length(t), -6, 6)) * (t != 0) else 0)
    time <- if (actual) day / monthLength else t
    edges <- c(-Inf, knots, Inf)
    within <- sapply(seq_len(length(knots) + 1), function(s) pmin(pmax(time, edges[s]), edges[s + 1]) - if (s == 1) knots[1] else knots[s - 1])
    own <- slopes + b[-1] + c(0, rep(benefit * (match(arm, arms) == 1), length(knots)))
    y <- 38 + b[1] - 0.05 * (age - 58) + (sex == "male") + as.vector(within %*% own) + jump * (time > knots[1]) + rnorm(length(t), 0, residual)
    for (knot in knots) if (jumpSpread > 0) y <- y + rnorm(1, 0, jumpSpread) * (time > knot)
    k <- keep(i, t)
    data.frame(participant = i, arm = arm, age = age, sex = sex, visit = visits, time = time, day = day, response = round(y, digits))[k, ]
  }))
}
dropout <- function(rate) function(i, t) { out <- rexp(1, rate); t <= max(0, out) | t <= -2 }
oneVisit <- function(i, t) if (i %% 6 == 0) t == sample(t, 1) else dropout(0.12)(i, t)

# ---- columns of lines ------------------------------------------------------------------------------------------------------
lineColumns <- function(time, knots, continuity) {
  S <- length(knots) + 1
  anchor <- function(s) knots[max(s - 1, 1)]
  segment <- 1 + rowSums(outer(time, knots, ">"))
  if (continuity == "continuous") {
    edges <- c(-Inf, knots, Inf)
    out <- data.frame(intercept = rep(1, length(time)))
    for (s in 1:S) out[[paste0("slope", s)]] <- pmin(pmax(time, edges[s]), edges[s + 1]) - anchor(s)
    out
  } else {
    out <- data.frame(row.names = seq_along(time))
    for (s in 1:S) { out[[paste0("intercept", s)]] <- as.numeric(segment == s); out[[paste0("slope", s)]] <- (segment == s) * (time - anchor(s)) }
    out
  }
}
# One row for each participant, in order of first appearance.
perParticipant <- function(d) d[!duplicated(d$participant), ]

one <- function(name, d, knots = 0, random = "continuous", continuity = if (identical(random, "separate")) "separate" else "continuous", covariates = character(),
                factorWeights = "equal", reml = TRUE, structure = "unstructured", time = "nominal", measure = "alsfrsR", grid = c(-3, 0, 2, 4), lmerTest = TRUE) {
  arms <- intersect(c("msc", "low", "control"), unique(d$arm))
  mean <- lineColumns(d$time, knots, continuity)
  data <- data.frame(participant = d$participant, response = d$response)
  fixed <- c()
  for (arm in arms) for (term in names(mean)) { name2 <- make.names(paste(arm, term)); data[[name2]] <- mean[[term]] * (d$arm == arm); fixed <- c(fixed, name2) }
  people <- perParticipant(d)
  if ("age" %in% covariates) { data$age <- d$age - base::mean(people$age); fixed <- c(fixed, "age") }
  if ("sex" %in% covariates) for (level in c("male", "other")) {
    share <- if (factorWeights == "equal") 1 / 3 else base::mean(people$sex == level)
    data[[level]] <- (d$sex == level) - share; fixed <- c(fixed, level)
  }
  randomColumns <- switch(random, continuous = lineColumns(d$time, knots, "continuous"), separate = lineColumns(d$time, knots, "separate"),
    "intercept-and-slope" = data.frame(intercept = rep(1, nrow(d)), slope = d$time - knots[1]), intercept = data.frame(intercept = rep(1, nrow(d))))
  randomNames <- paste0("r", names(randomColumns))
  data[randomNames] <- randomColumns
  case <- list(name = name, data = data, fixed = fixed, random = randomNames, structure = structure, reml = reml)
  weights <- function(...) { w <- c(...); l <- setNames(rep(0, length(fixed)), fixed); l[names(w)] <- w; l }
  slope <- function(arm, s, by = 1) setNames(by, make.names(paste0(arm, " slope", s)))
  S <- length(knots) + 1
  effects <- function(arm) {
    rows <- lapply(1:S, function(s) weights(slope(arm, s)))
    rows <- c(rows, lapply(seq_len(S - 1), function(k) weights(slope(arm, k + 1), slope(arm, k, -1))))
    if (continuity == "separate") rows <- c(rows, lapply(seq_len(S - 1), function(k) weights(setNames(c(1, -1), make.names(paste0(arm, " intercept", c(k + 1, k)))),
      slope(arm, k, (if (k == 1) knots[1] else knots[k - 1]) - knots[k]))))
    rows
  }
  curve <- function(arm) {
    at <- lineColumns(grid, knots, continuity)
    lapply(seq_along(grid), function(g) weights(setNames(unlist(at[g, ]), make.names(paste(arm, names(at))))))
  }
  rows <- unlist(lapply(arms, function(arm) c(effects(arm), curve(arm))), recursive = FALSE)
  for (treatment in setdiff(arms, "control")) rows <- c(rows, Map(`-`, effects(treatment), effects("control")))
  L <- do.call(rbind, rows)
  fit <- fitCase(case)
  reference <- analyse(case, fit, L)
  cat(name, ": decrement", fit$decrement, "singular", reference$singular, "lmer stops", reference$default$below, "below\n")
  if (lmerTest && reml && !reference$singular) {
    lt <- suppressMessages(suppressWarnings(lmerTest::lmer(fit$formula, data)))
    reference$lmerTest <- list(degreesOfFreedom = sapply(seq_len(nrow(L)), function(i) lmerTest::contest1D(lt, L[i, ])$df))
    cat("   lmerTest's df differ by", max(abs(reference$lmerTest$degreesOfFreedom / reference$combinations$degreesOfFreedom - 1)), "\n")
  }
  effectsOf <- reference$effects
  reference[c("beta", "standardErrors", "satterthwaite", "expectedSatterthwaite", "kenwardRoger", "kenwardRogerObserved", "pbkrtest", "satterthwaiteF", "pbkrtestF", "checkBeta", "effects")] <- NULL
  reference$covariates <- as.vector(fit$merMod@beta[match(intersect(c("age", "male", "other"), fixed), fixed)])
  # The first three participants' random effects: terms in columns.
  reference$effects <- lapply(effectsOf, function(e) list(estimates = e$estimates, standardDeviations = e$standardDeviations))
  list(name = name, knots = I(knots), random = random, continuity = continuity, covariates = I(covariates), factorWeights = factorWeights, reml = reml,
    structure = structure, time = time, measure = measure, grid = I(grid), arms = I(arms),
    participants = list(arm = people$arm, age = people$age, sex = people$sex),
    rows = c(list(participant = match(d$participant, people$participant), visit = d$visit, value = d$response), if (time == "actual") list(day = d$day)),
    reference = reference)
}

oh <- c("V1", "V5", "V9", "V10")
long <- names(planned)
root <- function(r, sd) diag(sd) %*% t(chol(outer(seq_along(sd), seq_along(sd), function(i, j) ifelse(i == j, 1, r))))
alike <- local({
  d <- trial(36, spread = c(5, 0, 0.6), keep = dropout(0.1), digits = 1)
  for (i in unique(d$participant)) {
    own <- d$participant == i
    pre <- pmin(d$time[own], 0)
    d$response[own] <- round(d$response[own] - (coef(lm(d$response[own] ~ pre + pmax(d$time[own], 0)))[2] + 1.1) * pre, 1)
  }
  d
})
results <- list(
  one("40 participants, balanced", trial(40)),
  one("60 participants, dropout, some with one visit", trial(60, keep = oneVisit, root = root(0.3, c(5, 0.6, 0.5)))),
  one("59 participants at V1, V5, V9 and V10", trial(59, visits = oh, spread = c(5, 0.7, 0.6), residual = 1.2), random = "intercept-and-slope"),
  one("64 participants at V1, V5, V9 and V10, continuous", trial(64, visits = oh, spread = c(5, 0.9, 0.8), residual = 1)),
  one("80 participants, separate lines", trial(80, root = root(0.2, c(5, 0.8, 0.7)), residual = 1, jump = 1, jumpSpread = 2.5, keep = dropout(0.05)), random = "separate"),
  one("72 participants, continuous random effects about separate lines", trial(72, jump = 1, keep = dropout(0.1)), continuity = "separate"),
  one("90 participants, three arms, covariates", trial(90, arms = c("msc", "low", "control"), keep = dropout(0.1)), covariates = c("age", "sex")),
  one("90 participants, proportional weights", trial(90, keep = dropout(0.1)), random = "intercept-and-slope", covariates = "sex", factorWeights = "proportional"),
  one("60 participants, two knots", trial(60, visits = long, knots = c(0, 4), slopes = c(-1.1, -0.8, -1), spread = c(5, 0.6, 0.5, 0.5), keep = dropout(0.05)), knots = c(0, 4), grid = c(-3, 0, 2, 4, 10)),
  one("150 participants, six random effects", trial(150, visits = long, knots = c(0, 4), slopes = c(-1.1, -0.8, -1), spread = c(5, 0.8, 0.7, 0.7), residual = 1, jumpSpread = 2.5, digits = 1),
      knots = c(0, 4), random = "separate", grid = c(-3, 0, 2, 4, 10), lmerTest = FALSE),
  one("50 participants, actual days", trial(50, actual = TRUE, keep = dropout(0.1)), time = "actual"),
  one("48 participants, ML", trial(48, keep = dropout(0.1)), reml = FALSE),
  one("48 participants, diagonal", trial(48, keep = dropout(0.1)), structure = "diagonal"),
  one("36 participants, slopes before baseline alike", alike, structure = "diagonal")
)
vectors <- c(vectors, "covariates", "day", "value", "participant", "visit")
lines <- sapply(results, function(result) toJSON(boxed(result), digits = NA, auto_unbox = TRUE))
head <- toJSON(list(script = "test/reference/mixed/piecewiseMixedModels.R", seed = seed, versions = as.list(c(versions, lmerTest = as.character(packageVersion("lmerTest")))),
  planned = as.list(planned)), digits = NA, auto_unbox = TRUE)
writeLines(paste0("{\"generator\": ", head, ",\n\"cases\": [\n", paste(lines, collapse = ",\n"), "\n]}"), outFile)
