# What the scripts beside it share: reading the records of a simulated trial, standard analyses, writing figures. Sourced.
suppressPackageStartupMessages({library(jsonlite); library(survival); library(pROC)})
monthLength <- 30.4375

readRecords <- function(name) fromJSON(file.path("test/reference/examples", name))

# Figures of parts under one heading each: part.name.
under <- function(parts) unlist(unname(Map(function(part, figures) setNames(as.list(figures), paste0(part, ".", names(figures))), names(parts), parts)), recursive = FALSE)
each <- function(keys, f) under(setNames(lapply(keys, f), keys))

writeFigures <- function(name, seed, analyses, packages) {
  versions <- c(R.version.string, vapply(packages, function(package) paste(package, packageVersion(package)), ""))
  number <- function(x) if (is.null(x) || length(x) == 0 || is.na(x) || is.infinite(x)) "null" else { short <- format(x, digits = 15); if (as.numeric(short) == x) trimws(short) else sprintf("%.17g", x) }
  line <- function(id) paste0(toJSON(id, auto_unbox = TRUE), ":{", paste(sprintf("%s:%s", vapply(names(analyses[[id]]), function(n) toJSON(n, auto_unbox = TRUE), ""), vapply(analyses[[id]], number, "")), collapse = ","), "}")
  head <- toJSON(list(script = paste0("test/reference/examples/", name, ".R"), version = paste(versions, collapse = ", "), seed = seed), auto_unbox = TRUE)
  writeLines(c(paste0('{"generator":', head, ',"analyses":{'), paste0(vapply(names(analyses), line, ""), c(rep(",", length(analyses) - 1), "")), "}}"),
    file.path("test/reference/examples", paste0(name, ".json")))
}

summaryOf <- function(x) { x <- x[!is.na(x)]; list(n = length(x), mean = if (length(x)) mean(x) else NA, standardDeviation = if (length(x) > 1) sd(x) else NA) }

# Student's t of x and y without their missing values.
student <- function(x, y, names = c("msc", "control"), ...) {
  x <- x[!is.na(x)]; y <- y[!is.na(y)]
  t <- t.test(x, y, var.equal = TRUE, ...)
  c(under(setNames(list(summaryOf(x), summaryOf(y)), names)),
    list(estimate = mean(x) - mean(y), standardError = t$stderr, degreesOfFreedom = unname(t$parameter), lower = t$conf.int[1], upper = t$conf.int[2], pValue = t$p.value))
}
pairedT <- function(before, after) {
  if (length(before) < 2) return(list(n = length(before), estimate = NA, standardError = NA, pValue = NA))
  t <- t.test(after, before, paired = TRUE)
  list(n = length(before), estimate = unname(t$estimate), standardError = t$stderr, pValue = t$p.value)
}

# Pearson's test without correction, or Fisher's where an expected count is below 5.
testOfTable <- function(m) {
  expected <- outer(rowSums(m), colSums(m)) / sum(m)
  if (any(rowSums(m) == 0) || any(colSums(m) == 0)) return(NA)
  if (min(expected) < 5) fisher.test(m)$p.value else chisq.test(m, correct = FALSE)$p.value
}
# Newcombe's interval of a difference from Wilson's of each proportion.
twoProportions <- function(x1, n1, x2, n2, names = c("msc", "control")) {
  w1 <- suppressWarnings(prop.test(x1, n1, correct = FALSE)$conf.int); w2 <- suppressWarnings(prop.test(x2, n2, correct = FALSE)$conf.int)
  p1 <- x1 / n1; p2 <- x2 / n2
  figures <- list(x1, n1, x2, n2)
  names(figures) <- c(paste0(names[1], c(".events", ".n")), paste0(names[2], c(".events", ".n")))
  c(figures, list(riskDifference = p1 - p2, lower = p1 - p2 - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), upper = p1 - p2 + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2),
    riskRatio = p1 / p2, oddsRatio = (x1 * (n2 - x2)) / (x2 * (n1 - x1)), pValue = testOfTable(rbind(c(x1, n1 - x1), c(x2, n2 - x2)))))
}

rocOf <- function(before, after, rises) {
  r <- roc(rep(0:1, c(length(before), length(after))), c(before, after), levels = 0:1, direction = if (rises) "<" else ">", quiet = TRUE)
  interval <- as.numeric(ci.auc(r, method = "delong"))
  list(estimate = as.numeric(auc(r)), standardError = sqrt(var(r, method = "delong")), lower = interval[1], upper = interval[3])
}
