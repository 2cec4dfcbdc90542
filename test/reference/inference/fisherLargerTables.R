# Fisher's exact test: fisher.test() of R on 220 random tables from 2 x 3 to 4 x 5 with up to 70 participants.
# Run: Rscript test/reference/inference/fisherLargerTables.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20185
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:220, function(i) {
  rows <- sample(2:4, 1)
  columns <- sample(3:5, 1)
  total <- sample(8:(if (rows * columns > 12) 35 else 70), 1)
  counts <- matrix(rmultinom(1, total, rexp(rows * columns) + 0.3), rows)
  list(counts = counts, pValue = fisher.test(counts, workspace = 2e8)$p.value)
})
writeFixture("fisherLargerTables", seed, cases)
