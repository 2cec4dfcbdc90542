# Reference values for linear mixed models: lme4's own criterion, polished to its optimum, and what follows from it.
# Run from the repository's root: Rscript test/reference/mixed/linearMixedModels.R
#
# Every fit starts from lme4's, which stops early by default (the variances of Orthodont are off by 0.2 %); Newton's method with
# exact derivatives goes on to the optimum, with elements of theta that are zero there held at zero. The log-likelihood is
# lme4's own criterion there. Standard errors and Kenward-Roger come from pbkrtest on a merMod built at that optimum where N x N matrices are
# feasible, and by the formulas of Kenward & Roger 1997 in blocks of participants everywhere. Satterthwaite's degrees of freedom
# use exact second derivatives (Giesbrecht & Burns 1985), since lmerTest's numerical ones are good to 1e-5 only.
source("test/reference/mixed/polishedFit.R")
seed <- 20261122
set.seed(seed)
outFile <- "test/reference/mixed/linearMixedModels.json"

# ---- data ------------------------------------------------------------------------------------------------------------------
visits <- c(-3, -2, -1, 0, 1, 2, 3, 4, 6)
hinge <- function(n, sd = c(5, 0.6, 0.5), correlation = diag(3), residual = 1.5, keep = function(i, t) rep(TRUE, length(t)),
                  digits = 1, times = function(i) visits, covariate = FALSE) {
  root <- t(chol(correlation + 1e-14 * diag(3)))
  rows <- lapply(seq_len(n), function(i) {
    t <- times(i)
    b <- sd * as.vector(root %*% rnorm(3))
    arm <- i %% 2
    age <- round(rnorm(1, 58, 10))
    y <- 38 + b[1] + (-1.1 + b[2]) * pmin(t, 0) + (-0.9 + 0.5 * arm + b[3]) * pmax(t, 0) + rnorm(length(t), 0, residual)
    k <- keep(i, t)
    data.frame(participant = i, arm = arm, age = age, pre = pmin(t, 0)[k], post = pmax(t, 0)[k], response = round(y[k], digits))
  })
  d <- do.call(rbind, rows)
  d$intercept <- 1; d$armPre <- d$arm * d$pre; d$armPost <- d$arm * d$post
  d[, c("participant", "response", "intercept", "pre", "post", "arm", "armPre", "armPost", if (covariate) "age")]
}
dropout <- function(rate) function(i, t) { out <- rexp(1, rate); t <= max(0, out) | t <= -2 }
correlated <- function(r) matrix(c(1, r, r, r, 1, r, r, r, 1), 3)
fixed6 <- c("intercept", "pre", "post", "arm", "armPre", "armPost")
random3 <- c("intercept", "pre", "post")
oneVisit <- function(i, t) if (i %% 5 == 0) t == sample(visits, 1) else dropout(0.15)(i, t)
case <- function(name, data, fixed = fixed6, random = random3, structure = "unstructured", reml = TRUE, ...)
  list(name = name, data = data, fixed = fixed, random = random, structure = structure, reml = reml, ...)

sleep <- with(sleepstudy, data.frame(participant = as.integer(Subject), response = Reaction, intercept = 1, days = Days))
orthodont <- with(as.data.frame(nlme::Orthodont), data.frame(participant = as.integer(factor(as.character(Subject))), response = distance,
  intercept = 1, age = age, female = as.numeric(Sex == "Female"), ageFemale = age * (Sex == "Female")))
