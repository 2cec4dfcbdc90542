# Study days, months and years, imputed dates, visits and treatment-emergent events of random cases, by base R's dates: differences of Date,
# seq() over days and over the firsts of months, and format(). Every day that a date may mean is tried one by one.
# Made-up data. Run: Rscript test/reference/calendar/calendar.R
suppressPackageStartupMessages(library(jsonlite))
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
seed <- 71129
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
pick <- function(x, ...) x[sample.int(length(x), 1, ...)]
part <- function(d, f) as.integer(format(d, f))
iso <- function(d) format(d, "%Y-%m-%d")
firstOf <- function(d) d - part(d, "%d") + 1
# Any day of two centuries, often near the end of a month or of February.
anyDay <- function(from = "1904-01-01", days = 73000) {
  d <- as.Date(from) + sample.int(days, 1)
  if (runif(1) < 0.5) seq(firstOf(d), by = "month", length.out = 2)[2] + sample(-3:1, 1) else d
}

# ---- Study days
studyDays <- lapply(1:300, function(i) {
  reference <- anyDay()
  date <- if (runif(1) < 0.5) reference + sample(-3:3, 1) else anyDay()
  list(date = iso(date), reference = iso(reference), day = as.integer(date - reference) + (date >= reference))
})

# ---- Months and years
# The day so many months on, in a shorter month its last: from the firsts of the months.
monthsOn <- function(d, months) {
  firsts <- seq(firstOf(d), by = "month", length.out = months + 2)
  pmin(firsts[months + 1] + part(d, "%d") - 1, firsts[months + 2] - 1)
}
counted <- function(from, to, step) {
  limit <- (part(to, "%Y") - part(from, "%Y") + 1) * 12 / step
  days <- as.Date(sapply(0:limit, function(k) monthsOn(from, k * step)), origin = "1970-01-01")
  n <- max(which(days <= to)) - 1
  c(completed = n, calendar = n + as.integer(to - days[n + 1]) / as.integer(days[n + 2] - days[n + 1]))
}
months <- lapply(1:300, function(i) {
  from <- anyDay("1950-01-01", 20000)
  to <- if (runif(1) < 0.6) from + sample(0:800, 1) else anyDay("2006-01-01", 9000)
  to <- max(from, to)
  m <- counted(from, to, 1)
  y <- counted(from, to, 12)
  firsts <- seq(firstOf(from), firstOf(to), by = "month")
  list(from = iso(from), to = iso(to), months = c(as.integer(to - from) / (365.25 / 12), as.integer(to - from) / 30, m[["calendar"]], m[["completed"]], length(firsts) - 1),
       years = c(as.integer(to - from) / 365.25, as.integer(to - from) / 360, y[["calendar"]], y[["completed"]], part(to, "%Y") - part(from, "%Y")))
})

