"""The co-share stage of tipstaff-campaigns as a job for Apache Spark, for more rows than
one machine holds. Equal to `tipstaff-campaigns edges --like coortweet` (or toolkit), edge
by edge, and written in the same form:

    spark-submit co_share.py SHARES EDGES.csv --like coortweet --window 60
    tipstaff-campaigns crews EDGES.csv --out members.csv

SHARES is CSV (a file or a folder of part files, plain or packed) or Parquet with the columns
object_id, account_id, content_id, timestamp_share (seconds since 1970). The cost is that of
the pairs within two windows; one object that everybody shares is spread over its windows.
"""

import argparse
import os
import sys

from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F


def read_shares(spark, path):
    """Rows in the order of the file: `row` decides between posts of the same moment."""
    if path.rstrip("/").endswith(".parquet"):
        table = spark.read.parquet(path)
    else:
        text = ", ".join(f"{name} string" for name in spark.read.csv(path, header=True, escape='"').columns)
        table = spark.read.csv(path, header=True, escape='"', schema=text)
    table = table.select(
        F.col("object_id").cast("string").alias("object"),
        F.col("account_id").cast("string").alias("account"),
        F.col("content_id").cast("string").alias("content"),
        F.round(F.col("timestamp_share").cast("double") * 1000).cast("long").alias("ms"),
        F.monotonically_increasing_id().alias("row"),
    )
    whole = F.lit(True)
    for name in ("object", "account", "content", "ms"):
        whole = whole & F.col(name).isNotNull()
    kept = table.where(whole).persist()
    left_out = table.count() - kept.count()
    if left_out:
        print(f"{left_out} rows were left out: something is missing in them", file=sys.stderr)
    return kept


def pairs_within(shares, window_ms):
    """Every two shares of an object within the window, the older first, once.

    Time is cut into steps of one window: a share's company stands in its own step or in
    the next one, so that no object is ever joined with itself as a whole.
    """
    step = F.floor(F.col("ms") / max(1, window_ms))
    older = shares.select(
        "object", F.explode(F.array(step, step + 1)).alias("step"),
        *[F.col(name).alias(f"{name}_a") for name in ("account", "content", "ms", "row", "seen")])
    newer = shares.select(
        "object", step.alias("step"),
        *[F.col(name).alias(f"{name}_b") for name in ("account", "content", "ms", "row", "seen")])
    ms_a, ms_b, seen_a, seen_b = (F.col(name) for name in ("ms_a", "ms_b", "seen_a", "seen_b"))
    same_account = (seen_a == seen_b) & (F.col("row_a") < F.col("row_b"))
    before = (ms_a < ms_b) | ((ms_a == ms_b) & ((seen_a < seen_b) | same_account))
    return older.join(newer, ["object", "step"]).where(before & (ms_b - ms_a <= window_ms))


def with_first_sight(shares):
    """`seen`: the first row of the account, which decides between posts of the same moment."""
    return shares.withColumn("seen", F.min("row").over(Window.partitionBy("account")))


def active(shares, least):
    count = F.count("*").over(Window.partitionBy("account"))
    return shares.withColumn("rows", count).where(F.col("rows") >= least).drop("rows")


def like_coortweet(shares, window_ms, least, quantile):
    shares = active(with_first_sight(shares), least).persist()
    pairs = pairs_within(shares, window_ms).where(
        (F.col("account_a") != F.col("account_b")) & (F.col("content_a") != F.col("content_b"))
        & (F.col("object") != F.col("content_a")) & (F.col("object") != F.col("content_b"))).persist()
    in_pair = pairs.select(F.col("content_a").alias("content")).union(pairs.select(F.col("content_b"))).distinct()
    kept = active(shares.join(in_pair, "content", "left_semi"), least).select("content").distinct()
    pairs = (
        pairs.join(kept.select(F.col("content").alias("content_a"), F.lit(True).alias("kept_a")), "content_a", "left")
        .join(kept.select(F.col("content").alias("content_b"), F.lit(True).alias("kept_b")), "content_b", "left")
        .where(F.col("kept_a").isNotNull() | F.col("kept_b").isNotNull()))
    edges = (
        pairs.groupBy(F.least("account_a", "account_b").alias("account"), F.greatest("account_a", "account_b").alias("account_y"))
        .agg(F.count("*").alias("weight"), F.sum(F.col("ms_b") - F.col("ms_a")).alias("sum_ms"),
             F.countDistinct("content_a").alias("n"), F.countDistinct("content_b").alias("n_y"))).persist()
    threshold = edges.agg(F.expr(f"percentile(weight, {quantile})")).first()[0]
    for edge in edges.orderBy("account", "account_y").toLocalIterator():
        average = edge.sum_ms / 1000.0 / edge.weight
        symmetry = min(edge.n, edge.n_y) / max(edge.n, edge.n_y)
        yield (field(edge.account), field(edge.account_y), str(edge.weight), f"{average:.17g}", str(edge.n), str(edge.n_y),
               f"{symmetry:.17g}", "1" if edge.weight > threshold else "0")


def like_toolkit(shares, window_ms, least_weight):
    first = F.row_number().over(Window.partitionBy("content").orderBy("row"))
    shares = with_first_sight(shares.withColumn("nth", first).where(F.col("nth") == 1).drop("nth"))
    pairs = pairs_within(shares, window_ms).where(F.col("account_a") != F.col("account_b"))
    both = pairs.select(F.col("account_a").alias("one"), F.col("account_b").alias("other"), F.col("content_a").alias("content")).union(
        pairs.select("account_b", "account_a", "content_b"))
    edges = both.groupBy("one", "other").agg(F.countDistinct("content").alias("weight")).where(F.col("weight") >= least_weight)
    for edge in edges.orderBy("one", "other").toLocalIterator():
        yield field(edge.one), field(edge.other), str(edge.weight)


def field(text):
    """As tipstaff-campaigns writes fields: quoted where they must be, disarmed where a spreadsheet would run them."""
    runs = text[:1] in ("=", "+", "-", "@", "\t", "\r") and text != ""
    if not runs and not any(c in text for c in ',"\r\n'):
        return text
    return '"' + ("'" if runs else "") + text.replace('"', '""') + '"'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shares")
    parser.add_argument("edges", help="the file to write; it must not exist")
    parser.add_argument("--like", choices=["coortweet", "toolkit"], default="coortweet")
    parser.add_argument("--window", type=float, default=60, help="seconds")
    parser.add_argument("--min-participation", type=int, default=2)
    parser.add_argument("--edge-weight", type=float, default=0.5, help="quantile of weights that counts as heavy")
    parser.add_argument("--min-edge-weight", type=int, default=1)
    parser.add_argument("--master", help="for example local-cluster[2,1,1024]; else what spark-submit says")
    args = parser.parse_args()
    builder = SparkSession.builder.appName("tipstaff co-share")
    if args.master:
        builder = builder.master(args.master)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    shares = read_shares(spark, args.shares)
    window_ms = int(args.window * 1000)
    if args.like == "coortweet":
        edges = like_coortweet(shares, window_ms, args.min_participation, args.edge_weight)
    else:
        edges = like_toolkit(shares, window_ms, args.min_edge_weight)
    # Only the owner reads what names people.
    with os.fdopen(os.open(args.edges, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as out:
        for edge in edges:
            out.write(",".join(edge) + "\n")
    spark.stop()


main()
