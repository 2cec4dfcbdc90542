# The analyses of docs/examples/oh2018-simulated, by base R, survival, pROC and lme4's criterion polished to its optimum, from the
# same simulated records. Run from the repository's root: Rscript test/reference/examples/oh2018Simulated.R
source("test/reference/examples/functions.R")
source("test/reference/mixed/polishedFit.R")
d <- readRecords("oh2018SimulatedRecords.json")
planned <- c(V1 = -3, V2 = -2, V3 = -1, V5 = 0, V6 = 1, V7 = 2, V8 = 3, V9 = 4, V10 = 6)
arms <- c("msc", "control")
people <- d$participants
ids <- people$id; armOf <- setNames(people$arm, ids)
valuesAt <- function(measure, visit) { rows <- d$observations[d$observations$measure == measure & d$observations$visit == visit, ]; rows$value[match(ids, rows$participant)] }
sampleAt <- function(biomarker, visit) { rows <- d$biomarkerSamples[d$biomarkerSamples$biomarker == biomarker & d$biomarkerSamples$visit == visit, ]; rows$value[match(ids, rows$participant)] }
score <- sapply(names(planned), function(v) valuesAt("alsfrsR", v))
full <- !is.na(score[, "V5"]) & rowSums(!is.na(score[, planned > 0])) > 0
inArm <- function(x, arm, set = full) x[set & armOf == arm]
compare <- function(x) student(inArm(x, "msc"), inArm(x, "control"))
byArm <- function(f) setNames(lapply(arms, f), arms)
out <- list()

# ---- participants ------------------------------------------------------------------------------------------------------------
withStatus <- function(status) byArm(function(arm) sum(armOf[unique(d$dispositions$participant[d$dispositions$status == status])] == arm))
atSixMonths <- d$dispositions$participant[d$dispositions$status == "completed" & d$dispositions$day < 200]
out$O1 <- under(list(randomised = withStatus("randomised"), dosed = byArm(function(arm) sum(armOf[unique(d$doses$participant)] == arm)),
  completed = byArm(function(arm) sum(armOf[unique(atSixMonths)] == arm)), lost = withStatus("lost-to-follow-up"), died = withStatus("died")))
out$O2 <- under(list(safety = byArm(function(arm) sum(armOf == arm)), full = byArm(function(arm) sum(full & armOf == arm)), younger = byArm(function(arm) sum(people$age < 54 & armOf == arm))))
labels <- c(alsfrsR = "ALSFRS-R", aals = "Appel ALS score", fvc = "FVC", sf36 = "SF-36", alt = "Alanine transaminase")
analytes <- c(tgfb1 = "TGF-β1", tgfb2 = "TGF-β2", tgfb3 = "TGF-β3", il6 = "IL-6", il10 = "IL-10", il1b = "IL-1β", ccl2 = "MCP-1", tnf = "TNF-α")
baseline <- c(list(Age = people$age), setNames(lapply(names(labels), valuesAt, "V5"), labels), setNames(lapply(names(analytes), sampleAt, "V5"), analytes))
out$O3 <- under(lapply(baseline, function(x) {
  groups <- byArm(function(arm) { v <- inArm(x, arm); v[!is.na(v)] })
  c(under(lapply(groups, summaryOf)), pValue = if (length(groups$control)) t.test(groups$msc, groups$control, var.equal = TRUE)$p.value else NA)
}))
category <- function(x, levels) {
  m <- sapply(arms, function(arm) table(factor(inArm(x, arm), levels)))
  c(each(levels, function(level) as.list(m[level, ])), pValue = testOfTable(t(m)))
}
out$O4 <- under(list(Sex = category(people$sex, c("female", "male")), "Site of onset" = category(people$onset, c("limb", "bulbar"))))
perArm <- ceiling(2 * ((qnorm(0.975) + qnorm(0.8)) * 3 / 2.28)^2)
out$O5 <- list(msc = ceiling(perArm / 0.9))

