# Simulated crossover trials of other designs than AB/BA with everybody's changes: 60 of three periods (ABA/BAB, and ABC/BCA/CAB in which a third
# treatment is given too), compared by mixed models, those whose variance between participants is estimated as 0 among them; 90 of two periods, in
# which who gained enough in each is a yes or a no, compared by Prescott's, Mainland and Gart's and McNemar's tests. Participants miss visits or
# leave; sequences may be small, or nobody's. Mixed models by their restricted likelihood, maximised with optimize() or at 0, with degrees of freedom by
# lmerTest; tests by coin, fisher.test(), chisq.test() and binom.test().
# Run: Rscript test/reference/crossover/designs.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
suppressMessages({library(coin); library(lmerTest)})
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && is.finite(x)) signif(x, 11) else x) })
seed <- 20265
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Whole scores at the start and the end of each period; NA where the visit was missed, or the participant had left.
randomTrial <- function(sequences, sizes) {
  arm <- sample(rep(seq_along(sequences), sizes)); n <- length(arm); periods <- nchar(sequences[1])
  spread <- sample(c(0, 4, 12), 1); effect <- sample(c(0, 5, -8), 1)
  score <- t(sapply(1:n, function(p) {
    own <- rnorm(1, 0, spread)
    unlist(lapply(1:periods, function(k) { start <- round(rnorm(1, 50, 10)); c(start, round(start + own + 2 * k + effect * (substr(sequences[arm[p]], k, k) == "A") + rnorm(1, 0, 4))) }))
  }))
  left <- ifelse(runif(n) < 0.2, sample(2:(2 * periods), n, replace = TRUE), Inf)
  score[runif(length(score)) < 0.05 | col(score) >= left] <- NA
  list(sequences = sequences, arm = arm, score = score, n = n, periods = periods, better = sample(c("higher", "lower"), 1))
}
rowsOf <- function(trial) {
  rows <- do.call(rbind, lapply(1:trial$n, function(p) data.frame(p = p, k = 1:trial$periods, treatment = strsplit(trial$sequences[trial$arm[p]], "")[[1]],
    start = trial$score[p, 2 * (1:trial$periods) - 1], end = trial$score[p, 2 * (1:trial$periods)])))
  rows <- rows[!is.na(rows$start) & !is.na(rows$end), ]
  sign <- if (trial$better == "higher") 1 else -1
  transform(rows, change = end - start, improvement = sign * (end - start), percentImprovement = 100 * sign * (end - start) / start, value = end)
}

# NULL where the optimum is no safe reference: where the likelihood has several, or none.
mixedModel <- function(rows, quantity, level) {
  rows <- data.frame(y = rows[[quantity]], id = factor(rows$p), period = factor(rows$k), treatment = relevel(factor(rows$treatment), "B"))
  X <- model.matrix(~ period + treatment, rows); Z <- model.matrix(~ 0 + id, rows); m <- nrow(X) - ncol(X)
  at <- function(ratio) { V <- diag(nrow(X)) + ratio * tcrossprod(Z); W <- solve(V); C <- solve(t(X) %*% W %*% X); b <- (C %*% t(X) %*% W %*% rows$y)[, 1]; e <- rows$y - X %*% b
    s2 <- as.numeric(t(e) %*% W %*% e) / m; list(b = b, se = sqrt(diag(C) * s2), l = -(m * log(s2) + determinant(V)$modulus[1] - determinant(C)$modulus[1]) / 2) }
  grid <- c(0, exp(seq(-8, 6, 0.25)))
  l <- sapply(grid, function(ratio) at(ratio)$l)
  best <- which.max(l)
  if (sum(diff(sign(diff(c(-Inf, l)))) < 0) != 1 || best == 2 || best > length(grid) - 4) return(NULL)
  fit <- at(if (best == 1) 0 else exp(optimize(function(r) at(exp(r))$l, log(grid[best]) + c(-0.3, 0.3), maximum = TRUE, tol = 1e-13)$maximum))
  lmer <- suppressWarnings(suppressMessages(lmer(y ~ period + treatment + (1 | id), rows, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10)))))
  df <- suppressWarnings(coef(summary(lmer)))["treatmentA", "df"]
  j <- which(names(fit$b) == "treatmentA")
  margin <- qt((1 + level) / 2, df) * fit$se[[j]]
  t <- fit$b[[j]] / fit$se[[j]]
  list(numbers = c(fit$b[[j]], fit$se[[j]], df, t, 2 * pt(-abs(t), df), fit$b[[j]] - margin, fit$b[[j]] + margin), period = c(fit$b[[2]], fit$se[[2]]), singular = best == 1, participants = nlevels(rows$id), observations = nrow(rows))
}

