# Writes a fixture: who made it, with which seed, and one case per line. Numbers have 17 significant digits, which is all
# that a double holds. NULL becomes null.

number <- function(x) {
  if (length(x) == 0 || is.na(x)) return("null")
  if (is.infinite(x)) return(if (x > 0) '"Infinity"' else '"-Infinity"')
  if (x == 0) return("0")
  short <- format(x, digits = 15)
  text <- if (as.numeric(short) == x) short else sprintf("%.17g", x)
  sub("e([+-])0", "e\\1", gsub(" ", "", text))
}

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.matrix(x)) return(paste0("[", paste(apply(x, 1, function(row) json(as.list(row))), collapse = ","), "]"))
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(vapply(x, json, ""), collapse = ","), "]"))
    return(paste0("{", paste(sprintf('"%s":%s', names(x), vapply(x, json, "")), collapse = ","), "}"))
  }
  if (is.character(x)) return(sprintf('"%s"', x))
  if (is.logical(x)) return(if (is.na(x)) "null" else if (x) "true" else "false")
  if (length(x) == 1) return(number(x))
  paste0("[", paste(vapply(x, number, ""), collapse = ","), "]")
}

# A vector that stays a list in JSON even when it has one element.
values <- function(x) lapply(x, identity)

folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))

writeFixture <- function(name, seed, cases) {
  head <- list(script = paste0("test/reference/survival/", name, ".R"), version = paste0(R.version.string, ", survival ", packageVersion("survival"), if ("cmprsk" %in% loadedNamespaces()) paste0(", cmprsk ", packageVersion("cmprsk"))), seed = seed)
  lines <- vapply(cases, json, "")
  text <- c(paste0('{"generator":', json(head), ","), '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}")
  writeLines(text, file.path(folder, paste0(name, ".json")))
}

suppressPackageStartupMessages(library(survival))

# Times as trials have them: whole, in tenths (and then as sums of tenths, which rounding makes differ in the last digit) or nearly
# continuous. Few, many or no participants are censored.
timesOf <- function(n) {
  t <- rexp(n) * 3
  t <- switch(sample(4, 1), ceiling(t), round(t, 1) + 0.1, { a <- sample(0:20, n, TRUE); b <- sample(1:9, n, TRUE); a * 0.1 + b * 0.1 }, round(t, 3) + 0.001)
  if (runif(1) < 0.15) t <- t * 100
  t
}

eventsOf <- function(n) switch(sample(6, 1), rbinom(n, 1, 0.3), rbinom(n, 1, 0.6), rbinom(n, 1, 0.6), rbinom(n, 1, 0.85), rep(1, n), as.numeric(seq_len(n) == sample(n, 1)))

# Half enter late, before their time and well apart from it.
entriesOf <- function(time) ifelse(rbinom(length(time), 1, 0.5) == 1, pmax(0, floor(100 * time * runif(length(time), 0, 0.9)) / 100), 0)
