# Writes r.json beside itself: R's own distribution functions, the second oracle.
#
#   Rscript test/reference/numeric/distributions.R
#
# Where R and mpmath differ, mpmath decides. R's noncentral t is good to about 1e-11 absolutely. Its qf loses
# digits as the quantile nears 0 (it is 1 minus a beta quantile there) and, with degrees of freedom above 4e5, has 3 or 4 of
# them: random cases keep away from both, and the last rows of "quantiles" show them.
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
seed <- 20240617
set.seed(seed)

log_uniform <- function(low, high) exp(runif(1, log(low), log(high)))
degrees <- function() if (runif(1) < 0.5) sample(1:200, 1) else log_uniform(0.5, 1e6)
probability <- function(smallest) if (runif(1) < 0.5) log_uniform(smallest, 0.5) else runif(1)
both <- function(tail, ...) c(tail(..., lower.tail = TRUE), tail(..., lower.tail = FALSE))

tails <- list()
quantiles <- list()
add_tails <- function(name, arguments, values) if (all(is.finite(arguments))) tails[[length(tails) + 1]] <<- list(name, arguments, values)
add_quantile <- function(name, arguments, lower, value) {
  if (is.finite(value)) quantiles[[length(quantiles) + 1]] <<- list(name, arguments, if (lower) "lower" else "upper", c(value = value))
}

for (i in 1:100) {
  p <- probability(1e-250); lower <- runif(1) < 0.5; df <- degrees()
  value <- qt(p, df, lower.tail = lower)
  add_quantile("studentT", c(p, df), lower, value)
  add_tails("studentT", c(value, df), both(pt, value, df))

  p <- probability(1e-6); a <- min(degrees(), 1e5); b <- min(degrees(), 1e5)
  value <- qf(p, a, b, lower.tail = lower)
  if (value > 1e-4) add_quantile("fDistribution", c(p, a, b), lower, value)
  value <- rf(1, a, b) * log_uniform(0.2, 5)
  add_tails("fDistribution", c(value, a, b), both(pf, value, a, b))

  p <- probability(1e-250)
  value <- qchisq(p, df, lower.tail = lower)
  add_quantile("chiSquare", c(p, df), lower, value)
  add_tails("chiSquare", c(value, df), both(pchisq, value, df))

  p <- probability(1e-100); a <- log_uniform(0.05, 1e5); b <- log_uniform(0.05, 1e5)
  value <- qbeta(p, a, b, lower.tail = lower)
  add_quantile("beta", c(p, a, b), lower, value)
  add_tails("beta", c(value, a, b), both(pbeta, value, a, b))

  p <- probability(1e-300)
  value <- qnorm(p, lower.tail = lower)
  add_quantile("normal", p, lower, value)
  add_tails("normal", value, both(pnorm, value))

  df <- degrees(); delta <- runif(1, -5, 5)
  value <- delta + runif(1, -3, 3)
  add_tails("noncentralT", c(value, df, delta), both(pt, value, df, ncp = delta))

  successes <- sample(1:300, 1); failures <- sample(1:300, 1); draws <- sample(1:(successes + failures), 1)
  value <- qhyper(runif(1), successes, failures, draws)
  add_tails("hypergeometric", c(value, successes, failures, draws),
    c(phyper(value, successes, failures, draws), phyper(value - 1, successes, failures, draws, lower.tail = FALSE)))
}
add_quantile("fDistribution", c(1e-20, 3, 200), TRUE, qf(1e-20, 3, 200))
add_quantile("fDistribution", c(1e-30, 3, 200), TRUE, qf(1e-30, 3, 200))
add_quantile("fDistribution", c(0.004, 9e5, 7e4), TRUE, qf(0.004, 9e5, 7e4))

json <- function(x) {
  if (is.list(x)) return(paste0("[", paste(vapply(x, json, ""), collapse = ","), "]"))
  if (is.character(x)) return(dQuote(x, FALSE))
  # A named number is a value of its own, not an array of one.
  if (!is.null(names(x))) return(sprintf("%.17g", x))
  # toJSON stops at 15 digits, which are not all of a double's.
  paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
}
rows <- function(list) paste0("[\n", paste(vapply(list, json, ""), collapse = ",\n"), "\n]")
header <- sprintf("{\"script\": \"test/reference/numeric/distributions.R\", \"r\": \"%s\", \"seed\": %d}", R.version.string, seed)
text <- sprintf("{\n\"generator\": %s,\n\"tails\": %s,\n\"quantiles\": %s\n}", header, rows(tails), rows(quantiles))
writeLines(text, file.path(dirname(script), "r.json"))
