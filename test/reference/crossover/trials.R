# Changes and responders within the periods of 200 simulated crossover trials, and their two treatments compared within participants. Descriptions
# by mean(), sd() and quantile() of types 1 to 9; bounds of responders decided in whole numbers without a division; t tests of half period
# differences by t.test(), rank tests by coin's exact test, mixed models by their restricted likelihood, maximised with optimize(), with
# degrees of freedom by lmerTest. Participants die, are missing with and without a reason, or are outside the population; sequences may have
# one participant or none; scores have many ties.
# Run: Rscript test/reference/crossover/trials.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
suppressMessages({library(coin); library(lmerTest)})
# 11 significant digits: the tests compare to 1e-9.
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && is.finite(x)) signif(x, 11) else x) })
seed <- 20240
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
day <- c(start1 = 0, mid1 = 3, end1 = 6, start2 = 9, mid2 = 12, end2 = 15) * 365.25 / 12
reasons <- c("withdrew", "not-done", "not-applicable", "unknown")

# Scores in tenths, so that no bound is decided by rounding.
randomTrial <- function(i, mixed) {
  n <- if (i %% 10 == 0) sample(2:4, 1) else sample(5:11, 1)
  first <- sample(rep_len(if (i %% 10 == 5) c(TRUE, rep(FALSE, 20)) else c(TRUE, FALSE), n))
  unit <- if (i %% 3 == 2 && !mixed) 1 else 10
  wide <- i %% 3 != 0
  level <- if (mixed) rnorm(n, 0, 40) else rep(0, n)
  score <- t(sapply(1:n, function(p) {
    effects <- c(0, 0.6, 1, 0, 0.6, 1) * (if (wide) 60 else 15) * (if (first[p]) c(1, 1, 1, 0, 0, 0) else c(0, 0, 0, 1, 1, 1))
    value <- 300 + effects * runif(1, -0.2, 1) + rnorm(6, 0, if (wide) 25 else 8) + level[p] * c(0, 0.5, 1, 0, 0.5, 1)
    unit * round(value / unit)
  }))
  if (i %% 4 == 1) score[cbind(sample(n, 1), sample(c(1, 4), 1))] <- 0
  colnames(score) <- names(day)
  lacks <- matrix(NA, n, 6, dimnames = list(NULL, names(day)))
  gone <- matrix(runif(6 * n) < 0.05, n)
  lacks[gone] <- ifelse(runif(sum(gone)) < 0.5, "no-observation", sample(reasons, sum(gone), replace = TRUE))
  death <- ifelse(runif(n) < 0.08, sample(c(20, 150, 183, 300, 456), n, replace = TRUE), NA)
  for (p in which(!is.na(death))) lacks[p, day >= death[p]] <- ifelse(runif(sum(day >= death[p])) < 0.4, "died", "no-observation:died")
  score[!is.na(lacks)] <- NA
  list(n = n, first = first, score = score, lacks = lacks, death = death, higher = runif(1) < 0.5, population = sample(c(rep("all", 8), "seen", "seen", "AB"), 1))
}
members <- function(trial) switch(trial$population, all = rep(TRUE, trial$n), seen = !is.na(trial$score[, "start1"]), AB = trial$first)
whyNot <- function(trial, p, visit) sub("^no-observation:", "", trial$lacks[p, visit])

describe <- function(x, type) {
  x <- x[!is.na(x)]
  if (length(x) == 0) return(list(0))
  quartiles <- quantile(x, c(0.25, 0.75), type = type, names = FALSE)
  list(length(x), mean(x), if (length(x) > 1) sd(x) else NA, median(x), quartiles[1], quartiles[2], min(x), max(x))
}

