# Tallies of SIMULATED adverse events: 210 small random data sets, counted by table(), aggregate() and Date arithmetic of base R,
# with exact Poisson intervals by poisson.test(). Nobody ever had these events.
# Run: Rscript test/reference/safety/tallies.R
#
# Each case: participants [arm, in the population, baseline date, first dose day, death day, disposition day], with times in days
# from baseline; events [participant, class, term, grade, prior grade, day of worsening, serious, product, procedure, outcome,
# start date, end date]; tables [window, category, unjudged events, cells], with cells [class, term, arm, events, participants,
# participants by highest grade from ungraded to 5, first events at risk, days at risk, prevalent]. Arms, classes, terms, answers and
# outcomes go by their position, from 0, in the lists of `names`; participants from 1. A cell without a class is in the row of any
# event, one without a term in the row of its class. Only cells in which something happened are listed. `rates` are those of the
# rows of any event in the first window: [category, arm, rate per year, lower, upper].
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
seed <- 20189
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (!is.null(names(x))) return(paste0("{", paste(sprintf('"%s":%s', names(x), parts), collapse = ","), "}"))
    return(paste0("[", paste(parts, collapse = ","), "]"))
  }
  if (length(x) == 0 || is.na(x)) return("null")
  if (is.character(x)) return(sprintf('"%s"', x))
  if (is.logical(x)) return(if (x) "true" else "false")
  if (is.infinite(x)) return('"Infinity"')
  short <- format(x, digits = 15)
  gsub(" ", "", if (as.numeric(short) == x) short else sprintf("%.17g", x))
}

# --- Making the data -----------------------------------------------------------------------------------------------------------

sometimes <- function(chance, value) if (runif(1) < chance) value else NA

firstDay <- function(text) as.Date(switch(as.character(nchar(text)), "10" = text, "7" = paste0(text, "-01"), "4" = paste0(text, "-01-01")))
lastDay <- function(text) {
  if (nchar(text) == 10) return(as.Date(text))
  seq(firstDay(text), by = if (nchar(text) == 7) "month" else "year", length.out = 2)[2] - 1
}

dateText <- function(baseline, day) {
  text <- format(baseline + day)
  substr(text, 1, sample(c(10, 7, 4), 1, prob = c(0.75, 0.18, 0.07)))
}

arms <- c("active", "control")
classes <- c("Nervous system", "Cardiac", "__proto__")
terms <- c("Headache", "Pain", "constructor")
answers <- c("yes", "no", "unstated")
outcomes <- c("recovered", "not-recovered", "fatal")

makeParticipants <- function(n) {
  data.frame(
    arm = sample(arms, n, replace = TRUE),
    member = runif(n) < 0.85,
    baseline = as.Date("2012-01-01") + sample(0:700, n, replace = TRUE),
    # Only the active arm is dosed, and not everybody in it.
    dose = ifelse(runif(n) < 0.75, sample(0:30, n, replace = TRUE), NA),
    death = ifelse(runif(n) < 0.2, sample(-60:240, n, replace = TRUE), NA),
    left = ifelse(runif(n) < 0.6, sample(-30:260, n, replace = TRUE), NA)
  )
}

makeEvent <- function(people) {
  repeat {
    participant <- sample(nrow(people), 1)
    person <- people[participant, ]
    day <- sample(-150:280, 1)
    event <- data.frame(
      participant = participant,
      class = sample(classes, 1),
      term = sample(terms, 1),
      grade = sometimes(0.8, sample(5, 1)), prior = sometimes(0.5, sample(4, 1)), worsened = sometimes(0.3, day + sample(0:200, 1)),
      serious = sometimes(0.8, runif(1) < 0.4),
      product = sometimes(0.85, sample(answers, 1)), procedure = sometimes(0.85, sample(answers, 1)),
      outcome = sometimes(0.7, sample(outcomes, 1)),
      start = sometimes(0.85, dateText(person$baseline, day)), end = sometimes(0.6, dateText(person$baseline, day + sample(0:90, 1)))
    )
    # What a reader of records would refuse: an end or a worsening before the start, a start after the death.
    first <- if (is.na(event$start)) -Inf else as.numeric(firstDay(event$start) - person$baseline)
    last <- if (is.na(event$end)) Inf else as.numeric(lastDay(event$end) - person$baseline)
    if (last >= first && (is.na(event$worsened) || event$worsened >= first) && (is.na(person$death) || first <= person$death)) return(event)
  }
}

