# What the scripts of this folder share: how fixtures are written. Sourced by them, not run.
library(jsonlite)

set <- function(seed) set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

values <- function(x) I(as.numeric(x))

# A list of numbers as { value }, { below } or { above }: exact, left-censored, right-censored.
reported <- function(kind, limit) {
  lapply(seq_along(limit), function(i) switch(kind[i], value = unbox(limit[i]), below = list(below = unbox(limit[i])), above = list(above = unbox(limit[i]))))
}

# Values beyond lower and upper become limits. Rounded first, so that JSON holds what R computed with.
censor <- function(x, lower, upper) {
  x <- signif(x, 6)
  kind <- ifelse(x < lower, "below", ifelse(x > upper, "above", "value"))
  list(kind = kind, limit = ifelse(x < lower, lower, ifelse(x > upper, upper, x)))
}

# One case a line. Numbers keep 15 decimals unless said; versions and seed stand in front.
writeFixture <- function(name, seed, packages, cases, digits = 15) {
  versions <- c(list(R = unbox(as.character(getRversion()))), setNames(lapply(packages, function(p) unbox(as.character(packageVersion(p)))), packages))
  lines <- vapply(cases, function(case) toJSON(case, digits = digits, na = "null", null = "null"), "")
  head <- toJSON(list(versions = versions, seed = unbox(seed)), digits = 15)
  folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
  text <- paste0(sub("}$", "", head), ",\"cases\":[\n", paste(lines, collapse = ",\n"), "\n]}")
  writeLines(text, file.path(folder, paste0(name, ".json")))
}
