# What the scripts of this folder share: fixtures whose computed numbers have 11 significant digits; data are written as they are.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))

number <- function(x) {
  if (length(x) == 0 || is.na(x)) return("null")
  if (x == 0) return("0")
  sub("e([+-])0", "e\\1", gsub(" ", "", format(x, digits = 11)))
}

values <- function(x) lapply(unname(x), identity)
