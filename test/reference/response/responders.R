# Responders of 200 simulated trials by random rules and policies. Scores are whole numbers, so every bound is decided in whole
# numbers, without a division; R's own logic with NA is three-valued (Kleene), and combines what the parts of a rule say. Confirmation is
# decided from the list of later visits. Counts by arm are compared by chisq.test(correct = FALSE), fisher.test(), Wilson's limits of
# prop.test() (Newcombe's hybrid interval) and Wald limits of log ratios. Every fourth trial has a rare response or a common one, so that
# cells are 0, one participant responds or all do; arms may be empty or have one participant.
# Run: Rscript test/reference/response/responders.R
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
source(file.path(here, "..", "fixture.R"))
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

# What began at V9 must hold at V10, the only visit after it. Eight weeks are less than the 60.875 days between.
confirmedAtV10 <- function(score, death, rule, policies, higher) {
  if (!is.na(score[["V10"]])) return(isTRUE(reached(score, rule, "V10", higher)))
  dead <- !is.na(death) && death <= months[["V10"]]
  if ((if (dead) policies$deaths else policies$missing) == "excluded") NA else FALSE
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
  if (found && rule$confirmed) confirmedAtV10(score, death, rule, policies, higher) else found
}

randomRule <- function(extreme) {
  kind <- sample(c("percent", "percent", "percent", "slope", "change", "noWorsening"), 1)
  bound <- switch(kind, percent = sample(c(0, 25, 50, 75, 100), 1), slope = sample(0:18, 1), change = sample(-4:2, 1), noWorsening = 0)
  if (extreme) bound <- switch(kind, percent = sample(c(-300, 150, 200), 1), slope = sample(c(-60, 24, 36), 1), change = sample(c(-40, 4, 8), 1), noWorsening = 0)
  end <- sample(c("V9", "V10"), 1)
  list(kind = kind, end = end, bound = bound, strict = kind != "noWorsening" && runif(1) < 0.4, confirmed = end == "V9" && runif(1) < 0.3)
}

cases <- lapply(1:200, function(i) {
  n <- if (i %% 20 == 0) sample(1:4, 1) else if (i %% 4 == 1) sample(36:50, 1) else sample(8:16, 1)
  higher <- i %% 3 > 0
  tied <- i %% 2 == 0
  arm <- sample(rep_len(if (i %% 10 == 7) c(1, rep(2, 20)) else 1:2, n))
  score <- t(sapply(1:n, function(p) {
    lead <- if (tied) -sample(c(0, 1, 1, 2), 1) else -rnorm(1, 1.1, 0.8)
    follow <- lead * (if (tied) sample(c(0, 0.5, 1, 1.5), 1) else runif(1, 0, 1.4))
    values <- round(38 + pmin(months, 0) * lead + pmax(months, 0) * follow + (if (tied) 0 else rnorm(5, 0, 0.8)))
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
  rules <- list(randomRule(i %% 4 == 0), randomRule(i %% 4 == 0), randomRule(FALSE))
  shape <- sample(c("single", "single", "not", "any", "all", "nested"), 1)
  # Of a part that is turned round, the opposite would have to be confirmed.
  if (shape %in% c("not", "nested")) for (k in 1:3) rules[[k]]$confirmed <- FALSE
  parts <- lapply(rules, function(rule) sapply(1:n, function(p) judge(score[p, ], death[p], rule, policies, higher)))
  responds <- switch(shape,
    single = parts[[1]], not = !parts[[1]], any = parts[[1]] | parts[[2]], all = parts[[1]] & parts[[2]] & parts[[3]],
    nested = !(parts[[1]] & !(parts[[2]] | parts[[3]]))
  )
  counts <- lapply(1:2, function(a) list(sum(responds[arm == a], na.rm = TRUE), sum(!is.na(responds[arm == a]))))
  level <- sample(c(0.9, 0.95), 1)
  compared <- NULL
  x <- c(counts[[1]][[1]], counts[[2]][[1]])
  m <- c(counts[[1]][[2]], counts[[2]][[2]])
  if (all(m > 0)) {
    p <- x / m
    wilson <- sapply(1:2, function(a) suppressWarnings(prop.test(x[a], m[a], conf.level = level, correct = FALSE)$conf.int))
    table <- rbind(x, m - x)
    expected <- outer(rowSums(table), colSums(table)) / sum(table)
    # Without a response, or with nothing else, Pearson's statistic is 0/0.
    asked <- if (min(expected) > 0) sample(c("auto", "auto", "pearson", "fisher"), 1) else "auto"
    fisher <- asked == "fisher" || (asked == "auto" && min(expected) < 5)
    q <- qnorm((1 + level) / 2)
    # A ratio with a denominator of 0 is none, and has no limits where a count that its error divides by is 0, or nothing varies.
    ratio <- function(estimate, error) if (is.finite(error) && error > 0) list(estimate, estimate * exp(-q * error), estimate * exp(q * error)) else
      list(if (is.finite(estimate)) estimate else NA, NA, NA)
    compared <- list(
      riskDifference = list(p[1] - p[2], p[1] - p[2] - sqrt((p[1] - wilson[1, 1])^2 + (wilson[2, 2] - p[2])^2), p[1] - p[2] + sqrt((wilson[2, 1] - p[1])^2 + (p[2] - wilson[1, 2])^2)),
      asked = asked, test = if (fisher) "fisher" else "pearson",
      pValue = if (fisher) fisher.test(table)$p.value else suppressWarnings(chisq.test(table, correct = FALSE)$p.value),
      oddsRatio = ratio(table[1, 1] * table[2, 2] / (table[1, 2] * table[2, 1]), sqrt(sum(1 / table))),
      riskRatio = ratio(p[1] / p[2], sqrt(sum(1 / x - 1 / m)))
    )
  }
  list(
    better = if (higher) "higher" else "lower", arm = paste(c("a", "b")[arm], collapse = ""), scores = lapply(1:n, function(p) values(unname(score[p, ]))),
    death = lapply(which(!is.na(death)), function(p) list(p, death[p])), policies = policies, shape = shape, rules = rules,
    responds = paste(ifelse(is.na(responds), "-", ifelse(responds, "1", "0")), collapse = ""), counts = counts, level = level, compared = compared
  )
})
writeCases("response", "responders", seed, cases)