# Changes: one row for each participant and period with both values.
changesOf <- function(trial, windows) {
  sign <- if (trial$higher) 1 else -1
  rows <- list(); excluded <- list(); found <- integer(trial$n)
  for (p in 1:trial$n) {
    if (!members(trial)[p]) { excluded <- c(excluded, list(list(p, "not-in-population"))); next }
    for (k in 1:2) {
      lacking <- windows[[k]][is.na(trial$score[p, windows[[k]]])]
      if (length(lacking)) { excluded <- c(excluded, list(list(p, whyNot(trial, p, lacking[1]), lacking[1], k))); next }
      found[p] <- found[p] + 1
      ends <- trial$score[p, windows[[k]]] / 10
      percent <- if (ends[[1]] > 0) 100 * (ends[[2]] - ends[[1]]) / ends[[1]] else NA
      rows <- c(rows, list(data.frame(p = p, k = k, first = trial$first[p], cells = trial$first[p] == (k == 1), change = ends[[2]] - ends[[1]],
        improvement = sign * (ends[[2]] - ends[[1]]), percentChange = percent, percentImprovement = sign * percent, value = ends[[2]])))
    }
  }
  list(rows = do.call(rbind, rows), excluded = excluded, counts = values(c(sum(found == 2), sum(found == 1), sum(found == 0))))
}

# Responders: three-valued, in tenths.
randomPart <- function() {
  kind <- sample(c("change", "change", "percent", "noWorsening"), 1)
  list(kind = kind, bound = switch(kind, change = sample(c(-20, 0, 10, 20, 30, 50), 1), percent = sample(c(-5, 0, 5, 10, 20), 1), noWorsening = 0), strict = kind != "noWorsening" && runif(1) < 0.4)
}
judge <- function(trial, p, part, visits, policies) {
  sign <- if (trial$higher) 1 else -1
  byPolicy <- function(policy) if (policy == "non-responder") FALSE else NA
  beats <- function(left, right) if (part$strict) left > right else left >= right
  dead <- !is.na(trial$death[p]) && trial$death[p] <= day[[visits[3]]]
  policy <- if (dead) policies$deaths else policies$missing
  if (dead && policy != "as-observed") return(byPolicy(policy))
  start <- trial$score[p, visits[1]]
  ends <- if (policy == "as-observed") trial$score[p, visits[3:2]] else trial$score[p, visits[3]]
  ends <- ends[!is.na(ends)]
  if (is.na(start) || length(ends) == 0) return(byPolicy(policy))
  gain <- sign * (ends[[1]] - start)
  if (part$kind == "change") return(beats(gain, part$bound))
  if (part$kind == "noWorsening") return(gain >= 0)
  # Of a start of 0 there is no percentage: that is a missing value.
  if (start <= 0) byPolicy(policies$missing) else beats(100 * gain, part$bound * start)
}
respondersOf <- function(trial, windows) {
  policies <- list(deaths = sample(c("non-responder", "excluded", "as-observed"), 1), missing = sample(c("non-responder", "excluded", "as-observed"), 1))
  parts <- list(randomPart(), randomPart())
  shape <- sample(c("single", "single", "any", "all", "not"), 1)
  verdicts <- t(sapply(1:trial$n, function(p) sapply(1:2, function(k) {
    found <- sapply(parts, function(part) judge(trial, p, part, windows[[k]], policies))
    switch(shape, single = found[1], any = found[1] | found[2], all = found[1] & found[2], not = !found[1])
  })))
  verdicts <- matrix(verdicts, ncol = 2)
  verdicts[!members(trial), ] <- NA
  cells <- cbind(trial$first, !trial$first)
  count <- function(isIn) values(c(sum(verdicts[isIn], na.rm = TRUE), sum(!is.na(verdicts[isIn]))))
  list(policies = policies, parts = parts, shape = shape, responds = values(apply(ifelse(is.na(verdicts), "-", ifelse(verdicts, "1", "0")), 1, paste, collapse = "")),
    byTreatment = list(count(cells), count(!cells)), byPeriod = list(count(col(cells) == 1), count(col(cells) == 2)))
}