# ---- change and slopes -------------------------------------------------------------------------------------------------------
changeTo <- function(measure, visit) valuesAt(measure, visit) - valuesAt(measure, "V5")
out$O6 <- compare(changeTo("alsfrsR", "V9"))
out$O7 <- compare(changeTo("alsfrsR", "V10"))
leadIn <- function(measure) (valuesAt(measure, "V5") - valuesAt(measure, "V1")) / 3
slopeChange <- function(measure, visit) changeTo(measure, visit) / planned[[visit]] - leadIn(measure)
out$O8 <- each(c("alsfrsR", "aals", "fvc"), function(measure) each(arms, function(arm) summaryOf(inArm(leadIn(measure), arm))))
out$O9 <- under(list(slope4 = compare(slopeChange("alsfrsR", "V9")), slope6 = compare(slopeChange("alsfrsR", "V10"))))
out$O10 <- each(c("aals", "fvc"), function(measure) compare(slopeChange(measure, "V9")))
out$O11 <- each(c("aals", "fvc", "sf36"), function(measure) compare(changeTo(measure, "V9")))

# ---- responders: of the full set; whoever cannot be judged, or did not decline, has not responded ----------------------------
responds <- function(visit, percent) { lead <- leadIn("alsfrsR"); r <- lead < -1e-9 & slopeChange("alsfrsR", visit) >= percent / 100 * abs(lead) - 1e-9; full & !is.na(r) & r }
ends <- c(slope4 = "V9", slope6 = "V10")
bounds <- c(good = 50, better = 75, best = 100)
out$O12 <- each(names(ends), function(of) under(c(lapply(bounds, function(b) byArm(function(arm) sum(responds(ends[of], b) & armOf == arm))),
  list(poor = byArm(function(arm) sum(full & !responds(ends[of], 50) & armOf == arm))))))
out$O13 <- each(names(ends), function(of) under(lapply(bounds, function(b) { r <- responds(ends[of], b); twoProportions(sum(r & armOf == "msc"), sum(full & armOf == "msc"), sum(r & armOf == "control"), sum(full & armOf == "control")) })))

# ---- safety ------------------------------------------------------------------------------------------------------------------
ae <- d$adverseEvents
windows <- list(at4 = c(-3, 4), at6 = c(-3, 6), fromBaseline = c(0, 6))
inside <- function(day, window) day >= window[1] * monthLength & day <= window[2] * monthLength
having <- function(rows, arm) length(unique(rows$participant[armOf[rows$participant] == arm]))
out$O14 <- each(c("at4", "at6"), function(w) { rows <- ae[inside(ae$day, windows[[w]]), ]; twoProportions(having(rows, "msc"), sum(armOf == "msc"), having(rows, "control"), sum(armOf == "control")) })
classes <- function(category) { rows <- if (category == "serious") ae[ae$serious, ] else ae; unique(rows$systemOrganClass[Reduce(`|`, lapply(windows, function(w) inside(rows$day, w)))]) }
out$O15 <- each(names(windows), function(w) each(c("all", "serious"), function(category) {
  rows <- ae[inside(ae$day, windows[[w]]) & (category == "all" | ae$serious), ]
  each(c("Total", classes(category)), function(class) {
    own <- if (class == "Total") rows else rows[rows$systemOrganClass == class, ]
    each(arms, function(arm) list(events = sum(armOf[own$participant] == arm), participants = having(own, arm)))
  })
}))
mscEvents <- ae[inside(ae$day, windows$at6) & armOf[ae$participant] == "msc", ]
out$O16 <- as.list(tapply(mscEvents$participant, mscEvents$preferredTerm, function(p) length(unique(p))))
deaths <- d$clinicalEvents[d$clinicalEvents$kind == "death", ]
out$O17 <- under(lapply(windows, function(w) byArm(function(arm) having(deaths[inside(deaths$day, w), ], arm))))
out$O18 <- compare(changeTo("alt", "V9"))
out$O19 <- each(c("V6", "V7", "V8", "V9", "V10"), function(v) {
  change <- changeTo("alsfrsR", v)
  c(each(arms, function(arm) { s <- summaryOf(inArm(change, arm)); list(mean = s$mean, standardError = s$standardDeviation / sqrt(s$n)) }), pValue = compare(change)$pValue)
})

