# coxph() and cox.zph() of treatment beside age, site of onset (three levels) and riluzole, on 220 simulated trials of 24 to 48 participants with missing
# covariates, ties, strata and delayed entry, with both methods for ties, and the robust variance. In some a level has nobody, and in some a
# second age, in months, says the same as the first: coxph() then has NA.
# Run: Rscript test/reference/survival/adjusted.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
seed <- 71
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

missing <- function(x, share) ifelse(runif(length(x)) < share, NA, x)
sites <- c("limb", "bulbar", "respiratory")

draw <- function(i) {
  n <- sample(24:48, 1)
  arm <- rbinom(n, 1, 0.5)
  age <- round(rnorm(n, 60, 9), sample(0:1, 1))
  site <- if (i %% 6 == 5) sample(c(1, 3), n, TRUE) else if (i %% 12 == 4) sample(2:3, n, TRUE) else sample(3, n, TRUE, c(0.5, 0.3, 0.2))
  riluzole <- rbinom(n, 1, 0.6)
  region <- if (i %% 3 == 0) sample(2, n, TRUE) else rep(1, n)
  risk <- -0.5 * arm + 0.03 * (age - 60) + 0.4 * (site == 2) + 0.7 * (site == 3) - 0.3 * riluzole + 0.3 * region
  death <- ceiling(rexp(n) * 400 * exp(-risk)) + 5
  if (i %% 2 == 1) death <- 30 * ceiling(death / 30)
  left <- sample(c(180, 360, 540, 720), n, TRUE)
  entry <- if (i %% 5 == 0) sample(0:4, n, TRUE) else rep(0, n)
  data.frame(arm, age = missing(age, 0.05), site = missing(site, 0.07), riluzole = missing(riluzole, 0.05), region, day = pmin(death, left), event = as.numeric(death <= left), entry)
}

cases <- lapply(1:220, function(i) repeat {
  case <- tryCatch({
    d <- draw(i)
    ties <- c("efron", "breslow")[1 + i %% 4 %/% 2]
    months <- i %% 7 == 3
    s <- d[complete.cases(d), ]
    present <- sites[sort(unique(s$site))]
    # Against the first level that somebody has; the others without anybody stay, and are NA.
    s$site <- factor(sites[s$site], sites[match(present[1], sites):3])
    s$months <- 12 * s$age
    x <- model.matrix(~ arm + age + site + riluzole, s)[, -1]
    if (months) x <- cbind(x, months = s$months)
    y <- if (any(s$entry > 0)) Surv(s$entry, s$day, s$event) else Surv(s$day, s$event)
    control <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100, toler.chol = 1e-12))
    fit <- coxph(if (i %% 3 == 0) y ~ x + strata(s$region) else y ~ x, ties = ties, control = control)
    kept <- !is.na(coef(fit))
    # What has NA without being a combination of others has an infinite coefficient.
    if (any(!kept & apply(x, 2, sd) > 0 & colnames(x) != "months")) stop("infinite")
    if (any(abs(coef(fit)[kept]) * apply(x, 2, sd)[kept] > 3)) stop("no model")
    z <- x[, kept]
    plain <- coxph(if (i %% 3 == 0) y ~ z + strata(s$region) else y ~ z, ties = ties, control = control)
    zph <- cox.zph(plain, transform = "km", terms = FALSE)$table[, "chisq"]
    robust <- coxph(if (i %% 3 == 0) y ~ z + strata(s$region) else y ~ z, ties = ties, control = control, cluster = seq_len(nrow(s)))
    names <- sub("^riluzole$", "riluzole[yes]", sub("^site(.*)$", "site[\\1]", colnames(x)))
    every <- function(own) { all <- rep(NA, length(kept)); all[kept] <- own; values(all) }
    limits <- exp(unname(confint(plain)[1, ]))
    list(
      arm = d$arm, age = values(d$age), site = values(d$site), riluzole = values(d$riluzole), region = if (i %% 3 == 0) d$region else NULL, day = d$day, event = d$event,
      entry = if (any(d$entry > 0)) d$entry else NULL, months = months, ties = ties, n = nrow(s), events = sum(s$event),
      names = values(names), estimate = values(unname(coef(fit))), standardError = every(sqrt(diag(plain$var))), robustError = every(sqrt(diag(robust$var))),
      pValue = summary(plain)$coefficients[1, "Pr(>|z|)"], limits = limits, drift = every(unname(head(zph, -1))), driftOfAll = unname(tail(zph, 1))
    )
  }, error = function(e) NULL, warning = function(w) NULL)
  if (!is.null(case)) return(case)
})
writeFixture("adjusted", seed, cases, "survival")
