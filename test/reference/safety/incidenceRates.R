# Exact Poisson intervals of rates: poisson.test() of R on 240 random counts, whose limits are quantiles of the gamma distribution.
# Run: Rscript test/reference/safety/incidenceRates.R
# Each case: events, time, level, estimate, lower, upper.
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
seed <- 20190
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
number <- function(x) sprintf("%.17g", x)
lines <- vapply(1:240, function(i) {
  events <- if (i <= 12) i - 1 else rpois(1, sample(c(0.7, 5, 40, 900, 20000), 1))
  time <- round(exp(runif(1, log(0.01), log(5000))), 4)
  level <- c(0.95, 0.9, 0.99)[1 + i %% 3]
  test <- poisson.test(events, time, conf.level = level)
  paste0("[", paste(number(c(events, time, level, test$estimate, test$conf.int)), collapse = ","), "]")
}, "")
head <- sprintf('{"generator":{"script":"test/reference/safety/incidenceRates.R","version":"%s","seed":%d},', R.version.string, seed)
writeLines(c(head, '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), file.path(folder, "incidenceRates.json"))
