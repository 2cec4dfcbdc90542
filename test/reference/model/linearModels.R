# lm(), anova() and car::Anova() of R on 210 random linear models: coefficients of those that are estimable, and the tests of
# terms of types I, II and III (the last with contr.sum; the car package has none where columns are aliased).
# Run: Rscript test/reference/model/linearModels.R
suppressMessages(library(car))
folderHere <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(folderHere, "fixture.R"))
source(file.path(folderHere, "designs.R"))
seed <- 5101
set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

testsOf <- function(table, model) {
  rows <- setdiff(rownames(table), c("Residuals", "(Intercept)"))
  names <- vapply(model$terms, paste, "", collapse = ":")
  lapply(names, function(name) {
    if (!(name %in% rows) || is.na(table[name, "F value"])) return(NULL)
    list(df = table[name, "Df"], F = table[name, "F value"], p = table[name, "Pr(>F)"])
  })
}

cases <- list()
index <- 0
while (length(cases) < 210) {
  index <- index + 1
  model <- randomModel(index)
  frame <- frameOf(model)
  fit <- lm(formulaOf(model), frame)
  estimate <- coef(fit)
  if (fit$df.residual < 3 || (model$kind == "plain" && anyNA(estimate))) next
  table <- summary(fit)$coefficients
  aliased <- names(estimate)[is.na(estimate)]
  typeTwo <- Anova(fit, type = 2, singular.ok = TRUE)
  typeThree <- if (length(aliased) == 0) Anova(lm(formulaOf(model), frameOf(model, TRUE)), type = 3)
  cases[[length(cases) + 1]] <- c(described(model), list(
    columns = values(vapply(rownames(table), columnName, "", model)),
    aliased = values(vapply(aliased, columnName, "", model)),
    estimates = unname(table[, 1]), standardErrors = unname(table[, 2]),
    rSquared = summary(fit)$r.squared, adjustedRSquared = summary(fit)$adj.r.squared, sigma = summary(fit)$sigma,
    F = summary(fit)$fstatistic[[1]],
    residualDf = fit$df.residual,
    I = testsOf(as.data.frame(anova(fit)), model),
    II = testsOf(as.data.frame(typeTwo), model),
    III = if (!is.null(typeThree)) testsOf(as.data.frame(typeThree), model)
  ))
}
writeFixture("linearModels", seed, cases, "car")
