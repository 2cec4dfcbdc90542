# Baseline tables, flow and doses of 200 simulated trials, by mean(), sd(), quantile(), table(), t.test(), chisq.test(), fisher.test()
# and coin's exact rank sum test; standardised differences by Austin's formula and by a Mahalanobis distance through solve().
# Made-up participants. Run: Rscript test/reference/participants/trials.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
suppressPackageStartupMessages(library(coin))
# 13 significant digits: the tests compare to 1e-10.
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && !is.na(x)) signif(x, 13) else x) })
seed <- 40961
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
visits <- c(V1 = -90, V5 = 0, V9 = 120, V10 = 180)

# n, mean, standard deviation, median, quartiles of types 7 and 2, minimum and maximum.
describe <- function(x) {
  x <- x[!is.na(x)]
  if (length(x) == 0) return(list(0))
  quartiles <- function(type) quantile(x, c(0.25, 0.75), type = type, names = FALSE)
  values(c(length(x), mean(x), if (length(x) > 1) sd(x) else NA, median(x), quartiles(7), quartiles(2), min(x), max(x)))
}
byArm <- function(x, arm, f) lapply(c(list(1, 2, 3), list(1:3)), function(a) f(x[arm %in% a]))
twoOf <- function(x, arm) list(x[arm == 1 & !is.na(x)], x[arm == 2 & !is.na(x)])

numberDifference <- function(x, arm) {
  g <- twoOf(x, arm)
  if (min(lengths(g)) < 2 || (var(g[[1]]) == 0 && var(g[[2]]) == 0)) return(NULL)
  (mean(g[[1]]) - mean(g[[2]])) / sqrt((var(g[[1]]) + var(g[[2]])) / 2)
}
categoryDifference <- function(x, arm, levels) {
  counts <- sapply(twoOf(x, arm), function(g) table(factor(g, levels)))
  if (any(colSums(counts) == 0)) return(NULL)
  counts <- counts[rowSums(counts) > 0, , drop = FALSE]
  if (nrow(counts) < 2) return(NULL)
  p <- prop.table(counts, 2)[-1, , drop = FALSE]
  multinomial <- function(q) diag(q, length(q)) - q %o% q
  s <- (multinomial(p[, 1]) + multinomial(p[, 2])) / 2
  if (qr(s, tol = 1e-9)$rank < nrow(s) || all(s == 0)) return(NULL)
  d <- p[, 1] - p[, 2]
  sqrt(drop(d %*% solve(s, d)))
}
numberTests <- function(x, arm) {
  g <- twoOf(x, arm)
  if (min(lengths(g)) < 2 || (var(g[[1]]) == 0 && var(g[[2]]) == 0)) return(NULL)
  y <- data.frame(value = unlist(g), group = factor(rep(1:2, lengths(g))))
  list(
    welch = t.test(g[[1]], g[[2]])$p.value, student = t.test(g[[1]], g[[2]], var.equal = TRUE)$p.value,
    rankSum = as.numeric(pvalue(wilcox_test(value ~ group, y, distribution = "exact")))
  )
}
categoryTests <- function(x, arm, levels) {
  counts <- sapply(twoOf(x, arm), function(g) table(factor(g, levels)))
  counts <- counts[rowSums(counts) > 0, , drop = FALSE]
  if (any(colSums(counts) == 0) || nrow(counts) < 2) return(NULL)
  chi <- suppressWarnings(chisq.test(counts, correct = FALSE))
  fisher <- fisher.test(counts)$p.value
  small <- min(chi$expected) < 5
  list(pearson = chi$p.value, fisher = fisher, autoTest = if (small) "fisher" else "pearson", auto = if (small) fisher else chi$p.value)
}

