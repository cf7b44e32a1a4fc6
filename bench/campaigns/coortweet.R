# Runs CooRTweet's own functions on a table of shares and writes its edges, ordered.
#   Rscript coortweet.R FOLDER SHARES.csv WINDOW_SECONDS MIN_PARTICIPATION [EDGES.csv]
# FOLDER is a copy of the package's source (2.1.3). Prints: pairs vertices edges
# heaviest seconds.
suppressMessages({library(data.table); library(igraph)})
args <- commandArgs(trailingOnly = TRUE)
for (file in c("calc_group_combinations.R", "detect_groups.R", "generate_coordinated_network.R"))
  source(file.path(args[1], "R", file))
invisible(Sys.setlocale("LC_COLLATE", "C"))
began <- Sys.time()
shares <- fread(args[2], colClasses = list(character = c("object_id", "account_id", "content_id")))
pairs <- detect_groups(shares, time_window = as.integer(args[3]), min_participation = as.integer(args[4]))
graph <- generate_coordinated_network(pairs)
took <- as.numeric(difftime(Sys.time(), began, units = "secs"))
cat(nrow(pairs), vcount(graph), ecount(graph), max(E(graph)$weight), sprintf("%.2f", took), "\n")
if (length(args) >= 5) {
  edges <- as.data.table(igraph::as_data_frame(graph, "edges"))
  # Whichever end igraph names first: put the smaller text first again.
  turned <- edges$from > edges$to
  edges[turned, c("from", "to") := .(to, from)]
  setorder(edges, from, to)
  number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
  writeLines(paste(edges$from, edges$to, edges$weight, number(edges$avg_time_delta), edges$n_content_id,
    edges$n_content_id_y, number(edges$edge_symmetry_score), edges$weight_threshold, sep = ","), args[5])
}
