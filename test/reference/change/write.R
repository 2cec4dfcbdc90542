# Writes a fixture beside its script: who made it, with which seed, and one case per line.
writeCases <- function(area, name, seed, cases) {
  head <- list(script = paste0("test/reference/", area, "/", name, ".R"), version = R.version.string, seed = seed)
  lines <- vapply(cases, json, "")
  text <- c(paste0('{"generator":', json(head), ","), '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}")
  writeLines(text, file.path(here, paste0(name, ".json")))
}
