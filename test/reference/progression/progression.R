# Times to confirmed progression (progression.json) and stages by visit (stages.json) in 200 random trials each. Progression: every pair of an onset and a confirmation is
# tried, in half points and tenths of seconds, so that no comparison at a bound can round. Stages: tables of the items, filled by row.
# Run: Rscript test/reference/progression/progression.R
library(jsonlite)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
seed <- 20231
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

planned <- c(0, 84, 168, 252, 336, 420, 504)

worse <- function(kind, from, to, cut, percent) {
  if (kind == "edss") to - from >= (if (from == 0) 3 else if (from >= cut) 1 else 2) else 100 * (to - from) >= percent * from
}

# Half points: 0, 2, 3, ... 20; tenths of seconds.
someEdss <- function() {
  value <- sample(c(0, 2:18), 1)
  for (i in 2:7) { following <- tail(value, 1) + sample(c(-2, -1, 0, 0, 0, 1, 1, 2, 3), 1); value <- c(value, if (following %in% c(0, 2:20)) following else tail(value, 1)) }
  value
}
someTimes <- function() { start <- sample(seq(50, 200, 5), 1); c(start, round(start * sample(c(90, 100, 100, 110, 119, 120, 125), 6, TRUE) / 100)) }

participant <- function(components) {
  days <- planned + c(0, sample(-10:10, 6, TRUE))
  series <- lapply(components, function(component) {
    value <- if (component == "edss") someEdss() else someTimes()
    value[runif(7) < c(0.06, rep(0.12, 6))] <- NA
    if (runif(1) < 0.15) value[sample(2:7, 1):7] <- NA
    value
  })
  relapses <- sort(sample(seq(-40, 520, 1), sample(c(0, 0, 1, 1, 2), 1)))
  list(days = days, series = series, relapses = relapses)
}

judge <- function(person, o) {
  day <- if (o$actual) person$days else planned
  relapses <- if (is.null(o$relapses)) integer() else person$relapses
  near <- vapply(day, function(d) any(d >= relapses - o$relapses$before & d <= relapses + o$relapses$after), TRUE)
  later <- relapses[relapses > 0]
  epoch <- if (is.null(o$relapses) || o$relapses$rule == "same-reference") rep(0, 7) else vapply(day, function(d) sum(later < d), 0)
  lacking <- vapply(person$series, function(v) is.na(v[1]), TRUE)
  if (all(lacking) || (any(lacking) && o$exclude)) return(list(excluded = TRUE))
  lag <- 7 * o$weeks - o$tolerance
  candidates <- list()
  open <- c(); last <- 0; seen <- FALSE
  for (k in which(!lacking)) {
    value <- person$series[[k]]
    counting <- which(!is.na(value) & !near)
    if (!is.null(o$relapses) && o$relapses$rule == "censored") counting <- counting[epoch[counting] == 0]
    if (length(counting) > 0) last <- max(last, day[counting])
    seen <- seen || any(counting > 1)
    isWorse <- function(i) { same <- counting[epoch[counting] == epoch[i]]; i > same[1] && worse(o$components[k], value[same[1]], value[i], o$cut, o$percent) }
    between <- function(i, j) counting[counting >= i & counting <= j]
    pairs <- list()
    for (i in counting) for (j in counting) {
      if (j > i && epoch[i] == epoch[j] && day[j] - day[i] >= lag && all(vapply(between(i, j), isWorse, TRUE))) pairs[[length(pairs) + 1]] <- c(i, j)
    }
    if (length(pairs) > 0) {
      first <- pairs[[1]]
      for (pair in pairs) if (pair[1] < first[1] || (pair[1] == first[1] && pair[2] < first[2])) first <- pair
      candidates[[length(candidates) + 1]] <- list(k = k, onset = day[first[1]], confirmation = day[first[2]], at = if (o$at == "onset") day[first[1]] else day[first[2]])
      next
    }
    isOpen <- is.null(o$relapses) || o$relapses$rule == "same-reference" || length(later) == 0
    final <- counting[if (isOpen) rep(TRUE, length(counting)) else epoch[counting] == length(later)]
    if (!is.null(o$relapses) && o$relapses$rule == "censored" && length(later) > 0) final <- integer()
    waiting <- Filter(function(i) all(vapply(final[final >= i], isWorse, TRUE)), final)
    if (length(waiting) > 0) {
      open <- c(open, day[waiting[1]])
      if (o$unconfirmed == "event") candidates[[length(candidates) + 1]] <- list(k = k, onset = day[waiting[1]], confirmation = Inf, at = if (o$at == "onset") day[waiting[1]] else max(day[final]))
    }
  }
  if (length(candidates) > 0) {
    order <- order(vapply(candidates, function(c) c$at, 0), vapply(candidates, function(c) c$confirmation, 0), vapply(candidates, function(c) as.numeric(c$k), 0))
    first <- candidates[[order[1]]]
    return(list(time = first$at, event = TRUE, component = o$components[first$k], onset = first$onset, confirmation = if (is.finite(first$confirmation)) first$confirmation else NA))
  }
  time <- if (length(open) > 0 && o$unconfirmed == "censored-at-onset") min(open) else last
  cut <- !is.null(o$relapses) && o$relapses$rule == "censored" && length(later) > 0
  list(time = time, event = FALSE, censoring = if (length(open) > 0) "unconfirmed" else if (cut) "relapse" else if (seen) "last-visit" else "no-later-visit")
}

