# Scores, stages and rules of the instruments on 240 random cases each, exact ties included. Stages with missing items by
# trying every value that the items could have had; scales and times in whole units (half points, tenths of seconds, hundredths
# of points), so that no comparison at a bound can round; confirmation by trying every pair of visits.
# Run: Rscript test/reference/instruments/instruments.R
library(jsonlite)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
seed <- 20141
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
count <- 240
none <- NA_integer_

# Items 1 to 12, some missing, better ones likelier so that every stage turns up.
someItems <- function(i) {
  items <- sample(0:4, 12, TRUE, prob = list(c(1, 1, 1, 1, 1), c(.3, .3, .5, 2, 5), c(0, .1, .3, 1, 9), c(3, 3, 2, 1, 1))[[i %% 4 + 1]])
  items[sample(12, sample(c(0, 0, 1, 2, 3), 1))] <- none
  items
}

fillings <- function(items) {
  missing <- which(is.na(items))
  if (length(missing) == 0) return(list(items))
  grid <- expand.grid(rep(list(0:4), length(missing)))
  lapply(seq_len(nrow(grid)), function(row) replace(items, missing, as.integer(unlist(grid[row, ]))))
}

kings <- function(x, gastrostomy, ventilation, died) {
  if (died) 5L
  else if (gastrostomy || ventilation || x[10] == 0 || x[12] < 4) 4L
  else sum(min(x[1:3]) < 4, min(x[4:5]) < 4, x[8] < 4)
}

mitos <- function(x, died) {
  if (died) 5L else sum(min(x[8], x[6]) <= 1, x[3] <= 1, max(x[1], x[4]) <= 1, x[10] <= 1 || x[12] <= 2)
}

staging <- function(i) {
  items <- someItems(i)
  form <- if (is.na(items[5])) "none" else sample(c("5a", "5a", "5a", "5b"), 1)
  gastrostomy <- sample(c("unsaid", "unsaid", "yes", "no"), 1, prob = c(4, 4, 1, 2))
  if (form == "5b" && gastrostomy == "no") gastrostomy <- "yes"
  ventilation <- runif(1) < 0.05
  died <- runif(1) < 0.05
  tubes <- if (gastrostomy == "yes") TRUE else if (gastrostomy == "no") FALSE else if (form == "none") c(FALSE, TRUE) else form == "5b"
  whole <- fillings(items)
  king <- range(unlist(lapply(whole, function(x) vapply(tubes, function(tube) as.integer(kings(x, tube, ventilation, died)), 1L))))
  mito <- range(vapply(whole, function(x) as.integer(mitos(x, died)), 1L))
  domain <- rep(1:4, each = 3)
  sums <- tapply(items, domain, sum)
  prorated <- tapply(items, domain, function(x) if (sum(is.na(x)) > 1) NA else mean(x, na.rm = TRUE) * 3)
  list(
    items = items, form = form, gastrostomy = gastrostomy, ventilation = ventilation, died = died, kings = king, mitos = mito,
    domains = as.vector(sums), total = sum(sums), proratedDomains = as.vector(prorated), proratedTotal = sum(prorated)
  )
}

# EDSS in half points: 0, 2, 3, ... 20.
someEdss <- function(n) sample(c(0, 2:20), n, TRUE)
edssSide <- function(from, to, cut) {
  worse <- if (from == 0) 3 else if (from >= cut) 1 else 2
  better <- if (from >= cut) 1 else 2
  if (to - from >= worse) "progression" else if (from - to >= better) "improvement" else "neither"
}
# Times in tenths of seconds; a percentage in whole points.
timeSide <- function(from, to, percent) {
  if (100 * (to - from) >= percent * from) "progression" else if (100 * (from - to) >= percent * from) "improvement" else "neither"
}

change <- function(i) {
  baseline <- if (i <= 40) rep(c(0, 2, 10, 11, 12, 13, 19, 20), 5)[i] else someEdss(1)
  followUp <- if (i %% 2) someEdss(1) else { near <- baseline + sample(-3:3, 1); if (near %in% c(0, 2:20)) near else baseline }
  cut <- sample(c(12, 11), 1)
  list(baseline = baseline / 2, followUp = followUp / 2, cut = cut / 2, verdict = edssSide(baseline, followUp, cut))
}

