# Two arms compared in subgroups of 200 simulated trials: t.test() in each group, the z test of their difference, Cochran's Q as the
# residual sum of squares of a weighted lm(), and the interaction in lm(y ~ arm * group). Made-up participants.
# Run: Rscript test/reference/subgroup/trials.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
source(file.path(here, "..", "change", "write.R"))
# 13 significant digits: the tests compare to 1e-10.
number <- local({ long <- number; function(x) long(if (length(x) == 1 && is.numeric(x) && !is.na(x)) signif(x, 13) else x) })
seed <- 71177
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

effect <- function(y, arm) {
  g <- list(y[arm == 1 & !is.na(y)], y[arm == 2 & !is.na(y)])
  counts <- list(treatment = length(g[[1]]), control = length(g[[2]]))
  if (min(lengths(g)) < 2 || (var(g[[1]]) == 0 && var(g[[2]]) == 0)) return(list(counts = counts))
  test <- t.test(g[[1]], g[[2]])
  list(
    counts = counts, estimate = mean(g[[1]]) - mean(g[[2]]), standardError = test$stderr, degreesOfFreedom = test$parameter[[1]],
    lower = test$conf.int[1], upper = test$conf.int[2]
  )
}
model <- function(y, arm, group) {
  keep <- !is.na(y) & !is.na(group)
  cells <- table(factor(group[keep]), factor(arm[keep], 1:2))
  whole <- rownames(cells)[apply(cells > 0, 1, all)]
  keep <- keep & group %in% whole
  if (length(whole) < 2 || sum(keep) <= 2 * length(whole)) return(NULL)
  fit <- lm(y ~ arm * group, data.frame(y, arm = factor(arm), group = factor(group))[keep, ])
  if (deviance(fit) < 1e-9) return(NULL)
  row <- anova(fit)[3, ]
  list(groups = length(whole), statistic = row$`F value`, numerator = row$Df, denominator = df.residual(fit), pValue = row$`Pr(>F)`)
}

cases <- lapply(1:200, function(i) {
  n <- sample(8:40, 1)
  arm <- sample(2, n, replace = TRUE)
  gap <- function(x, p) ifelse(runif(n) < p, NA, x)
  sex <- gap(sample(2, n, replace = TRUE, prob = c(0.7, 0.3)), 0.1)
  region <- gap(sample(3, n, replace = TRUE, prob = c(0.5, 0.35, 0.15)), 0.1)
  age <- gap(round(rnorm(n, 55, 9)), 0.1)
  y <- gap(round(rnorm(n, -4 + 2 * (arm == 1) + ifelse(sex %in% 1, 1.5, 0) * (arm == 1), 3)), 0.1)
  sexes <- lapply(1:2, function(s) effect(y[sex %in% s], arm[sex %in% s]))
  regions <- lapply(1:3, function(r) effect(y[region %in% r], arm[region %in% r]))
  ages <- lapply(list(!is.na(age) & age <= 54, !is.na(age) & age > 54), function(k) effect(y[k], arm[k]))
  difference <- NULL
  if (!is.null(sexes[[1]]$estimate) && !is.null(sexes[[2]]$estimate)) {
    v <- sapply(sexes, `[[`, "standardError")^2
    d <- sexes[[1]]$estimate - sexes[[2]]$estimate
    df <- sum(v)^2 / sum(v^2 / sapply(sexes, `[[`, "degreesOfFreedom"))
    difference <- list(
      estimate = d, standardError = sqrt(sum(v)), statistic = d / sqrt(sum(v)), pValue = 2 * pnorm(-abs(d) / sqrt(sum(v))),
      lower = d - qnorm(0.975) * sqrt(sum(v)), degreesOfFreedom = df, tPValue = 2 * pt(-abs(d) / sqrt(sum(v)), df)
    )
  }
  known <- Filter(function(e) !is.null(e$estimate), regions)
  heterogeneity <- NULL
  if (length(known) > 1) {
    q <- deviance(lm(sapply(known, `[[`, "estimate") ~ 1, weights = 1 / sapply(known, `[[`, "standardError")^2))
    heterogeneity <- list(statistic = q, degreesOfFreedom = length(known) - 1, pValue = pchisq(q, length(known) - 1, lower.tail = FALSE))
  }
  list(
    participants = lapply(1:n, function(p) list(arm[p], sex[p], region[p], age[p], y[p])),
    overall = effect(y, arm), sexes = sexes, regions = regions, ages = ages, difference = difference, heterogeneity = heterogeneity,
    sexModel = model(y, arm, sex), regionModel = model(y, arm, region)
  )
})
writeCases("subgroup", "trials", seed, cases)
