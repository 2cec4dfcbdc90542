# Joint ranks and win ratios of 240 random trials, from matrices of every pair. Exact p-values are those of coin, normal ones those of
# wilcox.test(), analyses of covariance those of lm(); variances of wins and losses are var() and cov() of each participant's shares.
# Run: Rscript test/reference/joint/pairs.R
suppressPackageStartupMessages({ library(coin); library(jsonlite) })
seed <- 97
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# 1 where the row did better than the column, −1 where it did worse. Known alive: observed for longer, or to the same time without event.
survivalSigns <- function(time, event, horizon) {
  event <- event & time <= horizon
  time <- pmin(time, horizon)
  worse <- outer(seq_along(time), seq_along(time), function(i, j) event[i] & (time[i] < time[j] | (time[i] == time[j] & !event[j])))
  t(worse) - worse
}
signsBeyond <- function(x, threshold) {
  d <- outer(x, x, "-")
  s <- ifelse(abs(d) >= threshold - 1e-9 & d != 0, sign(d), 0)
  ifelse(is.na(s), 0, s)
}
visitSigns <- function(visits, threshold) {
  n <- nrow(visits)
  signs <- matrix(0, n, n)
  for (i in seq_len(n)) for (j in seq_len(n)) {
    both <- which(!is.na(visits[i, ]) & !is.na(visits[j, ]))
    if (length(both) == 0) next
    last <- max(both)
    d <- visits[i, last] - visits[j, last]
    if (d != 0 && abs(d) >= threshold - 1e-9) signs[i, j] <- sign(d)
  }
  signs
}
lastValues <- function(visits) matrix(apply(visits, 1, function(row) { seen <- row[!is.na(row)]; if (length(seen) == 0) NA else seen[length(seen)] }))

pValues <- function(scores, group, isRanks) {
  treated <- factor(ifelse(group == 1, "treatment", "control"), levels = c("treatment", "control"))
  divided <- function(alternative) as.numeric(pvalue(oneway_test(scores ~ treated, distribution = coin::exact(), alternative = alternative)))
  w <- function(alternative) suppressWarnings(wilcox.test(scores[group == 1], scores[group == 0], exact = FALSE, correct = isRanks, alternative = alternative)$p.value)
  z <- as.numeric(statistic(oneway_test(scores ~ treated)))
  list(
    exact = c(divided("two.sided"), divided("greater"), divided("less")), statistic = z,
    normal = if (isRanks) c(w("two.sided"), w("greater"), w("less")) else c(2 * pnorm(-abs(z)), pnorm(z, lower.tail = FALSE), pnorm(z))
  )
}

jointOf <- function(signs, byDeath, group, baseline, site) {
  scores <- rowSums(signs)
  ranks <- rank(scores)
  if (length(unique(scores)) == 1) return(list(scores = scores, ranks = ranks))
  data <- data.frame(ranks = ranks, treatment = group, baseline = baseline, site = site)
  fit <- lm(ranks ~ treatment + baseline + site, data)
  table <- summary(fit)$coefficients
  ancova <- if (fit$df.residual < 1 || any(is.na(coef(fit))) || summary(fit)$sigma < 1e-10) NULL else list(
    estimate = table["treatment", 1], standardError = table["treatment", 2], pValue = table["treatment", 4], df = fit$df.residual,
    interval = as.numeric(confint(fit)["treatment", ])
  )
  block <- signs[group == 1, group == 0, drop = FALSE]
  decided <- byDeath[group == 1, group == 0, drop = FALSE] != 0
  list(
    scores = scores, ranks = ranks, midranks = pValues(ranks, group, TRUE), sums = pValues(scores, group, FALSE), ancova = ancova,
    pairs = c(sum(byDeath[upper.tri(byDeath)] != 0), sum((signs != 0 & byDeath == 0)[upper.tri(signs)])),
    between = c(sum(block == 1 & decided), sum(block == 1 & !decided), sum(block == -1 & decided), sum(block == -1 & !decided), sum(block == 0))
  )
}