# The earliest onset that some later visit confirms, every visit between being on the same side: all pairs are tried.
firstConfirmed <- function(time, value, base, from, sides, lag, sideOf) {
  n <- length(time)
  side <- vapply(value, function(v) sideOf(base, v), "")
  for (i in seq_len(n)) if (i >= from && side[i] %in% sides) for (j in seq_len(n)) {
    if (j > i && time[j] - time[i] >= lag && all(side[i:j] == side[i])) return(list(i = i, j = j, side = side[i]))
  }
  NULL
}

confirmed <- function(time, value, lag, roving, sideOf) {
  base <- value[1]
  references <- 1
  from <- 2
  sides <- if (roving) c("progression", "improvement") else "progression"
  repeat {
    event <- firstConfirmed(time, value, base, from, sides, lag, sideOf)
    if (is.null(event)) return(list(onset = none, confirmation = none, references = references))
    if (event$side == "progression") return(list(onset = event$i, confirmation = event$j, references = references))
    stretch <- event$i:event$j
    worst <- stretch[which.max(value[stretch])]
    references <- c(references, worst)
    base <- value[worst]
    from <- event$j + 1
    if (from > length(time)) return(list(onset = none, confirmation = none, references = references))
  }
}

# With a fixed reference: runs of progression before the confirmed one, by their first visits.
unconfirmedRuns <- function(value, onset, sideOf) {
  worse <- vapply(value, function(v) sideOf(value[1], v), "") == "progression"
  starts <- which(worse & !c(FALSE, head(worse, -1)))
  if (is.na(onset)) starts else starts[starts < onset]
}

someVisits <- function() {
  n <- sample(2:9, 1)
  cumsum(c(0, sample(c(28, 56, 84, 84, 84, 77, 91, 168), n - 1, TRUE)))
}
walk <- function(n, start, steps, possible) {
  value <- start
  while (length(value) < n) {
    following <- tail(value, 1) + sample(steps, 1)
    value <- c(value, if (possible(following)) following else tail(value, 1))
  }
  value
}
edssSeries <- function(n) walk(n, someEdss(1), c(-2, -1, 0, 0, 1, 1, 2, 3), function(v) v %in% c(0, 2:20))
timeSeries <- function(n) {
  start <- sample(seq(40, 300, 5), 1)
  round(start * sample(c(70, 80, 90, 100, 100, 110, 119, 120, 120, 121, 130, 150), n, TRUE, prob = c(1, 2, 1, 3, 3, 2, 1, 3, 3, 1, 2, 2)) / 100 * c(0, rep(1, n - 1)) + c(start, rep(0, n - 1)))
}

confirmation <- function(i) {
  time <- someVisits()
  isEdss <- i %% 3 != 0
  value <- if (isEdss) edssSeries(length(time)) else timeSeries(length(time))
  weeks <- sample(c(12, 24), 1)
  tolerance <- sample(c(0, 0, 7), 1)
  roving <- runif(1) < 0.5
  bound <- if (isEdss) sample(c(12, 11), 1) else sample(c(20, 20, 15), 1)
  sideOf <- function(from, to) if (isEdss) edssSide(from, to, bound) else timeSide(from, to, bound)
  found <- confirmed(time, value, 7 * weeks - tolerance, roving, sideOf)
  c(
    list(kind = if (isEdss) "edss" else "percent", time = time, value = value / (if (isEdss) 2 else 10), weeks = weeks, tolerance = tolerance,
      roving = roving, bound = if (isEdss) bound / 2 else bound, onset = found$onset - 1, confirmation = found$confirmation - 1, references = I(found$references - 1)),
    if (roving) list() else list(unconfirmed = I(unconfirmedRuns(value, found$onset, sideOf) - 1))
  )
}