tTest <- function(x, y, equal, alternative = "two.sided", level = 0.95) {
  t <- tryCatch(t.test(x, y, var.equal = equal, alternative = alternative, conf.level = level), error = function(e) NULL)
  # Differences of decimals that are equal on paper differ in their last digits.
  if (is.null(t) || t$stderr <= 1e-10 * max(abs(c(x, y)))) return(NULL)
  list(mean(x) - mean(y), t$stderr, t$parameter[[1]], t$statistic[[1]], t$p.value, t$conf.int[1], t$conf.int[2])
}
rankTest <- function(x, y, alternative = "two.sided") {
  # Differences that are equal on paper differ in their last digits, by which they would be ranked.
  x <- round(x, 9); y <- round(y, 9)
  if (length(unique(c(x, y))) == 1) return(NULL)
  d <- data.frame(v = c(x, y), g = factor(rep(c("a", "b"), c(length(x), length(y)))))
  list(median(outer(x, y, "-")), sum(outer(x, y, ">")) + sum(outer(x, y, "==")) / 2, as.numeric(pvalue(wilcox_test(v ~ g, d, distribution = "exact", alternative = alternative))))
}
# The restricted likelihood in the ratio of the variances; NULL where its optimum is no safe reference: at the edge, or one of several.
mixedModel <- function(rows, quantity, level) {
  rows <- data.frame(y = rows[[quantity]], id = factor(rows$p), period = factor(rows$k), cells = as.numeric(rows$cells))
  rows <- droplevels(rows[!is.na(rows$y), ])
  if (nrow(rows) - nlevels(rows$id) < 4 || nlevels(rows$period) < 2 || length(unique(rows$cells)) < 2) return(NULL)
  X <- model.matrix(~ period + cells, rows); Z <- model.matrix(~ 0 + id, rows); m <- nrow(X) - ncol(X)
  if (qr(X)$rank < 3) return(NULL)
  at <- function(r) { V <- diag(nrow(X)) + exp(r) * tcrossprod(Z); W <- solve(V); C <- solve(t(X) %*% W %*% X); b <- (C %*% t(X) %*% W %*% rows$y)[, 1]; e <- rows$y - X %*% b
    s2 <- as.numeric(t(e) %*% W %*% e) / m; list(b = b, se = sqrt(diag(C) * s2), l = -(m * log(s2) + determinant(V)$modulus[1] - determinant(C)$modulus[1]) / 2) }
  grid <- seq(-8, 6, 0.25)
  l <- sapply(grid, function(r) at(r)$l)
  best <- grid[which.max(l)]
  peaks <- sum(diff(sign(diff(l))) < 0)
  if (best < -3 || best > 5 || peaks != 1) return(NULL)
  fit <- at(optimize(function(r) at(r)$l, best + c(-0.3, 0.3), maximum = TRUE, tol = 1e-13)$maximum)
  df <- tryCatch(coef(summary(suppressMessages(lmer(y ~ period + cells + (1 | id), rows, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))))[, "df"], warning = function(w) NULL)
  if (is.null(df)) return(NULL)
  q <- qt((1 + level) / 2, df[[3]])
  effect <- function(j) list(fit$b[[j]], fit$se[[j]], df[[j]], fit$b[[j]] / fit$se[[j]], 2 * pt(-abs(fit$b[[j]] / fit$se[[j]]), df[[j]]))
  list(numbers = c(effect(3), fit$b[[3]] - q * fit$se[[3]], fit$b[[3]] + q * fit$se[[3]]), period = effect(2), participants = nlevels(rows$id), observations = nrow(rows))
}

