# Areas under ROC curves of 240 random samples by pROC: DeLong's variance and intervals, partial areas, points, and tests of two curves.
# Run: Rscript test/reference/inference/roc.R
suppressPackageStartupMessages({ library(pROC); library(jsonlite) })
seed <- 31
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

caseOf <- function(i) {
  m <- if (i %% 12 == 0) 1 else sample(2:14, 1)
  n <- if (i %% 12 == 6) 1 else sample(2:14, 1)
  positive <- sample(rep(c(1, 0), c(m, n)))
  shift <- sample(c(0, 0, 1, -1, 2), 1)
  # Heavy ties, some ties, none, and classes that do not overlap.
  draw <- function() switch(i %% 4 + 1, sample(0:3, m + n, TRUE) + positive * shift, round(rnorm(m + n) + positive * shift, 1), rnorm(m + n) + positive * shift, sample(0:9, m + n, TRUE) + positive * (if (i %% 8 == 3) 10 else shift))
  first <- round(draw(), 6)
  second <- round(draw() + first / 2, 6)
  higher <- sample(c(TRUE, FALSE), 1)
  direction <- if (higher) "<" else ">"
  curve <- function(score) roc(positive, score, levels = c(0, 1), direction = direction, quiet = TRUE)
  a <- curve(first); b <- curve(second)
  v <- suppressWarnings(as.numeric(var(a, method = "delong")))
  known <- m > 1 && n > 1
  error <- if (known) sqrt(v) else NULL
  test <- if (!known) NULL else suppressWarnings(roc.test(a, b, method = "delong", paired = TRUE))
  unpaired <- if (!known) NULL else suppressWarnings(roc.test(a, b, method = "delong", paired = FALSE))
  z <- if (is.null(test) || !is.finite(test$statistic)) NULL else as.numeric(test$statistic)
  range <- sort(round(runif(2), 2)); if (range[1] == range[2]) range <- c(0.5, 1)
  focus <- sample(c("specificity", "sensitivity"), 1)
  part <- function(correct) suppressWarnings(as.numeric(auc(a, partial.auc = rev(range), partial.auc.focus = focus, partial.auc.correct = correct, allow.invalid.partial.auc.correct = TRUE)))
  points <- coords(a, "all", ret = c("sensitivity", "specificity", "tp", "fp", "ppv", "npv"), transpose = FALSE)
  points <- points[order(points$fp, points$tp), ]
  list(
    first = first, second = second, positive = positive, higher = unbox(higher), area = auc(a)[1], error = error,
    interval = if (known && v > 1e-20) suppressWarnings(as.numeric(ci.auc(a, method = "delong")))[c(1, 3)] else NULL,
    other = auc(b)[1], covariance = if (known) suppressWarnings(cov(a, b, method = "delong")) else NULL,
    z = z, unpairedZ = if (is.null(unpaired) || !is.finite(unpaired$statistic)) NULL else as.numeric(unpaired$statistic),
    range = range, focus = unbox(focus), partial = c(part(FALSE), part(TRUE)),
    points = lapply(seq_len(nrow(points)), function(k) as.numeric(points[k, ])),
    youden = max(points$sensitivity + points$specificity - 1)
  )
}

text <- function(x) as.character(toJSON(x, digits = NA, na = "null", null = "null"))
lines <- vapply(lapply(1:240, caseOf), text, "")
head <- toJSON(list(script = "test/reference/inference/roc.R", version = paste0(R.version.string, ", pROC ", packageVersion("pROC")), seed = seed), auto_unbox = TRUE)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
writeLines(c(paste0('{"generator":', head, ","), '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), sub("\\.R$", ".json", file))
