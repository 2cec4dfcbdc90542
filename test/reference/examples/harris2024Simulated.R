# The analyses of docs/examples/harris2024-simulated, by base R, coin and lmerTest, from the same simulated records.
# Run from the repository's root: Rscript test/reference/examples/harris2024Simulated.R
source("test/reference/examples/functions.R")
suppressPackageStartupMessages({library(coin); library(lmerTest)})
d <- readRecords("harris2024SimulatedRecords.json")
arms <- c("cellsFirst", "salineFirst")
ids <- d$participants$id; armOf <- d$participants$arm
components <- c("edss", "t25fw", "nineHolePegDominant", "nineHolePegNonDominant")
at <- function(measure, visit) { rows <- d$observations[d$observations$measure == measure & d$observations$visit == visit, ]; rows$value[match(ids, rows$participant)] }
byArm <- function(f) setNames(lapply(arms, f), arms)
test <- function(x, equal = FALSE) {
  a <- x[armOf == "cellsFirst" & !is.na(x)]; b <- x[armOf == "salineFirst" & !is.na(x)]
  t <- t.test(a, b, var.equal = equal)
  c(under(list(cellsFirst = summaryOf(a), salineFirst = summaryOf(b))),
    list(estimate = mean(a) - mean(b), standardError = t$stderr, degreesOfFreedom = unname(t$parameter), lower = t$conf.int[1], upper = t$conf.int[2], pValue = t$p.value))
}
rankTest <- function(x, g) {
  # Changes that are equal on paper differ in their last digits, by which they would be ranked.
  shift <- median(outer(x[g], x[!g], "-"))
  x <- round(x, 9)
  f <- data.frame(x, g = factor(!g))
  list(statistic = sum(outer(x[g], x[!g], ">")) + sum(outer(x[g], x[!g], "==")) / 2, estimate = shift, pValue = as.numeric(pvalue(wilcox_test(x ~ g, f, distribution = "exact"))))
}
change <- function(measure, from = "month 0", to = "month 13") at(measure, to) - at(measure, from)
out <- list()

# ---- allocation, EDSS-Plus -----------------------------------------------------------------------------------------------------
levelsOf <- list("EDSS stratum" = list("edssStratum", c("below 6", "6 and above")), "Subtype" = list("subtype", c("secondary progressive", "primary progressive")))
out$H1 <- under(unlist(unname(lapply(names(levelsOf), function(label) { l <- levelsOf[[label]]; setNames(lapply(l[[2]], function(v) byArm(function(arm) sum(armOf == arm & d$participants[[l[[1]]]] == v))), paste0(label, ".", l[[2]])) })), recursive = FALSE))
# TRUE, FALSE or NA by component; a fall of a time by exactly a fifth counts.
better <- function(from, to) {
  e <- at("edss", from); f <- at("edss", to)
  out <- list(edss = e - f >= ifelse(e >= 6, 0.5, 1) - 1e-9)
  for (m in components[-1]) { b <- at(m, from); out[[m]] <- (b - at(m, to)) / b >= 0.2 - 1e-12 }
  out
}
plus <- function(b) Reduce(`|`, b)
first <- better("month 0", "month 13"); second <- better("month 16", "month 29")
p1 <- plus(first); p2 <- plus(second)
out$H2 <- under(byArm(function(arm) list(improved = sum(armOf == arm & p1 %in% TRUE), not = sum(armOf == arm & p1 %in% FALSE), unknown = sum(armOf == arm & is.na(p1)))))
improvedOf <- function(v) twoProportions(sum(armOf == "cellsFirst" & v %in% TRUE), sum(armOf == "cellsFirst"), sum(armOf == "salineFirst" & v %in% TRUE), sum(armOf == "salineFirst"), arms)
out$H3 <- improvedOf(p1)
out$H4 <- c(each(components, function(m) under(list(improved = improvedOf(first[[m]])))),
  each(components, function(m) { x <- change(m); k <- !is.na(x); under(list(change = test(x), ranks = rankTest(x[k], armOf[k] == "cellsFirst"))) }))

# ---- other measures of the first period ----------------------------------------------------------------------------------------
percentBetter <- function(m, higher) (if (higher) 1 else -1) * 100 * change(m) / at(m, "month 0")
out$H5 <- test(percentBetter("sixMinuteWalk", TRUE))
assisted <- d$participants$edss >= 6 & d$participants$edss <= 6.5
out$H6 <- each(c("t25fw", "sixMinuteWalk"), function(m) each(c("student", "welch"), function(kind) test(ifelse(assisted, percentBetter(m, m == "sixMinuteWalk"), NA), kind == "student")))
out$H7 <- test(change("bladder"))
out$H8 <- each(c("brain", "greyMatter"), function(m) { t <- test(100 * change(m) / at(m, "month 0") * 12 / 13); t[names(t) != "degreesOfFreedom"] })
sampleAt <- function(b, visit) { rows <- d$biomarkerSamples[d$biomarkerSamples$biomarker == b & d$biomarkerSamples$visit == visit, ]; rows$value[match(ids, rows$participant)] }
analyte <- function(b) {
  x0 <- log(sampleAt(b, "month 0")); x1 <- log(sampleAt(b, "month 13")); k <- !is.na(x0) & !is.na(x1)
  c(each(arms, function(arm) pairedT(x0[k & armOf == arm], x1[k & armOf == arm])), under(list(difference = test(x1 - x0))))
}
out$H9 <- each(c("mmp9", "ccl2"), analyte)