# Weighted means over strata of the shares won and lost, with weights mn/(m + n).
winsOf <- function(levels, group, stratum) {
  signs <- Reduce(function(before, after) ifelse(before != 0, before, after), levels)
  at <- matrix(0, nrow(signs), ncol(signs))
  for (k in rev(seq_along(levels))) at[levels[[k]] != 0] <- k
  total <- c(0, 0, 0); covariance <- matrix(0, 2, 2); counts <- matrix(0, length(levels), 2); tied <- 0
  for (s in sort(unique(stratum))) {
    rows <- group == 1 & stratum == s
    columns <- group == 0 & stratum == s
    m <- sum(rows); n <- sum(columns)
    if (m == 0 || n == 0) next
    block <- signs[rows, columns, drop = FALSE]; level <- at[rows, columns, drop = FALSE]
    won <- block == 1; lost <- block == -1
    weight <- m * n / (m + n)
    total <- total + weight * c(mean(won), mean(lost), 1)
    part <- cov(cbind(rowMeans(won), rowMeans(lost))) / m + cov(cbind(colMeans(won), colMeans(lost))) / n
    covariance <- covariance + weight^2 * part
    for (k in seq_along(levels)) counts[k, ] <- counts[k, ] + c(sum(won & level == k), sum(lost & level == k))
    tied <- tied + sum(block == 0)
  }
  w <- total[1] / total[3]; l <- total[2] / total[3]; v <- covariance / total[3]^2
  z <- qnorm(0.975)
  delta <- w - l; deltaError <- sqrt(v[1, 1] + v[2, 2] - 2 * v[1, 2])
  ratioError <- sqrt(v[1, 1] / w^2 + v[2, 2] / l^2 - 2 * v[1, 2] / (w * l))
  theta <- w + (1 - w - l) / 2
  oddsError <- deltaError / 2 / (theta * (1 - theta))
  part <- function(estimate, log, error) {
    known <- is.finite(error) && error > 1e-12 && is.finite(log)
    list(estimate = if (is.finite(estimate)) estimate else NULL, error = if (known) error else NULL, p = if (known) 2 * pnorm(-abs(log / error)) else NULL)
  }
  list(ratio = part(w / l, log(w / l), ratioError), odds = part(theta / (1 - theta), log(theta / (1 - theta)), oddsError), benefit = part(delta, delta, deltaError), counts = counts, tied = tied)
}

caseOf <- function(i) {
  m <- sample(2:9, 1); n <- sample(2:9, 1); N <- m + n
  group <- rep(c(1, 0), c(m, n))
  K <- sample(1:4, 1)
  kind <- i %% 6
  time <- switch(sample(3, 1), ceiling(rexp(N) * 4), round(rexp(N) * 4, 1) + 0.1, round(rexp(N) * 4, 3) + 0.001)
  # No deaths, everybody dies, one arm without deaths, or a mixture.
  event <- switch(kind + 1, rep(0, N), rep(1, N), ifelse(group == 1, 0, rbinom(N, 1, 0.6)), rbinom(N, 1, 0.5), rbinom(N, 1, 0.5), rbinom(N, 1, 0.3))
  horizon <- if (i %% 2 == 0) round(quantile(time, 0.7, names = FALSE), 1) + 0.1 else max(time) + 1
  visits <- matrix(switch(sample(3, 1), sample(-6:2, N * K, TRUE), round(rnorm(N * K) * 3, 1), round(rnorm(N * K), 4)), N, K)
  if (kind != 0) visits[runif(N * K) < 0.25] <- NA
  # A visit after death, and in some trials one after the end of observation, was not made.
  for (k in seq_len(K)) visits[time < k & (event == 1 | kind == 3), k] <- NA
  value <- sample(0:6, N, TRUE); value[runif(N) < 0.1 | (event == 1 & time < 1)] <- NA
  thresholds <- c(sample(c(0, 1, 0.5), 1), sample(c(0, 2), 1))
  stratum <- if (i %% 4 == 1) sample(1:2, N, TRUE) else rep(1, N)
  baseline <- sample(20:48, N, TRUE)
  site <- sample(c("A", "B"), N, TRUE)
  if (length(unique(site)) == 1) site[1] <- setdiff(c("A", "B"), site)
  byDeath <- survivalSigns(time, event == 1, horizon)
  lastCommon <- jointOf(ifelse(byDeath != 0, byDeath, visitSigns(visits, 0)), byDeath, group, baseline, site)
  lastValue <- rowSums(ifelse(byDeath != 0, byDeath, visitSigns(lastValues(visits), 0)))
  levels <- list(byDeath, visitSigns(visits, thresholds[1]), signsBeyond(-value, thresholds[2]))
  list(
    treated = m, time = time, event = event, horizon = horizon, visits = lapply(seq_len(K), function(k) visits[, k]), value = value,
    thresholds = thresholds, stratum = stratum, baseline = baseline, site = site, joint = lastCommon, lastValue = lastValue,
    wins = winsOf(levels, group, stratum)
  )
}

cases <- lapply(1:240, caseOf)
text <- function(x) toJSON(x, digits = NA, na = "null", null = "null", auto_unbox = FALSE)
scalar <- c("treated", "horizon")
lines <- vapply(cases, function(case) {
  case[scalar] <- lapply(case[scalar], unbox)
  as.character(text(case))
}, "")
head <- toJSON(list(script = "test/reference/joint/pairs.R", version = paste0(R.version.string, ", coin ", packageVersion("coin")), seed = seed), auto_unbox = TRUE)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
writeLines(c(paste0('{"generator":', head, ","), '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), sub("\\.R$", ".json", file))
