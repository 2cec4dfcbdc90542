# Slopes by cycle in 200 simulated trials with individual calendars: lm() for slopes by least squares, t.test(paired = TRUE), and
# Wilcoxon's signed rank test by listing every sign. Scores are whole numbers; some values, and some doses, are missing.
# Run: Rscript test/reference/cycles/cycles.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
seed <- 20219
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
monthLength <- 365.25 / 12
planned <- c(-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12, 14, 16)

# The row of the value that stands at a milestone, among rows that may stand there; NA without one.
standing <- function(d, at, allowed, o) {
  gap <- d$day - at
  before <- which(allowed & gap <= 0 & gap >= -o$before)
  after <- which(allowed & gap > 0 & gap <= o$after)
  if (!length(before) && !length(after)) return(NA)
  if (!length(before)) return(min(after))
  if (!length(after) || o$atDose == "last-before") return(max(before))
  both <- c(max(before), min(after))
  both[if (abs(gap[both[2]]) <= abs(gap[both[1]])) 2 else 1]
}
unitOf <- function(days, o) days / c(month = monthLength, week = 7, day = 1)[[o$per]]
through <- function(d, rows, o) {
  rows <- rows[!is.na(rows)]
  if (length(rows) < 2 || length(unique(d$day[rows])) < 2) return(NULL)
  if (o$method == "least-squares") slope <- coef(lm(d$value[rows] ~ unitOf(d$day[rows], o)))[[2]]
  else { ends <- range(rows); slope <- diff(d$value[ends]) / diff(unitOf(d$day[ends], o)) }
  list(slope = slope, length = diff(unitOf(range(d$day[rows]), o)))
}
participantSlopes <- function(p, o) {
  d <- data.frame(day = if (o$time == "actual") p$days else planned * monthLength, value = p$scores)
  d <- d[!is.na(d$value), ]
  none <- list(leadIn = NULL, cycles = list(), treatment = NULL, interval = numeric())
  K <- length(p$doses)
  if (K == 0) {
    if (o$neverDosed == "whole-course" && nrow(d) > 0) none["leadIn"] <- list(through(d, if (o$method == "two-visit") c(1, nrow(d)) else seq_len(nrow(d)), o))
    return(none)
  }
  miles <- c(p$doses, p$doses[K] + o$lastCycle)
  at <- integer(); latest <- -Inf
  for (k in seq_along(miles)) {
    at[k] <- standing(d, miles[k], d$day > latest & d$day < c(miles, Inf)[k + 1], o)
    latest <- max(miles[k], if (!is.na(at[k])) d$day[at[k]])
  }
  slopeOf <- function(first, last, i, j) {
    # first, last: rows of the standing values; i, j: the milestones' days.
    inside <- which(d$day >= (if (is.na(first)) i else d$day[first]) & d$day <= (if (is.na(last)) j else d$day[last]))
    if (o$method == "least-squares") return(through(d, inside, o))
    if (is.na(last) && o$closing == "last-value" && length(inside)) last <- max(inside)
    if (is.na(first) || is.na(last) || first == last) NULL else through(d, c(first, last), o)
  }
  from <- if (is.na(o$longest)) -Inf else miles[1] - o$longest
  lead <- which(d$day >= from & d$day <= (if (is.na(at[1])) miles[1] else d$day[at[1]]))
  end <- if (is.na(at[1]) && o$closing == "last-value" && length(lead)) max(lead) else at[1]
  leadIn <- if (o$method == "least-squares") through(d, lead, o) else if (length(lead) && !is.na(end)) through(d, c(min(lead), end), o)
  list(
    leadIn = leadIn,
    cycles = lapply(seq_len(K), function(k) slopeOf(at[k], at[k + 1], miles[k], miles[k + 1])),
    treatment = slopeOf(at[1], at[K + 1], miles[1], miles[K + 1]),
    interval = unitOf(diff(p$doses), o)
  )
}
# 13 digits are enough to compare, and keep the file small.
short <- function(x) values(signif(x, 13))
signedRank <- function(change) {
  change <- round(change, 12)
  ranks <- rank(abs(change))
  ranks <- ranks[change != 0]; signs <- change[change != 0] > 0
  if (!length(ranks)) return(NULL)
  all <- as.matrix(expand.grid(rep(list(0:1), length(ranks)))) %*% ranks
  v <- sum(ranks[signs]); e <- sum(ranks) / 2
  list(statistic = v, pValue = mean(abs(all - e) >= abs(v - e) - 1e-9))
}
compare <- function(before, after) {
  keep <- !is.na(before) & !is.na(after)
  x <- before[keep]; y <- after[keep]
  out <- list(n = length(x), change = short(ifelse(keep, after - before, NA)))
  if (length(x) > 1 && diff(range(round(y - x, 12))) > 0) {
    t <- t.test(y, x, paired = TRUE)
    out$t <- lapply(list(estimate = unname(t$estimate), standardError = t$stderr, pValue = t$p.value, lower = t$conf.int[1], upper = t$conf.int[2]), signif, 13)
  } else out["t"] <- list(NULL)
  out["rank"] <- list(if (length(x)) signedRank(y - x))
  fell <- x < -1e-9
  percent <- round(100 * (y - x)[fell] / -x[fell], 7)
  # More than 25 %, at least 50 %, 0 to 25 %, worse, and those without a decline.
  out$classes <- values(c(sum(percent > 25), sum(percent >= 50), sum(percent >= 0 & percent <= 25), sum(percent < 0), sum(!fell)))
  out
}
slopes <- function(found) vapply(found, function(s) if (is.null(s)) NA_real_ else s$slope, 0)