scaled <- local({
  d <- hinge(50, keep = dropout(0.12), covariate = TRUE)
  data.frame(participant = d$participant, response = d$response * 1000 + 5e5, intercept = 1, day = 40000 + round(30.4375 * (d$pre + d$post), 1),
             tiny = d$age * 1e-7, arm = d$arm)
})
# Slopes before baseline more alike than chance would have them: their variance is estimated as zero.
alike <- local({
  d <- hinge(30, sd = c(5, 0, 0.6), keep = dropout(0.1))
  for (i in unique(d$participant)) {
    own <- d$participant == i
    d$response[own] <- round(d$response[own] - (coef(lm(response ~ pre + post, d[own, ]))["pre"] + 1.1) * d$pre[own], 1)
  }
  d
})
cases <- list(
  case("sleepstudy", sleep, c("intercept", "days"), c("intercept", "days")),
  case("sleepstudy, ML", sleep, c("intercept", "days"), c("intercept", "days"), reml = FALSE),
  case("sleepstudy, ML, random intercept", sleep, c("intercept", "days"), "intercept", reml = FALSE),
  case("sleepstudy, ML, no fixed slope", sleep, "intercept", c("intercept", "days"), reml = FALSE),
  case("sleepstudy, ML, diagonal", sleep, c("intercept", "days"), c("intercept", "days"), "diagonal", reml = FALSE),
  case("Orthodont", orthodont, c("intercept", "age", "female", "ageFemale"), c("intercept", "age")),
  case("20 participants, balanced", hinge(20, correlation = correlated(0.2))),
  case("40 participants, dropout", hinge(40, correlation = correlated(0.2), keep = dropout(0.15))),
  case("60 participants, some with one visit", hinge(60, correlation = correlated(0.3), keep = oneVisit)),
  case("30 participants, a slope that does not vary", hinge(30, sd = c(5, 0, 0.6), keep = dropout(0.1))),
  case("25 participants, nearly singular", hinge(25, correlation = correlated(0.93), sd = c(5, 1.2, 1.2), residual = 1)),
  case("50 participants, days since 1900 and columns of very different size", scaled, c("intercept", "day", "tiny", "arm"), c("intercept", "day"),
    # R fits columns of moderate size, and its results are brought back: coefficients are unit * K b + shift.
    rescale = function(d) { d$day <- (d$day - 40000) / 100; d$tiny <- d$tiny * 1e6; d$response <- (d$response - 5e5) / 1000; d },
    unit = 1000, shift = c(5e5, 0, 0, 0), K = rbind(c(1, -400, 0, 0), c(0, 0.01, 0, 0), c(0, 0, 1e6, 0), c(0, 0, 0, 1)), randomK = rbind(c(1, -400), c(0, 0.01))),
  case("200 participants, dropout", hinge(200, correlation = correlated(0.2), keep = dropout(0.15), digits = 0)),
  case("80 participants, diagonal", hinge(80, keep = dropout(0.15)), structure = "diagonal"),
  case("30 participants, random intercept", hinge(30, sd = c(4, 0, 0), keep = dropout(0.2)), random = "intercept"),
  case("24 participants, slope, ML", hinge(24, keep = dropout(0.1)), random = c("intercept", "post"), reml = FALSE),
  case("40 participants, actual visit times", hinge(40, correlation = correlated(0.2), keep = dropout(0.1),
    times = function(i) sort(round(c(-3, visits[2:3], 0, visits[5:9]) + c(0, runif(2, -0.3, 0.3), 0, runif(5, -0.3, 0.3)), 2)))),
  case("30 participants, diagonal, a slope that does not vary", hinge(30, sd = c(5, 0, 0.6), keep = dropout(0.1)), structure = "diagonal"),
  case("100 participants, covariate, ML", hinge(100, correlation = correlated(-0.2), keep = dropout(0.2), covariate = TRUE), c(fixed6, "age"), reml = FALSE),
  case("20 participants, nothing varies", local({ d <- hinge(20, sd = c(0, 0, 0), residual = 2); d$response <- round(d$response - ave(d$response, d$participant) + 38, 1); d }),
       random = "intercept"),
  case("8 participants", hinge(8, correlation = correlated(0.1)), random = c("intercept", "post")),
  case("30 participants, diagonal, slopes before baseline alike", alike, structure = "diagonal"),
  case("30 participants, slopes before baseline alike", alike, random = c("intercept", "pre")),
  case("2000 participants, dropout", hinge(2000, correlation = correlated(0.2), keep = dropout(0.15), digits = 0))
)

lines <- c()
logLikelihoods <- parameters <- c()
for (case in cases) {
  cat(case$name, "\n")
  fit <- fitCase(case)
  reference <- analyse(case, fit)
  cat("  decrement", fit$decrement, "beta differs from lme4's by", reference$checkBeta, "standard errors; singular", reference$singular, "\n")
  if (!is.null(reference$pbkrtest)) cat("  pbkrtest against blocks: SE", max(abs(reference$pbkrtest$standardErrors / reference$kenwardRoger$standardErrors - 1)), "df",
    max(abs(reference$pbkrtest$degreesOfFreedom / reference$kenwardRoger$degreesOfFreedom - 1)), "\n")
  reference$checkBeta <- NULL
  big <- nrow(case$data) > 5000
  columns <- if (big) list(response = case$data$response, time = case$data$pre + case$data$post, visits = as.vector(table(case$data$participant)))
             else c(as.list(case$data))
  logLikelihoods[case$name] <- reference$logLikelihood
  parameters[case$name] <- length(case$fixed) + length(fit$theta) + 1
  lines <- c(lines, toJSON(list(name = case$name, fixed = I(case$fixed), random = I(case$random), structure = case$structure, reml = case$reml, data = columns,
    reference = boxed(reference)), digits = NA, auto_unbox = TRUE))
}
comparisons <- lapply(list(c("sleepstudy, ML, random intercept", "sleepstudy, ML"), c("sleepstudy, ML, no fixed slope", "sleepstudy, ML"),
  c("sleepstudy, ML, diagonal", "sleepstudy, ML")), function(pair) {
  statistic <- 2 * unname(diff(logLikelihoods[pair])); df <- unname(diff(parameters[pair]))
  list(restricted = pair[1], full = pair[2], statistic = statistic, degreesOfFreedom = df, pValue = pchisq(statistic, df, lower.tail = FALSE))
})
head <- toJSON(list(script = "test/reference/mixed/linearMixedModels.R", seed = seed, versions = as.list(versions)), digits = NA, auto_unbox = TRUE)
writeLines(paste0("{\"generator\": ", head, ",\n\"cases\": [\n", paste(lines, collapse = ",\n"), "\n],\n\"comparisons\": ", toJSON(comparisons, digits = NA, auto_unbox = TRUE), "}"), outFile)
