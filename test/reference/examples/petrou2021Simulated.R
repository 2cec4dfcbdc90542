# The analyses of docs/examples/petrou2021-simulated, by base R, from the same simulated records. Wilcoxon's signed rank test is done by
# listing every sign (up to 19 pairs), Hodges and Lehmann's estimate as the median of all Walsh averages.
# Run from the repository's root: Rscript test/reference/examples/petrou2021Simulated.R
source("test/reference/examples/functions.R")
d <- readRecords("petrou2021SimulatedRecords.json")
p <- d$participants; ids <- p$id
days <- function(participant, date) as.numeric(as.Date(date) - as.Date(p$baselineDate[match(participant, p$id)]))
d$observations$day <- days(d$observations$participant, d$observations$date)
dosesOf <- function(id) sort(d$doses$day[d$doses$participant == id])
treated <- ids[vapply(ids, function(id) length(dosesOf(id)) > 0, TRUE)]
seriesOf <- function(id, measure) { rows <- d$observations[d$observations$participant == id & d$observations$measure == measure, ]; rows <- rows[order(rows$day), ]; data.frame(day = rows$day, value = rows$value) }

# ---- slopes by period --------------------------------------------------------------------------------------------------------
# The value at a milestone: the last in the month before, or the first in the fortnight after.
rowAt <- function(s, day) { b <- which(s$day <= day & s$day >= day - monthLength); a <- which(s$day > day & s$day <= day + 14); if (length(b)) max(b) else if (length(a)) min(a) else NA }
slopeOf <- function(s, rows, method) {
  s <- s[rows, ]; m <- s$day / monthLength
  if (nrow(s) < 2) return(NULL)
  ends <- c(1, nrow(s))
  list(slope = if (method == "two-visit") diff(s$value[ends]) / diff(m[ends]) else unname(coef(lm(s$value ~ m))[2]), from = s$value[1], to = s$value[nrow(s)], length = diff(range(m)))
}
periods <- function(id, measure, method) {
  s <- seriesOf(id, measure); doses <- dosesOf(id)
  if (!nrow(s)) return(list(leadIn = NULL, cycles = list(), treatment = NULL))
  if (!length(doses)) return(list(leadIn = slopeOf(s, seq_len(nrow(s)), method), cycles = list(), treatment = NULL))
  at <- vapply(c(doses, max(doses) + 6 * monthLength), function(day) rowAt(s, day), 1)
  stopifnot(!anyNA(at), !is.unsorted(at, strictly = TRUE))
  last <- length(at)
  list(leadIn = slopeOf(s, seq_len(at[1]), method), cycles = lapply(seq_along(doses), function(k) slopeOf(s, at[k]:at[k + 1], method)), treatment = slopeOf(s, at[1]:at[last], method))
}
methods <- c("two-visit", "least-squares")
found <- lapply(setNames(methods, methods), function(method) lapply(setNames(ids, ids), periods, measure = "alsfrsR", method = method))
slopes <- function(x) vapply(x, function(s) if (is.null(s)) NA_real_ else s$slope, 0)
cycleOf <- function(method, k) lapply(found[[method]], function(f) if (length(f$cycles) >= k) f$cycles[[k]])
leadOf <- function(method) slopes(lapply(found[[method]], `[[`, "leadIn"))
percent <- function(before, after) { keep <- !is.na(before) & !is.na(after) & before < -1e-9 * 48; 100 * (after - before)[keep] / -before[keep] }

# ---- tests -------------------------------------------------------------------------------------------------------------------
signedRank <- function(x) {
  x <- signif(x, 12); r <- rank(abs(x))[x != 0]; v <- sum(r[x[x != 0] > 0]); total <- sum(r)
  twice <- round(2 * r)
  counts <- 1
  for (k in twice) { longer <- c(counts, rep(0, k)); longer[(k + 1):length(longer)] <- longer[(k + 1):length(longer)] + counts; counts <- longer }
  values <- (seq_along(counts) - 1) / 2
  sum(counts[abs(values - total / 2) >= abs(v - total / 2) - 1e-9]) / sum(counts)
}
walshMedian <- function(x) { w <- outer(x, x, "+") / 2; median(w[upper.tri(w, diag = TRUE)]) }
paired <- function(before, after) {
  keep <- !is.na(before) & !is.na(after); b <- before[keep]; a <- after[keep]
  t <- t.test(a, b, paired = TRUE)
  list(n = length(b), before = mean(b), after = mean(a), change = unname(t$estimate), lower = t$conf.int[1], upper = t$conf.int[2], pValue = t$p.value, median = walshMedian(a - b), rank.pValue = signedRank(a - b))
}
exact <- function(x, n) { limits <- binom.test(x, n)$conf.int; list(events = x, n = n, estimate = x / n, lower = limits[1], upper = limits[2]) }