improvement <- function(i) {
  cut <- sample(c(12, 11), 1)
  percent <- sample(c(20, 20, 20, 15), 1)
  edss <- { from <- someEdss(1); to <- from + sample(-3:1, 1); c(from, if (to %in% c(0, 2:20)) to else from) }
  time <- function(limit) { from <- sample(c(seq(50, 400, 5), limit), 1); c(from, if (runif(1) < 0.05) limit else round(from * sample(c(70, 80, 81, 80, 85, 90, 100, 110), 1) / 100)) }
  values <- rbind(edss, time(1800), time(3000), time(3000))
  gone <- matrix(runif(8) < 0.08, 4, 2)
  improved <- vapply(1:4, function(row) {
    if (any(gone[row, ])) NA else if (row == 1) edssSide(values[1, 1], values[1, 2], cut) == "improvement" else timeSide(values[row, 1], values[row, 2], percent) == "improvement"
  }, NA)
  values[gone] <- NA
  list(cut = cut / 2, percent = percent, baseline = values[, 1] / c(2, 10, 10, 10), followUp = values[, 2] / c(2, 10, 10, 10), improved = improved, any = any(improved))
}

progression <- function(i) {
  time <- someVisits()
  n <- length(time)
  cut <- sample(c(12, 11), 1)
  weeks <- sample(c(24, 24, 12), 1)
  series <- list(edssSeries(n), timeSeries(n), timeSeries(n), timeSeries(n))
  gone <- runif(4) < 0.08
  found <- lapply(1:4, function(row) if (gone[row]) NULL else confirmed(time, series[[row]], 7 * weeks, FALSE, function(from, to) if (row == 1) edssSide(from, to, cut) else timeSide(from, to, 20)))
  at <- function(name) vapply(found, function(each) if (is.null(each) || is.na(each[[name]])) NA_real_ else time[each[[name]]], 0)
  onset <- at("onset")
  first <- order(onset, at("confirmation"))[1]
  list(
    time = time, weeks = weeks, cut = cut / 2, series = lapply(1:4, function(row) if (gone[row]) NULL else series[[row]] / (if (row == 1) 2 else 10)),
    progressedIn = I(which(!is.na(onset)) - 1), progressed = if (any(!is.na(onset))) TRUE else if (any(gone)) NA else FALSE,
    onset = onset[first], confirmation = at("confirmation")[first]
  )
}

progressor <- function(i) {
  rules <- list(
    list("kimura-2006", c(50, 100), FALSE), list("kimura-2006-two-groups", 67, FALSE), list("gordon-2006", 50, FALSE),
    list("labra-2016", c(47, 111), FALSE), list("msc-ntf-2018", 200, TRUE)
  )
  rule <- rules[[i %% 5 + 1]]
  lost <- if (runif(1) < 0.3) sample(rep(rule[[2]], 2), 1) + sample(-1:1, 1) else sample(-50:(3 * max(rule[[2]])), 1)
  group <- findInterval(lost, rule[[2]], left.open = rule[[3]])
  list(cutOff = rule[[1]], lost = lost / 100, group = c("slow", if (length(rule[[2]]) == 2) "intermediate", "rapid")[group + 1])
}

timed <- function(i) {
  test <- sample(c("t25fw", "9hpt"), 1)
  limit <- c(t25fw = 180, "9hpt" = 300)[[test]]
  trials <- sample(c(NA, round(runif(3, 3, limit), 1)), sample(1:3, 1), TRUE)
  list(test = test, trials = I(trials), seconds = if (all(is.na(trials))) limit else mean(trials, na.rm = TRUE), unable = all(is.na(trials)))
}

# Grades of functional systems: the converted grade is how many of these the grade has reached.
grade <- function(i) {
  system <- sample(c("visual", "bowel-bladder"), 1)
  grade <- sample(0:6, 1)
  list(system = system, grade = grade, converted = findInterval(grade, if (system == "visual") c(1, 2, 4, 6) else c(1, 2, 3, 5, 6)))
}

lines <- vapply(seq_len(count), function(i) {
  each <- list(staging = staging(i), change = change(i), confirmation = confirmation(i), improvement = improvement(i), progression = progression(i), progressor = progressor(i), timed = timed(i), grade = grade(i))
  as.character(toJSON(each, auto_unbox = TRUE, na = "null", null = "null", digits = NA))
}, "")
header <- toJSON(list(script = "test/reference/instruments/instruments.R", version = R.version.string, seed = seed), auto_unbox = TRUE)
writeLines(c(paste0('{"generator":', header, ',"cases":['), paste0(lines, c(rep(",", count - 1), "")), "]}"), file.path(here, "instruments.json"))
