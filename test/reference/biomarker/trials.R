# Three biomarkers of two arms before and after in 200 random trials, some values beyond limits and some missing: t.test(), coin's exact
# signed rank test, cor.test(), lm(), also of the change on arm and value before, and p.adjust() on what stands for the values.
# Run: Rscript test/reference/biomarker/trials.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "fixture.R"))
suppressPackageStartupMessages(library(coin))
seed <- 73
set(seed)
factors <- c(half = 0.5, limit = 1, "limit/√2" = sqrt(0.5))

oneCase <- function(i) {
  n <- sample(7:9, 1)
  arm <- sample(rep(c("msc", "control"), length.out = n))
  rule <- sample(names(factors), 1)
  scale <- c("raw", "log", "fold")[1 + i %% 3]
  alternative <- if (i %% 7 == 0) "greater" else if (i %% 7 == 3) "less" else "two.sided"
  level <- if (i %% 4 == 0) 0.9 else 0.95
  lower <- 15; upper <- 120
  # In every second trial the assay reads in steps of 5, and many values and changes are alike or 0.
  grain <- if (i %% 2 == 0) 50 else 1
  analyte <- function() {
    base <- rnorm(n, 3.4, 0.6)
    one <- round(exp(base + rnorm(n, 0, 0.2)) / grain, 1) * grain; two <- round(exp(base + rnorm(n, runif(1, -0.2, 0.5), 0.4)) / grain, 1) * grain
    one[runif(n) < 0.05] <- NA; two[runif(n) < 0.05] <- NA
    list(before = one, after = two)
  }
  analytes <- list(analyte(), analyte(), analyte())
  text <- function(x) ifelse(is.na(x), NA, ifelse(x < lower, "<", ifelse(x > upper, ">", as.character(x))))
  stands <- function(x) ifelse(x < lower, lower * factors[[rule]], pmin(x, upper))
  onScale <- if (scale == "raw") identity else log
  changes <- lapply(analytes, function(a) onScale(stands(a$after)) - onScale(stands(a$before)))
  tests <- list()
  for (k in 1:3) for (group in c("msc", "control")) {
    d <- changes[[k]][arm == group]; d <- d[!is.na(d)]
    if (length(d) < 3 || sd(d) < 1e-9) return(oneCase(i))
    t <- t.test(d, conf.level = level, alternative = alternative)
    # Pairs as coin takes them; ties within rounding made exact.
    r <- round(d, 10)
    w <- wilcoxsign_test(r ~ rep(0, length(r)), distribution = "exact", zero.method = "Pratt", alternative = alternative)
    tests[[length(tests) + 1]] <- list(n = unbox(length(d)), values = values(c(t$estimate, t$stderr, t$p.value, pvalue(w))), interval = values(t$conf.int))
  }
  p <- sapply(tests, function(x) x$values[3])
  x <- changes[[1]]; y <- changes[[2]]
  ok <- !is.na(x) & !is.na(y)
  if (sum(ok) < 5 || sd(x[ok]) < 1e-9 || sd(y[ok]) < 1e-9) return(oneCase(i))
  c1 <- cor.test(x[ok], y[ok], conf.level = level, alternative = alternative)
  l1 <- summary(lm(y[ok] ~ x[ok]))
  two <- t.test(x[arm == "msc"], x[arm == "control"], conf.level = level, alternative = alternative)
  before <- onScale(stands(analytes[[1]]$before))
  treatment <- as.numeric(arm == "msc")
  l2 <- lm(x ~ treatment + before)
  if (any(is.na(coef(l2)))) return(oneCase(i))
  c2 <- summary(l2)$coefficients
  list(
    arm = arm, rule = unbox(rule), scale = unbox(scale), alternative = unbox(sub("two.sided", "two-sided", alternative)), level = unbox(level),
    samples = lapply(analytes, function(a) list(before = text(a$before), after = text(a$after))),
    tests = tests, holm = values(p.adjust(p, "holm")), bh = values(p.adjust(p, "BH")),
    correlation = values(c(c1$estimate, c1$p.value)), correlationInterval = values(c1$conf.int), pairs = unbox(sum(ok)),
    slope = values(l1$coefficients[2, ]), intercept = values(l1$coefficients[1, 1:2]), rSquared = unbox(l1$r.squared), residual = unbox(l1$sigma),
    welch = values(c(two$estimate[1] - two$estimate[2], two$stderr, two$p.value)),
    adjusted = values(c(c2["treatment", ], c2["before", c(1, 2, 4)])), adjustedInterval = values(confint(l2, "treatment", level))
  )
}
writeFixture("trials", seed, c("coin", "jsonlite"), lapply(1:200, oneCase), digits = 10)
