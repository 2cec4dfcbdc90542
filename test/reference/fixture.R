# What the scripts of the folders here share. Writes a fixture: who made it, with which seed, and one case per line. Numbers have 17 significant digits, which is all
# that a double holds. NULL and NA become null.

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
  if (is.character(x)) return(if (length(x) == 1 && is.na(x)) "null" else sprintf('"%s"', x))
  if (is.logical(x)) return(if (is.na(x)) "null" else if (x) "true" else "false")
  if (length(x) == 1) return(number(x))
  paste0("[", paste(vapply(x, number, ""), collapse = ","), "]")
}

# A vector that stays a list in JSON even when it has one element.
values <- function(x) lapply(x, identity)

folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))

# Packages are named with their versions beside that of R.
writeFixture <- function(name, seed, cases, packages = character()) {
  versions <- c(R.version.string, vapply(packages, function(package) paste(package, packageVersion(package)), ""))
  head <- list(script = paste0("test/reference/", basename(folder), "/", name, ".R"), version = paste(versions, collapse = ", "), seed = seed)
  lines <- vapply(cases, json, "")
  text <- c(paste0('{"generator":', json(head), ","), '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}")
  writeLines(text, file.path(folder, paste0(name, ".json")))
}
