# What the scripts of this folder share: how fixtures are written, and times with their events. Sourced by them, not run.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "..", "fixture.R"))
suppressPackageStartupMessages(library(survival))

# Times as trials have them: whole, in tenths (and then as sums of tenths, which rounding makes differ in the last digit) or nearly
# continuous. Few, many or no participants are censored.
timesOf <- function(n) {
  t <- rexp(n) * 3
  t <- switch(sample(4, 1), ceiling(t), round(t, 1) + 0.1, { a <- sample(0:20, n, TRUE); b <- sample(1:9, n, TRUE); a * 0.1 + b * 0.1 }, round(t, 3) + 0.001)
  if (runif(1) < 0.15) t <- t * 100
  t
}

eventsOf <- function(n) switch(sample(6, 1), rbinom(n, 1, 0.3), rbinom(n, 1, 0.6), rbinom(n, 1, 0.6), rbinom(n, 1, 0.85), rep(1, n), as.numeric(seq_len(n) == sample(n, 1)))

# Half enter late, before their time and well apart from it.
entriesOf <- function(time) ifelse(rbinom(length(time), 1, 0.5) == 1, pmax(0, floor(100 * time * runif(length(time), 0, 0.9)) / 100), 0)