# --- Counting ------------------------------------------------------------------------------------------------------------------

# Start, end and last possible day of events, in days from baseline, with unknown ones at infinity.
placed <- function(events, people) {
  baseline <- people$baseline[events$participant]
  at <- function(text, f, unknown) vapply(seq_along(text), function(i)
    if (is.na(text[i])) unknown else as.numeric(f(text[i]) - baseline[i]), 0)
  events$s1 <- at(events$start, firstDay, -Inf)
  events$s2 <- at(events$start, lastDay, Inf)
  events$e1 <- at(events$end, firstDay, Inf)
  events$e2 <- at(events$end, lastDay, Inf)
  events
}

# First and last day on which each participant may have died: as recorded, or where the first of the fatal events ended.
deathDays <- function(events, people) {
  fatal <- (!is.na(events$grade) & events$grade == 5) | (!is.na(events$outcome) & events$outcome == "fatal")
  data.frame(t(vapply(seq_len(nrow(people)), function(p) {
    if (!is.na(people$death[p])) return(c(first = people$death[p], last = people$death[p]))
    own <- events[fatal & events$participant == p, ]
    soonest <- which.min(own$e2)
    if (length(soonest) == 0) c(first = Inf, last = Inf) else c(first = own$e1[soonest], last = own$e2[soonest])
  }, c(first = 0, last = 0))))
}

windows <- list(
  # Opens and closes on fixed days.
  fixed = function(p) data.frame(from = 0, to = rep(121.75, nrow(p))),
  early = function(p) data.frame(from = -91.3125, to = rep(60, nrow(p))),
  # From the first dose for 90 days, and at the latest to day 100. An arm where nobody was dosed counts from baseline; whoever was not
  # dosed in another arm has no such window.
  dosed = function(p) {
    undosed <- !(p$arm %in% p$arm[!is.na(p$dose)])
    zero <- ifelse(undosed, 0, p$dose)
    data.frame(from = zero, to = pmin(zero + 90, 100))
  },
  open = function(p) data.frame(from = 0, to = rep(Inf, nrow(p)))
)

categories <- list(
  all = function(e) rep(TRUE, nrow(e)),
  serious = function(e) e$serious,
  product = function(e) c(yes = TRUE, no = FALSE, unstated = NA)[as.character(e$product)],
  procedure = function(e) c(yes = TRUE, no = FALSE, unstated = NA)[as.character(e$procedure)],
  severe = function(e) e$grade >= 3,
  fatal = function(e) ifelse(!is.na(e$grade) & e$grade == 5, TRUE, e$outcome == "fatal")
)

position <- function(word, list) match(word, list) - 1

# One table as cells of the row of any event, of classes and of terms.
countTable <- function(events, prevalent, people, span, followUp) {
  keyed <- function(e) {
    if (nrow(e) == 0) return(cbind(e, row = character(0), arm = character(0)))
    e$arm <- people$arm[e$participant]
    rbind(cbind(e, row = "|"), cbind(e, row = paste0(e$class, "|")), cbind(e, row = paste0(e$class, "|", e$term)))
  }
  long <- keyed(events)
  before <- unique(keyed(prevalent)[c("row", "arm", "participant")])
  keys <- unique(rbind(long[c("row", "arm")], before[c("row", "arm")]))
  keys <- keys[order(keys$row, keys$arm, method = "radix"), ]
  lapply(seq_len(nrow(keys)), function(i) {
    row <- keys$row[i]; arm <- keys$arm[i]
    own <- long[long$row == row & long$arm == arm, ]
    there <- before$participant[before$row == row & before$arm == arm]
    highest <- tapply(ifelse(is.na(own$grade), 0, own$grade), own$participant, max)
    first <- tapply(own$onset, own$participant, min)
    newCases <- setdiff(names(first), as.character(there))
    inArm <- which(people$member & people$arm == arm & !is.na(span$from))
    atRisk <- setdiff(inArm, there)
    days <- if (any(is.infinite(followUp[inArm]))) NA else sum(vapply(atRisk, function(p) {
      if (as.character(p) %in% newCases) floor(first[[as.character(p)]]) - floor(span$from[p]) + 1 else followUp[p]
    }, 0))
    parts <- strsplit(paste0(row, " "), "|", fixed = TRUE)[[1]]
    list(
      position(parts[1], classes), position(trimws(parts[2]), terms), position(arm, arms), nrow(own), length(highest),
      paste(vapply(0:5, function(g) sum(highest == g), 0), collapse = ""),
      length(newCases), days, sum(followUp[there] > 0)
    )
  })
}