# ---- Imputed dates
daysOf <- function(year, month, day) {
  d <- seq(as.Date(sprintf("%04d-01-01", year)), as.Date(sprintf("%04d-12-31", year)), by = 1)
  d[(is.na(month) | part(d, "%m") == month) & (is.na(day) | part(d, "%d") == day)]
}
textOf <- function(year, month, day) {
  if (is.na(month) && is.na(day)) return(sprintf("%04d", year))
  if (is.na(day)) return(sprintf("%04d-%02d", year, month))
  sprintf("%04d-%s-%02d", year, if (is.na(month)) "-" else sprintf("%02d", month), day)
}
partOf <- function(d) {
  kind <- sample(4, 1)
  list(year = part(d, "%Y"), month = if (kind %in% c(1, 2)) part(d, "%m") else NA, day = if (kind %in% c(1, 3)) part(d, "%d") else NA)
}
imputations <- lapply(1:300, function(i) {
  d <- anyDay("1996-01-01", 9000)
  p <- partOf(d)
  rule <- pick(c("first", "middle", "last"))
  floor <- if (runif(1) < 0.6) d + sample(-60:60, 1) else NA
  ceiling <- if (runif(1) < 0.5) (if (is.na(floor)) d else floor) + sample(0:90, 1) else NA
  all <- daysOf(p$year, p$month, p$day)
  middle <- if (!is.na(p$month)) all[part(all, "%d") == (if (is.na(p$day)) 15 else p$day)] else {
    day <- if (is.na(p$day)) 30 else p$day
    all[part(all, "%d") == day & part(all, "%m") == (if (day == 31) 7 else 6)]
  }
  chosen <- switch(rule, first = min(all), last = max(all), middle = middle)
  within <- all[(is.na(floor) | all >= floor) & (is.na(ceiling) | all <= ceiling)]
  date <- if (length(within) == 0 || chosen %in% within) chosen else if (!is.na(floor) && chosen < floor) min(within) else max(within)
  list(rule = rule, date = textOf(p$year, p$month, p$day), notBefore = if (is.na(floor)) NULL else iso(floor), notAfter = if (is.na(ceiling)) NULL else iso(ceiling),
       imputed = iso(date), flag = if (is.na(p$month)) "M" else if (is.na(p$day)) "D" else "", outside = length(within) == 0, moved = date != chosen)
})

# ---- Visits
visits <- lapply(1:250, function(i) {
  targets <- sort(sample(seq(-100, 200, by = 5), sample(2:5, 1)))
  baseline <- sample(length(targets), 1)
  targets <- targets - targets[baseline]
  before <- sample(c(0, 3, 7, 14, 30), length(targets), replace = TRUE)
  after <- sample(c(0, 3, 7, 14, 30), length(targets), replace = TRUE)
  declared <- runif(length(targets)) < 0.8
  rule <- pick(c("declared", "midpoint", "closest"))
  within <- sample(c(5, 10, 20), 1)
  ties <- pick(c("earlier", "later"))
  several <- pick(c("closest", "first", "last"))
  useLast <- runif(1) < 0.3
  dose <- if (runif(1) < 0.5) sample(-3:10, 1) else NA
  day <- sort(sample(seq(min(targets) - 40, max(targets) + 40), sample(3:12, 1)))
  day <- day[sample.int(length(day))]
  known <- runif(length(day)) < 0.8
  n <- length(targets)
  lower <- switch(rule, declared = targets - ifelse(declared, before, 0), closest = targets - within, midpoint = rep(if (declared[1]) targets[1] - before[1] else -Inf, n))
  upper <- switch(rule, declared = targets + ifelse(declared, after, 0), closest = targets + within, midpoint = rep(if (declared[n]) targets[n] + after[n] else Inf, n))
  lower <- ifelse(targets > 0, pmax(lower, 0), lower)
  upper <- ifelse(targets < 0, pmin(upper, 0), upper)
  order2 <- if (ties == "later") n:1 else 1:n
  nearest <- sapply(day, function(d) {
    ok <- order2[d >= lower[order2] & d <= upper[order2]]
    if (length(ok) == 0) 0 else ok[which.min(abs(targets[ok] - d))]
  })
  visit <- rep(0, length(day))
  lastDay <- if (is.na(dose)) 0 else dose
  candidates <- which(known & day <= lastDay)
  chosen <- if (useLast && length(candidates)) candidates[which.max(day[candidates])] else 0
  for (v in seq_len(n)) {
    own <- setdiff(which(nearest == v), chosen)
    if (length(own) == 0 || (useLast && v == baseline)) next
    if (any(known[own])) own <- own[known[own]]
    key <- switch(several, first = day[own], last = -day[own], closest = abs(day[own] - targets[v]) + (if (ties == "later") -1 else 1) * 0.25 * sign(day[own] - targets[v]))
    visit[own[which.min(key)]] <- v
  }
  if (chosen > 0) visit[chosen] <- baseline
  list(targets = targets, baseline = baseline, before = before, after = after, declared = declared, rule = rule, within = within, ties = ties, several = several,
       useLast = useLast, dose = if (is.na(dose)) NULL else dose, day = day, known = known, visit = visit)
})

