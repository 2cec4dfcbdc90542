# Reference values for mixed models for repeated measures of a trial: adjusted means by arm and visit and their differences.
# Run from the repository's root: Rscript test/reference/mmrm/trialMmrm.R
#
# Models are written out as columns: a mean for each arm and visit, baseline less its participant mean (for each visit or for all),
# age less its mean, sex; the weights of every mean are written out too. The fits are those of functions.R.
folder <- "test/reference/mmrm/"
source(paste0(folder, "functions.R"))
seed <- 20261123
set.seed(seed)

m <- 4; n <- 48
sds <- c(3, 3.5, 4, 5)
people <- data.frame(participant = 1:n, arm = (1:n) %% 2, base = round(rnorm(n, 36, 5)), age = round(rnorm(n, 58, 9)), female = rbinom(n, 1, 0.4))
scores <- t(sapply(1:n, function(i) {
  y <- people$base[i] - (1.2 - 0.5 * people$arm[i]) * (1:m) - 0.05 * (people$age[i] - 58) + as.vector(t(chol(sds * t(sds * 0.75^abs(outer(1:m, 1:m, "-"))))) %*% rnorm(m))
  y <- pmax(0, pmin(48, round(y)))
  y[seq_len(m) > max(0, min(m, rgeom(1, 0.12)))] <- NA
  if (i %% 9 == 0) y[2] <- NA
  y
}))
long <- do.call(rbind, lapply(1:n, function(i) { k <- which(!is.na(scores[i, ])); if (length(k)) cbind(people[rep(i, length(k)), ], visit = k, value = scores[i, k]) }))
analysed <- people[people$participant %in% long$participant, ]
centred <- function(x, of) x - mean(of)
long$baseC <- centred(long$base, analysed$base); long$ageC <- centred(long$age, analysed$age)
for (v in 1:m) { long[[paste0("c", v)]] <- (long$visit == v) * (long$arm == 0); long[[paste0("t", v)]] <- (long$visit == v) * (long$arm == 1); long[[paste0("b", v)]] <- (long$visit == v) * long$baseC }
cells <- c(paste0("c", 1:m), paste0("t", 1:m))

case <- function(name, outcome, structure, baseline, covariates = FALSE, weights = "equal", group = NULL, reml = TRUE) {
  d <- long; d$response <- if (outcome == "change") d$value - d$base else d$value
  fixed <- c(cells, switch(baseline, "by-visit" = paste0("b", 1:m), common = "baseC", none = NULL), if (covariates) c("ageC", "female"))
  mean_ <- function(column) { l <- as.numeric(fixed == column); if (covariates) l[fixed == "female"] <- if (weights == "equal") 0.5 else mean(analysed$female); l }
  L <- t(sapply(cells, mean_)); L <- rbind(L, L[m + 1:m, ] - L[1:m, ])
  list(name = name, outcome = outcome, structure = structure, baseline = baseline, covariates = covariates, weights = weights, group = group, reml = reml, fixed = fixed, data = d, L = L)
}
cases <- list(
  case("change, unstructured, baseline by visit", "change", "unstructured", "by-visit"),
  case("value, unstructured, baseline by visit", "value", "unstructured", "by-visit"),
  case("change, Toeplitz by arm, covariates", "change", "heterogeneous-toeplitz", "common", TRUE, group = "arm"),
  case("change, AR(1), covariates in proportion", "change", "heterogeneous-ar1", "by-visit", TRUE, "proportional"),
  case("value, ante-dependence, no baseline, ML", "value", "heterogeneous-ante-dependence", "none", reml = FALSE))
results <- lapply(cases, function(one) { reference <- analyse(one); list(name = one$name, outcome = one$outcome, structure = one$structure, baseline = one$baseline, covariates = one$covariates, weights = one$weights, byArm = !is.null(one$group), reml = one$reml, reference = reference) })
json <- function(x) toJSON(x, digits = NA, auto_unbox = TRUE, na = "null")
versions <- list(R = as.character(getRversion()), nlme = as.character(packageVersion("nlme")))
writeLines(paste0("{\"generator\": ", json(list(script = paste0(folder, "trialMmrm.R"), seed = seed, versions = versions)), ",\n\"participants\": ",
  json(list(arm = people$arm, base = people$base, age = people$age, female = people$female, scores = scores)), ",\n\"cases\": [\n", paste(sapply(results, json), collapse = ",\n"), "\n]}"), paste0(folder, "trialMmrm.json"))
