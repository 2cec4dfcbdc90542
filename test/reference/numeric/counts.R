# R's own values at the points of binomial.json, poisson.json and gamma.json: every third tail and all quantiles of p from 1e-30.
# Run: Rscript test/reference/numeric/counts.R > test/reference/numeric/rCounts.json

library(jsonlite)
read <- function(name) fromJSON(file.path("test/reference/numeric", paste0(name, ".json")), simplifyVector = FALSE)
third <- function(rows) rows[seq(1, length(rows), 3)]
point <- function(row) unlist(row[[1]])
text <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")
line <- function(row, values) paste0("[", text(point(row)), ",", text(values), "]")
block <- function(name, lines) paste0('"', name, '":[\n', paste(lines, collapse = ",\n"), "\n]")

binomial <- vapply(third(read("binomial")$rows), function(row) {
  p <- point(row)
  line(row, c(dbinom(p[1], p[2], p[3]), pbinom(p[1], p[2], p[3]), pbinom(p[1] - 1, p[2], p[3], lower.tail = FALSE)))
}, "")
poisson <- vapply(third(read("poisson")$rows), function(row) {
  p <- point(row)
  line(row, c(ppois(p[1], p[2]), ppois(p[1] - 1, p[2], lower.tail = FALSE)))
}, "")
gamma <- vapply(third(read("gamma")$tails), function(row) {
  p <- point(row)
  line(row, c(pgamma(p[1], p[2]), pgamma(p[1], p[2], lower.tail = FALSE)))
}, "")
quantiles <- vapply(Filter(function(row) point(row)[1] >= 1e-30, read("gamma")$quantiles), function(row) {
  p <- point(row)
  paste0("[", text(p), ',"', row[[2]], '",', sprintf("%.17g", qgamma(p[1], p[2], lower.tail = row[[2]] == "lower")), "]")
}, "")
cat('{"generator":{"script":"test/reference/numeric/counts.R","software":"', R.version.string, '"},\n', sep = "")
cat(block("binomial", binomial), block("poisson", poisson), block("gamma", gamma), block("gammaQuantiles", quantiles), sep = ",\n")
cat("}\n")
