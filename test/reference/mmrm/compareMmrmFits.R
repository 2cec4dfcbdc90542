# Likelihood-ratio tests between the polished fits of mmrm.json.
# Run from the repository's root, after mmrm.R: Rscript test/reference/mmrm/compareMmrmFits.R
library(jsonlite)
folder <- "test/reference/mmrm/"
cases <- fromJSON(paste0(folder, "mmrm.json"), simplifyVector = FALSE)$cases
logLikelihood <- setNames(sapply(cases, function(one) one$reference$logLikelihood), sapply(cases, `[[`, "name"))
# Parameters of the covariance by visits m.
parameters <- function(structure, m) switch(structure, "unstructured" = m * (m + 1) / 2, "toeplitz" = , "ante-dependence" = , "diagonal" = m, "ar1" = , "compound-symmetry" = 2,
  "heterogeneous-ar1" = , "heterogeneous-compound-symmetry" = m + 1, 2 * m - 1)
pairs <- function(dataset, m, ...) lapply(list(...), function(p) list(dataset = dataset, m = m, restricted = p[1], full = p[2]))
steps <- list(c("diagonal", "heterogeneous-compound-symmetry"), c("diagonal", "unstructured"), c("ar1", "heterogeneous-ar1"), c("ar1", "ante-dependence"), c("compound-symmetry", "toeplitz"),
  c("toeplitz", "heterogeneous-toeplitz"), c("heterogeneous-ar1", "heterogeneous-toeplitz"), c("heterogeneous-toeplitz", "unstructured"), c("heterogeneous-ante-dependence", "unstructured"), c("ar1", "unstructured"))
all <- c(do.call(pairs, c("complete", 4, steps)), do.call(pairs, c("gaps", 5, steps)), pairs("fev", 4, c("ar1", "unstructured"), c("heterogeneous-ante-dependence", "unstructured")))
comparisons <- lapply(all, function(one) {
  names_ <- paste0(one$dataset, ", ", c(one$restricted, one$full))
  statistic <- 2 * unname(diff(logLikelihood[names_])); df <- parameters(one$full, one$m) - parameters(one$restricted, one$m)
  list(restricted = names_[1], full = names_[2], statistic = statistic, degreesOfFreedom = df, pValue = pchisq(statistic, df, lower.tail = FALSE))
})
grouped <- c("orthodont, compound-symmetry, ML", "orthodont, compound-symmetry, ML, by arm")
statistic <- 2 * unname(diff(logLikelihood[grouped]))
comparisons <- c(comparisons, list(list(restricted = grouped[1], full = grouped[2], statistic = statistic, degreesOfFreedom = 2, pValue = pchisq(statistic, 2, lower.tail = FALSE))))
json <- function(x) toJSON(x, digits = NA, auto_unbox = TRUE)
writeLines(paste0("{\"generator\": ", json(list(script = paste0(folder, "compareMmrmFits.R"), versions = list(R = as.character(getRversion())))), ",\n\"comparisons\": [\n",
  paste(sapply(comparisons, json), collapse = ",\n"), "\n]}"), paste0(folder, "compareMmrmFits.json"))
