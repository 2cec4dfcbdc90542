# Random linear models for linearModels.R and leastSquaresMeans.R: up to three factors and two covariates, with interactions,
# unbalanced, some with empty cells, some with a covariate that is a combination of others.

letterLevels <- list(a = c("p", "q", "r", "s"), b = c("u", "v", "w"), c = c("x", "y"))

randomModel <- function(index, kind = if (index %% 5 == 3) "empty" else if (index %% 7 == 5) "collinear" else "plain") {
  factors <- sort(sample(c("a", "b", "c"), sample(1:3, 1, prob = c(3, 5, 2))))
  if (kind == "empty" && length(factors) < 2) factors <- c("a", "b")
  covariates <- sort(sample(c("x", "z"), sample(0:2, 1)))
  if (kind == "collinear") covariates <- c("x", "z")
  interactions <- list()
  if (length(factors) >= 2) for (pair in combn(factors, 2, simplify = FALSE)) {
    if (runif(1) < 0.5 || kind == "empty") interactions <- c(interactions, list(pair))
  }
  if (length(factors) == 3 && length(interactions) == 3 && runif(1) < 0.5) interactions <- c(interactions, list(factors))
  for (covariate in covariates) if (runif(1) < 0.4) interactions <- c(interactions, list(c(sample(factors, 1), covariate)))
  if (length(covariates) == 2 && runif(1) < 0.2) interactions <- c(interactions, list(covariates))
  # Some terms without a margin: an effect of the first factor within each level of the second.
  mains <- as.list(c(factors, covariates))
  nested <- kind == "plain" && length(factors) >= 2 && runif(1) < 0.15
  if (nested) {
    mains <- mains[-1]
    # R names the variables of an interaction in the order in which they first appear.
    interactions <- list(factors[2:1])
  }
  terms <- c(mains, interactions)
  size <- vapply(terms, length, 0)
  terms <- terms[order(size)]
  n <- sample(30:48, 1)
  levelsOf <- lapply(letterLevels, function(all) all[1:(1 + sample(length(all) - 1, 1))])
  repeat {
    data <- list()
    for (f in factors) {
      all <- levelsOf[[f]]
      data[[f]] <- sample(c(all, sample(all, n - length(all), replace = TRUE, prob = runif(length(all), 0.4, 1))))
    }
    for (x in covariates) data[[x]] <- round(rnorm(n, 10, 3), 1)
    if (kind == "empty") {
      keep <- !(data[[factors[1]]] == tail(levelsOf[[factors[1]]], 1) & data[[factors[2]]] == sample(levelsOf[[factors[2]]], 1))
      data <- lapply(data, function(column) column[keep])
    }
    if (kind == "collinear") data$z <- 2 * data$x + (data[[factors[1]]] == levelsOf[[factors[1]]][2])
    cells <- if (length(factors) > 1) table(data[factors]) else 1
    reached <- all(vapply(factors, function(f) length(unique(data[[f]])) == length(levelsOf[[f]]), TRUE))
    if (reached && (kind != "plain" || all(cells > 0))) break
  }
  rows <- length(data[[1]])
  y <- 20 + rnorm(rows, 0, 2)
  for (f in factors) y <- y + rnorm(4)[match(data[[f]], letterLevels[[f]])]
  for (x in covariates) y <- y + runif(1, -1, 1) * data[[x]]
  data$y <- round(y, 2)
  list(
    kind = kind, factors = factors, covariates = covariates, terms = terms,
    levels = levelsOf[factors], data = data, nested = nested, references = lapply(levelsOf[factors], function(all) sample(all, 1))
  )
}

# The model as R has it. Terms are in order of their size, as R sorts them.
frameOf <- function(model, sumToZero = FALSE) {
  frame <- as.data.frame(model$data, stringsAsFactors = FALSE)
  for (f in model$factors) {
    all <- model$levels[[f]]
    frame[[f]] <- factor(frame[[f]], levels = all)
    contrasts(frame[[f]]) <- if (sumToZero) contr.sum(length(all)) else contr.treatment(all, base = match(model$references[[f]], all))
  }
  frame
}

formulaOf <- function(model) {
  as.formula(paste("y ~", paste(vapply(model$terms, paste, "", collapse = ":"), collapse = " + ")), env = globalenv())
}

# `a2:bw` of R to `a[q]:b[w]`.
columnName <- function(name, model) {
  if (name == "(Intercept)") return("intercept")
  parts <- strsplit(name, ":")[[1]]
  paste(vapply(parts, function(part) {
    variable <- substr(part, 1, 1)
    if (variable %in% model$factors) paste0(variable, "[", substring(part, 2), "]") else part
  }, ""), collapse = ":")
}

# What the fixture needs to rebuild a model.
described <- function(model) list(
  kind = model$kind,
  terms = lapply(model$terms, values),
  levels = lapply(model$levels, values),
  references = model$references,
  data = lapply(model$data, function(column) if (is.character(column)) paste(column, collapse = "") else column)
)
