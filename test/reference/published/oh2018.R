# Recomputes the published figures of Oh et al. 2018 (Ann Neurol 84:361-373, doi 10.1002/ana.25302) from its printed figures, with
# base R alone, and judges each. The figures are entered here a second time, by hand, independently of docs/examples/oh2018.
# No random numbers. Run: Rscript test/reference/published/oh2018.R > test/reference/published/oh2018.json

options(digits = 15, warn = 2)

half_away <- function(x, decimals) {
  x <- signif(x, 12)
  sign(x) * floor(abs(x) * 10^decimals + 0.5 + 1e-9) / 10^decimals
}

decimals_of <- function(text) {
  text <- sub("^[<>]", "", text)
  if (grepl(".", text, fixed = TRUE)) nchar(sub("^[^.]*\\.", "", text)) else 0
}

same <- function(a, b) abs(a - b) < 1e-9

# "<0.001" stands for a p-value that rounds to 0.000, as the paper prints 0.00068 and 0.00090 as 0.001.
verdict_of <- function(text, value, lower, upper) {
  decimals <- decimals_of(text)
  if (startsWith(text, "<")) {
    if (half_away(value, decimals) == 0) return("at-printed-inputs")
    if (half_away(lower, decimals) == 0) return("within-input-rounding")
    return("inconsistent")
  }
  printed <- as.numeric(text)
  if (same(half_away(value, decimals), printed)) return("at-printed-inputs")
  if (half_away(lower, decimals) <= printed + 1e-9 && printed <= half_away(upper, decimals) + 1e-9) return("within-input-rounding")
  "inconsistent"
}

figures <- list()
add <- function(id, text, candidates) {
  rows <- lapply(names(candidates), function(method) {
    v <- candidates[[method]]
    list(method = method, recomputed = v[1], lower = v[2], upper = v[3], verdict = verdict_of(text, v[1], v[2], v[3]))
  })
  figures[[length(figures) + 1]] <<- list(id = id, printed = text, candidates = rows)
}

half <- function(text) 0.5 * 10^(-decimals_of(text))

# ---- two means --------------------------------------------------------------------------------------------------------------

student <- function(n1, m1, s1, n0, m0, s0) {
  df <- n1 + n0 - 2
  se <- sqrt(((n1 - 1) * s1^2 + (n0 - 1) * s0^2) / df) * sqrt(1 / n1 + 1 / n0)
  summarise(m1 - m0, se, df)
}

welch <- function(n1, m1, s1, n0, m0, s0) {
  v1 <- s1^2 / n1
  v0 <- s0^2 / n0
  summarise(m1 - m0, sqrt(v1 + v0), (v1 + v0)^2 / (v1^2 / (n1 - 1) + v0^2 / (n0 - 1)))
}

summarise <- function(d, se, df) {
  margin <- qt(0.975, df) * se
  c(difference = d, standardError = se, interval.lower = d - margin, interval.upper = d + margin, pValue = 2 * pt(-abs(d / se), df))
}

# The extremes over the box of inputs: a grid over both standard deviations, refined by optim from the best grid point. The means
# enter through their difference alone, at its ends and at zero where it can be zero.
means_envelope <- function(test, n1, m1, h1, s1, k1, n0, m0, h0, s0, k0) {
  d <- m1 - m0
  differences <- c(d - h1 - h0, d + h1 + h0)
  if (differences[1] < 0 && differences[2] > 0) differences <- c(differences, 0)
  grid <- expand.grid(a = seq(s1 - k1, s1 + k1, length.out = 21), b = seq(s0 - k0, s0 + k0, length.out = 21))
  sapply(c("difference", "standardError", "interval.lower", "interval.upper", "pValue"), function(quantity) {
    range(unlist(lapply(differences, function(d) {
      f <- function(x) unname(test(n1, d, x[[1]], n0, 0, x[[2]])[quantity])
      values <- apply(grid, 1, f)
      if (k1 == 0 && k0 == 0) return(range(values))
      refined <- sapply(c(which.min(values), which.max(values)), function(i) {
        maximise <- i == which.max(values)
        # One standard deviation at a time keeps within the box exactly.
        x <- unlist(grid[i, ])
        for (round in 1:2) for (j in 1:2) {
          box <- if (j == 1) s1 + c(-k1, k1) else s0 + c(-k0, k0)
          if (box[1] == box[2]) next
          along <- optimize(function(v) { y <- x; y[j] <- v; f(y) }, box, maximum = maximise, tol = 1e-12)
          y <- x
          y[j] <- if (maximise) along$maximum else along$minimum
          if ((maximise && f(y) > f(x)) || (!maximise && f(y) < f(x))) x <- y
        }
        f(x)
      })
      range(values, refined)
    })))
  })
}

