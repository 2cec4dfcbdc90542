# Random small trials of one score, and what follows from a participant's records by the definitions alone: values with the reasons for
# those that lack, populations, descriptions of arms and two arms compared. trials.R, slopes.R and slopeChanges.R source it.
# Nineteen in twenty trials have 5 to 11 participants; arms may be empty, or have one participant. Scores are whole numbers, with many ties in
# every second trial, or decimals of a scale that is open at one end and may be 0 or below.
source(file.path(here, "..", "fixture.R"))
source(file.path(here, "..", "change", "write.R"))
months <- c(V1 = -3, V3 = -1, V5 = 0, V6 = 1, V9 = 4, V10 = 6)
monthLength <- 365.25 / 12
arms <- c("a", "b", "c")
reasons <- c("withdrew", "not-done", "not-applicable", "unknown")

randomTrial <- function(i) {
  n <- if (i %% 20 == 0) sample(1:2, 1) else sample(5:11, 1)
  arm <- sample(rep_len(switch(i %% 7 + 1, c("a", "b"), c("b", "a"), c("a", "b", "b", "c"), c("a", "b"), c("b", "a"), c("a", rep("b", 20)), c("b", "a", "c")), n))
  higher <- runif(1) < 0.5
  open <- i %% 4 == 3
  range <- if (higher) c(if (open) NA else 0, 48) else c(if (open) 0 else 30, if (open) NA else 164)
  tied <- i %% 2 == 0
  score <- t(sapply(1:n, function(p) {
    lead <- if (tied) sample(c(0, 0, 1, 2), 1) else rnorm(1, 1.2, 1)
    follow <- if (tied) sample(c(0, 1, 2), 1) else rnorm(1, 0.9, 1)
    start <- if (open) sample(c(0, 1, 5), 1) else if (tied) 40 else rnorm(1, 38, 4)
    lost <- pmin(months, 0) * lead + pmax(months, 0) * follow + (if (tied) 0 else rnorm(6))
    value <- if (higher) start - lost else (if (open) start else 80) + lost * (if (open) 1 else 3)
    value <- round(value, if (open) 1 else 0)
    pmin(pmax(value, range[1], na.rm = TRUE), range[2], na.rm = TRUE)
  }))
  day <- t(sapply(1:n, function(p) round(months * monthLength) + sample(-6:6, 6, replace = TRUE)))
  # Some were seen at both visits on one day, or the wrong way round.
  for (p in which(runif(n) < 0.15)) { day[p, 3] <- sample(2:6, 1); day[p, 4] <- day[p, 3] - sample(0:1, 1) }
  day[matrix(runif(6 * n) < 0.02, n)] <- NA
  lacks <- matrix(NA, n, 6)
  gone <- matrix(runif(6 * n) < 0.08, n)
  lacks[gone] <- ifelse(runif(sum(gone)) < 0.5, "no-observation", sample(reasons, sum(gone), replace = TRUE))
  death <- ifelse(runif(n) < 0.1, sample(c(20, 61, 100, 121, 122, 150), n, replace = TRUE), NA)
  planned <- months * monthLength
  for (p in which(!is.na(death))) {
    after <- planned >= death[p] | (!is.na(day[p, ]) & day[p, ] >= death[p])
    # Where nothing is on record, a death by the planned day is the reason.
    lacks[p, after] <- ifelse(runif(sum(after)) < 0.3, "died", ifelse(planned[after] >= death[p], "no-observation:died", "no-observation"))
  }
  score[!is.na(lacks)] <- NA
  onset <- round(runif(n, 1, 60), sample(0:1, 1))
  onset[runif(n) < 0.1] <- NA
  onset[runif(n) < 0.05] <- 0
  colnames(score) <- colnames(day) <- colnames(lacks) <- names(months)
  list(n = n, arm = arm, higher = higher, range = range, score = score, day = day, lacks = lacks, death = death, onset = onset)
}

# The records as the fixture has them: a score, null without a record, or the reason on record.
recordsOf <- function(trial, dates) {
  cell <- function(p, v) {
    why <- trial$lacks[p, v]
    if (is.na(why)) trial$score[p, v] else if (startsWith(why, "no-observation")) NULL else why
  }
  c(
    list(better = if (trial$higher) "higher" else "lower", range = values(trial$range), arm = paste(trial$arm, collapse = ""),
      scores = lapply(1:trial$n, function(p) lapply(1:6, function(v) cell(p, v))), death = values(trial$death), onset = values(trial$onset)),
    if (dates) list(days = lapply(1:trial$n, function(p) values(unname(trial$day[p, ]))))
  )
}

# Why a value lacks at a visit: what was recorded, a death by the planned day of the visit, or nothing.
whyNot <- function(trial, p, visit) sub("^no-observation:", "", trial$lacks[p, visit])

populations <- c(rep("all", 10), "armA", "seenAtBaseline", "seenAtBaseline", "either")
inPopulation <- function(trial, population) {
  seen <- !is.na(trial$score[, "V5"])
  switch(population, all = rep(TRUE, trial$n), armA = trial$arm == "a", seenAtBaseline = seen,
    # Months since onset up to 30 or arm B, and seen at V5 or at any visit after it.
    either = ((!is.na(trial$onset) & trial$onset <= 30) | trial$arm == "b") & rowSums(!is.na(trial$score[, c("V6", "V9", "V10"), drop = FALSE])) > 0)
}

