# Adjusted p-values of 240 random lists of 1 to 20 p-values, half of them with ties, zeros and ones: p.adjust() of R.
# Run: Rscript test/reference/inference/adjustments.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20193
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

methods <- c(bonferroni = "bonferroni", holm = "holm", hochberg = "hochberg", hommel = "hommel", "benjamini-hochberg" = "BH", "benjamini-yekutieli" = "BY")
cases <- lapply(1:240, function(i) {
  n <- sample(1:20, 1)
  p <- if (i %% 2) runif(n)^sample(1:4, 1) else sample(c(0, 0.001, 0.01, 0.02, 0.03, 0.04, 0.05, 0.2, 0.5, 1), n, TRUE)
  c(list(pValues = values(p)), lapply(methods, function(method) values(p.adjust(p, method))))
})
writeFixture("adjustments", seed, cases)