number <- function(x) if (is.character(x)) as.numeric(x) else x
slack <- function(x) if (is.character(x)) half(x) else 0

means <- function(table, id, n1, m1, s1, n0, m0, s0, ...) {
  printed <- c(...)
  at <- list(student = student, welch = welch)
  values <- lapply(at, function(test) test(n1, number(m1), number(s1), n0, number(m0), number(s0)))
  ends <- lapply(at, function(test) {
    means_envelope(test, n1, number(m1), slack(m1), number(s1), slack(s1), n0, number(m0), slack(m0), number(s0), slack(s0))
  })
  for (quantity in names(printed)) {
    add(paste0(table, "/", id, ".", quantity), printed[[quantity]],
        lapply(c(student = "student", welch = "welch"), function(m) c(values[[m]][[quantity]], ends[[m]][1, quantity], ends[[m]][2, quantity])))
  }
}

p <- function(text) c(pValue = text)
row <- function(d, se, lo, hi, p) c(difference = d, standardError = se, interval.lower = lo, interval.upper = hi, pValue = p)

# ---- two proportions ----------------------------------------------------------------------------------------------------------

point <- function(x) c(x, x, x)

proportions <- function(table, id, x1, n1, pct1, x0, n0, pct0, p = NULL) {
  if (!is.null(pct1)) add(paste0(table, "/", id, ".treatment.percent"), pct1, list(`events-over-n` = point(100 * x1 / n1)))
  if (!is.null(pct0)) add(paste0(table, "/", id, ".control.percent"), pct0, list(`events-over-n` = point(100 * x0 / n0)))
  if (is.null(p)) return(invisible())
  counts <- matrix(c(x1, n1 - x1, x0, n0 - x0), 2, byrow = TRUE)
  expected <- outer(rowSums(counts), colSums(counts)) / sum(counts)
  tests <- suppressWarnings(list(
    pearson = point(chisq.test(counts, correct = FALSE)$p.value),
    yates = point(chisq.test(counts, correct = TRUE)$p.value),
    fisher = point(fisher.test(counts)$p.value)
  ))
  # Pearson unless an expected count is below 5, then Fisher.
  add(paste0(table, "/", id, ".pValue"), p, if (min(expected) < 5) tests[c("fisher", "pearson", "yates")] else tests)
}

# ---- the paper ------------------------------------------------------------------------------------------------------------------

proportions("table1", "male", 18, 32, "56", 11, 27, "41", "0.235")
proportions("table1", "female", 14, 32, "44", 16, 27, "59")
means("table1", "age", 32, "53.7", "7.7", 27, "52.5", "9.4", p("0.598"))
means("table1", "symptomDuration", 32, "22.4", "10.6", 27, "24.0", "11.5", p("0.581"))
means("table1", "diagnosisToBaseline", 32, "11.7", "8.8", 27, "10.8", "6.9", p("0.667"))
proportions("table1", "limbOnset", 23, 32, "72", 21, 27, "78", "0.604")
proportions("table1", "bulbarOnset", 9, 32, "28", 6, 27, "22")
proportions("table1", "familyHistory", 0, 32, "0", 0, 27, "0")
means("table1", "alsfrsrBaseline", 32, "35.5", "4.2", 27, "34.7", "5.5", p("0.538"))
means("table1", "aalsBaseline", 32, "80.8", "17.4", 27, "89.2", "23.8", p("0.124"))
means("table1", "fvcBaseline", 32, "73.1", "21.1", 27, "71.3", "16.1", p("0.727"))
means("table1", "sf36Baseline", 32, "42.4", "14.8", 27, "41.8", "17.2", p("0.893"))
means("table1", "alsfrsrLeadInSlope", 32, "-1.55", "1.21", 27, "-1.20", "1.35", p("0.294"))
means("table1", "aalsLeadInSlope", 32, "4.21", "2.98", 27, "4.47", "3.60", p("0.759"))
means("table1", "fvcLeadInSlope", 32, "-1.39", "2.33", 27, "-1.89", "3.04", p("0.493"))
proportions("table1", "riluzole", 32, 32, "100", 27, 27, "100")

