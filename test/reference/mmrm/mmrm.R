# Reference values for mixed models for repeated measures: generalised least squares of nlme, polished to the optimum by Newton's
# method, and what follows from it.
# Run from the repository's root: Rscript test/reference/mmrm/mmrm.R
# The formulas are in functions.R.
#
# fev_data are simulated data of the R package mmrm (Apache License 2.0, https://github.com/openpharma/mmrm), read from fevData.json.
folder <- "test/reference/mmrm/"
source(paste0(folder, "functions.R"))
seed <- 20261122
set.seed(seed)

# ---- data --------------------------------------------------------------------------------------------------------------------
visitColumns <- function(d, m, baseline = FALSE) {
  for (v in 1:m) { d[[paste0("v", v)]] <- as.numeric(d$visit == v); d[[paste0("armV", v)]] <- d$arm * (d$visit == v); if (baseline) d[[paste0("baseV", v)]] <- d$base * (d$visit == v) }
  d
}
trial <- function(n, m, S, keep = function(i) rep(TRUE, m), digits = 1, baseline = FALSE, S2 = S, order = identity) {
  rows <- lapply(seq_len(n), function(i) {
    arm <- i %% 2; base <- round(rnorm(1, 38, 5), 1)
    y <- (if (baseline) 0.7 * (base - 38) else 0) + 36 - 1.1 * (1:m) + 0.5 * arm * (1:m) + as.vector(t(chol(if (arm == 1) S2 else S)) %*% rnorm(m))
    k <- which(keep(i))
    data.frame(participant = i, arm = arm, base = base, visit = k, response = round(y[k], digits))
  })
  order(visitColumns(do.call(rbind, rows), m, baseline))
}
ar <- function(m, r, s) { s <- rep(s, length.out = m); s * t(s * r^abs(outer(1:m, 1:m, "-"))) }
cs <- function(m, r, s) { s <- rep(s, length.out = m); s * t(s * (r + (1 - r) * diag(m))) }
dropout <- function(m, rate) function(i) seq_len(m) <= max(1, min(m, 1 + rgeom(1, rate)))
gaps <- function(m, rate) function(i) { k <- runif(m) > rate; if (!any(k)) k[sample(m, 1)] <- TRUE; k }
mean4 <- c(paste0("v", 1:4), paste0("armV", 1:4)); mean5 <- c(paste0("v", 1:5), paste0("armV", 1:5)); mean6 <- c(paste0("v", 1:6), paste0("armV", 1:6))
fev <- local({ d <- as.data.frame(fromJSON(paste0(folder, "fevData.json"))$data); d$intercept <- 1; d$black <- as.numeric(d$race == 1); d$white <- as.numeric(d$race == 2); visitColumns(d, 4)[, c("participant", "visit", "arm", "female", "black", "white", "intercept", "response", paste0("v", 1:4), paste0("armV", 1:4))] })
orthodont <- with(as.data.frame(Orthodont), data.frame(participant = as.integer(factor(as.character(Subject))), visit = (age - 6) / 2, arm = as.numeric(Sex == "Female"), response = distance, intercept = 1, age = age, armAge = age * (Sex == "Female")))
orthodont$arm1 <- orthodont$arm
datasets <- list(
  fev = fev, orthodont = orthodont,
  complete = trial(24, 4, ar(4, 0.7, c(4, 5, 5, 6))),
  gaps = trial(40, 5, ar(5, 0.6, c(3, 4, 4, 5, 6)), gaps(5, 0.2), baseline = TRUE),
  dropout = trial(59, 6, ar(6, 0.93, c(5, 5.5, 6, 6.5, 7, 8)), dropout(6, 0.12), digits = 0, order = function(d) d[sample(nrow(d)), ]),
  arms = trial(44, 4, cs(4, 0.5, c(3, 3, 4, 4)), gaps(4, 0.15), S2 = ar(4, 0.8, c(5, 6, 7, 7))),
  tiny = trial(9, 3, cs(3, 0.6, 2)))