makeCase <- function(i) {
  people <- makeParticipants(sample(4:9, 1))
  people$dose[people$arm == "control"] <- NA
  events <- do.call(rbind, lapply(seq_len(sample(c(1, 4, 6, 9, 12), 1)), function(j) makeEvent(people)))
  if (i %% 7 == 0) events <- rbind(events, events[1, ])
  placedEvents <- placed(events, people)
  died <- deathDays(placedEvents, people)
  placedEvents$last <- pmin(placedEvents$e2, died$last[placedEvents$participant])
  chosen <- names(windows)[1 + (i + 0:1) %% length(windows)]
  kinds <- names(categories)[1 + (i + c(0, 1)) %% length(categories)]
  latest <- i %% 3 == 0
  tables <- list(); rates <- list()
  for (w in chosen) {
    span <- windows[[w]](people)
    # A window that closes before it opens never opened.
    span$from[!is.na(span$to) & span$to < span$from] <- NA
    from <- span$from[placedEvents$participant]; to <- span$to[placedEvents$participant]
    e <- placedEvents
    member <- people$member[e$participant] & !is.na(from)
    startsBefore <- pmin(e$s2, e$last) < from
    worse <- !is.na(e$grade) & !is.na(e$prior) & e$grade > e$prior & (is.na(e$worsened) | (e$worsened >= from & e$worsened <= to))
    counted <- member & ((!startsBefore & e$s1 <= to) | (startsBefore & e$last >= from & worse))
    there <- member & startsBefore & e$last >= from
    left <- pmin(if (latest) died$last else died$first, ifelse(is.na(people$left), Inf, people$left))
    # On the latest day an event is, where it may be, one of the participant's follow-up.
    lastSeen <- ifelse(e$s1 > left[e$participant], Inf, pmax(left[e$participant], from))
    e$onset <- if (latest) pmin(e$s2, e$last, to, lastSeen) else pmax(e$s1, from)
    ends <- pmin(left, span$to)
    followUp <- ifelse(is.na(span$from), 0, pmax(0, floor(ends) - floor(span$from) + 1))
    for (kind in kinds) {
      judged <- unname(categories[[kind]](e))
      cells <- countTable(e[counted & judged %in% TRUE, ], e[there & judged %in% TRUE, ], people, span, followUp)
      tables[[length(tables) + 1]] <- list(w, kind, sum(counted & is.na(judged)), cells)
      for (cell in Filter(function(cell) is.na(cell[[1]]) && w == chosen[1], cells)) {
        if (is.na(cell[[8]]) || cell[[8]] == 0) next
        rate <- poisson.test(cell[[7]], cell[[8]] / 365.25)
        rates[[length(rates) + 1]] <- list(kind, cell[[3]], rate$estimate[[1]], rate$conf.int[1], rate$conf.int[2])
      }
    }
  }
  rows <- function(frame) lapply(seq_len(nrow(frame)), function(r) unname(lapply(frame[r, ], function(cell) if (inherits(cell, "Date")) format(cell) else cell)))
  people$arm <- position(people$arm, arms)
  events <- transform(events, class = position(class, classes), term = position(term, terms), product = position(product, answers),
                      procedure = position(procedure, answers), outcome = position(outcome, outcomes))
  list(partialDates = if (latest) "latest" else "earliest", participants = rows(people), events = rows(events), tables = tables, rates = rates)
}

lines <- vapply(1:210, function(i) json(makeCase(i)), "")
head <- json(list(script = "test/reference/safety/tallies.R", version = R.version.string, seed = seed, data = "simulated"))
names <- json(lapply(list(arms = arms, classes = classes, terms = terms, answers = answers, outcomes = outcomes), as.list))
writeLines(c(paste0('{"generator":', head, ',"names":', names, ","), '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), file.path(folder, "tallies.json"))
