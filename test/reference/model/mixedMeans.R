# emmeans() of R on one linear mixed model of a simulated trial with dropout: arm by visit, baseline as covariate, random
# intercept; Satterthwaite and Kenward-Roger degrees of freedom; the baseline held at the mean over participants, beside what emmeans
# takes by itself, the mean over rows.
# Run: Rscript test/reference/model/mixedMeans.R
suppressMessages({ library(lmerTest); library(pbkrtest); library(emmeans) })
folderHere <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(folderHere, "fixture.R"))
seed <- 5103
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

n <- 24
arm <- rep(c("control", "msc", "msc2"), length.out = n)
baseline <- round(rnorm(n, 38, 4), 1)
rows <- do.call(rbind, lapply(1:n, function(i) {
  # Those with a low baseline leave early, so that the mean over rows lies above the mean over participants.
  last <- if (baseline[i] < 36) sample(1:2, 1) else sample(2:4, 1, prob = c(1, 1, 4))
  visit <- paste0("V", 1:last)
  y <- baseline[i] - (1:last) * c(control = 1.5, msc = 0.8, msc2 = 0.5)[[arm[i]]] + rnorm(1, 0, 1.5) + rnorm(last)
  data.frame(id = i, arm = arm[i], visit = visit, baseline = baseline[i], y = round(y, 1))
}))
rows$arm <- factor(rows$arm)
rows$visit <- factor(rows$visit)
fit <- lmer(y ~ arm * visit + baseline + (1 | id), rows, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12)))
participantMean <- mean(baseline)

meansOf <- function(df) {
  grid <- emmeans(fit, c("arm", "visit"), at = list(baseline = participantMean), lmer.df = df)
  means <- summary(grid)
  pairs <- summary(contrast(grid, "trt.vs.ctrl", ref = "control", by = "visit", adjust = "none"))
  list(
    keys = paste(means$arm, means$visit), estimates = means$emmean, standardErrors = means$SE, df = means$df,
    differences = list(keys = paste(pairs$contrast, pairs$visit), estimates = pairs$estimate, standardErrors = pairs$SE, df = pairs$df, pValues = pairs$p.value)
  )
}
tests <- as.data.frame(anova(fit, type = 3))
cases <- list(list(
  data = list(id = rows$id, arm = values(as.character(rows$arm)), visit = values(as.character(rows$visit)), baseline = rows$baseline, y = rows$y),
  participantMean = participantMean, rowMean = mean(rows$baseline),
  satterthwaite = meansOf("satterthwaite"), kenwardRoger = meansOf("kenward-roger"),
  terms = list(names = c("arm", "visit", "baseline", "arm:visit"), statistics = tests[c("arm", "visit", "baseline", "arm:visit"), "F value"],
    df = tests[c("arm", "visit", "baseline", "arm:visit"), "DenDF"])
))
# Texts in a vector of their own.
cases <- lapply(cases, function(one) rapply(one, function(x) if (is.character(x) && length(x) > 1) values(x) else x, how = "replace"))
writeFixture("mixedMeans", seed, cases, c("lme4", "lmerTest", "pbkrtest", "emmeans"))
