# Power of the two-group t test for 240 random designs. Noncentral t: the definition with pt(ncp =) and uniroot() at full
# precision (power.t.test() of R stops at about four digits; that both agree is checked where groups are equal). Normal formula:
# closed form.
# Run: Rscript test/reference/inference/power.R
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
seed <- 20190
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

powerOf <- function(n1, n0, effect, tail) {
  df <- n1 + n0 - 2
  pt(qt(tail, df, lower.tail = FALSE), df, effect / sqrt(1 / n1 + 1 / n0), lower.tail = FALSE)
}
root <- function(f, range) uniroot(f, range, tol = 1e-14, maxiter = 10000)$root

cases <- lapply(1:240, function(i) {
  alternative <- c("two-sided", "greater", "less")[1 + i %% 3]
  sides <- if (alternative == "two-sided") 2 else 1
  level <- sample(c(0.05, 0.025, 0.01, 0.1), 1)
  tail <- level / sides
  power <- sample(c(0.8, 0.9, 0.95, 0.7), 1)
  deviation <- round(runif(1, 0.5, 10), 2)
  effect <- runif(1, 0.25, 1.6)
  size <- round(effect * deviation, 3)
  effect <- size / deviation
  allocation <- if (i %% 4) list(treatment = 1, control = 1) else list(treatment = sample(2:3, 1), control = 1)
  a <- allocation$treatment
  z <- qnorm(tail, lower.tail = FALSE) + qnorm(power)
  normal <- z^2 * (1 + 1 / a) / effect^2
  student <- root(function(n) powerOf(a * n, n, effect, tail) - power, c(1.01, 4 * normal + 50))
  # A design with given group sizes, whole or not.
  n1 <- round(runif(1, 5, 80), sample(0:1, 1)); n0 <- if (i %% 4) n1 else round(runif(1, 5, 80))
  scale <- sqrt(1 / n1 + 1 / n0)
  studentNoncentrality <- root(function(d) pt(qt(tail, n1 + n0 - 2, lower.tail = FALSE), n1 + n0 - 2, d, lower.tail = FALSE) - power, c(0.1, 20))
  if (a == 1 && n1 == n0) stopifnot(abs(power.t.test(n = n1, delta = effect, sd = 1, sig.level = level,
    alternative = if (sides == 2) "two.sided" else "one.sided")$power - powerOf(n1, n0, effect, tail)) < 1e-9)
  sign <- if (alternative == "less") -1 else 1
  list(
    alternative = alternative, significanceLevel = level, power = power, difference = sign * size, standardDeviation = deviation,
    allocation = allocation, nNormal = normal, nStudent = student,
    n = list(treatment = n1, control = n0),
    normal = list(power = pnorm(effect / scale - qnorm(tail, lower.tail = FALSE)), difference = sign * z * scale * deviation,
      standardDeviation = size / (z * scale), significanceLevel = sides * pnorm(effect / scale - qnorm(power), lower.tail = FALSE)),
    student = list(power = powerOf(n1, n0, effect, tail), difference = sign * studentNoncentrality * scale * deviation,
      standardDeviation = size / (studentNoncentrality * scale))
  )
})
writeFixture("power", seed, cases)
