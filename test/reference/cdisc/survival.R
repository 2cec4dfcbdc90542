# Kaplan-Meier curves by arm and the log-rank test of ADTTE, from R's survival package.
#
# Run from the repository's root:  Rscript test/reference/cdisc/survival.R
# Reads test/reference/cdisc/madeUp.json (made-up datasets, written by tallies.py), and the CDISC pilot study's ADSL and ADTTE where
# they are at ../shared/data/cdisc-pilot. Writes test/reference/cdisc/survival.json: curves and tests alone.
library(survival)
library(jsonlite)

pilot <- "../shared/data/cdisc-pilot/"

table_of <- function(dataset) {
  cells <- lapply(seq_along(dataset$columns), function(index) {
    values <- lapply(dataset$rows, function(row) if (is.null(row[[index]])) NA else row[[index]])
    unlist(values)
  })
  names(cells) <- vapply(dataset$columns, function(column) column$name, "")
  as.data.frame(cells, stringsAsFactors = FALSE)
}

limits <- function(values) ifelse(is.finite(values), values, NA)

analyse <- function(adsl, adtte) {
  data <- merge(table_of(adtte)[c("USUBJID", "AVAL", "CNSR")], table_of(adsl)[c("USUBJID", "TRT01P")])
  data$event <- as.integer(data$CNSR == 0)
  arms <- sort(unique(data$TRT01P))
  curves <- lapply(arms, function(arm) {
    fit <- survfit(Surv(AVAL, event) ~ 1, data = data[data$TRT01P == arm, ], conf.type = "log-log")
    median <- quantile(fit, 0.5)
    list(
      time = fit$time, atRisk = fit$n.risk, events = fit$n.event, censored = fit$n.censor,
      estimate = fit$surv, lower = limits(fit$lower), upper = limits(fit$upper),
      median = c(limits(unname(median$quantile)), limits(unname(median$lower)), limits(unname(median$upper)))
    )
  })
  names(curves) <- arms
  test <- survdiff(Surv(AVAL, event) ~ TRT01P, data = data)
  list(
    participants = nrow(data), curves = curves,
    logRank = list(
      groups = arms, observed = unname(test$obs), expected = unname(test$exp), statistic = unbox(unname(test$chisq)),
      degreesOfFreedom = unbox(length(arms) - 1), pValue = unbox(pchisq(test$chisq, length(arms) - 1, lower.tail = FALSE))
    )
  )
}

made_up <- fromJSON("test/reference/cdisc/madeUp.json", simplifyVector = FALSE)$datasets
results <- list(
  generator = list(
    R = unbox(R.version.string), survival = unbox(as.character(packageVersion("survival"))), jsonlite = unbox(as.character(packageVersion("jsonlite"))),
    script = unbox("test/reference/cdisc/survival.R"), seed = unbox("none")
  ),
  madeUp = analyse(made_up$adsl, made_up$adtte)
)
if (file.exists(paste0(pilot, "adtte.json"))) {
  read <- function(name) fromJSON(paste0(pilot, name, ".json"), simplifyVector = FALSE)
  results$pilot <- analyse(read("adsl"), read("adtte"))
}
write(toJSON(results, digits = NA, na = "null", always_decimal = FALSE), "test/reference/cdisc/survival.json")
