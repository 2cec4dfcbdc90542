# Crossover trials by a mixed model: 200 made-up trials of two periods with missing ones, 40 of three treatments in three periods. Estimates, standard
# errors and log-likelihoods by nlme's lme(), whose optimum (good to about 1e-5) is polished by optimize() on the restricted likelihood; degrees of freedom by lmerTest, whose numerical derivatives are good to about 1e-4.
# Trials whose variance between participants is estimated as next to 0 are left out: lme() cannot reach it.
# Run: Rscript test/reference/crossover/mixedModels.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
suppressMessages({library(nlme); library(lmerTest)})
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && !is.na(x)) signif(x, 12) else x) })
seed <- 56
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
tight <- lmeControl(maxIter = 500, msMaxIter = 500, tolerance = 1e-12, msTol = 1e-14, opt = "optim", optimMethod = "BFGS", niterEM = 200)
exact <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))

trial <- function(sequences, n, missing) {
  d <- do.call(rbind, lapply(seq_len(n), function(i) {
    s <- sequences[[(i - 1) %% length(sequences) + 1]]
    data.frame(participant = i, sequence = paste(s, collapse = ""), period = seq_along(s), treatment = s)
  }))
  level <- rnorm(n, 0, 6)
  effect <- c(A = runif(1, -3, 3), B = 0, C = runif(1, -3, 3))
  d$response <- round(50 + level[d$participant] + effect[d$treatment] + rnorm(1, 0, 2) * (d$period - 1) + rnorm(nrow(d), 0, 3), 1)
  d[runif(nrow(d)) >= missing, ]
}
fitted <- function(d, sequences) {
  d$p <- factor(d$period); d$t <- relevel(factor(d$treatment), "B"); d$s <- factor(d$sequence, unique(d$sequence))
  fixed <- if (sequences) response ~ p + t + s else response ~ p + t
  fit <- lme(fixed, random = ~ 1 | participant, d, method = "REML", control = tight)
  between <- as.numeric(VarCorr(fit)[1, 1])
  if (between / fit$sigma^2 < 0.05) return(NULL)
  lt <- suppressMessages(lmer(update(fixed, . ~ . + (1 | participant)), d, control = exact))
  stopifnot(abs(fixef(lt) - fixef(fit)) < 1e-5 * (1 + abs(fixef(fit))))
  # The profile of the restricted likelihood in log(between / residual), with its constants.
  X <- model.matrix(fixed, d); Z <- model.matrix(~ 0 + factor(participant), d); y <- d$response; m <- nrow(X) - ncol(X)
  at <- function(logRatio) {
    V <- diag(nrow(X)) + exp(logRatio) * tcrossprod(Z)
    W <- solve(V); C <- solve(t(X) %*% W %*% X); b <- C %*% t(X) %*% W %*% y; r <- y - X %*% b
    s2 <- as.numeric(t(r) %*% W %*% r) / m
    list(b = b[, 1], se = sqrt(diag(C) * s2), s2 = s2, l = -(m * log(2 * pi * s2) + determinant(V)$modulus[1] - determinant(C)$modulus[1] + m) / 2)
  }
  start <- log(between / fit$sigma^2)
  best <- at(ratio <- optimize(function(x) at(x)$l, start + c(-0.1, 0.1), maximum = TRUE, tol = 1e-13)$maximum)
  stopifnot(abs(ratio - start) < 1e-3, abs(best$l - as.numeric(logLik(fit))) < 1e-7, abs(best$b - fixef(fit)) < 1e-4)
  # A likelihood with a second, higher optimum elsewhere is no reference: lme() stops at the first.
  if (max(sapply(c(-30, seq(-8, 6, 0.25)), function(x) at(x)$l)) > best$l + 1e-9) return(NULL)
  k <- coef(summary(lt)); b <- setNames(best$b, names(fixef(fit))); se <- setNames(best$se, names(b))
  effect <- function(name) list(estimate = b[[name]], standardError = se[[name]], degreesOfFreedom = k[name, "df"])
  list(
    effects = setNames(lapply(setdiff(names(b), "(Intercept)"), effect), setdiff(names(b), "(Intercept)")),
    participant = exp(ratio) * best$s2, residual = best$s2, logLikelihood = best$l
  )
}
two <- list(c("A", "B"), c("B", "A"))
three <- list(c("A", "B", "C"), c("B", "C", "A"), c("C", "A", "B"), c("A", "C", "B"), c("B", "A", "C"), c("C", "B", "A"))
cases <- list()
while (length(cases) < 240) {
  i <- length(cases) + 1
  sequences <- i %% 4 == 0
  d <- if (i <= 200) trial(two, sample(8:20, 1), 0.15) else trial(three, sample(9:15, 1), 0.15)
  f <- tryCatch(fitted(d, sequences), error = function(e) { cat("left out:", conditionMessage(e), "\n"); NULL })
  if (is.null(f)) next
  cases[[i]] <- c(list(sequences = if (sequences) "fixed" else "omitted", rows = lapply(seq_len(nrow(d)), function(k) list(d$participant[k], d$sequence[k], d$period[k], d$treatment[k], d$response[k]))), f)
}
writeFixture("mixedModels", seed, cases, c("nlme", "lmerTest"))