means("table3", "alsfrsrChange4", 32, "-1.69", "2.51", 27, "-4.67", "3.25", row("2.98", "0.75", "1.48", "4.47", "<0.001"))
means("table3", "alsfrsrChange6", 31, "-3.10", "3.51", 25, "-6.48", "4.53", row("3.38", "1.07", "1.23", "5.54", "0.003"))
means("table3", "alsfrsrSlopeChange4", 32, "1.13", "1.33", 27, "0.03", "1.33", row("1.10", "0.35", "0.40", "1.79", "0.003"))
means("table3", "alsfrsrSlopeChange6", 32, "1.08", "1.34", 25, "0.16", "1.46", row("0.92", "0.38", "0.16", "1.67", "0.018"))
means("table3", "aalsChange4", 32, "10.44", "9.24", 25, "17.96", "11.78", row("-7.18", "2.76", "-12.71", "-1.64", "0.009"))
means("table3", "aalsSlopeChange4", 31, "-1.51", "3.52", 25, "0.29", "5.06", row("-1.80", "1.14", "-4.08", "0.48", "0.119"))
means("table3", "fvcChange4", 31, "-11.28", "10.06", 25, "-10.75", "8.40", row("-0.53", "2.52", "-5.58", "4.51", "0.833"))
means("table3", "fvcSlopeChange4", 31, "-1.54", "3.38", 25, "-0.80", "3.18", row("-0.74", "0.89", "-2.52", "1.03", "0.406"))
means("table3", "sf36Change4", 32, "-9.06", "12.83", 25, "-11.83", "11.28", row("2.78", "12.18", "-3.74", "9.29", "0.397"))

# Whole-number totals S and sums of squares Q.
exact_sd <- function(S, Q, n) sqrt((Q - S^2 / n) / (n - 1))
means("table3WholeNumbers", "alsfrsrChange4", 32, -54 / 32, exact_sd(-54, 286, 32), 27, -126 / 27, exact_sd(-126, 862, 27),
      row("2.98", "0.75", "1.48", "4.47", "<0.001"))
means("table3WholeNumbers", "alsfrsrChange6", 31, -96 / 31, exact_sd(-96, 666, 31), 25, -162 / 25, exact_sd(-162, 1542, 25),
      row("3.38", "1.07", "1.23", "5.54", "0.003"))
slope_change <- function(change, leadIn, n, months) change / n / months - leadIn / n / 3
means("table3WholeNumbers", "alsfrsrSlopeChange4", 32, slope_change(-54, -149, 32, 4), "1.33", 27, slope_change(-126, -97, 27, 4), "1.33",
      row("1.10", "0.35", "0.40", "1.79", "0.003"))
means("table3WholeNumbers", "alsfrsrSlopeChange6", 31, slope_change(-96, -148, 31, 6), "1.34", 25, slope_change(-162, -93, 25, 6), "1.46",
      row("0.92", "0.38", "0.16", "1.67", "0.018"))
means("table3WholeNumbers", "aalsSlopeChange4", 32, slope_change(345, 404, 32, 4), "3.52", 25, slope_change(449, 315, 25, 4), "5.06",
      row("-1.80", "1.14", "-4.08", "0.48", "0.119"))

wald <- function(d, se, df) summarise(d, se, df)
aals <- function(quantity) {
  corners <- expand.grid(d = c(-7.185, -7.175), se = c(2.755, 2.765))
  sapply(c(`wald-t` = 55, `wald-normal` = Inf), function(df) {
    v <- mapply(function(d, se) wald(d, se, df)[[quantity]], corners$d, corners$se)
    c(wald(-7.18, 2.76, df)[[quantity]], min(v), max(v))
  }, simplify = FALSE)
}
add("aalsFromPrintedDifference/aalsChange4FromDifference.interval.lower", "-12.71", aals("interval.lower"))
add("aalsFromPrintedDifference/aalsChange4FromDifference.interval.upper", "-1.64", aals("interval.upper"))
add("aalsFromPrintedDifference/aalsChange4FromDifference.pValue", "0.009", aals("pValue"))