cases <- lapply(1:200, function(i) {
  o <- list(
    method = sample(c("two-visit", "least-squares"), 1), atDose = sample(c("last-before", "nearest"), 1), closing = sample(c("at-end", "last-value"), 1),
    against = sample(c("lead-in", "previous-cycle"), 1), neverDosed = sample(c("excluded", "whole-course"), 1), per = sample(c("month", "week", "day"), 1),
    time = sample(c("actual", "nominal"), 1), before = sample(c(20, 45, 70, 90), 1), after = sample(c(0, 7, 20), 1),
    lastCycle = sample(c(90, 120, 180), 1), longest = sample(c(NA, 150, 300), 1)
  )
  n <- sample(3:4, 1)
  people <- lapply(1:n, function(p) {
    K <- sample(0:4, 1, prob = c(1, 2, 3, 3, 3))
    doses <- if (K == 0) numeric() else cumsum(c(sample(-10:40, 1), sample(30:140, K - 1, replace = TRUE)))
    at <- round(planned * monthLength) + c(sample(-25:25, 5, replace = TRUE), 0, sample(-25:25, 8, replace = TRUE))
    lead <- rnorm(1, -1.1, 0.7); follow <- rnorm(1, -0.6, 0.5)
    score <- pmin(48, pmax(0, round(38 + pmin(at, 0) / monthLength * lead + pmax(at, 0) / monthLength * follow + rnorm(14))))
    score[runif(14) < 0.2] <- NA
    if (runif(1) < 0.5) score[seq_len(sample(1:4, 1))] <- NA
    list(doses = doses, days = at, scores = score)
  })
  found <- lapply(people, participantSlopes, o = o)
  lead <- slopes(lapply(found, `[[`, "leadIn"))
  most <- max(vapply(people, function(p) length(p$doses), 0))
  cycle <- function(k) slopes(lapply(found, function(f) if (length(f$cycles) < k) NULL else f$cycles[[k]]))
  lengths <- function(pick) short(vapply(found, function(f) { s <- pick(f); if (is.null(s)) NA_real_ else s$length }, 0))
  list(
    options = lapply(o, identity),
    people = lapply(people, function(p) list(doses = values(p$doses), days = values(replace(p$days, is.na(p$scores), 0)), scores = values(p$scores))),
    leadIn = short(lead), leadInLength = lengths(function(f) f$leadIn),
    cycles = lapply(seq_len(most), function(k) {
      before <- if (o$against == "lead-in" || k == 1) lead else cycle(k - 1)
      c(list(dosed = sum(vapply(people, function(p) length(p$doses) >= k, TRUE))), compare(before, cycle(k)),
        list(interval = { x <- unlist(lapply(found, function(f) if (length(f$interval) >= k) f$interval[k])); if (length(x)) signif(mean(x), 13) else NULL }))
    }),
    treatment = compare(lead, slopes(lapply(found, `[[`, "treatment")))
  )
})
writeFixture("cycles", seed, cases)