cases <- lapply(1:200, function(i) {
  n <- sample(2:16, 1)
  arm <- sample(if (i %% 4) 1:2 else 1:3, n, replace = TRUE)
  gap <- function(x, p = 0.15) ifelse(runif(n) < p, NA, x)
  age <- gap(round(rnorm(n, 55, 9), 1))
  sex <- gap(sample(2, n, replace = TRUE))
  onset <- gap(sample(3, n, replace = TRUE, prob = c(0.6, 0.3, 0.1)))
  # What ended each one's time: completed, withdrew, lost, stopped, died, or nothing on record; somebody may die later.
  outcome <- sample(c("completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "died", "not-recorded"), n, replace = TRUE, prob = c(6, 2, 1, 1, 2, 2))
  day <- ifelse(outcome == "completed", sample(175:190, n, replace = TRUE), sample(-80:170, n, replace = TRUE))
  death <- ifelse(outcome == "died", day, ifelse(outcome %in% c("withdrew", "completed") & runif(n) < 0.3, day + sample(1:100, n, replace = TRUE), NA))
  reason <- sample(3, n, replace = TRUE)
  inTrial <- sapply(visits, function(v) outcome %in% c("completed", "not-recorded") | ifelse(outcome == "died", v < day, v <= day))
  dim(inTrial) <- c(n, 4)
  score <- matrix(round(rnorm(4 * n, 38, 5)), n)
  score[!inTrial | matrix(runif(4 * n) < 0.15, n)] <- NA
  # Without a later value: somebody seen later is in the trial at every visit before, which holds by construction.
  doses <- lapply(1:n, function(p) {
    k <- sample(0:4, 1)
    if (k == 0) return(list())
    days <- cumsum(sample(20:120, k, replace = TRUE)) - 20
    lapply(1:k, function(j) list(days[j], if (runif(1) < 0.1) NA else round(runif(1, 40, 80), 1)))
  })
  given <- lengths(doses)
  time <- sapply(doses, function(d) if (length(d)) d[[length(d)]][[1]] - d[[1]][[1]] + 1 else NA)
  total <- sapply(doses, function(d) if (length(d)) sum(sapply(d, `[[`, 2)) else NA)
  interval <- sapply(1:3, function(k) sapply(doses, function(d) if (length(d) > k) d[[k + 1]][[1]] - d[[k]][[1]] else NA))
  dim(interval) <- c(n, 3)
  counts <- function(test) as.list(c(tabulate(arm[test], 3), sum(test)))
  full <- given >= 1 & rowSums(!is.na(score[, 3:4, drop = FALSE])) > 0
  list(
    participants = lapply(1:n, function(p) list(
      arm[p], age[p], sex[p], onset[p], values(score[p, ]), outcome[p], if (outcome[p] == "not-recorded") NA else day[p], death[p], reason[p], doses[[p]]
    )),
    age = byArm(age, arm, describe), score = byArm(score[, 2], arm, describe),
    sex = byArm(sex, arm, function(x) values(tabulate(as.integer(x), 2))), onset = byArm(onset, arm, function(x) values(tabulate(as.integer(x), 3))),
    ageDifference = numberDifference(age, arm), sexDifference = categoryDifference(sex, arm, 1:2), onsetDifference = categoryDifference(onset, arm, 1:3),
    ageTests = numberTests(age, arm), sexTests = categoryTests(sex, arm, 1:2), onsetTests = categoryTests(onset, arm, 1:3),
    outcomes = lapply(c(completed = "completed", withdrew = "withdrew", lost = "lost-to-follow-up", stopped = "stopped-for-adverse-event", died = "died", none = "not-recorded"), function(o) counts(outcome == o)),
    withdrewFor = lapply(1:3, function(r) counts(outcome == "withdrew" & reason == r)),
    everDied = counts(!is.na(death)), dosed = counts(given > 0),
    inTrial = lapply(1:4, function(v) counts(inTrial[, v])), diedBy = lapply(1:4, function(v) counts(outcome == "died" & day <= visits[v])),
    observed = lapply(1:4, function(v) counts(!is.na(score[, v]))),
    analysed = counts(full), notDosed = counts(given == 0), notObserved = counts(given > 0 & !full),
    doses = byArm(given, arm, describe), time = byArm(time, arm, describe), total = byArm(total, arm, describe),
    incomplete = counts(given > 0 & is.na(total) & sapply(doses, function(d) any(!is.na(sapply(d, `[[`, 2))))),
    intervals = lapply(1:3, function(k) byArm(interval[, k], arm, describe)), atLeast = lapply(1:4, function(k) counts(given >= k))
  )
})
writeFixture("trials", seed, cases, "coin")
