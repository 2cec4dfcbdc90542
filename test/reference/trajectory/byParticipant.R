# Piecewise linear fits of each participant of a simulated trial by lm(), and their summaries by arm.
# Run: Rscript test/reference/trajectory/byParticipant.R > test/reference/trajectory/byParticipant.json
#
# Ten visits from 3 months before baseline to 6 months after it, scores from 0 to 48, dropout and missed visits, visits up
# to a week off their planned day.

seed <- 20180930
set.seed(seed)
options(warn = 2)

visits <- data.frame(key = paste0("V", 1:10), month = c(-3, -2, -1, -0.5, 0, 1, 2, 3, 4, 6))
month <- 30.4375
n <- 60
baseline <- as.Date("2012-01-01") + sample(0:400, n, replace = TRUE)
participants <- data.frame(id = sprintf("%03d", 1:n), arm = rep(c("msc", "control"), length.out = n), baseline = baseline)

rows <- do.call(rbind, lapply(1:n, function(i) {
  start <- runif(1, 30, 46)
  slope <- rnorm(1, -1.2, 0.6)
  change <- rnorm(1, if (participants$arm[i] == "msc") 0.7 else 0.1, 0.5)
  last <- sample(c(10, 10, 10, 10, 9, 9, 8, 6, 2), 1)
  kept <- visits$key %in% visits$key[1:last] & (visits$key == "V5" | runif(10) > 0.3)
  day <- ifelse(visits$month == 0, 0, round(visits$month * month) + sample(-7:7, 10, replace = TRUE))
  mean <- start + slope * visits$month + change * pmax(visits$month, 0)
  score <- pmin(48, pmax(0, round(mean + rnorm(10, 0, 1.3))))
  data.frame(participant = participants$id[i], arm = participants$arm[i], visit = visits$key, month = visits$month, day = day, score = score)[kept, ]
}))
rows$date <- as.character(baseline[match(rows$participant, participants$id)] + rows$day)

fit_one <- function(t, y, knots, continuity, at) {
  if (length(t) == 0) return(NULL)
  segment <- findInterval(t, knots, left.open = TRUE) + 1
  bounds <- c(-Inf, knots, Inf)
  inside <- sapply(seq_along(bounds)[-1], function(j) pmin(pmax(t, bounds[j - 1]), bounds[j]) - pmin(pmax(0, bounds[j - 1]), bounds[j]))
  X <- if (continuity == "continuous") cbind(1, matrix(inside, nrow = length(t))) else
    do.call(cbind, lapply(seq_along(c(knots, NA)), function(j) cbind(segment == j, (segment == j) * t)))
  if (length(t) < ncol(X) || qr(X)$rank < ncol(X)) return(NULL)
  fit <- lm(y ~ X - 1)
  column <- if (continuity == "continuous") c(1 + at, 2 + at) else 2 * c(at, at + 1)
  slopes <- unname(coef(fit)[column])
  weights <- replace(numeric(ncol(X)), column, c(-1, 1))
  sigma <- sqrt(sum(residuals(fit)^2) / fit$df.residual)
  # vcov() warns of values that lie on the lines; their error is 0.
  se <- if (fit$df.residual == 0) NA else if (sigma < 1e-10) 0 else sqrt(drop(weights %*% vcov(fit) %*% weights))
  c(slopes, slopes[2] - slopes[1], se)
}

analyses <- list(
  list(name = "a hinge at baseline", knots = "V5", at = 1, continuity = "continuous", time = "nominal", from = "V1", to = "V10"),
  list(name = "separate lines at baseline", knots = "V5", at = 1, continuity = "separate", time = "nominal", from = "V1", to = "V10"),
  list(name = "two knots, the change at the second, from V2 to V9", knots = c("V5", "V7"), at = 2, continuity = "continuous", time = "nominal", from = "V2", to = "V9"),
  list(name = "a hinge on actual days", knots = "V5", at = 1, continuity = "continuous", time = "actual", from = "V1", to = "V10"),
  list(name = "separate lines on actual days, at the day of V6", knots = "V6", at = 1, continuity = "separate", time = "actual", from = "V1", to = "V10")
)

number <- function(x) ifelse(is.na(x), "null", sprintf("%.13g", x))
array <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
text <- function(x) paste0('"', x, '"')
summary_of <- function(x) array(c(length(x), mean(x), sd(x)))

analyse <- function(a) {
  range <- visits$month[match(c(a$from, a$to), visits$key)]
  fits <- lapply(participants$id, function(id) {
    own <- rows[rows$participant == id & rows$month >= range[1] & rows$month <= range[2], ]
    time <- if (a$time == "nominal") own$month else own$day / month
    knots <- sapply(a$knots, function(key) {
      recorded <- rows$day[rows$participant == id & rows$visit == key]
      planned <- visits$month[visits$key == key]
      if (a$time == "actual" && length(recorded) == 1) recorded / month else planned
    })
    fit_one(time, own$score, knots, a$continuity, a$at)
  })
  kept <- !vapply(fits, is.null, TRUE)
  table <- do.call(rbind, fits[kept])
  arms <- lapply(c("msc", "control"), function(arm) table[participants$arm[kept] == arm, , drop = FALSE])
  paste0(
    '{"name":', text(a$name), ',"knots":[', paste(text(a$knots), collapse = ","), '],"changeAt":', text(a$knots[a$at]),
    ',"continuity":', text(a$continuity), ',"time":', text(a$time), ',"from":', text(a$from), ',"to":', text(a$to),
    ',"excluded":[', paste(text(participants$id[!kept]), collapse = ","), ']',
    ',"rows":[', paste0("[", text(participants$id[kept]), ",", apply(table, 1, function(r) paste(number(r), collapse = ",")), "]", collapse = ","), ']',
    ',"byArm":{', paste0('"', c("msc", "control"), '":{"leadInSlope":', vapply(arms, function(m) summary_of(m[, 1]), ""),
      ',"followUpSlope":', vapply(arms, function(m) summary_of(m[, 2]), ""), ',"change":', vapply(arms, function(m) summary_of(m[, 3]), ""), "}", collapse = ","), "}}"
  )
}

cat('{"generator":{"script":"test/reference/trajectory/byParticipant.R","software":"', R.version.string, '","seed":', seed, '},\n', sep = "")
cat('"visits":{', paste0(text(visits$key), ":", visits$month, collapse = ","), '},\n', sep = "")
cat('"participants":[', paste0("[", text(participants$id), ",", text(participants$arm), ",", text(participants$baseline), "]", collapse = ","), '],\n', sep = "")
cat('"observations":[', paste0("[", text(rows$participant), ",", text(rows$visit), ",", text(rows$date), ",", rows$score, "]", collapse = ","), '],\n', sep = "")
cat('"analyses":[\n', paste(vapply(analyses, analyse, ""), collapse = ",\n"), "\n]}\n", sep = "")
