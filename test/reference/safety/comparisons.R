# Arms compared term by term, on 200 random sets of counts of SIMULATED adverse events: fisher.test(), and Newcombe's interval from the
# Wilson limits of prop.test(). The terms of the treatment arm are ranked by order(), ties by the bytes of UTF-8.
# Run: Rscript test/reference/safety/comparisons.R
# Each case: n of treatment and control, level, terms [term, participants and events in treatment, participants in control,
# difference, lower, upper, p], ranked: the terms of the treatment arm, by position in `terms` from 0.
folder <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
seed <- 20191
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
number <- function(x) { x <- ifelse(x == 0, 0, x); sprintf("%.17g", x) }
names <- c("Zoster", "zoster", "Pain", "10", "9", "__proto__", "\u00c4chzen", "Back pain")

wilson <- function(x, n, level) suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
cases <- vapply(1:200, function(i) {
  n1 <- sample(3:60, 1); n0 <- sample(3:60, 1); level <- c(0.95, 0.9, 0.99)[1 + i %% 3]
  rows <- lapply(sample(names, sample(1:5, 1)), function(term) {
    x1 <- rbinom(1, n1, sample(c(0, 0.05, 0.3, 0.9), 1)); x0 <- rbinom(1, n0, sample(c(0, 0.05, 0.3, 0.9), 1))
    if (x1 + x0 == 0) x1 <- 1
    p1 <- x1 / n1; p0 <- x0 / n0; w1 <- wilson(x1, n1, level); w0 <- wilson(x0, n0, level)
    list(
      term = term, x1 = x1, events = x1 + if (x1 > 0) sample(0:2, 1) else 0, x0 = x0, difference = p1 - p0,
      lower = p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), upper = p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2),
      p = fisher.test(matrix(c(x1, n1 - x1, x0, n0 - x0), 2))$p.value
    )
  })
  field <- function(name) unlist(lapply(rows, `[[`, name))
  ranked <- order(-field("x1"), -field("events"), enc2utf8(field("term")), method = "radix")
  ranked <- ranked[field("x1")[ranked] > 0] - 1
  terms <- vapply(rows, function(row) sprintf('["%s",%s]', row$term, paste(number(unlist(row[-1])), collapse = ",")), "")
  sprintf('{"treatment":%d,"control":%d,"level":%s,"terms":[%s],"ranked":[%s]}', n1, n0, level, paste(terms, collapse = ","), paste(ranked, collapse = ","))
}, "")
head <- sprintf('{"generator":{"script":"test/reference/safety/comparisons.R","version":"%s","seed":%d,"data":"simulated"},', R.version.string, seed)
writeLines(c(head, '"cases":[', paste0(cases, c(rep(",", length(cases) - 1), "")), "]}"), file.path(folder, "comparisons.json"), useBytes = TRUE)