# ---- Treatment-emergent events: all readings of all dates, day by day; an unknown last dose is tried every 60 days
emergence <- lapply(1:300, function(i) {
  first <- anyDay("2010-01-01", 3000)
  last <- if (runif(1) < 0.8) first + sample(0:90, 1) else NA
  extra <- if (runif(1) < 0.8) sample(c(0, 7, 30), 1) else NA
  preexisting <- pick(c("worsened", "never"))
  start <- first + sample(-60:160, 1)
  known <- runif(1) < 0.85
  p <- partOf(start)
  onset <- if (known) daysOf(p$year, p$month, p$day) else NULL
  end <- if (runif(1) < 0.6) start + sample(0:80, 1) else NA
  q <- if (is.na(end)) NULL else partOf(end)
  lastDay <- if (is.na(end)) NA else max(daysOf(q$year, q$month, q$day))
  grades <- if (runif(1) < 0.7) sample(1:5, 2, replace = TRUE) else NULL
  rise <- if (runif(1) < 0.4) start + sample(0:(if (is.na(end)) 60 else as.integer(end - start)), 1) else NA
  r <- if (is.na(rise)) NULL else partOf(rise)
  horizon <- seq(first - 200, first + 900, by = 1)
  readings <- if (is.null(onset)) horizon else onset
  if (!is.na(lastDay)) readings <- readings[readings <= lastDay]
  ends <- if (is.na(extra)) Inf else if (!is.na(last)) as.numeric(last) + extra else as.numeric(first) + extra + c(seq(0, 900, by = 60), Inf)
  # Which of the readings of a rise lie in the window, given its end.
  judge <- function(o, e) {
    if (o >= first) return(as.numeric(o) <= e)
    if ((!is.na(lastDay) && lastDay < first) || preexisting == "never") return(FALSE)
    if (is.null(grades)) return(NA)
    if (grades[1] <= grades[2]) return(FALSE)
    days <- if (is.null(r)) horizon[horizon >= first] else daysOf(r$year, r$month, r$day)
    if (!is.na(lastDay)) days <- days[days <= lastDay]
    if (!is.null(r) && !is.null(onset)) days <- days[days >= min(onset)]
    # The prior grade stood until the first dose: a rise that may have come after it did.
    if (any(days >= first)) days <- days[days >= first]
    unique(days >= first & as.numeric(days) <= e)
  }
  outcomes <- unique(unlist(lapply(as.list(readings), function(o) lapply(ends, function(e) judge(o, e)))))
  verdict <- if (anyNA(outcomes) || length(outcomes) != 1) "undecidable" else if (outcomes) "emergent" else "not-emergent"
  Filter(Negate(is.null), list(onset = if (known) textOf(p$year, p$month, p$day) else "", end = if (is.null(q)) NULL else textOf(q$year, q$month, q$day), firstDose = iso(first),
       lastDose = if (is.na(last)) NULL else iso(last), grade = grades[1], priorGrade = grades[2], worsenedAt = if (is.null(r)) NULL else textOf(r$year, r$month, r$day),
       daysAfterLastDose = if (is.na(extra)) -1 else extra, preexisting = preexisting, verdict = verdict))
})

lines <- function(cases) paste0("[\n", paste(sapply(cases, function(case) toJSON(lapply(case, function(x) if (length(x) == 1) unbox(x) else x), digits = 15, null = "null")), collapse = ",\n"), "\n]")
writeLines(paste0('{"made by": {"R": "', R.version$major, ".", R.version$minor, '", "jsonlite": "', packageVersion("jsonlite"), '", "seed": ', seed, '},\n"studyDays": ', lines(studyDays),
  ',\n"months": ', lines(months), ',\n"imputations": ', lines(imputations), ',\n"visits": ', lines(visits), ',\n"emergence": ', lines(emergence), "}"), file.path(here, "calendar.json"))