# ---- participants and exposure -----------------------------------------------------------------------------------------------
described <- function(x) summaryOf(x)
baseline <- function(measure) vapply(ids, function(id) { x <- d$observations$value[d$observations$participant == id & d$observations$measure == measure & d$observations$visit == "dose 1"]; if (length(x)) x else NA_real_ }, 0)
out <- list(P1 = under(list(
  Age = described(p$age), "Duration of disease" = described(p$duration), "ALSFRS-R at entry" = described(p$entry),
  Sex = list(female = sum(p$sex == "female"), male = sum(p$sex == "male")),
  "ALSFRS-R" = described(baseline("alsfrsR")), FVC = described(baseline("fvc"))
)))
out$P2 <- each(methods, function(method) {
  lead <- leadOf(method); lengths <- vapply(found[[method]], function(f) f$leadIn$length, 0)
  c(list(slope = mean(lead), standardDeviation = sd(lead), months = mean(lengths), shortest = min(lengths), longest = max(lengths)), under(list(faster = exact(sum(lead < -0.5), length(lead)))))
})
cycleKeys <- paste("cycle", 1:4)
number <- function(key) as.integer(sub("cycle ", "", key))
out$P3 <- each(cycleKeys, function(key) {
  k <- number(key)
  gap <- unlist(lapply(ids, function(id) { g <- diff(dosesOf(id)); if (length(g) >= k) g[k] }))
  list(participants = sum(vapply(ids, function(id) length(dosesOf(id)) >= k, TRUE)), days = if (length(gap)) mean(gap) else NA, shortest = if (length(gap)) min(gap) else NA, longest = if (length(gap)) max(gap) else NA,
    months = if (length(gap)) mean(gap) / monthLength else NA)
})

# ---- response ----------------------------------------------------------------------------------------------------------------
out$P4 <- each(methods, function(method) {
  before <- leadOf(method); after <- slopes(lapply(found[[method]], `[[`, "treatment")); x <- percent(before, after)
  c(list("more than 25 %" = sum(x > 25 + 1e-7), "below 25 %" = sum(x <= 25 + 1e-7), "0 to 25 %" = sum(x >= -1e-7 & x <= 25 + 1e-7), better = sum(x > 1e-7), worse = sum(x < -1e-7),
    "no decline before" = sum(!is.na(before) & !is.na(after)) - length(x), "mean of all" = mean(x), "mean of responders" = mean(x[x > 25 + 1e-7])), under(list(test = paired(before, after))))
})
out$P5 <- each(methods, function(method) {
  tests <- lapply(1:4, function(k) paired(leadOf(method), slopes(cycleOf(method, k))))
  holm <- p.adjust(vapply(tests, `[[`, 0, "rank.pValue"), "holm")
  each(cycleKeys, function(key) { k <- number(key); c(tests[[k]], list(rank.holm = holm[k], responders = sum(percent(leadOf(method), slopes(cycleOf(method, k))) > 25 + 1e-7))) })
})
ends <- function(k, end) vapply(cycleOf("two-visit", k), function(s) if (is.null(s)) NA_real_ else s[[end]], 0)
gain <- ends(1, "to") - ends(1, "from"); gainers <- !is.na(gain) & gain >= 1
later <- (ends(2, "to") - ends(1, "from"))[gainers]
out$P6 <- list(n = sum(!is.na(gain)), gained = sum(gainers), least = min(gain[gainers]), most = max(gain[gainers]), "seen after cycle 2" = sum(!is.na(later)), kept = sum(later >= 1, na.rm = TRUE))
out$P7 <- each(cycleKeys[1:3], function(key) {
  k <- number(key)
  gap <- vapply(ids, function(id) { g <- diff(dosesOf(id)); if (length(g) >= k) g[k] else NA_real_ }, 0) / monthLength
  y <- slopes(cycleOf("least-squares", k)) - leadOf("least-squares"); keep <- !is.na(gap) & !is.na(y)
  t <- cor.test(gap[keep], y[keep])
  list(n = sum(keep), pearson = unname(t$estimate), lower = t$conf.int[1], upper = t$conf.int[2], pValue = t$p.value, spearman = cor(gap[keep], signif(y[keep], 12), method = "spearman"))
})
out$P8 <- each(methods, function(method) { f <- lapply(ids, periods, measure = "fvc", method = method); paired(slopes(lapply(f, `[[`, "leadIn")), slopes(lapply(f, `[[`, "treatment"))) })

# ---- safety and precision ----------------------------------------------------------------------------------------------------
ae <- d$adverseEvents[d$adverseEvents$day >= 0 & d$adverseEvents$day <= 26 * monthLength, ]
rows <- c(split(ae, ae$preferredTerm), list("Related to puncture" = ae[ae$procedure == "yes", ], "Related to product" = ae[ae$product == "yes", ], Serious = ae[ae$serious, ]))
out$P9 <- under(lapply(rows, function(x) list(events = nrow(x), participants = length(unique(x$participant)), n = length(treated))))
before <- leadOf("least-squares"); after <- slopes(lapply(found[["least-squares"]], `[[`, "treatment")); x <- percent(before, after)
better <- sum(x > 1e-7); worse <- sum(x < -1e-7)
differences <- (after - before)[!is.na(before) & !is.na(after)]
out$P10 <- c(under(list(responders = exact(sum(x > 25 + 1e-7), length(x)))), under(list(better = exact(better, length(x)))),
  list(better.binomial.pValue = binom.test(better, better + worse)$p.value, better.sign.pValue = binom.test(sum(differences > 0), sum(differences != 0))$p.value))

writeFigures("petrou2021Simulated", 2021, out, "jsonlite")