progressionTrial <- function(i) {
  components <- if (i %% 3 == 0) c("edss", "t25fw", "nineHolePegDominant", "nineHolePegNonDominant") else if (i %% 3 == 1) "edss" else c("edss", "t25fw")
  options <- list(
    components = components, weeks = sample(c(12, 24), 1), cut = sample(c(12, 11), 1), percent = sample(c(20, 10), 1), tolerance = sample(c(0, 7, 20), 1), actual = runif(1) < 0.5,
    at = sample(c("onset", "confirmation"), 1), unconfirmed = sample(c("censored-at-last-visit", "censored-at-onset", "event"), 1), exclude = runif(1) < 0.3,
    relapses = if (runif(1) < 0.3) NULL else list(rule = sample(c("new-reference", "censored", "same-reference"), 1), after = sample(c(0, 30, 90), 1), before = sample(c(0, 30), 1))
  )
  people <- lapply(1:(i %% 4 + 3), function(each) participant(components))
  for (each in seq_along(people)) people[[each]]$found <- judge(people[[each]], options)
  for (each in seq_along(people)) people[[each]]$series <- lapply(seq_along(components), function(k) people[[each]]$series[[k]] / (if (components[k] == "edss") 2 else 10))
  for (each in seq_along(people)) people[[each]]$relapses <- I(people[[each]]$relapses)
  options$cut <- options$cut / 2
  options$components <- I(components)
  list(options = options, people = people)
}

# Stages: three visits at days 0, 120 and 240; item 5 on form 5b where marked; days of gastrostomy, ventilation and death.
stageOf <- function(x, form, tube, vent, dead) {
  if (dead) return(c(5, 5, 5, 5))
  grid <- as.matrix(expand.grid(lapply(x, function(item) if (is.na(item)) 0:4 else item)))
  tubes <- if (tube || form == "5b") TRUE else if (is.na(x[5])) c(FALSE, TRUE) else FALSE
  kings <- unlist(lapply(tubes, function(t) apply(grid, 1, function(y) if (t || vent || y[10] == 0 || y[12] < 4) 4 else any(y[1:3] < 4) + any(y[4:5] < 4) + (y[8] < 4))))
  mitos <- apply(grid, 1, function(y) (y[8] <= 1 || y[6] <= 1) + (y[3] <= 1) + (y[1] <= 1 && y[4] <= 1) + (y[10] <= 1 || y[12] <= 2))
  c(range(kings), range(mitos))
}
stagePerson <- function() {
  days <- c(0, 120, 240)
  dead <- if (runif(1) < 0.25) sample(30:240, 1) else Inf
  tube <- if (runif(1) < 0.2) sample(1:240, 1) else Inf
  vent <- if (runif(1) < 0.2) sample(1:240, 1) else Inf
  if (tube > dead) tube <- Inf
  if (vent > dead) vent <- Inf
  weights <- list(c(1, 1, 1, 1, 1), c(.2, .3, .5, 2, 6), c(0, 0, .1, 1, 12))[[sample(3, 1)]]
  visits <- lapply(days, function(day) {
    items <- sample(0:4, 12, TRUE, prob = weights)
    items[sample(12, sample(c(0, 0, 0, 1, 2), 1))] <- NA
    form <- if (!is.na(items[5]) && tube <= day) "5b" else "5a"
    if (dead <= day || runif(1) < 0.1) items[] <- NA
    none <- all(is.na(items))
    found <- if (none && dead > day) rep(NA, 4) else stageOf(items, if (none) "5a" else form, tube <= day, vent <= day, none)
    list(items = items, form = form, kings = found[1:2], mitos = found[3:4])
  })
  finite <- function(x) if (is.finite(x)) x else NA
  list(visits = visits, dead = finite(dead), tube = finite(tube), vent = finite(vent))
}

write <- function(name, cases) {
  versions <- toJSON(list(R = R.version.string, jsonlite = as.character(packageVersion("jsonlite"))), auto_unbox = TRUE)
  lines <- vapply(cases, function(part) as.character(toJSON(part, auto_unbox = TRUE, na = "null", null = "null", digits = NA)), "")
  writeLines(paste0('{"versions": ', versions, ', "seed": ', seed, ', "note": "simulated",\n"cases": [\n', paste(lines, collapse = ",\n"), "\n]}"), file.path(here, paste0(name, ".json")))
}
write("progression", lapply(1:200, progressionTrial))
write("stages", lapply(1:200, function(i) lapply(1:(i %% 3 + 1), function(each) stagePerson())))
