# survdiff() on 220 random samples of 4 to 40 in 2 to 4 groups, with strata and weights, and the trend test from its sums; and, since
# survdiff() takes no delayed entry, the score test of coxph(ties = "exact"), which is the log-rank test, on 60 more.
# Run: Rscript test/reference/survival/logRank.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 52
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

draw <- function(i, largest = 40) {
  n <- sample(4:largest, 1)
  time <- timesOf(n)
  event <- eventsOf(n)
  group <- sample(sample(2:4, 1), n, TRUE)
  if (i %% 9 == 0) event[group == 1] <- 0
  c(list(time = time, event = event, group = group), if (i %% 3 == 0) list(stratum = sample(2, n, TRUE)))
}
sums <- function(x) if (is.matrix(x)) rowSums(x) else x
again <- function(f) repeat {
  case <- tryCatch(f(), error = function(e) NULL)
  if (!is.null(case)) return(case)
}

plain <- lapply(1:220, function(i) again(function() {
  d <- draw(i)
  if (length(unique(d$group)) < 2 || sum(d$event) == 0) stop("no test")
  rho <- c(0, 0, 1, 0.5)[1 + i %% 4]
  fit <- if (is.null(d$stratum)) survdiff(Surv(time, event) ~ group, d, rho = rho) else survdiff(Surv(time, event) ~ group + strata(stratum), d, rho = rho)
  expected <- sums(fit$exp)
  # A group that is never at risk, and strata that share no groups, leave the degrees of freedom to convention.
  if (any(expected < 1e-9)) stop("no test")
  V <- fit$var
  if (qr(V)$rank < nrow(V) - 1) stop("no test")
  df <- nrow(V) - 1
  scores <- sort(unique(d$group))
  difference <- sums(fit$obs) - expected
  list(
    time = values(d$time), event = values(d$event), group = values(d$group), stratum = if (is.null(d$stratum)) NULL else values(d$stratum), rho = rho,
    statistic = fit$chisq, degreesOfFreedom = df, pValue = pchisq(fit$chisq, df, lower.tail = FALSE),
    observed = values(sums(fit$obs)), expected = values(unname(expected)), variance = values(diag(V)),
    trend = drop((scores %*% difference)^2 / (scores %*% V %*% scores))
  )
}))

delayed <- lapply(1:60, function(i) again(function() {
  d <- draw(i, 24)
  # With delayed entry, coxph() goes through every choice of the tied events from those at risk.
  if (sum(d$event) == 0) stop("no test")
  if (max(table(round(d$time[d$event == 1], 6))) > 4) stop("too much work")
  d$entry <- entriesOf(d$time)
  d$arm <- factor(d$group)
  if (length(unique(d$group)) < 2) stop("no test")
  f <- if (is.null(d$stratum)) Surv(entry, time, event) ~ arm else Surv(entry, time, event) ~ arm + strata(stratum)
  fit <- suppressWarnings(coxph(f, d, ties = "exact"))
  # As above: every arm must be at risk at some event while another is.
  df <- length(fit$coefficients)
  stratum <- if (is.null(d$stratum)) rep(1, length(d$time)) else d$stratum
  V <- Reduce(`+`, lapply(which(d$event == 1), function(k) {
    p <- prop.table(table(d$arm[stratum == stratum[k] & d$time >= d$time[k] - 1e-9 & d$entry < d$time[k]]))
    diag(as.vector(p)) - outer(as.vector(p), as.vector(p))
  }))
  if (any(is.na(fit$coefficients)) || fit$score < 1e-6 || qr(V)$rank < df) stop("no test")
  list(
    time = values(d$time), event = values(d$event), entry = values(d$entry), group = values(d$group),
    stratum = if (is.null(d$stratum)) NULL else values(d$stratum), rho = 0,
    statistic = fit$score, degreesOfFreedom = df, pValue = pchisq(fit$score, df, lower.tail = FALSE)
  )
}))
writeFixture("logRank", seed, c(plain, delayed), "survival")
