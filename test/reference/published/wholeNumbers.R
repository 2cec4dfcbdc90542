# Counts behind 220 printed percentages and totals behind 220 printed means, by trying every whole number. Fractions are compared
# in whole numbers below 2^53, so that nothing is rounded.
# Run: Rscript test/reference/published/wholeNumbers.R
seed <- 20205
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))

# Whether numerator / denominator is printed as digits / 10^decimals.
printedAs <- function(numerator, denominator, digits, decimals, rounding) {
  distance <- 2 * (numerator * 10^decimals - digits * denominator)
  if (rounding == "truncated") return(distance >= 0 & distance < 2 * denominator)
  tie <- abs(distance) == denominator
  abs(distance) < denominator | (tie & switch(rounding, any = TRUE, "half-up" = distance < 0, "half-even" = digits %% 2 == 0))
}
text <- function(digits, decimals) if (decimals == 0) sprintf("%d", digits) else sprintf("%d.%0*d", digits %/% 10^decimals, decimals, digits %% 10^decimals)
list_of <- function(x) paste0("[", paste(x, collapse = ","), "]")
roundings <- c("any", "half-up", "half-even", "truncated")

lines <- character()
for (i in 1:220) {
  rounding <- roundings[1 + i %% 4]; decimals <- sample(0:2, 1); n <- sample(c(2:60, 80, 200, 1000), 1)
  # Half are percentages of some count, half are anything.
  digits <- if (i %% 2) round(100 * sample(0:n, 1) / n * 10^decimals) else sample(0:(100 * 10^decimals), 1)
  counts <- 0:n
  found <- counts[printedAs(100 * counts, n, digits, decimals, rounding)]
  lines <- c(lines, sprintf('{"kind":"count","text":"%s","n":%d,"rounding":"%s","found":%s}', text(as.integer(digits), decimals), n, rounding, list_of(found)))
}
for (i in 1:220) {
  rounding <- roundings[1 + i %% 4]; decimals <- sample(0:3, 1); n <- sample(2:90, 1); perUnit <- sample(c(1, 1, 2, 10), 1)
  digits <- if (i %% 2) round(sample(0:(48 * n * perUnit), 1) / (n * perUnit) * 10^decimals) else sample(0:(48 * 10^decimals), 1)
  steps <- 0:(50 * n * perUnit)
  found <- steps[printedAs(steps, n * perUnit, digits, decimals, rounding)] / perUnit
  lines <- c(lines, sprintf('{"kind":"total","text":"%s","n":%d,"stepsPerUnit":%d,"rounding":"%s","found":%s}', text(as.integer(digits), decimals), n, as.integer(perUnit), rounding, list_of(format(found, trim = TRUE, digits = 15))))
}
head <- sprintf('{"generator":{"script":"test/reference/published/wholeNumbers.R","version":"%s","seed":%d},', R.version.string, seed)
writeLines(c(head, '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), file.path(folder, "wholeNumbers.json"))
