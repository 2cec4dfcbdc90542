# Pearson's chi-square test: chisq.test() of R on 240 random tables from 2 x 2 to 5 x 5, corrected and not for 2 x 2.
# Run: Rscript test/reference/inference/chiSquare.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20183
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:240, function(i) {
  rows <- if (i %% 2) 2 else sample(2:5, 1)
  columns <- if (i %% 2) 2 else sample(2:5, 1)
  repeat {
    counts <- matrix(rpois(rows * columns, sample(c(2, 8, 40, 400), 1)), rows)
    if (all(rowSums(counts) > 0) && all(colSums(counts) > 0)) break
  }
  plain <- suppressWarnings(chisq.test(counts, correct = FALSE))
  found <- list(
    counts = counts, statistic = plain$statistic[[1]], degreesOfFreedom = plain$parameter[[1]], pValue = plain$p.value,
    smallestExpectedCount = min(plain$expected)
  )
  if (rows == 2 && columns == 2) {
    corrected <- suppressWarnings(chisq.test(counts, correct = TRUE))
    found$corrected <- list(statistic = corrected$statistic[[1]], pValue = corrected$p.value)
  }
  found
})
writeFixture("chiSquare", seed, cases)