proportions("responders", "below50At4", 10, 32, "31", 22, 27, "82", "<0.001")
proportions("responders", "atLeast50At4", 22, 32, "69", 5, 27, "19", "<0.001")
proportions("responders", "atLeast75At4", 18, 32, "56", 2, 27, "7", "<0.001")
proportions("responders", "atLeast100At4", 13, 32, "41", 1, 27, "4", "0.001")
proportions("responders", "below50At6", 12, 32, "38", 21, 27, "78", "0.002")
proportions("responders", "atLeast50At6", 20, 32, "63", 6, 27, "22", "0.002")
proportions("responders", "atLeast75At6", 17, 32, "53", 3, 27, "11", "0.001")
proportions("responders", "atLeast100At6", 8, 32, "25", 1, 27, "4", "0.031")
proportions("respondersInText", "atLeast50At4InText", 22, 32, "69", 5, 27, "19", "0.002")
proportions("adverseEventIncidence", "anyAt4", 20, 33, "61", 22, 31, "71", "0.383")
proportions("adverseEventIncidence", "anyAt6", 21, 33, "64", 23, 31, "74", "0.363")

correlation <- function(id, r2, n, text) {
  p <- function(r2) pt(-sqrt(r2 * (n - 2) / (1 - r2)), n - 2)
  v <- p(as.numeric(r2) + c(0, half(r2), -half(r2)))
  add(paste0("correlations/", id, ".pValue"), text, list(`pearson-correlation` = c(v[1], v[2], v[3])))
}
correlation("goodAt4", "0.259", 20, "0.011")
correlation("goodAt6", "0.259", 18, "0.016")
correlation("poorAt4", "0.062", 8, "0.276")
correlation("poorAt6", "0.102", 10, "0.185")

slopes <- function(df) {
  at <- function(d, a, b) 2 * pt(-abs(d) / sqrt(a^2 + b^2), df)
  c(at(0.58, 0.11, 0.15), at(0.59, 0.105, 0.145), at(0.57, 0.115, 0.155))
}
add("mixedModel/slopeAfterBaseline.pValue", "0.003", list(`wald-t` = slopes(57), `wald-normal` = slopes(Inf)))

# ---- Table 2: participants and percentages, MSC of 33 and control of 31, at 4 and at 6 months --------------------------------------

table2 <- read.table(text = "
row m4 m4pct c4 c4pct m6 m6pct c6 c6pct
 1 3 9 0 0 3 9 0 0
 2 2 6 0 0 2 6 0 0
 3 1 3 0 0 1 3 0 0
 4 1 3 0 0 1 3 0 0
 5 2 6 0 0 2 6 0 0
 6 2 6 0 0 2 6 0 0
 7 2 6 3 9 3 9 6 19
 8 0 0 0 0 0 0 1 3
 9 0 0 0 0 0 0 1 3
10 1 3 0 0 1 3 0 0
11 1 3 0 0 1 3 0 0
12 0 0 2 7 0 0 2 6
13 0 0 1 3 0 0 1 3
14 0 0 1 3 0 0 1 3
15 0 0 0 0 1 3 2 6
16 0 0 0 0 1 3 2 6
17 1 3 0 0 1 3 0 0
18 1 3 0 0 1 3 0 0
19 0 0 1 3 0 0 1 3
20 0 0 1 3 0 0 1 3
", header = TRUE)
for (i in seq_len(nrow(table2))) with(table2[i, ], {
  proportions("table2", paste0(row, ".4"), m4, 33, as.character(m4pct), c4, 31, as.character(c4pct))
  proportions("table2", paste0(row, ".6"), m6, 33, as.character(m6pct), c6, 31, as.character(c6pct))
})

# ---- output: one figure per line ----------------------------------------------------------------------------------------------------

number_text <- function(x) if (x == 0) "0" else format(x, digits = 17)
candidate_text <- function(k) {
  sprintf('{"method":"%s","recomputed":%s,"lower":%s,"upper":%s,"verdict":"%s"}', k$method, number_text(k$recomputed),
          number_text(k$lower), number_text(k$upper), k$verdict)
}
lines <- sapply(figures, function(f) {
  sprintf('{"id":"%s","printed":"%s","candidates":[%s]}', f$id, f$printed, paste(sapply(f$candidates, candidate_text), collapse = ","))
})
cat('{"script":"test/reference/published/oh2018.R","software":"', R.version.string, '","seed":"none","figures":[\n', sep = "")
cat(paste(lines, collapse = ",\n"), "\n]}\n", sep = "")