fevFixed <- c("intercept", "black", "white", "female", "arm", "v2", "v3", "v4", "armV2", "armV3", "armV4")
baseline5 <- c(paste0("v", 1:5), paste0("armV", 1:5), paste0("baseV", 1:5))
growth <- c("intercept", "age", "arm1", "armAge")
case <- function(dataset, structure, fixed, reml = TRUE, group = NULL, ...) list(name = paste0(dataset, ", ", structure, if (!reml) ", ML", if (!is.null(group)) ", by arm"), dataset = dataset, data = datasets[[dataset]], structure = structure, fixed = fixed, reml = reml, group = group, ...)
all10 <- c("unstructured", "toeplitz", "heterogeneous-toeplitz", "ar1", "heterogeneous-ar1", "compound-symmetry", "heterogeneous-compound-symmetry", "ante-dependence", "heterogeneous-ante-dependence", "diagonal")
cases <- c(
  lapply(c("unstructured", "heterogeneous-toeplitz", "ar1", "heterogeneous-compound-symmetry", "heterogeneous-ante-dependence"), function(s) case("fev", s, fevFixed)),
  list(case("fev", "unstructured", fevFixed, FALSE), case("fev", "unstructured", fevFixed, group = "arm"), case("fev", "heterogeneous-ar1", fevFixed, group = "arm")),
  list(case("orthodont", "unstructured", growth, FALSE), case("orthodont", "compound-symmetry", growth, FALSE), case("orthodont", "compound-symmetry", growth, FALSE, "arm"), case("orthodont", "toeplitz", growth, group = "arm"), case("orthodont", "compound-symmetry", growth, lmm = TRUE)),
  lapply(all10, function(s) case("complete", s, mean4, lmm = s == "compound-symmetry")),
  lapply(all10, function(s) case("gaps", s, baseline5, lmm = s == "compound-symmetry")),
  lapply(c("toeplitz", "heterogeneous-ar1", "ante-dependence", "diagonal"), function(s) case("gaps", s, baseline5, FALSE)),
  lapply(c("unstructured", "heterogeneous-toeplitz", "ar1", "heterogeneous-ar1", "heterogeneous-ante-dependence", "heterogeneous-compound-symmetry", "compound-symmetry"), function(s) case("dropout", s, mean6, lmm = s == "compound-symmetry")),
  lapply(c("unstructured", "toeplitz", "heterogeneous-compound-symmetry", "ante-dependence", "diagonal", "heterogeneous-ante-dependence"), function(s) case("arms", s, mean4, group = "arm")),
  list(case("arms", "heterogeneous-toeplitz", mean4, FALSE, "arm")),
  lapply(c("ar1", "compound-symmetry", "toeplitz"), function(s) case("tiny", s, c("v1", "v2", "v3", "arm"))))

results <- lapply(cases, function(one) { reference <- analyse(one); one$data <- NULL; if (is.null(one$group)) one$group <- NULL; one$lmm <- NULL; c(one, list(reference = reference)) })
json <- function(x) toJSON(x, digits = NA, auto_unbox = TRUE, null = "null")
vectors <- c("beta", "standardErrors", "satterthwaite", "expectedSatterthwaite", "standardisedResiduals", "degreesOfFreedom", "observed", "expected", "fixed")
keep <- function(x, name = "") if (is.list(x)) { for (n in names(x)) x[[n]] <- keep(x[[n]], n); x } else if (name %in% vectors) I(x) else x
used <- function(name) { d <- datasets[[name]]; lapply(d[c("participant", "visit", "response", "arm", setdiff(unique(unlist(lapply(Filter(function(one) one$dataset == name, cases), `[[`, "fixed"))), c("arm", grep("^(v|armV|baseV)[0-9]$", names(d), value = TRUE))), if (!is.null(d$base) && name == "gaps") "base")], identity) }
versions <- list(R = as.character(getRversion()), nlme = as.character(packageVersion("nlme")), lme4 = as.character(packageVersion("lme4")), pbkrtest = as.character(packageVersion("pbkrtest")))
writeLines(paste0("{\"generator\": ", json(list(script = paste0(folder, "mmrm.R"), seed = seed, versions = versions)), ",\n\"datasets\": {\n",
  paste(sprintf("\"%s\": %s", names(datasets), sapply(names(datasets), function(n) json(used(n)))), collapse = ",\n"), "\n},\n\"cases\": [\n",
  paste(sapply(results, function(r) json(keep(r))), collapse = ",\n"), "\n]}"), paste0(folder, "mmrm.json"))