# ---- mixed model -------------------------------------------------------------------------------------------------------------
long <- do.call(rbind, lapply(names(planned), function(v) data.frame(participant = ids, arm = unname(armOf), time = planned[[v]], response = score[, v])))
long <- long[rep(full, length(planned)) & !is.na(long$response), ]
long <- long[order(match(long$participant, ids), long$time), ]
linesOf <- function(time, random) if (random == "continuous") data.frame(level = rep(1, length(time)), before = pmin(time, 0), after = pmax(time, 0)) else
  data.frame(level1 = as.numeric(time <= 0), before = pmin(time, 0), level2 = as.numeric(time > 0), after = pmax(time, 0))
out$O20 <- each(c("continuous", "separate"), function(random) {
  lines <- linesOf(long$time, random)
  data <- data.frame(participant = factor(long$participant, ids[full]), response = long$response)
  fixed <- c()
  for (arm in arms) for (term in names(lines)) { column <- paste(arm, term, sep = "."); data[[column]] <- lines[[term]] * (long$arm == arm); fixed <- c(fixed, column) }
  randomNames <- paste0("r.", names(lines)); data[randomNames] <- lines
  case <- list(data = data, fixed = fixed, random = randomNames, structure = "unstructured", reml = TRUE)
  weights <- function(...) { w <- c(...); l <- setNames(rep(0, length(fixed)), fixed); l[names(w)] <- w; l }
  slopes <- list(weights(msc.before = 1), weights(msc.after = 1), weights(control.before = 1), weights(control.after = 1), weights(msc.after = 1, control.after = -1))
  at <- linesOf(unname(planned), random)
  means <- unlist(lapply(arms, function(arm) lapply(seq_along(planned), function(i) weights(setNames(unlist(at[i, ]), paste(arm, names(at), sep = "."))))), recursive = FALSE)
  fit <- fitCase(case)
  a <- analyse(case, fit, do.call(rbind, c(slopes, means)))
  cat(random, ": decrement", fit$decrement, "singular", a$singular, "lmer stops", a$default$below, "below\n")
  k <- a$combinations
  slope <- function(i) list(estimate = k$estimates[i], standardError = k$standardErrors[i], degreesOfFreedom = k$degreesOfFreedom[i], pValue = 2 * pt(-abs(k$estimates[i] / k$standardErrors[i]), k$degreesOfFreedom[i]))
  mean <- function(from) setNames(as.list(k$estimates[from + seq_along(planned)]), paste("month", planned))
  c(under(list(msc.before = slope(1), msc.after = slope(2), control.before = slope(3), control.after = slope(4), difference = slope(5), mean.msc = mean(5), mean.control = mean(5 + length(planned)))),
    logLikelihood = a$logLikelihood)
})