normalP <- function(z, alternative) switch(alternative, "two-sided" = 2 * pnorm(-abs(z)), greater = pnorm(z, lower.tail = FALSE), less = pnorm(z))
# Preferences: 1 for the first period, -1 for the second. Statistic and p-value.
tested <- function(a, b, test, exact, alternative) {
  r <- sub("-", ".", alternative)
  if (test == "prescott") {
    if (length(unique(c(a, b))) == 1) return(c(NA, 1))
    d <- data.frame(z = c(a, b), g = factor(rep(c("a", "b"), c(length(a), length(b)))))
    it <- independence_test(z ~ g, d, distribution = if (exact) "exact" else "asymptotic", alternative = r, teststat = "scalar")
    return(c(as.numeric(statistic(it)), as.numeric(pvalue(it))))
  }
  if (test == "mainland-gart") {
    M <- rbind(c(sum(a == 1), sum(a == -1)), c(sum(b == 1), sum(b == -1)))
    if (sum(M) == 0) return(c(NA, 1))
    z <- if (min(rowSums(M), colSums(M)) == 0) NA else sign(det(M)) * sqrt(suppressWarnings(chisq.test(M, correct = FALSE))$statistic[[1]])
    return(c(z, if (exact || is.na(z)) fisher.test(M, alternative = r)$p.value else normalP(z, alternative)))
  }
  into <- sum(a == 1) + sum(b == -1); out <- sum(a == -1) + sum(b == 1)
  if (into + out == 0) return(c(NA, 1))
  z <- (into - out) / sqrt(into + out)
  c(z, if (exact) binom.test(into, into + out, alternative = r)$p.value else normalP(z, alternative))
}
binary <- function(trial, rows) {
  bound <- sample(0:4, 1)
  y <- sapply(1:2, function(k) sapply(1:trial$n, function(p) { gain <- rows$improvement[rows$p == p & rows$k == k]; if (length(gain)) as.numeric(gain >= bound) else NA }))
  y <- matrix(y, ncol = 2)
  both <- !is.na(y[, 1]) & !is.na(y[, 2])
  z <- y[, 1] - y[, 2]
  a <- z[both & trial$arm == 1]; b <- z[both & trial$arm == 2]
  if (min(length(a), length(b)) < 2) return(NULL)
  options <- list(test = sample(c("prescott", "mainland-gart", "mcnemar"), 1), pValueMethod = sample(c("exact", "normal"), 1), alternative = sample(c("two-sided", "two-sided", "greater", "less"), 1))
  exact <- options$pValueMethod == "exact"
  c(list(bound = bound), options, list(estimate = (mean(a) - mean(b)) / 2, standardError = sqrt(var(a) / length(a) + var(b) / length(b)) / 2, tested = values(tested(a, b, options$test, exact, options$alternative)),
    period = values(c((mean(-a) - mean(b)) / 2, tested(-a, b, options$test, exact, "two-sided")[2])), counts = c(length(a), length(b), sum(is.na(y[, 1]) != is.na(y[, 2])))))
}

cases <- lapply(1:150, function(i) {
  sequences <- if (i > 60) c("AB", "BA") else if (i %% 2 == 0) c("ABA", "BAB") else c("ABC", "BCA", "CAB")
  repeat {
    trial <- randomTrial(sequences, sample(if (i %% 7 == 0) c(1, 2, 12) else 3:9, length(sequences), replace = TRUE))
    rows <- rowsOf(trial)
    quantity <- sample(c("change", "improvement", "percentImprovement", "value"), 1); level <- sample(c(0.9, 0.95, 0.99), 1)
    found <- if (i > 60) binary(trial, rows) else if (nrow(rows) - length(unique(rows$p)) < 6) NULL else mixedModel(rows, quantity, level)
    if (!is.null(found)) break
  }
  c(list(sequences = values(sequences), better = trial$better, arms = paste(trial$arm, collapse = ""), scores = lapply(1:trial$n, function(p) values(trial$score[p, ]))),
    if (i > 60) list(binary = found) else list(mixed = c(list(of = quantity, level = level), found)))
})
writeFixture("designs", seed, cases, c("coin", "lmerTest", "lme4"))
