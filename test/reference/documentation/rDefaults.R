# What R prints for the calls that docs/for-r-users.md quotes, each as it stands there.
# Rscript test/reference/documentation/rDefaults.R writes test/reference/documentation/rDefaults.json beside it.
# The data are those of the page: invented, but for aml (package survival) and rabbits (Agresti 1990, in R's help page of mantelhaen.test).

suppressPackageStartupMessages({
  library(jsonlite); library(survival); library(coin); library(lme4); library(lmerTest); library(pbkrtest); library(emmeans); library(car); library(pROC); library(cmprsk)
})

treatment <- c(-1.5, 0.5, -2.5, -1, 1, -3)
control <- c(-3, -4, -1.5, -3.5, -5, -1)
before <- c(36, 40, 33, 42, 35, 38, 31, 37)
after <- c(33, 42, 29, 39, 36, 39, 31, 35)
responders <- rbind(treatment = c(9, 4), control = c(3, 11))
changed <- matrix(c(20, 3, 12, 25), 2)
rabbits <- aperm(array(c(0, 6, 0, 5, 3, 3, 0, 6, 6, 0, 2, 4, 5, 1, 6, 0, 2, 0, 5, 0), c(2, 2, 5)), c(2, 1, 3))
weeks <- subset(aml, x == "Nonmaintained")
curve <- survfit(Surv(time, status) ~ 1, weeks)
arm <- factor(c("control", "control", "control", "msc", "msc", "msc", "msc"))
baseline <- c(38, 31, 36, 40, 33, 42, 35)
change <- c(-4, -7, -5, -1, -3, 0, -2)
fit <- lm(change ~ arm + baseline)
low <- c(5, 7, 6, 8); high <- c(9, 8, 11, 10); placebo <- c(3, 5, 4, 6)
score <- c(1, 2, 3, 4, 5, 6, 7, 8)
positive <- c(1, 1, 0, 1, 0, 1, 0, 0)
day <- data.frame(
  response = c(40, 38, 36, 33, 44, 43, 41, 41, 42, 40, 40, 37, 37, 36, 37, 41, 41, 40, 38, 39),
  time = c(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 0, 1, 2, 3, 0),
  participant = c(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6)
)
mixed <- lmer(response ~ time + (1 | participant), day)
months <- c(2, 4, 4, 6, 9, 12)
cause <- c(1, 2, 1, 0, 1, 2)
incidence <- cuminc(months, cause)

calls <- c(
  "t.test(treatment, control)$p.value",
  "t.test(treatment, control, var.equal = TRUE)$p.value",
  "wilcox.test(treatment, control)$p.value",
  "pvalue(wilcox_test(c(treatment, control) ~ gl(2, 6), distribution = \"exact\"))",
  "wilcox.test(after, before, paired = TRUE)$p.value",
  "pvalue(wilcoxsign_test(after ~ before, distribution = \"exact\"))",
  "pvalue(wilcoxsign_test(after ~ before, distribution = \"exact\", zero.method = \"Wilcoxon\"))",
  "oneway.test(c(placebo, low, high) ~ gl(3, 4))$p.value",
  "anova(lm(c(placebo, low, high) ~ gl(3, 4)))$\"Pr(>F)\"[1]",
  "kruskal.test(c(placebo, low, high) ~ gl(3, 4))$p.value",
  "quantile(before, 0.25)[[1]]",
  "quantile(before, 0.25, type = 2)[[1]]",
  "chisq.test(responders)$p.value",
  "chisq.test(responders, correct = FALSE)$p.value",
  "fisher.test(responders)$p.value",
  "fisher.test(responders)$estimate[[1]]",
  "prop.test(responders)$conf.int[1]",
  "prop.test(responders, correct = FALSE)$conf.int[1]",
  "prop.test(9, 13)$conf.int[1]",
  "prop.test(9, 13, correct = FALSE)$conf.int[1]",
  "binom.test(9, 13)$conf.int[1]",
  "mcnemar.test(changed)$p.value",
  "mcnemar.test(changed, correct = FALSE)$p.value",
  "binom.test(changed[1, 2], changed[1, 2] + changed[2, 1])$p.value",
  "mantelhaen.test(rabbits)$p.value",
  "mantelhaen.test(rabbits, correct = FALSE)$p.value",
  "p.adjust(c(0.01, 0.02, 0.04))[2]",
  "anova(fit)$\"F value\"[1]",
  "Anova(fit, type = 3)$\"F value\"[2]",
  "summary(emmeans(fit, \"arm\"))$emmean[2]",
  "summary(mixed)$coefficients[\"time\", \"df\"]",
  "contest(mixed, c(0, 1), joint = FALSE, ddf = \"Kenward-Roger\")$df",
  "AIC(mixed)",
  "summary(curve)$lower[2]",
  "summary(survfit(Surv(time, status) ~ 1, weeks, conf.type = \"log-log\"))$lower[2]",
  "summary(curve)$table[[\"median\"]]",
  "quantile(curve, 0.5)$quantile[[1]]",
  "survival:::survmean(curve, rmean = 26)$matrix[[\"rmean\"]]",
  "survival:::survmean(curve, rmean = 26)$matrix[[\"se(rmean)\"]]",
  "survdiff(Surv(time, status) ~ x, aml)$chisq",
  "coef(coxph(Surv(time, status) ~ x, aml))[[1]]",
  "coef(coxph(Surv(time, status) ~ x, aml, ties = \"breslow\"))[[1]]",
  "cox.zph(coxph(Surv(time, status) ~ x, aml))$table[1, \"p\"]",
  "timepoints(incidence, 6)$var[1]^0.5",
  "roc(positive, score, quiet = TRUE)$auc[1]",
  "roc(positive, score, direction = \"<\", quiet = TRUE)$auc[1]",
  "power.t.test(delta = 2, sd = 3, power = 0.8)$n",
  "power.prop.test(p1 = 0.5, p2 = 0.25, power = 0.9)$n",
  "poisson.test(4, 2)$conf.int[1]",
  "round(2.5)",
  "as.numeric(as.Date(\"2020-03-01\") - as.Date(\"2020-02-28\"))"
)
values <- vapply(calls, function(call) as.numeric(suppressWarnings(eval(parse(text = call)))), 0)
version <- function(name) as.character(packageVersion(name))
packages <- c("survival", "coin", "lme4", "lmerTest", "pbkrtest", "emmeans", "car", "pROC", "cmprsk", "jsonlite")
generator <- list(
  script = "test/reference/documentation/rDefaults.R",
  versions = c(list(R = paste(R.version$major, R.version$minor, sep = ".")), setNames(lapply(packages, version), packages)),
  seed = "none"
)
lines <- sprintf("  {\"call\":%s,\"value\":%s}", vapply(calls, function(call) as.character(toJSON(call, auto_unbox = TRUE)), ""), formatC(values, digits = 15, format = "g", width = 1))
path <- "test/reference/documentation/rDefaults.json"
writeLines(c(paste0("{\"generator\":", toJSON(generator, auto_unbox = TRUE), ","), "\"calls\":[", paste(lines, collapse = ",\n"), "]}"), path)
