# Rates of responders when nothing happens, for 220 random designs: the normal density of the lead-in slope times the probability
# of the follow-up slope given it, integrated by integrate(). Slopes are fitted by lm() to unit vectors to find their weights.
# Four designs are also simulated, values rounded to a scale, with R's own generator.
# Run: Rscript test/reference/response/nullResponderRates.R
seed <- 20206
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
number <- function(x) sprintf("%.17g", x)
vector_of <- function(x) paste0("[", paste(number(x), collapse = ","), "]")

slopeOf <- function(values, times, method) {
  if (method == "two-visit") (values[length(values)] - values[1]) / (times[length(times)] - times[1]) else unname(coef(lm(values ~ times))[2])
}
weightsOf <- function(times, all, method) vapply(all, function(at) if (at %in% times) slopeOf(as.numeric(times == at), times, method) else 0, 0)

lines <- character()
for (i in 1:220) {
  method <- c("two-visit", "least-squares")[1 + i %% 2]
  leadIn <- sort(unique(c(-sample(1:6, sample(1:3, 1)), if (i %% 5) 0 else -0.5)))
  followUp <- sort(unique(c(if (i %% 5) 0 else 0.5, sample(1:12, sample(1:4, 1)))))
  all <- sort(unique(c(leadIn, followUp)))
  w <- weightsOf(leadIn, all, method); v <- weightsOf(followUp, all, method)
  mean <- round(rnorm(1, -0.8, 0.6), 2); tau <- round(runif(1, 0, 1.2), 2); sigma <- round(runif(1, 0.3, 3), 2)
  percent <- sample(c(0, 25, 50, 75, 100, 150), 1)
  limit <- if (i %% 3) NA else round(mean + runif(1, -1, 1.5) * max(tau, 0.3), 2)
  sL <- sqrt(tau^2 + sigma^2 * sum(w^2)); sF <- sqrt(tau^2 + sigma^2 * sum(v^2)); cov <- tau^2 + sigma^2 * sum(w * v)
  c1 <- percent / 100
  given <- function(l) pnorm(((1 - c1) * l - (mean + cov / sL^2 * (l - mean))) / sqrt(sF^2 - cov^2 / sL^2), lower.tail = FALSE)
  edge <- if (is.na(limit)) 0 else min(0, limit)
  low <- min(mean, edge) - 12 * sL
  part <- function(a, b) if (b <= a) 0 else integrate(function(l) dnorm(l, mean, sL) * given(l), a, b, rel.tol = 1e-13, abs.tol = 0, subdivisions = 2000)$value
  # In pieces, so that no bump is missed.
  cuts <- sort(unique(pmin(edge, c(low, mean - (6:1) * sL, mean, mean + (1:6) * sL, edge)))); cuts <- cuts[cuts >= low]
  responding <- sum(mapply(part, cuts[-length(cuts)], cuts[-1]))
  selected <- if (is.na(limit)) 1 else pnorm(limit, mean, sL)
  lines <- c(lines, sprintf('{"kind":"exact","method":"%s","leadIn":%s,"followUp":%s,"mean":%s,"between":%s,"within":%s,"percent":%d,"limit":%s,"estimate":%s,"declining":%s,"correlation":%s}',
    method, vector_of(leadIn), vector_of(followUp), number(mean), number(tau), number(sigma), as.integer(percent), if (is.na(limit)) "null" else number(limit),
    number(responding / selected), number(pnorm(edge, mean, sL) / selected), number(cov / (sL * sF))))
}

for (i in 1:4) {
  n <- 1e6
  mean <- c(-1, -0.5, -1.2, -0.8)[i]; tau <- 0.7; sigma <- c(1.5, 1, 2, 0.8)[i]; step <- c(1, 1, 2, 0.5)[i]; percent <- c(50, 25, 100, 50)[i]; limit <- c(NA, -0.5, NA, NA)[i]
  start <- rnorm(n, 36, 4); own <- rnorm(n, mean, tau)
  value <- function(time) pmin(48, pmax(0, step * floor((start + own * time + sigma * rnorm(n)) / step + 0.5)))
  v1 <- value(-3); v5 <- value(0); v9 <- value(4)
  L <- (v5 - v1) / 3; F <- (v9 - v5) / 4
  taken <- if (is.na(limit)) rep(TRUE, n) else L <= limit + 1e-9
  responder <- taken & L < -1e-9 & (F - L) >= -percent / 100 * L - 1e-9
  lines <- c(lines, sprintf('{"kind":"simulated","mean":%s,"between":%s,"within":%s,"step":%s,"percent":%d,"limit":%s,"participants":%d,"selected":%s,"estimate":%s,"declining":%s}',
    number(mean), number(tau), number(sigma), number(step), as.integer(percent), if (is.na(limit)) "null" else number(limit), as.integer(n), number(sum(taken)), number(sum(responder) / sum(taken)), number(mean(L[taken] < -1e-9))))
}
head <- sprintf('{"generator":{"script":"test/reference/response/nullResponderRates.R","version":"%s","seed":%d},', R.version.string, seed)
writeLines(c(head, '"cases":[', paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), file.path(folder, "nullResponderRates.json"))
