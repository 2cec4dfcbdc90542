# survfit(coxph(), newdata) on 210 random samples of 8 to 15 with 1 or 2 covariates, with ties of both kinds, strata and delayed entry,
# the standard error of survival's concordance, and its sums.
# Run: Rscript test/reference/survival/predictions.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 63
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
control <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100, toler.chol = 1e-13))

# Twelve digits are more than the fit has.
short <- function(x) values(signif(x, 12))

cases <- lapply(1:210, function(i) repeat {
  case <- tryCatch({
    n <- sample(8:15, 1)
    p <- sample(2, 1)
    x <- matrix(sapply(seq_len(p), function(j) switch(sample(3, 1), rbinom(n, 1, 0.5), round(rnorm(n, 60, 10)), sample(0:3, n, TRUE))), n)
    if (any(apply(x, 2, sd) == 0)) stop("no model")
    time <- timesOf(n)
    event <- rbinom(n, 1, sample(c(0.5, 0.8), 1))
    entry <- if (i %% 4 == 0) entriesOf(time) else NULL
    stratum <- if (i %% 3 == 0) sample(2, n, TRUE) else NULL
    ties <- c("efron", "breslow")[1 + i %% 2]
    method <- c("log-log", "log", "plain")[1 + i %% 3]
    d <- data.frame(x)
    y <- if (is.null(entry)) Surv(time, event) else Surv(entry, time, event)
    f <- as.formula(paste("y ~", paste(names(d), collapse = "+"), if (!is.null(stratum)) "+ strata(stratum)"))
    fit <- coxph(f, data = d, ties = ties, control = control)
    if (any(is.na(coef(fit))) || any(abs(coef(fit)) * apply(x, 2, sd) > 3) || any(sqrt(diag(fit$var)) * apply(x, 2, sd) > 2)) stop("no model")
    at <- apply(x, 2, function(column) round(mean(column) + c(-0.5, 1) * sd(column), 1))
    new <- setNames(data.frame(at), names(d))
    groups <- if (is.null(stratum)) list(NULL) else as.list(sort(unique(stratum)))
    curves <- do.call(c, lapply(1:2, function(k) lapply(groups, function(g) {
      s <- survfit(fit, newdata = if (is.null(g)) new[k, , drop = FALSE] else cbind(new[k, , drop = FALSE], stratum = g), conf.type = method)
      use <- s$n.event > 0
      if (!any(use)) stop("no events in the stratum")
      list(time = values(s$time[use]), estimate = short(s$surv[use]), standardError = short((s$surv * s$std.err)[use]), lower = short(s$lower[use]), upper = short(s$upper[use]), median = unname(summary(s)$table["median"]))
    })))
    con <- concordance(fit)
    list(
      time = values(time), event = values(event), entry = if (is.null(entry)) NULL else values(entry), stratum = if (is.null(stratum)) NULL else values(stratum),
      covariates = lapply(seq_len(p), function(j) values(x[, j])), ties = ties, intervalMethod = method, at = lapply(1:2, function(k) values(unlist(new[k, ], use.names = FALSE))), curves = curves,
      concordance = unname(con$concordance), concordanceError = sqrt(con$var)
    )
  }, error = function(e) NULL, warning = function(w) NULL)
  if (!is.null(case)) return(case)
})
writeFixture("predictions", seed, cases, "survival")
