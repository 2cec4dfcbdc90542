# Intervals of 240 proportions: Wilson's by prop.test(correct = FALSE), Clopper and Pearson's by binom.test(), the others
# by their closed forms in qnorm() and qbeta().
# Run: Rscript test/reference/inference/proportions.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20186
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

cases <- lapply(1:240, function(i) {
  n <- if (i %% 4) sample(1:60, 1) else sample(100:5000, 1)
  x <- if (i %% 10 == 0) 0 else if (i %% 10 == 5) n else rbinom(1, n, runif(1))
  level <- c(0.95, 0.9, 0.99, 0.8)[1 + i %% 4]
  tail <- (1 - level) / 2
  z <- qnorm(tail, lower.tail = FALSE)
  wald <- function(x, n) pmin(1, pmax(0, x / n + c(-1, 1) * z * sqrt(x / n * (1 - x / n) / n)))
  list(
    events = x, n = n, level = level, estimate = x / n, standardError = sqrt(x / n * (1 - x / n) / n),
    wilson = values(suppressWarnings(prop.test(x, n, correct = FALSE, conf.level = level))$conf.int[1:2]),
    clopperPearson = values(binom.test(x, n, conf.level = level)$conf.int[1:2]),
    agrestiCoull = values(wald(x + z^2 / 2, n + z^2)),
    jeffreys = list(if (x == 0) 0 else qbeta(tail, x + 0.5, n - x + 0.5), if (x == n) 1 else qbeta(tail, x + 0.5, n - x + 0.5, lower.tail = FALSE)),
    wald = values(wald(x, n))
  )
})
writeFixture("proportions", seed, cases)