# ---- cerebrospinal fluid -----------------------------------------------------------------------------------------------------
pairs <- function(biomarker, set = full) { p <- data.frame(before = sampleAt(biomarker, "V5"), after = sampleAt(biomarker, "V6"))[set & armOf == "msc", ]; p[complete.cases(p), ] }
tests <- lapply(names(analytes), function(b) { p <- pairs(b); pairedT(p$before, p$after) })
holm <- p.adjust(sapply(tests, `[[`, "pValue"), "holm")
out$O21 <- under(setNames(Map(function(test, adjusted) c(test, holm = adjusted), tests, holm), names(analytes)))
out$O22 <- each(names(analytes), function(b) { p <- pairs(b); rocOf(p$before, p$after, !(b %in% c("ccl2", "tnf"))) })
classOf <- function(of) list(good = responds(ends[of], 50), poor = full & !responds(ends[of], 50))
out$O23 <- each(names(ends), function(of) under(lapply(classOf(of), function(set) {
  x <- (sampleAt("tgfb1", "V6") - sampleAt("tgfb1", "V5")); y <- (sampleAt("ccl2", "V6") - sampleAt("ccl2", "V5"))
  keep <- set & armOf == "msc" & !is.na(x) & !is.na(y); x <- x[keep]; y <- y[keep]
  fit <- lm(y ~ x)
  list(n = length(x), rSquared = summary(fit)$r.squared, slope = unname(coef(fit)[2]), pValue = cor.test(x, y, alternative = "less")$p.value)
})))
out$O24 <- each(names(ends), function(of) under(lapply(classOf(of), function(set) { p <- pairs("il6", set); pairedT(p$before, p$after) })))

# ---- survival: from V1 to the event, to the day somebody left, or to the last record -------------------------------------------
lastRecord <- sapply(ids, function(id) max(c(d$dispositions$day[d$dispositions$participant == id], d$clinicalEvents$day[d$clinicalEvents$participant == id])))
timesTo <- function(kinds) {
  first <- sapply(ids, function(id) min(Inf, d$clinicalEvents$day[d$clinicalEvents$participant == id & d$clinicalEvents$kind %in% kinds]))
  event <- is.finite(first)
  data.frame(time = (ifelse(event, first, lastRecord) + 3 * monthLength) / monthLength, event = event, arm = factor(unname(armOf), arms), treated = as.numeric(armOf == "msc"))
}
kinds <- list(survival = "death", tracheostomyFree = c("death", "tracheostomy"))
survivalOf <- function(endpoint, set = rep(TRUE, length(ids))) {
  s <- timesTo(kinds[[endpoint]])[set, ]
  fit <- survfit(Surv(time, event) ~ arm, s)
  table <- summary(fit, rmean = "individual")$table
  test <- survdiff(Surv(time, event) ~ arm, s)
  cox <- coxph(Surv(time, event) ~ treated, s, control = coxph.control(eps = 1e-14, iter.max = 100, toler.chol = 1e-15))
  c(each(arms, function(arm) { row <- paste0("arm=", arm); list(n = sum(s$arm == arm), events = sum(s$event & s$arm == arm), mean = table[row, "rmean"], standardError = table[row, "se(rmean)"], median = table[row, "median"]) }),
    list(logRank = test$chisq, pValue = pchisq(test$chisq, 1, lower.tail = FALSE), logHazardRatio = unname(coef(cox)), logHazardRatioError = sqrt(cox$var[1, 1])))
}
out$O25 <- survivalOf("survival")
out$O26 <- survivalOf("tracheostomyFree")
groups <- list(female = people$sex == "female", male = people$sex == "male", younger = people$age < 54, older = people$age >= 54, limb = people$onset == "limb", bulbar = people$onset == "bulbar")
out$O27 <- under(lapply(groups, function(set) each(names(kinds), function(endpoint) survivalOf(endpoint, set))))

# ---- genes and doses ---------------------------------------------------------------------------------------------------------
out$O28 <- byArm(function(arm) sum(inArm(people$variant == "found", arm)))
cells <- tapply(d$doses$amount, factor(d$doses$participant, ids), sum)
number <- table(factor(d$doses$participant, ids))
out$O29 <- c(under(byArm(function(arm) list(doses = mean(inArm(as.vector(number), arm))))), list(msc.cells = mean(inArm(cells, "msc"), na.rm = TRUE), msc.cellsSd = sd(inArm(cells, "msc"), na.rm = TRUE), msc.atLeast2 = sum(inArm(as.vector(number) >= 2, "msc"))))

writeFigures("oh2018Simulated", 2018, out, c("survival", "lme4", "pbkrtest", "pROC", "jsonlite"))
