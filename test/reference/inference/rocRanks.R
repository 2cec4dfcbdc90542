# pROC's own example, aSAH: the outcome of 113 people after an aneurysmal subarachnoid haemorrhage (Turck et al. 2010,
# https://doi.org/10.1007/s00134-009-1641-y) and three scores of theirs. pROC computes areas, DeLong's intervals, partial areas, counts at
# the cut-offs and paired tests from the measured values. The data set comes with the package under the GPL and is not repeated here: written
# are mid-ranks, computed below, which stand for the values; people are in the order of ndka. All that is compared depends on the order of the values alone; cut-offs do not,
# and are not written.
# Run: Rscript test/reference/inference/rocRanks.R
suppressPackageStartupMessages({ library(pROC); library(jsonlite) })
data(aSAH)
aSAH <- aSAH[order(rank(aSAH$ndka)), ]
positive <- as.integer(aSAH$outcome == "Poor")
curveOf <- function(score) roc(positive, score, levels = c(0, 1), direction = "<", quiet = TRUE)
scores <- list(ndka = aSAH$ndka, s100b = aSAH$s100b, wfns = as.numeric(aSAH$wfns))

cases <- lapply(names(scores), function(name) {
  curve <- curveOf(scores[[name]])
  partial <- function(range, focus, correct) as.numeric(auc(curve, partial.auc = rev(range), partial.auc.focus = focus, partial.auc.correct = correct))
  points <- coords(curve, "all", ret = c("tp", "fp"), transpose = FALSE)
  points <- points[order(points$fp, points$tp), ]
  interval <- as.numeric(ci.auc(curve, method = "delong"))
  ranges <- list(list(of = "specificity", from = 0.9, to = 1), list(of = "sensitivity", from = 0.8, to = 1))
  list(
    score = unbox(name), ranks = rank(scores[[name]], ties.method = "average"), area = auc(curve)[1], error = sqrt(as.numeric(var(curve, method = "delong"))),
    interval = interval[c(1, 3)], interval90 = as.numeric(ci.auc(curve, conf.level = 0.9, method = "delong"))[c(1, 3)],
    partial = lapply(ranges, function(r) list(of = unbox(r$of), from = unbox(r$from), to = unbox(r$to), area = partial(c(r$from, r$to), r$of, FALSE), standardised = partial(c(r$from, r$to), r$of, TRUE))),
    youden = max(points$tp / sum(positive) + 1 - points$fp / sum(1 - positive) - 1), points = lapply(seq_len(nrow(points)), function(k) as.numeric(points[k, ]))
  )
})
tests <- lapply(list(c("s100b", "wfns"), c("s100b", "ndka"), c("wfns", "ndka")), function(pair) {
  curves <- lapply(pair, function(name) curveOf(scores[[name]]))
  test <- roc.test(curves[[1]], curves[[2]], method = "delong", paired = TRUE)
  list(pair = pair, covariance = cov(curves[[1]], curves[[2]], method = "delong"), z = as.numeric(test$statistic), p = test$p.value, interval = as.numeric(test$conf.int))
})

text <- function(x) as.character(toJSON(x, digits = NA, na = "null", null = "null"))
head <- toJSON(list(script = "test/reference/inference/rocRanks.R", version = paste0(R.version.string, ", pROC ", packageVersion("pROC"))), auto_unbox = TRUE)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
lines <- function(list) paste0(vapply(list, text, ""), c(rep(",", length(list) - 1), ""))
writeLines(c(paste0('{"generator":', head, ","), paste0('"positive":', text(positive), ","), '"cases":[', lines(cases), "],", '"tests":[', lines(tests), "]}"), sub("\\.R$", ".json", file))
