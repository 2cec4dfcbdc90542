# Piecewise linear fits of each participant of 200 simulated trials by lm(), and their summaries by arm: one knot or two, at visits or at
# times, lines that meet or not, planned or actual times. Arms may be empty or have one participant; participants have missed visits, values
# without a date, two visits on one day, too few visits, or scores that lie on the lines. Whole scores from 0 to 48, with many ties.
# Run: Rscript test/reference/trajectory/byParticipant.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
source(file.path(here, "..", "change", "write.R"))
# lm() is good to about 13 significant digits.
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && is.finite(x)) signif(x, 13) else x) })
seed <- 20180930
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
options(warn = 2)
months <- c(V1 = -3, V2 = -2, V3 = -1, V4 = -0.5, V5 = 0, V6 = 1, V7 = 2, V8 = 3, V9 = 4, V10 = 6)
arms <- c("msc", "control", "open")

fitOne <- function(t, y, knots, continuity, at) {
  if (length(t) == 0) return(NULL)
  segment <- findInterval(t, knots, left.open = TRUE) + 1
  bounds <- c(-Inf, knots, Inf)
  inside <- sapply(seq_along(bounds)[-1], function(j) pmin(pmax(t, bounds[j - 1]), bounds[j]) - pmin(pmax(0, bounds[j - 1]), bounds[j]))
  X <- if (continuity == "continuous") cbind(1, matrix(inside, nrow = length(t))) else
    do.call(cbind, lapply(seq_along(c(knots, NA)), function(j) cbind(segment == j, (segment == j) * t)))
  if (length(t) < ncol(X) || qr(X)$rank < ncol(X)) return(NULL)
  fit <- lm(y ~ X - 1)
  column <- if (continuity == "continuous") c(1 + at, 2 + at) else 2 * c(at, at + 1)
  slopes <- unname(coef(fit)[column])
  # Of scores that lie on a level line lm() has slopes of 1e-15, which are 0.
  slopes[abs(slopes) < 1e-12 * max(abs(y), 1)] <- 0
  weights <- replace(numeric(ncol(X)), column, c(-1, 1))
  sigma <- sqrt(sum(residuals(fit)^2) / fit$df.residual)
  # vcov() warns of values that lie on the lines; their error is 0.
  se <- if (fit$df.residual == 0) NA else if (sigma < 1e-10) 0 else sqrt(drop(weights %*% vcov(fit) %*% weights))
  list(lead = slopes[1], follow = slopes[2], se = se, visits = length(t))
}

describe <- function(x, type) {
  if (length(x) == 0) return(list(0))
  quartiles <- quantile(x, c(0.25, 0.75), type = type, names = FALSE)
  list(length(x), mean(x), if (length(x) > 1) sd(x) else NA, median(x), quartiles[1], quartiles[2], min(x), max(x))
}

cases <- lapply(1:200, function(i) {
  n <- sample(3:7, 1)
  arm <- sample(rep_len(switch(i %% 4 + 1, arms, arms[1:2], arms[c(1, 2, 2, 2)], arms[2:1]), n))
  tied <- i %% 2 == 0
  score <- t(sapply(1:n, function(p) {
    slope <- if (tied) -sample(0:2, 1) else rnorm(1, -1.2, 0.6)
    change <- if (tied) sample(0:1, 1) else rnorm(1, 0.5, 0.5)
    mean <- runif(1, 30, 44) + slope * months + change * pmax(months, 0)
    pmin(48, pmax(0, round(if (tied) round(mean[1]) + slope * (months + 3) + change * pmax(months, 0) + 0.01 else mean + rnorm(10, 0, 1.3))))
  }))
  score[matrix(runif(10 * n), n) < rep(sample(c(0.05, 0.2, 0.5), n, replace = TRUE), 10)] <- NA
  actual <- runif(1) < 0.5
  day <- t(sapply(1:n, function(p) c(round(months * 365.25 / 12) + c(sample(-7:7, 3, replace = TRUE), -7 + sample(-3:3, 1), sample(0:5, 1), sample(-7:7, 5, replace = TRUE)))))
  for (p in which(runif(n) < 0.15)) day[p, 7] <- day[p, 6] + sample(0:1, 1)
  day[matrix(runif(10 * n) < 0.01, n)] <- NA
  colnames(score) <- colnames(day) <- names(months)
  knots <- switch(sample(5, 1), list("V5"), list("V6"), list("V5", "V7"), list("V6", "V7"), list(-0.75))
  at <- sample(length(knots), 1)
  continuity <- sample(c("continuous", "continuous", "separate"), 1)
  range <- if (runif(1) < 0.5) c("V1", "V10") else c(sample(c("V1", "V2", "V3"), 1), sample(c("V8", "V9"), 1))
  per <- sample(c("month", "month", "week", "day"), 1)
  monthLength <- sample(c(365.25 / 12, 30), 1)
  early <- runif(1) < 0.1
  type <- sample(1:9, 1)
  fromDays <- function(days) switch(per, day = days, week = days / 7, month = days / monthLength)
  planned <- months * switch(per, day = monthLength, week = monthLength / 7, month = 1)
  inside <- months >= months[range[1]] & months <= months[range[2]]
  found <- lapply(1:n, function(p) {
    if (early && is.na(score[p, "V7"])) return(list(reason = "not-in-population"))
    placed <- vapply(knots, function(knot) {
      if (is.numeric(knot)) return(knot * planned[["V6"]])
      seen <- actual && !is.na(score[p, knot]) && !is.na(day[p, knot])
      if (seen) fromDays(day[p, knot]) else if (actual) fromDays(months[[knot]] * monthLength) else planned[[knot]]
    }, 0)
    if (length(placed) == 2 && placed[2] <= placed[1]) return(list(reason = if (placed[1] == placed[2]) "same-day" else "out-of-order", visit = knots[[2]]))
    kept <- names(months)[inside & !is.na(score[p, ])]
    undated <- kept[is.na(day[p, kept])]
    if (actual && length(undated)) return(list(reason = "no-date", visit = undated[1]))
    fit <- fitOne(if (actual) fromDays(day[p, kept]) else planned[kept], score[p, kept], placed, continuity, at)
    if (is.null(fit)) list(reason = "too-few-visits") else fit
  })
  kept <- which(vapply(found, function(one) is.null(one$reason), TRUE))
  column <- function(name) vapply(found[kept], function(one) as.numeric(one[[name]]), 0)
  quantity <- sample(c("leadInSlope", "followUpSlope", "change"), 1)
  value <- switch(quantity, leadInSlope = column("lead"), followUpSlope = column("follow"), change = column("follow") - column("lead"))
  out <- setdiff(1:n, kept)
  c(
    list(arm = values(match(arm, arms)), scores = lapply(1:n, function(p) values(unname(score[p, ])))),
    if (actual) list(days = lapply(1:n, function(p) values(unname(ifelse(is.na(score[p, ]), NA, day[p, ]))))),
    list(
      options = list(knots = lapply(knots, function(knot) if (is.numeric(knot)) list(months = knot) else knot), from = range[1], to = range[2], continuity = continuity,
        time = if (actual) "actual" else "nominal", per = per, daysPerMonth = monthLength, quantileType = type),
      early = early, at = at, rows = values(kept), leadInSlope = values(column("lead")), followUpSlope = values(column("follow")), standardError = values(column("se")), visits = values(column("visits")),
      excluded = lapply(out, function(p) c(list(p, found[[p]]$reason), found[[p]]$visit)), of = quantity, byArm = lapply(arms, function(a) describe(value[arm[kept] == a], type))
    )
  )
})
writeCases("trajectory", "byParticipant", seed, cases)
