# emmeans() of R on 200 random linear models: adjusted means and pairwise differences with equal and with marginal weights ("outer" in
# emmeans), some at stated values of a covariate; and means of predictions over the observations with factors set to each
# level in turn (counterfactual), whose estimability the estimability package decides.
# Run: Rscript test/reference/model/leastSquaresMeans.R
suppressMessages(library(emmeans))
library(estimability)
folderHere <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(folderHere, "fixture.R"))
source(file.path(folderHere, "designs.R"))
seed <- 5102
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

rowsOf <- function(table, of, estimate) {
  keys <- do.call(paste0, lapply(table[of], as.character))
  list(keys = values(keys), estimates = values(table[[estimate]]), standardErrors = values(table$SE))
}

counterfactual <- function(fit, frame, of) {
  grid <- expand.grid(lapply(frame[of], levels))
  names(grid) <- of
  none <- nonest.basis(fit)
  b <- coef(fit)
  kept <- !is.na(b)
  rows <- lapply(seq_len(nrow(grid)), function(i) {
    set <- frame
    for (f in of) set[[f]] <- factor(rep(as.character(grid[i, f]), nrow(frame)), levels = levels(frame[[f]]))
    for (f in of) contrasts(set[[f]]) <- contrasts(frame[[f]])
    L <- colMeans(model.matrix(delete.response(terms(fit)), set))
    if (!is.estble(L, none)) return(c(NA, NA))
    c(sum(L[kept] * b[kept]), sqrt(c(L[kept] %*% vcov(fit, complete = FALSE) %*% L[kept])))
  })
  grid$mean <- vapply(rows, `[`, 0, 1)
  grid$SE <- vapply(rows, `[`, 0, 2)
  rowsOf(grid, of, "mean")
}

cases <- list()
index <- 0
while (length(cases) < 200) {
  index <- index + 1
  model <- randomModel(index)
  frame <- frameOf(model)
  fit <- lm(formulaOf(model), frame)
  if (fit$df.residual < 3 || (model$kind == "plain" && anyNA(coef(fit)))) next
  of <- sample(model$factors, sample(1:min(2, length(model$factors)), 1))
  at <- if (length(model$covariates) > 0 && index %% 2) setNames(list(round(runif(1, 6, 14), 1)), model$covariates[1])
  grid <- function(weights) summary(emmeans(fit, of, weights = weights, at = at, nesting = NULL))
  equal <- emmeans(fit, of, at = at, nesting = NULL)
  pairs <- summary(contrast(equal, "revpairwise", by = if (length(of) > 1) of[-1], adjust = "none"))
  differences <- rowsOf(pairs, c("contrast", of[-1]), "estimate")
  cases[[length(cases) + 1]] <- c(described(model), list(
    of = values(of), at = at,
    equal = rowsOf(summary(equal), of, "emmean"),
    proportional = rowsOf(grid("outer"), of, "emmean"),
    counterfactual = counterfactual(fit, frame, of),
    differences = c(differences, list(pValues = values(pairs$p.value))),
    holm = values(p.adjust(pairs$p.value, "holm"))
  ))
}
writeFixture("leastSquaresMeans", seed, cases, c("emmeans", "estimability"))
