#!/usr/bin/env python3
"""Compares a corpus of article pairs with Spark: each partition is piped through `compare batch`.

usage: spark-submit align_pairs.py PAIRS OUT [--compare PROGRAM] [--partitions N] [--format parquet|json]

PAIRS  JSON Lines (.jsonl, .json, also gzipped) or a Parquet table with the columns `id`, `a`, `b`; `a` and `b` hold the text,
       or are structs with `text` or `path`, as `compare batch` reads them.
OUT    a folder that gets three tables:
         links   id, link, status, shape, moved, cosmetic, similarity, confidence, a_sentences, b_sentences
         claims  id, link, kind, change, a_text, b_text, a_value, b_value
         errors  id, kind, message

The program must be at the same path on every worker; ship it with `--files compare` and `--compare ./compare` where it is not
installed. Needs Spark 3.4 or later; no pandas, no Arrow.
"""
import argparse
import json
import shlex

from pyspark.sql import SparkSession, functions as f

MENTION = "struct<text: string, value: string>"
CLAIM = f"struct<kind: string, change: string, a: {MENTION}, b: {MENTION}>"
UNIT = "struct<sentence: int>"
LINK = (
    "struct<id: int, status: string, shape: string, moved: boolean, cosmetic: boolean, similarity: double, "
    f"confidence: double, a: array<{UNIT}>, b: array<{UNIT}>, claims: array<{CLAIM}>>"
)
REPORT = f"id string, sentences array<{LINK}>, error struct<kind: string, message: string>"


def record(row):
    """One line for `compare batch` of a row as Spark reads it."""
    side = lambda value: {"text": value} if isinstance(value, str) else {k: v for k, v in value.items() if v is not None}
    row = row.asDict(recursive=True)
    return json.dumps({"id": str(row["id"]), "a": side(row["a"]), "b": side(row["b"])}, ensure_ascii=False)


def read(spark, path):
    return spark.read.parquet(path) if path.rstrip("/").endswith(".parquet") else spark.read.json(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("out")
    parser.add_argument("--compare", default="compare", metavar="PROGRAM")
    parser.add_argument("--partitions", type=int, help="how many pieces the corpus is cut into (default: as it is read)")
    parser.add_argument("--format", choices=["parquet", "json"], default="parquet", help="of the tables")
    options = parser.parse_args()

    spark = SparkSession.builder.appName("compare").getOrCreate()
    pairs = read(spark, options.pairs).select("id", "a", "b")
    if options.partitions:
        pairs = pairs.repartition(options.partitions)
    # One worker a partition: Spark itself decides how many run side by side. A record that fails gives an error row, so
    # the exit status that says so is no reason to fail the partition.
    command = f"{shlex.quote(options.compare)} batch --fields links --jobs 1"
    lines = pairs.rdd.map(record).pipe(command, {"LC_ALL": "C.UTF-8"}, checkCode=False)
    reports = spark.read.schema(REPORT).json(lines).cache()
    given, answered = pairs.count(), reports.count()
    if given != answered:
        raise SystemExit(f"{answered} answers for {given} pairs: does `{options.compare}` run on every worker?")
    save = lambda table, name: table.write.mode("overwrite").format(options.format).save(f"{options.out}/{name}")

    links = reports.select("id", f.explode("sentences").alias("link"))
    positions = lambda side: f.expr(f"transform(link.{side}, unit -> unit.sentence)")
    save(links.select(
        "id", f.col("link.id").alias("link"), "link.status", "link.shape", "link.moved", "link.cosmetic", "link.similarity",
        "link.confidence", positions("a").alias("a_sentences"), positions("b").alias("b_sentences"),
    ), "links")
    claims = links.select("id", f.col("link.id").alias("link"), f.explode("link.claims").alias("claim"))
    save(claims.select(
        "id", "link", "claim.kind", "claim.change", f.col("claim.a.text").alias("a_text"), f.col("claim.b.text").alias("b_text"),
        f.col("claim.a.value").alias("a_value"), f.col("claim.b.value").alias("b_value"),
    ), "claims")
    errors = reports.where("error is not null").select("id", "error.kind", "error.message")
    save(errors, "errors")
    print(f"{given} pairs: {links.count()} links, {claims.count()} changed claims, {errors.count()} errors")
    spark.stop()


if __name__ == "__main__":
    main()
