# The analyses of docs/examples/berry2019-simulated, by base R, from the same simulated records.
# Run from the repository's root: Rscript test/reference/examples/berry2019Simulated.R
source("test/reference/examples/functions.R")
d <- readRecords("berry2019SimulatedRecords.json")
weeks <- c("week -12" = -12, "week -8" = -8, "week -4" = -4, baseline = 0, "week 2" = 2, "week 4" = 4, "week 8" = 8, "week 12" = 12, "week 16" = 16, "week 24" = 24)
months <- weeks * 7 / monthLength
visits <- c("week 4", "week 8", "week 12", "week 16", "week 24")
arms <- c("cells", "placebo")
ids <- d$participants$id; armOf <- setNames(d$participants$arm, ids)
byArm <- function(f) setNames(lapply(arms, f), arms)
score <- sapply(names(weeks), function(v) { rows <- d$observations[d$observations$visit == v, ]; rows$value[match(ids, rows$participant)] })
sampleAt <- function(biomarker, visit) { rows <- d$biomarkerSamples[d$biomarkerSamples$biomarker == biomarker & d$biomarkerSamples$visit == visit, ]; rows$value[match(ids, rows$participant)] }
welch <- function(x, arm) {
  x1 <- x[arm == "cells" & !is.na(x)]; x2 <- x[arm == "placebo" & !is.na(x)]
  t <- t.test(x1, x2)
  c(under(list(cells = summaryOf(x1), placebo = summaryOf(x2))),
    list(estimate = mean(x1) - mean(x2), standardError = t$stderr, degreesOfFreedom = unname(t$parameter), lower = t$conf.int[1], upper = t$conf.int[2], pValue = t$p.value))
}
out <- list(B1 = byArm(function(arm) sum(armOf == arm)))

# ---- safety ------------------------------------------------------------------------------------------------------------------
ae <- d$adverseEvents[d$adverseEvents$day >= 0 & d$adverseEvents$day <= 24 * 7, ]
count <- function(rows) each(arms, function(arm) { own <- rows[armOf[rows$participant] == arm, ]; list(events = nrow(own), participants = length(unique(own$participant))) })
having <- function(arm) length(unique(ae$participant[armOf[ae$participant] == arm]))
sets <- c(split(ae, ae$systemOrganClass), list(Total = ae, Serious = ae[ae$serious, ]))
out$B2 <- c(under(lapply(sets, count)), under(list(Any = twoProportions(having("cells"), sum(armOf == "cells"), having("placebo"), sum(armOf == "placebo"), arms))))

# ---- slopes ------------------------------------------------------------------------------------------------------------------
twoVisit <- function(from, to) (score[, to] - score[, from]) / (months[[to]] - months[[from]])
leastSquares <- function(from, to) {
  within <- months >= months[[from]] & months <= months[[to]]
  apply(score[, within], 1, function(y) if (sum(!is.na(y)) < 2) NA else unname(coef(lm(y ~ months[within]))[2]))
}
slope <- list("two-visit" = twoVisit, "least-squares" = leastSquares)
changeOf <- function(to, method = "two-visit") { b <- slope[[method]]("week -12", "baseline"); a <- slope[[method]]("baseline", to); data.frame(before = b, after = a, change = a - b) }
out$B3 <- each(names(slope), function(method) each(visits, function(to) each(arms, function(arm) {
  s <- changeOf(to, method)[armOf == arm, ]; s <- s[complete.cases(s), ]
  list(n = nrow(s), before = mean(s$before), after = mean(s$after), change = mean(s$change), standardDeviation = sd(s$change))
})))
out$B4 <- each(visits, function(to) welch(changeOf(to)$change, armOf))
loss <- score[, "week -12"] - score[, "baseline"]
rapid <- !is.na(loss) & loss > 2
out$B5 <- each(visits, function(to) welch(changeOf(to)$change[rapid], armOf[rapid]))
fisherOf <- function(set, to) {
  r <- changeOf(to)$change >= 1.5 - 1e-9; r <- set & !is.na(r) & r
  counts <- c(sum(r & armOf == "cells"), sum(set & armOf == "cells"), sum(r & armOf == "placebo"), sum(set & armOf == "placebo"))
  figures <- twoProportions(counts[1], counts[2], counts[3], counts[4], arms)
  figures$pValue <- fisher.test(rbind(c(counts[1], counts[2] - counts[1]), c(counts[3], counts[4] - counts[3])))$p.value
  figures
}
everyone <- rep(TRUE, length(ids))
out$B6 <- each(visits, function(to) fisherOf(everyone, to))
out$B7 <- each(c("week 4", "week 12"), function(to) fisherOf(rapid, to))

# ---- cerebrospinal fluid -----------------------------------------------------------------------------------------------------
logChange <- function(b) log(sampleAt(b, "week 2")) - log(sampleAt(b, "baseline"))
analyte <- function(b) c(each(arms, function(arm) { p <- data.frame(before = log(sampleAt(b, "baseline")), after = log(sampleAt(b, "week 2")))[armOf == arm, ]; p <- p[complete.cases(p), ]; pairedT(p$before, p$after) }),
  under(list(difference = welch(logChange(b), armOf))))
out$B8 <- each(c("vegf", "hgf", "lif"), analyte)
out$B9 <- each(c("ccl2", "sdf1"), analyte)
# Slopes of whole-number scores that are equal on paper differ in the last digit, by which cor() would rank them: 12 digits are kept.
out$B10 <- each(c("pearson", "spearman"), function(method) each(visits, function(to) {
  x <- logChange("ccl2"); y <- changeOf(to)$change; if (method == "spearman") y <- signif(y, 12)
  keep <- armOf == "cells" & !is.na(x) & !is.na(y)
  c(list(n = sum(keep), estimate = cor(x[keep], y[keep], method = method)), if (method == "pearson") list(pValue = cor.test(x[keep], y[keep])$p.value))
}))

writeFigures("berry2019Simulated", 2019, out, "jsonlite")