# What a result holds: rows of participants who could be analysed, and the others with the reason and the visit where it was found.
analyse <- function(trial, population, read) {
  members <- inPopulation(trial, population)
  found <- lapply(1:trial$n, function(p) if (members[p]) read(p) else list(reason = "not-in-population"))
  lacking <- vapply(found, function(one) !is.null(one$reason), TRUE)
  rows <- do.call(rbind, lapply(which(!lacking), function(p) data.frame(p = p, arm = trial$arm[p], found[[p]])))
  list(rows = if (is.null(rows)) data.frame() else rows, excluded = lapply(which(lacking), function(p) c(list(p, found[[p]]$reason), found[[p]]$visit)))
}

describe <- function(x, type) {
  x <- x[!is.na(x)]
  if (length(x) == 0) return(list(0))
  quartiles <- quantile(x, c(0.25, 0.75), type = type, names = FALSE)
  list(length(x), mean(x), if (length(x) > 1) sd(x) else NA, median(x), quartiles[1], quartiles[2], min(x), max(x))
}
describeArms <- function(found, quantity, type) lapply(arms, function(arm) describe(if (nrow(found$rows)) found$rows[found$rows$arm == arm, quantity] else numeric(), type))

# A comparison of two random arms by t.test(): estimate, standard error, degrees of freedom, statistic, p-value, limits; or what is left.
compare <- function(found, quantity, better) {
  value <- if (nrow(found$rows)) found$rows[[quantity]] else numeric()
  n <- vapply(arms, function(arm) sum(found$rows$arm == arm & !is.na(value)), 0)
  # Mostly the two largest arms.
  pair <- if (runif(1) < 0.9) sample(arms[order(-n)[1:2]]) else sample(arms, 2)
  options <- list(treatment = pair[1], control = pair[2], of = quantity, test = sample(c("student", "welch"), 1),
    alternative = sample(c("two-sided", "two-sided", "greater", "less"), 1), level = sample(c(0.9, 0.95, 0.99), 1))
  x <- value[found$rows$arm == pair[1] & !is.na(value)]
  y <- value[found$rows$arm == pair[2] & !is.na(value)]
  test <- tryCatch(t.test(x, y, var.equal = options$test == "student", alternative = sub("-", ".", options$alternative), conf.level = options$level), error = function(e) NULL)
  # Slopes of lm() that are equal on paper differ in their last digits, which t.test() takes for variance; of zeros alone it gives NaN.
  if (!is.null(test) && test$stderr <= 1e-10 * max(abs(c(x, y)))) test <- NULL
  estimate <- if (length(x) && length(y)) mean(x) - mean(y) else NA
  smallest <- min(length(x), length(y))
  # One value against several has the pooled variance of the several.
  tooFew <- if (options$test == "student") length(x) + length(y) < 3 else smallest < 2
  reason <- if (smallest == 0) "no-values" else if (tooFew) "too-few-values" else "no-variance"
  numbers <- if (smallest == 0 || tooFew || is.null(test)) list(estimate, reason) else
    list(estimate, test$stderr, test$parameter[[1]], test$statistic[[1]], test$p.value, test$conf.int[1], test$conf.int[2])
  favours <- if (is.na(estimate)) NULL else if (abs(estimate) < 1e-12) "neither" else if ((estimate > 0) == (better == "higher")) "treatment" else "control"
  without <- if (nrow(found$rows)) found$rows$p[is.na(value) & found$rows$arm %in% pair] else integer()
  c(options, list(numbers = numbers, favours = favours, counts = list(length(x), length(y)), without = values(without)))
}

# A participant's slope over a range of visits, with the values it was taken from; or why there is none.
slopeOf <- function(trial, p, range, o) {
  inUnit <- function(day, monthLength) switch(o$per, day = day, week = day / 7, month = day / monthLength)
  time <- if (o$time == "actual") inUnit(trial$day[p, ], o$daysPerMonth) else months * switch(o$per, day = o$daysPerMonth, week = o$daysPerMonth / 7, month = 1)
  score <- trial$score[p, ]
  if (o$method == "two-visit") {
    for (visit in range) {
      if (is.na(score[visit])) return(list(reason = whyNot(trial, p, visit), visit = visit))
      if (is.na(time[visit])) return(list(reason = "no-date", visit = visit))
    }
    between <- time[[range[2]]] - time[[range[1]]]
    if (between <= 0) return(list(reason = if (between == 0) "same-day" else "out-of-order", visit = range[2]))
    return(list(slope = (score[[range[2]]] - score[[range[1]]]) / between, values = score[range]))
  }
  inside <- names(months)[months >= months[range[1]] & months <= months[range[2]]]
  inside <- inside[!is.na(score[inside])]
  undated <- inside[is.na(time[inside])]
  if (length(undated)) return(list(reason = "no-date", visit = undated[1]))
  if (length(inside) < 2) return(list(reason = "too-few-visits", visit = range[2]))
  if (length(unique(time[inside])) == 1) return(list(reason = "same-day", visit = range[2]))
  slope <- coef(lm(score[inside] ~ time[inside]))[[2]]
  # Of equal scores lm() has a slope of 1e-15, which is 0.
  list(slope = if (abs(slope) < 1e-13 * max(abs(score[inside]))) 0 else slope, values = score[inside])
}

randomSlopeOptions <- function() list(method = sample(c("two-visit", "least-squares"), 1), time = sample(c("nominal", "nominal", "actual"), 1),
  per = sample(c("month", "month", "week", "day"), 1), daysPerMonth = sample(c(monthLength, monthLength, 30, 28), 1))

# lm() is good to about 13 significant digits, and no more are written.
thirteenDigits <- function() number <<- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && is.finite(x)) signif(x, 13) else x) })
column <- function(found, name) if (nrow(found$rows)) values(found$rows[[name]]) else list()
