# Records of 200 simulated trials of 10 to 16 participants, the times to the event that follow from them (of vectors, with pmin), and what
# survfit(), survdiff(), coxph(), cox.zph() and survfit() of a factor make of these. Every day is a whole number, so that days coincide.
# Run: Rscript test/reference/survival/trial.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 62
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

some <- function(n, share, days) ifelse(runif(n) < share, days, NA)
first <- function(...) { m <- pmin(..., na.rm = TRUE); ifelse(is.na(m), Inf, m) }
lastly <- function(...) { m <- pmax(..., na.rm = TRUE); ifelse(is.na(m), -Inf, m) }
or <- function(expression) tryCatch(withCallingHandlers(expression, warning = function(w) stop("doubt")), error = function(e) NULL)

control <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 50, toler.chol = 1e-13))

cases <- lapply(1:200, function(i) {
  n <- sample(10:16, 1)
  arm <- sample(0:1, n, TRUE)
  site <- ifelse(runif(n) < 0.1, NA, sample(1:2, n, TRUE))
  death <- some(n, 0.55, ceiling(rexp(n) * 250) + 5)
  alive <- function(days) ifelse(!is.na(death) & days > death, NA, days)
  tracheostomy <- alive(some(n, 0.3, ceiling(rexp(n) * 200) - 5))
  gastrostomy <- alive(some(n, 0.35, ceiling(rexp(n) * 150)))
  therapy <- alive(some(n, 0.1, ceiling(rexp(n) * 300)))
  dose <- alive(some(n, 0.9, sample(0:9, n, TRUE)))
  left <- alive(some(n, 0.5, sample(c(60, 180, 360, 365), n, TRUE)))
  status <- sample(c("completed", "withdrew", "lost-to-follow-up"), n, TRUE)
  # Some coincide.
  same <- which(!is.na(death) & !is.na(gastrostomy))[1]
  if (!is.na(same)) gastrostomy[same] <- death[same]
  same <- which(!is.na(left) & !is.na(tracheostomy))[1]
  if (!is.na(same)) tracheostomy[same] <- left[same]

  competing <- i %% 3 == 0
  fromDose <- i %% 4 == 1
  entered <- i %% 4 == 2
  cutOff <- if (i %% 5 < 2) 200 else Inf
  origin <- if (fromDose) dose else rep(0, n)
  entry <- if (entered) dose else origin
  nothing <- ifelse(is.na(gastrostomy), Inf, gastrostomy)
  comp <- if (competing) nothing else rep(Inf, n)
  own <- first(death, tracheostomy)
  seen <- ifelse(!is.na(left), left, ifelse(!is.na(death), Inf, lastly(tracheostomy, gastrostomy, therapy, dose)))
  end <- pmin(first(therapy), seen, cutOff + origin)
  firstByDeath <- own == first(death) & own < first(tracheostomy)
  isEvent <- own <= end & own < Inf & (own < comp | (own == comp & !firstByDeath))
  isCompeting <- !isEvent & comp <= end & comp < Inf & comp <= own
  day <- ifelse(isEvent, own, ifelse(isCompeting, comp, end))
  prior <- first(tracheostomy, therapy, if (competing) gastrostomy else NA) < origin | first(death) < origin
  ok <- !is.na(origin) & !is.na(entry) & !prior & !(seen == -Inf & own == Inf & comp == Inf & end == -Inf) & day >= origin & !(entry > origin & day <= entry)
  ok[is.na(ok)] <- FALSE
  kind <- ifelse(isEvent, ifelse(firstByDeath, "death", "tracheostomy"), ifelse(isCompeting, "gastrostomy", "none"))

  d <- data.frame(arm, site, time = (day - origin) / 30.4375, entry = (pmax(entry, origin) - origin) / 30.4375, event = as.numeric(isEvent), state = ifelse(isEvent, 1, ifelse(isCompeting, 2, 0)), kind)[ok, ]
  entries <- ifelse(d$entry == 0, -1, d$entry)
  y <- if (any(d$entry > 0)) Surv(entries, d$time, d$event) else Surv(d$time, d$event)
  curves <- lapply(0:1, function(a) or({
    if (!any(d$arm == a)) stop("empty")
    fit <- survfit(y[d$arm == a] ~ 1, conf.type = "log-log")
    table <- summary(fit, rmean = 4)$table
    known <- max(d$time[d$arm == a]) >= 4 || min(fit$surv) == 0
    list(median = unname(table["median"]), mean = if (known) unname(table[grep("rmean$", names(table))]) else NULL, meanError = if (known) unname(table[grep("se\\(rmean", names(table))]) else NULL)
  }))
  incidence <- lapply(0:1, function(a) or({
    use <- d$arm == a
    if (any(d$entry[use] > 0) || !any(d$state[use] == 1)) stop("not compared")
    present <- sort(unique(d$state[use & d$state > 0]))
    fit <- survfit(Surv(d$time[use], factor(d$state[use], c(0, present))) ~ 1)
    list(estimate = tail(fit$pstate[, 2], 1), standardError = tail(fit$std.err[, 2], 1))
  }))
  logRank <- or({ if (any(d$entry > 0) || length(unique(d$arm)) < 2 || sum(d$event) == 0) stop("none"); s <- survdiff(Surv(time, event) ~ arm, data = d); if (s$var[1, 1] < 1e-9) stop("none"); s$chisq })
  s <- d[!is.na(d$site), ]
  ys <- if (any(d$entry > 0)) y[!is.na(d$site)] else Surv(s$time, s$event)
  stratified <- or({
    fit <- coxph(ys ~ arm + strata(site), data = s, control = control)
    if (is.na(coef(fit)) || abs(coef(fit)) > 5) stop("infinite")
    list(logHazardRatio = unname(coef(fit)), standardError = sqrt(fit$var[1, 1]), proportional = unname(cox.zph(fit, terms = FALSE)$table[1, 1]))
  })
  person <- function(j) {
    all <- list(site = site[j], death = death[j], tracheostomy = tracheostomy[j], gastrostomy = gastrostomy[j], therapy = therapy[j], dose = dose[j], left = left[j])
    c(list(arm = arm[j]), all[!is.na(all)], if (!is.na(left[j])) list(status = status[j]), if (ok[j]) list(expected = list(time = (day - origin)[j], entry = (pmax(entry, origin) - origin)[j], kind = kind[j])))
  }
  list(competing = competing, fromDose = fromDose, entered = entered, cutOff = if (cutOff < Inf) cutOff else NULL, people = lapply(seq_len(n), person), curves = curves, incidence = incidence, logRank = logRank, stratified = stratified)
})
writeFixture("trial", seed, cases, "survival")