# ---- both periods --------------------------------------------------------------------------------------------------------------
# The mixed model's restricted likelihood is maximised in the ratio of its variances; degrees of freedom by lmerTest.
mixed <- function(y1, y2, g) {
  rows <- data.frame(y = c(y1, y2), id = rep(ids, 2), period = factor(rep(1:2, each = length(ids))), cells = as.numeric(c(g, !g)))
  rows <- rows[!is.na(rows$y), ]
  X <- model.matrix(~ period + cells, rows); Z <- model.matrix(~ 0 + factor(id), rows); m <- nrow(X) - ncol(X)
  at <- function(r) { V <- diag(nrow(X)) + exp(r) * tcrossprod(Z); W <- solve(V); C <- solve(t(X) %*% W %*% X); b <- (C %*% t(X) %*% W %*% rows$y)[, 1]; e <- rows$y - X %*% b
    s2 <- as.numeric(t(e) %*% W %*% e) / m; list(b = b, se = sqrt(diag(C) * s2), l = -(m * log(s2) + determinant(V)$modulus[1] - determinant(C)$modulus[1]) / 2) }
  grid <- seq(-20, 6, 0.5); l <- sapply(grid, function(r) at(r)$l); best <- grid[which.max(l)]
  fit <- if (best < -15) at(-40) else at(optimize(function(r) at(r)$l, best + c(-0.6, 0.6), maximum = TRUE, tol = 1e-13)$maximum)
  # With no variance between participants the model is one of independent observations.
  df <- if (best < -15) rep(m, 3) else coef(summary(suppressMessages(lmer(y ~ period + cells + (1 | id), rows, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))))[, "df"]
  q <- qt(0.975, df[[3]])
  list(participants = length(unique(rows$id)), estimate = fit$b[[3]], standardError = fit$se[[3]], degreesOfFreedom = df[[3]], lower = fit$b[[3]] - q * fit$se[[3]], upper = fit$b[[3]] + q * fit$se[[3]],
    pValue = 2 * pt(-abs(fit$b[[3]] / fit$se[[3]]), df[[3]]), period.estimate = fit$b[[2]], period.pValue = 2 * pt(-abs(fit$b[[2]] / fit$se[[2]]), df[[2]]))
}
within <- function(m) {
  y1 <- change(m); y2 <- change(m, "month 16", "month 29"); g <- armOf == "cellsFirst"; k <- !is.na(y1) & !is.na(y2)
  cells <- c(y1[g], y2[!g]); saline <- c(y1[!g], y2[g])
  h <- (y1 - y2) / 2; total <- y1 + y2
  two <- function(x) test(ifelse(k, x, NA), TRUE)
  t <- two(h); p <- two(ifelse(g, -h, h)); s <- two(total)
  r <- rankTest(h[k], g[k]); rp <- rankTest(ifelse(g, -h, h)[k], g[k]); rs <- rankTest(total[k], g[k])
  c(under(list(cells = summaryOf(cells), saline = summaryOf(saline))), under(list(
    "t-test" = c(list(participants = sum(k)), t[c("estimate", "standardError", "degreesOfFreedom", "lower", "upper", "pValue")], list(period.estimate = p$estimate, period.pValue = p$pValue, carryOver.estimate = s$estimate, carryOver.pValue = s$pValue)),
    "rank-test" = list(participants = sum(k), estimate = r$estimate, pValue = r$pValue, period.estimate = rp$estimate, period.pValue = rp$pValue, carryOver.estimate = rs$estimate, carryOver.pValue = rs$pValue),
    "mixed-model" = mixed(y1, y2, g))))
}
responders <- function() {
  k <- !is.na(p1) & !is.na(p2); g <- (armOf == "cellsFirst")[k]; v <- (p1 - p2)[k]
  common <- list(participants = sum(k), estimate = (mean(v[g]) - mean(v[!g])) / 2, standardError = sqrt(var(v[g]) / sum(g) + var(v[!g]) / sum(!g)) / 2)
  into <- sum(g & v == 1) + sum(!g & v == -1); n <- sum(v != 0)
  under(list(prescott = c(common, list(pValue = as.numeric(pvalue(independence_test(v ~ factor(g), distribution = "exact"))))),
    "mainland-gart" = c(common, list(pValue = fisher.test(rbind(c(sum(g & v == 1), sum(g & v == -1)), c(sum(!g & v == 1), sum(!g & v == -1))))$p.value)),
    mcnemar = c(common, list(pValue = binom.test(into, n)$p.value))))
}
walked <- c("edss", "t25fw", "sixMinuteWalk")
out$H10 <- c(each(walked, within), under(list("EDSS-Plus" = responders())))
out$H11 <- each(walked, function(m) each(c("student", "welch"), function(kind) {
  x <- change(m); t <- test(x, kind == "student")
  c(list(participants = sum(!is.na(x))), t[c("estimate", "standardError", "degreesOfFreedom", "lower", "upper", "pValue")])
}))

writeFigures("harris2024Simulated", 2024, out, c("jsonlite", "coin", "lmerTest"))
