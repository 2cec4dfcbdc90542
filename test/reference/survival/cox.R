# coxph() and cox.zph() on 240 random samples of 8 to 50 with 1 to 3 covariates, with ties, strata, delayed entry and the robust variance.
# Run: Rscript test/reference/survival/cox.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 54
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

draw <- function(i) {
  n <- sample(8:50, 1)
  p <- sample(min(3, n %/% 8), 1)
  x <- matrix(sapply(seq_len(p), function(j) switch(sample(4, 1), rbinom(n, 1, 0.5), round(rnorm(n, 60, 10)), round(rnorm(n), 2), round(rnorm(n, 1e4, 2) * 1e3))), n)
  if (any(apply(x, 2, sd) == 0)) stop("no model")
  risk <- drop(scale(x) %*% rnorm(p, 0, 0.5))
  time <- timesOf(n)
  time <- time[order(time)][rank(rexp(n) * exp(-risk), ties.method = "random")]
  list(time = time, event = rbinom(n, 1, sample(c(0.4, 0.7, 1), 1)), x = x, stratum = if (i %% 3 == 0) sample(2, n, TRUE) else NULL, entry = if (i %% 4 == 0) entriesOf(time) else NULL)
}

cases <- lapply(1:240, function(i) repeat {
  case <- tryCatch({
    d <- draw(i)
    ties <- c("efron", "breslow")[1 + i %% 2]
    y <- if (is.null(d$entry)) Surv(d$time, d$event) else Surv(d$entry, d$time, d$event)
    x <- d$x
    stratum <- d$stratum
    f <- if (is.null(stratum)) y ~ x else y ~ x + strata(stratum)
    control <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100, toler.chol = 1e-13))
    # A warning is an infinite coefficient, or too few steps: the likelihood is then too flat to compare digits.
    fit <- coxph(f, ties = ties, control = control)
    if (any(is.na(coef(fit))) || any(abs(coef(fit)) * apply(x, 2, sd) > 4) || any(sqrt(diag(fit$var)) * apply(x, 2, sd) > 3)) stop("no model")
    rows <- seq_along(d$time)
    robust <- coxph(f, ties = ties, control = control, cluster = rows)
    zph <- cox.zph(fit, transform = "km", terms = FALSE)$table
    zphTime <- cox.zph(fit, transform = "identity", terms = FALSE)$table
    p <- ncol(x)
    list(
      time = values(d$time), event = values(d$event), entry = if (is.null(d$entry)) NULL else values(d$entry), stratum = if (is.null(stratum)) NULL else values(stratum),
      covariates = lapply(seq_len(p), function(j) values(x[, j])), ties = ties,
      estimate = values(unname(coef(fit))), standardError = values(sqrt(diag(fit$var))), robustError = values(sqrt(diag(robust$var))),
      covariance = fit$var[p, 1],
      pValue = values(unname(summary(fit)$coefficients[, "Pr(>|z|)"])),
      logLikelihood = values(fit$loglik), wald = fit$wald.test, robustWald = robust$wald.test, score = fit$score,
      concordance = values(unname(fit$concordance[c("concordant", "discordant", "tied.x")])),
      drift = values(unname(zph[, "chisq"])), driftInTime = values(unname(zphTime[, "chisq"]))
    )
  }, error = function(e) NULL, warning = function(w) NULL)
  if (!is.null(case)) return(case)
})
writeFixture("cox", seed, cases, "survival")
