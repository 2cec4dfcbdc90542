# Reference values for linear mixed models on real data of many lengths: laboratory values of primary biliary cholangitis, the
# data set pbcseq of R's survival package (Murtaugh et al. 1994, doi:10.1002/hep.1840200120; Therneau & Grambsch 2000), 312
# participants with 1 to 16 visits at irregular times. Rounded, so that the columns below are the data.
# Run from the repository's root: Rscript test/reference/mixed/primaryBiliaryCholangitis.R
source("test/reference/mixed/polishedFit.R")
outFile <- "test/reference/mixed/primaryBiliaryCholangitis.json"
pbcseq <- survival::pbcseq
d <- with(pbcseq, data.frame(participant = id, response = round(log(bili), 3), intercept = 1, year = round(day / 365.25, 2), treated = as.numeric(trt == 1)))
d$treatedYear <- d$treated * d$year
d$late <- round(pmax(d$year - 1, 0), 2)
albumin <- transform(d[c("participant", "intercept", "year", "treated")], response = pbcseq$albumin)
albumin <- albumin[c("participant", "response", "intercept", "year", "treated")]
case <- function(name, data, fixed, random, structure = "unstructured", reml = TRUE) list(name = name, data = data, fixed = fixed, random = random, structure = structure, reml = reml)
cases <- list(
  case("pbcseq, log bilirubin with a bend after a year", d, c("intercept", "year", "late", "treated", "treatedYear"), c("intercept", "year", "late")),
  case("pbcseq, albumin, ML", albumin, c("intercept", "year", "treated"), c("intercept", "year"), reml = FALSE)
)
lines <- sapply(cases, function(case) {
  fit <- fitCase(case)
  reference <- analyse(case, fit)
  cat(case$name, ": decrement", fit$decrement, "singular", reference$singular, "lmer stops", reference$default$below, "below\n")
  reference$checkBeta <- NULL
  toJSON(list(name = case$name, fixed = I(case$fixed), random = I(case$random), structure = case$structure, reml = case$reml, data = as.list(case$data), reference = boxed(reference)),
    digits = NA, auto_unbox = TRUE)
})
head <- toJSON(list(script = "test/reference/mixed/primaryBiliaryCholangitis.R", versions = as.list(c(versions, survival = as.character(packageVersion("survival"))))), digits = NA, auto_unbox = TRUE)
writeLines(paste0("{\"generator\": ", head, ",\n\"cases\": [\n", paste(lines, collapse = ",\n"), "\n]}"), outFile)
