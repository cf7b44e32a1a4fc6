"""Runs coordination-network-toolkit on a table of shares and writes its edges, ordered.

    python toolkit.py SHARES.csv co_retweet|co_link WINDOW_SECONDS [EDGES.csv]

Prints: directed edges, undirected edges, seconds of preprocessing, seconds of computing.
"""

import contextlib
import csv
import os
import sqlite3
import sys
import tempfile
import time

from coordination_network_toolkit.compute_networks import compute_co_link_network, compute_co_retweet_parallel
from coordination_network_toolkit.preprocess import preprocess_data


def rows(path, kind):
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            repost, urls = (row["object_id"], []) if kind == "co_retweet" else ("", [row["object_id"]])
            yield row["content_id"], row["account_id"], "", repost, "", "", row["timestamp_share"], urls


def main():
    path, kind, window = sys.argv[1], sys.argv[2], int(sys.argv[3])
    compute = {"co_retweet": compute_co_retweet_parallel, "co_link": compute_co_link_network}[kind]
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "edges.db")
        began = time.time()
        with contextlib.redirect_stdout(sys.stderr):
            preprocess_data(database, rows(path, kind))
            ready = time.time()
            compute(database, window, n_threads=os.cpu_count(), min_edge_weight=1)
        done = time.time()
        db = sqlite3.connect(database)
        edges = sorted(db.execute(f"select user_1, user_2, weight from {kind}_network where user_1 != user_2"),
                       key=lambda edge: (str(edge[0]).encode(), str(edge[1]).encode()))
    print(len(edges), len({tuple(sorted(edge[:2])) for edge in edges}), f"{ready - began:.2f}", f"{done - ready:.2f}")
    if len(sys.argv) > 4:
        with open(sys.argv[4], "w", encoding="utf-8") as out:
            out.writelines(f"{a},{b},{weight}\n" for a, b, weight in edges)


main()