compared <- function(trial, change, mixed) {
  quantity <- sample(c("change", "change", "improvement", "percentChange", "percentImprovement", "value"), 1)
  level <- sample(c(0.9, 0.95), 1)
  rows <- change$rows
  if (mixed) {
    m <- mixedModel(rows, quantity, level)
    if (is.null(m)) return(NULL)
    return(c(list(analysis = "mixed-model", test = "student", of = quantity, alternative = "two-sided", level = level), m))
  }
  analysis <- sample(c("t-test", "t-test", "rank-test", "first-period"), 1)
  options <- list(analysis = analysis, test = sample(c("student", "welch"), 1), of = quantity, alternative = sample(c("two-sided", "two-sided", "greater", "less"), 1), level = level)
  alternative <- sub("-", ".", options$alternative)
  y <- sapply(1:2, function(k) sapply(1:trial$n, function(p) { value <- rows[rows$p == p & rows$k == k, quantity]; if (length(value)) value else NA }))
  y <- matrix(y, ncol = 2)
  known <- if (analysis == "first-period") !is.na(y[, 1]) else !is.na(y[, 1]) & !is.na(y[, 2])
  a <- known & trial$first; b <- known & !trial$first
  smallest <- min(sum(a), sum(b))
  needed <- if (analysis == "rank-test") 1 else 2
  half <- (y[, 1] - y[, 2]) / 2; total <- y[, 1] + y[, 2]
  equal <- options$test == "student"
  found <- if (smallest < needed) list(numbers = NULL, reason = "too-few-values") else switch(analysis,
    "t-test" = list(numbers = tTest(half[a], half[b], equal, alternative, level), period = tTest(-half[a], half[b], equal)[1:5], carryOver = tTest(total[a], total[b], equal)[1:5]),
    "rank-test" = list(numbers = rankTest(half[a], half[b], alternative), period = rankTest(-half[a], half[b]), carryOver = rankTest(total[a], total[b])),
    "first-period" = list(numbers = tTest(y[a, 1], y[b, 1], equal, alternative, level))
  )
  if (is.null(found$numbers)) return(c(options, list(numbers = NULL, reason = if (is.null(found$reason)) "no-variance" else found$reason)))
  participants <- sum(known)
  c(options, found, list(participants = participants, observations = if (analysis == "first-period") participants else 2 * participants))
}

cases <- lapply(1:200, function(i) {
  mixed <- i %% 4 == 0
  repeat {
    trial <- randomTrial(i, mixed)
    windows <- if (runif(1) < 0.3) list(c("start1", "mid1"), c("start2", "mid2")) else list(c("start1", "end1"), c("start2", "end2"))
    change <- changesOf(trial, windows)
    comparison <- if (is.null(change$rows)) NULL else compared(trial, change, mixed)
    if (!is.null(comparison)) break
  }
  rows <- change$rows
  type <- sample(1:9, 1)
  quantity <- sample(c("change", "improvement", "percentChange", "percentImprovement", "value"), 1)
  described <- function(isIn) describe(rows[isIn, quantity], type)
  estimate <- comparison$numbers[[1]]
  better <- if (grepl("mprovement", comparison$of) || trial$higher) 1 else -1
  comparison$favours <- if (is.null(comparison$numbers)) NULL else if (abs(estimate) < 1e-12) "neither" else if (better * estimate > 0) "treatment" else "control"
  without <- rows[is.na(rows[[comparison$of]]) & (comparison$analysis != "first-period" | rows$k == 1), c("p", "k")]
  comparison$without <- lapply(seq_len(nrow(without)), function(k) values(unname(unlist(without[k, ]))))
  cell <- function(p, v) { why <- trial$lacks[p, v]; if (is.na(why)) trial$score[p, v] / 10 else if (startsWith(why, "no-observation")) NULL else why }
  list(
    better = if (trial$higher) "higher" else "lower", first = paste(ifelse(trial$first, "A", "B"), collapse = ""),
    scores = lapply(1:trial$n, function(p) lapply(1:6, function(v) cell(p, v))), death = lapply(which(!is.na(trial$death)), function(p) list(p, trial$death[p])), population = trial$population,
    change = list(windows = lapply(windows, values), quantileType = type, rows = values(10 * rows$p + rows$k), change = values(rows$change), percent = values(rows$percentChange),
      excluded = change$excluded, counts = change$counts, of = quantity,
      byTreatment = list(described(rows$cells), described(!rows$cells)), byPeriod = lapply(1:2, function(k) described(rows$k == k)[1:3]),
      byArm = lapply(c(TRUE, FALSE), function(first) lapply(1:2, function(k) described(rows$first == first & rows$k == k)[1:2]))),
    responders = respondersOf(trial, list(c("start1", "mid1", "end1"), c("start2", "mid2", "end2"))),
    compared = comparison
  )
})
writeFixture("trials", seed, cases, c("coin", "lmerTest", "lme4"))
