# Responders of 60 simulated trials by random rules and policies. Scores are whole numbers, so every bound is decided in whole
# numbers, without a division; R's own logic with NA is three-valued (Kleene), and combines what the parts of a rule say. Counts by
# arm are compared by chisq.test(correct = FALSE), fisher.test() and Wilson's limits of prop.test() (Newcombe's hybrid interval).
# Run: Rscript test/reference/response/responders.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "inference", "fixture.R"))
source(file.path(here, "..", "change", "write.R"))
seed <- 20186
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
months <- c(V1 = -3, V5 = 0, V7 = 2, V9 = 4, V10 = 6)

# Whether a score reaches a rule at the end of a window of whole months; NA where it cannot be told, "none" without a decline.
reached <- function(score, rule, end, higher) {
  sign <- if (higher) 1 else -1
  atEnd <- score[[end]]
  if (is.na(score[["V5"]]) || is.na(atEnd)) return("missing")
  change <- sign * (atEnd - score[["V5"]])
  beats <- function(left, right) if (rule$strict) left > right else left >= right
  if (rule$kind == "change") return(beats(change, rule$bound))
  if (rule$kind == "noWorsening") return(change >= 0)
  if (is.na(score[["V1"]])) return("missing")
  lead <- sign * (score[["V5"]] - score[["V1"]])
  length <- months[[end]]
  # follow/length - lead/3 against bound/12 or against bound % of -lead/3, both times 3 length.
  gain <- 3 * change - length * lead
  if (rule$kind == "slope") return(beats(12 * gain, rule$bound * 3 * length))
  if (lead >= 0) return("none")
  beats(100 * gain, rule$bound * -lead * length)
}

judge <- function(score, death, rule, policies, higher) {
  outcome <- function(policy) if (policy == "non-responder") FALSE else NA
  dead <- !is.na(death) && death <= months[[rule$end]]
  policy <- if (dead) policies$deaths else policies$missing
  if (dead && policy != "as-observed") return(outcome(policy))
  found <- reached(score, rule, rule$end, higher)
  if (identical(found, "missing") && policy == "as-observed") {
    for (end in rev(names(months)[months > 0 & months < months[[rule$end]]])) {
      earlier <- reached(score, rule, end, higher)
      if (!identical(earlier, "missing")) { found <- earlier; break }
    }
  }
  if (identical(found, "missing")) return(outcome(policy))
  if (identical(found, "none")) return(outcome(policies$noLeadInDecline))
  found
}

randomRule <- function() {
  kind <- sample(c("percent", "percent", "percent", "slope", "change", "noWorsening"), 1)
  bound <- switch(kind, percent = sample(c(0, 25, 50, 75, 100), 1), slope = sample(0:18, 1), change = sample(-4:2, 1), noWorsening = 0)
  list(kind = kind, end = sample(c("V9", "V10"), 1), bound = bound, strict = kind != "noWorsening" && runif(1) < 0.4)
}

cases <- lapply(1:60, function(i) {
  n <- sample(12:30, 1)
  higher <- i %% 3 > 0
  arm <- sample(1:2, n, replace = TRUE)
  score <- t(sapply(1:n, function(p) {
    lead <- -rnorm(1, 1.1, 0.8)
    values <- round(38 + pmin(months, 0) * lead + pmax(months, 0) * lead * runif(1, 0, 1.4) + rnorm(5, 0, 0.8))
    if (higher) pmin(pmax(values, 0), 48) else 120 - 2 * values
  }))
  colnames(score) <- names(months)
  score[runif(length(score)) < 0.06] <- NA
  death <- ifelse(runif(n) < 0.15, sample(c(1, 2, 3, 4, 5, 6, 9), n, replace = TRUE), NA)
  # Nobody has a score after death.
  for (p in which(!is.na(death))) score[p, months > death[p]] <- NA
  policies <- list(
    deaths = sample(c("non-responder", "excluded", "as-observed"), 1), missing = sample(c("non-responder", "excluded", "as-observed"), 1),
    noLeadInDecline = sample(c("non-responder", "excluded"), 1)
  )
  rules <- list(randomRule(), randomRule(), randomRule())
  shape <- sample(c("single", "single", "not", "any", "all", "nested"), 1)
  parts <- lapply(rules, function(rule) sapply(1:n, function(p) judge(score[p, ], death[p], rule, policies, higher)))
  responds <- switch(shape,
    single = parts[[1]], not = !parts[[1]], any = parts[[1]] | parts[[2]], all = parts[[1]] & parts[[2]] & parts[[3]],
    nested = !(parts[[1]] & !(parts[[2]] | parts[[3]]))
  )
  counts <- lapply(1:2, function(a) list(responders = sum(responds[arm == a], na.rm = TRUE), n = sum(!is.na(responds[arm == a]))))
  compared <- NULL
  if (counts[[1]]$n > 0 && counts[[2]]$n > 0) {
    x <- c(counts[[1]]$responders, counts[[2]]$responders)
    m <- c(counts[[1]]$n, counts[[2]]$n)
    p <- x / m
    wilson <- sapply(1:2, function(a) suppressWarnings(prop.test(x[a], m[a], correct = FALSE)$conf.int))
    table <- rbind(x, m - x)
    expected <- outer(rowSums(table), colSums(table)) / sum(table)
    fisher <- min(expected) < 5
    compared <- list(
      riskDifference = p[1] - p[2],
      lower = p[1] - p[2] - sqrt((p[1] - wilson[1, 1])^2 + (wilson[2, 2] - p[2])^2),
      upper = p[1] - p[2] + sqrt((wilson[2, 1] - p[1])^2 + (p[2] - wilson[1, 2])^2),
      test = if (fisher) "fisher" else "pearson",
      pValue = if (fisher) fisher.test(table)$p.value else suppressWarnings(chisq.test(table, correct = FALSE)$p.value),
      oddsRatio = if (all(table > 0)) table[1, 1] * table[2, 2] / (table[1, 2] * table[2, 1]) else NA
    )
  }
  list(
    better = if (higher) "higher" else "lower", arm = values(arm), scores = score, death = values(death), policies = policies, shape = shape,
    rules = rules, responds = lapply(responds, function(x) as.logical(x)), counts = counts, compared = compared
  )
})
writeCases("response", "responders", seed, cases)
