# The exact Kruskal-Wallis test: 220 random cases with and without ties, by going through every division of the ranks.
# Run: Rscript test/reference/inference/kruskalWallisExact.R > test/reference/inference/kruskalWallisExact.json
#
# H of every division by its definition, the first group from combn() of all, the next from combn() of the others. Two groups also by
# coin's exact distribution. p counts the divisions whose H is at least the observed one, but for rounding.

suppressPackageStartupMessages(library(coin))
seed <- 19520601
set.seed(seed)

divisions <- function(left, sizes) {
  if (length(sizes) == 1) return(list(list(left)))
  do.call(c, lapply(asplit(matrix(left[combn(length(left), sizes[1])], nrow = sizes[1]), 2), function(first) {
    rest <- left[-match(first, left)]
    lapply(divisions(rest, sizes[-1]), function(others) c(list(as.vector(first)), others))
  }))
}

make_case <- function(index) {
  k <- c(2, 3, 3, 3, 4)[(index - 1) %% 5 + 1]
  sizes <- if (k == 2) sample(1:7, 2, replace = TRUE) else if (k == 3) sample(1:4, 3, replace = TRUE) else sample(1:2, 4, replace = TRUE)
  n <- sum(sizes)
  repeat {
    y <- if (index %% 2 == 0) round(rnorm(n, 5, 3), 2) else sample(1:6, n, replace = TRUE)
    if (length(unique(y)) > 1) break
  }
  group <- factor(rep(seq_len(k), sizes))
  ranks <- rank(y)
  H <- kruskal.test(y, group)$statistic
  spread <- function(positions) sum(vapply(positions, function(p) length(p) * (mean(ranks[p]) - (n + 1) / 2)^2, 0))
  all <- vapply(divisions(seq_len(n), sizes), spread, 0)
  observed <- spread(split(seq_len(n), group))
  p <- mean(all >= observed * (1 - 1e-10))
  if (k == 2) stopifnot(abs(p - pvalue(kruskal_test(y ~ group, distribution = "exact"))) < 1e-9)
  groups <- vapply(split(y, group), function(v) paste0("[", paste(v, collapse = ","), "]"), "")
  paste0('{"groups":{', paste0('"g', seq_len(k), '":', groups, collapse = ","), '},"statistic":', sprintf("%.12g", H), ',"divisions":', length(all), ',"pValue":', sprintf("%.14g", p), "}")
}

cases <- vapply(1:220, make_case, "")
cat('{"generator":{"script":"test/reference/inference/kruskalWallisExact.R","software":"', R.version.string, ", coin ", as.character(packageVersion("coin")), '","seed":', seed, '},\n"cases":[\n', sep = "")
cat(cases, sep = ",\n")
cat("\n]}\n")
